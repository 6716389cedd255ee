/**
 * WooshPay: an API in the shape of Stripe's, with milliseconds, JSON text within strings, snowflake ids and explicit nulls.
 * Source: its published page of the call that makes a payment intent, and its guides.
 */
import type { Conventions, Problem } from '../../contracts/dialect.ts'
import type { RefusalKind } from '../../kernel/refusal.ts'
import { statusWords } from '../../resources/payments/payment-intent/index.ts'
import { ids } from './ids.ts'

const types: Partial<Record<RefusalKind, string>> = {
  declined: 'card_error',
  idempotency_mismatch: 'idempotency_error',
  rate_limited: 'api_error',
  internal: 'api_error',
  unavailable: 'api_error',
}

const bracketed = ([first = '', ...rest]: readonly string[]): string => first + rest.map((part) => `[${part}]`).join('')

function errorBody({ refusal, fields, shown }: Problem) {
  const { code, decline_code, kind, message } = refusal
  const [field] = fields
  return {
    error: {
      code,
      ...(decline_code === undefined ? {} : { decline_code }),
      message,
      ...(field === undefined ? {} : { param: bracketed(field.path) }),
      ...(shown === undefined ? {} : { payment_intent: shown }),
      type: types[kind] ?? 'invalid_request_error',
    },
  }
}

const idsByPrefix = {
  pi: ids.payment_intent,
  ch: ids.charge,
  pm: ids.payment_method,
  re: ids.refund,
  cus: ids.customer,
  seti: ids.setup_intent,
  we: ids.webhook_endpoint,
  evt: ids.event,
}

const example =
  '{"amount":10,"currency":"USD","confirm":true,"payment_method_data":{"type":"card","card":{"exp_month":"12",' +
  '"exp_year":"2034","number":"4111111111111111","cvc":"123"},"billing_details":{"address":{"line1":"XX mansion",' +
  '"line2":"XX Town","city":"city","state":"California","country":"US","postal_code":"55555"},"name":"Tom"}},' +
  '"description":"product description","quantity":2,"metadata":{"key1":"value1"},"merchant_user_id":"123456",' +
  '"merchant_order_id":"Order112344343","shipping":{"address":{"line1":"XX mansion","line2":"XX Town","city":"city",' +
  '"state":"California","country":"US","postal_code":"xxx xxx"},"name":"tom","phone":"xxxx"},"return_url":"https://your.website"}'

export const conventions: Omit<Conventions, 'callback'> = {
  name: 'wooshpay',
  title: 'WooshPay',
  notes: [
    'Codes of errors and of declines are not published in full: those of Stripe are used, whose envelope it is.',
    'The shapes of charges, payment methods, customers, setup intents and the balance are those of Stripe with fewer fields, with times in milliseconds and currencies in upper case.',
    'Which events there are is published in part: those of payments, charges, refunds, customers, methods and setup intents are told, under the names of Stripe.',
    'Guides show payment_method_types as a list, the reference as JSON text in a string: text is shown, a list is taken.',
    'Fields that its documents do not name are taken and have no effect.',
    'A merchant_order_id may be sent for several payments: no rule against it is published.',
    'There are no headers about a rate limit: none are published.',
    'A payer comes back to the return_url with ids and secrets of the native API; every call takes those too.',
    'Amounts are in the smallest unit of their currency as ISO 4217 has it: the rupiah with two decimals, the shilling of Uganda with none. A smallest amount is a limit of a method; none is checked here.',
  ],
  notifications: {
    says: [
      'Endpoints are made by its own call. `enabled_events` takes the names of its documents, families (`charge.*`) and `*`; what does not happen here (disputes, checkout sessions, payment links) may be asked for and never comes.',
      'They are told of every payment of the environment, whichever API made it. `Wooshpay-Signature` is `t=…,v1=…` with the hex HMAC-SHA256 of `t`, a point and the raw body; `t` is in seconds, as published.',
      'A failed delivery is tried again up to eighteen times within 72 hours.',
    ],
    commands: ({ base, hook }) => [
      `curl ${base}/v1/webhook_endpoints -u sk_test_florindemokeyforeveryone: -H 'Content-Type: application/json' -d '{"url":"${hook}","enabled_events":["*"]}'`,
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
      units: 'smallest',
      ids: idsByPrefix,
      methods: {},
      // Its API has the shape of the native one, and most of its names.
      own: [
        /\b(payment_intent|setup_intent|payment_method|webhook_endpoint|next_action|client_secret)\w*/,
        /\bSetupIntent\b/,
        /\brequires_\w+/,
        /\bconfirm=true\b|\bcapture_method\b|\bmandate_data\b/,
      ],
      sentences: {
        api_key_missing:
          'You did not provide an API key. Send your secret key as the user name of HTTP Basic, with an empty password.',
        secret_key_required: 'This API call cannot be made with a publishable API key. Use a secret API key.',
        payment_intent_payment_method_missing:
          'You cannot confirm this payment intent because it is missing a payment method. Send payment_method or payment_method_data.',
        payment_intent_action_required: 'This payment intent waits for the payer to authenticate; see next_action.',
      },
      field: bracketed,
    },
    statuses: {
      invalid_request: 400,
      unexpected_state: 400,
      unauthenticated: 401,
      declined: 402,
      forbidden: 403,
      not_found: 404,
      in_progress: 409,
      idempotency_mismatch: 409,
      // 413 is not among the statuses that its documents list.
      too_large: 400,
      rate_limited: 429,
      internal: 500,
      unavailable: 503,
    },
    statusOfCode: { not_implemented: 501 },
    body: errorBody,
    declines: 'refused',
    shows: 'paymentIntent',
  },
  words: { intent: statusWords },
  strict: ['amount_received is null, also of a payment that succeeded, as its example shows.'],
  secretFields: [],
  demo: {
    says: ['Authorization: Basic (sk_test_florindemokeyforeveryone as the user, no password)'],
    curl: (base) =>
      `curl ${base}/v1/payment_intents -u sk_test_florindemokeyforeveryone: -H 'Accept: application/json' -H 'Content-Type: application/json' -d '${example}'`,
    credentials: [],
  },
}
