import type { Connection, Pool } from '../../storage/database.ts'
import type { Config } from '../config.ts'
import { type Keeper, openKeeper } from '../vault/open.ts'
import { settledKeys } from '../vault/own-key.ts'
import { VaultRefusal } from '../vault/vault.ts'
import { withPool } from './pool.ts'

/** Opens the vault over this process' own keys, tried on the database. */
export async function withVault(
  work: (
    keeper: Keeper & { readonly pool: Pool; readonly config: Config; readonly connection: Connection },
  ) => Promise<number>,
): Promise<void> {
  await withPool(
    async (pool, config, connection) => {
      if (config.vault.remote !== null) {
        console.error('this works on the keys; run it where they are, without FLORIN_VAULT_URL')
        return 2
      }
      const vault = await settledKeys(config, connection)
      if ('refused' in vault) {
        console.error(vault.refused)
        return 2
      }
      const settled = { ...config, vault }
      try {
        const keeper = openKeeper(pool, vault)
        await keeper.vault.start()
        return await work({ ...keeper, pool, connection, config: settled })
      } catch (error) {
        if (!(error instanceof VaultRefusal)) throw error
        console.error(`the vault does not open: ${error.message}`)
        return 2
      }
    },
    { keyless: false },
  )
}
