/** The vault of the settings: over keys of this process, or another process. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Secret } from '../kernel/secret.ts'
import type { Pool } from '../storage/database.ts'
import { joinedKeyEncryption, type KeyEncryption, localKeyEncryption } from './key-encryption.ts'
import { createKeys, type VaultKeys } from './keys.ts'
import { createLocalVault, type LocalVault } from './local.ts'
import { createRemoteVault } from './remote.ts'
import type { TransitConfig, VaultSettings } from './settings.ts'
import { transitKeyEncryption } from './transit.ts'
import { type Vault, VaultRefusal } from './vault.ts'

export type Keeper = { readonly vault: LocalVault; readonly keys: VaultKeys; readonly kek: KeyEncryption }

/** The vault for whoever holds its keys: its own process, the command line, or a gateway in one process. */
export function openKeeper(pool: Pool, settings: VaultSettings): Keeper {
  const { ring, transit } = settings
  const all = [
    ...(transit === null ? [] : [transitKeyEncryption({ ...transit, token: tokenOf(transit) })]),
    ...(ring === null ? [] : [localKeyEncryption(ring, randomBytes)]),
  ]
  const [first, ...others] = all
  if (first === undefined) throw new VaultRefusal('the vault has no key-encryption key; set FLORIN_KEK')
  const kek = joinedKeyEncryption([first, ...others])
  const keys = createKeys({ pool, kek, ring, random: randomBytes, monotonicMs: () => performance.now() })
  return { vault: createLocalVault({ pool, keys, ring, random: randomBytes }), keys, kek }
}

export const openVault = (pool: Pool, settings: VaultSettings): Vault =>
  settings.remote === null ? openKeeper(pool, settings).vault : createRemoteVault(settings.remote)

/** The vault, tried on what the database holds. One that refuses leaves nothing open, the pool included. */
export async function startedVault(pool: Pool, settings: VaultSettings): Promise<Vault> {
  let vault: Vault | null = null
  try {
    vault = openVault(pool, settings)
    await vault.start()
    return vault
  } catch (error) {
    await vault?.close()
    await pool.end()
    throw error
  }
}

const tokenOf =
  ({ token, tokenFile }: TransitConfig) =>
  (): Secret<string> =>
    token ?? new Secret(readFileSync(tokenFile ?? '', 'utf8').trim())
