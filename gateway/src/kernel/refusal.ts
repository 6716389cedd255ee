/**
 * Refusals: named, expected answers of "no". They are values; nothing throws them.
 *
 * The kinds are closed: every dialect maps each of them once. The codes are open: a new decline or a new rule
 * brings its own code and still carries one of these kinds, so no dialect changes.
 */

export const refusalKinds = [
  'invalid_request', // the request itself is wrong: 400
  'unexpected_state', // right request, wrong moment: 400
  'unauthenticated', // no key, or none that is known: 401
  'declined', // the issuer, the network or a risk rule said no: 402
  'forbidden', // a known key that may not do this: 403
  'not_found', // nothing by that id in this environment: 404
  'in_progress', // the same key or object is being worked on: 409
  'idempotency_mismatch', // a key used again with other parameters: 400
  'too_large', // the request is larger than we read: 413
  'rate_limited', // 429
  'internal', // our bug: 500
  'unavailable', // we cannot answer now, and nothing was done: 503
] as const
export type RefusalKind = (typeof refusalKinds)[number]

export type Refusal = {
  readonly refused: true
  readonly kind: RefusalKind
  /** Stable, machine-readable; has an entry in the generated reference. */
  readonly code: string
  readonly message: string
  /** What a payer is told instead, where the message is for the merchant's operator. */
  readonly payerMessage?: string
  /** The field at fault, in the bracket notation of the request: `payment_method_data[card][number]`. */
  readonly param?: string
  /** All fields at fault, where an API tells of several at once; `param` is the first of them. */
  readonly fields?: readonly { readonly param: string; readonly message: string }[]
  readonly decline_code?: string
  /** The network's or the issuer's own word for a decline. */
  readonly network_decline_code?: string
  /** What the merchant may do about a decline. */
  readonly advice_code?: 'confirm_card_data' | 'do_not_try_again' | 'try_again_later'
  /** Ids of objects that the error shows in full (`error.payment_intent`, `error.charge`). */
  readonly shows?: { readonly payment_intent?: string; readonly charge?: string; readonly setup_intent?: string }
  /** Seconds after which a retry makes sense; becomes `Retry-After`. */
  readonly retryAfterSeconds?: number
}

type Details = Omit<Refusal, 'refused' | 'kind' | 'code' | 'message'>

/** One entry of the reference's page of errors. */
export type RefusalEntry = { readonly kind: RefusalKind; readonly code: string; readonly explanation: string }

const catalogue = new Map<string, RefusalEntry>()

/**
 * Declares a refusal: its kind, its code, what it means and how to mend it (both shown in the reference), and how
 * its message is made. Declared at module level only, so that the reference lists every code there is.
 */
export function defineRefusal<Facts = void>(
  kind: RefusalKind,
  code: string,
  explanation: string,
  message: (facts: Facts) => string,
  details?: (facts: Facts) => Details,
): (facts: Facts) => Refusal {
  const known = catalogue.get(code)
  if (known === undefined) catalogue.set(code, { kind, code, explanation })
  return (facts) => ({ refused: true, kind, code, message: message(facts), ...details?.(facts) })
}

/** Every declared refusal, by code, for the generated reference. */
export const refusalCatalogue = (): RefusalEntry[] =>
  [...catalogue.values()].sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'refused' in value && value.refused === true

/** A refusal as whoever asked is told of it: a payer's browser hears nothing of what only an operator can mend. */
export const refusalFor = (audience: 'secret' | 'publishable', refusal: Refusal): Refusal =>
  audience === 'publishable' && refusal.payerMessage !== undefined
    ? { ...refusal, message: refusal.payerMessage }
    : refusal

/** True where nothing was done and the same request may succeed in a moment. */
export const isPassing = (refusal: Pick<Refusal, 'kind' | 'code'> | undefined): boolean =>
  refusal?.kind === 'unavailable' || refusal?.code === 'lock_timeout'

/**
 * How the id in an address is called where it is wrong: as clients of the native API know it. The oldest nouns have none but
 * `id`; later ones are named.
 */
