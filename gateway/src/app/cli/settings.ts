/** `florin fees`, `receipts`, `limits`, `strict`: what an operator sets; and `log`: who set what. */
import { type Command, InvalidArgumentError } from 'commander'
import type { AuditNote } from '../../engine/audit-note.ts'
import type { ReceiptPolicy } from '../../engine/command.ts'
import { idTime } from '../../kernel/id.ts'
import { operator, setFees, setRateLimits, setReceipts, setStrict } from '../accounts.ts'
import { dialects } from '../dialects.ts'
import { withPool } from './pool.ts'

const percent = (text: string): number => {
  const value = Number(text)
  if (!/^\d{1,2}(\.\d{1,4})?$/.test(text)) throw new InvalidArgumentError('a percentage such as 2.9')
  return Math.round(value * 10_000)
}
const among =
  <W extends string>(...allowed: readonly W[]) =>
  (text: string): W => {
    const found = allowed.find((word) => word === text)
    if (found === undefined) throw new InvalidArgumentError(`one of ${allowed.join(', ')}`)
    return found
  }
const whole = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('a whole number of minor units')
  return Number(text)
}
const rate = (text: string): number | null => {
  if (text === 'none') return null
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError("a whole number of requests a second, or 'none'")
  return Number(text)
}

const told = (done: boolean, what: string, none: string): number => {
  console.log(done ? what : none)
  return done ? 0 : 1
}

export function addSettings(program: Command): void {
  program
    .command('fees <account>')
    .description("set an account's processing fee for captures from now on")
    .requiredOption('--rate <percent>', 'share of each capture, for example 2.9', percent)
    .requiredOption('--fixed <minor>', 'minor units for each charge, for example 30', whole)
    .action((account: string, options: { rate: number; fixed: number }) =>
      withPool(async (pool) => {
        const done = await setFees(pool, account, { ratePpm: options.rate, fixed: options.fixed }, operator())
        return told(done, `fees of ${account} set`, `there is no account ${account}`)
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
    .action((environment: string, options: Partial<ReceiptPolicy>) =>
      withPool(async (pool) => {
        const done = await setReceipts(pool, environment, options, operator())
        return told(done, `receipts of ${environment} set`, `there is no environment ${environment}`)
      }),
    )
  program
    .command('limits <environment>')
    .description('set the requests a second that an environment takes; live ones take 100 where nothing is said')
    .option('--all-keys <requests>', "of all its keys together, or 'none'", rate)
    .option('--each-key <requests>', "of each of its keys, or 'none'", rate)
    .action((environment: string, options: { allKeys?: number | null; eachKey?: number | null }) =>
      withPool(async (pool) => {
        const limits = {
          ...(options.allKeys === undefined ? {} : { environment: options.allKeys }),
          ...(options.eachKey === undefined ? {} : { key: options.eachKey }),
        }
        const done = await setRateLimits(pool, environment, limits, operator())
        return told(done, `limits of ${environment} set`, `there is no environment ${environment}`)
      }),
    )
  program
    .command('strict <environment> <api> <on|off>')
    .description(
      "whether a foreign API shows quirks of its documents that look like faults, as '/docs/dialects' lists them",
    )
    .action((environment: string, api: string, wanted: string) =>
      withPool(async (pool) => {
        const dialect = among(...dialects.keys())(api)
        const on = among('on', 'off')(wanted) === 'on'
        const done = await setStrict(pool, environment, dialect, on, operator())
        return told(
          done,
          `strict mode of ${dialect} ${wanted} in ${environment}`,
          `there is no environment ${environment}`,
        )
      }),
    )
  program
    .command('log [environment]')
    .description('who wrote what, newest first; without an environment, what concerns the whole installation')
    .option('--limit <count>', 'so many entries', whole, 20)
    .action((environment: string | undefined, options: { limit: number }) =>
      withPool((pool) => log(pool, environment ?? '', options.limit)),
    )
}

async function log(pool: Parameters<Parameters<typeof withPool>[0]>[0], env: string, limit: number): Promise<number> {
  const { rows } = await pool.query<{ audit: string; audit_note: string }>(
    `select audit, audit_note from (
       (select audit, audit_note from events where env = $1 and audit_note is not null order by audit desc limit $2)
       union all (select audit, audit_note from audit_log where env = $1 order by audit desc limit $2)
     ) n order by audit desc limit $2`,
    [env, limit],
  )
  for (const { audit, audit_note } of rows) {
    const { operation, actor, key, address, request, objects, change } = JSON.parse(audit_note) as AuditNote
    const what = JSON.stringify(change ?? objects)
    console.log(
      [new Date(idTime(audit)).toISOString(), operation, key ?? actor, address, request, what]
        .filter(Boolean)
        .join('  '),
    )
  }
  return 0
}
