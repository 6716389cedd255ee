/** Accounts, environments and keys: what an operator sets up. Read by engine/access.ts. */
import { randomBytes } from 'node:crypto'
import { demoKeys, keyHash, keyHint } from '../engine/access.ts'
import { type NewId, randomText } from '../kernel/id.ts'
import type { EnvironmentClock } from '../kernel/time.ts'
import type { FeeSchedule } from '../ledger/fees.ts'
import type { Pool } from '../storage/database.ts'

export type AccountDoc = {
  fees?: FeeSchedule
  statement_descriptor?: string
  country?: string
  default_currency?: string
  name?: string
}

export const demo = { account: 'acct_florindemo', env: 'env_florindemo' }

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
  for (const kind of ['secret', 'publishable'] as const) {
    const key = demoKeys[kind]
    await pool.query(
      'insert into api_keys (hash, env, kind, hint, created) values ($1, $2, $3, $4, $5) on conflict do nothing',
      [keyHash(key), demo.env, kind, keyHint(key), now],
    )
  }
}

export async function createAccount(pool: Pool, newId: NewId, doc: AccountDoc): Promise<string> {
  const id = newId('acct')
  await pool.query('insert into accounts (id, doc) values ($1, $2)', [id, JSON.stringify(doc)])
  return id
}

export async function createEnvironment(pool: Pool, newId: NewId, account: string, livemode: boolean): Promise<string> {
  const env = newId('env')
  await pool.query('insert into environments (env, account, livemode, doc) values ($1, $2, $3, $4)', [
    env,
    account,
    livemode,
    '{}',
  ])
  return env
}

/** Makes a key and stores its hash; the key itself is given once and never again. */
export async function createKey(
  pool: Pool,
  env: string,
  kind: 'secret' | 'publishable',
  livemode: boolean,
  now: number,
): Promise<string> {
  const key = `${kind === 'secret' ? 'sk' : 'pk'}_${livemode ? 'live' : 'test'}_${randomText(32, randomBytes)}`
  await pool.query('insert into api_keys (hash, env, kind, hint, created) values ($1, $2, $3, $4, $5)', [
    keyHash(key),
    env,
    kind,
    keyHint(key),
    now,
  ])
  return key
}

/** Sets a sandbox's clock. A live environment's clock cannot be set. */
export async function setClock(pool: Pool, env: string, clock: EnvironmentClock): Promise<boolean> {
  const { rowCount } = await pool.query(
    "update environments set doc = (doc::jsonb || jsonb_build_object('clock', $2::jsonb))::json where env = $1 and not livemode",
    [env, JSON.stringify(clock)],
  )
  return rowCount === 1
}
