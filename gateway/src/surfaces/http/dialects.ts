/**
 * Foreign APIs over HTTP: each under its prefix (`/ojire/v1/…`) and under its host names, with everything that goes wrong there
 * (an unknown path, broken JSON, a fault of ours) told in its own envelope. It decides nothing.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { AnswerRef } from '../../contracts/dialect.ts'
import { refuseBrowserField } from '../../engine/browser.ts'
import type {
  AnyForeignRoute,
  Dialect,
  DialectAuth,
  Dialects,
  ForeignEngine,
  ForeignHeaders,
  PayerPage,
  Redirect,
} from '../../engine/dialect.ts'
import { answerRef } from '../../engine/dialect.ts'
import { foreignRefusal, statusOfRefusal } from '../../engine/dialect-answers.ts'
import type { Reply, RequestContext } from '../../engine/route.ts'
import { assert } from '../../kernel/assert.ts'
import { isRefusal, type Refusal, refusalFor, refuse } from '../../kernel/refusal.ts'
import { methodsOfRoutes, refusePath } from './allowed-http-methods.ts'
import { anonymousCaller } from './anonymous-caller.ts'
import { textOf } from './body.ts'
import { canonicalParams, type HashSecrets } from './canonical-request.ts'
import { type CardNumberRule, refuseCardNumbers } from './card-numbers.ts'
import { browserHeadersOf, mountPreflights, unshared } from './cors.ts'
import { type Validator, validatorOf } from './decode.ts'
import { faultOf, refusalOf } from './faults.ts'
import { type BodyReader, type ForeignBody, foreignBodyReader } from './foreign-body.ts'
import { type InFlight, pageBytes, withRoom } from './in-flight.ts'
import type { HttpMetrics } from './metrics.ts'
import { type RequestAddress, readAddress } from './path-and-query.ts'
import { payerNetwork } from './payer-address.ts'
import { type PayerPageSender, wantsPage } from './payer-page-sender.ts'
import { redact } from './redact.ts'

export type ForeignOptions = {
  readonly dialects: Dialects
  readonly engine: ForeignEngine
  readonly authOf: (dialect: Dialect) => (route: AnyForeignRoute) => DialectAuth
  readonly publicUrl: () => string
  readonly hashSecrets: HashSecrets
  readonly metrics: Pick<HttpMetrics, 'observe'>
  readonly draining: () => boolean
  readonly cardNumbers: CardNumberRule
  readonly inFlight: InFlight
  readonly pages: PayerPageSender
}

/** Host names by dialect: `ojire.localhost` always, others as they are configured. Case and port do not matter. */
export function hostsOf(
  dialects: Dialects,
  configured: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, string> {
  const hosts = new Map<string, string>()
  for (const name of dialects.keys())
    for (const host of [`${name}.localhost`, ...(configured.get(name) ?? [])]) hosts.set(host.toLowerCase(), name)
  return hosts
}

/** The path under which a request is served: one that came to a dialect's host gets its prefix. */
export const rewriterOf =
  (hosts: ReadonlyMap<string, string>) =>
  (host: string | undefined, url: string): string => {
    if (host === undefined) return url
    const colon = host.lastIndexOf(':')
    const name = hosts.get((colon > 0 ? host.slice(0, colon) : host).toLowerCase())
    return name === undefined ? url : `/${name}${url}`
  }

/** The dialect that a path belongs to, for what goes wrong before any route is found. */
export const dialectOfPath = (dialects: Dialects, url: string): Dialect | null =>
  dialects.get(/^\/([a-z0-9-]+)(?:[/?]|$)/.exec(url)?.[1] ?? '') ?? null

type Mounted = {
  readonly dialect: Dialect
  readonly route: AnyForeignRoute
  /** For the audit log: `POST /ojire/v1/payment-intents`. */
  readonly call: string
  readonly params: Validator | null
  readonly query: Validator
  readonly foreign: true
  readonly body: BodyReader
  readonly secrets: ReadonlySet<string>
  readonly auth: DialectAuth
}

type Told = { readonly refusal: Refusal; readonly ours: boolean }
const isTold = (value: object): value is Told => 'ours' in value

/** Sends a refusal in a dialect's envelope; `route` null where none was found. */
export function sendForeignRefusal(
  reply: FastifyReply,
  dialect: Dialect,
  route: AnyForeignRoute | null,
  { refusal, ours }: Told,
  requestId: string,
) {
  const { status, body } = foreignRefusal(dialect, route, refusal, { requestId, ours, redact })
  if (refusal.retryAfterSeconds !== undefined) reply.header('retry-after', refusal.retryAfterSeconds)
  return reply.code(status).header('content-type', 'application/json').send(body)
}

export function mountDialects(app: FastifyInstance, options: ForeignOptions): void {
  for (const dialect of options.dialects.values()) {
    void app.register(
      (scope, _, done) => {
        mountDialect(scope, dialect, options)
        done()
      },
      { prefix: `/${dialect.name}` },
    )
  }
}

function mountDialect(scope: FastifyInstance, dialect: Dialect, options: ForeignOptions): void {
  const nowhere = `${dialect.name}.none`
  const fail = (reply: FastifyReply, refusal: Refusal, requestId: string) => {
    sendForeignRefusal(reply, dialect, null, { refusal, ours: false }, requestId)
    options.metrics.observe(nowhere, reply.statusCode, reply.elapsedTime)
    return reply
  }
  // Bodies are JSON, whatever they are called: what a vendor's own samples send has no content type, or a form's.
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, taken) => taken(null, body))
  const methodsAt = methodsOfRoutes(dialect.routes)
  scope.addHook('onRequest', (request, reply, done) => {
    if (dialect.requestIdHeader !== undefined) reply.header(dialect.requestIdHeader, request.id)
    done()
  })
  scope.setNotFoundHandler((request, reply) => {
    // As the caller wrote it: under a host of its own it has no prefix.
    const path = request.originalUrl.split('?', 1)[0] ?? ''
    const allowed = methodsAt((request.url.split('?', 1)[0] ?? '').slice(dialect.name.length + 1))
    if (allowed.length > 0) reply.header('allow', allowed.join(', '))
    return fail(reply, refusePath(request.method, path, allowed), request.id)
  })
  scope.setErrorHandler((error, request, reply) => fail(reply, refusalOf(error, request.id, request.log), request.id))
  const authOf = options.authOf(dialect)
  for (const route of dialect.routes) {
    assert(route.access !== 'public' || route.body === undefined || route.browser, `${route.path} is for browsers too`)
    const mounted: Mounted = {
      dialect,
      route,
      call: `${route.method} /${dialect.name}${route.path}`,
      params: route.params === undefined ? null : validatorOf(route.params),
      query: validatorOf(route.query ?? Type.Object({}), 'ignored'),
      foreign: true,
      body: foreignBodyReader(route.body, route.fields, route.checks),
      secrets: new Set(dialect.secretFields),
      auth: authOf(route),
    }
    scope.route({
      method: route.method,
      url: route.path,
      config: { browsers: browserHeadersOf(route) },
      handler: handlerOf(mounted, options),
    })
  }
  mountPreflights(scope, dialect.routes, dialect)
}

