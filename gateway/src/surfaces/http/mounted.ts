/** A call of the native API as it is served: what its requests are read with. */
import type { FastifyRequest, RouteHandlerMethod, RouteOptions } from 'fastify'
import { type TObject, Type } from 'typebox'
import { type Demand, demandOf } from '../../engine/gate.ts'
import type { AnyRoute } from '../../engine/route.ts'
import { assert } from '../../kernel/assert.ts'
import { isRefusal, type Refusal } from '../../kernel/refusal.ts'
import { NoFields } from '../../kernel/schema.ts'
import { refuseApiVersion } from '../../resources/platform/event/index.ts'
import { parseForm, parseJson, textOf } from './body.ts'
import { browserHeadersOf } from './cors.ts'
import { type Validator, validatorOf } from './decode.ts'
import { type RequestAddress, readAddress } from './path-and-query.ts'
import { keyAmongFields, keyIn, withoutKey } from './request-key.ts'

export type Mounted = {
  route: AnyRoute
  demand: Demand
  call: string
  params: Validator | null
  query: Validator
  body: Validator | null
}

/** What a call is read with; a call that browsers may make has to say what they may send. */
export function mountedOf(route: AnyRoute): Mounted {
  assert(route.access !== 'client' || route.body === undefined || route.browser, `${route.path} is for browsers too`)
  return {
    route,
    demand: demandOf(route),
    call: `${route.method} ${route.path}`,
    params: route.params === undefined ? null : validatorOf(route.params),
    query: validatorOf(route.query ?? Type.Object({}, { additionalProperties: false })),
    body: route.body === undefined ? null : validatorOf(route.body),
  }
}

/** Every call takes `expand`: a read in its query, a write in its body. The document says so too. */
export function withExpansions(route: AnyRoute): AnyRoute {
  if (route.method === 'GET') return { ...route, query: withExpand(route.query) }
  return route.method === 'POST' ? { ...route, body: withExpand(route.body) } : route
}

const withExpand = (schema: TObject | undefined): TObject =>
  schema === undefined
    ? NoFields
    : Type.Object({ ...NoFields.properties, ...schema.properties }, { additionalProperties: false })

export function read(
  mounted: Mounted,
  request: FastifyRequest,
): (RequestAddress & { body: Record<string, unknown>; bytes: number }) | Refusal {
  const version = request.headers['stripe-version']
  const unversioned = typeof version === 'string' ? refuseApiVersion(version, 'Stripe-Version') : null
  if (unversioned !== null) return unversioned
  const address = readAddress(mounted, request)
  if (isRefusal(address)) return address
  if (mounted.body === null) return { ...address, body: {}, bytes: 0 }
  const raw = Buffer.isBuffer(request.body) ? request.body : null
  const text = raw === null ? '' : textOf(raw)
  if (isRefusal(text)) return text
  const parsed = isJson(request.headers['content-type']) ? parseJson(text) : parseForm(text)
  if (isRefusal(parsed)) return parsed
  const body = mounted.body(withoutKey(parsed))
  return isRefusal(body) ? body : { ...address, body: body.value, bytes: raw?.length ?? 0 }
}

/** The key of the header; a publishable one may stand among the fields of a form or of the query instead. */
export const keyOfRequest = ({ headers, url, body }: FastifyRequest): string | null =>
  keyIn(headers.authorization) ??
  (Buffer.isBuffer(body) && !isJson(headers['content-type']) ? keyAmongFields(body.toString('latin1')) : null) ??
  keyAmongFields(url)

const isJson = (contentType: string | undefined): boolean =>
  contentType?.toLowerCase().startsWith('application/json') ?? false

/** Where a call is mounted. */
export const routeOptionsOf = (route: AnyRoute, handler: RouteHandlerMethod): RouteOptions => ({
  method: route.method,
  url: route.path,
  config: { browsers: browserHeadersOf(route) },
  handler,
})
