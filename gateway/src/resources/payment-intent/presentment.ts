import type { Engine } from '../../engine/route.ts'
import { currencyOf } from '../../kernel/currency.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Presentment } from '../charge/index.ts'
import { refuseIntent } from './refusals.ts'

/** What a payer pays who pays in another currency: at the rate in force now, which the attempt then keeps. */
export async function presentmentOf(
  body: { readonly presentment_currency?: string },
  owed: { readonly amount: number; readonly currency: string },
  engine: Engine,
): Promise<Presentment | null | Refusal> {
  const currency = body.presentment_currency?.toLowerCase()
  if (currency === undefined || currency === owed.currency) return null
  if (currencyOf(currency) === undefined)
    return refuseIntent.currencyUnknown({ currency, param: 'presentment_currency' })
  const quote = await engine.convert(owed.amount, owed.currency, currency)
  return quote ?? refuseIntent.rateMissing({ from: owed.currency, to: currency })
}
