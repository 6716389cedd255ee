/**
 * `GET /v1/events/stream`: events as they happen, for whoever cannot be reached by a webhook. Server-sent events: each has its
 * event's id, so a client that comes back with `Last-Event-ID` goes on without a gap, in the same order for each object.
 */
import { once } from 'node:events'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { AnswerSetup } from '../engine/answer.ts'
import type { EnvironmentSettings } from '../engine/command.ts'
import { type LogEntry, type Position, placeOf, readLog } from '../engine/event-log.ts'
import { showEvent } from '../engine/events.ts'
import type { Demand, Gate } from '../engine/gate.ts'
import type { Registry } from '../engine/registry.ts'
import { assert } from '../kernel/assert.ts'
import { defineRefusal, isRefusal, type Refusal, refuse } from '../kernel/refusal.ts'
import { refuseApiVersion } from '../resources/platform/event/index.ts'
import type { Pool } from '../storage/database.ts'
import { parseForm } from './http/body.ts'
import { validatorOf } from './http/decode.ts'
import type { InFlight } from './http/in-flight.ts'
import { objectBytes } from './http/limits.ts'
import { keyIn } from './http/request-key.ts'

/** Streams at once: each reads the log a few times a second. Beyond it the answer is 429. */
const streamsMax = 200
/** Of one environment: a listener, a dashboard and a worker each want one; an eighth of all leaves the rest to others. */
const streamsOfEnvironmentMax = 25
/** Between two looks at the log while nothing happens. */
const lookMs = 200
/** A comment, so that proxies keep the connection and a dead one is noticed. */
const heartbeatMs = 15_000
/** Events of one look: with all that metadata may hold, what waits for a slow reader is a megabyte. */
const pageMax = 25
/** What a client waits before it comes back. */
const reconnectMs = 1000

const refuseTooManyStreams = defineRefusal(
  'rate_limited',
  'event_streams_exceeded',
  'A server keeps a limited number of event streams open. Close one that is not used, or use webhooks.',
  () => 'Too many event streams are open. Close one, or use a webhook endpoint.',
  () => ({ retryAfterSeconds: 5 }),
)

const query = validatorOf(
  Type.Object(
    {
      types: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 50 })),
      after: Type.Optional(Type.String({ maxLength: 64 })),
      from: Type.Optional(Type.String({ maxLength: 64 })),
    },
    { additionalProperties: false },
  ),
)

/** Where a stream begins: which entries of the log it sends. */
type Start = { readonly after: Position; readonly wanted: (entry: LogEntry) => boolean }

export type StreamOptions = {
  readonly pool: Pool
  readonly gate: Gate
  readonly registry: Registry
  readonly answers: AnswerSetup
  readonly refuseTypes: (patterns: readonly string[], param: string) => Refusal | null
  readonly sendRefusal: (reply: FastifyReply, refusal: Refusal, requestId: string) => unknown
  readonly inFlight: InFlight
}

export function mountEventStream(app: FastifyInstance, options: StreamOptions): void {
  const open = new Map<AbortController, string>()
  const tooMany = (env: string): boolean =>
    open.size >= streamsMax || [...open.values()].filter((other) => other === env).length >= streamsOfEnvironmentMax
  app.addHook('preClose', (done) => {
    for (const stream of open.keys()) stream.abort()
    done()
  })
  app.get('/v1/events/stream', async (request, reply) => {
    const accepted = await accept(request, options)
    const refusal = isRefusal(accepted) ? accepted : tooMany(accepted.environment.id) ? refuseTooManyStreams() : null
    if (refusal !== null || isRefusal(accepted)) {
      options.sendRefusal(reply, refusal ?? refuse.internal({ reference: request.id }), request.id)
      return reply
    }
    const abort = new AbortController()
    open.set(abort, accepted.environment.id)
    request.raw.on('close', () => abort.abort())
    reply.hijack()
    try {
      await send(reply, accepted, abort.signal, options)
    } catch (error) {
      if (!abort.signal.aborted) request.log.warn({ err: error }, 'an event stream broke off; its client comes back')
    } finally {
      open.delete(abort)
      reply.raw.end()
    }
    return reply
  })
}

const demand: Demand = { resource: 'events', needs: 'read', access: 'secret' }

type Accepted = {
  readonly environment: EnvironmentSettings
  readonly patterns: readonly string[]
  readonly start: Start
}

