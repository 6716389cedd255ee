/**
 * Traces, for operators who collect them: a span for each request (with the trace of its caller, W3C `traceparent`), below it one for
 * its command and one for each call to a processor. Off unless FLORIN_TRACES_URL is set: then nothing of this is loaded or mounted,
 * and its packages need not be installed. Spans carry names, ids and outcomes; never a query, a header or a body.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Performer } from '../engine/effects.ts'
import type { CommandRunner } from '../engine/engine.ts'
import { reasonOf } from '../kernel/reason.ts'

export type Tracing = {
  /** Spans for the requests of a server. */
  mount(app: FastifyInstance): void
  run(run: CommandRunner['run']): CommandRunner['run']
  performer(performer: Performer): Performer
  /** Sends what is left. */
  stop(): Promise<void>
}

const packages = [
  '@opentelemetry/api',
  '@opentelemetry/context-async-hooks',
  '@opentelemetry/core',
  '@opentelemetry/exporter-trace-otlp-http',
  '@opentelemetry/resources',
  '@opentelemetry/sdk-trace',
] as const

/** All of them are needed, and none where traces are off. */
async function load() {
  const [api, hooks, core, exporter, resources, sdk] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/context-async-hooks'),
    import('@opentelemetry/core'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace'),
  ])
  return { api, hooks, core, exporter, resources, sdk }
}
type Loaded = Awaited<ReturnType<typeof load>>
type Tracer = ReturnType<Loaded['api']['trace']['getTracer']>

/** Begins to send spans to a collector that takes OTLP over HTTP (`http://collector:4318/v1/traces`). */
export async function startTracing(url: string, version: string): Promise<Tracing | { refused: string }> {
  const loaded = await load().catch((error: unknown) => reasonOf(error))
  if (typeof loaded === 'string')
    return {
      refused: `FLORIN_TRACES_URL needs packages that are not installed (${loaded}); npm install --no-save ${packages.join(' ')}`,
    }
  const { api, hooks, exporter, resources, sdk } = loaded
  api.context.setGlobalContextManager(new hooks.AsyncLocalStorageContextManager().enable())
  const provider = new sdk.TracerProvider({
    resource: resources.resourceFromAttributes({ 'service.name': 'florin', 'service.version': version }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.AlwaysOnSampler() }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: new exporter.OTLPTraceExporter({ url }) })],
  })
  const tracer = provider.getTracer('florin', version)
  return {
    mount: (app) => mountSpans(app, tracer, loaded),
    ...workSpans(tracer, loaded),
    stop: () => provider.shutdown(),
  }
}

/** A span for each request, in the trace of its caller. */
function mountSpans(app: FastifyInstance, tracer: Tracer, { api, core }: Loaded): void {
  const propagator = new core.W3CTraceContextPropagator()
  const contexts = new WeakMap<FastifyRequest, ReturnType<typeof api.context.active>>()
  app.addHook('onRequest', (request, _, done) => {
    const caller = propagator.extract(api.ROOT_CONTEXT, request.headers, api.defaultTextMapGetter)
    const route = request.routeOptions.url ?? 'unknown'
    const attributes = { 'http.request.method': request.method, 'http.route': route, 'florin.request': request.id }
    const span = tracer.startSpan(`${request.method} ${route}`, { kind: api.SpanKind.SERVER, attributes }, caller)
    contexts.set(request, api.trace.setSpan(caller, span))
    done()
  })
  // Here and not above: reading a body leaves the context in which it was begun.
  app.addHook('preHandler', (request, _, done) => {
    api.context.with(contexts.get(request) ?? api.ROOT_CONTEXT, done)
  })
  app.addHook('onResponse', (request, reply, done) => {
    const context = contexts.get(request)
    const span = context === undefined ? undefined : api.trace.getSpan(context)
    span?.setAttribute('http.response.status_code', reply.statusCode)
    if (request.env !== null) span?.setAttribute('florin.environment', request.env)
    if (reply.statusCode >= 500) span?.setStatus({ code: api.SpanStatusCode.ERROR })
    span?.end()
    done()
  })
}

/** Spans for commands, and for the calls that they make. */
function workSpans(tracer: Tracer, { api }: Loaded): Pick<Tracing, 'run' | 'performer'> {
  const within = async <T>(
    name: string,
    attributes: Record<string, string>,
    { work, came }: { work: () => Promise<T>; came: (result: T) => Record<string, string | number> },
  ): Promise<T> =>
    await tracer.startActiveSpan(name, { attributes }, async (span) => {
      try {
        const result = await work()
        span.setAttributes(came(result))
        return result
      } catch (error) {
        span.setStatus({ code: api.SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'failed' })
        throw error
      } finally {
        span.end()
      }
    })
  return {
    run: (run) => (command, input, request) =>
      within(
        `command ${command.name}`,
        { 'florin.environment': request.environment.id },
        {
          work: () => run(command, input, request),
          came: ({ status, refusal }) => ({
            'florin.status': status,
            ...(refusal && { 'florin.refusal': refusal.code }),
          }),
        },
      ),
    performer: (performer) => ({
      ...performer,
      perform: (effect, environment, method) =>
        within(
          `call ${effect.verb}`,
          { 'florin.call': effect.id, 'florin.connector_account': effect.connectorAccount },
          {
            work: () => performer.perform(effect, environment, method),
            came: ({ outcome }) => ({ 'florin.outcome': outcome }),
          },
        ),
    }),
  }
}
