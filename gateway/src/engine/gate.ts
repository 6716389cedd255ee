/**
 * The gate before every call, native or of a dialect: what the key opens, whether it comes too often, and whether it may do
 * this. A call declares its demand; nothing behind the gate asks for permissions again, except for what it expands.
 */
import { defineRefusal, isRefusal, type Refusal } from '../kernel/refusal.ts'
import { type Access, type OpenedKey, refuseKey } from './access.ts'
import type { EnvironmentSettings } from './command.ts'
import type { Limiter, RequestRate } from './limiter.ts'
import type { AnyRoute } from './route.ts'

/** What a call demands of a key. */
export type Demand = {
  /** `payment_intents`: what restricted keys are given permission for. */
  readonly resource: string
  readonly needs: 'read' | 'write'
  /** As in the declaration of a route. */
  readonly access: AnyRoute['access']
}

/** The resource of a call: what its path names first, unless its declaration says another. */
export const resourceOf = (route: Pick<AnyRoute, 'path' | 'resource'>): string =>
  route.resource ?? route.path.split('/')[2] ?? ''

export const demandOf = (route: Pick<AnyRoute, 'path' | 'resource' | 'method' | 'needs' | 'access'>): Demand => ({
  resource: resourceOf(route),
  needs: route.needs ?? (route.method === 'GET' ? 'read' : 'write'),
  access: route.access,
})

/** Refuses a key that may not do what a call demands. */
export function refuseDemand(
  { kind, hint, permissions }: OpenedKey,
  { resource, needs, access }: Demand,
): Refusal | null {
  if (kind === 'secret' || (kind === 'publishable' && access === 'client')) return null
  if (kind === 'publishable') return refuseKey.secretRequired()
  if (access === 'owner') return refuseKey.unrestrictedRequired({ hint })
  const given = Object.hasOwn(permissions, resource) ? permissions[resource] : undefined
  return given === 'write' || given === needs ? null : refuseKey.permissionMissing({ hint, resource, needs })
}

export type Gate = {
  /** What the key opens, or why it is not let through; at once where the key is remembered. */
  admit(key: string | null, demand: Demand): OpenedKey | Refusal | Promise<OpenedKey | Refusal>
  /** The same for what stands for a key, which it names by its id. */
  admitId(id: string, demand: Demand): OpenedKey | Refusal | Promise<OpenedKey | Refusal>
  /** Lets a payer's browser at a page, by the measure of publishable keys; `payer` is the network that it comes from. */
  admitPage(environment: EnvironmentSettings, payer: string | null): Refusal | null
}

/** Views and forms of one payer's pages a second, where the environment has a limit at all: people click more slowly. */
export const pagesPerSecond = 10

const refusePages = defineRefusal<{ seconds: number }>(
  'rate_limited',
  'rate_limit',
  '',
  () => 'Too many requests. Nothing was done; try again in a moment.',
  ({ seconds }) => ({ retryAfterSeconds: seconds }),
)

export function createGate({ access, limiter }: { access: Pick<Access, 'open' | 'openId'>; limiter: Limiter }): Gate {
  const judge = (opened: OpenedKey | Refusal, demand: Demand): OpenedKey | Refusal => {
    if (isRefusal(opened)) return opened
    const wait = limiter.take(ratesOf(opened))
    if (wait > 0) return refuseKey.tooOften({ hint: opened.hint, seconds: Math.ceil(wait / 1000) })
    return refuseDemand(opened, demand) ?? opened
  }
  const judged = (opening: ReturnType<Access['open']>, demand: Demand) =>
    opening instanceof Promise ? opening.then((opened) => judge(opened, demand)) : judge(opening, demand)
  return {
    admit: (key, demand) => (key === null ? refuseKey.missing() : judged(access.open(key), demand)),
    admitId: (id, demand) => judged(access.openId(id), demand),
    admitPage: ({ id, requestsPerSecond = null }, payer) => {
      if (requestsPerSecond === null) return null
      const own = payer === null ? [] : [{ name: `${id}/payer/${payer}`, perSecond: pagesPerSecond }]
      const wait = limiter.take([{ name: `${id}/publishable`, perSecond: requestsPerSecond }, ...own])
      return wait > 0 ? refusePages({ seconds: Math.ceil(wait / 1000) }) : null
    },
  }
}

/** Publishable keys are in everybody's hands: their crowd has a measure of its own and cannot use up the merchant's. */
const ratesOf = ({ key, kind, environment, limits }: OpenedKey): readonly RequestRate[] => [
  { name: key, perSecond: limits.key },
  {
    name: kind === 'publishable' ? `${environment.id}/publishable` : environment.id,
    perSecond: limits.environment,
  },
]
