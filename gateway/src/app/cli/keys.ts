/** `florin keys`: API keys, as an operator makes, lists and ends them. */
import { randomBytes } from 'node:crypto'
import { type Command, InvalidArgumentError } from 'commander'
import { connectHint, connectorNames } from '../../connectors/index.ts'
import { idSource } from '../../kernel/id.ts'
import { connectorAccounts, createAccount, createEnvironment, createKey, operator } from '../../operations/accounts.ts'
import { resourcesOf } from '../../operations/admission.ts'
import { endKeys } from '../../operations/api-keys.ts'
import type { Pool } from '../../storage/database.ts'
import { nativeRoutes } from '../registry.ts'
import { requests, words } from './parse.ts'
import { knownEnvironment, withPool } from './pool.ts'
import { CommandFailed, type CommandResult, type Shell, WrongInput } from './shell.ts'

const newId = idSource(Date.now, randomBytes)
// The test helpers are mounted where a sandbox is; their calls name one resource.
const resources = [...resourcesOf(nativeRoutes), 'test_helpers'].sort()

type Permissions = Readonly<Record<string, 'none' | 'read' | 'write'>>

/** `payment_intents=write,refunds=read` */
function permissions(text: string, before: Permissions = {}): Permissions {
  const given = text.split(',').map((part) => {
    const [name = '', level] = part.trim().split('=')
    if (!resources.includes(name))
      throw new InvalidArgumentError(`There is no resource '${name}': ${resources.join(', ')}.`)
    if (level !== 'none' && level !== 'read' && level !== 'write')
      throw new InvalidArgumentError(`${name} is none, read or write.`)
    return [name, level] as const
  })
  return { ...before, ...Object.fromEntries(given) }
}

type CreateOptions = {
  environment?: string
  live: boolean
  name: string
  restricted: boolean
  allow?: Permissions
  rate?: number
}

export function addKeys(program: Command, { does }: Shell): void {
  const keys = program.command('keys').description('API keys')
  keys
    .command('create')
    .description('make a secret and a publishable key, or a restricted one; they are shown once and stored hashed')
    .option('--environment <env>', 'an existing environment (env_…); by default a new sandbox of a new account')
    .option('--live', 'a live environment instead of a sandbox', false)
    .option('--name <name>', 'the name of the new account', words(200), 'Account')
    .option('--restricted', 'one key that does only what --allow says', false)
    .option('--allow <permissions>', 'payment_intents=write,refunds=read; what is not named is none', permissions)
    .option('--rate <requests>', "requests a second of this key, instead of the environment's", requests)
    .action(does(({ terminal }, options: CreateOptions) => withPool(terminal, ({ pool }) => create(pool, options))))
  keys
    .command('list')
    .description('list keys by their hints')
    .option('--environment <env>', 'only of this environment')
    .action(
      does(({ terminal }, { environment }: { environment?: string }) =>
        withPool(terminal, ({ pool }) => list(pool, environment ?? null)),
      ),
    )
  keys
    .command('revoke <hint>')
    .description('revoke the key with this hint, as `keys list` shows it')
    .action(
      does(({ terminal }, hint: string) =>
        withPool(terminal, async ({ pool }) => {
          const ended = await endKeys(pool, { column: 'hint', value: hint, env: null }, Date.now(), operator())
          if (ended.length === 0) throw new CommandFailed(`no key that works has the hint ${hint}`)
          return {
            lines: [`${ended.length} revoked; it stops working within five seconds`],
            json: { revoked: ended.map(({ id }) => id) },
          }
        }),
      ),
    )
}

/** Refused before anything is made: what the options contradict, and an environment that is not there. */
async function environmentFor(pool: Pool, options: CreateOptions): Promise<{ env: string; livemode: boolean }> {
  const allowed = Object.values(options.allow ?? {}).some((level) => level !== 'none')
  if (options.restricted !== allowed)
    throw new WrongInput('a restricted key needs --allow with at least one permission, and no other key takes it')
  if (options.environment === undefined) {
    const account = await createAccount(pool, newId, { name: options.name })
    return { env: await createEnvironment(pool, newId, account, options.live), livemode: options.live }
  }
  const { env, livemode } = await knownEnvironment(pool, options.environment)
  if (options.live && !livemode)
    throw new WrongInput(`${env} is a sandbox; without --environment --live makes a live one`)
  return { env, livemode }
}

async function create(pool: Pool, options: CreateOptions): Promise<CommandResult> {
  const { env, livemode } = await environmentFor(pool, options)
  const make = (kind: 'secret' | 'publishable' | 'restricted') =>
    createKey(pool, env, kind, livemode, Date.now(), {
      rate_limit: options.rate ?? null,
      permissions: kind === 'restricted' ? (options.allow ?? null) : null,
    })
  const made: Readonly<Record<string, string>> = options.restricted
    ? { restricted: await make('restricted') }
    : { secret: await make('secret'), publishable: await make('publishable') }
  const unconnected = livemode && ((await connectorAccounts(pool, env)) ?? []).length === 0
  return {
    lines: [
      `environment      ${env} (${livemode ? 'live' : 'sandbox'})`,
      ...Object.entries(made).map(([kind, key]) => `${`${kind} key`.padEnd(16)} ${key}`),
      ...(unconnected ? ['', ...connectHint(env, connectorNames), ''] : []),
      `Keep the ${options.restricted ? 'restricted' : 'secret'} key now: it is not shown again.`,
    ],
    json: { environment: env, livemode, keys: made, takes_payments: !unconnected },
  }
}

type KeyRow = {
  id: string
  hint: string
  env: string
  kind: string
  name: string | null
  revoked: number | null
  permissions: string | null
  rate_limit: number | null
}

async function list(pool: Pool, environment: string | null): Promise<CommandResult> {
  if (environment !== null) await knownEnvironment(pool, environment)
  const { rows } = await pool.query<KeyRow>(
    `select id, hint, env, kind, name, revoked, permissions::text, rate_limit from api_keys
     where $1::text is null or env = $1 order by created, id`,
    [environment],
  )
  const keys = rows.map(({ permissions: json, ...key }) => ({
    ...key,
    // Written by operations/api-keys.ts, in this shape.
    permissions: json === null ? null : (JSON.parse(json) as Permissions),
  }))
  return { lines: keys.length === 0 ? ['none'] : keys.map(lineOf), json: keys }
}

function lineOf({
  id,
  hint,
  env,
  kind,
  revoked,
  permissions: given,
}: Omit<KeyRow, 'permissions'> & {
  permissions: Permissions | null
}): string {
  const may = Object.entries(given ?? {}).map(([name, level]) => `${name}=${level}`)
  const ends = revoked === null ? '' : revoked > Date.now() ? ' (ends soon)' : ' (revoked)'
  return `${hint.padEnd(20)} ${kind.padEnd(12)} ${env} ${id}${may.length === 0 ? '' : ` ${may.join(',')}`}${ends}`
}
