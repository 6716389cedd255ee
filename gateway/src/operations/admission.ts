/** Admission: which keys may call what, and how often; the gate, rate limits and permissions put together. */
import { createAccess, type OpenedKey } from '../engine/access.ts'
import { type Author, authorIn } from '../engine/audit-log.ts'
import { expandedNouns, refuseExpansion } from '../engine/expand.ts'
import { createGate, refuseDemand, resourceOf } from '../engine/gate.ts'
import { createLimiter } from '../engine/limiter.ts'
import type { AnyRoute, RequestContext } from '../engine/route.ts'
import type { AnyView } from '../engine/view.ts'
import type { NewId } from '../kernel/id.ts'
import type { Refusal } from '../kernel/refusal.ts'
import type { EnvironmentClock } from '../kernel/time.ts'
import type { Pool } from '../storage/database.ts'
import { setClock } from './accounts.ts'
import { createKeyApi } from './api-keys.ts'

export type AdmissionOptions = {
  readonly pool: Pool
  readonly newId: NewId
  readonly wallMs: () => number
  readonly monotonicMs?: (() => number) | undefined
  readonly demoAllowed: () => boolean
  readonly rateLimit?: number | null | undefined
  /** All calls of the native API, for what permissions there are. */
  readonly routes: () => readonly AnyRoute[]
}

/** What restricted keys can be given permission for: the resources of all calls that they may make. */
export const resourcesOf = (routes: readonly AnyRoute[]): readonly string[] =>
  [...new Set(routes.filter(({ access }) => access !== 'owner').map(resourceOf))].sort()

/** The resource under which one object of a noun is read. */
const resourceOfNoun = (routes: readonly AnyRoute[]): ReadonlyMap<string, string> =>
  new Map(
    routes
      .filter(({ method, path, answers }) => method === 'GET' && path.endsWith('/:id') && answers.as === undefined)
      .map((route) => [route.answers.noun, resourceOf(route)]),
  )

export function createAdmission(options: AdmissionOptions) {
  const { pool } = options
  const monotonicMs = options.monotonicMs ?? (() => performance.now())
  const access = createAccess({ ...options, monotonicMs, rateLimit: options.rateLimit ?? null })
  const gate = createGate({ access, limiter: createLimiter({ monotonicMs }) })
  const authorOf: (request: RequestContext) => Author = authorIn(options)
  let nouns: ReadonlyMap<string, string> | null = null

  /** An expansion shows what a call of its own would, so it needs the same permission. */
  const refuseReading = (
    noun: string,
    paths: readonly string[],
    opened: OpenedKey,
    views: ReadonlyMap<string, AnyView>,
  ) => {
    nouns ??= resourceOfNoun(options.routes())
    for (const face of expandedNouns(noun, paths, views)) {
      const expanded = views.get(face)?.reads?.noun ?? face
      const resource = nouns.get(expanded) ?? expanded
      const refusal = refuseDemand(opened, { resource, needs: 'read', access: 'secret' })
      if (refusal !== null) return refusal
    }
    return null
  }

  return {
    access,
    gate,
    authorOf,
    keys: createKeyApi({
      ...options,
      resources: () => resourcesOf(options.routes()),
      onEnd: access.forget,
    }),
    setClock: (env: string, clock: EnvironmentClock, request: RequestContext | null) =>
      setClock(pool, env, clock, request === null ? null : authorOf(request)).finally(access.forget),
    refuseExpansion:
      (views: ReadonlyMap<string, AnyView>) =>
      (noun: string, paths: readonly string[], opened: OpenedKey): Refusal | null =>
        refuseExpansion(noun, paths, views) ??
        (opened.kind === 'restricted' ? refuseReading(noun, paths, opened, views) : null),
  }
}
