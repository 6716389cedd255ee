/** Processors that lack a verb, that cannot be reached, and that lose their answers: what is refused, freed, or asked about. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { conformance } from '../../src/connectors/conformance.ts'
import type { AuthoriseRequest, CallContext } from '../../src/contracts/connector.ts'
import { Call } from '../../src/kernel/secret.ts'
import { foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { acme, everyVerb, liveMerchant, openProcessor } from '../support/processor.ts'
import { basic } from '../support/wooshpay.ts'

const processor = await openProcessor()
/** A port where nobody listens any more. */
const gone = await openProcessor()
await gone.close()
const urls: Readonly<Record<string, string>> = { main: processor.url, spare: processor.url, away: gone.url }
const urlOf = (account: string): string => urls[account] ?? ''
const gateway = await openGateway({
  connectors: [acme('acme', urlOf, everyVerb), acme('bare', urlOf, ['authorise'])],
})

const number = '4539578763621486'
const payment_method_data = { type: 'card', card: { number, exp_month: 12, exp_year: 2040, cvc: '123' } }
const pay = { amount: 2000, currency: 'eur', confirm: true, payment_method_data }
type Refused = { code: string; message: string; payment_intent?: { id: string; status: string } }
const errorOf = (body: Record<string, unknown>) => body.error as Refused

const openCalls = async (env: string) =>
  (await gateway.pool.query("select 1 from due_work where env = $1 and kind = 'call'", [env])).rowCount
const events = async (env: string) =>
  (await gateway.pool.query<{ count: number }>('select count(*)::int as count from events where env = $1', [env]))
    .rows[0]?.count

test('with a processor that only takes payments every other verb is refused by name, before anything is written', async () => {
  const { env, key, call } = await liveMerchant(gateway, [{ id: 'main', connector: 'bare' }])
  const paid = (await call('/v1/payment_intents', pay)).body
  const held = (await call('/v1/payment_intents', { ...pay, capture_method: 'manual' })).body
  assert.deepEqual([paid.status, held.status], ['succeeded', 'requires_capture'])
  const customer = (await call('/v1/customers', { name: 'Ada' })).body
  const method = (await call('/v1/payment_methods', payment_method_data)).body
  const setup = (await call('/v1/setup_intents', {})).body
  const before = await events(env)
  for (const [path, form, words] of [
    [`/v1/payment_intents/${held.id}/capture`, {}, 'capture'],
    [`/v1/payment_intents/${held.id}/cancel`, {}, 'release'],
    [`/v1/payment_intents/${held.id}/increment_authorization`, { amount: 2500 }, 'raise'],
    ['/v1/refunds', { payment_intent: paid.id }, 'refund'],
    [`/v1/payment_methods/${method.id}/attach`, { customer: customer.id }, 'save'],
    [`/v1/setup_intents/${setup.id}/confirm`, { payment_method: method.id }, 'save'],
    ['/v1/setup_intents', { confirm: true, payment_method: method.id }, 'save'],
  ] as const) {
    const { status, body, text } = await call(path, form)
    assert.deepEqual([path, status, errorOf(body)?.code], [path, 400, 'connector_capability_missing'], text)
    assert.match(errorOf(body).message, new RegExp(words))
  }
  const woosh = foreignClient(`${gateway.url}/wooshpay`, basic(key))
  const foreign = (await woosh('GET', '/v1/payment_intents')).body.data as { id: string; status: string }[]
  for (const one of foreign) {
    const answers = [
      await woosh('POST', `/v1/payment_intents/${one.id}/capture`, {}),
      await woosh('POST', '/v1/refunds', { payment_intent: one.id, amount: 100 }),
    ]
    for (const { status, text } of answers) assert.ok(status >= 400 && status < 500, text)
  }
  assert.deepEqual([await events(env), await openCalls(env)], [before, 0], 'nothing was written')
  assert.equal((await gateway.pool.query('select 1 from refunds where env = $1', [env])).rowCount, 0)
  // What cannot be captured or released lapses by itself.
  await gateway.advance(8 * 86_400_000)
  assert.equal((await call(`/v1/payment_intents/${held.id}`)).body.status, 'canceled')
})

