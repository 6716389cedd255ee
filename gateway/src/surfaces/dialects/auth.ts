/** Authentication for foreign APIs: API keys, credentials of the API's own kind, and a signing key for tokens that it issues. */
import type { DemoCredential } from '../../contracts/dialect.ts'
import { type Access, keyHash } from '../../engine/access.ts'
import type { AnyForeignRoute, Credential, Dialect, DialectAuth, SimulatePayer } from '../../engine/dialect.ts'
import type { Demand, Gate } from '../../engine/gate.ts'
import { assert } from '../../kernel/assert.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { payloadKeysWith } from '../../operations/payload-keys.ts'
import type { Pool } from '../../storage/database.ts'
import { answering } from '../../vault/answering.ts'
import type { KeyUse } from '../../vault/hash-uses.ts'
import type { Vault } from '../../vault/vault.ts'
import type { HashSecrets } from '../http/canonical-request.ts'

/** As long as keys are remembered: what is taken away stops working within it. */
const rememberedMs = 5000
const rememberedMax = 10_000

/** A look-up whose answers are remembered for a while; those of nothing too, so that a wrong one asks the database once. */
function remembering<Found>(
  look: (key: string) => Promise<Found>,
  monotonicMs: () => number,
): (key: string) => Promise<Found> {
  const known = new Map<string, { found: Promise<Found>; until: number }>()
  return (key) => {
    const last = known.get(key)
    if (last !== undefined && last.until > monotonicMs()) return last.found
    if (known.size >= rememberedMax) known.clear()
    const found = look(key)
    known.set(key, { found, until: monotonicMs() + rememberedMs })
    found.catch(() => known.delete(key))
    return found
  }
}

/** What a call demands of its key. */
export const demandOfForeign = (route: AnyForeignRoute): Demand => ({
  resource: route.resource,
  needs: route.needs ?? (route.method === 'GET' ? 'read' : 'write'),
  // Calls that are open to anybody may bring a publishable key in what they send.
  access: route.access === 'public' || route.access === 'open' ? 'client' : 'secret',
})

export type DialectAuthOptions = {
  pool: Pool
  gate: Gate
  access: Pick<Access, 'environment'>
  vault: Vault
  simulate: SimulatePayer
  hashSecrets: HashSecrets
  monotonicMs: () => number
  wallMs: () => number
  demoAllowed: () => boolean
}

export function createDialectAuth(
  options: DialectAuthOptions,
): (dialect: Dialect) => (route: AnyForeignRoute) => DialectAuth {
  const { pool, gate, monotonicMs } = options
  const payloadKeys = payloadKeysWith(options)
  return (dialect) => {
    const { name } = dialect
    const demo = new Set(dialect.demo.credentials.map(({ kind, text }) => `${kind}/${text}`))
    const credential = remembering(async (kindAndText: string): Promise<Credential | null> => {
      const slash = kindAndText.indexOf('/')
      const { rows } = await pool.query<{ env: string; key: string; data: string }>({
        name: 'dialect credential',
        text: 'select env, key, data from dialect_credentials where dialect = $1 and kind = $2 and hash = $3',
        values: [name, kindAndText.slice(0, slash), keyHash(kindAndText.slice(slash + 1))],
      })
      const row = rows[0]
      // Written by `storeCredential` in this shape.
      return row === undefined ? null : { ...row, data: JSON.parse(row.data) as Credential['data'] }
    }, monotonicMs)
    const signing = new Map<KeyUse, string>()
    const signingKey: DialectAuth['signingKey'] = async (use) => {
      assert(use.startsWith(`${name}/`), `${use} is ${name}'s own`)
      const known = signing.get(use)
      if (known !== undefined) return known
      const key = await answering(options.vault.derivedKey(use))
      if (!isRefusal(key)) signing.set(use, key)
      return key
    }
    // Whoever reads the database can come by it: nothing that it signs is believed.
    const formerKey: DialectAuth['formerKey'] = async () => {
      const parts = await options.hashSecrets([`tokens of ${name}, 1`, `tokens of ${name}, 2`])
      return isRefusal(parts) ? parts : parts.join('')
    }
    return (route) => {
      const demand = demandOfForeign(route)
      return {
        key: (text) => gate.admit(text === '' ? null : text, demand),
        keyById: (id) => gate.admitId(id, demand),
        credential: async (kind, text) =>
          demo.has(`${kind}/${text}`) && !options.demoAllowed() ? null : await credential(`${kind}/${text}`),
        signingKey,
        formerKey,
        wallMs: options.wallMs,
        environment: async (env) => {
          const environment = await options.access.environment(env)
          return environment === null ? null : (gate.admitPage(environment, null) ?? environment)
        },
        payloadKeys: (env) => answering(payloadKeys(env)),
        simulate: options.simulate,
      }
    }
  }
}

/** Stores what a merchant of this dialect shows instead of a key, or beside it; `key` is the one that it stands for. */
export async function storeCredential(
  pool: Pool,
  dialect: string,
  { env, key }: { env: string; key: string },
  { kind, text, data }: DemoCredential,
): Promise<void> {
  await pool.query(
    'insert into dialect_credentials (dialect, kind, hash, env, key, data) values ($1, $2, $3, $4, $5, $6) on conflict do nothing',
    [dialect, kind, keyHash(text), env, key, JSON.stringify(data)],
  )
}
