/** WooshPay's webhook endpoints, what they are told, and how often. */
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { eventTypes, registry } from '../../src/app/registry.ts'
import { callbackTypes } from '../../src/dialects/wooshpay/events.ts'
import { wooshpay } from '../../src/dialects/wooshpay/index.ts'
import { covers } from '../../src/engine/event-patterns.ts'
import { assertShown, foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { openReceiver } from '../support/receiver.ts'
import { basic, wooshpayDocumented } from '../support/wooshpay.ts'

const gateway = await openGateway()
const call = foreignClient(`${gateway.url}/wooshpay`, basic(gateway.key))

/** Calls, holds the answer against its table, and gives it. */
async function ask(answer: string, ...[method, path, body]: [string, string, unknown?]) {
  const reply = await call(method, path, body)
  assert.equal(reply.status, 200, reply.text)
  assertShown(reply.body, wooshpay.answers[answer]?.fields ?? {})
  return reply.body
}
/** The keys of an answer, in the order that they are printed in. */
const keysOf = (body: object) => Object.keys(body).join(' ')

const wanted = ['payment_intent.succeeded', 'charge.refund.updated', 'charge.dispute.updated']

test('an endpoint shows its secret when it is made and when that is repeated; what is stored is none', async () => {
  const sent = { url: `${gateway.url}/hook`, enabled_events: wanted }
  const made = await call('POST', '/v1/webhook_endpoints', sent, { 'idempotency-key': 'endpoint-1' })
  assert.equal(made.status, 200, made.text)
  assertShown(made.body, wooshpay.answers.webhookEndpoint?.fields ?? {}, false)
  assert.match(made.body.id, /^we_\d{19}$/)
  assert.equal(
    keysOf(made.body),
    'id object api_version created description enabled_events livemode metadata secret status url',
  )
  assert.deepEqual(made.body.enabled_events, wanted)
  assert.equal(made.body.api_version, '1.0.1')
  assert.match(made.body.secret, /^whsec_/)
  const again = await call('POST', '/v1/webhook_endpoints', sent, { 'idempotency-key': 'endpoint-1' })
  assert.equal(again.text, made.text)
  const { rows } = await gateway.pool.query<{ stored: string }>(
    "select body as stored from idempotency_keys where key = 'wooshpay/endpoint-1'",
  )
  assert.equal(rows.length, 1)
  assert.ok(!rows[0]?.stored.includes(made.body.secret))
  const path = `/v1/webhook_endpoints/${made.body.id}`
  assert.equal((await ask('webhookEndpoint', 'GET', path)).secret, null)

  const changed = await ask('webhookEndpoint', 'POST', path, { enabled_events: ['*'], disabled: true })
  assert.deepEqual([changed.enabled_events, changed.status], [['*'], 'disabled'])
  const { data } = await ask('list', 'GET', '/v1/webhook_endpoints')
  assert.deepEqual(
    data.map(({ id }: { id: string }) => id),
    [made.body.id],
  )
  for (const [body, param] of [
    [{ enabled_events: ['charge.nonsense'] }, 'enabled_events[0]'],
    [{ enabled_events: [] }, 'enabled_events'],
    [{ url: 'nonsense' }, 'url'],
  ] as const)
    assert.equal((await call('POST', path, body)).body.error.param, param)
  const { id } = made.body
  assert.deepEqual(await ask('deletedEndpoint', 'DELETE', path), { id, object: 'webhook_endpoint', deleted: true })
  assert.equal((await call('GET', path)).status, 404)
})

test('an endpoint is told in its own words, signed under its own header; the event is retrieved as it was told', async () => {
  const receiver = await openReceiver()
  const { secret } = await ask('webhookEndpoint', 'POST', '/v1/webhook_endpoints', {
    url: receiver.url,
    enabled_events: wanted,
  })
  const paid = await ask('paymentIntent', 'POST', '/v1/payment_intents', wooshpayDocumented)
  await ask('refund', 'POST', '/v1/refunds', { payment_intent: paid.id })
  await gateway.deliver()
  const told = receiver.take()
  assert.deepEqual(told.map(({ body }) => JSON.parse(body).type).sort(), [
    'charge.refund.updated',
    'payment_intent.succeeded',
  ])
  const [first] = told.filter(({ body }) => body.includes('payment_intent.succeeded'))
  const event = JSON.parse(first?.body ?? '')
  assert.equal(keysOf(event), 'id object api_version created data livemode type')
  assert.match(event.id, /^evt_\d{19}$/)
  assert.match(String(event.created), /^\d{10}000$/)
  assert.deepEqual(event.data.object, paid)
  const header = String(first?.headers['wooshpay-signature'])
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? []
  assert.equal(v1, createHmac('sha256', secret).update(`${t}.${first?.body}`).digest('hex'))
  assert.equal(first?.headers['stripe-signature'], undefined)
  assert.equal((await call('GET', `/v1/events/${event.id}`)).text, first?.body)
})

test('an event that there is none of is not there', async () => {
  const gone = await call('GET', '/v1/events/evt_1604012360740110336')
  assert.deepEqual([gone.status, gone.body.error.code, gone.body.error.param], [404, 'resource_missing', 'id'])
})

test('what it tells of are events that there are, and none of its nouns is left out', () => {
  const types = eventTypes(registry)
  for (const type of callbackTypes) assert.ok(types.includes(type), type)
  const families = ['payment_intent.*', 'charge.*', 'refund.*', 'customer.*', 'payment_method.*', 'setup_intent.*']
  assert.deepEqual(
    // The native second name of a refund's changes is its own first one: told once.
    types.filter((type) => covers(families, type) && type !== 'charge.refund.updated').sort(),
    [...callbackTypes].sort(),
  )
})

test('it is told eighteen times at most, within three days', () => {
  const { pausesMs = [], jitter = 0 } = wooshpay.callback?.plan ?? {}
  assert.equal(pausesMs.length + 1, 18)
  const whole = pausesMs.reduce((sum, pause) => sum + pause * (1 + jitter), 0)
  assert.ok(whole <= 72 * 3_600_000 && whole > 60 * 3_600_000)
  assert.ok(pausesMs.every((pause, at) => at === 0 || pause > (pausesMs[at - 1] ?? 0)))
})
