/**
 * A call of the native API, declared: one declaration gives the route, its validation, its types and its entry in the
 * OpenAPI document. `app/http` mounts it; nothing here knows Fastify.
 */

import type { Static, TObject } from 'typebox'
import type { AnswerRef } from '../contracts/dialect.ts'
import type { MethodDetails, MethodInput } from '../contracts/method.ts'
import type { SealedRecord } from '../contracts/sealed-record.ts'
import type { AnyNoun, Noun } from '../kernel/noun.ts'
import type { Refusal } from '../kernel/refusal.ts'
import type { Actor, AuditEntry, AuditFilter } from './audit-note.ts'
import type { BrowserFields } from './browser.ts'
import type { AnyCommand, EnvironmentSettings, InputOf } from './command.ts'
import type { KeyTerms, StoredKey } from './stored-key.ts'

/** What an older call shows: the object that a field of the written one names, or the written one as an object of the older API. */
export type AnswerAs = { readonly of?: 'latest_charge' | 'charge'; readonly as?: 'card' | 'token' }

/** What is known of a request before its handler runs. */
export type RequestContext = {
  readonly environment: EnvironmentSettings
  /** `req_…`, also in the answer's `Request-Id` header. */
  readonly requestId: string
  readonly audience: 'secret' | 'publishable'
  /** Who asks, for the audit log. */
  readonly actor: Actor
  /** The network that a payer's request came from, where it is known. */
  readonly payer?: string | null
  /** The key, and the request in canonical JSON with secrets replaced by keyed hashes; null where none was sent. */
  readonly idempotency: { readonly key: string; readonly params: string } | null
  readonly expand: readonly string[]
  /** The foreign API that is spoken, and its answer; absent in the native API. */
  readonly foreign?: AnswerRef
  /** An older call answers with something else than what was written. */
  readonly answer?: AnswerAs
  /** Size of the body, for the writer's byte cap. */
  readonly bytes: number
}

/** An answer ready to send: the body's text is what an idempotent replay repeats byte by byte. */
export type Reply = {
  readonly status: number
  readonly body: string
  readonly replayed: boolean
  /** Why, where the answer is a no: for headers (`Retry-After`). */
  readonly refusal?: Refusal
  /** What happened, by the types of the facts; absent where nothing was decided. For monitoring, never for the caller. */
  readonly events?: readonly string[]
}

/** Filters and place of a list, after validation; `created` in unix seconds. */
export type Page = {
  readonly limit: number
  readonly starting_after: string | null
  readonly ending_before: string | null
  readonly created: { readonly gt?: number; readonly gte?: number; readonly lt?: number; readonly lte?: number }
}

/** Card data of a request, or a published test name. */
export type CardData = {
  readonly number: string
  readonly exp_month: number
  readonly exp_year: number
  readonly cvc: string | null
}

