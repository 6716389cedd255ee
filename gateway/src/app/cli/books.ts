/** `florin audit` and `florin migrate`: whether the books are right, and the shape of the database. */
import type { Command } from 'commander'
import { audit } from '../../operations/audit.ts'
import { noteOperation } from '../../operations/last-runs.ts'
import { registry } from '../registry.ts'
import { migrateDatabase, withPool } from './pool.ts'
import type { Shell } from './shell.ts'

export function addBooks(program: Command, { does }: Shell): void {
  program
    .command('audit')
    .description('recompute the books, the rows and the events from each other, and print one verdict')
    .action(
      does(({ terminal, progress }) =>
        withPool(terminal, async ({ pool }) => {
          const told: string[] = []
          const done = (line: string) => {
            told.push(line)
            progress(line)
          }
          const { faults, checked } = await audit(pool, registry, done, progress)
          const noted = await noteOperation(pool, { name: 'audit', at: Date.now(), came: { faults: faults.length } })
          const right = faults.length === 0
          return {
            lines: [
              ...told,
              ...faults.map((fault) => `FAULT ${fault}`),
              ...(noted ? [] : ['the database takes no writes, so the time of this audit is not noted']),
              right ? 'audit: the books are right' : `audit: ${faults.length} faults`,
            ],
            json: { right, checked, faults, noted },
            exit: right ? 0 : 1,
          }
        }),
      ),
    )
  program
    .command('migrate')
    .description('make the database, or bring it to the newest shape')
    .action(
      does(async ({ terminal }) => {
        const applied = await migrateDatabase(terminal)
        return {
          lines: applied.length === 0 ? ['up to date'] : applied.map((name) => `applied ${name}`),
          json: { applied },
        }
      }),
    )
}