test('an account whose processor cannot be reached is passed over, and the payment is taken by the next', async () => {
  const { call } = await liveMerchant(gateway, [
    { id: 'away', connector: 'acme' },
    { id: 'spare', connector: 'acme' },
  ])
  const { body } = await call('/v1/payment_intents', pay)
  assert.equal(body.status, 'succeeded', JSON.stringify(body))
  const charges = (await call(`/v1/charges?payment_intent=${body.id}`)).body.data as unknown as {
    status: string
    is_fallback?: boolean
  }[]
  assert.deepEqual(
    charges.map(({ status }) => status),
    ['succeeded', 'failed'],
  )
})

test('where there is no other account the payment is free again at once, and nothing is left to be asked', async () => {
  const { env, call } = await liveMerchant(gateway, [{ id: 'away', connector: 'acme' }])
  const { status, body } = await call('/v1/payment_intents', pay)
  assert.deepEqual([status, errorOf(body).code], [402, 'processing_error'])
  assert.deepEqual([errorOf(body).payment_intent?.status, await openCalls(env)], ['requires_payment_method', 0])
  const customer = (await call('/v1/customers', { name: 'Ada' })).body
  const method = (await call('/v1/payment_methods', payment_method_data)).body
  for (const [path, form] of [
    [`/v1/payment_methods/${method.id}/attach`, { customer: customer.id }],
    ['/v1/setup_intents', { confirm: true, payment_method: method.id }],
  ] as const) {
    const answer = await call(path, form)
    assert.deepEqual([path, answer.status, errorOf(answer.body).code], [path, 402, 'processing_error'])
  }
  assert.equal(await openCalls(env), 0)
})

test('a capture, a void, an increment and a refund that were not sent leave everything as it was', async () => {
  const { env, call } = await liveMerchant(gateway, [{ id: 'main', connector: 'acme' }])
  const held = (await call('/v1/payment_intents', { ...pay, capture_method: 'manual' })).body
  const paid = (await call('/v1/payment_intents', pay)).body
  await gateway.pool.query(
    `update charges set doc = jsonb_set(doc::jsonb, '{connector_account}', '"away"')::text::json where env = $1`,
    [env],
  )
  await gateway.pool.query('update environments set doc = $1 where env = $2', [
    JSON.stringify({ connector_accounts: ['main', 'away'].map((id) => ({ id, connector: 'acme', seed: '' })) }),
    env,
  ])
  gateway.access.forget()
  for (const [verb, form] of [
    ['capture', {}],
    ['cancel', {}],
    ['increment_authorization', { amount: 2500 }],
  ] as const) {
    const answer = await call(`/v1/payment_intents/${held.id}/${verb}`, form)
    assert.deepEqual([verb, answer.status, errorOf(answer.body).code], [verb, 400, 'processor_refused_operation'])
    const { status, amount, amount_capturable } = (await call(`/v1/payment_intents/${held.id}`)).body
    assert.deepEqual([status, amount, amount_capturable], ['requires_capture', 2000, 2000])
  }
  assert.equal((await call('/v1/refunds', { payment_intent: paid.id })).body.status, 'failed')
  const charge = (await call(`/v1/charges?payment_intent=${paid.id}`)).body.data as unknown as {
    amount_refunded: number
    refunded: boolean
  }[]
  assert.deepEqual([charge[0]?.amount_refunded, charge[0]?.refunded, await openCalls(env)], [0, false, 0])
  // The books were never told of the account: put back what the test changed.
  await gateway.pool.query(
    `update charges set doc = jsonb_set(doc::jsonb, '{connector_account}', '"main"')::text::json where env = $1`,
    [env],
  )
})