async function accept(request: FastifyRequest, options: StreamOptions): Promise<Accepted | Refusal> {
  const opened = await options.gate.admit(keyIn(request.headers.authorization), demand)
  if (isRefusal(opened)) return opened
  const version = request.headers['stripe-version']
  const unversioned = typeof version === 'string' ? refuseApiVersion(version, 'Stripe-Version') : null
  if (unversioned !== null) return unversioned
  const form = parseForm(request.url.split('?')[1] ?? '')
  const read = isRefusal(form) ? form : query(form)
  if (isRefusal(read)) return read
  // The validator made these of the schema above.
  const { types = ['*'], after, from } = read.value as { types?: string[]; after?: string; from?: string }
  const unknown = options.refuseTypes(types, 'types')
  if (unknown !== null) return unknown
  const last = request.headers['last-event-id']
  const start = await startOf(
    opened.environment.id,
    { after: typeof last === 'string' && last !== '' ? last : after, from },
    types,
    options.pool,
  )
  return isRefusal(start) ? start : { environment: opened.environment, patterns: types, start }
}

async function startOf(
  env: string,
  { after, from }: { after: string | undefined; from: string | undefined },
  patterns: readonly string[],
  pool: Pool,
): Promise<Start | Refusal> {
  const id = after ?? from
  if (id === undefined) {
    const { rows } = await pool.query<{ tx: string }>('select pg_snapshot_xmin(pg_current_snapshot())::text as tx')
    return { after: { tx: Number(rows[0]?.tx) - 1, id: '~' }, wanted: () => true }
  }
  const found = await placeOf(env, id, patterns, pool)
  if (found === null)
    return refuse.resourceMissing({ noun: 'event', id, param: after === undefined ? 'from' : 'after' })
  const { place, seq, object_id } = found
  // Several events may be told at one place; those up to the given one have been.
  const earlier = (entry: LogEntry): boolean =>
    entry.place.tx === place.tx &&
    (entry.place.id < place.id ||
      (entry.place.id === place.id &&
        entry.event.object_id === object_id &&
        (after === undefined ? entry.event.seq < seq : entry.event.seq <= seq)))
  return { after: { tx: place.tx, id: '' }, wanted: (entry) => !earlier(entry) }
}

async function send(
  reply: FastifyReply,
  { environment, patterns, start }: Accepted,
  signal: AbortSignal,
  options: StreamOptions,
): Promise<void> {
  const { raw } = reply
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-accel-buffering': 'no',
    connection: 'keep-alive',
  })
  raw.write(`retry: ${reconnectMs}\n\n`)
  let after = start.after
  let silentMs = 0
  const env = environment.id
  while (!signal.aborted) {
    const room = await options.inFlight.reserve(env, pageMax * objectBytes)
    // Its environment has used its room up with what others of it do not read; nothing is lost by waiting on.
    if (isRefusal(room)) {
      await pause(lookMs, signal)
      continue
    }
    let goOn = false
    try {
      const { texts, scanned, more } = await pageOf(environment, { after, patterns, wanted: start.wanted }, options)
      room.resize(texts.reduce((sum, { length }) => sum + length, 0))
      after = scanned
      silentMs = texts.length > 0 ? 0 : silentMs + lookMs
      // A reader that is slow is waited for: nothing piles up in memory. One that stops reading is cut.
      for (const text of texts) if (!raw.write(text)) await once(raw, 'drain', { signal })
      goOn = more
    } finally {
      room.end()
    }
    if (silentMs >= heartbeatMs) {
      raw.write(': still here\n\n')
      silentMs = 0
    }
    if (!goOn) await pause(lookMs, signal)
  }
}

/** The next page as it goes over the wire; of its rows and objects nothing stays in memory. */
async function pageOf(
  environment: EnvironmentSettings,
  { after, patterns, wanted }: Pick<Accepted, 'patterns'> & Start,
  options: StreamOptions,
): Promise<{ texts: string[]; scanned: Position; more: boolean }> {
  const [page] = await readLog([{ env: environment.id, after, patterns, limit: pageMax }], options)
  assert(page !== undefined, 'a query has its page')
  const texts = page.entries.filter(wanted).map(({ event }) => {
    const text = JSON.stringify(showEvent(event, { pending: 0 }, environment, options.answers))
    return `id: ${event.id}\nevent: ${event.type}\ndata: ${text}\n\n`
  })
  return { texts, scanned: page.scanned, more: page.more }
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, milliseconds)
    signal.addEventListener('abort', end)
  })
