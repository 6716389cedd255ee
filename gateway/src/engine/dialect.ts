/** A dialect as the engine and the composition root see it: conventions (contracts/dialect.ts), answers over rows, and calls. */
import type { Static, TObject } from 'typebox'
import type {
  AnswerRef,
  CallbackFact,
  Conventions,
  CredentialData,
  FieldTable,
  FoundRows,
  RowQueries,
  RowQuery,
  VisitEnd,
} from '../contracts/dialect.ts'
import type { MethodCatalogue } from '../contracts/method.ts'
import type { ForeignIds } from '../kernel/foreign-id.ts'
import type { Html } from '../kernel/html.ts'
import type { Json } from '../kernel/json.ts'
import type { Noun } from '../kernel/noun.ts'
import { defineRefusal, type Refusal } from '../kernel/refusal.ts'
import type { Secret } from '../kernel/secret.ts'
import type { Millis } from '../kernel/time.ts'
import type { KeyUse } from '../vault/hash-uses.ts'
import type { OpenedKey } from './access.ts'
import type { BrowserFields } from './browser.ts'
import type { EnvironmentSettings } from './command.ts'
import type { EventRow } from './event-row.ts'
import type { Engine, Page, Reply, RequestContext, Where } from './route.ts'
import type { Searching } from './search.ts'
import type { ViewContext } from './view.ts'

/** What an answer may know beside its rows. */
export type ForeignContext = ViewContext & {
  /** Quirks of the documents are wanted (contracts/dialect.ts, 7). */
  readonly strict: boolean
  /** Where this API begins: `http://127.0.0.1:4242/ojire`. */
  readonly base: string
  /** What the handler gave along. */
  readonly given: Json
}

export type ForeignAnswer<Row, W extends RowQueries> = {
  /** The noun whose row it shows: the subject of the command, or what is read. */
  readonly noun: string
  /** Every field that it shows, and where it comes from. */
  readonly fields: FieldTable
  /** Further rows that it needs; from the same commit, or fetched. */
  related?(row: Row): W
  /** The whole body, envelope included; keys in the order in which they are to be printed. Pure. */
  render(row: Row, found: FoundRows<W>, context: ForeignContext): unknown
}
export type AnyForeignAnswer = ForeignAnswer<never, RowQueries>

/** Declares an answer; where its rows are typed. */
export const defineAnswer = <Row, W extends RowQueries = Record<never, never>>(
  answer: ForeignAnswer<Row, W>,
): AnyForeignAnswer => answer as unknown as AnyForeignAnswer

/** Who calls: a key's environment, and whatever other credential came with it. */
export type Caller = OpenedKey & { readonly credential?: Credential }
/** `key` is the key of ours that it stands for, by id; what it may do, and how often, is the key's. */
export type Credential = { readonly env: string; readonly key: string; readonly data: CredentialData }

/** What `authenticate` may look up. Keys and credentials are stored hashed; the gate asks what each call demands of its key. */
export type DialectAuth = {
  /** An API key of ours; null where none was sent. */
  key(text: string | null): OpenedKey | Refusal | Promise<OpenedKey | Refusal>
  /** The key that a credential or a token stands for, by its id. Revoked, it takes them with it. */
  keyById(id: string): OpenedKey | Refusal | Promise<OpenedKey | Refusal>
  /** A credential of this dialect's own kind: a merchant's id, a user's token. */
  credential(kind: string, text: string): Promise<Credential | null>
  /** For what this dialect signs or names by a keyed hash: 43 characters for this one use, which only gateways of this vault have. */
  signingKey(use: KeyUse): Promise<string | Refusal>
  /** The one key that earlier releases had for all of that: to find what they named by it, and for nothing else. */
  formerKey(): Promise<string | Refusal>
  /** Real time, for what expires at somebody else's. */
  readonly wallMs: () => Millis
  /** For payers' links, which name their environment. Whoever asks has checked the secret of the link. */
  environment(env: string): Promise<EnvironmentSettings | Refusal | null>
  /** The environment's RSA keys for payloads that are encrypted to it (2048 bits); made when first asked for, kept in the vault. */
  payloadKeys(env: string): Promise<PayloadKeys | Refusal>
  readonly simulate: SimulatePayer
}

export type ForeignHeaders = Readonly<Record<string, string | undefined>>

