/**
 * `/metrics` and who may read it. Figures tell competitors and attackers a good deal, so a gateway that others can reach shows them
 * only behind a key, or on a port of their own that they cannot reach.
 */
import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { defineRefusal, type Refusal } from '../../kernel/refusal.ts'
import type { Secret } from '../../kernel/secret.ts'
import type { HttpMetrics } from './metrics.ts'
import { keyIn } from './request-key.ts'

/** `open`: whoever reaches the gateway, which is this machine only. `closed`: not at the gateway's own address. */
export type MetricsAccess = 'open' | 'closed' | { readonly key: Secret<string> }

const refuseMetrics = defineRefusal(
  'forbidden',
  'metrics_closed',
  'A gateway that others can reach shows its figures on a port of its own (FLORIN_METRICS_PORT), or to whoever has its key (FLORIN_METRICS_KEY).',
  () => 'The figures are not shown here. Set FLORIN_METRICS_PORT or FLORIN_METRICS_KEY.',
)
const refuseKey = defineRefusal(
  'unauthenticated',
  'metrics_key_invalid',
  "Send the key of the setting FLORIN_METRICS_KEY as 'Authorization: Bearer …'.",
  () => "The figures need their key, as 'Authorization: Bearer …'.",
)

/** Refuses whoever may not read the figures. */
function refuseReader(access: MetricsAccess, authorization: string | undefined): Refusal | null {
  if (access === 'open') return null
  if (access === 'closed') return refuseMetrics()
  const [given, wanted] = [keyIn(authorization) ?? '', access.key.reveal()].map((text) => Buffer.from(text))
  // Lengths are no secret; what is compared has one.
  return given !== undefined && wanted !== undefined && given.length === wanted.length && timingSafeEqual(given, wanted)
    ? null
    : refuseKey()
}

export function mountMetrics(
  app: FastifyInstance,
  metrics: HttpMetrics,
  { access, refuse }: { access: MetricsAccess; refuse: (refusal: Refusal) => { status: number; body: string } },
): void {
  app.get('/metrics', async (request, reply) => {
    const refusal = refuseReader(access, request.headers.authorization)
    if (refusal === null) return reply.header('content-type', metrics.contentType).send(await metrics.page())
    const { status, body } = refuse(refusal)
    return reply.code(status).header('content-type', 'application/json').send(body)
  })
}

export type OwnPort = { readonly port: number; readonly host: string; readonly key: Secret<string> | null }

/** `/metrics`, `/healthz` and `/readyz` on a port of their own. Listens when it resolves. */
export async function serveMetrics(
  { port, host, key }: OwnPort,
  metrics: HttpMetrics,
  ready: () => Promise<string | null>,
): Promise<Server> {
  const access: MetricsAccess = key === null ? 'open' : { key }
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const send = (status: number, body: Buffer | string, type = 'application/json') =>
      void response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
    const path = request.url?.split('?', 1)[0]
    if (path === '/healthz') return send(200, '{"status":"ok"}')
    if (path === '/readyz') {
      const reason = await ready()
      return send(reason === null ? 200 : 503, JSON.stringify(readinessShown(reason)))
    }
    if (path !== '/metrics') return send(404, '{"error":"there is only /metrics, /healthz and /readyz"}')
    const refusal = refuseReader(access, request.headers.authorization)
    if (refusal !== null) return send(401, JSON.stringify({ error: refusal.message }))
    send(200, await metrics.page(), metrics.contentType)
  }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  server.requestTimeout = 10_000
  server.maxConnections = 100
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return server
}

/** What `/readyz` says. */
export const readinessShown = (reason: string | null) =>
  reason === null ? { status: 'ready' } : { status: 'not ready', reason }
