/**
 * The HTTP server of the native API: mounts declared routes, reads and validates requests, finds the environment of the
 * key, and sends what the engine answered. It decides nothing.
 */
import scalar from '@scalar/fastify-api-reference'
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
  LogController,
} from 'fastify'
import { type TObject, Type } from 'typebox'
import type { Access } from '../../engine/access.ts'
import { refuseKey } from '../../engine/access.ts'
import { listPaths } from '../../engine/expand.ts'
import type { AnyRoute, Engine, Reply, RequestContext } from '../../engine/route.ts'
import type { NewId } from '../../kernel/id.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/refusal.ts'
import { NoFields } from '../../kernel/schema.ts'
import { apiVersion } from '../../resources/event/index.ts'
import { bodyBytesMax, parseForm, parseJson, textOf } from './body.ts'
import { canonicalParams } from './canonical.ts'
import { type Validator, validatorOf } from './decode.ts'
import { errorBody } from './errors.ts'
import type { HttpMetrics } from './metrics.ts'
import { openApiOf } from './openapi.ts'
import { errorsPage } from './pages.ts'

/** A client that has not sent its whole request by then is let go. */
export const requestTimeoutMs = 10_000
/** A connection that sends nothing at all is closed after this. */
const keepAliveTimeoutMs = 72_000

export type HttpOptions = {
  readonly routes: readonly AnyRoute[]
  readonly engine: Engine
  readonly access: Access
  readonly newId: NewId
  readonly logger: FastifyBaseLogger
  readonly publicUrl: () => string
  readonly hashSecret: (value: string) => string
  readonly metrics: HttpMetrics
  readonly ready: () => Promise<boolean>
  /** Refuses an expansion that the answer's noun does not have. */
  readonly refuseExpansion: (noun: string, paths: readonly string[]) => Refusal | null
  readonly requestTimeoutMs?: number
}

export type HttpServer = {
  readonly app: FastifyInstance
  /** New requests are told to come back; those under way finish. */
  drain(): void
}

type Mounted = { route: AnyRoute; params: Validator | null; query: Validator; body: Validator | null }

export async function createHttpServer(options: HttpOptions): Promise<HttpServer> {
  let draining = false
  const app = fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyBytesMax,
    requestTimeout: options.requestTimeoutMs ?? requestTimeoutMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300, querystringParser: (text: string) => ({ text }) },
    http: { connectionsCheckingInterval: 1000 },
    forceCloseConnections: 'idle',
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
  const sendReply = (reply: FastifyReply, answer: Reply) => {
    const { refusal } = answer
    if (refusal !== undefined) {
      if (refusal.retryAfterSeconds !== undefined) reply.header('retry-after', refusal.retryAfterSeconds)
      reply.header(
        'stripe-should-retry',
        refusal.kind === 'in_progress' || refusal.kind === 'unavailable' ? 'true' : 'false',
      )
    }
    if (answer.replayed) reply.header('idempotent-replayed', 'true')
    return send(reply, answer.status, answer.body)
  }

  app.setNotFoundHandler((request, reply) => {
    const requestId = options.newId('req')
    reply.header('request-id', requestId)
    return sendRefusal(
      reply,
      refuse.routeUnknown({ method: request.method, path: request.url.split('?')[0] ?? '' }),
      requestId,
    )
  })
  app.setErrorHandler((error: Error & { code?: string; statusCode?: number }, _, reply) => {
    const requestId = options.newId('req')
    reply.header('request-id', requestId)
    return sendRefusal(reply, refusalOf(error, requestId, options.logger), requestId)
  })

  const handlerOf = (mounted: Mounted) => async (request: FastifyRequest, reply: FastifyReply) => {
    const started = performance.now()
    const requestId = options.newId('req')
    reply.header('request-id', requestId)
    const version = request.headers['stripe-version']
    reply.header('stripe-version', typeof version === 'string' && /^[\w.-]{1,40}$/.test(version) ? version : apiVersion)
    const answer = draining ? refuse.shuttingDown() : await answerTo(mounted, request, reply, requestId)
    if (draining) reply.header('connection', 'close')
    if (isRefusal(answer)) sendRefusal(reply, answer, requestId)
    else sendReply(reply, answer)
    options.metrics.observe(mounted.route.operationId, reply.statusCode, performance.now() - started)
    return reply
  }

  const answerTo = async (
    mounted: Mounted,
    request: FastifyRequest,
    reply: FastifyReply,
    requestId: string,
  ): Promise<Reply | Refusal> => {
    const key = keyIn(request.headers.authorization)
    if (key === null) return refuseKey.missing()
    const opening = options.access.open(key)
    const opened = opening instanceof Promise ? await opening : opening
    if (isRefusal(opened)) return opened
    const { route } = mounted
    if (opened.kind === 'publishable' && route.access !== 'client') return refuseKey.secretRequired()

    const input = read(mounted, request)
    if (isRefusal(input)) return input
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
      const paths = route.answers.as === undefined ? expand : listPaths(expand)
      const refusal = isRefusal(paths) ? paths : options.refuseExpansion(route.answers.noun, paths)
      if (refusal !== null) return refusal
    }
    const context: RequestContext = {
      environment: opened.environment,
      requestId,
      audience: opened.kind,
      idempotency:
        idempotencyKey === undefined
          ? null
          : { key: idempotencyKey, params: canonicalParams(route.method, request.url, input.body, options.hashSecret) },
      expand,
      bytes: input.bytes,
    }
    // The validators made these values of the route's own schemas.
    return await route.handle({
      params: input.params,
      query: input.query,
      body: input.body,
      request: context,
      engine: options.engine,
    } as never)
  }

  for (const route of options.routes) {
    const body = route.method === 'POST' ? withExpand(route.body) : null
    const mounted: Mounted = {
      route,
      params: route.params === undefined ? null : validatorOf(route.params),
      query: validatorOf(
        route.method === 'GET'
          ? withExpand(route.query)
          : (route.query ?? Type.Object({}, { additionalProperties: false })),
      ),
      body: body === null ? null : validatorOf(body),
    }
    app.route({ method: route.method, url: route.path, handler: handlerOf(mounted) })
  }
  await mountPages(app, options)
  const drain = () => {
    draining = true
  }
  return { app, drain }
}

