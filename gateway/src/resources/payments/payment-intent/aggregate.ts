import type { Aggregate } from '../../../engine/aggregate.ts'
import type { IntentFact } from './events.ts'
import { evolveIntent } from './evolve.ts'
import type { PaymentIntent } from './model.ts'

/** The intent: the root of a payment. Whatever decides on its charge or refunds locks it first. It moves no money itself. */
export const paymentIntent: Aggregate<PaymentIntent, IntentFact> = {
  name: 'payment_intent',
  prefix: 'pi',
  evolve: evolveIntent,
  callbackUrl: ({ webhook_url }) => webhook_url,
  callbackFormat: ({ webhook_format }) => webhook_format,
  eventTypes: {
    created: 'payment_intent.created',
    updated: null,
    attempt_started: null,
    action_required: 'payment_intent.requires_action',
    challenge_ended: null,
    attempt_continued: null,
    attempt_passed_on: null,
    attempt_ended: null,
    attempt_blocked: 'payment_intent.payment_failed',
    attempt_failed: 'payment_intent.payment_failed',
    authorised: 'payment_intent.amount_capturable_updated',
    paid: 'payment_intent.succeeded',
    payer_asked: 'payment_intent.requires_action',
    awaiting_outcome: 'payment_intent.processing',
    part_received: 'payment_intent.partially_funded',
    late_received: null,
    closed: 'payment_intent.succeeded',
    operation_started: null,
    operation_refused: null,
    part_captured: 'payment_intent.amount_capturable_updated',
    captured: 'payment_intent.succeeded',
    incremented: 'payment_intent.amount_capturable_updated',
    canceled: 'payment_intent.canceled',
    expired: 'payment_intent.canceled',
    rest_expired: 'payment_intent.succeeded',
  },
  descriptions: {
    'payment_intent.created': 'A payment intent was made.',
    'payment_intent.requires_action': 'The payer has to act before the payment goes on: see next_action.',
    'payment_intent.processing': 'The payer is done; the scheme tells the outcome later.',
    'payment_intent.partially_funded':
      'A part of the amount came in, or one of several payments; amount_received says how much there is.',
    'payment_intent.payment_failed':
      'An attempt failed; last_payment_error says why. The intent can be tried with another method. With the code card_testing_suspected it was not let through, because too many were declined; that is told once, until attempts pass again.',
    'payment_intent.amount_capturable_updated': 'Money is held for capture, or the held amount changed.',
    'payment_intent.succeeded': 'The payment is complete; nothing more will be captured.',
    'payment_intent.canceled': 'The intent was cancelled, or its authorisation expired; what was held is released.',
  },
}
