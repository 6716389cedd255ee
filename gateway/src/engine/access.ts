/**
 * Access: from a key to its environment. Keys are stored hashed; what a key opens is remembered for a few seconds, so a
 * revoked key stops working within `cacheMs` everywhere.
 */
import { createHash } from 'node:crypto'
import { defineRefusal, type Refusal } from '../kernel/refusal.ts'
import type { EnvironmentClock } from '../kernel/time.ts'
import { defaultFees, type FeeSchedule } from '../ledger/fees.ts'
import type { Pool } from '../storage/database.ts'
import { type EnvironmentSettings, type ReceiptPolicy, usualReceipts } from './command.ts'

export type Opened = { readonly environment: EnvironmentSettings; readonly kind: 'secret' | 'publishable' }

export const refuseKey = {
  missing: defineRefusal(
    'unauthenticated',
    'api_key_missing',
    "Send your key as 'Authorization: Bearer sk_…', or as the user name of HTTP Basic.",
    () =>
      "You did not provide an API key. Send it as 'Authorization: Bearer YOUR_KEY', or as the user name of HTTP Basic.",
  ),
  unknown: defineRefusal<{ hint: string }>(
    'unauthenticated',
    'api_key_invalid',
    'No environment has this key. It may be mistyped, revoked, or of another server.',
    ({ hint }) => `Invalid API Key provided: ${hint}`,
  ),
  demoAbroad: defineRefusal(
    'unauthenticated',
    'demo_key_refused',
    'The demo keys are published, so a server that others can reach refuses them. Make real keys with `npm run florin -- keys create`.',
    () =>
      'The demo keys work only while the server is bound to a loopback address. Make real keys with `npm run florin -- keys create`.',
  ),
  secretRequired: defineRefusal(
    'forbidden',
    'secret_key_required',
    'This call needs a secret key. A publishable key may only read and confirm an intent, together with its client_secret.',
    () => 'This API call cannot be made with a publishable API key. Use a secret API key.',
  ),
}

/** The hash under which a key is stored. Keys are long and random, so one round is enough. */
export const keyHash = (key: string): string => createHash('sha256').update(key).digest('hex')

/** `sk_test_****demo`: enough to recognise a key, not enough to use it. */
export const keyHint = (key: string): string => {
  const prefix = /^[a-z]+_(test|live)_/.exec(key)?.[0] ?? ''
  return `${prefix}****${key.length - prefix.length >= 12 ? key.slice(-4) : ''}`
}

export const demoKeys = { secret: 'sk_test_florindemo', publishable: 'pk_test_florindemo' }

/** How long what a key opens is remembered, in milliseconds. */
export const cacheMs = 5000
const cacheMax = 10_000

type EnvironmentRow = { env: string; account: string; livemode: boolean; doc: string; account_doc: string }

/** An environment's settings as stored, with defaults for what was never set. */
function settingsOf(row: EnvironmentRow): EnvironmentSettings {
  // Written by app/accounts.ts in this shape.
  const doc = JSON.parse(row.doc) as {
    clock?: EnvironmentClock
    connector_account?: EnvironmentSettings['connectorAccount']
    receipts?: Partial<ReceiptPolicy>
  }
  const account = JSON.parse(row.account_doc) as {
    fees?: FeeSchedule
    statement_descriptor?: string
    country?: string
    default_currency?: string
  }
  return {
    id: row.env,
    account: row.account,
    livemode: row.livemode,
    clock: doc.clock ?? { mode: 'wall' },
    fees: account.fees ?? defaultFees,
    connectorAccount: doc.connector_account ?? { id: 'simulator', connector: 'simulator', seed: row.env },
    statementDescriptor: account.statement_descriptor ?? 'FLORIN',
    country: account.country ?? 'US',
    defaultCurrency: account.default_currency ?? 'usd',
    receipts: { ...usualReceipts, ...doc.receipts },
  }
}

const columns = 'e.env, e.account, e.livemode, e.doc, a.doc as account_doc'

export type Access = {
  /** What a key opens; at once where it is remembered. */
  open(key: string): Opened | Refusal | Promise<Opened | Refusal>
  environment(env: string): Promise<EnvironmentSettings | null>
  /** Several environments by id; unknown ones are left out. */
  environments(envs: readonly string[]): Promise<ReadonlyMap<string, EnvironmentSettings>>
  shifted(): Promise<EnvironmentSettings[]>
  /** Forgets what is remembered, after a change made here. */
  forget(): void
}

export function createAccess(options: { pool: Pool; monotonicMs: () => number; demoAllowed: () => boolean }): Access {
  const { pool } = options
  const remembered = new Map<string, { opened: Opened; until: number }>()

  const read = async (key: string): Promise<Opened | Refusal> => {
    const { rows } = await pool.query<EnvironmentRow & { kind: 'secret' | 'publishable' }>({
      name: 'open key',
      text:
        `select ${columns}, k.kind from api_keys k join environments e on e.env = k.env join accounts a on a.id = e.account ` +
        'where k.hash = $1 and k.revoked is null',
      values: [keyHash(key)],
    })
    const row = rows[0]
    if (row === undefined) return refuseKey.unknown({ hint: keyHint(key) })
    const opened = { environment: settingsOf(row), kind: row.kind }
    if (remembered.size >= cacheMax) remembered.clear()
    remembered.set(key, { opened, until: options.monotonicMs() + cacheMs })
    return opened
  }

  const environments: Access['environments'] = async (envs) => {
    if (envs.length === 0) return new Map()
    const { rows } = await pool.query<EnvironmentRow>(
      `select ${columns} from environments e join accounts a on a.id = e.account where e.env = any($1)`,
      [envs],
    )
    return new Map(rows.map((row) => [row.env, settingsOf(row)]))
  }

  return {
    open: (key) => {
      if ((key === demoKeys.secret || key === demoKeys.publishable) && !options.demoAllowed())
        return refuseKey.demoAbroad()
      const known = remembered.get(key)
      return known !== undefined && known.until > options.monotonicMs() ? known.opened : read(key)
    },
    environment: async (env) => (await environments([env])).get(env) ?? null,
    environments,
    shifted: async () => {
      const { rows } = await pool.query<EnvironmentRow>(
        `select ${columns} from environments e join accounts a on a.id = e.account where not e.livemode and e.doc->'clock' is not null`,
      )
      return rows.map(settingsOf).filter(({ clock }) => clock.mode !== 'wall')
    },
    forget: () => remembered.clear(),
  }
}