/** In a sandbox: what the payer does about a payment's newest attempt. `amount` in the smallest unit; all that is asked by default. */
export type SimulatePayer = (
  request: RequestContext,
  intent: string,
  outcome: 'succeed' | 'decline' | 'insufficient_funds' | 'abandon' | 'expire' | 'pay_late',
  amount: number | null,
) => Promise<Refusal | null>

/** A pair of keys for what payers encrypt: the public one as base64 of its DER form, the private one as PEM (PKCS 8). */
export type PayloadKeys = { readonly publicKey: string; readonly privateKey: Secret<string> }

/** What a handler may do: all that a native one may, and look up by foreign id. */
export type ForeignEngine = Engine & {
  /** The row that a foreign id names; null where there is none. Two that are alike are refused, but for one made here. */
  find<Row>(noun: Noun<Row>, ids: ForeignIds, foreign: string, request: RequestContext): Promise<Row | null | Refusal>
  /** Rows of a noun, unrendered, newest first. */
  rows<Row>(noun: Noun<Row>, where: Where, page: Page, request: RequestContext): Promise<{ rows: Row[]; more: boolean }>
  /** Rows that a query of the search language holds for, newest first; `page` is the last id of the page before, ours. */
  searched<Row>(
    noun: Noun<Row>,
    search: Searching,
    request: RequestContext,
  ): Promise<{ rows: Row[]; more: boolean } | Refusal>
  /** The newest row whose indexed columns have these values; cheaper than a page. */
  newest<Row>(noun: Noun<Row>, where: Readonly<Record<string, string>>, request: RequestContext): Promise<Row | null>
  /** Rows newest first, by place, and how many there are: for APIs that count pages. Nothing is counted beyond `most`. */
  placed<Row>(
    noun: Noun<Row>,
    where: Readonly<Record<string, string | readonly string[]>>,
    place: {
      readonly limit: number
      readonly offset: number
      readonly most: number
      /** Unix seconds. */
      readonly created?: Page['created']
    },
    request: RequestContext,
  ): Promise<{ rows: Row[]; total: number }>
  /** An answer's body for a row that was read. */
  render(answer: string, row: unknown, request: RequestContext, given?: Json): Promise<unknown>
  /** The same, ready to send. */
  answer(answer: string, row: unknown, request: RequestContext, given?: Json): Promise<Reply>
  /** Any body, as text. */
  send(body: unknown, status?: number): Reply
  /** An event with its object as it was then, from the event's row; null where the API shows none. */
  factOf(event: EventRow, request: RequestContext): Promise<CallbackFact | null>
  /** The id of what was made with a merchant's own reference (`Command.references`). */
  referred(space: string, value: string, request: RequestContext): Promise<string | null>
  /** Every payment method that is configured. */
  readonly methods: MethodCatalogue
  /** Probes the status of an attempt at the processor, and records it; false where it has to be probed again later. */
  probe(intent: string, attempt: string, request: RequestContext): Promise<boolean>
  /** The newest rates from one currency to every other that has one, direct or through a third. */
  rates(base: string): Promise<readonly NewestRate[]>
  /** Currencies that have a rate. */
  ratedCurrencies(): Promise<readonly string[]>
}

/** Units of `currency` for one of the base, as a decimal text, and the older day of those that it is worked out of. */
export type NewestRate = { readonly currency: string; readonly rate: string; readonly day: string }

/** Where a browser is sent instead of an answer. */
export type Redirect = { readonly redirect: string }
/** A page for a payer instead of an answer: HTML of our own, nothing variable in it; its script is the only one that runs. */
/** A page for a payer: how the visit ended, in the words of all pages; or one of the API's own, in English. */
export type PayerPage = { readonly page: { readonly end: VisitEnd } | ForeignPage }
export type ForeignPage = { readonly title: string; readonly body: Html; readonly script?: string }

export type ForeignRouteContext<Params extends TObject, Query extends TObject, Body extends TObject> = {
  readonly params: Static<Params>
  readonly query: Static<Query>
  readonly body: Static<Body>
  /** The body as it came, with what the schema does not know. */
  readonly raw: Readonly<Record<string, Json>>
  /** A number's own text: `exact('amount', 'value')`. Empty where there is none. */
  exact(...path: readonly string[]): string
  readonly headers: ForeignHeaders
  readonly caller: Caller
  readonly request: RequestContext
  /** The same request, answered as `name` says: give it to `engine.run`. */
  as(name: string, more?: { readonly status?: number; readonly given?: Json }): RequestContext
  readonly engine: ForeignEngine
  readonly auth: DialectAuth
  /** Where this API begins, as the caller reached it. */
  readonly base: string
}