const idParams: ReadonlyMap<string, string> = new Map([
  ['payment_intent', 'intent'],
  ['setup_intent', 'intent'],
  ['payment_method', 'payment_method'],
  ['mandate', 'mandate'],
  ['webhook_endpoint', 'webhook_endpoint'],
])
export const idParam = (noun: string): string => idParams.get(noun) ?? 'id'

/** Nouns that messages have always written in another way, which clients look for. */
const spoken: ReadonlyMap<string, string> = new Map([
  ['payment_method', 'PaymentMethod'],
  ['setup_intent', 'setupintent'],
])

/** Refusals that belong to no noun. */
export const refuse = {
  parameterUnknown: defineRefusal<{ param: string; allowed?: readonly string[] }>(
    'invalid_request',
    'parameter_unknown',
    'A parameter that this call does not know. Check its spelling against the reference, or leave it out.',
    ({ param, allowed }) =>
      `Received unknown parameter: ${param}.${allowed?.length ? ` Allowed here: ${allowed.join(', ')}.` : ''}`,
    ({ param }) => ({ param }),
  ),
  parameterNotYet: defineRefusal<{ param: string; why: string }>(
    'invalid_request',
    'parameter_not_supported',
    'A parameter of the published API that waits for something that does not exist here yet; the message says for what. Nothing was done.',
    ({ param, why }) => `The parameter ${param} is not supported: ${why}.`,
    ({ param }) => ({ param }),
  ),
  parameterMissing: defineRefusal<{ param: string }>(
    'invalid_request',
    'parameter_missing',
    'A parameter that this call needs was not sent.',
    ({ param }) => `Missing required param: ${param}.`,
    ({ param }) => ({ param }),
  ),
  parameterInvalidInteger: defineRefusal<{ param: string; got: string; least?: number }>(
    'invalid_request',
    'parameter_invalid_integer',
    "A whole number was expected. Amounts are in the currency's smallest unit: 10.00 EUR is `1000`.",
    ({ param, got, least }) =>
      least !== undefined
        ? `Invalid integer for ${param}: ${got}. This value must be greater than or equal to ${least}.`
        : `Invalid integer for ${param}: ${got}. ${
            /amount|balance\b/.test(param)
              ? "Amounts are whole numbers of the currency's smallest unit."
              : 'A whole number is expected.'
          }`,
    ({ param }) => ({ param }),
  ),
  parameterInvalidEmpty: defineRefusal<{ param: string }>(
    'invalid_request',
    'parameter_invalid_empty',
    'An empty string was sent for a parameter that cannot be unset.',
    ({ param }) => `You passed an empty string for '${param}'. Send a value, or leave the parameter out.`,
    ({ param }) => ({ param }),
  ),
  parameterInvalid: defineRefusal<{ param: string; why: string }>(
    'invalid_request',
    'parameter_invalid',
    'The value has the wrong type, length, format or is not one of the allowed ones; the message says which.',
    ({ param, why }) => `Invalid value for ${param}: ${why}`,
    ({ param }) => ({ param }),
  ),
  cardNumberMisplaced: defineRefusal<{ param: string }>(
    'invalid_request',
    'card_number_misplaced',
    'A field that is not for a card number holds what looks like one: its first digits, its length and its check digit are those of a card. Card numbers are stored in the vault only, so nothing was kept. Send the number in the fields for it, or leave it out; write a number of your own that happens to look like one with a letter before it (`INV-…`).',
    ({ param }) => `${param} holds what looks like a card number, and is not for one. Nothing was stored.`,
    ({ param }) => ({ param }),
  ),
  bodyUnreadable: defineRefusal<{ why: string }>(
    'invalid_request',
    'request_body_unreadable',
    'The body is neither a form nor a JSON object that we can read; the message says where it breaks.',
    ({ why }) => `The request body could not be read: ${why}`,
  ),
  bodyTooLarge: defineRefusal<{ limitBytes: number }>(
    'too_large',
    'request_body_too_large',
    'The body is larger than any valid request.',
    ({ limitBytes }) => `The request body is larger than ${limitBytes} bytes.`,
  ),
  bodyStalled: defineRefusal(
    'invalid_request',
    'request_timeout',
    'The body did not arrive in time. Nothing was done; send the request again.',
    () => 'The request body did not arrive in time.',
  ),
  resourceMissing: defineRefusal<{ noun: string; id: string; param?: string }>(
    'not_found',
    'resource_missing',
    'Nothing by this id exists in the environment of the key. An id of another account or of the other mode counts as unknown.',
    ({ noun, id }) => `No such ${spoken.get(noun) ?? noun}: '${id}'`,
    ({ noun, param }) => ({ param: param ?? idParam(noun) }),
  ),
  routeUnknown: defineRefusal<{ method: string; path: string }>(
    'not_found',
    'route_unknown',
    'There is no such call. The reference lists all of them.',
    ({ method, path }) => `Unrecognized request URL (${method}: ${path}). The reference at /docs lists every call.`,
  ),
  methodNotAllowed: defineRefusal<{ method: string; path: string; allowed: readonly string[] }>(
    'not_found',
    'method_not_allowed',
    'The address exists, and takes other methods. The answer lists them in its header Allow.',
    ({ method, path, allowed }) => `${path} does not take ${method}. It takes ${allowed.join(', ')}.`,
  ),
  idempotencyMismatch: defineRefusal<{ key: string; param: string }>(
    'idempotency_mismatch',
    'idempotency_key_reused',
    'An idempotency key belongs to one request. Use a new key for a request with other parameters.',
    ({ key, param }) =>
      `Keys for idempotent requests can only be used with the same parameters they were first used with. ` +
      `'${param}' differs from the first request with the key '${key}'. Use a new key for a new request.`,
    ({ param }) => ({ param }),
  ),
  idempotencyInUse: defineRefusal<{ key: string }>(
    'in_progress',
    'idempotency_key_in_use',
    'The first request with this key is still being worked on. Ask again a little later with the same key.',
    ({ key }) => `The first request with the idempotency key '${key}' is still in progress. Retry with the same key.`,
    () => ({ retryAfterSeconds: 1 }),
  ),
  idempotencyKeyInvalid: defineRefusal<{ why: string }>(
    'invalid_request',
    'idempotency_key_invalid',
    'An idempotency key has 1 to 255 characters.',
    ({ why }) => `Invalid Idempotency-Key: ${why}`,
  ),
  lockTimeout: defineRefusal(
    'rate_limited',
    'lock_timeout',
    'Another request, or an operator, held the object for longer than a request waits. Nothing was done; send the request again with the same key.',
    () =>
      'The object is in use by another request and did not become free in time. Nothing was done; retry with the same key.',
    () => ({ retryAfterSeconds: 1 }),
  ),
  queueFull: defineRefusal(
    'unavailable',
    'queue_full',
    'More work is waiting than this server takes on. Nothing was done; retry with the same idempotency key.',
    () => 'The server has more work than it takes on. Nothing was done; retry in a moment with the same key.',
    () => ({ retryAfterSeconds: 1 }),
  ),
  databaseUnavailable: defineRefusal(
    'unavailable',
    'database_unavailable',
    'The database did not answer. Retry with the same idempotency key: what was committed is answered, what was not is done.',
    () => 'The database is not available just now. Retry with the same idempotency key.',
    () => ({ retryAfterSeconds: 1 }),
  ),
  shuttingDown: defineRefusal(
    'unavailable',
    'shutting_down',
    'This server is being stopped. Retry; another one answers, or this one after its restart.',
    () => 'The server is shutting down. Retry in a moment with the same idempotency key.',
    () => ({ retryAfterSeconds: 1 }),
  ),
  /** `mayBeHalf`: the fault did not undo a transaction, so what the call had committed before it stays. */
  internal: defineRefusal<{ reference: string; mayBeHalf?: boolean }>(
    'internal',
    'internal_error',
    'A fault of ours. The message says whether something may have been done before it, and names a reference that the operator finds in the log.',
    ({ reference, mayBeHalf }) =>
      mayBeHalf === true
        ? `An unexpected fault on our side. What was done before it stays: retrieve the object to see how it stands. Reference: ${reference}`
        : `An unexpected fault on our side; nothing was done. Reference: ${reference}`,
  ),
}
