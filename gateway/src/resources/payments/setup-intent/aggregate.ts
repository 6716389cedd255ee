import type { Aggregate, FactContext } from '../../../engine/aggregate.ts'
import { assert } from '../../../kernel/assert.ts'
import type { SetupAttemptFact, SetupFact } from './events.ts'
import {
  defaultSetup,
  type SetupAttempt,
  type SetupCurrentAttempt,
  type SetupError,
  type SetupIntent,
  type SetupStatus,
} from './model.ts'

/** Which fact may happen in which status, and the status after it. `updated` may move between the first two. */
export const setupTransitions: {
  readonly [F in Exclude<SetupFact['type'], 'created'>]: { readonly [S in SetupStatus]?: SetupStatus }
} = {
  updated: {
    requires_payment_method: 'requires_payment_method',
    requires_confirmation: 'requires_confirmation',
    requires_action: 'requires_action',
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
  attempt_continued: { requires_action: 'processing' },
  attempt_ended: { requires_action: 'requires_confirmation', requires_confirmation: 'requires_confirmation' },
  attempt_blocked: {
    requires_payment_method: 'requires_payment_method',
    requires_confirmation: 'requires_confirmation',
    requires_action: 'requires_action',
  },
  attempt_failed: { processing: 'requires_payment_method' },
  succeeded: { processing: 'succeeded' },
  canceled: {
    requires_payment_method: 'canceled',
    requires_confirmation: 'canceled',
    requires_action: 'canceled',
  },
}

/** Statuses in which a fact may happen, for refusals that say what is allowed. */
export const setupStatusesFor = (fact: keyof typeof setupTransitions): readonly string[] =>
  Object.keys(setupTransitions[fact])

function evolveSetup(before: SetupIntent | null, fact: SetupFact, { env, id, at, seq }: FactContext): SetupIntent {
  if (fact.type === 'created') {
    const terms = { ...defaultSetup, ...fact.terms }
    return {
      env,
      id,
      seq,
      created: at,
      livemode: fact.livemode,
      ...terms,
      status: terms.payment_method === null ? 'requires_payment_method' : 'requires_confirmation',
      client_secret: fact.client_secret,
      return_url: fact.return_url,
      attempt: null,
      latest_attempt: null,
      last_setup_error: null,
      mandate: null,
      cancellation_reason: null,
    }
  }
  assert(before !== null, `${fact.type} happens to a setup intent that exists`)
  const status = setupTransitions[fact.type][before.status]
  assert(status !== undefined, `${fact.type} may happen to a setup intent in ${before.status}`)
  const after: SetupIntent = { ...before, status, seq }
  switch (fact.type) {
    case 'updated':
      return { ...after, ...fact.changes, status: resting(before, fact.changes) }
    case 'attempt_started':
      return {
        ...after,
        ...fact.changes,
        attempt: fact.attempt,
        ...(fact.attempts === undefined ? {} : { attempts: fact.attempts }),
        latest_attempt: fact.attempt.id,
        payment_method: fact.attempt.payment_method,
        return_url: fact.return_url ?? before.return_url,
        last_setup_error: null,
      }
    case 'action_required': {
      const step = fact.step === undefined ? {} : { step: fact.step }
      return {
        ...after,
        attempt: { ...tried(before), call: null, challenge: { id: fact.challenge, result: null, ...step } },
      }
    }
    case 'challenge_ended': {
      const attempt = tried(before)
      assert(attempt.challenge !== null, 'a challenge ends that was asked for')
      return { ...after, attempt: { ...attempt, challenge: { ...attempt.challenge, result: fact.result } } }
    }
    case 'attempt_continued':
      return { ...after, attempt: { ...tried(before), call: fact.call } }
    case 'attempt_ended':
      return { ...after, attempt: null }
    case 'attempt_blocked':
      return { ...after, last_setup_error: blockedError }
    case 'attempt_failed':
      return { ...after, attempt: null, payment_method: null, last_setup_error: fact.error }
    case 'succeeded':
      return { ...after, attempt: null, mandate: fact.mandate }
    case 'canceled':
      return { ...after, attempt: null, cancellation_reason: fact.reason }
  }
}

/** Said where a failed try says why it failed, so that whoever looks at the setup learns of it. */
const blockedError: SetupError = {
  type: 'invalid_request_error',
  code: 'card_testing_suspected',
  decline_code: null,
  message: 'Too many attempts were declined, so another one was not tried. It may be tried again later.',
  network_decline_code: null,
  advice_code: 'try_again_later',
  payment_method: null,
}

function tried(before: SetupIntent): SetupCurrentAttempt {
  assert(before.attempt !== null, 'there is an attempt')
  return before.attempt
}

function resting(before: SetupIntent, { payment_method }: Partial<SetupIntent>): SetupStatus {
  if (payment_method === undefined || !setupStatusesFor('attempt_started').includes(before.status)) return before.status
  return payment_method === null ? 'requires_payment_method' : 'requires_confirmation'
}

/** Saving a method with its payer's leave, and without a payment. */
export const setupIntent: Aggregate<SetupIntent, SetupFact> = {
  name: 'setup_intent',
  prefix: 'seti',
  evolve: evolveSetup,
  eventTypes: {
    created: 'setup_intent.created',
    updated: null,
    attempt_started: null,
    action_required: 'setup_intent.requires_action',
    challenge_ended: null,
    attempt_continued: null,
    attempt_ended: null,
    attempt_blocked: 'setup_intent.setup_failed',
    attempt_failed: 'setup_intent.setup_failed',
    succeeded: 'setup_intent.succeeded',
    canceled: 'setup_intent.canceled',
  },
  descriptions: {
    'setup_intent.created': 'A setup intent was made.',
    'setup_intent.requires_action': 'The payer has to authenticate before the method is saved: see next_action.',
    'setup_intent.setup_failed':
      'An attempt to save a method failed; last_setup_error says why. With the code card_testing_suspected it was not let through, because too many were declined; that is told once, until attempts pass again.',
    'setup_intent.succeeded': 'The method is saved and can be charged later.',
    'setup_intent.canceled': 'The setup intent was cancelled.',
  },
}

/** One try to save a method: kept as it was, for whoever wants to know. */
export const setupAttempt: Aggregate<SetupAttempt, SetupAttemptFact> = {
  name: 'setup_attempt',
  prefix: 'setatt',
  evolve: (before, fact, { env, id, at, seq }) => {
    if (fact.type === 'started')
      return {
        env,
        id,
        seq,
        created: at,
        livemode: fact.livemode,
        ...fact.terms,
        status: 'processing',
        approval: null,
        error: null,
      }
    assert(before !== null, `${fact.type} happens to an attempt that was started`)
    switch (fact.type) {
      case 'asked':
        return { ...before, status: 'requires_action', seq }
      case 'verified':
        return { ...before, status: 'succeeded', approval: fact.approval, seq }
      case 'failed':
        return { ...before, status: 'failed', error: fact.error, seq }
      case 'abandoned':
        return { ...before, status: 'abandoned', seq }
    }
  },
  eventTypes: { started: null, asked: null, verified: null, failed: null, abandoned: null },
  descriptions: {},
}
