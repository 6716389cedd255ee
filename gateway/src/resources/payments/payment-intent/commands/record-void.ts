import { event, locked } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { type OutcomeInput, refuseOutcomeKnown } from '../../../../engine/outcome.ts'
import { assert } from '../../../../kernel/assert.ts'
import { charge } from '../../charge/index.ts'
import { paymentIntent } from '../aggregate.ts'
import { operationRefused } from '../attempt/operation-refused.ts'
import { expireAuthorisationId } from '../due.ts'
import { chargeOf } from '../needs.ts'

/** What the processor answered to a void: the intent is canceled, or with a part of it captured closed, or stands. */
export const recordVoid = defineCommand({
  name: 'payment_intent.record_void',
  needs: (input: OutcomeInput<'void'>) => ({ intent: locked(paymentIntent, input.effect.root, 'intent') }),
  thenNeeds: ({ intent }) => ({ charge: chargeOf(intent) }),
  decide({ intent, charge: held }, { effect, outcome }, context) {
    const operation = intent.operation
    if (operation === null || operation.call !== effect.id) return refuseOutcomeKnown({ call: effect.id })
    assert(held !== null, 'what is voided has its charge')
    if (outcome.outcome !== 'voided') return operationRefused(intent, effect, outcome)
    return {
      events: [
        event(charge, held.id, { type: 'voided', entry: context.newId('ent') }),
        event(paymentIntent, intent.id, {
          type: intent.amount_received > 0 ? 'closed' : 'canceled',
          reason: operation.reason,
        }),
      ],
      done: [effect.id, expireAuthorisationId(held.id)],
      subject: { noun: paymentIntent, id: intent.id },
    }
  },
})
