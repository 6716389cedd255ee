import { assert } from '../../../kernel/assert.ts'
import type { IntentFact } from './events.ts'
import type { IntentStatus, PaymentIntent } from './model.ts'

/**
 * The table of transitions: which fact may happen in which status, and the status after it. What is not in the table is
 * refused by the commands and asserted here. `challenge_ended` leads to
 * `requires_confirmation` if the merchant confirms by hand; `updated` may move between the first two.
 */
export const transitions: {
  readonly [F in Exclude<IntentFact['type'], 'created'>]: { readonly [S in IntentStatus]?: IntentStatus }
} = {
  updated: {
    requires_payment_method: 'requires_payment_method',
    requires_confirmation: 'requires_confirmation',
    requires_action: 'requires_action',
    requires_capture: 'requires_capture',
    processing: 'processing',
    succeeded: 'succeeded',
    canceled: 'canceled',
  },
  attempt_started: {
    requires_payment_method: 'processing',
    requires_confirmation: 'processing',
    requires_action: 'processing',
  },
  action_required: { processing: 'requires_action' },
  challenge_ended: { requires_action: 'requires_action' },
  attempt_continued: { requires_action: 'processing', requires_confirmation: 'processing' },
  attempt_passed_on: { processing: 'processing', requires_action: 'processing' },
  attempt_ended: { requires_action: 'requires_confirmation', requires_confirmation: 'requires_confirmation' },
  attempt_blocked: {
    requires_payment_method: 'requires_payment_method',
    requires_confirmation: 'requires_confirmation',
    requires_action: 'requires_action',
  },
  attempt_failed: { processing: 'requires_payment_method', requires_action: 'requires_payment_method' },
  payer_asked: { processing: 'requires_action' },
  awaiting_outcome: { processing: 'processing', requires_action: 'processing' },
  part_received: { processing: 'requires_action', requires_action: 'requires_action' },
  late_received: {
    requires_payment_method: 'requires_payment_method',
    requires_confirmation: 'requires_confirmation',
    requires_action: 'requires_action',
    processing: 'processing',
    requires_capture: 'requires_capture',
    succeeded: 'succeeded',
    canceled: 'canceled',
  },
  closed: {
    requires_action: 'succeeded',
    requires_payment_method: 'succeeded',
    requires_confirmation: 'succeeded',
    // A part was captured, and the rest is released.
    requires_capture: 'succeeded',
  },
  authorised: { processing: 'requires_capture', requires_action: 'requires_capture' },
  paid: {
    processing: 'succeeded',
    requires_action: 'succeeded',
    // Late money, where the environment accepts it.
    requires_payment_method: 'succeeded',
    requires_confirmation: 'succeeded',
  },
  operation_started: { requires_capture: 'requires_capture' },
  operation_refused: { requires_capture: 'requires_capture' },
  part_captured: { requires_capture: 'requires_capture' },
  captured: { requires_capture: 'succeeded' },
  incremented: { requires_capture: 'requires_capture' },
  canceled: {
    requires_payment_method: 'canceled',
    requires_confirmation: 'canceled',
    requires_action: 'canceled',
    requires_capture: 'canceled',
  },
  expired: {
    requires_capture: 'canceled',
    requires_payment_method: 'canceled',
    requires_confirmation: 'canceled',
    requires_action: 'canceled',
  },
  rest_expired: { requires_capture: 'succeeded' },
}

/** The status after a fact; asserts that the table allows it. */
export function nextStatus(intent: PaymentIntent, fact: Exclude<IntentFact, { type: 'created' }>): IntentStatus {
  const next = transitions[fact.type][intent.status]
  assert(next !== undefined, `${fact.type} may happen to an intent in ${intent.status}`)
  return next
}

/** The statuses in which a fact may happen, for refusals that say what is allowed. */
export const statusesFor = (fact: keyof typeof transitions): IntentStatus[] =>
  // Object.keys loses the key type; the table's own type guarantees it.
  Object.keys(transitions[fact]) as IntentStatus[]
