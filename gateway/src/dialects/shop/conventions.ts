/**
 * A shop's backend that prices its orders and has them paid through Stripe: three calls. Source: its published page of
 * payments. The second of the three is Stripe's own, so the native API serves it.
 */
import { type Conventions, dottedPath, type PhaseWords } from '../../contracts/dialect.ts'
import { statusWords } from '../../resources/payments/payment-intent/index.ts'

/** A payment has the id that it has at Stripe. */
const sameIds = { of: (id: string) => id, beginningOf: (id: string) => id }

/** What the money of an order does, for the calls that are ours. */
const order: PhaseWords = {
  ...statusWords,
  needs_method: 'unpaid',
  needs_confirmation: 'unpaid',
  needs_action: 'pending',
  processing: 'pending',
  authorised: 'authorised',
  attempt_failed: 'failed',
  paid: 'paid',
  partly_refunded: 'partially_refunded',
  refunded: 'refunded',
  canceled: 'canceled',
  expired: 'expired',
  reusable: 'pending',
  reusable_ended: 'paid',
}

export const conventions: Conventions = {
  name: 'shop',
  title: 'Shop orders',
  notes: [
    "The second call of its document is Stripe's own (`POST /v1/payment_intents/{id}`): the native API serves it, with the same id and client secret.",
    "Errors are not published: `{message, errors}` with the fields in lists is ours, as are 401 for a user's token, 403 for the API key, 404, 409 and 422.",
    'How users get their tokens is not published: `POST /api/v1/shop/tokens` is ours. A secret API key of Florin is an X-API-Key too.',
    'An order is reported paid only after a look at its payment intent; the field `payment_intent` of that call, and the calls that show an order or a payment, are ours.',
    'It does not call back: the third call is how its payment system tells it. Endpoints of the native API are told of payments as always.',
    'Idempotency is not published: `Idempotency-Key` is ours. Without it both calls may be repeated: one intent, one mark.',
  ],
  notifications: {
    says: [
      'It does not call back: its document has a call by which its payment system reports an order as paid, and none the other way.',
      'A shop that wants to be told makes a native endpoint: its payments are native payment intents, with `order_id` and `order_number` in their metadata.',
    ],
    commands: ({ native, hook }) => [
      `curl ${native}/v1/webhook_endpoints -u sk_test_florindemokeyforeveryone: -d url=${hook} -d 'enabled_events[]=payment_intent.succeeded'`,
    ],
  },
  idempotency: {
    header: 'idempotency-key',
    pattern: /^[\x21-\x7e]{1,255}$/,
    why: 'it must have 1 to 255 characters.',
    replayHeaders: { 'idempotent-replayed': 'true' },
  },
  errors: {
    words: {
      payment: 'payment intent',
      statuses: null,
      units: 'major',
      ids: { pi: sameIds },
      methods: {},
      // Its payments are Stripe's, which its document shows.
      own: [/\bpi_[0-9A-Za-z]{24}\b/, /\brequires_\w+/, /\bpayment_intent\b/],
      sentences: {},
      field: dottedPath,
    },
    statuses: {
      invalid_request: 422,
      unexpected_state: 409,
      unauthenticated: 401,
      declined: 402,
      forbidden: 403,
      not_found: 404,
      in_progress: 409,
      idempotency_mismatch: 409,
      too_large: 413,
      rate_limited: 429,
      internal: 500,
      unavailable: 503,
    },
    statusOfCode: { request_body_unreadable: 400 },
    body: ({ refusal, fields }) => ({
      message: refusal.message,
      ...(refusal.kind !== 'invalid_request' || fields.length === 0
        ? {}
        : { errors: Object.fromEntries(fields.map(({ path, message }) => [path.join('.'), [message]])) }),
    }),
    declines: 'refused',
  },
  words: { payment: statusWords, order },
  strict: [
    'The third call answers in the words of the first, `requires_payment_method` included, as its document shows it.',
  ],
  secretFields: ['client_secret'],
  callback: null,
  demo: {
    says: ['X-API-Key: shop_demo_key', 'Authorization: Bearer shop_demo_user'],
    curl: (base) =>
      `curl -X POST ${base}/api/v1/shop/orders/9/payment-intent -H 'X-API-Key: shop_demo_key' ` +
      `-H 'Authorization: Bearer shop_demo_user' -H 'Content-Type: application/json'`,
    credentials: [
      { kind: 'api_key', text: 'shop_demo_key', data: {} },
      { kind: 'user', text: 'shop_demo_user', data: { user: 'demo' } },
    ],
  },
}