const withExpand = (schema: TObject | undefined): TObject =>
  schema === undefined
    ? NoFields
    : Type.Object({ ...NoFields.properties, ...schema.properties }, { additionalProperties: false })

function read(
  mounted: Mounted,
  request: FastifyRequest,
):
  | { params: Record<string, unknown>; query: Record<string, unknown>; body: Record<string, unknown>; bytes: number }
  | Refusal {
  const params = mounted.params === null ? { value: {} } : mounted.params(request.params)
  if (isRefusal(params)) return params
  const at = request.url.indexOf('?')
  const form = at < 0 ? {} : parseForm(request.url.slice(at + 1))
  if (isRefusal(form)) return form
  const query = mounted.query(form)
  if (isRefusal(query)) return query
  if (mounted.body === null) return { params: params.value, query: query.value, body: {}, bytes: 0 }
  const raw = Buffer.isBuffer(request.body) ? request.body : null
  const text = raw === null ? '' : textOf(raw)
  if (isRefusal(text)) return text
  const parsed = request.headers['content-type']?.startsWith('application/json') ? parseJson(text) : parseForm(text)
  if (isRefusal(parsed)) return parsed
  const body = mounted.body(parsed)
  return isRefusal(body)
    ? body
    : { params: params.value, query: query.value, body: body.value, bytes: raw?.length ?? 0 }
}

/** The key of `Bearer key`, or the user name of Basic. */
function keyIn(header: string | undefined): string | null {
  if (header === undefined) return null
  if (header.startsWith('Bearer ')) return header.slice(7).trim() || null
  if (!header.startsWith('Basic ')) return null
  return Buffer.from(header.slice(6), 'base64').toString('utf8').split(':')[0] || null
}

function refusalOf(
  error: Error & { code?: string; statusCode?: number },
  requestId: string,
  logger: FastifyBaseLogger,
): Refusal {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return refuse.bodyTooLarge({ limitBytes: bodyBytesMax })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return refuse.bodyUnreadable({
        why: 'its Content-Type is neither application/x-www-form-urlencoded nor application/json.',
      })
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return refuse.bodyUnreadable({ why: 'its length differs from its Content-Length.' })
    case 'FST_ERR_BAD_URL':
      return refuse.routeUnknown({ method: '', path: 'a malformed URL' })
  }
  if (error.statusCode !== undefined && error.statusCode < 500)
    return refuse.bodyUnreadable({ why: 'it is malformed.' })
  if (/database|connect|terminat/i.test(error.message) && isLoss(error)) return refuse.databaseUnavailable()
  logger.error({ err: error, requestId }, 'a request failed')
  return refuse.internal({ reference: requestId })
}

const isLoss = (error: Error): boolean =>
  /Connection terminated|ECONN|timeout exceeded|connection timeout|57P0|starting up|shutting down/i.test(
    `${'code' in error ? error.code : ''} ${error.message}`,
  )

async function mountPages(app: FastifyInstance, options: HttpOptions): Promise<void> {
  app.get('/healthz', (_, reply) => reply.send({ status: 'ok' }))
  app.get('/readyz', async (_, reply) => {
    const ready = await options.ready()
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' })
  })
  app.get('/metrics', async (_, reply) =>
    reply.header('content-type', options.metrics.contentType).send(await options.metrics.text()),
  )
  app.get('/docs/errors', (_, reply) => reply.header('content-type', 'text/html; charset=utf-8').send(errorsPage()))
  const document = openApiOf(options.routes)
  app.get('/openapi.json', (_, reply) => reply.send(document))
  await app.register(scalar, {
    routePrefix: '/docs',
    configuration: {
      url: '/openapi.json',
      withDefaultFonts: false,
      hideClientButton: true,
      telemetry: false,
      agent: { disabled: true },
    },
  })
}
