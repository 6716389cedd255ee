/** What a foreign API may ask to find out who calls: keys, credentials of its own, environments. */
import type { DemoCredential } from '../contracts/dialect.ts'
import { type Access, keyHash } from '../engine/access.ts'
import type { Credential, Dialect, Doors } from '../engine/dialect.ts'
import type { Pool } from '../storage/database.ts'
import { derivedKey } from '../vault/fingerprint.ts'
import type { KeyRing } from '../vault/seal.ts'

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

export function doorsWith(options: {
  pool: Pool
  access: Access
  ring: KeyRing
  monotonicMs: () => number
  wallMs: () => number
  demoAllowed: () => boolean
}): (dialect: Dialect) => Doors {
  const { pool, access, ring, monotonicMs } = options
  const environment = remembering((env) => access.environment(env), monotonicMs)
  return (dialect) => {
    const demo = new Set(dialect.demo.credentials.map(({ kind, text }) => `${kind}/${text}`))
    const credential = remembering(async (kindAndText: string): Promise<Credential | null> => {
      const slash = kindAndText.indexOf('/')
      const kind = kindAndText.slice(0, slash)
      const { rows } = await pool.query<{ env: string; data: string }>({
        name: 'dialect credential',
        text: 'select env, data from dialect_credentials where dialect = $1 and kind = $2 and hash = $3',
        values: [dialect.name, kind, keyHash(kindAndText.slice(slash + 1))],
      })
      const row = rows[0]
      // Written by `storeCredential` in this shape.
      return row === undefined ? null : { env: row.env, kind, data: JSON.parse(row.data) as Credential['data'] }
    }, monotonicMs)
    return {
      key: (text) => access.open(text),
      credential: async (kind, text) =>
        demo.has(`${kind}/${text}`) && !options.demoAllowed() ? null : await credential(`${kind}/${text}`),
      environment,
      signingKey: derivedKey(ring, `dialect ${dialect.name}`),
      wallMs: options.wallMs,
    }
  }
}

/** Stores what a merchant of this dialect shows instead of a key, or beside it. */
export async function storeCredential(
  pool: Pool,
  dialect: string,
  env: string,
  { kind, text, data }: DemoCredential,
): Promise<void> {
  await pool.query(
    'insert into dialect_credentials (dialect, kind, hash, env, data) values ($1, $2, $3, $4, $5) on conflict do nothing',
    [dialect, kind, keyHash(text), env, JSON.stringify(data)],
  )
}
