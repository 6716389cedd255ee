/** `florin vault …`: its own process, rotation, one record's end, and saved methods in and out. */
import { randomBytes } from 'node:crypto'
import type { Command } from 'commander'
import { note } from '../../engine/audit-log.ts'
import type { Change } from '../../engine/audit-note.ts'
import { operator } from '../../operations/accounts.ts'
import type { Pool } from '../../storage/database.ts'
import { rotate } from '../../vault/rotate.ts'
import { serveVault } from '../../vault/serve.ts'
import { parseId, parseWhole, words } from './parse.ts'
import { knownEnvironment, withPool } from './pool.ts'
import { CommandFailed, type CommandResult, type Io, type Shell, WrongInput } from './shell.ts'
import { addTransfer } from './transfer.ts'
import { type OpenedVault, withVault } from './with-vault.ts'

export function addVault(program: Command, shell: Shell): void {
  const vault = program.command('vault').description('the vault of cards and accounts')
  addServe(vault, shell)
  addRotate(vault, shell)
  addDestroy(vault, shell)
  addReveals(vault, shell)
  addTransfer(vault, shell)
}

function addServe(vault: Command, { does }: Shell): void {
  vault
    .command('serve')
    .description('be the vault of gateways that hold no key: they name it by FLORIN_VAULT_URL and FLORIN_VAULT_TOKEN')
    .action(
      does(({ terminal, tell }) =>
        withVault(terminal, async ({ vault: held, config }) => {
          const why = await serveVault({
            vault: held,
            config,
            ending: terminal.untilEnded(),
            onReady: (url) => tell(`The vault is ready at ${url}`, { ready: url }),
            onFault: (line) => terminal.err(`${line}\n`),
          })
          if (why !== null) throw new WrongInput(why)
          return { lines: [], json: undefined }
        }),
      ),
    )
}

function addRotate(vault: Command, { does }: Shell): void {
  vault
    .command('rotate')
    .description(
      'bring everything under the newest key-encryption key, beside running gateways; ended early, run it again',
    )
    .option('--data-keys', 'renew the data key of each environment too', false)
    .action(
      does((io, { dataKeys }: { dataKeys: boolean }) =>
        withVault(io.terminal, (opened) => rotateVault(io, opened, dataKeys)),
      ),
    )
}

async function rotateVault(
  { progress }: Io,
  { pool, keys, kek, config }: OpenedVault,
  dataKeys: boolean,
): Promise<CommandResult> {
  await noteEverywhere(pool, 'vault.rotate', { data_keys: dataKeys })
  const { broken, ...counts } = await rotate({
    pool,
    keys,
    kek,
    ring: config.vault.ring,
    random: randomBytes,
    dataKeys,
    progress: (step, done, total) =>
      progress(
        step === 'waiting'
          ? 'waiting until no gateway seals under the old data keys …'
          : `${step}: ${done} of ${total}`,
      ),
    pauseMs: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  })
  return {
    lines: [
      `${counts.keys} keys wrapped anew, ${counts.records} old records put into envelopes, ${counts.moved} moved to a new data key, ${counts.retired} old data keys deleted`,
      ...broken.map((id) => `BROKEN ${id} does not open; it stays as it is`),
    ],
    json: { ...counts, broken },
    exit: broken.length === 0 ? 0 : 1,
  }
}

/** An act on all keys concerns every environment: each one's log says so, before it begins. */
async function noteEverywhere(pool: Pool, operation: string, after: Change['after']): Promise<void> {
  const { rows } = await pool.query<{ env: string }>("select distinct env from vault_keys where env <> ''")
  for (const { env } of rows)
    await note(pool, env, operation, { object: 'vault', id: env, before: null, after }, operator())
}

function addDestroy(vault: Command, { does }: Shell): void {
  vault
    .command('destroy')
    .argument('<environment>')
    .argument('<payment-method>', 'pm_…', parseId('pm'))
    .description('destroy what the vault holds of one payment method: no payment can use it again')
    .requiredOption('--reason <text>', 'why; kept in the record of reveals', words(500))
    .action(
      does(({ terminal }, env: string, id: string, { reason }: { reason: string }) =>
        withVault(terminal, async (keeper) => {
          const gone = await keeper.vault.destroy(env, id, reason)
          if (!gone) throw new CommandFailed(`the vault holds nothing of ${id} in ${env}`)
          const change = { object: 'payment_method', id, before: null, after: { destroyed: reason } }
          await note(keeper.pool, env, 'vault.destroy', change, operator())
          return { lines: [`${id} is destroyed`], json: { environment: env, payment_method: id, destroyed: true } }
        }),
      ),
    )
}

type Reveal = { record: string; call: string; reason: string; opened: boolean; at: number }

function addReveals(vault: Command, { does }: Shell): void {
  vault
    .command('reveals <environment>')
    .description('list reveals, newest first: when, what, for which call, why')
    .option('--record <id>', 'only of this payment method', parseId('pm'))
    .option('--limit <count>', 'how many', parseWhole('a number of reveals', 1, 10_000), 50)
    .action(
      does(({ terminal }, env: string, options: { record?: string; limit: number }) =>
        withPool(terminal, async ({ pool }) => {
          const { rows } = await pool.query<Reveal>(
            `select record, call, reason, opened, at from vault_accesses
             where env = $1 and ($2::text is null or record = $2) order by seq desc limit $3`,
            [env, options.record ?? null, options.limit],
          )
          // Asked only where nothing was found: the vault's own role reads no environments.
          if (rows.length === 0) await knownEnvironment(pool, env)
          return {
            lines: rows.length === 0 ? ['none'] : rows.map(lineOf),
            json: rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() })),
          }
        }),
      ),
    )
}

const lineOf = ({ record, call, reason, opened, at }: Reveal): string =>
  `${new Date(at).toISOString()}  ${record}  ${call.padEnd(30)} ${reason}${opened ? '' : ' (nothing was revealed)'}`
