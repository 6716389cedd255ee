import type { FactContext } from '../../../engine/aggregate.ts'
import { assert } from '../../../kernel/assert.ts'
import { defaultTerms, type IntentFact, type IntentTerms } from './events.ts'
import { evolveAttempt } from './evolve-attempt.ts'
import { evolveReceipts, withoutAttempt } from './evolve-receipts.ts'
import type { PaymentIntent } from './model.ts'
import { nextStatus } from './transitions.ts'

/** The intent after a fact. The status comes from the table of transitions; a fact that it does not allow is a bug. */
export function evolveIntent(before: PaymentIntent | null, fact: IntentFact, context: FactContext): PaymentIntent {
  if (fact.type === 'created') return born(fact, context)
  assert(before !== null, `${fact.type} happens to an intent that exists`)
  const seq = context.seq
  const status = nextStatus(before, fact)
  switch (fact.type) {
    case 'updated':
      return { ...before, ...fact.changes, status: restingStatus(before, fact.changes), seq }
    case 'attempt_started':
    case 'action_required':
    case 'challenge_ended':
    case 'attempt_continued':
    case 'attempt_passed_on':
    case 'attempt_ended':
    case 'attempt_blocked':
    case 'attempt_failed':
      return evolveAttempt(before, fact, status, context)
    case 'authorised':
      return {
        ...before,
        status,
        operation: null,
        attempt: null,
        latest_charge: fact.charge,
        amount_capturable: before.attempt?.amount ?? before.amount,
        seq,
      }
    case 'paid':
      return {
        ...before,
        ...withoutAttempt(before, context.at, fact.late ? 0 : 1),
        status,
        operation: null,
        latest_charge: fact.charge,
        amount_received: before.amount_received + (fact.amount ?? before.attempt?.amount ?? before.amount),
        last_payment_error: null,
        seq,
      }
    case 'payer_asked':
    case 'awaiting_outcome':
    case 'part_received':
    case 'late_received':
    case 'closed':
      return evolveReceipts(before, fact, status, context)
    case 'operation_started':
    case 'operation_refused':
    case 'part_captured':
    case 'captured':
    case 'incremented':
      return evolveHeld(before, fact, status, seq)
    case 'canceled':
      return { ...closed(before, context), status, cancellation_reason: fact.reason, seq }
    case 'rest_expired':
      return { ...before, ...withoutAttempt(before, context.at), status, amount_capturable: 0, seq }
    case 'expired':
      return { ...closed(before, context), status, cancellation_reason: 'expired', seq }
  }
}

type HeldFact = Extract<
  IntentFact,
  { type: 'operation_started' | 'operation_refused' | 'part_captured' | 'captured' | 'incremented' }
>

/** What happens to money that is held for capture. */
function evolveHeld(
  before: PaymentIntent,
  fact: HeldFact,
  status: PaymentIntent['status'],
  seq: number,
): PaymentIntent {
  switch (fact.type) {
    case 'operation_started':
      return { ...before, operation: fact.operation, seq }
    case 'operation_refused':
      return { ...before, operation: null, seq }
    case 'part_captured':
    case 'captured':
      return {
        ...before,
        ...fact.changes,
        status,
        operation: null,
        amount: before.amount + (fact.type === 'captured' ? (fact.over ?? 0) : 0),
        amount_received: before.amount_received + fact.amount,
        amount_capturable: fact.type === 'captured' ? 0 : before.amount_capturable - fact.amount,
        seq,
      }
    case 'incremented':
      return {
        ...before,
        ...fact.changes,
        operation: null,
        amount: fact.amount,
        amount_capturable: before.amount_capturable + fact.by,
        seq,
      }
  }
}

function born(fact: Extract<IntentFact, { type: 'created' }>, context: FactContext): PaymentIntent {
  const terms: IntentTerms = { ...defaultTerms, ...fact.terms }
  return {
    env: context.env,
    id: context.id,
    seq: context.seq,
    created: context.at,
    livemode: fact.livemode,
    ...terms,
    status: terms.payment_method === null ? 'requires_payment_method' : 'requires_confirmation',
    amount_capturable: 0,
    amount_received: 0,
    confirmation_method: fact.confirmation_method,
    client_secret: fact.client_secret,
    return_url: fact.return_url,
    past_attempts: null,
    latest_charge: null,
    last_payment_error: null,
    canceled_at: null,
    cancellation_reason: null,
    operation: null,
    attempt: null,
    webhook_url: fact.webhook_url ?? null,
    webhook_format: fact.webhook_format ?? null,
    idempotency_key: fact.idempotency_key,
    ...(fact.by_source === undefined ? {} : { by_source: fact.by_source }),
  }
}

/** A method that is set or unset moves an intent that rests between needing one and needing a confirmation. */
function restingStatus(before: PaymentIntent, changes: Partial<IntentTerms>): PaymentIntent['status'] {
  if (
    before.status !== 'requires_payment_method' &&
    before.status !== 'requires_confirmation' &&
    before.status !== 'requires_action'
  ) {
    return before.status
  }
  if (changes.payment_method === undefined) return before.status
  return changes.payment_method === null ? 'requires_payment_method' : 'requires_confirmation'
}

const closed = (before: PaymentIntent, context: FactContext): PaymentIntent => ({
  ...before,
  ...withoutAttempt(before, context.at),
  operation: null,
  amount_capturable: 0,
  canceled_at: context.at,
})
