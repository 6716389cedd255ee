/** `npm run florin -- …`: what an operator does from a shell. */
import { Command } from 'commander'
import { audit } from '../audit.ts'
import { registry } from '../nouns.ts'
import { addConnectors } from './connectors.ts'
import { addKeys } from './keys.ts'
import { addListen } from './listen.ts'
import { withPool } from './pool.ts'
import { addRates } from './rates.ts'
import { addSettings } from './settings.ts'
import { addTrigger } from './trigger.ts'
import { addVault } from './vault.ts'

const program = new Command('florin').description(
  'Florin, from a shell. Settings are those of the server: DATABASE_URL or FLORIN_DATA_DIR.',
)

addKeys(program)
addSettings(program)

program
  .command('audit')
  .description('recompute the books, the rows and the events from each other, and print one verdict')
  .action(() =>
    withPool(async (pool) => {
      const report = await audit(pool, registry, (line) => console.log(line))
      for (const fault of report.faults) console.log(`FAULT ${fault}`)
      console.log(report.faults.length === 0 ? 'audit: the books are right' : `audit: ${report.faults.length} faults`)
      return report.faults.length === 0 ? 0 : 1
    }),
  )

program
  .command('migrate')
  .description('bring the database to the newest shape')
  .action(() => withPool(async () => 0))

addConnectors(program)
addRates(program)
addListen(program)
addTrigger(program)
addVault(program)

await program.parseAsync()
