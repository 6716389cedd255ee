/** `florin vault export`, `import` and `transfer-key`: saved methods between vaults. docs/operating/vault.md has the format. */
import { randomBytes } from 'node:crypto'
import { accessSync, appendFileSync, constants, existsSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Command } from 'commander'
import { exportJWK, generateKeyPair } from 'jose'
import { note } from '../../engine/audit-log.ts'
import type { Change } from '../../engine/audit-note.ts'
import { codeOf, reasonOf } from '../../kernel/reason.ts'
import { methodCatalogue } from '../../methods/index.ts'
import { operator } from '../../operations/accounts.ts'
import { attachImported } from '../../operations/vault-transfer/attach.ts'
import { exportMethods, type RowResult } from '../../operations/vault-transfer/export.ts'
import { type Imported, importMethods } from '../../operations/vault-transfer/import.ts'
import {
  type PublicKey,
  readPrivateKey,
  readPublicKey,
  TransferError,
} from '../../operations/vault-transfer/transfer-file.ts'
import type { Pool } from '../../storage/database.ts'
import { createGateway } from '../gateway.ts'
import { createLogger } from '../start.ts'
import { knownEnvironment } from './pool.ts'
import { type CommandResult, type Io, type Shell, WrongInput } from './shell.ts'
import { type OpenedVault, withVault } from './with-vault.ts'

/** What a row became, on a line of the report, as CSV; without one, what needs to be known of it among the lines. */
function reporter({ progress }: Io, file: string | undefined) {
  const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const lines: string[] = []
  let done = 0
  if (file !== undefined) onFile(file, () => writeFileSync(file, 'row,id,result,note\n'))
  return {
    lines,
    tell: ({ row, id, result, note: said }: RowResult): void => {
      progress(`${++done} methods`)
      if (file !== undefined) appendFileSync(file, `${row},${quoted(id)},${result},${quoted(said)}\n`)
      else if (result === 'failed' || said !== '')
        lines.push(`row ${row} ${id}: ${result}${said === '' ? '' : `, ${said}`}`)
    },
  }
}

/** A file that cannot be read or written is the operator's to name. */
function onFile<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw new WrongInput(`${file} is there already; name another file`)
    throw new WrongInput(`${file} cannot be used: ${reasonOf(error)}`)
  }
}

/** Told before it begins: what left the vault, or came in, is then on record even if it ends early. */
const noteTransfer = (pool: Pool, env: string, operation: string, after: Change['after']) =>
  note(pool, env, operation, { object: 'vault', id: env, before: null, after }, operator())

/** Names what is wrong with a key before anything is opened or noted. */
async function keyIn(file: string, read: (file: string) => Promise<PublicKey>): Promise<PublicKey> {
  try {
    return await read(file)
  } catch (error) {
    if (error instanceof TransferError) throw new WrongInput(error.message)
    throw error
  }
}

type ExportOptions = { readonly to: string; readonly out: string; readonly saved: boolean; readonly report?: string }

export function addTransfer(vault: Command, { does }: Shell): void {
  vault
    .command('transfer-key <file>')
    .description('make a key to be sent methods with: the private one goes into the file, the public one is printed')
    .action(
      does(async (_, file: string) => {
        const { publicKey, privateKey } = await generateKeyPair('ECDH-ES+A256KW', { crv: 'P-256', extractable: true })
        const own = JSON.stringify(await exportJWK(privateKey))
        onFile(file, () => writeFileSync(file, `${own}\n`, { mode: 0o600, flag: 'wx' }))
        const shown = await exportJWK(publicKey)
        return { lines: [JSON.stringify(shown)], json: shown }
      }),
    )
  vault
    .command('export <environment>')
    .description(
      'write what the vault holds into a file that only one key opens; a file that was begun is gone on with',
    )
    .requiredOption('--to <file>', "the receiver's public key: a JWK or a PEM")
    .requiredOption('--out <file>', 'the file of saved methods')
    .option('--saved', 'only methods that belong to a customer', false)
    .option('--report <file>', 'a CSV with a line for each row')
    .action(
      does(async (io, env: string, options: ExportOptions) => {
        const to = await keyIn(options.to, readPublicKey)
        return await withVault(io.terminal, (opened) => exportFrom(io, opened, env, options, to))
      }),
    )
  vault
    .command('import <environment> <file>')
    .description('take saved methods from a file; run it again where it ended early')
    .requiredOption('--key <file>', 'our private key: a JWK or a PEM')
    .option('--report <file>', 'a CSV with a line for each row')
    .action(
      does(async (io, env: string, file: string, options: { key: string; report?: string }) => {
        const own = await keyIn(options.key, readPrivateKey)
        onFile(file, () => accessSync(file, constants.R_OK))
        return await withVault(io.terminal, (opened) =>
          importInto(io, opened, { env, file, own, report: options.report }),
        )
      }),
    )
}

async function exportFrom(
  io: Io,
  { pool, vault }: OpenedVault,
  env: string,
  options: ExportOptions,
  to: PublicKey,
): Promise<CommandResult> {
  await knownEnvironment(pool, env)
  const report = reporter(io, options.report)
  onFile(options.out, () => accessSync(existsSync(options.out) ? options.out : dirname(options.out), constants.W_OK))
  const { exported, failed } = await exportMethods({
    pool,
    vault,
    env,
    out: options.out,
    to,
    saved: options.saved,
    newFile: () => ({
      file: `export_${randomBytes(12).toString('hex')}`,
      created: new Date().toISOString(),
    }),
    begin: () => noteTransfer(pool, env, 'vault.export', { saved_only: options.saved }),
    report: report.tell,
  })
  return {
    lines: [...report.lines, `${exported} exported, ${failed} failed`],
    json: { exported, failed, notes: report.lines },
    exit: failed === 0 ? 0 : 1,
  }
}

type Import = {
  readonly env: string
  readonly file: string
  readonly own: PublicKey
  readonly report: string | undefined
}

async function importInto(io: Io, opened: OpenedVault, { env, file, own, report }: Import): Promise<CommandResult> {
  const { pool, vault, config, connection } = opened
  const gateway = await createGateway({
    connection,
    vault: config.vault,
    logger: createLogger('silent'),
    publicUrl: () => '',
    demoAllowed: () => false,
  })
  try {
    const environment = await gateway.access.environment(env)
    if (environment === null) throw new WrongInput(`there is no environment ${env}`)
    const told = reporter(io, report)
    const result = await importMethods({
      pool,
      vault,
      runner: gateway.runner,
      methods: methodCatalogue,
      environment,
      from: file,
      own,
      attach: attachImported(gateway.runner),
      begin: () => noteTransfer(pool, env, 'vault.import', {}),
      report: told.tell,
    })
    return resultOf(result, told.lines)
  } finally {
    await gateway.close()
  }
}

const resultOf = ({ imported, already, failed, whole }: Imported, notes: readonly string[]): CommandResult => ({
  lines: [
    ...notes,
    `${imported} imported, ${already} were there already, ${failed} failed`,
    ...(whole ? [] : ['the file ends early: ask for the rest, and import it again']),
  ],
  json: { imported, already, failed, whole, notes },
  exit: failed === 0 && whole ? 0 : 1,
})
