/** `florin vault export`, `import` and `transfer-key`: saved methods between vaults. docs/vault.md has the format. */
import { randomBytes } from 'node:crypto'
import { appendFileSync, writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { exportJWK, generateKeyPair } from 'jose'
import { note } from '../../engine/audit-log.ts'
import type { Change } from '../../engine/audit-note.ts'
import type { Pool } from '../../storage/database.ts'
import { operator } from '../accounts.ts'
import { createGateway } from '../gateway.ts'
import { methodCatalogue } from '../methods.ts'
import { createLogger } from '../start.ts'
import { attachImported } from '../vault/attach.ts'
import { exportMethods, type RowResult } from '../vault/export.ts'
import { importMethods } from '../vault/import.ts'
import { readPrivateKey, readPublicKey, TransferError } from '../vault/transfer-file.ts'
import { withVault } from './with-vault.ts'

/** A line of the report a row, as CSV. */
const reporter = (file: string | undefined) => {
  const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  if (file !== undefined) writeFileSync(file, 'row,id,result,note\n')
  return ({ row, id, result, note }: RowResult): void => {
    if (file !== undefined) appendFileSync(file, `${row},${quoted(id)},${result},${quoted(note)}\n`)
    else if (result === 'failed' || note !== '')
      console.log(`row ${row} ${id}: ${result}${note === '' ? '' : `, ${note}`}`)
  }
}

const told = async (work: () => Promise<number>): Promise<number> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof TransferError)) throw error
    console.error(error.message)
    return 2
  }
}

/** Told before it begins: what left the vault, or came in, is then on record even if it ends early. */
const noteTransfer = (pool: Pool, env: string, operation: string, after: Change['after']) =>
  note(pool, env, operation, { object: 'vault', id: env, before: null, after }, operator())

function addExport(vault: Command): void {
  vault
    .command('export <environment>')
    .description(
      'write what the vault holds into a file that only one key opens; a file that was begun is gone on with',
    )
    .requiredOption('--to <file>', "the receiver's public key: a JWK or a PEM")
    .requiredOption('--out <file>', 'the file of saved methods')
    .option('--saved', 'only methods that belong to a customer', false)
    .option('--report <file>', 'a CSV with a line for each row')
    .action((env: string, options: { to: string; out: string; saved: boolean; report?: string }) =>
      withVault(({ pool, vault: held }) =>
        told(async () => {
          await noteTransfer(pool, env, 'vault.export', { saved_only: options.saved })
          const result = await exportMethods({
            pool,
            vault: held,
            env,
            out: options.out,
            to: await readPublicKey(options.to),
            saved: options.saved,
            newFile: () => ({
              file: `export_${randomBytes(12).toString('hex')}`,
              created: new Date().toISOString(),
            }),
            report: reporter(options.report),
          })
          console.log(`${result.exported} exported, ${result.failed} failed`)
          return result.failed === 0 ? 0 : 1
        }),
      ),
    )
}

export function addTransfer(vault: Command): void {
  vault
    .command('transfer-key <file>')
    .description(
      'make a key pair for receiving saved methods; the private key goes into the file, the public one is printed',
    )
    .action(async (file: string) => {
      const { publicKey, privateKey } = await generateKeyPair('ECDH-ES+A256KW', { crv: 'P-256', extractable: true })
      writeFileSync(file, `${JSON.stringify(await exportJWK(privateKey))}\n`, { mode: 0o600, flag: 'wx' })
      console.log(JSON.stringify(await exportJWK(publicKey)))
    })
  addExport(vault)
  vault
    .command('import <environment> <file>')
    .description('take saved methods from a file; run it again where it ended early')
    .requiredOption('--key <file>', 'our private key: a JWK or a PEM')
    .option('--report <file>', 'a CSV with a line for each row')
    .action((env: string, file: string, options: { key: string; report?: string }) =>
      withVault(({ pool, vault: held, config, connection }) =>
        told(async () => {
          const own = await readPrivateKey(options.key)
          const gateway = await createGateway({
            connection,
            vault: config.vault,
            logger: createLogger('silent'),
            publicUrl: () => '',
            demoAllowed: () => false,
          })
          try {
            const environment = await gateway.access.environment(env)
            if (environment === null) throw new TransferError(`there is no environment ${env}`)
            await noteTransfer(pool, env, 'vault.import', {})
            const { imported, already, failed, whole } = await importMethods({
              pool,
              vault: held,
              runner: gateway.runner,
              methods: methodCatalogue,
              environment,
              from: file,
              own,
              attach: attachImported(gateway.runner),
              report: reporter(options.report),
            })
            console.log(`${imported} imported, ${already} were there already, ${failed} failed`)
            if (!whole) console.log('the file ends early: ask for the rest, and import it again')
            return failed === 0 && whole ? 0 : 1
          } finally {
            await gateway.close()
          }
        }),
      ),
    )
}
