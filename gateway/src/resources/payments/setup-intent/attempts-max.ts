import { event } from '../../../engine/aggregate.ts'
import type { Decision } from '../../../engine/command.ts'
import { setupIntent } from './aggregate.ts'
import type { SetupIntent } from './model.ts'
import { refuseSetup } from './refusals.ts'

/** As for payments (`payment-intent/attempts-max.ts`): saving a card asks its issuer, so it tests cards as well as paying does. */
export const setupAttemptsMax = 20

/** Gives a setup up that was tried often enough; null for one that may be tried again. */
export function cancelSetupAfterLastAttempt(intent: SetupIntent): Decision | null {
  if ((intent.attempts ?? 0) < setupAttemptsMax) return null
  return {
    events: [event(setupIntent, intent.id, { type: 'canceled', reason: null })],
    declined: refuseSetup.attemptsSpent({ id: intent.id }),
    subject: { noun: setupIntent, id: intent.id },
  }
}
