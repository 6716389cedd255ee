import { event, locked } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { type OutcomeInput, refuseOutcomeKnown } from '../../../../engine/outcome.ts'
import { assert } from '../../../../kernel/assert.ts'
import { approvalOf, capturedFunds, charge, exchangeOf } from '../../charge/index.ts'
import { paymentIntent } from '../aggregate.ts'
import { operationRefused } from '../attempt/operation-refused.ts'
import { chargeChanges } from '../changes/pending-changes.ts'
import { expireAuthorisationId, settleFundsDue } from '../due.ts'
import { chargeOf } from '../needs.ts'

/** What the processor answered to a capture. */
export const recordCapture = defineCommand({
  name: 'payment_intent.record_capture',
  needs: (input: OutcomeInput<'capture'>) => ({ intent: locked(paymentIntent, input.effect.root, 'intent') }),
  thenNeeds: ({ intent }) => ({ charge: chargeOf(intent) }),
  decide({ intent, charge: held }, { effect, outcome }, context) {
    const operation = intent.operation
    if (operation === null || operation.call !== effect.id) return refuseOutcomeKnown({ call: effect.id })
    assert(held !== null, 'what is captured has its charge')
    if (outcome.outcome !== 'captured') return operationRefused(intent, effect, outcome)

    const funds = capturedFunds({
      amount: operation.amount,
      currency: held.currency,
      fees: context.environment.fees,
      firstCapture: held.amount_captured === 0,
      settlesAtOnce: approvalOf(held).settles_at_once,
      now: context.now,
      balanceTransaction: context.newId('txn'),
      exchange: exchangeOf(held, held.amount_captured, operation.amount, context.newId),
    })
    const left = intent.amount_capturable - operation.amount
    const released = operation.final ? Math.max(0, left) : 0
    // More than was authorised raises what was authorised by as much.
    const over = left < 0 ? { over: -left } : {}
    const changes = operation.changes === undefined ? {} : { changes: operation.changes }
    return {
      events: [
        event(charge, held.id, { type: 'captured', funds, released, ...over, ...chargeChanges(operation) }),
        event(
          paymentIntent,
          intent.id,
          operation.final
            ? { type: 'captured', amount: operation.amount, ...over, ...changes }
            : { type: 'part_captured', amount: operation.amount, ...changes },
        ),
      ],
      due: funds.funds_day === null ? [] : [settleFundsDue(held.currency, funds.funds_day, funds.available_on)],
      done: operation.final ? [effect.id, expireAuthorisationId(held.id)] : [effect.id],
      subject: { noun: paymentIntent, id: intent.id },
    }
  },
})
