/** Accounts, environments and keys: what an operator sets up. Read by engine/access.ts; every write is noted. */

import { randomBytes } from 'node:crypto'
import { type ConnectorNames, liveConnectors } from '../connectors/index.ts'
import type { ConnectorAccount } from '../contracts/connector.ts'
import { demoKeys, earlierDemoKeys, keyHash, keyHint, usualAccounts } from '../engine/access.ts'
import { type Author, note } from '../engine/audit-log.ts'
import { operatorActor } from '../engine/audit-note.ts'
import { type ReceiptPolicy, usualReceipts } from '../engine/command.ts'
import { isRateLimit, limitsIn, type RateLimits, usualRateLimit } from '../engine/rate-limits.ts'
import type { KeyKind, KeyTerms } from '../engine/stored-key.ts'
import { assert } from '../kernel/assert.ts'
import { idSource, type NewId } from '../kernel/id.ts'
import type { EnvironmentClock } from '../kernel/time.ts'
import { defaultFees, type FeeSchedule } from '../ledger/fees.ts'
import { type Client, inTransaction, type Pool } from '../storage/database.ts'
import { insertKey } from './api-keys.ts'

export type AccountDoc = {
  fees?: FeeSchedule
  statement_descriptor?: string
  country?: string
  default_currency?: string
  name?: string
}

export const demo = { account: 'acct_florindemo', env: 'env_florindemo' }

/** The author of what is done from a shell. */
export const operator = (wallMs: () => number = Date.now, newId: NewId = idSource(wallMs, randomBytes)): Author => ({
  actor: operatorActor,
  request: null,
  newId,
  wallMs,
})

/** Makes the demo account with its published keys, once; for embedded mode only. */
export async function seedDemo(pool: Pool, now: number): Promise<void> {
  await pool.query('insert into accounts (id, doc) values ($1, $2) on conflict do nothing', [
    demo.account,
    JSON.stringify({ name: 'Florin demo', statement_descriptor: 'FLORIN DEMO' } satisfies AccountDoc),
  ])
  await pool.query(
    'insert into environments (env, account, livemode, doc) values ($1, $2, false, $3) on conflict do nothing',
    [demo.env, demo.account, '{}'],
  )
  // The earlier ones first: in a database of an earlier release they have their ids already.
  for (const kind of ['secret', 'publishable'] as const)
    for (const [key, id] of [
      [earlierDemoKeys[kind], `key_demo_${kind}`],
      [demoKeys[kind], `key_demo_${kind}_long`],
    ] as const)
      await pool.query(
        'insert into api_keys (hash, env, kind, hint, created, id) values ($1, $2, $3, $4, $5, $6) on conflict do nothing',
        [keyHash(key), demo.env, kind, keyHint(key), now, id],
      )
}

export async function createAccount(pool: Pool, newId: NewId, doc: AccountDoc): Promise<string> {
  const id = newId('acct')
  await pool.query('insert into accounts (id, doc) values ($1, $2)', [id, JSON.stringify(doc)])
  return id
}

/** Makes an environment; its row in the audit log, the first that the account can have, also tells of the account. */
export async function createEnvironment(pool: Pool, newId: NewId, account: string, livemode: boolean): Promise<string> {
  const env = newId('env')
  await inTransaction(pool, async (client) => {
    await client.query('insert into environments (env, account, livemode, doc) values ($1, $2, $3, $4)', [
      env,
      account,
      livemode,
      '{}',
    ])
    const change = { object: 'environment', id: env, before: null, after: { account, livemode } }
    await note(client, env, 'environment.create', change, operator(Date.now, newId))
  })
  return env
}

/** Makes a key and stores its hash; the key itself is given once and never again. */
export async function createKey(
  pool: Pool,
  env: string,
  kind: KeyKind,
  livemode: boolean,
  now: number,
  terms: Partial<KeyTerms> = {},
): Promise<string> {
  const whole: KeyTerms = { name: null, permissions: null, rate_limit: null, ...terms, kind }
  const made = await inTransaction(pool, (client) =>
    insertKey(
      client,
      { env, livemode },
      whole,
      operator(() => now),
    ),
  )
  return made.key
}

type EnvironmentDoc = {
  clock?: EnvironmentClock
  receipts?: Partial<ReceiptPolicy>
  rate_limit?: RateLimits
  connector_accounts?: readonly ConnectorAccount[]
  strict_dialects?: readonly string[]
  card_testing_brake?: boolean
}

