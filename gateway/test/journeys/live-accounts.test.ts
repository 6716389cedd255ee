/** Accounts at processors as an operator names them: by connectors that are there, mended where one was mistyped, and let go. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectHint } from '../../src/connectors/index.ts'
import { connectorAccounts, operator, setConnectorAccounts } from '../../src/operations/accounts.ts'
import { request } from '../client/client.ts'
import { openGateway } from '../support/gateway.ts'
import { acme, everyVerb, liveMerchant, openProcessor } from '../support/processor.ts'

const processor = await openProcessor()
const gateway = await openGateway({ connectors: [acme('acme', () => processor.url, everyVerb)] })
const byRawCard = () => ({ type: 'card', card: { number: '4539578763621486', exp_month: 12, exp_year: 2040 } })
const pay = { amount: 2000, currency: 'eur', confirm: true }
const errorOf = (body: Record<string, unknown>) => body.error as { code: string; message: string }
const open = async (env: string) =>
  (
    await gateway.pool.query(
      'select 1 from due_work where env = $1 union all select 1 from payment_methods where env = $1',
      [env],
    )
  ).rowCount

test('an account is named by connectors that are there, and in live mode by those that do not pretend', async () => {
  const names = new Map([
    ['simulator', { pretends: true }],
    ['acme', { pretends: false }],
  ])
  const { env } = await liveMerchant(gateway)
  const set = (at: string, ...accounts: [string, string][]) =>
    setConnectorAccounts(
      gateway.pool,
      at,
      accounts.map(([id, connector]) => ({ id, connector, seed: '' })),
      operator(),
      names,
    )
  assert.match((await set(env, ['main', 'acne'])) ?? '', /there is no connector 'acne'.*simulator, acme/)
  assert.match((await set(env, ['main', 'simulator'])) ?? '', /only pretends.*here: acme/)
  assert.match((await set('env_none', ['main', 'acme'])) ?? '', /no environment env_none/)
  assert.deepEqual(await connectorAccounts(gateway.pool, env), [])
  assert.equal(await set(env, ['main', 'acme'], ['spare', 'acme']), null)
  // Nothing was paid through it, so it may go.
  assert.equal(await set(env, ['main', 'acme']), null)
  assert.deepEqual(
    (await connectorAccounts(gateway.pool, env))?.map(({ id }) => id),
    ['main'],
  )
  assert.match(connectHint(env, names).join(' '), /connectors env_\w+ <id>:<connector>.*here: acme/)
})

test('a name that was mistyped before names were checked is refused by name, leaves nothing open, and is mended', async () => {
  const { env, call } = await liveMerchant(gateway, [{ id: 'main', connector: 'acne' }])
  for (const [path, form] of [
    ['/v1/payment_intents', { ...pay, payment_method_data: byRawCard() }],
    ['/v1/payment_methods', byRawCard()],
  ] as const) {
    const { status, body } = await call(path, form)
    assert.deepEqual([status, errorOf(body).code], [400, 'connector_not_installed'])
    assert.match(errorOf(body).message, /'acne'/)
  }
  assert.equal(await open(env), 0)
  const names = new Map([['acme', { pretends: false }]])
  const mended = [{ id: 'main', connector: 'acme', seed: '' }]
  assert.equal(await setConnectorAccounts(gateway.pool, env, mended, operator(), names), null)
  gateway.access.forget()
  assert.equal(
    (await call('/v1/payment_intents', { ...pay, payment_method_data: byRawCard() })).body.status,
    'succeeded',
  )
})

test('what the simulator did in a live environment before it was refused can no longer be captured or given back through it', async () => {
  const { env, call } = await liveMerchant(gateway, [{ id: 'main', connector: 'acme' }])
  const form = { ...pay, capture_method: 'manual', payment_method_data: byRawCard() }
  const { id } = (await call('/v1/payment_intents', form)).body
  await gateway.pool.query('update environments set doc = $1 where env = $2', ['{}', env])
  gateway.access.forget()
  for (const path of ['capture', 'cancel', 'increment_authorization']) {
    const answer = await call(`/v1/payment_intents/${id}/${path}`, path.startsWith('inc') ? { amount: 9000 } : {})
    assert.deepEqual([path, answer.status, errorOf(answer.body).code], [path, 403, 'testmode_charges_only'])
  }
  assert.equal((await request(gateway.url, `/v1/payment_intents/${id}`, { key: gateway.key })).status, 404)
})
