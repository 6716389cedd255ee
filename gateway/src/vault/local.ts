/** The vault over keys that this process holds. */
import { Secret } from '../kernel/secret.ts'
import type { Pool } from '../storage/database.ts'
import { createAccesses, type VaultAccess } from './accesses.ts'
import { type Envelope, openOldRecord, openRecord, type Random, type RecordName, sealRecord } from './envelope.ts'
import type { VaultKeys } from './keys.ts'
import { type KeyRing, UnsealError } from './seal.ts'
import { isSigningSecret, type Vault, VaultUnavailable } from './vault.ts'

/** What the vault's own process and the command line may do besides: they hold the keys. */
export type LocalVault = Vault & {
  /** Opens a record for the call or the purpose that is named, and writes it down. Whoever has the bytes overwrites them. */
  open(asked: VaultAccess): Promise<Buffer>
}

export function createLocalVault(options: {
  pool: Pool
  keys: VaultKeys
  ring: KeyRing | null
  random: Random
  end?: () => Promise<void>
}): LocalVault {
  const { pool, keys } = options
  const accesses = createAccesses(pool)

  const opened = async (name: RecordName, envelope: Envelope): Promise<Buffer> =>
    envelope.data_key === null
      ? openOldRecord(options.ring, name, envelope)
      : openRecord(await keys.numbered(name.env, envelope.data_key, name.id), name, envelope)

  const open: LocalVault['open'] = async (asked) => {
    const envelope = await accesses.read(asked).catch(away)
    try {
      if (envelope === null) throw new UnsealError(asked.id)
      return await opened(asked, envelope)
    } catch (error) {
      const neverLeft = await accesses.failed(asked).catch(away)
      if (!(error instanceof UnsealError)) return away(error)
      error.neverLeft = neverLeft
      throw error
    }
  }

  return {
    start: () => keys.start(),
    open,
    store: async ({ env, id, plain, mark }) => {
      try {
        const known = keys.current(env)
        const dataKey = known instanceof Promise ? await known.catch(away) : known
        const envelope = sealRecord(dataKey, { env, id }, plain, options.random)
        if (mark === null) return { record: { id, ...envelope }, fingerprint: '' }
        const marked = Buffer.concat([Buffer.from(mark.prefix), plain])
        const fingerprint = keys.hashes().fingerprint(mark.account, marked)
        marked.fill(0)
        return { record: { id, ...envelope }, fingerprint }
      } finally {
        plain.fill(0)
      }
    },
    fingerprint: async (account, text) => keys.hashes().fingerprint(account, text),
    hashes: (values) => values.map(keys.hashes().secret),
    derivedKey: (use) => keys.hashes().derived(use),
    reveal: async (call, env, id) => call.hold(await open({ env, id, call: call.id, reason: call.reason })),
    signingSecret: async (env, id) => {
      if (!isSigningSecret(id)) throw new UnsealError(id)
      const { rows } = await pool.query<Envelope>(
        'select version, sealed, data_key, wrapped from vault_records where env = $1 and id = $2',
        [env, id],
      )
      return rows[0] === undefined ? null : new Secret((await opened({ env, id }, rows[0])).toString('utf8'))
    },
    destroy: async (env, id, reason) => {
      const { rowCount } = await pool.query(
        `with gone as (delete from vault_records where env = $1 and id = $2 returning env, id)
         insert into vault_accesses (env, record, call, reason, opened) select env, id, '', $3, false from gone`,
        [env, id, `destroyed: ${reason}`],
      )
      return (rowCount ?? 0) > 0
    },
    close: async () => await options.end?.(),
  }
}

/** Whatever went wrong besides the record itself is no fault of the card. */
function away(error: unknown): never {
  if (error instanceof UnsealError) throw error
  throw new VaultUnavailable(error instanceof Error ? error.message : 'the vault does not answer', { cause: error })
}