/**
 * Further complaints about a body, of which nothing has been checked yet: whatever a field of it is, it may be something else.
 * They are named in the API's own words, in bracket notation.
 */
export type BodyChecks = (body: {
  readonly raw: Readonly<Record<string, Json>>
  exact(...path: readonly string[]): string
}) => readonly Refusal[]

export type ForeignRoute<Params extends TObject, Query extends TObject, Body extends TObject> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below the dialect's prefix: `/v1/payment-intents/:id`. */
  readonly path: string
  readonly operationId: string
  readonly summary: string
  /**
   * Who may call: a word of the dialect's own, for its `authenticate`. `public` calls take a publishable key too; `open`
   * ones anybody's: there is no environment then.
   */
  readonly access: string
  /** Of a `public` call with a body: what may come with a publishable key, in this API's names. */
  readonly browser?: BrowserFields
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  /** What its schema cannot say of its body, so that it is reported together with what is wrong in other fields. */
  readonly checks?: BodyChecks
  /** What a restricted key needs permission for: `payment_intents`. `needs` absent: `read` for GET, else `write`. */
  readonly resource: string
  readonly needs?: 'read' | 'write'
  /** a mapping for each field of the request: its body, its query (`?status`), its headers (`header x-request-id`). */
  readonly fields: FieldTable
  /** The answers that a success may show. */
  readonly answers: readonly string[]
  /** Set where the call is known and cannot run: why. It answers 501, and counts as nothing in the score. */
  readonly notYet?: string
  /** A browser comes here, so that errors are shown as a page. */
  readonly page?: true
  /** `vendor`: in its documents. `ours`: filled in by us where they say nothing. */
  readonly source: 'vendor' | 'ours'
  handle(context: ForeignRouteContext<Params, Query, Body>): Promise<Reply | Refusal | Redirect | PayerPage>
}
export type AnyForeignRoute = ForeignRoute<TObject, TObject, TObject>

/** Declares a call; its schemas give the handler's types. */
export const defineForeignRoute = <
  Params extends TObject = TObject,
  Query extends TObject = TObject,
  Body extends TObject = TObject,
>(
  route: ForeignRoute<Params, Query, Body>,
): AnyForeignRoute => route as unknown as AnyForeignRoute

export type Dialect = Conventions & {
  readonly answers: Readonly<Record<string, AnyForeignAnswer>>
  readonly routes: readonly AnyForeignRoute[]
  /** Who calls, from the headers. Not asked for calls that are open to anybody. */
  authenticate(headers: ForeignHeaders, auth: DialectAuth, access: string): Caller | Refusal | Promise<Caller | Refusal>
}

export type Dialects = ReadonlyMap<string, Dialect>

export const dialectsOf = (dialects: readonly Dialect[]): Dialects => new Map(dialects.map((one) => [one.name, one]))

/** The show of a call. */
export const answerRef = (
  dialect: string,
  route: Pick<AnyForeignRoute, 'operationId' | 'answers'>,
  more: { readonly answer?: string; readonly status?: number; readonly given?: Json } = {},
): AnswerRef => ({
  dialect,
  call: route.operationId,
  answer: more.answer ?? route.answers[0] ?? '',
  status: more.status ?? 200,
  given: more.given ?? null,
})

export const refuseForeign = {
  ambiguous: defineRefusal<{ id: string }>(
    'unexpected_state',
    'foreign_id_ambiguous',
    'Two payments of one millisecond have this id in the shape of this API. Look it up by your own reference, or in the native API.',
    ({ id }) => `More than one object has the id '${id}'. Look it up by your own reference.`,
  ),
  referenceTaken: defineRefusal<{ value: string; param: string }>(
    'unexpected_state',
    'reference_taken',
    'A reference of yours that may be used once was used before.',
    ({ value }) => `The reference '${value}' was used before.`,
    ({ param }) => ({ param }),
  ),
}

export type { RowQuery }
