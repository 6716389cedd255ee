import type { Engine } from '../../../../engine/route.ts'
import { currencyOf, usualStepOf } from '../../../../kernel/currency.ts'
import type { Minor } from '../../../../kernel/money.ts'
import type { Refusal } from '../../../../kernel/refusal.ts'
import type { Presentment } from '../../charge/index.ts'
import { refuseTermsChange } from '../changes/change-refusals.ts'
import { owedAmount, type PaymentIntent } from '../model.ts'
import { refuseIntent } from '../refusals.ts'

/** An amount of another currency, with what it was counted from: a payment that asks for something else by now is not paid with it. */
export type Quote = Presentment & { readonly of: { readonly amount: Minor; readonly currency: string } }

/**
 * What a payer pays who pays in another currency: at the rate in force now, which the attempt then keeps. Refuses a currency
 * without a rate, and one in which the payment would be nothing or more than a payment can be.
 */
export async function presentmentOf(
  body: { readonly presentment_currency?: string },
  owed: { readonly amount: number; readonly currency: string },
  engine: Engine,
): Promise<Quote | null | Refusal> {
  const currency = body.presentment_currency?.toLowerCase()
  if (currency === undefined || currency === owed.currency) return null
  const known = currencyOf(currency)
  const param = 'presentment_currency'
  if (known === undefined) return refuseIntent.currencyUnknown({ currency, param })
  const quote = await engine.convert(owed.amount, owed.currency, currency)
  if (quote === null) return refuseIntent.rateMissing({ from: owed.currency, to: currency })
  const { amount } = quote
  if (amount > known.amountMax) return refuseIntent.amountTooLarge({ amount, max: known.amountMax, currency, param })
  // An open code asks for no amount, in any currency.
  if (amount === 0 && owed.amount !== 0)
    return refuseIntent.amountTooSmall({ min: usualStepOf(known), currency, param })
  return { ...quote, of: owed }
}

/** Refuses a quote for another amount than what is owed: it was counted before the payment was locked. */
export function refuseQuote(
  intent: Pick<PaymentIntent, 'amount' | 'amount_received' | 'usage' | 'currency'> & { readonly id: string },
  quote: Quote | null,
): Refusal | null {
  if (quote === null) return null
  const { amount, currency } = quote.of
  return amount === owedAmount(intent) && currency === intent.currency
    ? null
    : refuseTermsChange.termsChanged({ id: intent.id })
}

/** What the attempt keeps of a quote. */
export const presentmentIn = ({ of: _, ...presentment }: Quote): Presentment => presentment
