/** `florin keys`: API keys, as an operator makes, lists and ends them. */
import { randomBytes } from 'node:crypto'
import { type Command, InvalidArgumentError } from 'commander'
import { idSource } from '../../kernel/id.ts'
import type { Pool } from '../../storage/database.ts'
import { connectorAccounts, createAccount, createEnvironment, createKey, operator } from '../accounts.ts'
import { resourcesOf } from '../admission.ts'
import { connectHint, connectorNames } from '../connectors.ts'
import { endKeys } from '../keys.ts'
import { nativeRoutes } from '../nouns.ts'
import { withPool } from './pool.ts'

const newId = idSource(Date.now, randomBytes)
// The test helpers are mounted where a sandbox is; their calls name one resource.
const resources = [...resourcesOf(nativeRoutes), 'test_helpers'].sort()

type Permissions = Readonly<Record<string, 'none' | 'read' | 'write'>>

/** `payment_intents=write,refunds=read` */
function permissions(text: string, before: Permissions = {}): Permissions {
  const given = text.split(',').map((part) => {
    const [name = '', level] = part.trim().split('=')
    if (!resources.includes(name))
      throw new InvalidArgumentError(`there is no resource '${name}': ${resources.join(', ')}`)
    if (level !== 'none' && level !== 'read' && level !== 'write')
      throw new InvalidArgumentError(`${name} is none, read or write`)
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

export function addKeys(program: Command): void {
  const keys = program.command('keys').description('API keys')
  keys
    .command('create')
    .description('make a secret and a publishable key, or a restricted one; they are shown once and stored hashed')
    .option('--environment <env>', 'an existing environment (env_…); by default a new sandbox of a new account')
    .option('--live', 'a live environment instead of a sandbox', false)
    .option('--name <name>', 'the name of the new account', 'Account')
    .option('--restricted', 'one key that does only what --allow says', false)
    .option('--allow <permissions>', 'payment_intents=write,refunds=read; what is not named is none', permissions)
    .option('--rate <requests>', "requests a second of this key, instead of the environment's", Number)
    .action((options: CreateOptions) => withPool((pool) => create(pool, options)))
  keys
    .command('list')
    .description('list keys by their hints')
    .action(() => withPool(list))
  keys
    .command('revoke <hint>')
    .description('revoke the key with this hint, as `keys list` shows it')
    .action((hint: string) =>
      withPool(async (pool) => {
        const ended = await endKeys(pool, { column: 'hint', value: hint, env: null }, Date.now(), operator())
        console.log(ended.length > 0 ? `${ended.length} revoked; it stops working within five seconds` : 'no such key')
        return ended.length > 0 ? 0 : 1
      }),
    )
}

async function create(pool: Pool, options: CreateOptions): Promise<number> {
  const allowed = Object.values(options.allow ?? {}).some((level) => level !== 'none')
  if (options.restricted !== allowed) {
    console.error('a restricted key needs --allow with at least one permission, and no other key takes it')
    return 1
  }
  const env =
    options.environment ??
    (await createEnvironment(pool, newId, await createAccount(pool, newId, { name: options.name }), options.live))
  const { rows } = await pool.query<{ livemode: boolean }>('select livemode from environments where env = $1', [env])
  if (rows[0] === undefined) {
    console.error(`there is no environment ${env}`)
    return 1
  }
  const { livemode } = rows[0]
  const rate_limit = options.rate ?? null
  const make = (kind: 'secret' | 'publishable' | 'restricted') =>
    createKey(pool, env, kind, livemode, Date.now(), {
      rate_limit,
      permissions: kind === 'restricted' ? (options.allow ?? null) : null,
    })
  console.log(`environment      ${env} (${livemode ? 'live' : 'sandbox'})`)
  if (options.restricted) console.log(`restricted key   ${await make('restricted')}`)
  else {
    console.log(`secret key       ${await make('secret')}`)
    console.log(`publishable key  ${await make('publishable')}`)
  }
  if (livemode && ((await connectorAccounts(pool, env)) ?? []).length === 0)
    console.log(['', ...connectHint(env, connectorNames), ''].join('\n'))
  console.log(`Keep the ${options.restricted ? 'restricted' : 'secret'} key now: it is not shown again.`)
  return 0
}

async function list(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{
    id: string
    hint: string
    env: string
    kind: string
    revoked: number | null
    permissions: string | null
  }>('select id, hint, env, kind, revoked, permissions from api_keys order by created')
  for (const { id, hint, env, kind, revoked, permissions: json } of rows) {
    const given = json === null ? [] : Object.entries(JSON.parse(json) as Permissions)
    const may = given.map(([name, level]) => `${name}=${level}`).join(',')
    console.log(
      `${hint.padEnd(20)} ${kind.padEnd(12)} ${env} ${id}${may && ` ${may}`}${revoked === null ? '' : revoked > Date.now() ? ' (ends soon)' : ' (revoked)'}`,
    )
  }
  return 0
}
