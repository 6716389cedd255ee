import { locked } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { paymentIntent } from '../aggregate.ts'
import { continueAttempt } from '../attempt/attempt.ts'
import { refuseIntent } from '../refusals.ts'
import { refusePayerTerms } from '../terms/payer-terms.ts'

export type SubmitCodeInput = {
  readonly intent: string
  readonly code: string
  /** Set where a publishable key submits: must be the intent's own. */
  readonly client_secret: string | null
}

/** The payer typed the one-time code of the operator: the attempt goes on with it. */
export const submitCode = defineCommand({
  name: 'payment_intent.submit_code',
  needs: (input: SubmitCodeInput) => ({ intent: locked(paymentIntent, input.intent, 'intent') }),
  decide({ intent }, input, context) {
    if (input.client_secret !== null && input.client_secret !== intent.client_secret)
      return refuseIntent.secretWrong({ id: intent.id })
    const theirs = context.audience === 'publishable' ? refusePayerTerms(intent, {}) : null
    if (theirs !== null) return theirs
    const { attempt } = intent
    if (intent.status !== 'requires_action' || attempt?.asked?.action?.kind !== 'one_time_code')
      return refuseIntent.noCodeAsked({ id: intent.id })
    const next = continueAttempt(intent, attempt, context, input.code)
    return { events: [next.event], effects: [next.effect], subject: { noun: paymentIntent, id: intent.id } }
  },
})
