import { locked } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import type { EffectOf } from '../../../../engine/effect.ts'
import { refuseOutcomeKnown } from '../../../../engine/outcome.ts'
import { paymentIntent } from '../../payment-intent/index.ts'
import { refund } from '../aggregate.ts'
import { refundOf } from '../needs.ts'

/** The processor did not say what became of a refund or its cancellation: it stays pending, and is probed. */
export const recordRefundDoubt = defineCommand({
  name: 'refund.record_doubt',
  needs: (input: { effect: EffectOf<'refund' | 'cancel_refund'> }) => ({
    intent: locked(paymentIntent, input.effect.root, 'intent'),
  }),
  thenNeeds: (_, { effect }) => ({ refund: refundOf(effect) }),
  decide({ refund: row }, { effect }) {
    if (row.operation?.call !== effect.id) return refuseOutcomeKnown({ call: effect.id })
    return { events: [], subject: { noun: refund, id: row.id } }
  },
})
