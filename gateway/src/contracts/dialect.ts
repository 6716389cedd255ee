/**
 * A dialect: a foreign API over the one engine. A merchant changes base URL and key, and keeps the code. A dialect is a folder
 * under `dialects/` and a line in `dialects/index.ts`; it runs the commands that everybody runs, shows their rows in its own
 * words, and knows no other dialect.
 *
 *   dialects/ojire/
 *     conventions.ts  this file's `Conventions`: name, hosts, keys, idempotency, errors, words of states: data and pure functions
 *     answers.ts      what it shows: `defineAnswer` (engine/dialect.ts), one for each object, with a mapping for each field
 *     routes.ts       its calls: `defineForeignRoute`, each with a mapping for each field of its request
 *     callback.ts     its notifications to the merchant
 *     index.ts        `export const ojire: Dialect = { ...conventions, answers, routes, authenticate, callback }`
 *
 * 1. **Every foreign field has a mapping**: it is mapped to a field of ours, only echoed, ignored with a reason, or refused with a reason. The tables
 *    are used (a refusal of ours about `currency` names the field that is mapped to it), published (`/docs/dialects`), and
 *    held against the vendor's documents by a test.
 * 2. **Every state has a word.** `PaymentPhase` is the closed set of phases that a payment can be in; `words` is total over it.
 * 3. **Every refusal has an envelope**: `errors` is total over the closed kinds; codes are open.
 * 4. **An answer is data until it is rendered.** A handler names its answer; the engine renders it within the transaction, stores the
 *    bytes with the idempotency key, and, where the gateway died meanwhile, the command that records the outcome renders it then.
 *    So `render` is pure over rows, and whatever else it needs is given to it as data (`given`).
 * 5. **Units are converted here and nowhere else**, with kernel/units.ts, from the number's own text (`exact`).
 * 6. **Ids are worked out**, with kernel/foreign-id.ts, so that a payment made through any API has an id in this one. What was
 *    sent and has no place of ours, and is shown again, is kept with the object: `foreign.data`.
 * 7. **By default answers are true.** A quirk of the vendor's documents that looks like a fault is reproduced where `context.strict`.
 */
import type { Json } from '../kernel/json.ts'
import type { Noun } from '../kernel/noun.ts'
import type { Refusal, RefusalKind } from '../kernel/refusal.ts'
import type { CallbackTransport } from './callback.ts'
import type { Vocabulary } from './foreign-words.ts'
import type { Method, MethodDetails } from './method.ts'

/** What becomes of a field of a foreign API. */
export type FieldMapping =
  /** `to`: the request's field of ours in bracket notation, or the field of ours that is shown. */
  | { readonly kind: 'mapped'; readonly to: string }
  /** Kept with the object as it was sent, and shown again; nothing else comes of it. `kept`: where. */
  | { readonly kind: 'echoed'; readonly kept: string }
  /** Taken and without effect; or shown and always the same. */
  | { readonly kind: 'ignored'; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string }

export const mapped = (to: string): FieldMapping => ({ kind: 'mapped', to })
export const echoed = (kept: string): FieldMapping => ({ kind: 'echoed', kept })
export const ignored = (why: string): FieldMapping => ({ kind: 'ignored', why })
export const refused = (why: string): FieldMapping => ({ kind: 'refused', why })

/** Mappings by path: `customer.email`, `line_items[].name`; `metadata.*` for whatever keys it has. */
export type FieldTable = Readonly<Record<string, FieldMapping>>

/**
 * The phases of a payment, as its merchant sees it. `paymentPhaseOf` (resources/payment-intent) says which it is.
 *
 *   needs_method …  authorised   under way
 *   attempt_failed               a try failed, another may follow
 *   paid · partly_refunded · refunded
 *   canceled · expired           given up, by somebody or by time
 *   reusable · reusable_ended    a code or number that is paid again and again
 */
export const paymentPhases = [
  'needs_method',
  'needs_confirmation',
  'needs_action',
  'processing',
  'authorised',
  'attempt_failed',
  'paid',
  'partly_refunded',
  'refunded',
  'canceled',
  'expired',
  'reusable',
  'reusable_ended',
] as const
export type PaymentPhase = (typeof paymentPhases)[number]

