import { locked } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import type { Effect } from '../../../../engine/effect.ts'
import { refuseOutcomeKnown } from '../../../../engine/outcome.ts'
import { paymentIntent } from '../aggregate.ts'

/**
 * The processor did not say what became of a call. Nothing changes: the operation stays open, its due row is probed, and
 * the caller is shown the intent as it stands (`processing`).
 */
export const recordDoubt = defineCommand({
  name: 'payment_intent.record_doubt',
  needs: (input: { effect: Effect }) => ({ intent: locked(paymentIntent, input.effect.root, 'intent') }),
  decide({ intent }, { effect }) {
    if (intent.operation?.call !== effect.id) return refuseOutcomeKnown({ call: effect.id })
    return { events: [], subject: { noun: paymentIntent, id: intent.id } }
  },
})
