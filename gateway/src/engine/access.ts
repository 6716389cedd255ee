/**
 * Access: from a key to its environment. Keys are stored hashed; what a key opens is remembered for a few seconds, so a
 * revoked key stops working within `cacheMs` everywhere. What a key may do is the gate's question (`gate.ts`).
 */
import { createHash } from 'node:crypto'
import { defineRefusal, type Refusal } from '../kernel/refusal.ts'
import type { EnvironmentClock, Millis } from '../kernel/time.ts'
import { defaultFees, type FeeSchedule } from '../ledger/fees.ts'
import type { Pool } from '../storage/database.ts'
import { type EnvironmentSettings, type ReceiptPolicy, usualReceipts } from './command.ts'
import { isRateLimit, limitsIn } from './rate-limits.ts'
import type { KeyKind, Permissions } from './stored-key.ts'

export type OpenedKey = {
  readonly environment: EnvironmentSettings
  readonly kind: KeyKind
  /** `key_…` */
  readonly key: string
  readonly hint: string
  /** Of a restricted key; the others need none. */
  readonly permissions: Permissions
  /** Requests a second, of this key and of all keys of its environment; null is no limit. */
  readonly limits: { readonly key: number | null; readonly environment: number | null }
}

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
    'The demo keys are published, so a server that others can reach refuses them. Make real keys with `npx florin keys create`.',
    () =>
      'The demo keys work only while the server is bound to a loopback address. Make real keys with `npx florin keys create`.',
  ),
  secretRequired: defineRefusal(
    'forbidden',
    'secret_key_required',
    'This call needs a secret key. A publishable key may only read and confirm an intent, together with its client_secret.',
    () => 'This API call cannot be made with a publishable API key. Use a secret API key.',
  ),
  unrestrictedRequired: defineRefusal<{ hint: string }>(
    'forbidden',
    'unrestricted_key_required',
    'Keys and their permissions are made with a secret key only, so that no restricted key can give itself more.',
    ({ hint }) => `The restricted key '${hint}' cannot make this API call, whatever its permissions. Use a secret key.`,
  ),
  permissionMissing: defineRefusal<{ hint: string; resource: string; needs: 'read' | 'write' }>(
    'forbidden',
    'permission_missing',
    'A restricted key does only what it was given permission for. The message names the resource and what is needed; make a key that has it.',
    ({ hint, resource, needs }) =>
      `The restricted key '${hint}' lacks a permission that this API call needs: '${resource}=${needs}'. Use a key that has it.`,
  ),
  tooOften: defineRefusal<{ hint: string; seconds: number }>(
    'rate_limited',
    'rate_limit',
    'The key, or its environment, sends more requests a second than it may. Nothing was done: send fewer at once, and this one again after `Retry-After`.',
    ({ hint }) =>
      `Too many requests with the key '${hint}'. Nothing was done; retry a little later, with the same idempotency key.`,
    ({ seconds }) => ({ retryAfterSeconds: seconds }),
  ),
}

/** The hash under which a key is stored. Keys are long and random, so one round is enough. */
export const keyHash = (key: string): string => createHash('sha256').update(key).digest('hex')

/** `sk_test_****demo`: enough to recognise a key, not enough to use it. */
export const keyHint = (key: string): string => {
  const prefix = /^[a-z]+_(test|live)_/.exec(key)?.[0] ?? ''
  return `${prefix}****${key.length - prefix.length >= 12 ? key.slice(-4) : ''}`
}

/** As long as a key has to be for libraries that look at it: 24 characters and more behind the prefix (dj-stripe). */
export const demoKeys = { secret: 'sk_test_florindemokeyforeveryone', publishable: 'pk_test_florindemokeyforeveryone' }
/** Printed by earlier releases; code that has them keeps working. */
export const earlierDemoKeys = { secret: 'sk_test_florindemo', publishable: 'pk_test_florindemo' }
const published: ReadonlySet<string> = new Set([...Object.values(demoKeys), ...Object.values(earlierDemoKeys)])

/** How long what a key opens is remembered, in milliseconds. */
export const cacheMs = 5000
const cacheMax = 10_000

type KeyRow = EnvironmentRow & {
  kind: KeyKind
  id: string
  hint: string
  permissions: string | null
  rate_limit: number | null
  revoked: number | null
}

type EnvironmentRow = { env: string; account: string; livemode: boolean; doc: string; account_doc: string }

/** The simulator serves every sandbox that names nothing else; a live environment has what it connected. */
export const usualAccounts = ({
  env,
  livemode,
}: Pick<EnvironmentRow, 'env' | 'livemode'>): EnvironmentSettings['connectorAccounts'] =>
  livemode ? [] : [{ id: 'simulator', connector: 'simulator', seed: env }]

