import { event, locked, lockedIf, peekIf } from '../../../../engine/aggregate.ts'
import { type CommandContext, type Decision, defineCommand } from '../../../../engine/command.ts'
import { isRefusal, type Refusal } from '../../../../kernel/refusal.ts'
import { createIntent, paymentIntent } from '../../payment-intent/index.ts'
import { order } from '../aggregate.ts'
import { metadataOf, orderTotal } from '../lines.ts'
import type { Order } from '../model.ts'
import { refuseOrder } from '../refusals.ts'
import { repriceIntent } from '../reprice.ts'

export type RequestPaymentInput = {
  readonly order: string
  /** The order's intent as it was read before, so that it can be locked. */
  readonly intent: string | null
}

/**
 * Prices an order: gives it a payment intent over its total, the same one each time; a new one where that was canceled. A
 * second request at the same moment finds the intent of the first.
 */
export const requestPayment = defineCommand({
  name: 'order.request_payment',
  needs: (input: RequestPaymentInput) => ({
    order: locked(order, input.order, 'orderId'),
    locked: lockedIf(paymentIntent, input.intent, 'payment_intent'),
  }),
  thenNeeds: ({ order: row }, { intent }) => ({
    made: peekIf(paymentIntent, row.payment_intent === intent ? null : row.payment_intent, 'payment_intent'),
  }),
  decide({ order: row, locked: expected, made }, _, context) {
    const { order_number } = row
    if (row.status === 'paid') return refuseOrder.alreadyPaid({ order_number })
    const amount = orderTotal(row.lines)
    if (amount === 0) return refuseOrder.empty({ order_number })
    const intent = made ?? expected
    // Canceled is final, so it may be decided on though it is not locked: nobody else gives this order another intent.
    if (intent === null || intent.status === 'canceled') return withNewIntent(row, amount, context)
    const subject = { noun: order, id: row.id }
    if (intent === expected) {
      const events = repriceIntent(row, intent, {}, context)
      return isRefusal(events) ? events : { events, subject }
    }
    return intent.amount === amount && intent.currency === row.currency
      ? { events: [], subject }
      : refuseOrder.changing({ order_number })
  },
})

function withNewIntent(row: Order, amount: number, context: CommandContext): Decision | Refusal {
  const made = createIntent.decide(
    { method: null, customer: null, mandate: null, other: null, token: null },
    {
      amount,
      currency: row.currency,
      description: `Payment for Order #${row.order_number}`,
      metadata: metadataOf(row),
      receipt_email: row.receipt_email,
      method: null,
      confirm: false,
      off_session: false,
      return_url: null,
      confirmation_method: 'automatic',
    },
    context,
  )
  if (isRefusal(made)) return made
  const payment_intent = made.subject.id
  return {
    ...made,
    events: [...made.events, event(order, row.id, { type: 'payment_requested', payment_intent })],
    subject: { noun: order, id: row.id },
  }
}
