/** Which methods an address of a foreign API takes, for a request that used another one. */
import type { AnyForeignRoute } from '../../engine/dialect.ts'
import { type Refusal, refuse } from '../../kernel/refusal.ts'

/** `/v1/payments/:id` as a pattern of addresses. */
const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll(/[.+*?^$()[\]{}|\\]/g, '\\$&').replaceAll(/:\w+/g, '[^/]+')}/?$`)

export type MethodsAt = (path: string) => readonly string[]

/** The methods by address, compiled once. A GET answers HEAD too. */
export function methodsOfRoutes(routes: readonly Pick<AnyForeignRoute, 'method' | 'path'>[]): MethodsAt {
  const patterns = routes.map(({ method, path }) => ({ method, pattern: patternOf(path) }))
  return (path) => [...new Set(patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))].sort()
}

/** Why a request found no call: another method is wanted at its address, or there is nothing at all. `path` as the caller wrote it. */
export const refusePath = (method: string, path: string, allowed: readonly string[]): Refusal =>
  allowed.length === 0 ? refuse.routeUnknown({ method, path }) : refuse.methodNotAllowed({ method, path, allowed })