/** What a handler may do. Reads go to the pool, writes through commands; nothing else touches the database. */
export type Engine = {
  /** Runs a command to its outcome: also through the call to the processor that it makes due. */
  run<C extends AnyCommand>(command: C, input: InputOf<C>, request: RequestContext): Promise<Reply>
  /** One object by id, rendered and expanded. */
  show(noun: AnyNoun, id: string, request: RequestContext): Promise<Reply | Refusal>
  /** A page of objects, newest first. `where` names indexed columns of the noun's table. */
  list(noun: AnyNoun, where: Where, page: Page, url: string, request: RequestContext): Promise<Reply | Refusal>
  /** A page of a search: rows of a noun that the condition holds for. */
  search(
    noun: AnyNoun,
    query: string,
    limit: number,
    page: string | null,
    url: string,
    request: RequestContext,
  ): Promise<Reply | Refusal>
  /** One event with its object as it was then, and how many receivers have not acknowledged it. */
  showEvent(id: string, request: RequestContext): Promise<Reply | Refusal>
  /** A page of events, newest first. */
  listEvents(filter: EventFilter, page: Page, url: string, request: RequestContext): Promise<Reply | Refusal>
  /** One row, unrendered, for handlers that look something up before the command (a charge's intent). */
  row<Row>(noun: Noun<Row>, id: string, request: RequestContext): Promise<Row | null>
  /** Sends any object: for answers that are no single row (the balance). */
  reply(object: unknown): Reply
  /** The balances of the environment: merchant's money, available and pending, by currency. */
  balances(request: RequestContext): Promise<readonly { currency: string; available: bigint; pending: bigint }[]>
  /** Checks and seals card data; the CVC stays in memory until the authorisation is answered. */
  tokenise(card: CardData, request: RequestContext): Promise<Refusal | Tokenised>
  /** Checks what a request says of any other method, and seals what must stay secret. */
  acceptMethod(type: string, input: MethodInput, request: RequestContext): Promise<Refusal | AcceptedInstrument>
  /** Keeps a saved card's security code until the answer to its payment; refuses what cannot be one. */
  keepCvc(paymentMethod: string, cvc: string, request: RequestContext): Refusal | null
  /** A published test name (`pm_card_visa`, `tok_visa`); null where it is none, or the environment is live. */
  testCard(name: string, request: RequestContext): Promise<Refusal | Tokenised | null>
  /** The environment's time. */
  now(request: RequestContext): number
  /**
   * An amount in another currency, at the newest rate and its correction; null where there is no rate. What comes of it may be
   * nothing, or more than a payment can be.
   */
  convert(amount: number, from: string, to: string): Promise<Converted | null>
  readonly webhooks: DeliveryApi
  readonly keys: KeyApi
  readonly audit: AuditApi
  /** Where payers and browsers reach this gateway. */
  publicUrl(): string
}

/** Smallest units of the other currency, and the rate as decimal texts. */
export type Converted = {
  readonly amount: number
  readonly currency: string
  readonly exchange_rate: string
  readonly correction_rate: string
}

export type EventFilter = {
  /** `*`, `charge.*`, `charge.refunded`; null for all. */
  readonly patterns: readonly string[] | null
  /** Only of this object. */
  readonly object: string | null
  /** True: every receiver has acknowledged it; false: one has not; null: either. */
  readonly delivery_success: boolean | null
}

/** What the API does about deliveries, beside the endpoints themselves. */
export type DeliveryApi = {
  /** The formats in which events can be sent. */
  readonly formats: readonly string[]
  /** A new signing secret, or one of the merchant's own, sealed; it is shown through `secret`. */
  newSecret(request: RequestContext, own?: string): Promise<SealedRecord>
  secret(id: string, request: RequestContext): Promise<string>
  /** Signs what is sent to the URLs of single payments. Made when it is first asked for. */
  paymentUrlSecret(request: RequestContext): Promise<string>
  /** Refuses a URL that cannot or must not be delivered to. */
  refuseUrl(url: string, param: string, request: RequestContext): Promise<Refusal | null>
  refuseTypes(patterns: readonly string[], param: string): Refusal | null
  /** Deliveries of an event, or of an endpoint newest first; those still to come included. */
  ofEvent(event: string, request: RequestContext): Promise<readonly StoredDelivery[] | Refusal>
  ofEndpoint(
    endpoint: string,
    filter: { readonly status: StoredDelivery['status'] | null },
    page: Page,
    request: RequestContext,
  ): Promise<{ data: readonly StoredDelivery[]; has_more: boolean } | Refusal>
  /** Makes an event due again now, for one receiver or for all that want it. */
  resend(event: string, endpoint: string | null, request: RequestContext): Promise<readonly StoredDelivery[] | Refusal>
  /** The same for many events of an endpoint, oldest first; `next` goes on where the limit was reached. */
  resendSince(endpoint: string, from: ResendFrom, request: RequestContext): Promise<ResendResult | Refusal>
}

/** What the API does about its own keys. */
export type KeyApi = {
  /** The new key with its text, which is given once and stored nowhere. */
  create(terms: KeyTerms, request: RequestContext): Promise<{ stored: StoredKey; key: string } | Refusal>
  find(id: string, request: RequestContext): Promise<StoredKey | Refusal>
  list(page: Page, request: RequestContext): Promise<{ data: readonly StoredKey[]; has_more: boolean } | Refusal>
  /** Ends a key in so many seconds; an end that has come, or comes sooner, stays. */
  revoke(id: string, inSeconds: number, request: RequestContext): Promise<StoredKey | Refusal>
  /** What restricted keys can be given permission for. */
  resources(): readonly string[]
}