/** The words of one of its objects, total: an API without a word of its own takes the nearest. */
export type PhaseWords = Readonly<Record<PaymentPhase, string>>

/** One field that is wrong, in the API's own names. */
export type FieldProblem = { readonly path: readonly string[]; readonly message: string }

/** A refusal on its way to a merchant of this API. */
export type Problem = {
  readonly refusal: Refusal
  /** By field, in this API's names; empty where it is about none. */
  readonly fields: readonly FieldProblem[]
  readonly requestId: string
  /** The payment, as `errors.shows` renders it. */
  readonly shown?: unknown
}

export type ErrorConvention = {
  /** The HTTP status of each kind. */
  readonly statuses: Readonly<Record<RefusalKind, number>>
  /** Codes that say more than their kind. */
  readonly statusOfCode?: Readonly<Record<string, number>>
  /** Its words for what our sentences are about. */
  readonly words: Vocabulary
  /** The body: a plain JSON value; what it says is in those words already. */
  body(problem: Problem, status: number): unknown
  /** A payment that the issuer declined: answered like a success, with its state, or refused as an error. */
  readonly declines: 'answered' | 'refused'
  /** The answer (by name) that an error shows of the payment it is about. */
  readonly shows?: string
}

export type IdempotencyConvention = {
  /** Lower case. */
  readonly header: string
  readonly pattern: RegExp
  /** Why a key that does not match is refused. */
  readonly why: string
  /** Headers of an answer that was given before. */
  readonly replayHeaders: Readonly<Record<string, string>>
}

/**
 * A credential that is no API key of ours (a merchant's id, a user's token), as it is seeded for trying things out. It stands for
 * the demo's secret key.
 */
export type DemoCredential = { readonly kind: string; readonly text: string; readonly data: CredentialData }
export type CredentialData = Readonly<Record<string, string | number | boolean>>

export type Demo = {
  /** What to send, a line each: `X-Secret-Key: sk_test_florindemokeyforeveryone`. */
  readonly says: readonly string[]
  /** One command that shows it work. `base` is where this API begins: `http://127.0.0.1:4242/ojire`. */
  curl(base: string): string
  readonly credentials: readonly DemoCredential[]
}

export type NotificationGuide = {
  readonly says: readonly string[]
  /** The commands that set it up, each tried by a test. `native` is where the native API begins, `base` where this one does. */
  commands(where: { readonly native: string; readonly base: string; readonly hook: string }): readonly string[]
}

/** What a dialect is beside its answers and routes (engine/dialect.ts). */
export type Conventions = {
  /** Its name, its path prefix and the first label of its host in a sandbox: `ojire`, `/ojire/…`, `ojire.localhost`. */
  readonly name: string
  /** As its vendor writes it. */
  readonly title: string
  /** The vendor's name for what it documents, and where what is unknown was decided by us. */
  readonly notes: readonly string[]
  readonly idempotency: IdempotencyConvention | null
  readonly errors: ErrorConvention
  /** By object: `{ intent: { … }, attempt: { … } }`. */
  readonly words: Readonly<Record<string, PhaseWords>>
  /** What `context.strict` changes. */
  readonly strict: readonly string[]
  /** Header that names the request, besides ours. */
  readonly requestIdHeader?: string
  /** Headers in which its browsers send their key, where that is not `Authorization`. */
  readonly browserHeaders?: readonly string[]
  /** Fields of its requests that hold secrets, besides those that always do: hashed where requests are compared. */
  readonly secretFields: readonly string[]
  readonly demo: Demo
  /** How a merchant sets up notifications, or why that cannot be: shown in the reference. */
  readonly notifications: NotificationGuide
  /** Its callbacks; null where it has none. */
  readonly callback: ForeignCallback | null
  /**
   * Where the hosted page (`checkoutUrl`) sends the payer of a payment that was made here: a URL of the shop's, or of this
   * API below `base`. Null, or absent: the page says itself how it ended.
   */
  payerReturnUrl?(payment: VisitedPayment, end: VisitEnd, base: string): string | null
  /** What that page is like; absent: it offers whatever the payment offers. */
  hostedPage?(payment: VisitedPayment): Hosting
}

