import { event, locked } from '../../../../engine/aggregate.ts'
import { type Decision, defineCommand } from '../../../../engine/command.ts'
import { type ProbeInput, refuseOutcomeKnown } from '../../../../engine/outcome.ts'
import { minuteMs } from '../../../../kernel/time.ts'
import { charge, refundsFrom } from '../../charge/index.ts'
import { paymentIntent } from '../../payment-intent/index.ts'
import { refund } from '../aggregate.ts'
import { bothSides } from '../both-sides.ts'
import { settleRefundDue, settleRefundId } from '../due.ts'
import { chargeOfCall, refundOf } from '../needs.ts'

/** When to ask again how a refund stands that is just being cancelled: an answer takes seconds, and a doubt is probed by itself. */
const cancelFirstMs = minuteMs

/** How an accepted refund stands by now: arrived, sent back by the issuer, or still on its way. */
export const recordRefundSettlement = defineCommand({
  name: 'refund.record_settlement',
  needs: (input: ProbeInput<'refund'>) => ({ intent: locked(paymentIntent, input.effect.root, 'intent') }),
  thenNeeds: (_, { effect }) => ({ refund: refundOf(effect), charge: chargeOfCall(effect) }),
  decide(
    { refund: accepted, charge: paid },
    { effect, outcome },
    context,
  ): Decision | ReturnType<typeof refuseOutcomeKnown> {
    if (accepted.accepted_at === null || accepted.status === 'failed' || accepted.status === 'canceled') {
      return refuseOutcomeKnown({ call: effect.id })
    }
    const done = [settleRefundId(accepted.id)]
    const subject = { noun: refund, id: accepted.id }
    // A cancellation that is under way decides first: recorded over it, its own answer would find no refund to cancel any more.
    if (accepted.operation !== null)
      return { events: [], done, due: [settleRefundDue(accepted.id, effect, context.now + cancelFirstMs)], subject }
    switch (outcome.outcome) {
      case 'pending':
      case 'succeeded_unsettled':
        return { events: [], done, due: [settleRefundDue(accepted.id, effect, outcome.settles_at)], subject }
      case 'succeeded':
        return {
          events: accepted.status === 'pending' ? [event(refund, accepted.id, { type: 'settled' })] : [],
          done,
          subject,
        }
      case 'failed':
      case 'never_received': {
        const funds_day = refundsFrom(paid, context.now)
        return {
          events: [
            event(refund, accepted.id, {
              type: 'returned',
              reason: outcome.outcome === 'failed' ? outcome.reason : 'unknown',
              connector_account: paid.connector_account,
              funds_day,
              available_on: funds_day === null ? context.now : (paid.available_on ?? context.now),
              balance_transaction: context.newId('txn'),
              ...(accepted.presentment === null ? {} : { exchange_entry: context.newId('ent') }),
            }),
            event(charge, paid.id, { type: 'refund_returned', ...bothSides(accepted) }),
          ],
          done,
          subject,
        }
      }
    }
  },
})
