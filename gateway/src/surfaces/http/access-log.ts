/**
 * The access log: a line for each request, at the level `info`. It says what was called, by whom and what came of it, and nothing that
 * a caller could hide a secret in: no query, no headers, no body; of the path the pattern of its route, and an id where there is one.
 */
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify'
import { mayHoldCardNumber } from './redact.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose call it is, once its key was looked at; for the access log. */
    env: string | null
  }
}

/** An id of ours, and no client secret, which begins with one. */
const idPattern = /^[a-z]{2,10}_[0-9A-Za-z]{8,40}$/

/** The id that a path names, or undefined. */
function idIn({ params }: FastifyRequest): string | undefined {
  const id: unknown = typeof params === 'object' && params !== null ? Reflect.get(params, 'id') : undefined
  return typeof id === 'string' && idPattern.test(id) && !mayHoldCardNumber(id) ? id : undefined
}

/** Below `info` nothing is mounted, so that it costs nothing. */
export function mountAccessLog(app: FastifyInstance, logger: FastifyBaseLogger): void {
  app.decorateRequest('env', null)
  if (!['trace', 'debug', 'info'].includes(logger.level)) return
  app.addHook('onResponse', (request, reply, done) => {
    logger.info(
      {
        request: request.id,
        method: request.method,
        route: request.routeOptions.url ?? null,
        id: idIn(request),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        env: request.env,
        address: request.ip,
      },
      'request',
    )
    done()
  })
}
