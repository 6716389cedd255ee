import { event, locked, lockedIf } from '../../../../engine/aggregate.ts'
import { type Decision, defineCommand } from '../../../../engine/command.ts'
import { isRefusal } from '../../../../kernel/refusal.ts'
import { paymentIntent } from '../../payment-intent/index.ts'
import { order } from '../aggregate.ts'
import { refuseLines } from '../lines.ts'
import type { Order } from '../model.ts'
import { refuseOrder } from '../refusals.ts'
import { repriceIntent } from '../reprice.ts'

export type UpdateOrderInput = {
  readonly order: string
  /** The order's intent as it was read before; what has changed since is refused. */
  readonly intent: string | null
  readonly changes: Partial<Pick<Order, 'lines' | 'receipt_email' | 'user'>>
}

/** Changes an open order, and in the same commit what its payment intent asks for. Refused while that is being paid. */
export const updateOrder = defineCommand({
  name: 'order.update',
  needs: (input: UpdateOrderInput) => ({
    order: locked(order, input.order),
    intent: lockedIf(paymentIntent, input.intent, 'payment_intent'),
  }),
  decide({ order: before, intent }, { changes }, context) {
    const { order_number } = before
    if (before.status === 'paid') return refuseOrder.alreadyPaid({ order_number })
    if (before.payment_intent !== (intent?.id ?? null)) return refuseOrder.changing({ order_number })
    const after = { ...before, ...changes }
    const refusal = changes.lines === undefined ? null : refuseLines(after.lines, after.currency)
    if (refusal !== null) return refusal
    const decision: Decision = {
      events: [event(order, before.id, { type: 'updated', changes })],
      subject: { noun: order, id: before.id },
    }
    if (intent === null || intent.status === 'canceled') return decision
    const intentChange = repriceIntent(after, intent, changes, context)
    if (isRefusal(intentChange)) return intentChange
    return { ...decision, events: [...decision.events, ...intentChange] }
  },
})
