/** The intent after the facts of a payer who acts outside the gateway: action required, pending, paid in parts, late, or again. */
import type { FactContext } from '../../../engine/aggregate.ts'
import { assert } from '../../../kernel/assert.ts'
import type { Millis } from '../../../kernel/time.ts'
import type { IntentFact } from './events.ts'
import type { Attempt, IntentStatus, PaymentIntent } from './model.ts'

type ReceiptFact = Extract<
  IntentFact,
  { type: 'payer_asked' | 'awaiting_outcome' | 'part_received' | 'late_received' | 'closed' }
>

export function evolveReceipts(
  before: PaymentIntent,
  fact: ReceiptFact,
  status: IntentStatus,
  { seq, at }: FactContext,
): PaymentIntent {
  switch (fact.type) {
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
      return {
        ...before,
        ...withoutAttempt(before, at),
        status,
        amount_capturable: 0,
        operation: null,
        cancellation_reason: fact.reason,
        seq,
      }
  }
}

/** Attempts whose payers may still hold a code; beyond this the oldest are known to the processor only. */
const pastAttemptsMax = 20

const seenMore = (attempt: Attempt, count: number): Attempt =>
  attempt.asked === undefined ? attempt : { ...attempt, asked: { ...attempt.asked, seen: attempt.asked.seen + count } }

/** The end of an attempt. What a payer was handed stays known: it may yet be paid, or paid twice. */
export function withoutAttempt(
  before: PaymentIntent,
  at: Millis,
  seen = 0,
): Pick<PaymentIntent, 'attempt' | 'past_attempts'> {
  const { attempt, past_attempts } = before
  if (attempt?.asked === undefined) return { attempt: null, past_attempts }
  return {
    attempt: null,
    past_attempts: [...(past_attempts ?? []), { ...seenMore(attempt, seen), ended: at }].slice(-pastAttemptsMax),
  }
}
