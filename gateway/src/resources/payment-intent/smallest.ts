/**
 * The smallest payments that the native API takes, as Stripe publishes them: below these its clients expect a refusal, and fees
 * eat the payment. A limit of that API and not of the engine: other APIs take what their own documents take.
 */
import type { Engine, RequestContext } from '../../engine/route.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { PaymentIntent } from './model.ts'
import { refuseIntent } from './refusals.ts'

/** Smallest units, by currency; what is not listed has no limit here. */
const smallest: Readonly<Record<string, number>> = {
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
}

/** Refuses `amount_too_small`; null where the amount, or the currency, is not the request's. */
export function refuseSmall(amount: number | undefined, currency: string | undefined): Refusal | null {
  const min = currency !== undefined && Object.hasOwn(smallest, currency) ? smallest[currency] : undefined
  return amount === undefined || min === undefined || currency === undefined || amount >= min
    ? null
    : refuseIntent.amountTooSmall({ min, currency })
}

/** Refuses a change to less than the smallest payment of its currency. */
export async function refuseSmaller(
  id: string,
  { amount, currency }: { amount?: number; currency?: string },
  engine: Engine,
  request: RequestContext,
): Promise<Refusal | null> {
  if (amount === undefined && currency === undefined) return null
  const before = await engine.row<PaymentIntent>('payment_intent', id, request)
  return refuseSmall(amount ?? before?.amount, currency?.toLowerCase() ?? before?.currency)
}
