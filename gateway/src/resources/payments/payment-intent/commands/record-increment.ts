import { event, locked } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { type OutcomeInput, refuseOutcomeKnown, wasNotPerformed } from '../../../../engine/outcome.ts'
import { assert } from '../../../../kernel/assert.ts'
import { charge } from '../../charge/index.ts'
import { paymentIntent } from '../aggregate.ts'
import { operationRefused } from '../attempt/operation-refused.ts'
import { chargeChanges } from '../changes/pending-changes.ts'
import { chargeOf } from '../needs.ts'

/** What the processor answered to an increment: the authorisation is larger, or stands as before. */
export const recordIncrement = defineCommand({
  name: 'payment_intent.record_increment',
  needs: (input: OutcomeInput<'increment'>) => ({ intent: locked(paymentIntent, input.effect.root, 'intent') }),
  thenNeeds: ({ intent }) => ({ charge: chargeOf(intent) }),
  decide({ intent, charge: held }, { effect, outcome }, context) {
    const operation = intent.operation
    if (operation === null || operation.call !== effect.id) return refuseOutcomeKnown({ call: effect.id })
    assert(held !== null, 'what is incremented has its charge')
    if (outcome.outcome === 'declined') {
      const { code, message } = outcome.decline
      return operationRefused(intent, effect, { outcome: 'refused', code, message })
    }
    if (wasNotPerformed(outcome)) return operationRefused(intent, effect, outcome)
    const by = operation.amount - intent.amount
    const changes = operation.changes === undefined ? {} : { changes: operation.changes }
    return {
      events: [
        event(charge, held.id, {
          type: 'incremented',
          by,
          entry: context.newId('ent'),
          ...chargeChanges(operation),
        }),
        event(paymentIntent, intent.id, { type: 'incremented', amount: operation.amount, by, ...changes }),
      ],
      done: [effect.id],
      subject: { noun: paymentIntent, id: intent.id },
    }
  },
})
