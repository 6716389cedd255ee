import { event, locked } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { type OutcomeInput, refuseOutcomeKnown, wasNotPerformed } from '../../../../engine/outcome.ts'
import { charge, refundsFrom } from '../../charge/index.ts'
import { paymentIntent } from '../../payment-intent/index.ts'
import { refund } from '../aggregate.ts'
import { bothSides } from '../both-sides.ts'
import { settleRefundDue } from '../due.ts'
import { chargeOfCall, refundOf } from '../needs.ts'

/** What the processor answered to a refund: accepted (only now money moves), or not. */
export const recordRefund = defineCommand({
  name: 'refund.record_refund',
  needs: (input: OutcomeInput<'refund'>) => ({ intent: locked(paymentIntent, input.effect.root, 'intent') }),
  thenNeeds: (_, { effect }) => ({ refund: refundOf(effect), charge: chargeOfCall(effect) }),
  decide({ refund: asked, charge: paid }, { effect, outcome }, context) {
    if (asked.operation?.call !== effect.id) return refuseOutcomeKnown({ call: effect.id })
    const subject = { noun: refund, id: asked.id }
    if (outcome.outcome === 'failed' || wasNotPerformed(outcome)) {
      const reason = outcome.outcome === 'failed' ? outcome.reason : 'unknown'
      return {
        events: [
          event(refund, asked.id, { type: 'declined', reason }),
          event(charge, paid.id, { type: 'refund_dropped', ...bothSides(asked) }),
        ],
        done: [effect.id],
        subject,
      }
    }
    const funds_day = refundsFrom(paid, context.now)
    return {
      events: [
        event(refund, asked.id, {
          type: 'accepted',
          reference: outcome.reference,
          status: outcome.outcome === 'pending' ? 'pending' : 'succeeded',
          connector_account: paid.connector_account,
          funds_day,
          available_on: funds_day === null ? context.now : (paid.available_on ?? context.now),
          balance_transaction: context.newId('txn'),
          ...(asked.presentment === null ? {} : { exchange_entry: context.newId('ent') }),
        }),
        event(charge, paid.id, { type: 'refunded', amount: asked.amount }),
      ],
      due: outcome.outcome === 'succeeded' ? [] : [settleRefundDue(asked.id, effect, outcome.settles_at)],
      done: [effect.id],
      subject,
    }
  },
})
