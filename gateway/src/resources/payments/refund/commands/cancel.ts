import { event, locked, peek } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { callConnector } from '../../../../engine/effect.ts'
import { charge, methodCodeOf } from '../../charge/index.ts'
import { paymentIntent } from '../../payment-intent/index.ts'
import { refund } from '../aggregate.ts'
import { bothSides } from '../both-sides.ts'
import { refuseRefund } from '../refusals.ts'

export type CancelRefundInput = { readonly intent: string; readonly refund: string; readonly charge: string }

/** Takes a pending refund back. The processor is asked; its answer comes back as `record-cancel`. */
export const cancelRefund = defineCommand({
  name: 'refund.cancel',
  needs: (input: CancelRefundInput) => ({ intent: locked(paymentIntent, input.intent, 'intent') }),
  thenNeeds: (_, input) => ({
    refund: peek(refund, input.refund, 'refund'),
    charge: peek(charge, input.charge, 'charge'),
  }),
  decide({ intent, refund: pending, charge: paid }, _, context) {
    if (pending.status === 'requires_action')
      return {
        events: [
          event(refund, pending.id, { type: 'dropped' }),
          event(charge, paid.id, { type: 'refund_dropped', ...bothSides(pending) }),
        ],
        subject: { noun: refund, id: pending.id },
      }
    if (pending.status !== 'pending' || pending.reference === null || pending.operation !== null) {
      return refuseRefund.notCancelable({
        id: pending.id,
        status: pending.operation === null ? pending.status : 'being processed',
      })
    }
    const call = context.newId('call')
    return {
      events: [event(refund, pending.id, { type: 'cancel_started', call })],
      effects: [
        callConnector(
          'cancel_refund',
          { refund: pending.id, charge: paid.id, reference: pending.reference },
          {
            id: call,
            recorder: refund,
            root: intent.id,
            connectorAccount: paid.connector_account,
            uses: { method: methodCodeOf(paid) },
          },
        ),
      ],
      subject: { noun: refund, id: pending.id },
    }
  },
})