/** What the hosted page is like for a payment that was made here. */
export type Hosting = {
  /** The methods that this API has; the page offers none that its callbacks have no word for. */
  offers(method: Method): boolean
  /** Whether a payer may pay with these details of a method, where the merchant restricted it: to a country, to a phone. */
  allows?(details: MethodDetails): boolean
  /** What stands in the fields of a method's own object before its payer types anything. */
  prefilled?(method: Method): Readonly<Record<string, string>>
  /** Instead of the statement descriptor. */
  readonly brand?: string | null
  /** Of the buttons: `#2f5bea`. */
  readonly color?: string | null
}

/** A payment whose payer leaves the hosted page, and how; `pending`: not yet decided, or the payer went away. */
export type VisitedPayment = { readonly id: string; readonly foreign: ForeignOrigin | null }
export const visitEnds = ['succeeded', 'failed', 'pending', 'expired'] as const
export type VisitEnd = (typeof visitEnds)[number]

/** A fact that a callback may be sent for, with its object after it and before it; null where the fact made it. */
export type CallbackFact = {
  readonly type: string
  readonly noun: string
  readonly row: unknown
  readonly before: unknown
}

/**
 * A dialect's callbacks. The engine reads the event, finds the answer that `answerFor` names, renders it with its rows as they were
 * then, and hands the result to `envelope`. What has no callback (`answerFor` gives null) counts as delivered.
 */
export type ForeignCallback = Omit<CallbackTransport, 'name'> & {
  /** Our event types that callbacks may be sent for; endpoints of this format get no others. */
  readonly types: readonly string[]
  /** The answer that shows it, and what the envelope needs to know (the foreign event's name); null: no callback. */
  answerFor(fact: CallbackFact): { readonly answer: string; readonly event: string } | null
  envelope(told: CallbackEvent): unknown
}

export type CallbackEvent = {
  /** `evt_…`, ours. */
  readonly id: string
  readonly event: string
  readonly created: number
  readonly livemode: boolean
  /** The rendered answer. */
  readonly shown: unknown
}

/** Kept with an object that was made through a foreign API: whose, and what that API shows again as it was sent. */
export type ForeignOrigin = { readonly dialect: string; readonly data: Readonly<Record<string, Json>> }

/** Which answer of which API is shown: data, because a due call keeps it for the command that records the outcome. */
export type AnswerRef = {
  readonly dialect: string
  /** The call, by operation id: a refusal uses its field names. */
  readonly call: string
  readonly answer: string
  readonly status: number
  /** What the request said that the answer needs and no row has. */
  readonly given: Json
}

/** Rows that a view wants besides its own: one by id, or all that name an object. */
export type RowQuery<Found> = {
  readonly noun: string
  readonly id?: string | null
  readonly where?: Readonly<Record<string, string>>
  /** Only carries the type; never set. */
  readonly found?: Found
}
/** One row, or null where there is none. */
export const one = <Row>(noun: Noun<Row>, id: string | null): RowQuery<Row | null> => ({ noun: noun.name, id })
/** Nothing: where a row is needed in some cases only. */
export const none: RowQuery<null> = { noun: '', id: null }
/** All rows whose indexed column has a value, oldest first. Costs a round trip within a transaction: use it seldom. */
export const all = <Row>(noun: Noun<Row>, where: Readonly<Record<string, string>>): RowQuery<readonly Row[]> => ({
  noun: noun.name,
  where,
})

export type RowQueries = Readonly<Record<string, RowQuery<unknown>>>
export type FoundRows<W extends RowQueries> = {
  readonly [K in keyof W]: W[K] extends RowQuery<infer Found> ? Found : never
}

/** `customer[email]` → `customer`, `email`. */
export const pathOfParam = (param: string): string[] =>
  param
    .replaceAll(']', '')
    .split('[')
    .filter((part) => part !== '')

/** `customer`, `email` → `customer.email`; a number is a place in a list. */
export const dottedPath = (path: readonly string[]): string => path.join('.')
