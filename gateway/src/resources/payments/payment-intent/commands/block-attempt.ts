import { event, locked } from '../../../../engine/aggregate.ts'
import type { BrakeKind } from '../../../../engine/brake.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { paymentIntent } from '../aggregate.ts'
import { refuseIntent } from '../refusals.ts'
import { statusesFor } from '../transitions.ts'

export type BlockAttemptInput = { readonly intent: string; readonly by: BrakeKind }

/** Tells the merchant that an attempt was blocked, because too many were declined. The payment itself stays as it is. */
export const blockAttempt = defineCommand({
  name: 'payment_intent.block_attempt',
  needs: (input: BlockAttemptInput) => ({ intent: locked(paymentIntent, input.intent, 'intent') }),
  decide({ intent }, { by }) {
    const allowed = statusesFor('attempt_blocked')
    if (!allowed.includes(intent.status))
      return refuseIntent.unexpectedState({ verb: 'blocked', status: intent.status, allowed, id: intent.id })
    return {
      events: [event(paymentIntent, intent.id, { type: 'attempt_blocked', by })],
      subject: { noun: paymentIntent, id: intent.id },
    }
  },
})
