/** `npm run florin -- …`: what an operator does from a shell. */
import { randomBytes } from 'node:crypto'
import { Command, InvalidArgumentError } from 'commander'
import { idSource } from '../../kernel/id.ts'
import { createAccount, createEnvironment, createKey } from '../accounts.ts'
import { audit } from '../audit.ts'
import { registry } from '../nouns.ts'
import { addListen } from './listen.ts'
import { withPool } from './pool.ts'
import { addRates } from './rates.ts'
import { addTrigger } from './trigger.ts'
import { addVault } from './vault.ts'

const newId = idSource(Date.now, randomBytes)

const program = new Command('florin').description(
  'Florin, from a shell. Settings are those of the server: DATABASE_URL or FLORIN_DATA_DIR.',
)

const keys = program.command('keys').description('API keys')
keys
  .command('create')
  .description('make a secret and a publishable key; they are shown once and stored hashed')
  .option('--environment <env>', 'an existing environment (env_…); by default a new sandbox of a new account')
  .option('--live', 'a live environment instead of a sandbox', false)
  .option('--name <name>', 'the name of the new account', 'Account')
  .action((options: { environment?: string; live: boolean; name: string }) =>
    withPool(async (pool) => {
      const env =
        options.environment ??
        (await createEnvironment(pool, newId, await createAccount(pool, newId, { name: options.name }), options.live))
      const { rows } = await pool.query<{ livemode: boolean }>('select livemode from environments where env = $1', [
        env,
      ])
      if (rows[0] === undefined) {
        console.error(`there is no environment ${env}`)
        return 1
      }
      const { livemode } = rows[0]
      console.log(`environment      ${env} (${livemode ? 'live' : 'sandbox'})`)
      console.log(`secret key       ${await createKey(pool, env, 'secret', livemode, Date.now())}`)
      console.log(`publishable key  ${await createKey(pool, env, 'publishable', livemode, Date.now())}`)
      console.log('Keep the secret key now: it is not shown again.')
      return 0
    }),
  )
keys
  .command('list')
  .description('list keys by their hints')
  .action(() =>
    withPool(async (pool) => {
      const { rows } = await pool.query<{ hint: string; env: string; kind: string; revoked: number | null }>(
        'select hint, env, kind, revoked from api_keys order by created',
      )
      for (const { hint, env, kind, revoked } of rows)
        console.log(`${hint.padEnd(20)} ${kind.padEnd(12)} ${env}${revoked === null ? '' : ' (revoked)'}`)
      return 0
    }),
  )
keys
  .command('revoke <hint>')
  .description('revoke the key with this hint, as `keys list` shows it')
  .action((hint: string) =>
    withPool(async (pool) => {
      const { rowCount } = await pool.query('update api_keys set revoked = $2 where hint = $1 and revoked is null', [
        hint,
        Date.now(),
      ])
      console.log(rowCount ? `${rowCount} revoked; it stops working within five seconds` : 'no such key')
      return rowCount ? 0 : 1
    }),
  )

const percent = (text: string): number => {
  const value = Number(text)
  if (!/^\d{1,2}(\.\d{1,4})?$/.test(text)) throw new InvalidArgumentError('a percentage such as 2.9')
  return Math.round(value * 10_000)
}
const among =
  (...allowed: readonly string[]) =>
  (text: string): string => {
    if (!allowed.includes(text)) throw new InvalidArgumentError(`one of ${allowed.join(', ')}`)
    return text
  }
const whole = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('a whole number of minor units')
  return Number(text)
}
program
  .command('fees <account>')
  .description("set an account's processing fee for captures from now on")
  .requiredOption('--rate <percent>', 'share of each capture, for example 2.9', percent)
  .requiredOption('--fixed <minor>', 'minor units for each charge, for example 30', whole)
  .action((account: string, options: { rate: number; fixed: number }) =>
    withPool(async (pool) => {
      const { rowCount } = await pool.query(
        "update accounts set doc = (doc::jsonb || jsonb_build_object('fees', $2::jsonb))::json where id = $1",
        [account, JSON.stringify({ ratePpm: options.rate, fixed: options.fixed })],
      )
      console.log(rowCount ? `fees of ${account} set` : `there is no account ${account}`)
      return rowCount ? 0 : 1
    }),
  )

program
  .command('receipts <environment>')
  .description("what is done with payers' money that does not fit: late, or more than was asked")
  .option(
    '--late <what>',
    'accept (pays what is still open, else goes back), refund, or record',
    among('accept', 'refund', 'record'),
  )
  .option('--excess <what>', 'accept or refund', among('accept', 'refund'))
  .action((environment: string, options: { late?: string; excess?: string }) =>
    withPool(async (pool) => {
      const { rowCount } = await pool.query(
        "update environments set doc = (doc::jsonb || jsonb_build_object('receipts', coalesce(doc::jsonb->'receipts', '{}') || $2::jsonb))::json where env = $1",
        [environment, JSON.stringify(options)],
      )
      console.log(rowCount ? `receipts of ${environment} set` : `there is no environment ${environment}`)
      return rowCount ? 0 : 1
    }),
  )

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

addRates(program)
addListen(program)
addTrigger(program)
addVault(program)

await program.parseAsync()