/** What an operator has set of an environment. */
export type StoredEnvironment = {
  readonly env: string
  readonly account: string
  readonly livemode: boolean
  readonly receipts: ReceiptPolicy
  /** Null is no limit; where nothing was set, `usual` of the settings holds in live mode. */
  readonly limits: ReturnType<typeof limitsIn>
  readonly strictDialects: readonly string[]
  readonly cardTestingBrake: boolean
}

/** An environment as it is stored, null where there is none. `usualRate`: requests a second where nothing was set, in live mode. */
export async function environmentNamed(
  pool: Pool,
  env: string,
  usualRate: number | null = usualRateLimit,
): Promise<StoredEnvironment | null> {
  const { rows } = await pool.query<{ account: string; livemode: boolean; doc: string }>(
    'select account, livemode, doc from environments where env = $1',
    [env],
  )
  if (rows[0] === undefined) return null
  const { account, livemode } = rows[0]
  const doc = JSON.parse(rows[0].doc) as EnvironmentDoc
  return {
    env,
    account,
    livemode,
    receipts: { ...usualReceipts, ...doc.receipts },
    limits: limitsIn(doc, livemode ? usualRate : null),
    strictDialects: doc.strict_dialects ?? [],
    cardTestingBrake: doc.card_testing_brake ?? livemode,
  }
}

/** An account's fees, null where there is no such account. */
export async function feesOf(pool: Pool, account: string): Promise<FeeSchedule | null> {
  const { rows } = await pool.query<{ doc: string }>('select doc from accounts where id = $1', [account])
  return rows[0] === undefined ? null : ((JSON.parse(rows[0].doc) as AccountDoc).fees ?? defaultFees)
}

/** Changes an environment's document, and notes the fields that changed; false where there is no such environment. */
async function changeEnvironment(
  pool: Pool,
  env: string,
  operation: string,
  change: (doc: EnvironmentDoc, livemode: boolean) => EnvironmentDoc | null,
  author: Author | null,
): Promise<boolean> {
  return await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ doc: string; livemode: boolean }>(
      'select doc, livemode from environments where env = $1 for update',
      [env],
    )
    const row = rows[0]
    if (row === undefined) return false
    // Written by this file only.
    const before = JSON.parse(row.doc) as EnvironmentDoc
    const after = change(before, row.livemode)
    if (after === null) return false
    await client.query('update environments set doc = $2 where env = $1', [
      env,
      JSON.stringify({ ...before, ...after }),
    ])
    const was = Object.fromEntries(Object.keys(after).map((name) => [name, Reflect.get(before, name) ?? null]))
    if (author !== null)
      await note(client, env, operation, { object: 'environment', id: env, before: was, after }, author)
    return true
  })
}

/** Sets a sandbox's clock. A live environment's clock cannot be set. Without an author it is a step of a way that was noted. */
export const setClock = (pool: Pool, env: string, clock: EnvironmentClock, author: Author | null): Promise<boolean> =>
  changeEnvironment(pool, env, 'clock.set', (_, livemode) => (livemode ? null : { clock }), author)

/** The accounts at processors of an environment, primary first; null where there is no such environment. */
export async function connectorAccounts(pool: Pool, env: string): Promise<readonly ConnectorAccount[] | null> {
  const { rows } = await pool.query<{ doc: string; livemode: boolean }>(
    'select doc, livemode from environments where env = $1',
    [env],
  )
  return rows[0] === undefined ? null : accountsIn(JSON.parse(rows[0].doc) as EnvironmentDoc, env, rows[0].livemode)
}

const accountsIn = ({ connector_accounts }: EnvironmentDoc, env: string, livemode: boolean) =>
  connector_accounts ?? usualAccounts({ env, livemode })

/** Whether anything was ever done through an account, or is under way: later calls for it still go there. */
const usedSql = `select exists (select 1 from charges where env = $1 and doc->>'connector_account' = $2)
  or exists (select 1 from payment_intents where env = $1 and (doc->'attempt'->>'connector_account' = $2
    or exists (select 1 from json_array_elements(case json_typeof(doc->'past_attempts') when 'array' then doc->'past_attempts' else '[]' end) past
      where past->>'connector_account' = $2)))
  or exists (select 1 from setup_intents where env = $1 and doc->'attempt'->>'connector_account' = $2)
  or exists (select 1 from due_work where env = $1 and kind = 'call' and payload->'effect'->>'connectorAccount' = $2) as used`

