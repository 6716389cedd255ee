import { event, locked, peekIf } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { lookup } from '../../../../kernel/lookup.ts'
import { refuseMetadata } from '../../../../kernel/metadata.ts'
import { customer, refuseForeignMethod, refuseOwner } from '../../../customers/customer/index.ts'
import {
  createdMethod,
  existingMethod,
  type MethodChoice,
  methodCreated,
  methodId,
  paymentMethod,
} from '../../../customers/payment-method/index.ts'
import { paymentIntent } from '../aggregate.ts'
import { alwaysChangeable, attemptEndedBy, refuseChange } from '../changes/allowed-changes.ts'
import { refuseTermsChange } from '../changes/change-refusals.ts'
import { expireIntentDue, expireIntentId } from '../due.ts'
import type { IntentFact } from '../events.ts'
import { shippingSaid } from '../terms/payer-terms.ts'
import { changedTerms, refuseTerms, type TermsInput } from '../terms/terms.ts'

export type UpdateIntentInput = TermsInput & {
  readonly intent: string
  readonly method: MethodChoice | null
  /** The intent's currency as it was read, where an API has counted the amount in it. */
  readonly counted_in?: string | undefined
}

/** Terms that a request calls by another name. */
const sentAs: Readonly<Record<string, string>> = lookup({
  card_options: 'payment_method_options',
  method_options: 'payment_method_options',
})

const beforeAttempt: readonly string[] = ['requires_payment_method', 'requires_confirmation', 'requires_action']

/**
 * Changes the terms of an intent. Amounts, currencies and methods only while nothing is under way; a running attempt whose
 * terms change is over, and the payment waits for its confirm. Refuses `payment_intent_unexpected_state`, also for another customer.
 */
export const updateIntent = defineCommand({
  name: 'payment_intent.update',
  needs: (input: UpdateIntentInput) => ({
    intent: locked(paymentIntent, input.intent, 'intent'),
    method: peekIf(paymentMethod, existingMethod(input.method), 'payment_method'),
    customer: peekIf(customer, input.customer, 'customer'),
  }),
  thenNeeds: ({ intent }, input) => ({
    own: peekIf(paymentMethod, input.method === null ? intent.payment_method : null, 'payment_method'),
  }),
  decide({ intent, method: existing, own, customer: owner }, input, context) {
    const changes = {
      ...changedTerms(input, intent),
      ...(input.method === null ? {} : { payment_method: methodId(input.method) }),
    }
    if (!beforeAttempt.includes(intent.status)) {
      const param = Object.keys(changes).find((name) => !alwaysChangeable.has(name))
      if (param !== undefined)
        return refuseTermsChange.notChangeable({ param: sentAs[param] ?? param, status: intent.status, id: intent.id })
    }
    const whose = changes.customer === undefined ? intent.customer : changes.customer
    const touched = changes.customer !== undefined || input.method !== null
    if (input.counted_in !== undefined && input.counted_in !== intent.currency)
      return refuseTermsChange.termsChanged({ id: intent.id })
    const refusal =
      refuseChange(intent, changes) ??
      refuseTerms(input, changes.amount ?? intent.amount, changes.currency ?? intent.currency, context, intent) ??
      refuseOwner(owner) ??
      (touched ? refuseForeignMethod(existing ?? own, whose) : null) ??
      refuseMetadata(intent.metadata, input.metadata)
    if (refusal !== null) return refusal

    const method = createdMethod(input.method)
    const fact: IntentFact = { type: 'updated', changes: { ...changes, ...shippingSaid(input, intent, context) } }
    return {
      events: [
        ...(method === null ? [] : [methodCreated(method, intent.livemode)]),
        ...attemptEndedBy(intent, changes),
        event(paymentIntent, intent.id, fact),
      ],
      seals: method?.seal ? [method.seal] : [],
      due: changes.expires_at == null ? [] : [expireIntentDue(intent.id, changes.expires_at)],
      done: changes.expires_at == null ? [] : [expireIntentId(intent.id)],
      subject: { noun: paymentIntent, id: intent.id },
    }
  },
})
