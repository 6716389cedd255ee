import { event, locked, peek } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { charge } from '../../charge/index.ts'
import { paymentIntent } from '../../payment-intent/index.ts'
import { refund } from '../aggregate.ts'
import { bothSides } from '../both-sides.ts'
import { refuseRefund } from '../refusals.ts'

export type ExpireRefundInput = { readonly intent: string; readonly refund: string; readonly charge: string }

/** Lets the time of a refund end that waits for a bank account: nothing was sent, and the merchant keeps the money. */
export const expireRefund = defineCommand({
  name: 'refund.expire',
  needs: (input: ExpireRefundInput) => ({ intent: locked(paymentIntent, input.intent, 'intent') }),
  thenNeeds: (_, input) => ({
    refund: peek(refund, input.refund, 'refund'),
    charge: peek(charge, input.charge, 'charge'),
  }),
  decide({ refund: waiting, charge: paid }) {
    if (waiting.status !== 'requires_action')
      return refuseRefund.notExpirable({ id: waiting.id, status: waiting.status })
    return {
      events: [
        event(refund, waiting.id, { type: 'expired' }),
        event(charge, paid.id, { type: 'refund_dropped', ...bothSides(waiting) }),
      ],
      subject: { noun: refund, id: waiting.id },
    }
  },
})
