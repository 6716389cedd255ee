/** Harsya, today called Pivot: an Indonesian aggregator. Source: its published page of the full API mode, and its API reference. */
import { type Conventions, dottedPath, type PhaseWords, type Problem } from '../../contracts/dialect.ts'
import { lookup } from '../../kernel/lookup.ts'
import { defineRefusal } from '../../kernel/refusal.ts'
import { chargeIds, harsyaCustomerIds, harsyaRefundIds, sessionIds, tokenIds } from './ids.ts'

const session: PhaseWords = {
  needs_method: 'REQUIRE_PAYMENT_METHOD',
  needs_confirmation: 'REQUIRE_CONFIRMATION',
  needs_action: 'REQUIRE_ACTION',
  processing: 'PROCESSING',
  authorised: 'PROCESSING',
  // There is no failed session: the first charge that is refused ends it.
  attempt_failed: 'CANCELLED',
  paid: 'PAID',
  partly_refunded: 'PAID',
  refunded: 'PAID',
  canceled: 'CANCELLED',
  expired: 'EXPIRED',
  reusable: 'ACTIVE',
  reusable_ended: 'INACTIVE',
}
const charge: PhaseWords = {
  needs_method: 'WAITING_FOR_USER_ACTION',
  needs_confirmation: 'WAITING_FOR_USER_ACTION',
  needs_action: 'WAITING_FOR_USER_ACTION',
  processing: 'PROCESSING',
  authorised: 'WAITING_FOR_CAPTURE',
  attempt_failed: 'FAILED',
  paid: 'SUCCESS',
  partly_refunded: 'SUCCESS',
  refunded: 'SUCCESS',
  canceled: 'FAILED',
  expired: 'EXPIRED',
  reusable: 'SUCCESS',
  reusable_ended: 'SUCCESS',
}

export const refuseHarsya = {
  notOffered: defineRefusal<{ what: string }>(
    'unavailable',
    'foreign_call_not_offered',
    'The other API has this call, and this gateway does not offer what it does yet. Nothing was done.',
    ({ what }) => `${what} cannot be done here yet. Nothing was done.`,
  ),
  token: defineRefusal(
    'unauthenticated',
    'access_token_invalid',
    'An access token is good for fifteen minutes. Ask for a new one with your merchant id and secret.',
    () => 'Request new access token',
  ),
  merchant: defineRefusal(
    'unauthenticated',
    'merchant_credentials_invalid',
    'The merchant id is the id of the environment or its account, or the one that was made for it; the secret is a secret key of the same environment.',
    () => 'The merchant id and the merchant secret do not belong together, or are not known',
  ),
  subMerchant: defineRefusal(
    'forbidden',
    'sub_merchant_unknown',
    'Accounts have no sub-merchants here. Use the credentials of the account that is meant.',
    () => 'This merchant has no sub-merchants; leave x-submerchant-id out',
  ),
  payload: defineRefusal<{ why: string; param: string }>(
    'invalid_request',
    'encrypted_payload_unreadable',
    "Encrypt the card with the session's own encryptionKey: a random AES-256-GCM key for the JSON text, and RSA-OAEP with SHA-256 for that key.",
    ({ why }) => `The encrypted card could not be read: ${why}`,
    ({ param }) => ({ param }),
  ),
}

const codes: Readonly<Record<string, string>> = lookup({
  route_unknown: 'not_found',
  method_not_allowed: 'method_not_allowed',
  reference_taken: 'duplicate_error',
  foreign_call_not_offered: 'not_implemented',
  secret_key_required: 'credentials_invalid',
})

const codeOfStatus: Readonly<Record<number, string>> = {
  401: 'credentials_invalid',
  403: 'forbidden_access',
  404: 'resource_missing',
  409: 'idempotency_error',
  429: 'frequency_above_limit',
  500: 'internal_error',
  503: 'service_unavailable',
}

const messages: Readonly<Record<string, string>> = lookup({
  api_validation_error: 'The request was invalid, or an error occurred in downstream provider',
  credentials_invalid: 'Access token is invalid',
  forbidden_access: 'The credentials do not have the permission for this operation',
  not_found: 'The requested URL does not exist',
  method_not_allowed: 'The method is not supported for this resource',
  duplicate_error: 'There is an existing record with the provided details',
  idempotency_error: 'The same X-REQUEST-ID was used with a different payload',
  frequency_above_limit: 'The frequency limit is reached',
  internal_error: 'An internal error was encountered. Please try again later',
  service_unavailable: 'The service is not available just now. Please try again later',
  not_implemented: 'This operation is not offered here',
})
/** Theirs to mend, or a matter of the gateway's records and its own faults. */
const gatewayErrors: ReadonlySet<string> = new Set(['not_found', 'resource_missing', 'duplicate_error'])

function errorBody({ refusal, fields, requestId }: Problem, status: number): unknown {
  const code = codes[refusal.code] ?? codeOfStatus[status] ?? 'api_validation_error'
  const details =
    fields.length === 0
      ? [{ field: '', message: refusal.message }]
      : fields.map(({ path, message }) => ({ field: path.join('.'), message }))
  return {
    code,
    message: refusal.kind === 'in_progress' ? refusal.message : (messages[code] ?? refusal.message),
    error: {
      type: status >= 500 || gatewayErrors.has(code) ? 'GATEWAY_ERROR' : 'API_ERROR',
      details,
      traceId: requestId,
    },
  }
}

