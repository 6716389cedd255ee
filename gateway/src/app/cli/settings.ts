/** `florin fees`, `receipts`, `limits`, `strict`: what an operator sets. Without anything to set, what is set is told. */
import type { Command } from 'commander'
import { dialects } from '../../dialects/index.ts'
import type { ReceiptPolicy } from '../../engine/command.ts'
import {
  environmentNamed,
  feesOf,
  operator,
  type StoredEnvironment,
  setFees,
  setRateLimits,
  setReceipts,
  setStrict,
} from '../../operations/accounts.ts'
import { parseOneOf, parseRequests, parseWhole, percent } from './parse.ts'
import { knownEnvironment, type OpenDatabase, withPool } from './pool.ts'
import { type CommandResult, type Shell, WrongInput } from './shell.ts'

export function addSettings(program: Command, shell: Shell): void {
  addFees(program, shell)
  addReceipts(program, shell)
  addLimits(program, shell)
  addStrict(program, shell)
}

function addFees(program: Command, { does }: Shell): void {
  program
    .command('fees <account>')
    .description("an account's processing fee; both options set it for captures from now on")
    .option('--rate <percent>', 'share of each capture, for example 2.9', percent)
    .option(
      '--fixed <minor>',
      'minor units for each charge, for example 30',
      parseWhole('a whole number of minor units'),
    )
    .action(
      does(({ terminal }, account: string, { rate, fixed }: { rate?: number; fixed?: number }) =>
        withPool(terminal, async ({ pool }) => {
          if ((rate === undefined) !== (fixed === undefined))
            throw new WrongInput('--rate and --fixed are set together')
          if (rate !== undefined && fixed !== undefined)
            await setFees(pool, account, { ratePpm: rate, fixed }, operator())
          const fees = await feesOf(pool, account)
          if (fees === null) throw new WrongInput(`there is no account ${account}`)
          return {
            lines: [`fees of ${account}: ${fees.ratePpm / 10_000} % of each capture and ${fees.fixed} for each charge`],
            json: { account, rate_percent: fees.ratePpm / 10_000, fixed: fees.fixed },
          }
        }),
      ),
    )
}

function addReceipts(program: Command, { does }: Shell): void {
  program
    .command('receipts <environment>')
    .description("what is done with payers' money that does not fit: late, or more than was asked")
    .option(
      '--late <what>',
      'accept (pays what is still open, else goes back), refund, or record',
      parseOneOf('accept', 'refund', 'record'),
    )
    .option('--excess <what>', 'accept or refund', parseOneOf('accept', 'refund'))
    .action(
      does(({ terminal }, environment: string, { late, excess }: Partial<ReceiptPolicy>) =>
        withPool(terminal, async ({ pool }) => {
          await knownEnvironment(pool, environment)
          const changes = { ...(late && { late }), ...(excess && { excess }) }
          if (late !== undefined || excess !== undefined) await setReceipts(pool, environment, changes, operator())
          const { receipts } = await knownEnvironment(pool, environment)
          return {
            lines: [`receipts of ${environment}: late ${receipts.late}, excess ${receipts.excess}`],
            json: { environment, receipts },
          }
        }),
      ),
    )
}

type Limits = { readonly allKeys?: number | 'none'; readonly eachKey?: number | 'none' }

function addLimits(program: Command, { does }: Shell): void {
  program
    .command('limits <environment>')
    .description('the requests a second that an environment takes; live ones take 100 where nothing is set')
    .option('--all-keys <requests>', "of all its keys together, or 'none'", parseRequests)
    .option('--each-key <requests>', "of each of its keys, or 'none'", parseRequests)
    .action(
      does(({ terminal }, environment: string, { allKeys, eachKey }: Limits) =>
        withPool(terminal, async (opened) => {
          await knownEnvironment(opened.pool, environment)
          const stored = (said: number | 'none') => (said === 'none' ? null : said)
          const limits = {
            ...(allKeys === undefined ? {} : { environment: stored(allKeys) }),
            ...(eachKey === undefined ? {} : { key: stored(eachKey) }),
          }
          if (Object.keys(limits).length > 0) await setRateLimits(opened.pool, environment, limits, operator())
          return await limitsOf(opened, environment)
        }),
      ),
    )
}

async function limitsOf({ pool, config }: OpenDatabase, name: string): Promise<CommandResult> {
  const found: StoredEnvironment | null = await environmentNamed(pool, name, config.rateLimit)
  const { environment = null, key = null } = found?.limits ?? {}
  const shown = (limit: number | null) => (limit === null ? 'none' : `${limit} requests a second`)
  return {
    lines: [`limits of ${name}: all keys ${shown(environment)}, each key ${shown(key)}`],
    json: { environment: name, all_keys: environment, each_key: key },
  }
}

function addStrict(program: Command, { does }: Shell): void {
  program
    .command('strict')
    .description(
      "whether a foreign API shows quirks of its documents that look like faults, as '/docs/dialects' lists them",
    )
    .argument('<environment>')
    .argument('<api>', `one of ${[...dialects.keys()].join(', ')}`, parseOneOf(...dialects.keys()))
    .argument('<on|off>', '', parseOneOf('on', 'off'))
    .action(
      does(({ terminal }, environment: string, api: string, wanted: 'on' | 'off') =>
        withPool(terminal, async ({ pool }) => {
          await knownEnvironment(pool, environment)
          await setStrict(pool, environment, api, wanted === 'on', operator())
          return {
            lines: [`strict mode of ${api} ${wanted} in ${environment}`],
            json: { environment, api, strict: wanted === 'on' },
          }
        }),
      ),
    )
}
