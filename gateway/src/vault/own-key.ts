/** Without keys from outside, the embedded database has one of its own, made once and kept in the data directory. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Secret } from '../kernel/secret.ts'
import { type Connection, connectPlain } from '../storage/database.ts'
import { parseKeyRing } from './seal.ts'
import type { VaultSettings } from './settings.ts'
import { VaultRefusal } from './vault.ts'

/** The vault's settings, and where an embedded database keeps its files; `databaseUrl` is null for such a one. */
type KeyPlaces = {
  readonly vault: VaultSettings
  readonly databaseUrl: Secret<string> | null
  readonly dataDir: string
}
type Refused = { readonly refused: string }

/**
 * The settings of the vault with every key in them; refused where the own key is gone, since a new one would open nothing.
 * Without `create`, as beside the gateway that makes it, it has to be there.
 */
export async function settledKeys(
  { vault, databaseUrl, dataDir }: KeyPlaces,
  connection: Connection,
  { create = true }: { readonly create?: boolean } = {},
): Promise<VaultSettings | Refused> {
  const file = join(dataDir, 'vault.key')
  if (vault.remote !== null || vault.ring !== null || databaseUrl !== null) return vault
  if (!existsSync(file)) {
    if (vault.transit !== null) return vault
    if (await sealedBefore(connection))
      return {
        refused: `${file} is gone, and the database holds what it sealed; put it back from your backup, or set FLORIN_KEK to its content`,
      }
    if (!create) return { refused: `there is no key in ${file} yet; npm start makes it` }
    writeFileSync(file, `1:${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  }
  const ring = parseKeyRing(readFileSync(file, 'utf8').trim())
  return 'problem' in ring ? { refused: `${file} cannot be read: ${ring.problem}` } : { ...vault, ring }
}

async function sealedBefore(connection: Connection): Promise<boolean> {
  const client = await connectPlain(connection)
  try {
    const { rows } = await client.query<{ sealed: boolean }>(
      'select exists (select from vault_keys) or exists (select from vault_records) as sealed',
    )
    return rows[0]?.sealed === true
  } finally {
    await client.end()
  }
}

/** A vault that refuses to start, as the refusal of the whole start; any other error is thrown on. */
export function refusalOfVault(error: unknown): Refused {
  if (error instanceof VaultRefusal) return { refused: error.message }
  throw error
}
