/** Rates of requests, with the clock in hand: nothing here waits. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { limitsIn } from '../../src/engine/rate-limits.ts'
import { createAccount, createEnvironment, createKey, operator, setRateLimits } from '../../src/operations/accounts.ts'
import { officialClient, request } from '../client/client.ts'
import { freshDatabase } from '../support/database.ts'
import { florin } from '../support/florin.ts'
import { openGateway, testStart } from '../support/gateway.ts'
import { urlOf } from '../support/vault-process.ts'

let now = 0
const connection = await freshDatabase()
const gateway = await openGateway({ connection, monotonicMs: () => now, rateLimit: 5 })
const account = await createAccount(gateway.pool, gateway.newId, {})
const live = async (livemode = true) => {
  const env = await createEnvironment(gateway.pool, gateway.newId, account, livemode)
  const key = (kind: 'secret' | 'publishable' = 'secret', rate_limit: number | null = null) =>
    createKey(gateway.pool, env, kind, livemode, testStart, { rate_limit })
  return { env, key }
}
const get = (key: string, path = '/v1/balance') => request(gateway.url, path, { key })
const statuses = async (key: string, count: number, path?: string) => {
  const seen: number[] = []
  for (let at = 0; at < count; at++) seen.push((await get(key, path)).status)
  return seen
}

test('a live environment takes so many requests a second; the next is told when to come again', async () => {
  const key = await (await live()).key()
  assert.deepEqual(await statuses(key, 6), [200, 200, 200, 200, 200, 429])
  const refused = await get(key)
  const error = refused.body.error as unknown as { code: string; type: string }
  assert.deepEqual([error.code, error.type], ['rate_limit', 'invalid_request_error'])
  assert.equal(refused.headers.get('retry-after'), '1')
  now += 199
  assert.equal((await get(key)).status, 429)
  now += 1
  assert.deepEqual(await statuses(key, 2), [200, 429])
  now += 1000
  assert.deepEqual(await statuses(key, 6), [200, 200, 200, 200, 200, 429])
})

test('keys of one environment share its measure, and a key may have a smaller one of its own', async () => {
  const { env, key } = await live()
  const [first, second, slow] = [await key(), await key(), await key('secret', 2)]
  assert.deepEqual(await statuses(first, 3), [200, 200, 200])
  assert.deepEqual(await statuses(second, 3), [200, 200, 429])
  now += 1000
  assert.deepEqual(await statuses(slow, 3), [200, 200, 429])
  assert.deepEqual(await statuses(first, 4), [200, 200, 200, 429])
  await setRateLimits(gateway.pool, env, { environment: 1000, key: null }, operator())
  gateway.access.forget()
  now += 1000
  assert.deepEqual([...new Set(await statuses(first, 30))], [200])
})

test("a crowd of browsers does not use up the merchant's measure", async () => {
  const { key } = await live()
  const [secret, publishable] = [await key(), await key('publishable')]
  const seen = await statuses(publishable, 7, '/v1/payment_method_catalogue')
  assert.deepEqual(seen.slice(5), [429, 429])
  assert.deepEqual([...new Set(await statuses(secret, 5))], [200])
})

test('sandboxes have no limit until one is set', async () => {
  const { env, key } = await live(false)
  const secret = await key()
  assert.deepEqual([...new Set(await statuses(secret, 30))], [200])
  await setRateLimits(gateway.pool, env, { environment: 2 }, operator())
  gateway.access.forget()
  assert.deepEqual(await statuses(secret, 3), [200, 200, 429])
})

test('a request that came too often takes no idempotency key: the same one is done later', async () => {
  const { key } = await live(false)
  const secret = await key('secret', 1)
  const send = () =>
    request(gateway.url, '/v1/payment_intents', {
      key: secret,
      form: { amount: 100, currency: 'eur' },
      headers: { 'idempotency-key': 'too-often' },
    })
  await get(secret)
  assert.equal((await send()).status, 429)
  assert.equal((await gateway.pool.query("select 1 from idempotency_keys where key = 'too-often'")).rowCount, 0)
  now += 1000
  const done = await send()
  assert.deepEqual([done.status, done.headers.get('idempotent-replayed')], [200, null])
})

test('the stream of events stands behind the same gate', async () => {
  const { key } = await live()
  const secret = await key('secret', 1)
  await get(secret)
  assert.equal((await get(secret, '/v1/events/stream')).status, 429)
})

test('the official client takes it for a rate limit', async () => {
  const { key } = await live()
  const secret = await key('secret', 1)
  await get(secret)
  await assert.rejects(officialClient(gateway.url, secret).balance.retrieve(), { type: 'StripeRateLimitError' })
})

test('no limit set from a shell lets everything through, and none that is no number can be stored', async () => {
  const { env, key } = await live()
  const secret = await key()
  const settings = { env: { DATABASE_URL: urlOf(connection) } }
  const limits = (...words: string[]) => florin(['limits', env, ...words], settings)
  const told = await limits('--all-keys', 'none', '--each-key', 'none', '--json')
  assert.deepEqual(JSON.parse(told.out), { environment: env, all_keys: null, each_key: null })
  gateway.access.forget()
  assert.deepEqual([...new Set(await statuses(secret, 30))], [200])
  for (const wrong of ['0', '-1', '1.5', 'abc', '', '1000001', 'NaN', 'Infinity', 'null'])
    assert.equal((await limits('--all-keys', wrong)).code, 2, wrong)
  const shown = await limits()
  assert.equal(shown.out, `limits of ${env}: all keys none, each key none\n`)
  for (const doc of ['""', '0', '-5', '"100"', '1.5', '1e400', 'true'])
    await assert.rejects(
      gateway.pool.query(`update environments set doc = '{"rate_limit":{"key":${doc}}}' where env = $1`, [env]),
      /environments_rate_limit/,
      doc,
    )
  for (const rate of [0, -1])
    await assert.rejects(
      gateway.pool.query('update api_keys set rate_limit = $1 where env = $2', [rate, env]),
      /rate_limit/,
    )
})

test('what an earlier version stored is read as it was meant, also before the database is brought up to date', () => {
  for (const [stored, read] of [
    [{}, { environment: 100, key: 100 }],
    [
      { environment: '', key: '' },
      { environment: null, key: null },
    ],
    [
      { environment: null, key: 7 },
      { environment: null, key: 7 },
    ],
    [
      { environment: 0, key: -3 },
      { environment: 100, key: 100 },
    ],
    [
      { environment: '9', key: Number.NaN },
      { environment: 100, key: 100 },
    ],
  ] as const)
    assert.deepEqual(limitsIn({ rate_limit: stored }, 100), read)
})
