import type { FactContext } from '../../engine/aggregate.ts'
import { assert } from '../../kernel/assert.ts'
import { defaultTerms, type IntentFact, type IntentTerms } from './events.ts'
import type { Attempt, PaymentIntent } from './model.ts'
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
      return {
        ...before,
        ...fact.changes,
        ...ended(before),
        status,
        attempt: fact.attempt,
        operation: fact.operation,
        return_url: fact.return_url ?? before.return_url,
        payment_method: fact.attempt.payment_method,
        last_payment_error: null,
        seq,
      }
    case 'action_required':
      return {
        ...before,
        status,
        operation: null,
        attempt: withChallenge(before, { id: fact.challenge, result: null }),
        seq,
      }
    case 'challenge_ended':
      return {
        ...before,
        status: fact.confirm_again ? 'requires_confirmation' : status,
        attempt: withChallenge(before, { id: fact.challenge, result: fact.result }),
        seq,
      }
    case 'attempt_continued':
      assert(before.attempt !== null, 'an attempt goes on that was begun')
      return { ...before, status, operation: fact.operation, attempt: { ...before.attempt, calls: fact.calls }, seq }
    case 'attempt_failed':
      return {
        ...before,
        ...ended(before),
        status,
        operation: null,
        payment_method: null,
        latest_charge: fact.charge ?? before.latest_charge,
        last_payment_error: fact.error,
        seq,
      }
    case 'authorised':
      return {
        ...before,
        status,
        operation: null,
        attempt: null,
        latest_charge: fact.charge,
        amount_capturable: before.amount,
        seq,
      }
    case 'paid':
      return {
        ...before,
        ...ended(before, fact.late ? 0 : 1),
        status,
        operation: null,
        latest_charge: fact.charge,
        amount_received: before.amount_received + (fact.amount ?? before.amount),
        last_payment_error: null,
        seq,
      }
    case 'payer_asked':
    case 'awaiting_outcome':
      assert(before.attempt !== null, 'a payer is asked within an attempt')
      return {
        ...before,
        status,
        operation: null,
        attempt: { ...before.attempt, asked: fact.asked },
        latest_charge: fact.asked.charged ? before.attempt.charge : before.latest_charge,
        seq,
      }
    case 'part_received':
      assert(before.attempt?.asked !== undefined, 'a part is received of what was asked')
      return {
        ...before,
        status,
        operation: null,
        attempt: seenMore(before.attempt, 1),
        latest_charge: fact.charge,
        amount_received: before.amount_received + fact.amount,
        seq,
      }
    case 'late_received':
      return {
        ...before,
        past_attempts: (before.past_attempts ?? []).map((attempt) =>
          attempt.charge === fact.attempt ? seenMore(attempt, 1) : attempt,
        ),
        seq,
      }
    case 'closed':
      return { ...before, ...ended(before), status, cancellation_reason: fact.reason, seq }
    case 'operation_started':
      return { ...before, operation: fact.operation, seq }
    case 'operation_refused':
      return { ...before, operation: null, seq }
    case 'part_captured':
    case 'captured':
      return {
        ...before,
        status,
        operation: null,
        amount_received: before.amount_received + fact.amount,
        amount_capturable: fact.type === 'captured' ? 0 : before.amount_capturable - fact.amount,
        seq,
      }
    case 'incremented':
      return {
        ...before,
        operation: null,
        amount: fact.amount,
        amount_capturable: before.amount_capturable + fact.by,
        seq,
      }
    case 'canceled':
      return { ...closed(before, context), status, cancellation_reason: fact.reason, seq }
    case 'rest_expired':
      return { ...before, ...ended(before), status, amount_capturable: 0, seq }
    case 'expired':
      return { ...closed(before, context), status, cancellation_reason: 'expired', seq }
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
    idempotency_key: fact.idempotency_key,
  }
}

/** Attempts whose payers may still hold a code; beyond this the oldest are known to the processor only. */
const pastAttemptsMax = 20

const seenMore = (attempt: Attempt, count: number): Attempt =>
  attempt.asked === undefined ? attempt : { ...attempt, asked: { ...attempt.asked, seen: attempt.asked.seen + count } }

/** The end of an attempt. What a payer was handed stays known: it may yet be paid, or paid twice. */
function ended(before: PaymentIntent, seen = 0): Pick<PaymentIntent, 'attempt' | 'past_attempts'> {
  const { attempt, past_attempts } = before
  if (attempt?.asked === undefined) return { attempt: null, past_attempts }
  return { attempt: null, past_attempts: [...(past_attempts ?? []), seenMore(attempt, seen)].slice(-pastAttemptsMax) }
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

function withChallenge(
  before: PaymentIntent,
  challenge: { id: string; result: 'authenticated' | 'failed' | null },
): PaymentIntent['attempt'] {
  assert(before.attempt !== null, 'a challenge belongs to an attempt')
  return { ...before.attempt, challenge }
}

const closed = (before: PaymentIntent, context: FactContext): PaymentIntent => ({
  ...before,
  ...ended(before),
  operation: null,
  amount_capturable: 0,
  canceled_at: context.at,
})