/**
 * Sets them. An account that is known keeps what it has, unless its connector is not there; one that payments were made through has
 * to stay. Gives what is wrong, or null where all is well.
 */
export async function setConnectorAccounts(
  pool: Pool,
  env: string,
  wished: readonly ConnectorAccount[],
  author: Author,
  names: ConnectorNames,
): Promise<string | null> {
  const { rows } = await pool.query<{ doc: string; livemode: boolean }>(
    'select doc, livemode from environments where env = $1',
    [env],
  )
  if (rows[0] === undefined) return `there is no environment ${env}`
  const { livemode } = rows[0]
  const known = accountsIn(JSON.parse(rows[0].doc) as EnvironmentDoc, env, livemode)
  const kept = wished.map(
    (account) => known.find(({ id, connector }) => id === account.id && names.has(connector)) ?? account,
  )
  for (const { id, connector } of kept) {
    const facts = names.get(connector)
    if (facts === undefined)
      return `there is no connector '${connector}' (account ${id}); there ${names.size === 1 ? 'is' : 'are'}: ${[...names.keys()].join(', ')}`
    if (livemode && facts.pretends && !known.some((account) => account.id === id))
      return `${connector} only pretends (account ${id}): a live environment takes connectors of real processors; ${realOnes(names)}`
  }
  for (const { id } of known) {
    if (kept.some((account) => account.id === id)) continue
    if ((await pool.query<{ used: boolean }>(usedSql, [env, id])).rows[0]?.used === true)
      return `${id} has payments of its own; list it too`
  }
  await changeEnvironment(pool, env, 'connector_accounts.set', () => ({ connector_accounts: kept }), author)
  return null
}

const realOnes = (names: ConnectorNames): string => {
  const real = liveConnectors(names)
  return real.length === 0 ? 'this build has none' : `here: ${real.join(', ')}`
}

/** Sets what is done with payers' money that does not fit. */
export const setReceipts = (
  pool: Pool,
  env: string,
  receipts: Partial<ReceiptPolicy>,
  author: Author,
): Promise<boolean> =>
  changeEnvironment(pool, env, 'receipts.set', (doc) => ({ receipts: { ...doc.receipts, ...receipts } }), author)

/** Sets whether a foreign API shows quirks of its documents that look like faults. */
export const setStrict = (pool: Pool, env: string, dialect: string, on: boolean, author: Author): Promise<boolean> =>
  changeEnvironment(
    pool,
    env,
    'strict.set',
    (doc) => {
      const others = (doc.strict_dialects ?? []).filter((name) => name !== dialect)
      return { strict_dialects: on ? [...others, dialect].sort() : others }
    },
    author,
  )

/** Sets whether tries of cards are slowed after too many declines; live environments do unless they are told not to. */
export const setCardTestingBrake = (pool: Pool, env: string, on: boolean, author: Author): Promise<boolean> =>
  changeEnvironment(pool, env, 'card_testing_brake.set', () => ({ card_testing_brake: on }), author)

/** Sets the requests a second of an environment and of each of its keys: positive whole numbers, or null for no limit. */
export async function setRateLimits(pool: Pool, env: string, limits: RateLimits, author: Author): Promise<boolean> {
  for (const limit of Object.values(limits))
    assert(limit === null || isRateLimit(limit), 'a limit is a positive number')
  const change = (doc: EnvironmentDoc): EnvironmentDoc => ({ rate_limit: { ...doc.rate_limit, ...limits } })
  return await changeEnvironment(pool, env, 'rate_limit.set', change, author)
}

/** Sets an account's fee for captures from now on; each of its environments is told. */
export async function setFees(pool: Pool, account: string, fees: FeeSchedule, author: Author): Promise<boolean> {
  return await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ doc: string }>('select doc from accounts where id = $1 for update', [account])
    if (rows[0] === undefined) return false
    const doc = JSON.parse(rows[0].doc) as AccountDoc
    await client.query('update accounts set doc = $2 where id = $1', [account, JSON.stringify({ ...doc, fees })])
    const change = { object: 'account', id: account, before: { fees: doc.fees ?? null }, after: { fees } }
    for (const env of await environmentsOf(client, account)) await note(client, env, 'fees.set', change, author)
    return true
  })
}

const environmentsOf = async (client: Pick<Client, 'query'>, account: string): Promise<string[]> =>
  (
    await client.query<{ env: string }>('select env from environments where account = $1 order by env', [account])
  ).rows.map(({ env }) => env)
