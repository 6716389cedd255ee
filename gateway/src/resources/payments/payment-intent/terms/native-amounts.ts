/**
 * The amounts that the native API takes, as Stripe publishes them: no payment below the smallest of its currency, where its
 * clients expect a refusal and fees eat the payment; and no thousandths. Limits of that API and not of the engine: other APIs
 * take what their own documents take.
 */

import type { Engine, RequestContext } from '../../../../engine/route.ts'
import { currencyOf, usualStepOf } from '../../../../kernel/currency.ts'
import { lookup } from '../../../../kernel/lookup.ts'
import type { Refusal } from '../../../../kernel/refusal.ts'
import { paymentIntent } from '../aggregate.ts'
import { refuseIntent } from '../refusals.ts'

/** Smallest units, by currency; what is not listed has no limit here. */
const smallest: Readonly<Record<string, number>> = lookup({
  aed: 200,
  aud: 50,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
  usd: 50,
})

/** Refuses `amount_too_small` and `amount_not_divisible`; null where the amount, or the currency, is not the request's. */
export function refuseAmount(amount: number | undefined, currency: string | undefined): Refusal | null {
  if (amount === undefined || currency === undefined) return null
  const min = Object.hasOwn(smallest, currency) ? smallest[currency] : undefined
  if (min !== undefined && amount < min) return refuseIntent.amountTooSmall({ min, currency })
  const known = currencyOf(currency)
  const step = known?.coins === 3 ? usualStepOf(known) : 1
  return amount % step === 0 ? null : refuseIntent.amountUneven({ step, currency })
}

/** The same of a change, whose other half stands in the intent. */
export async function refuseChangedAmount(
  id: string,
  { amount, currency }: { amount?: number; currency?: string },
  engine: Engine,
  request: RequestContext,
): Promise<Refusal | null> {
  if (amount === undefined && currency === undefined) return null
  const before = await engine.row(paymentIntent, id, request)
  return refuseAmount(amount ?? before?.amount, currency?.toLowerCase() ?? before?.currency)
}
