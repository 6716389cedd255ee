import { currencyOf, partStepOf } from '../../../kernel/currency.ts'
import type { NewId } from '../../../kernel/id.ts'
import type { Minor } from '../../../kernel/money.ts'
import type { Exchange } from './events.ts'
import type { Charge, Presentment } from './model.ts'

/**
 * The payer's side of a part of a charge, from `before` to `before + amount` of the charge's own currency: shares are cut
 * from the whole, so that parts add up to exactly what the payer paid. Null where nothing was exchanged.
 */
export function exchangeOf(
  whole: { readonly amount: Minor; readonly presentment: Presentment | null },
  before: Minor,
  amount: Minor,
  newId: NewId,
): Exchange | null {
  const { presentment } = whole
  if (presentment === null) return null
  const known = currencyOf(presentment.currency)
  const step = BigInt(known === undefined ? 1 : partStepOf(known, presentment.amount))
  // In multiples of what the payer's currency can be paid in; the last part takes what the others left.
  const upTo = (part: Minor) =>
    part === whole.amount
      ? presentment.amount
      : Number(((BigInt(presentment.amount) * BigInt(part)) / BigInt(whole.amount) / step) * step)
  return { entry: newId('ent'), amount: upTo(before + amount) - upTo(before), currency: presentment.currency }
}

/** What a processor is told of a part of a charge: in the currency that the payer pays in. */
export function payerPart(
  charge: Pick<Charge, 'amount' | 'currency' | 'presentment'>,
  before: Minor,
  amount: Minor,
): { readonly amount: Minor; readonly currency: string } {
  const exchange = exchangeOf(charge, before, amount, () => '')
  return exchange === null
    ? { amount, currency: charge.currency }
    : { amount: exchange.amount, currency: exchange.currency }
}
