import { event, locked, peekIf } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { setupAttempt, setupIntent, setupStatusesFor } from '../aggregate.ts'
import type { setupCancellations } from '../model.ts'
import { refuseSetup } from '../refusals.ts'

export type CancelSetupInput = {
  readonly setup: string
  readonly cancellation_reason: (typeof setupCancellations)[number] | null
}

/** Cancels a setup, and the attempt that waits for its payer. */
export const cancelSetup = defineCommand({
  name: 'setup_intent.cancel',
  needs: (input: CancelSetupInput) => ({ intent: locked(setupIntent, input.setup, 'intent') }),
  thenNeeds: ({ intent }) => ({ tried: peekIf(setupAttempt, intent.attempt?.id) }),
  decide({ intent }, input) {
    const allowed = setupStatusesFor('canceled')
    if (!allowed.includes(intent.status))
      return refuseSetup.unexpectedState({ verb: 'canceled', status: intent.status, allowed, id: intent.id })
    const { attempt } = intent
    return {
      events: [
        ...(attempt === null ? [] : [event(setupAttempt, attempt.id, { type: 'abandoned' })]),
        event(setupIntent, intent.id, { type: 'canceled', reason: input.cancellation_reason }),
      ],
      subject: { noun: setupIntent, id: intent.id },
    }
  },
})
