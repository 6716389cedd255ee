/** Rates of requests, with the clock in hand: nothing here waits. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAccount, createEnvironment, createKey, operator, setRateLimits } from '../../src/app/accounts.ts'
import { officialClient, request } from '../client/client.ts'
import { openGateway, testStart } from '../support/gateway.ts'

let now = 0
const gateway = await openGateway({ monotonicMs: () => now, rateLimit: 5 })
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
