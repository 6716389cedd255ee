import { event, locked } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { setupIntent } from '../aggregate.ts'
import { continueSetupAttempt } from '../attempt.ts'
import { refuseSetup } from '../refusals.ts'

export type EndSetupChallengeInput = {
  readonly intent: string
  readonly challenge: string
  readonly client_secret: string
  readonly result: 'authenticated' | 'failed'
}

/** The payer passed or failed the challenge, and the attempt goes on. A challenge ends once. */
export const endSetupChallenge = defineCommand({
  name: 'setup_intent.end_challenge',
  needs: (input: EndSetupChallengeInput) => ({ intent: locked(setupIntent, input.intent, 'intent') }),
  usesCard: ({ intent }) => ({ step: 'go_on', intent, method: null, fingerprint: null, attended: true }),
  decide({ intent }, input, context) {
    if (input.client_secret !== intent.client_secret) return refuseSetup.secretWrong({ id: intent.id })
    const { attempt } = intent
    if (
      intent.status !== 'requires_action' ||
      attempt?.challenge?.id !== input.challenge ||
      attempt.challenge.result !== null
    )
      return refuseSetup.challengeUnknown({ id: intent.id })
    const { result } = input
    const next = continueSetupAttempt(intent, { ...attempt, challenge: { ...attempt.challenge, result } }, context)
    return {
      events: [event(setupIntent, intent.id, { type: 'challenge_ended', result }), next.event],
      effects: [next.effect],
      subject: { noun: setupIntent, id: intent.id },
    }
  },
})
