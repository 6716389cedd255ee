import { happened, peekIf } from '../../../engine/aggregate.ts'
import { type Decision, defineCommand } from '../../../engine/command.ts'
import {
  createdMethod,
  existingMethod,
  type MethodChoice,
  methodCreated,
  methodId,
  paymentMethod,
} from '../../payment-method/index.ts'
import { paymentIntent } from '../aggregate.ts'
import { startAttempt } from '../attempt.ts'
import { defaultTerms, type IntentTerms, saidTerms } from '../events.ts'
import { refuseIntent } from '../refusals.ts'
import { changedTerms, refuseTerms, type TermsInput } from '../terms.ts'

export type CreateIntentInput = TermsInput & {
  readonly amount: number
  readonly currency: string
  readonly method: MethodChoice | null
  readonly confirm: boolean
  readonly off_session: boolean
  readonly return_url: string | null
  readonly webhook_url?: string | undefined
  readonly confirmation_method: 'automatic' | 'manual'
}

/** Makes an intent, and with `confirm` its first attempt. Refuses `invalid_currency`, `amount_too_large`, a missing method. */
export const createIntent = defineCommand({
  name: 'payment_intent.create',
  needs: (input: CreateIntentInput) => ({
    method: peekIf(paymentMethod, existingMethod(input.method), 'payment_method'),
  }),
  decide(_, input, context) {
    const refusal = refuseTerms(input, input.amount, input.currency)
    if (refusal !== null) return refusal
    const id = context.newId('pi')
    if (input.confirm && input.method === null) return refuseIntent.methodMissing({ id: null })

    const terms: IntentTerms = {
      ...defaultTerms,
      ...changedTerms(input, defaultTerms),
      amount: input.amount,
      currency: input.currency,
      payment_method: input.method === null ? null : methodId(input.method),
    }
    const born = happened(paymentIntent, id, {
      type: 'created',
      terms: saidTerms(terms),
      livemode: context.environment.livemode,
      confirmation_method: input.confirmation_method,
      client_secret: `${id}_secret_${context.randomText(25)}`,
      return_url: input.return_url,
      idempotency_key: context.idempotencyKey,
      ...(input.webhook_url === undefined ? {} : { webhook_url: input.webhook_url }),
    })
    const method = createdMethod(input.method)
    const decision: Decision = {
      happened: method === null ? [born] : [methodCreated(method, context.environment.livemode), born],
      seals: method?.seal ? [method.seal] : [],
      subject: { noun: 'payment_intent', id },
    }
    if (!input.confirm || terms.payment_method === null) return decision
    const attempt = startAttempt(
      { ...terms, id },
      terms.payment_method,
      { off_session: input.off_session, changes: {}, return_url: input.return_url },
      context,
    )
    return { ...decision, happened: [...decision.happened, attempt.happened], effects: [attempt.effect] }
  },
})
