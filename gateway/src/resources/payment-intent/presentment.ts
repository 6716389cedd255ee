import type { Engine } from '../../engine/route.ts'
import { currencyOf } from '../../kernel/currency.ts'
import type { Minor } from '../../kernel/money.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Presentment } from '../charge/index.ts'
import { refuseTermsChange } from './change-refusals.ts'
import { owedAmount, type PaymentIntent } from './model.ts'
import { refuseIntent } from './refusals.ts'

/** An amount of another currency, with what it was counted from: a payment that asks for something else by now is not paid with it. */
export type Quote = Presentment & { readonly of: { readonly amount: Minor; readonly currency: string } }

/** What a payer pays who pays in another currency: at the rate in force now, which the attempt then keeps. */
export async function presentmentOf(
  body: { readonly presentment_currency?: string },
  owed: { readonly amount: number; readonly currency: string },
  engine: Engine,
): Promise<Quote | null | Refusal> {
  const currency = body.presentment_currency?.toLowerCase()
  if (currency === undefined || currency === owed.currency) return null
  if (currencyOf(currency) === undefined)
    return refuseIntent.currencyUnknown({ currency, param: 'presentment_currency' })
  const quote = await engine.convert(owed.amount, owed.currency, currency)
  return quote === null ? refuseIntent.rateMissing({ from: owed.currency, to: currency }) : { ...quote, of: owed }
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
