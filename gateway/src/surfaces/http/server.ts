/**
 * The HTTP server of the native API: mounts declared routes, reads and validates requests, finds the environment of the
 * key, and sends what the engine answered. It decides nothing.
 */
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
  LogController,
} from 'fastify'
import type { OpenedKey } from '../../engine/access.ts'
import { refuseBrowserField } from '../../engine/browser.ts'
import { listPaths } from '../../engine/expand.ts'
import type { Gate } from '../../engine/gate.ts'
import type { AnyRoute, Engine, Reply, RequestContext } from '../../engine/route.ts'
import type { NewId } from '../../kernel/id.ts'
import { isPassing, isRefusal, type Refusal, refusalFor, refuse } from '../../kernel/refusal.ts'
import { versionShown } from '../../resources/platform/event/index.ts'
import type { ApiDescription } from '../openapi/document.ts'
import { mountDocuments } from '../openapi/mount.ts'
import { mountAccessLog } from './access-log.ts'
import { bodyBytesMax } from './body.ts'
import { canonicalParams, type HashSecrets } from './canonical-request.ts'
import { type CardNumberRule, refuseCardNumbers } from './card-numbers.ts'
import { guardConnections } from './connections.ts'
import { mountPreflights, unshared } from './cors.ts'
import { errorBody } from './errors.ts'
import { answerBrokenRequest, faultOf, refusalOf } from './faults.ts'
import { createInFlight, type InFlight, withRoom } from './in-flight.ts'
import { listBytes } from './limits.ts'
import type { HttpMetrics } from './metrics.ts'
import { type MetricsAccess, mountMetrics, readinessShown } from './metrics-page.ts'
import { keyOfRequest, type Mounted, mountedOf, read, routeOptionsOf, withExpansions } from './mounted.ts'
import { payerNetwork } from './payer-address.ts'
import { type EveryRequest, onEveryRequest } from './request-hooks.ts'

/** A client that has not sent its whole request by then is let go. */
export const requestTimeoutMs = 10_000
/** A connection that sends nothing at all is closed after this. */
const keepAliveTimeoutMs = 72_000

export type HttpOptions = {
  /** What the reference tells beside the calls. */
  readonly described: Pick<ApiDescription, 'views' | 'events'>
  readonly routes: readonly AnyRoute[]
  readonly engine: Engine
  readonly gate: Gate
  readonly newId: NewId
  readonly logger: FastifyBaseLogger
  readonly publicUrl: () => string
  readonly hashSecrets: HashSecrets
  readonly metrics: HttpMetrics
  /** Null: it can take payments. Else why not. */
  readonly ready: () => Promise<string | null>
  /** Spans for requests; absent where nobody collects them. */
  readonly mountSpans?: (app: FastifyInstance) => void
  /** Who may read the figures; absent: whoever reaches the gateway. */
  readonly metricsAccess?: MetricsAccess
  /** Refuses an expansion that the answer's noun does not have, or that the key may not read. */
  readonly refuseExpansion: (noun: string, paths: readonly string[], opened: OpenedKey) => Refusal | null
  /** Networks of proxies whose word on where a request comes from counts. */
  readonly trustedProxies?: readonly string[]
  readonly requestTimeoutMs?: number
  /** What is done about card numbers where none belongs. */
  readonly cardNumbers: CardNumberRule
  /** Foreign APIs: the path of a request that came to a host of theirs, and their envelope where a path cannot be read. */
  readonly rewriteUrl?: (host: string | undefined, url: string) => string
  readonly refuseForeign?: (reply: FastifyReply, url: string, refusal: Refusal, requestId: string) => boolean
}

export type HttpServer = {
  readonly app: FastifyInstance
  /** The room for large answers. */
  readonly inFlight: InFlight
  /** New requests are told to come back; those under way finish. */
  drain(): void
  draining(): boolean
  /** For pages and streams beside the declared routes. */
  sendRefusal(reply: FastifyReply, refusal: Refusal, requestId: string): unknown
}