const handlerOf =
  (mounted: Mounted, options: ForeignOptions) => async (request: FastifyRequest, reply: FastifyReply) => {
    const { dialect, route } = mounted
    const started = performance.now()
    let answer: Reply | Told | Redirect | PayerPage
    try {
      answer = options.draining()
        ? { refusal: refuse.shuttingDown(), ours: false }
        : await answerTo(mounted, options, request, reply)
    } catch (error) {
      const refusal = faultOf(error, { id: request.id, mayBeHalf: request.method !== 'GET' }, request.log)
      answer = { refusal, ours: false }
    }
    if ('redirect' in answer) reply.redirect(answer.redirect, 303)
    else if ('page' in answer) options.pages.show(request, reply, answer.page)
    else if (isTold(answer) && route.page && wantsPage(request))
      options.pages.refuse(request, reply, answer.refusal, statusOfRefusal(dialect, answer.refusal))
    else if (isTold(answer)) sendForeignRefusal(reply, dialect, route, answer, request.id)
    else sendReply(reply, dialect, answer)
    options.metrics.observe(`${dialect.name}.${route.operationId}`, reply.statusCode, performance.now() - started)
    return reply
  }

function sendReply(reply: FastifyReply, dialect: Dialect, answer: Reply): void {
  const after = answer.refusal?.retryAfterSeconds
  if (after !== undefined) reply.header('retry-after', after)
  if (answer.replayed && dialect.idempotency !== null) reply.headers(dialect.idempotency.replayHeaders)
  reply.code(answer.status).header('content-type', 'application/json').send(answer.body)
}

/** Field names of the caller's own words, as the calls' own checks give them. */
const theirs = (refusal: Refusal): Told => ({ refusal, ours: false })