export type AuditApi = {
  find(id: string, request: RequestContext): Promise<AuditEntry | Refusal>
  list(
    filter: AuditFilter,
    page: Page,
    request: RequestContext,
  ): Promise<{ data: readonly AuditEntry[]; has_more: boolean } | Refusal>
}

export type ResendFrom = {
  /** Unix seconds, or an event after which to begin; one of the two. */
  readonly since: number | null
  readonly after: string | null
  /** Leaves out what the endpoint has acknowledged. */
  readonly undelivered: boolean
}
export type ResendResult = { readonly count: number; readonly next: string | null }

/** A delivery as stored: one event for one receiver. Times in milliseconds of the environment's clock. */
export type StoredDelivery = {
  readonly event: string
  readonly type: string
  readonly object: string
  /** The endpoint, or null for the URL of a payment. */
  readonly endpoint: string | null
  readonly url: string
  readonly status: 'pending' | 'delivered' | 'failed'
  readonly next_attempt_at: number | null
  readonly attempts: readonly {
    readonly at: number
    readonly status: number | null
    readonly error: string | null
    readonly milliseconds: number
    readonly body: string | null
  }[]
}

/** Equality, or any of several values, on indexed columns; `undefined` leaves a column out. */
export type Where = Readonly<Record<string, string | boolean | readonly string[] | undefined>>

/** Card data taken apart: what may be shown, and the sealed number. The slice of payment methods gives it its meaning. */
export type Tokenised = { readonly id: string; readonly card: TokenisedFacts; readonly seal: SealedRecord | null }
/** Another method's data taken apart. */
export type AcceptedInstrument = {
  readonly id: string
  readonly method: { readonly type: string; readonly details: MethodDetails }
  readonly seal: SealedRecord | null
}
export type TokenisedFacts = {
  readonly brand: string
  readonly display_brand: string
  readonly funding: 'credit' | 'debit' | 'prepaid' | 'unknown'
  readonly country: string | null
  readonly last4: string
  readonly first_digits: string
  readonly exp_month: number
  readonly exp_year: number
  readonly fingerprint: string
  readonly networks: readonly string[]
  readonly test_name: string | null
}

export type RouteContext<Params extends TObject, Query extends TObject, Body extends TObject> = {
  readonly params: Static<Params>
  readonly query: Static<Query>
  readonly body: Static<Body>
  readonly request: RequestContext
  readonly engine: Engine
}

export type Route<Params extends TObject, Query extends TObject, Body extends TObject> = {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** `/v1/payment_intents/:id/capture` */
  readonly path: string
  /** Group in the reference: `Payment intents`. */
  readonly tag: string
  readonly operationId: string
  readonly summary: string
  readonly description?: string
  /**
   * `client` calls also take a publishable key, together with the object's `client_secret`; `owner` calls take no
   * restricted one.
   */
  readonly access: 'owner' | 'secret' | 'client'
  /** Of a `client` call with a body: what may come with a publishable key. */
  readonly browser?: BrowserFields
  /** What a restricted key needs permission for; absent: what the path names first (`payment_intents`). */
  readonly resource?: string
  /** Absent: `read` for GET, else `write`. */
  readonly needs?: 'read' | 'write'
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  /**
   * The object that a success shows, by noun; `list` and `search` wrap it. `deleted`: what is left of one is shown, or may be.
   */
  readonly answers: {
    readonly noun: string
    readonly as?: 'list' | 'search'
    readonly deleted?: 'always' | 'perhaps'
  }
  handle(context: RouteContext<Params, Query, Body>): Promise<Reply | Refusal>
}

export type AnyRoute = Route<TObject, TObject, TObject>

/** Declares a call; its schemas give the handler's types. */
export const defineRoute = <Params extends TObject, Query extends TObject, Body extends TObject>(
  route: Route<Params, Query, Body>,
): AnyRoute => route as unknown as AnyRoute
