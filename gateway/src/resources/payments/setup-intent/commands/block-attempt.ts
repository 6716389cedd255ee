import { event, locked } from '../../../../engine/aggregate.ts'
import type { BrakeKind } from '../../../../engine/brake.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { setupIntent, setupStatusesFor } from '../aggregate.ts'
import { refuseSetup } from '../refusals.ts'

/** Tells the merchant that an attempt was blocked, because too many were declined. The setup itself stays as it is. */
export const blockSetupAttempt = defineCommand({
  name: 'setup_intent.block_attempt',
  needs: (input: { readonly intent: string; readonly by: BrakeKind }) => ({
    intent: locked(setupIntent, input.intent, 'intent'),
  }),
  decide({ intent }, { by }) {
    const allowed = setupStatusesFor('attempt_blocked')
    if (!allowed.includes(intent.status))
      return refuseSetup.unexpectedState({ verb: 'blocked', status: intent.status, allowed, id: intent.id })
    return {
      events: [event(setupIntent, intent.id, { type: 'attempt_blocked', by })],
      subject: { noun: setupIntent, id: intent.id },
    }
  },
})
