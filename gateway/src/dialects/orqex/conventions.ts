/** Orqex: payment orchestration for West African mobile money. Source: its published reference, and its own client for PHP. */
import { type Conventions, dottedPath, type FieldProblem, type PhaseWords } from '../../contracts/dialect.ts'
import { attemptIds, orqexCustomerIds, orqexIntentIds, orqexRefundIds } from './ids.ts'

const intent: PhaseWords = {
  needs_method: 'pending',
  needs_confirmation: 'pending',
  needs_action: 'pending',
  processing: 'pending',
  authorised: 'pending',
  // Another try may follow; it fails for good when its time is over.
  attempt_failed: 'pending',
  paid: 'completed',
  partly_refunded: 'partially_refunded',
  refunded: 'refunded',
  // It has no call that cancels, and so no word.
  canceled: 'failed',
  expired: 'expired',
  reusable: 'pending',
  reusable_ended: 'completed',
}
const attempt: PhaseWords = {
  needs_method: 'processing',
  needs_confirmation: 'processing',
  needs_action: 'action_required',
  processing: 'processing',
  authorised: 'processing',
  attempt_failed: 'failed',
  paid: 'completed',
  partly_refunded: 'completed',
  refunded: 'completed',
  canceled: 'cancelled',
  expired: 'failed',
  reusable: 'action_required',
  reusable_ended: 'completed',
}
const checkout: PhaseWords = {
  needs_method: 'open',
  needs_confirmation: 'open',
  needs_action: 'open',
  processing: 'open',
  authorised: 'open',
  attempt_failed: 'open',
  paid: 'completed',
  partly_refunded: 'completed',
  refunded: 'completed',
  canceled: 'cancelled',
  expired: 'expired',
  reusable: 'open',
  reusable_ended: 'completed',
}

export const conventions: Omit<Conventions, 'callback'> = {
  name: 'orqex',
  title: 'Orqex',
  notes: [
    'Requests are in major units and answers in hundredths of them, for every currency, as in its reference. Its newest client reads `value` in major units; we keep to the reference.',
    'Refunds and payouts are asked for in major units too, as its client says; an older page of its documents has hundredths.',
    'Intents and attempts show their `status`, as all its pages say but the one of our example.',
    'Within `customer`, `email`, `first_name` and `last_name` are required. A customer of the same e-mail address and name is the same one.',
    'An intent has 24 hours. Tried and not paid by then it is `failed`; `expired` is one that was never tried.',
    'The method catalogue is not published; codes of mobile money and wallets are those of its page about payouts, others are ours. `momo_wave` is taken for `wallet_wave` too.',
    '`failure.code` has published values where there are any; others are ours, in capitals.',
    'What is asked for in the wrong state is answered 422: its clients take every 409 for a fault of idempotency.',
    'An amount with a third decimal that is not zero is refused, because `value` has hundredths; one that was made through another API is shown without it there, and with it in `formatted`.',
    'Phone numbers of Benin and Ivory Coast are taken in their ten digits and in the eight that its documents still show.',
    'A repeated idempotency key with another body is answered 409. 428 is never answered: no call demands a key.',
    'The page of a checkout offers what an attempt can be started with, so no cards, within `restriction` (country, phone and method codes); it has the brand and the colour of `customization`, where that is six hexadecimal digits. Template, font, border and language are shown again and change nothing.',
    'Payouts are checked and then answered 501: there is no processor for them yet.',
  ],
  notifications: {
    says: [
      'A payment brings its own `webhook_url`, which is told of it unsigned: ask for the payment again before you believe it.',
      "Endpoints of the project are made in the vendor's dashboard; here natively, with `format=orqex`. They are told of every payment of the environment, whichever API made it.",
      "`x-orqex-signature` is the hex HMAC-SHA256 of the raw body under the endpoint's secret, which the answer shows once. Five attempts, then it is given up.",
    ],
    commands: ({ native, hook }) => [
      `curl ${native}/v1/webhook_endpoints -u sk_test_florindemokeyforeveryone: -d url=${hook} -d 'enabled_events[]=*' -d format=orqex`,
    ],
  },
  idempotency: {
    header: 'x-idempotency-key',
    pattern: /^[\x21-\x7e]{8,128}$/,
    why: 'it must have 8 to 128 characters.',
    replayHeaders: { 'x-idempotent-replayed': 'true' },
  },
  errors: {
    words: {
      payment: 'payment intent',
      statuses: intent,
      units: 'major',
      ids: { pi: orqexIntentIds, ch: attemptIds, re: orqexRefundIds, cus: orqexCustomerIds },
      methods: { momo_wave: 'wallet_wave' },
      own: [/\b(att|re|cus|cs)_[0-9A-Za-z]{24}\b/],
      sentences: {
        api_key_missing: "No key was sent. Send your project's secret key in the Authorization header.",
      },
      field: dottedPath,
    },
    statuses: {
      invalid_request: 422,
      // 409 is its clients' word for a fault of idempotency, and theirs alone.
      unexpected_state: 422,
      unauthenticated: 401,
      declined: 422,
      forbidden: 403,
      not_found: 404,
      in_progress: 409,
      idempotency_mismatch: 409,
      too_large: 413,
      rate_limited: 429,
      internal: 500,
      unavailable: 503,
    },
    statusOfCode: {
      request_body_unreadable: 400,
      request_timeout: 400,
      payouts_not_offered: 501,
    },
    body: ({ refusal, fields }) => ({
      message: refusal.message,
      ...(refusal.kind !== 'invalid_request' || fields.length === 0 ? {} : { errors: byField(fields) }),
    }),
    declines: 'answered',
  },
  words: { intent, attempt, checkout },
  strict: ['Intents and attempts have no `status`, as in the printed example.'],
  requestIdHeader: 'x-request-id',
  secretFields: ['otp', 'confirmation_data'],
  demo: {
    says: ['Authorization: Bearer sk_test_florindemokeyforeveryone'],
    curl: (base) =>
      `curl ${base}/v1/payment/intents -H 'Authorization: Bearer sk_test_florindemokeyforeveryone' -H 'Content-Type: application/json' ` +
      `-d '{"amount":50,"currency":"XOF","description":"Order 1024","customer":{"email":"ama@example.com","first_name":"Ama","last_name":"Mensah"},` +
      `"attempt":{"method_code":"momo_mtn","country":"CI","phone":{"number":"+2250504123456"}}}'`,
    credentials: [],
  },
}

/** `{ 'customer.email': ['…'] }`: one sentence for each field, in a list. */
const byField = (fields: readonly FieldProblem[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(fields.map(({ path, message }) => [dottedPath(path), [message]]))
