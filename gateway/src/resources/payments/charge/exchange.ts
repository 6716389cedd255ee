import { currencyOf, partStepOf } from '../../../kernel/currency.ts'
import type { NewId } from '../../../kernel/id.ts'
import type { Minor } from '../../../kernel/money.ts'
import type { Exchange } from './events.ts'
import type { Charge, Presentment } from './model.ts'

type Exchanged = { readonly amount: Minor; readonly presentment: Presentment | null }

/**
 * What a payer pays of a charge up to a place in it, in multiples of what the payer's currency can be paid in; the end of the
 * charge is the end of what is paid. Zero where nothing was exchanged.
 */
function payersUpTo({ amount, presentment }: Exchanged, place: Minor): Minor {
  if (presentment === null) return 0
  if (place === amount) return presentment.amount
  const known = currencyOf(presentment.currency)
  const step = BigInt(known === undefined ? 1 : partStepOf(known, presentment.amount))
  return Number(((BigInt(presentment.amount) * BigInt(place)) / BigInt(amount) / step) * step)
}

/**
 * The payer's side of a part of a charge, from `before` to `before + amount` of the charge's own currency: shares are cut
 * from the whole, so that parts add up to exactly what the payer paid. `given` is what the parts before it came to, where that
 * may be something else than the share of their place: of refunds the first may be dropped while the second stands. Null where nothing
 * was exchanged.
 */
export function exchangeOf(
  whole: Exchanged,
  before: Minor,
  amount: Minor,
  newId: NewId,
  given = payersUpTo(whole, before),
): Exchange | null {
  const { presentment } = whole
  if (presentment === null) return null
  return {
    entry: newId('ent'),
    amount: Math.max(0, payersUpTo(whole, before + amount) - given),
    currency: presentment.currency,
  }
}

/** What of the payer's currency went back, or is on its way: as it was counted, or (in rows of before it was) as its place says. */
export const payersRefunded = (
  charge: Exchanged & Pick<Charge, 'amount_refunded' | 'amount_refunding' | 'payers_refunded'>,
): Minor => charge.payers_refunded ?? payersUpTo(charge, charge.amount_refunded + charge.amount_refunding)

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
