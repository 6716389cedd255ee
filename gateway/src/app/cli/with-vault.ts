import { TransferError } from '../../operations/vault-transfer/transfer-file.ts'
import { type Keeper, openKeeper } from '../../vault/open.ts'
import { settledKeys } from '../../vault/own-key.ts'
import { VaultRefusal } from '../../vault/vault.ts'
import { type OpenDatabase, withPool } from './pool.ts'
import { type Terminal, WrongInput } from './shell.ts'

export type OpenedVault = Keeper & OpenDatabase

/** Opens the vault over this process' own keys, tried on the database. */
export async function withVault<T>(terminal: Terminal, work: (opened: OpenedVault) => Promise<T>): Promise<T> {
  return await withPool(
    terminal,
    async ({ pool, config, connection }) => {
      if (config.vault.remote !== null)
        throw new WrongInput('this works on the keys; run it where they are, without FLORIN_VAULT_URL')
      const vault = await settledKeys(config, connection, { create: false })
      if ('refused' in vault) throw new WrongInput(vault.refused)
      try {
        const keeper = openKeeper(pool, vault)
        await keeper.vault.start()
        return await work({ ...keeper, pool, connection, config: { ...config, vault } })
      } catch (error) {
        if (error instanceof VaultRefusal) throw new WrongInput(`the vault does not open: ${error.message}`)
        // A file or a key that is not what was asked for.
        if (error instanceof TransferError) throw new WrongInput(error.message)
        throw error
      }
    },
    { keyless: false },
  )
}
