import type { DecidedEvent } from '../../../engine/aggregate.ts'
import type { CommandContext } from '../../../engine/command.ts'
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts'
import { type PaymentIntent, updateIntent } from '../payment-intent/index.ts'
import { metadataOf, orderTotal } from './lines.ts'
import type { Order } from './model.ts'
import { refuseOrder } from './refusals.ts'

/**
 * Makes a locked intent ask for what its order costs. Nothing where it does; refused once it is being paid. What was changed
 * on the intent itself stays, but for the amount.
 */
export function repriceIntent(
  order: Order,
  intent: PaymentIntent,
  changes: Partial<Pick<Order, 'lines' | 'receipt_email'>>,
  context: CommandContext,
): readonly DecidedEvent[] | Refusal {
  const amount = orderTotal(order.lines)
  const dearer = intent.amount !== amount || intent.currency !== order.currency
  if (!dearer && changes.lines === undefined && changes.receipt_email === undefined) return []
  if (amount === 0) return refuseOrder.empty({ order_number: order.order_number })
  const { line_items = null } = metadataOf(order)
  const decision = updateIntent.decide(
    { intent, method: null, own: null, customer: null },
    {
      intent: intent.id,
      method: null,
      metadata: { line_items },
      ...(dearer ? { amount, currency: order.currency } : {}),
      ...(changes.receipt_email === undefined ? {} : { receipt_email: changes.receipt_email }),
    },
    context,
  )
  return isRefusal(decision) ? decision : decision.events
}