export async function createHttpServer(options: HttpOptions): Promise<HttpServer> {
  let draining = false
  const inFlight = createInFlight()
  const app = fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyBytesMax,
    trustProxy: options.trustedProxies?.length ? [...options.trustedProxies] : false,
    requestTimeout: options.requestTimeoutMs ?? requestTimeoutMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300, querystringParser: (text: string) => ({ text }) },
    http: { connectionsCheckingInterval: 1000 },
    forceCloseConnections: 'idle',
    // While it closes, requests on open connections get our own answer, not the framework's.
    return503OnClosing: false,
    genReqId: () => options.newId('req'),
    rewriteUrl: ({ headers, url = '/' }) => options.rewriteUrl?.(headers.host, url) ?? url,
    // Nothing is logged for each request, so none needs a logger of its own.
    childLoggerFactory: (logger) => logger,
    clientErrorHandler: (error, socket) =>
      answerBrokenRequest(socket, error.code, { publicUrl: options.publicUrl(), requestId: options.newId('req') }),
    // A path that cannot be decoded; refused before any route, so before the hook below.
    frameworkErrors: (_, request, reply) => {
      reply.header('request-id', request.id)
      const refusal = refuse.routeUnknown({ method: request.method, path: 'a malformed URL' })
      refuseAnywhere(reply, request.url, refusal, request.id)
    },
  })
  // Node swaps the two where the time for headers is the longer one.
  app.server.headersTimeout = options.requestTimeoutMs ?? requestTimeoutMs
  const keep = (_: FastifyRequest, body: Buffer, done: (error: null, body: Buffer) => void) => done(null, body)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(['application/json', 'application/x-www-form-urlencoded'], { parseAs: 'buffer' }, keep)
  // The schemas of the routes are for the document; validation is ours, because forms have to be decoded first.
  app.setValidatorCompiler(() => () => true)

  const send = (reply: FastifyReply, status: number, body: string) =>
    reply.code(status).header('content-type', 'application/json').send(body)
  const sendRefusal = (reply: FastifyReply, refusal: Refusal, requestId: string) => {
    const { status, body } = errorBody(refusal, { publicUrl: options.publicUrl(), requestId })
    return sendReply(reply, { status, body, replayed: false, refusal })
  }
  const refuseAnywhere = (reply: FastifyReply, url: string, refusal: Refusal, requestId: string) => {
    if (!options.refuseForeign?.(reply, url, refusal, requestId)) sendRefusal(reply, refusal, requestId)
  }
  const sendReply = (reply: FastifyReply, answer: Reply) => {
    const { refusal } = answer
    if (refusal !== undefined) {
      if (refusal.retryAfterSeconds !== undefined) reply.header('retry-after', refusal.retryAfterSeconds)
      reply.header('stripe-should-retry', refusal.kind === 'in_progress' || isPassing(refusal) ? 'true' : 'false')
    }
    if (answer.replayed) reply.header('idempotent-replayed', 'true')
    return send(reply, answer.status, answer.body)
  }

  aroundEveryRequest(app, options, { draining: () => draining, refuse: refuseAnywhere })
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? ''
    sendRefusal(reply, refuse.routeUnknown({ method: request.method, path }), request.id)
    options.metrics.observe('none', reply.statusCode, reply.elapsedTime)
    return reply
  })
  app.setErrorHandler((error, request, reply) => {
    sendRefusal(reply, refusalOf(error, request.id, options.logger), request.id)
    options.metrics.observe('none', reply.statusCode, reply.elapsedTime)
    return reply
  })

  const handlerOf = (mounted: Mounted) => async (request: FastifyRequest, reply: FastifyReply) => {
    const started = performance.now()
    reply.header('stripe-version', versionShown(request.headers['stripe-version']))
    let answer: Reply | Refusal
    try {
      answer = draining ? refuse.shuttingDown() : await answerTo(mounted, request, reply)
    } catch (error) {
      // Caught here, so that faults are counted with the call that had them.
      answer = faultOf(error, { id: request.id, mayBeHalf: request.method !== 'GET' }, options.logger)
    }
    if (isRefusal(answer)) sendRefusal(reply, answer, request.id)
    else sendReply(reply, answer)
    options.metrics.observe(mounted.route.operationId, reply.statusCode, performance.now() - started)
    return reply
  }

  const answerTo = async (mounted: Mounted, request: FastifyRequest, reply: FastifyReply): Promise<Reply | Refusal> => {
    const { route } = mounted
    const admitting = options.gate.admit(keyOfRequest(request), mounted.demand)
    const opened = admitting instanceof Promise ? await admitting : admitting
    if (isRefusal(opened)) return opened
    request.env = opened.environment.id
    const audience = opened.kind === 'publishable' ? 'publishable' : 'secret'
    if (audience === 'secret') unshared(reply)
    // A key of the merchant's server is another request than the same from a browser, which must not be shown its answer.
    const browser = audience === 'publishable' ? ' by a browser' : ''

    const input = read(mounted, request)
    if (isRefusal(input)) return input
    const misplaced =
      (audience === 'secret' ? null : refuseBrowserField(input.body, route.browser ?? {})) ??
      refuseCardNumbers(options.cardNumbers, input, request.headers)
    if (misplaced !== null) return misplaced
    const idempotencyKey = route.method === 'GET' ? undefined : request.headers['idempotency-key']
    if (idempotencyKey !== undefined) {
      if (typeof idempotencyKey !== 'string' || idempotencyKey.length === 0 || idempotencyKey.length > 255) {
        return refuse.idempotencyKeyInvalid({ why: 'it must have 1 to 255 characters.' })
      }
      reply.header('idempotency-key', idempotencyKey)
    }
    // The schemas of all routes have `expand` as a list of texts.
    const expand = ((route.method === 'GET' ? input.query.expand : input.body.expand) ?? []) as readonly string[]
    if (expand.length > 0) {
      const paths = route.answers.as === undefined ? expand : listPaths(expand, route.answers.as)
      const refusal = isRefusal(paths) ? paths : options.refuseExpansion(route.answers.noun, paths, opened)
      if (refusal !== null) return refusal
    }
    const params =
      idempotencyKey === undefined
        ? ''
        : await canonicalParams(`${request.method}${browser}`, request.url, input.body, options.hashSecrets)
    if (isRefusal(params)) return params
    const context: RequestContext = {
      environment: opened.environment,
      requestId: request.id,
      audience,
      payer: payerNetwork(request),
      actor: { type: 'api_key', key: opened.key, address: request.ip, call: mounted.call },
      idempotency: idempotencyKey === undefined ? null : { key: idempotencyKey, params },
      expand,
      bytes: input.bytes,
    }
    const { params: place, query, body } = input
    const bytes = route.answers.as === undefined ? 0 : listBytes(query, expand.length)
    // The validators made these values of the route's own schemas.
    const answer = await withRoom(inFlight, { env: opened.environment.id, bytes, response: reply.raw }, () =>
      route.handle({ params: place, query, body, request: context, engine: options.engine } as never),
    )
    return isRefusal(answer) ? refusalFor(audience, answer) : answer
  }

  const routes = options.routes.map(withExpansions)
  for (const route of routes) app.route(routeOptionsOf(route, handlerOf(mountedOf(route))))
  mountPreflights(app, routes)
  const ready = async () => (draining ? 'it is being stopped' : await options.ready())
  mountPages(app, { ...options, routes, ready })
  const drain = () => {
    draining = true
  }
  return { app, inFlight, drain, draining: () => draining, sendRefusal }
}

/** What goes before and after every call: its log and its spans, what is refused at once, and what a connection may cost. */
function aroundEveryRequest(app: FastifyInstance, options: HttpOptions, every: EveryRequest): void {
  mountAccessLog(app, options.logger)
  options.mountSpans?.(app)
  onEveryRequest(app, every)
  guardConnections(app, { refuse: every.refuse, bodyBytesMax, onCut: options.metrics.cut })
}

function mountPages(app: FastifyInstance, options: HttpOptions): void {
  app.get('/healthz', (_, reply) => reply.send({ status: 'ok' }))
  app.get('/readyz', async (_, reply) => {
    const reason = await options.ready()
    return reply.code(reason === null ? 200 : 503).send(readinessShown(reason))
  })
  mountMetrics(app, options.metrics, {
    access: options.metricsAccess ?? 'open',
    refuse: (refusal) => errorBody(refusal, { publicUrl: options.publicUrl(), requestId: '' }),
  })
  mountDocuments(app, { ...options.described, routes: options.routes })
}
