/**
 * Pages of other origins: what a publishable key may call, a shop's page may call and read; nothing else. Keys go in a
 * header, never in a cookie, so any origin may ask. Who calls with a secret key is no page, and is not shared with.
 * https://fetch.spec.whatwg.org/#http-cors-protocol
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Dialect } from '../../engine/dialect.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A publishable key may make this call. */
    browsers?: boolean
  }
}

/** How long a browser may remember what it may send: Chromium's longest. */
const rememberedSeconds = 7200

/** What the official browser library and its server libraries send, beside what every page may. */
const requestHeaders = [
  'Accept',
  'Authorization',
  'Content-Type',
  'Idempotency-Key',
  'Stripe-Account',
  'Stripe-Context',
  'Stripe-Livemode',
  'Stripe-Version',
  'X-Requested-With',
  'X-Stripe-Client-Telemetry',
  'X-Stripe-Client-User-Agent',
  'X-Stripe-User-Agent',
]

const answerHeaders = [
  'Idempotency-Key',
  'Idempotent-Replayed',
  'Request-Id',
  'Retry-After',
  'Stripe-Should-Retry',
  'Stripe-Version',
]

const allowed = 'access-control-allow-origin'

/** Lets a page read the answer of a call for browsers, however it ends. */
export function shareWithBrowsers(request: FastifyRequest, reply: FastifyReply): void {
  if (request.headers.origin === undefined || request.routeOptions.config.browsers !== true) return
  reply.header(allowed, '*').header('access-control-expose-headers', answerHeaders.join(', '))
}

/** Takes that back: the call was made with a secret key. */
export function unshared(reply: FastifyReply): void {
  reply.removeHeader(allowed).removeHeader('access-control-expose-headers')
}

/** `client` natively, `public` in foreign APIs. */
export const browserHeadersOf = ({ access }: { readonly access: string }): boolean =>
  access === 'client' || access === 'public'

type BrowserConventions = Pick<Dialect, 'browserHeaders' | 'idempotency'>

/**
 * Answers what a browser asks before a call: by path, the methods that a publishable key may use there. A path without
 * any is mounted too, or `/search` would be answered for as an `/:id`.
 */
export function mountPreflights(
  app: FastifyInstance,
  calls: readonly { readonly method: string; readonly path: string; readonly access: string }[],
  { browserHeaders = [], idempotency = null }: BrowserConventions = { idempotency: null },
): void {
  const own = idempotency === null ? browserHeaders : [...browserHeaders, idempotency.header]
  const known = new Set(requestHeaders.map((name) => name.toLowerCase()))
  const headers = [...requestHeaders, ...own.filter((name) => !known.has(name.toLowerCase()))].join(', ')
  for (const path of new Set(calls.map((call) => call.path))) {
    const open = calls.filter((call) => call.path === path && browserHeadersOf(call))
    const methods = open.map(({ method }) => method)
    app.options(path, (_, reply) => {
      if (methods.length === 0) return reply.callNotFound()
      return reply
        .code(204)
        .headers({
          [allowed]: '*',
          'access-control-allow-methods': [...new Set(methods)].join(', '),
          'access-control-allow-headers': headers,
          'access-control-max-age': rememberedSeconds,
        })
        .send()
    })
  }
}
