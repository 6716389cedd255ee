/** Values in Harsya's requests: a session by its id, an amount in whole rupiah, the key that a card is encrypted to. */
import type { DialectAuth, ForeignEngine } from '../../engine/dialect.ts'
import type { RequestContext } from '../../engine/route.ts'
import type { Minor } from '../../kernel/money.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/refusal.ts'
import { isUnitsProblem, minorOfMajor, refuseUnits, usualMinorOfMajor } from '../../kernel/units.ts'
import { type PaymentIntent, paymentIntent } from '../../resources/payments/payment-intent/index.ts'
import { sessionIds } from './ids.ts'

/** What calls need to look something up. */
export type HarsyaCall = { readonly engine: ForeignEngine; readonly request: RequestContext }
type Exact = { exact(...path: readonly string[]): string }

/** The session of an id. */
export async function findSession(
  id: string,
  { engine, request }: HarsyaCall,
  param = 'id',
): Promise<PaymentIntent | Refusal> {
  const row = await engine.find(paymentIntent, sessionIds, id, request)
  return row ?? refuse.resourceMissing({ noun: 'payment session', id, param })
}

/** An amount of a body in smallest units; `whole`: of what is to be paid, which has no sen. */
export function harsyaAmount(
  { exact }: Exact,
  sent: { currency: string },
  field: string,
  whole: 'whole' | 'part' = 'part',
): { amount: Minor; currency: string } | Refusal {
  const currency = sent.currency.toLowerCase()
  const text = exact(field, 'value')
  const amount = whole === 'whole' ? usualMinorOfMajor(text, currency) : minorOfMajor(text, currency)
  return isUnitsProblem(amount)
    ? refuseUnits(amount, { param: 'amount', text, currency, currencyParam: 'currency' })
    : { amount, currency }
}

/** The public key of an environment, for a session that waits for an encrypted card. */
export async function publicKey(auth: DialectAuth, { environment }: RequestContext): Promise<string | Refusal> {
  const keys = await auth.payloadKeys(environment.id)
  return isRefusal(keys) ? keys : keys.publicKey
}
