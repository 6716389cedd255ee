/** The intent after the facts of an attempt: started, challenged, continued, retried at another account, failed. */
import type { FactContext } from '../../../engine/aggregate.ts'
import { assert } from '../../../kernel/assert.ts'
import type { IntentFact } from './events.ts'
import { withoutAttempt } from './evolve-receipts.ts'
import { attemptCurrency, type Challenge, type IntentStatus, type PaymentError, type PaymentIntent } from './model.ts'

type AttemptFact = Extract<
  IntentFact,
  {
    type:
      | 'attempt_started'
      | 'action_required'
      | 'challenge_ended'
      | 'attempt_continued'
      | 'attempt_passed_on'
      | 'attempt_ended'
      | 'attempt_blocked'
      | 'attempt_failed'
  }
>

export function evolveAttempt(
  before: PaymentIntent,
  fact: AttemptFact,
  status: IntentStatus,
  context: FactContext,
): PaymentIntent {
  switch (fact.type) {
    case 'attempt_started':
      return {
        ...before,
        ...fact.changes,
        ...withoutAttempt(before, context.at),
        status,
        attempt: fact.attempt,
        ...(fact.attempts === undefined ? {} : { attempts: fact.attempts }),
        operation: fact.operation,
        return_url: fact.return_url ?? before.return_url,
        payment_method: fact.attempt.payment_method,
        last_payment_error: null,
        seq: context.seq,
      }
    case 'attempt_blocked':
      return { ...before, status, last_payment_error: blockedError, seq: context.seq }
    case 'action_required':
      return {
        ...before,
        status,
        operation: null,
        attempt: withChallenge(before, {
          id: fact.challenge,
          result: null,
          ...(fact.step === undefined ? {} : { step: fact.step }),
        }),
        seq: context.seq,
      }
    case 'challenge_ended':
      return {
        ...before,
        status: fact.confirm_again ? 'requires_confirmation' : status,
        attempt: withChallenge(before, { ...before.attempt?.challenge, id: fact.challenge, result: fact.result }),
        seq: context.seq,
      }
    case 'attempt_continued':
      assert(before.attempt !== null, 'an attempt goes on that was begun')
      return {
        ...before,
        status,
        operation: fact.operation,
        attempt: { ...before.attempt, calls: fact.calls },
        seq: context.seq,
      }
    case 'attempt_passed_on':
      return {
        ...before,
        ...withoutAttempt(before, context.at),
        status,
        attempt: fact.attempt,
        operation: fact.operation,
        latest_charge: fact.charge,
        seq: context.seq,
      }
    case 'attempt_ended': {
      assert(before.attempt !== null, 'an attempt ends that was begun')
      // Its currency goes with it, since the intent's may be another one from now on.
      const attempt = { ...before.attempt, currency: attemptCurrency(before, before.attempt) }
      return { ...before, ...withoutAttempt({ ...before, attempt }, context.at), status, seq: context.seq }
    }
    case 'attempt_failed':
      return {
        ...before,
        ...withoutAttempt(before, context.at),
        status,
        operation: null,
        payment_method: null,
        latest_charge: fact.charge ?? before.latest_charge,
        last_payment_error: fact.error,
        seq: context.seq,
      }
  }
}

/** Said where a failed attempt says why it failed, so that whoever looks at the payment learns of it. */
const blockedError: PaymentError = {
  type: 'invalid_request_error',
  code: 'card_testing_suspected',
  decline_code: null,
  message: 'Too many attempts were declined, so another one was not tried. It may be tried again later.',
  network_decline_code: null,
  advice_code: 'try_again_later',
  charge: null,
  payment_method: null,
}

function withChallenge(before: PaymentIntent, challenge: Challenge): PaymentIntent['attempt'] {
  assert(before.attempt !== null, 'a challenge belongs to an attempt')
  return { ...before.attempt, challenge }
}