async function answerTo(
  mounted: Mounted,
  options: ForeignOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Reply | Told | Redirect | PayerPage> {
  const { dialect, route, auth } = mounted
  const headers = request.headers as ForeignHeaders
  const caller = route.access === 'open' ? null : await dialect.authenticate(headers, auth, route.access)
  if (caller !== null && isRefusal(caller)) return theirs(caller)
  request.env = caller?.environment.id ?? null
  const input = read(mounted, request)
  if (isRefusal(input)) return theirs(input)
  const audience = caller === null || caller.kind === 'publishable' ? 'publishable' : 'secret'
  if (audience === 'secret') unshared(reply)
  const misplaced =
    (audience === 'secret' || caller === null
      ? null
      : refuseBrowserField(sentIn(input.body.raw), route.browser ?? {})) ??
    refuseCardNumbers(options.cardNumbers, { body: input.body.raw, query: input.query }, headers)
  if (misplaced !== null) return theirs(misplaced)
  const idempotency = await claimOf(mounted, options, request, { raw: input.body.raw, audience })
  if (isRefusal(idempotency)) return theirs(idempotency)
  const context = (foreign: AnswerRef): RequestContext => ({
    environment: (caller ?? anonymousCaller).environment,
    requestId: request.id,
    audience,
    payer: payerNetwork(request),
    actor: {
      type: caller === null ? 'payer' : 'api_key',
      key: caller?.key ?? null,
      address: request.ip,
      call: mounted.call,
    },
    idempotency,
    expand: [],
    foreign,
    bytes: input.bytes,
  })
  const given = {
    params: input.params,
    query: input.query,
    body: input.body.value,
    raw: input.body.raw,
    exact: input.body.exact,
    headers,
    caller: caller ?? anonymousCaller,
    request: context(answerRef(dialect.name, route)),
    as: (name: string, more: { status?: number; given?: AnswerRef['given'] } = {}) =>
      context(answerRef(dialect.name, route, { ...more, answer: name })),
    engine: options.engine,
    auth,
    base: request.originalUrl.startsWith(`/${dialect.name}/`)
      ? `${options.publicUrl()}/${dialect.name}`
      : `${new URL(options.publicUrl()).protocol}//${request.headers.host}`,
  }
  const env = given.caller.environment.id
  const answer = await withRoom(
    options.inFlight,
    { env, bytes: pageBytes(route, input.query), response: reply.raw },
    () => route.handle(given as never),
  )
  return isRefusal(answer) ? { refusal: refusalFor(audience, answer), ours: true } : answer
}

/** Null counts as not sent. */
const sentIn = (raw: ForeignBody['raw']): ForeignBody['raw'] =>
  Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== null))

type Input = RequestAddress & { readonly body: ForeignBody; readonly bytes: number }

const emptyBody: ForeignBody = { value: {}, raw: {}, exact: () => '' }

function read(mounted: Mounted, request: FastifyRequest): Input | Refusal {
  const address = readAddress(mounted, request)
  if (isRefusal(address)) return address
  const raw = Buffer.isBuffer(request.body) ? request.body : null
  const text = raw === null ? '' : textOf(raw)
  if (isRefusal(text)) return text
  const body = mounted.route.method === 'GET' ? emptyBody : mounted.body(text)
  if (isRefusal(body)) return body
  return { ...address, body, bytes: raw?.length ?? 0 }
}

/** The idempotency key, in the dialect's own convention. Its name stands before it: two APIs never answer for each other. */
async function claimOf(
  { dialect, route, secrets }: Mounted,
  options: ForeignOptions,
  request: FastifyRequest,
  { raw, audience }: { raw: ForeignBody['raw']; audience: RequestContext['audience'] },
): Promise<RequestContext['idempotency'] | Refusal> {
  if (dialect.idempotency === null || route.method === 'GET') return null
  const { header, pattern, why } = dialect.idempotency
  const key = request.headers[header]
  if (key === undefined) return null
  if (typeof key !== 'string' || !pattern.test(key)) return refuse.idempotencyKeyInvalid({ why })
  // A key of the merchant's server is another request than the same from a browser, which must not be shown its answer.
  const method = audience === 'publishable' ? `${route.method} by a browser` : route.method
  const params = await canonicalParams(method, request.url, raw, options.hashSecrets, secrets)
  if (isRefusal(params)) return params
  return { key: `${dialect.name}/${key}`, params }
}