/** The request of the published page. */
const demoBody =
  '{"clientReferenceId":"1743240981","amount":{"value":20000,"currency":"IDR"},"paymentMethod":{"type":"VIRTUAL_ACCOUNT"},' +
  '"paymentMethodOptions":{"virtualAccount":{"channel":"PERMATA","virtualAccountName":"Reforza Harsya"}},"mode":"API","autoConfirm":true,' +
  '"statementDescriptor":"Harsya","metadata":{"invoiceNo":"INV001"}}'

export const conventions: Omit<Conventions, 'callback'> = {
  name: 'harsya',
  title: 'Harsya (Pivot)',
  notes: [
    'Base URLs of the vendor are https://api.pivot-payment.com and https://api-stg.pivot-payment.com; here it is this gateway.',
    'X-MERCHANT-ID is the id of the environment or of its account, X-MERCHANT-SECRET a secret key of the environment.',
    'A token stays good for its fifteen minutes, also where the key that it was made with is revoked meanwhile.',
    'What is sent in the wrong state is answered with 422 and api_validation_error: its code is not published.',
    'Calls that are not offered are answered with 501 and not_implemented.',
    'The acquirer of a QR code is BNC where the account at the processor is named so, else BRI: the documents have no third word.',
    'Of its three wallets the one for payments holds what payments bring (`usecase=PAYMENT`); nothing is paid out here, so the other two are empty.',
    'An expired session is told by no callback, since none is published: ask for the session.',
    'An encrypted card is opened, sealed in the vault and shown as an empty text: nobody needs the encrypted one again.',
    'Times have the milliseconds of our clock, printed as Go prints them.',
    'A number of a virtual account that is taken ends its session as CANCELLED: the bank says so when it is asked.',
    'Lists count no further than 10,000 objects.',
  ],
  notifications: {
    says: [
      "Callback URLs are registered in the vendor's dashboard, with a callback API key; here an endpoint is made natively, with `format=harsya` and that key as its `secret`. Each callback shows it in `X-API-Key`.",
      'It is told of every payment and refund of the environment, whichever API made it: each state once, with the whole session or refund as it was then. Of an expired session nothing is told, since no event is published: ask for it.',
      'A failed delivery is tried again after 5 and 15 minutes, 1, 3, 6 and 12 hours; an answer that is neither 5xx nor 408 nor 429 is final.',
    ],
    commands: ({ native, hook }) => [
      `curl ${native}/v1/webhook_endpoints -u sk_test_florindemokeyforeveryone: -d url=${hook} -d 'enabled_events[]=*' -d format=harsya -d secret=callback-key`,
    ],
  },
  idempotency: {
    header: 'x-request-id',
    // Letters and digits in the documents; a uuid with its hyphens in merchants' code.
    pattern: /^[A-Za-z0-9-]{16,36}$/,
    why: 'X-REQUEST-ID must have 16 to 36 letters, digits and hyphens.',
    replayHeaders: {},
  },
  errors: {
    words: {
      payment: 'payment session',
      statuses: session,
      units: 'major',
      ids: { pi: sessionIds, ch: chargeIds, pm: tokenIds, cus: harsyaCustomerIds, re: harsyaRefundIds },
      methods: { virtual_account: 'VIRTUAL_ACCOUNT', qris: 'QR', dana: 'DANA', ovo: 'OVO', shopeepay: 'SHOPEEPAY' },
      own: [],
      sentences: {
        api_key_missing: 'The merchant secret is missing',
        secret_key_required: 'The merchant secret is not valid',
        permission_missing: 'The merchant secret does not have the permission for this operation',
        refund_account_not_wanted: 'A refund of this payment goes back the way it came; leave transferDestination out.',
      },
      field: dottedPath,
    },
    statuses: {
      invalid_request: 400,
      unexpected_state: 422,
      unauthenticated: 401,
      declined: 400,
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
      reference_taken: 409,
      foreign_call_not_offered: 501,
      secret_key_required: 401,
      request_timeout: 408,
      method_not_allowed: 405,
    },
    body: errorBody,
    declines: 'answered',
  },
  words: { session, charge },
  strict: [
    'The name of a virtual account begins with " - ", as for a merchant without a short name.',
    'The descriptor of a charge that waits for its payer is an empty text.',
  ],
  secretFields: ['encryptedCard', 'accountNumber', 'X-MERCHANT-SECRET'],
  demo: {
    says: ['X-MERCHANT-ID: demo', 'X-MERCHANT-SECRET: sk_test_florindemokeyforeveryone'],
    curl: (base) =>
      `curl ${base}/v2/payments -H "Authorization: Bearer $(curl -s ${base}/v1/access-token -H 'X-MERCHANT-ID: demo' ` +
      `-H 'X-MERCHANT-SECRET: sk_test_florindemokeyforeveryone' -H 'Content-Type: application/json' -d '{"grantType":"client_credentials"}' ` +
      `| sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')" -H 'Content-Type: application/json' -d '${demoBody}'`,
    credentials: [{ kind: 'merchant', text: 'demo', data: {} }],
  },
}
