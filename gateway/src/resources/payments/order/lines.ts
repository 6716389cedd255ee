import { currencyOf, stepOf, usualStepOf } from '../../../kernel/currency.ts'
import type { Metadata } from '../../../kernel/metadata.ts'
import { metadataLimits } from '../../../kernel/metadata.ts'
import type { Minor } from '../../../kernel/money.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import type { Order, OrderLine } from './model.ts'
import { refuseOrder } from './refusals.ts'

/** What an order costs. */
export const orderTotal = (lines: readonly OrderLine[]): Minor =>
  lines.reduce((total, { amount, quantity }) => total + amount * quantity, 0)

/** Refuses a currency that is none, and more than one payment in it may be. */
export function refuseLines(lines: readonly OrderLine[], currency: string): Refusal | null {
  const known = currencyOf(currency)
  if (known === undefined) return refuseOrder.currencyUnknown({ currency })
  // Beyond whole numbers a sum is not exact any more; by then it is far above every limit.
  if (orderTotal(lines) > known.amountMax) return refuseOrder.totalTooLarge({ max: known.amountMax, currency })
  const uneven = lines.findIndex(({ amount }) => amount % stepOf(known) !== 0)
  if (uneven >= 0) return refuseOrder.amountUneven({ line: uneven, step: stepOf(known), currency })
  // A piece may cost thousandths, but nobody pays them.
  const step = known.coins === 3 ? usualStepOf(known) : 1
  return orderTotal(lines) % step === 0 ? null : refuseOrder.amountUneven({ line: null, step, currency })
}

/** The lines as an API shows them; keys in this order. */
export const linesShown = ({ lines, currency }: Pick<Order, 'lines' | 'currency'>) =>
  lines.map(({ title, amount, quantity, description }) => ({ name: title, amount, currency, quantity, description }))

/** What the payment intent of an order says of it. Lines whose text is too long for metadata stay with the order alone. */
export function metadataOf(order: Pick<Order, 'lines' | 'currency' | 'order_id' | 'order_number'>): Metadata {
  const line_items = JSON.stringify(linesShown(order))
  return {
    ...(line_items.length <= metadataLimits.valueLength ? { line_items } : {}),
    order_id: String(order.order_id),
    order_number: order.order_number,
  }
}
