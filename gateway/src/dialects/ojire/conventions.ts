/** Ojire: an Indonesian gateway with an SDK and a hosted page. Source: its published page of payment intents, and its SDK. */
import { type Conventions, dottedPath, type PhaseWords } from '../../contracts/dialect.ts'
import { lookup } from '../../kernel/lookup.ts'
import { cardIds, ojireIntentIds } from './ids.ts'

const intent: PhaseWords = {
  needs_method: 'created',
  needs_confirmation: 'created',
  needs_action: 'pending',
  processing: 'pending',
  authorised: 'pending',
  attempt_failed: 'failed',
  paid: 'succeeded',
  partly_refunded: 'succeeded',
  refunded: 'succeeded',
  canceled: 'failed',
  expired: 'expired',
  reusable: 'pending',
  reusable_ended: 'succeeded',
}
const upper: Readonly<Record<string, string>> = lookup({
  created: 'PENDING',
  pending: 'PENDING',
  succeeded: 'PAID',
  failed: 'FAILED',
  expired: 'EXPIRED',
})
const callback = Object.fromEntries(
  Object.entries(intent).map(([phase, word]) => [phase, upper[word] ?? 'PENDING']),
) as PhaseWords

export const conventions: Omit<Conventions, 'callback'> = {
  name: 'ojire',
  title: 'Ojire',
  notes: [
    'The envelope of errors, the call that confirms, and statuses besides `created` are not published: they are ours.',
    'A payment for a `customerId` is answered with `customerToken`, and one that names a `merchantId`, as its SDKs do, with that; the published example has neither.',
    'Amounts are whole: rupiah with sen are refused.',
    'Its page and its callbacks have five methods. Of a payment that another API asked for and that was paid in another way, `paymentMethod` is null.',
    '`expiredAt` is the end of the number, code or page that was paid, or not; a card has none.',
    'A payment by number, code or wallet is open for an hour, as in the examples of its callbacks.',
    'Refunds are not published: they are made natively.',
    'Idempotency is not published: `Idempotency-Key` is ours.',
  ],
  notifications: {
    says: [
      'Its callbacks are set up with the merchant by its vendor; here an endpoint is made natively, with `format=ojire` and the secret API key as its `secret`: callbacks are signed with that.',
      'It is told `PAID`, `FAILED` and `EXPIRED` of every payment of the environment, whichever API made it. A payment that another API asked for and that was paid in a way that this one has not is told without `paymentMethod`.',
      '`X-Signature` is the hex HMAC-SHA256 of `X-Timestamp`, a point and the raw body; a failed delivery is tried again for a day.',
    ],
    commands: ({ native, hook }) => [
      `curl ${native}/v1/webhook_endpoints -u sk_test_florindemokeyforeveryone: -d url=${hook} -d 'enabled_events[]=*' -d format=ojire -d secret=sk_test_florindemokeyforeveryone`,
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
      statuses: intent,
      units: 'major',
      ids: { pi: ojireIntentIds, pm: cardIds },
      methods: { virtual_account: 'VA', qris: 'QRIS', wechat_pay: 'WECHATPAY', alipay: 'ALIPAY' },
      own: [],
      sentences: {
        api_key_missing:
          'No key was sent. Send your secret key as X-Secret-Key, or in a browser the public key as X-Public-Key.',
        secret_key_required: 'This call needs a secret key, and was sent a public one.',
        customer_session_invalid: 'The customerToken is wrong, or has expired.',
        customer_session_feature_disabled: 'The customerToken does not allow this.',
        client_secret_invalid: 'The clientSecret does not match this payment intent.',
      },
      field: dottedPath,
    },
    statuses: {
      invalid_request: 400,
      unexpected_state: 409,
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
    // The wrong one of its two keys is no key for the call; what a right key may not do is another matter than who asks.
    statusOfCode: { secret_key_required: 401 },
    body: ({ refusal, fields }) => ({
      error: {
        code: refusal.code,
        ...(fields.length === 0
          ? {}
          : { fields: fields.map(({ path, message }) => ({ field: path.join('.'), message })) }),
        message: refusal.message,
      },
    }),
    declines: 'answered',
  },
  words: { intent, callback },
  strict: ['A payment for a `customerId` alone is answered without `customerToken`, as in the printed example.'],
  browserHeaders: ['X-Public-Key'],
  secretFields: ['clientSecret', 'customerToken', 'cardToken', 'cvv'],
  demo: {
    says: ['X-Secret-Key: sk_test_florindemokeyforeveryone'],
    curl: (base) =>
      `curl ${base}/v1/payment-intents -H 'X-Secret-Key: sk_test_florindemokeyforeveryone' -H 'Content-Type: application/json' ` +
      `-d '{"amount":100000,"currency":"IDR","customerId":"customer_test_123","description":"Test payment","metadata":{"order_id":"order_456"}}'`,
    credentials: [],
  },
}