/** An environment's settings as stored, with defaults for what was never set; `usual` is the rate of live environments. */
function settingsOf(row: EnvironmentRow, usual: number | null): EnvironmentSettings {
  // Written by operations/accounts.ts in this shape.
  const doc = JSON.parse(row.doc) as {
    clock?: EnvironmentClock
    connector_accounts?: EnvironmentSettings['connectorAccounts']
    receipts?: Partial<ReceiptPolicy>
    strict_dialects?: readonly string[]
    card_testing_brake?: boolean
    rate_limit?: unknown
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
    connectorAccounts: doc.connector_accounts ?? usualAccounts(row),
    statementDescriptor: account.statement_descriptor ?? 'FLORIN',
    country: account.country ?? 'US',
    defaultCurrency: account.default_currency ?? 'usd',
    receipts: { ...usualReceipts, ...doc.receipts },
    strictDialects: doc.strict_dialects ?? [],
    requestsPerSecond: limitsIn(doc, row.livemode ? usual : null).environment,
    // Tests decline as often as they like.
    cardTestingBrake: doc.card_testing_brake ?? row.livemode,
  }
}

const columns = 'e.env, e.account, e.livemode, e.doc, a.doc as account_doc'

/** What a key's row opens; `usual` is the rate of live environments. */
function openedBy(row: KeyRow, usual: number | null): OpenedKey {
  const own = limitsIn(JSON.parse(row.doc) as { rate_limit?: unknown }, row.livemode ? usual : null)
  return {
    environment: settingsOf(row, usual),
    kind: row.kind,
    key: row.id,
    hint: row.hint,
    permissions: row.permissions === null ? {} : (JSON.parse(row.permissions) as Permissions),
    limits: { ...own, key: isRateLimit(row.rate_limit) ? row.rate_limit : own.key },
  }
}

export type Access = {
  /** What a key opens; at once where it is remembered. */
  open(key: string): OpenedKey | Refusal | Promise<OpenedKey | Refusal>
  /** The same for a key by its id (`key_…`): what else than the key may stand for it, such as a token made with it. */
  openId(id: string): OpenedKey | Refusal | Promise<OpenedKey | Refusal>
  environment(env: string): Promise<EnvironmentSettings | null>
  /** Several environments by id; unknown ones are left out. */
  environments(envs: readonly string[]): Promise<ReadonlyMap<string, EnvironmentSettings>>
  shifted(): Promise<EnvironmentSettings[]>
  /** Forgets what is remembered, after a change made here. */
  forget(): void
}

export type AccessOptions = {
  readonly pool: Pool
  readonly monotonicMs: () => number
  readonly wallMs: () => Millis
  readonly demoAllowed: () => boolean
  /** Requests a second in live environments that say nothing else; null is no limit. */
  readonly rateLimit: number | null
}

export function createAccess(options: AccessOptions): Access {
  const { pool } = options
  const remembered = new Map<string, { opened: OpenedKey; until: number }>()

  const read = async (key: string, by: 'hash' | 'id' = 'hash'): Promise<OpenedKey | Refusal> => {
    const now = options.wallMs()
    const { rows } = await pool.query<KeyRow>({
      name: `open key by ${by}`,
      text:
        `select ${columns}, k.kind, k.id, k.hint, k.permissions, k.rate_limit, k.revoked from api_keys k ` +
        'join environments e on e.env = k.env join accounts a on a.id = e.account ' +
        `where k.${by} = $1 and (k.revoked is null or k.revoked > $2)`,
      values: [by === 'hash' ? keyHash(key) : key, now],
    })
    const row = rows[0]
    if (row === undefined) return refuseKey.unknown({ hint: keyHint(key) })
    const opened = openedBy(row, options.rateLimit)
    if (remembered.size >= cacheMax) remembered.clear()
    const forMs = row.revoked === null ? cacheMs : Math.min(cacheMs, row.revoked - now)
    remembered.set(key, { opened, until: options.monotonicMs() + forMs })
    return opened
  }

  const environments: Access['environments'] = async (envs) => {
    if (envs.length === 0) return new Map()
    const { rows } = await pool.query<EnvironmentRow>(
      `select ${columns} from environments e join accounts a on a.id = e.account where e.env = any($1)`,
      [envs],
    )
    return new Map(rows.map((row) => [row.env, settingsOf(row, options.rateLimit)]))
  }

  return {
    openId: (id) => {
      const known = remembered.get(id)
      return known !== undefined && known.until > options.monotonicMs() ? known.opened : read(id, 'id')
    },
    open: (key) => {
      if (published.has(key) && !options.demoAllowed()) return refuseKey.demoAbroad()
      const known = remembered.get(key)
      return known !== undefined && known.until > options.monotonicMs() ? known.opened : read(key)
    },
    environment: async (env) => (await environments([env])).get(env) ?? null,
    environments,
    shifted: async () => {
      const { rows } = await pool.query<EnvironmentRow>(
        `select ${columns} from environments e join accounts a on a.id = e.account where not e.livemode and e.doc->'clock' is not null`,
      )
      return rows.map((row) => settingsOf(row, options.rateLimit)).filter(({ clock }) => clock.mode !== 'wall')
    },
    forget: () => remembered.clear(),
  }
}
