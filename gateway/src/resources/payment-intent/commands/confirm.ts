import { locked, peekIf } from '../../../engine/aggregate.ts'
import { defineCommand } from '../../../engine/command.ts'
import {
  createdMethod,
  existingMethod,
  type MethodChoice,
  methodCreated,
  methodId,
  paymentMethod,
} from '../../payment-method/index.ts'
import { paymentIntent } from '../aggregate.ts'
import { continueAttempt, startAttempt } from '../attempt.ts'
import { refuseIntent } from '../refusals.ts'
import { changedTerms, refuseTerms, type TermsInput } from '../terms.ts'

export type ConfirmIntentInput = Pick<
  TermsInput,
  | 'capture_method'
  | 'payment_method_options'
  | 'receipt_email'
  | 'setup_future_usage'
  | 'shipping'
  | 'payment_method_types'
> & {
  readonly intent: string
  readonly method: MethodChoice | null
  readonly off_session: boolean
  readonly return_url: string | null
  /** Set where a publishable key confirms: must be the intent's own. */
  readonly client_secret: string | null
}

const confirmable: readonly string[] = ['requires_payment_method', 'requires_confirmation', 'requires_action']

/**
 * Starts an attempt, or goes on with one whose challenge has ended. A second confirm while the first is under way finds
 * the intent `processing` and is refused, so two can never charge twice.
 */
export const confirmIntent = defineCommand({
  name: 'payment_intent.confirm',
  needs: (input: ConfirmIntentInput) => ({
    intent: locked(paymentIntent, input.intent, 'intent'),
    method: peekIf(paymentMethod, existingMethod(input.method), 'payment_method'),
  }),
  decide({ intent }, input, context) {
    if (input.client_secret !== null && input.client_secret !== intent.client_secret)
      return refuseIntent.secretWrong({ id: intent.id })
    if (intent.operation !== null) return refuseIntent.operationUnderWay({ id: intent.id, kind: intent.operation.kind })
    if (!confirmable.includes(intent.status)) {
      return refuseIntent.unexpectedState({
        verb: 'confirmed',
        status: intent.status,
        allowed: confirmable,
        id: intent.id,
      })
    }
    const refusal = refuseTerms(input, intent.amount, intent.currency)
    if (refusal !== null) return refusal
    const method = input.method === null ? intent.payment_method : methodId(input.method)
    if (method === null) return refuseIntent.methodMissing({ id: intent.id })
    const challenged = input.method === null ? intent.attempt : null
    if (challenged !== null && challenged.challenge?.result === null)
      return refuseIntent.challengePending({ id: intent.id })

    const subject = { noun: 'payment_intent', id: intent.id }
    if (challenged !== null) {
      const next = continueAttempt(intent, challenged, context)
      return { happened: [next.happened], effects: [next.effect], subject }
    }
    const changes = changedTerms(input, intent)
    const created = createdMethod(input.method)
    const attempt = startAttempt(
      { ...intent, ...changes },
      method,
      { off_session: input.off_session, changes, return_url: input.return_url },
      context,
    )
    return {
      happened: [...(created === null ? [] : [methodCreated(created, intent.livemode)]), attempt.happened],
      seals: created?.seal ? [created.seal] : [],
      effects: [attempt.effect],
      subject,
    }
  },
})
