import { event, locked } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { type OutcomeInput, refuseOutcomeKnown, whyNotPerformed } from '../../../../engine/outcome.ts'
import { charge, refundsFrom } from '../../charge/index.ts'
import { paymentIntent } from '../../payment-intent/index.ts'
import { refund } from '../aggregate.ts'
import { bothSides } from '../both-sides.ts'
import { settleRefundId } from '../due.ts'
import { chargeOfCall, refundOf } from '../needs.ts'
import { refuseRefund } from '../refusals.ts'

/** What the processor answered to the cancellation of a refund: the merchant has the money again, or the refund goes on. */
export const recordRefundCancel = defineCommand({
  name: 'refund.record_cancel',
  needs: (input: OutcomeInput<'cancel_refund'>) => ({ intent: locked(paymentIntent, input.effect.root, 'intent') }),
  thenNeeds: (_, { effect }) => ({ refund: refundOf(effect), charge: chargeOfCall(effect) }),
  decide({ refund: pending, charge: paid }, { effect, outcome }, context) {
    // One that arrived while it was being cancelled (as earlier releases noted it) takes a no, and nothing else.
    const arrived = pending.status !== 'pending'
    if (pending.operation?.call !== effect.id || (arrived && outcome.outcome === 'canceled'))
      return refuseOutcomeKnown({ call: effect.id })
    const subject = { noun: refund, id: pending.id }
    if (outcome.outcome !== 'canceled') {
      const { code, message } = outcome.outcome === 'refused' ? outcome : whyNotPerformed(outcome)
      return {
        events: [event(refund, pending.id, { type: 'cancel_refused', code, message })],
        done: [effect.id],
        subject,
        declined: refuseRefund.cancelRefused({ id: pending.id, message }),
      }
    }
    const funds_day = refundsFrom(paid, context.now)
    return {
      events: [
        event(refund, pending.id, {
          type: 'canceled',
          connector_account: paid.connector_account,
          funds_day,
          available_on: funds_day === null ? context.now : (paid.available_on ?? context.now),
          balance_transaction: context.newId('txn'),
          ...(pending.presentment === null ? {} : { exchange_entry: context.newId('ent') }),
        }),
        event(charge, paid.id, { type: 'refund_returned', ...bothSides(pending) }),
      ],
      done: [effect.id, settleRefundId(pending.id)],
      subject,
    }
  },
})
