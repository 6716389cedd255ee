/** `florin vault …`: its own process, rotation, one record's end, and saved methods in and out. */
import { randomBytes } from 'node:crypto'
import type { Command } from 'commander'
import { note } from '../../engine/audit-log.ts'
import type { Change } from '../../engine/audit-note.ts'
import type { Pool } from '../../storage/database.ts'
import { operator } from '../accounts.ts'
import { rotate } from '../vault/rotate.ts'
import { serveVault } from '../vault/serve.ts'
import { withPool } from './pool.ts'
import { addTransfer } from './transfer.ts'
import { withVault } from './with-vault.ts'

/** An act on all keys concerns every environment: each one's log says so, before it begins. */
async function noteEverywhere(pool: Pool, operation: string, after: Change['after']): Promise<void> {
  const { rows } = await pool.query<{ env: string }>("select distinct env from vault_keys where env <> ''")
  for (const { env } of rows)
    await note(pool, env, operation, { object: 'vault', id: env, before: null, after }, operator())
}

export function addVault(program: Command): void {
  const vault = program.command('vault').description('the vault of cards and accounts')
  vault
    .command('serve')
    .description('be the vault of gateways that hold no key: they name it by FLORIN_VAULT_URL and FLORIN_VAULT_TOKEN')
    .action(() => withVault(serveVault))
  vault
    .command('rotate')
    .description(
      'bring everything under the newest key-encryption key, beside running gateways; ended early, run it again',
    )
    .option('--data-keys', 'renew the data key of each environment too', false)
    .action((options: { dataKeys: boolean }) =>
      withVault(async ({ pool, keys, kek, config }) => {
        await noteEverywhere(pool, 'vault.rotate', { data_keys: options.dataKeys })
        const result = await rotate({
          pool,
          keys,
          kek,
          ring: config.vault.ring,
          random: randomBytes,
          dataKeys: options.dataKeys,
          progress: (step, done, total) =>
            console.log(
              step === 'waiting'
                ? 'waiting until no gateway seals under the old data keys …'
                : `${step}: ${done} of ${total}`,
            ),
          pauseMs: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
        })
        console.log(
          `${result.keys} keys wrapped anew, ${result.records} old records put into envelopes, ${result.moved} moved to a new data key, ${result.retired} old data keys deleted`,
        )
        for (const id of result.broken) console.log(`BROKEN ${id} does not open; it stays as it is`)
        return result.broken.length === 0 ? 0 : 1
      }),
    )
  vault
    .command('destroy <environment> <payment-method>')
    .description('destroy what the vault holds of one payment method: no payment can use it again')
    .requiredOption('--reason <text>', 'why; kept in the record of reveals')
    .action((env: string, id: string, options: { reason: string }) =>
      withVault(async (keeper) => {
        const gone = await keeper.vault.destroy(env, id, options.reason)
        const change = { object: 'payment_method', id, before: null, after: { destroyed: options.reason } }
        if (gone) await note(keeper.pool, env, 'vault.destroy', change, operator())
        console.log(gone ? `${id} is destroyed` : `the vault holds nothing of ${id} in ${env}`)
        return gone ? 0 : 1
      }),
    )
  vault
    .command('reveals <environment>')
    .description('list reveals, newest first: when, what, for which call, why')
    .option('--record <id>', 'only of this payment method')
    .option('--limit <count>', 'how many', '50')
    .action((env: string, options: { record?: string; limit: string }) =>
      withPool(async (pool) => {
        const { rows } = await pool.query<{
          record: string
          call: string
          reason: string
          opened: boolean
          at: number
        }>(
          `select record, call, reason, opened, at from vault_accesses
           where env = $1 and ($2::text is null or record = $2) order by seq desc limit $3`,
          [env, options.record ?? null, Number.parseInt(options.limit, 10) || 50],
        )
        for (const { record, call, reason, opened, at } of rows)
          console.log(
            `${new Date(at).toISOString()}  ${record}  ${call.padEnd(30)} ${reason}${opened ? '' : ' (nothing was revealed)'}`,
          )
        if (rows.length === 0) console.log('none')
        return 0
      }),
    )
  addTransfer(vault)
}
