import { event, locked } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { paymentIntent } from '../aggregate.ts'
import { continueAttempt } from '../attempt/attempt.ts'
import { isOutdated } from '../changes/allowed-changes.ts'
import { refuseIntent } from '../refusals.ts'

export type EndChallengeInput = {
  readonly intent: string
  readonly challenge: string
  readonly client_secret: string
  readonly result: 'authenticated' | 'failed'
}

/**
 * The payer passed or failed the challenge. With automatic confirmation the attempt goes on at once; with manual the
 * merchant confirms again. A challenge ends once: a second report finds it ended.
 */
export const endChallenge = defineCommand({
  name: 'payment_intent.end_challenge',
  needs: (input: EndChallengeInput) => ({ intent: locked(paymentIntent, input.intent, 'intent') }),
  usesCard: ({ intent }) => ({ step: 'go_on', intent, method: null, fingerprint: null, attended: true }),
  decide({ intent }, input, context) {
    if (input.client_secret !== intent.client_secret) return refuseIntent.secretWrong({ id: intent.id })
    const attempt = intent.attempt
    if (
      intent.status !== 'requires_action' ||
      attempt?.challenge?.id !== input.challenge ||
      attempt.challenge.result !== null ||
      isOutdated(intent, attempt)
    ) {
      return refuseIntent.challengeUnknown({ id: intent.id })
    }
    const byHand = intent.confirmation_method === 'manual'
    const ended = event(paymentIntent, intent.id, {
      type: 'challenge_ended',
      challenge: input.challenge,
      result: input.result,
      confirm_again: byHand,
    })
    const subject = { noun: paymentIntent, id: intent.id }
    if (byHand) return { events: [ended], subject }
    const next = continueAttempt(
      intent,
      { ...attempt, challenge: { ...attempt.challenge, result: input.result } },
      context,
    )
    return { events: [ended, next.event], effects: [next.effect], subject }
  },
})