test('an answer that was lost is asked for by reference: the card is opened once, and its record may be gone by then', async () => {
  const { env, call } = await liveMerchant(gateway, [
    { id: 'main', connector: 'acme' },
    { id: 'spare', connector: 'acme' },
  ])
  processor.lose = true
  const { body } = await call('/v1/payment_intents', pay)
  processor.lose = false
  assert.equal(body.status, 'processing', 'unknown is neither a yes nor a no, and is not tried elsewhere')
  const { url } = processor
  // Probes that do not arrive say nothing.
  Object.assign(urls, { main: gone.url })
  await gateway.advance(60_000)
  await gateway.advance(60_000)
  assert.equal((await call(`/v1/payment_intents/${body.id}`)).body.status, 'processing')
  Object.assign(urls, { main: url })
  const { rows } = await gateway.pool.query<{ call: string }>('select call from vault_accesses where env = $1', [env])
  assert.equal(rows.length, 1, 'the call opened it, and no probe did')
  // The vault is away, and worse: the record is destroyed.
  await gateway.pool.query('delete from vault_records where env = $1', [env])
  await gateway.advance(600_000)
  assert.equal((await call(`/v1/payment_intents/${body.id}`)).body.status, 'succeeded')
  assert.equal(await openCalls(env), 0)
  assert.equal((await gateway.pool.query('select 1 from vault_accesses where env = $1', [env])).rowCount, 1)
})

const call = Call.begin('call_1', 'authorise')
const context = (key: string, aborted = false): CallContext => ({
  environment: 'env_1',
  idempotencyKey: key,
  account: { id: 'main', connector: 'acme', seed: '' },
  now: 0,
  call,
  signal: aborted ? AbortSignal.abort() : new AbortController().signal,
})
const authorise = (last: string): AuthoriseRequest => ({
  payment: 'pi_1',
  charge: 'ch_1',
  amount: 1000,
  currency: 'eur',
  card: {
    number: call.hold(Buffer.from(`453957876362148${last}`)),
    cvc: null,
    exp_month: 12,
    exp_year: 2040,
    brand: 'visa',
    address_line1: null,
    address_postal_code: null,
  },
  instrument: null,
  expires_at: null,
  reusable: false,
  code: null,
  seen: 0,
  mode: 'sale',
  off_session: false,
  setup_future_usage: null,
  stored_credential: null,
  request_three_d_secure: 'automatic',
  authentication: null,
  statement_descriptor: null,
})
const approved = { charge: 'ch_1', reference: 'acme_1', amount: 1000, currency: 'eur' }
for (const { title, check } of conformance(
  acme('acme', () => processor.url, everyVerb),
  [
    { title: 'a good card', verb: 'authorise', request: authorise('6'), outcome: 'captured' },
    { title: 'held', verb: 'authorise', request: { ...authorise('6'), mode: 'authorise' }, outcome: 'authorised' },
    { title: 'a declined card', verb: 'authorise', request: authorise('5'), outcome: 'declined' },
    { title: 'a capture', verb: 'capture', request: { ...approved, final: true }, outcome: 'captured' },
    { title: 'a void', verb: 'void', request: approved, outcome: 'voided' },
    { title: 'an increment', verb: 'increment', request: { ...approved, by: 1 }, outcome: 'incremented' },
    {
      title: 'a refund',
      verb: 'refund',
      request: { ...approved, payment: 'pi_1', refund: 're_1', asked_at: 0, transfer_to: null },
      outcome: 'succeeded',
    },
    {
      title: 'a saved card',
      verb: 'verify',
      request: { ...authorise('6'), subject: 'pm_1', purpose: 'attach' },
      outcome: 'verified',
    },
    {
      title: 'a refund taken back',
      verb: 'cancel_refund',
      request: { refund: 're_1', charge: 'ch_1', reference: 'acme_1' },
      outcome: 'canceled',
    },
  ],
  context,
  acme('acme', () => gone.url, everyVerb),
))
  test(title, check)
