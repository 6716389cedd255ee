import { event, locked, lockedIf, peekIf } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { charge } from '../../charge/index.ts'
import { paymentIntent } from '../../payment-intent/index.ts'
import { order } from '../aggregate.ts'
import { orderTotal } from '../lines.ts'
import { refuseOrder } from '../refusals.ts'

export type MarkPaidInput = {
  readonly order: string
  /** The order's intent as it was read before, so that it can be locked. */
  readonly intent: string | null
  /** The intent that the caller says has paid; null: it says none. */
  readonly said: string | null
}

/**
 * Marks an order as paid, after a look at its intent: succeeded, with the order's total in its currency, and not refunded. Once
 * paid it stays so, and saying it again changes nothing.
 */
export const markPaid = defineCommand({
  name: 'order.mark_paid',
  needs: (input: MarkPaidInput) => ({
    order: locked(order, input.order, 'orderId'),
    intent: lockedIf(paymentIntent, input.intent, 'payment_intent'),
  }),
  // Refunds lock the intent, so its charge holds still.
  thenNeeds: ({ intent }) => ({ charge: peekIf(charge, intent?.latest_charge) }),
  decide({ order: row, intent, charge: paid }, { said }) {
    const { order_number, currency } = row
    if (row.payment_intent === null) return refuseOrder.notRequested({ order_number })
    if (said !== null && said !== row.payment_intent)
      return refuseOrder.otherIntent({ payment_intent: said, order_number })
    const subject = { noun: order, id: row.id }
    if (row.status === 'paid') return { events: [], subject }
    if (intent?.id !== row.payment_intent) return refuseOrder.changing({ order_number })
    if (intent.status !== 'succeeded') return refuseOrder.notPaid({ order_number, status: intent.status })
    const total = orderTotal(row.lines)
    const received = intent.amount_received
    if (intent.currency !== currency || received < total)
      return refuseOrder.underpaid({
        order_number,
        cost: { amount: total, currency },
        brought: { amount: received, currency: intent.currency },
      })
    if (paid !== null && paid.amount_refunded >= paid.amount_captured) return refuseOrder.refunded({ order_number })
    return { events: [event(order, row.id, { type: 'paid' })], subject }
  },
})
