import { view } from '../../../engine/view.ts'
import { unixSeconds } from '../../../kernel/time.ts'
import { orderBookSchema, orderSchema } from './answer.ts'
import { linesShown, orderTotal } from './lines.ts'
import type { Order, OrderBook } from './model.ts'

/** An order as the native API shows it. */
export const orderView = view({
  noun: 'order',
  about: 'What somebody buys in a shop, and the payment intent that pays for it.',
  schema: orderSchema,
  expands: { payment_intent: 'payment_intent' },
  render: (row: Order) => ({
    id: row.id,
    object: 'order' as const,
    amount_total: orderTotal(row.lines),
    created: unixSeconds(row.created),
    currency: row.currency,
    line_items: linesShown(row),
    livemode: row.livemode,
    order_id: row.order_id,
    order_number: row.order_number,
    paid_at: row.paid_at === null ? null : unixSeconds(row.paid_at),
    payment_intent: row.payment_intent,
    receipt_email: row.receipt_email,
    status: row.status,
    user: row.user,
  }),
})

/** No call shows it. */
export const orderBookView = view({
  noun: 'order_book',
  about: 'The orders of an environment, counted.',
  schema: orderBookSchema,
  render: ({ latest }: OrderBook) => ({ object: 'order_book' as const, latest }),
})
