/** Ojire: its own document's request gives its own document's answer; what is wrong is told in its envelope. */
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { request as ask } from 'node:http'
import { test } from 'node:test'
import { ojire } from '../../src/dialects/ojire/index.ts'
import { assertShown, type ForeignCall, foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { openReceiver } from '../support/receiver.ts'

const gateway = await openGateway()
const call = foreignClient(`${gateway.url}/ojire`, { 'x-secret-key': gateway.key })
const native = foreignClient(gateway.url, { authorization: `Bearer ${gateway.key}` })

/** The request of the published page. */
const documented = {
  amount: 100000,
  currency: 'IDR',
  customerId: 'customer_test_123',
  description: 'Test payment',
  metadata: { order_id: 'order_456' },
}
const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'

test("the document's request gives the document's answer, byte for byte but for ids and times", async () => {
  const made = await call('POST', '/v1/payment-intents', documented)
  assert.equal(made.status, 200)
  assert.match(
    made.text,
    new RegExp(
      `^\\{"amount":100000,"clientSecret":"pi_${uuid}_secret_[A-Za-z0-9_-]{43}",` +
        `"createdAt":"2026-06-15T12:00:\\d\\d\\.\\d{6}Z","currency":"IDR","customerToken":"[^"]+","id":"${uuid}",` +
        `"metadata":\\{"order_id":"order_456"\\},"status":"created"\\}$`,
    ),
  )
  assertShown(made.body, ojire.answers.paymentIntent?.fields ?? {}, true)
  assert.notEqual(made.body.clientSecret.slice(3, 39), made.body.id)
  const again = await call('GET', `/v1/payment-intents/${made.body.id}`)
  assert.equal(again.status, 200)
  // The token of its payer is told once.
  const { customerToken: _, ...rest } = made.body
  assert.equal(again.text, JSON.stringify(rest))
})

test('whole rupiah are hundreds of sen in the native API, and the other way round', async () => {
  const made = await call('POST', '/v1/payment-intents', documented)
  const { body: list } = await native('GET', '/v1/payment_intents?limit=1')
  assert.equal(list.data[0].amount, 10_000_000)
  assert.equal(list.data[0].currency, 'idr')
  assert.equal(list.data[0].description, 'Test payment')
  assert.deepEqual(list.data[0].metadata, { order_id: 'order_456' })
  assert.equal(list.data[0].foreign, undefined)
  const changed = await native('POST', `/v1/payment_intents/${list.data[0].id}`, {
    amount: 1_050_050,
    metadata: { order_id: 'order_457' },
  })
  assert.equal(changed.status, 200)
  const shown = await call('GET', `/v1/payment-intents/${made.body.id}`)
  assert.equal(shown.body.amount, 10500.5)
  assert.deepEqual(shown.body.metadata, { order_id: 'order_457' })
})

test('metadata of any shape comes back as it was sent', async () => {
  const metadata = { orderId: 'order_1', lines: [{ sku: 'a', count: 2 }], gift: true, note: null, rate: 1.5 }
  const made = await call('POST', '/v1/payment-intents', { ...documented, metadata })
  assert.deepEqual(made.body.metadata, metadata)
  const { body: list } = await native('GET', '/v1/payment_intents?limit=1')
  assert.equal(list.data[0].metadata.lines, '[{"sku":"a","count":2}]')
})

test('its host serves the same without the prefix', async () => {
  const { customerId: _, ...guest } = documented
  const made = await call('POST', '/v1/payment-intents', guest)
  const { port } = new URL(gateway.url)
  const get = (host: string, path: string) =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const headers = { host, 'x-secret-key': gateway.key }
      ask({ host: '127.0.0.1', port, path, headers }, (answer) => {
        let text = ''
        answer.on('data', (part) => {
          text += String(part)
        })
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
      })
        .on('error', reject)
        .end()
    })
  for (const host of ['ojire.localhost', `ojire.localhost:${port}`, `OJIRE.localhost:${port}`])
    assert.equal((await get(host, `/v1/payment-intents/${made.body.id}`)).text, made.text)
  const lost = await get('ojire.localhost', '/v1/nothing?x=1')
  assert.equal(lost.status, 404)
  assert.match(JSON.parse(lost.text).error.message, /GET: \/v1\/nothing\)/)
})

test('the same key and request repeat the bytes; another request is a conflict; another API has keys of its own', async () => {
  const headers = { 'idempotency-key': 'order-1' }
  const first = await call('POST', '/v1/payment-intents', documented, headers)
  const again = await call('POST', '/v1/payment-intents', documented, headers)
  assert.equal(again.text, first.text)
  assert.equal(first.headers.get('idempotent-replayed'), null)
  assert.equal(again.headers.get('idempotent-replayed'), 'true')
  const other = await call('POST', '/v1/payment-intents', { ...documented, amount: 1 }, headers)
  assert.equal(other.status, 409)
  assert.equal(other.body.error.code, 'idempotency_key_reused')
  assert.deepEqual(other.body.error.fields[0].field, 'amount')
  const elsewhere = await native('POST', '/v1/payment_intents', { amount: 1, currency: 'idr' }, headers)
  assert.equal(elsewhere.status, 200)
})

const create = (body: unknown, headers: Record<string, string> = {}): Parameters<ForeignCall> => [
  'POST',
  '/v1/payment-intents',
  body,
  headers,
]
const unknownId = '/v1/payment-intents/726f2fec-2431-40cf-b21c-304835e92715'

/** What is wrong, the call, and the status, code and field of its refusal. */
const wrong: readonly (readonly [string, Parameters<ForeignCall>, number, string, string?])[] = [
  ['no key', create(documented, { 'x-secret-key': '' }), 401, 'api_key_missing'],
  ['a wrong key', create(documented, { 'x-secret-key': 'sk_test_wrong' }), 401, 'api_key_invalid'],
  ["a browser's key", create(documented, { 'x-secret-key': gateway.publishable }), 401, 'secret_key_required'],
  ['broken JSON', create('{"amount":'), 400, 'request_body_unreadable'],
  [
    'a form',
    create('amount=1', { 'content-type': 'application/x-www-form-urlencoded' }),
    400,
    'request_body_unreadable',
  ],
  ['an unknown path', ['POST', '/v1/payments', documented], 404, 'route_unknown'],
  ['a path that is none', ['GET', '/v1/payment-intents/%zz'], 404, 'route_unknown'],
  ['an unknown id', ['GET', unknownId], 404, 'resource_missing', 'id'],
  ['a text for an amount', create({ ...documented, amount: '100000' }), 400, 'parameter_invalid', 'amount'],
  ['nothing at all', create({}), 400, 'parameter_missing', 'amount'],
  ['a currency that is none', create({ ...documented, currency: 'ZZZ' }), 400, 'invalid_currency', 'currency'],
  ['a fraction of a sen', create('{"amount":100.0001,"currency":"IDR"}'), 400, 'amount_has_fraction', 'amount'],
  ['half a yen', create({ amount: 100.5, currency: 'JPY' }), 400, 'amount_has_fraction', 'amount'],
  [
    'a fraction beyond doubles',
    create('{"amount":100.00000000000000000001,"currency":"IDR"}'),
    400,
    'amount_has_fraction',
    'amount',
  ],
  ['more than any payment', create('{"amount":1e30,"currency":"IDR"}'), 400, 'amount_invalid', 'amount'],
  ['a bad idempotency key', create(documented, { 'idempotency-key': 'x'.repeat(256) }), 400, 'idempotency_key_invalid'],
]

test('whatever is wrong is told in its envelope, with its own field names', async () => {
  for (const [what, request, status, code, field] of wrong) {
    const { status: got, body } = await call(...request)
    assert.equal(got, status, `${what}: ${JSON.stringify(body)}`)
    assert.deepEqual(Object.keys(body), ['error'], what)
    assert.equal(body.error.code, code, what)
    assert.equal((body.error.fields as { field: string }[] | undefined)?.[0]?.field, field, what)
  }
  const both = await call('POST', '/v1/payment-intents', { amount: -1, currency: 'rupiah' })
  assert.deepEqual(both.body.error.fields.map(({ field }: { field: string }) => field).sort(), ['amount', 'currency'])
})

test('a paid payment is told to an endpoint of its format, signed with the secret that the merchant chose', async () => {
  const receiver = await openReceiver()
  const endpoint = await native('POST', '/v1/webhook_endpoints', {
    url: receiver.url,
    enabled_events: ['*'],
    format: 'ojire',
    secret: gateway.key,
  })
  assert.equal(endpoint.status, 200, endpoint.text)
  const made = await call('POST', '/v1/payment-intents', documented)
  const { body: list } = await native('GET', '/v1/payment_intents?limit=1')
  const paid = await native('POST', `/v1/payment_intents/${list.data[0].id}/confirm`, {
    payment_method: 'pm_card_visa',
  })
  assert.equal(paid.body.status, 'succeeded', paid.text)
  await gateway.deliver()
  const [told, ...others] = receiver.take()
  assert.equal(others.length, 0)
  const { timestamp, data } = JSON.parse(told?.body ?? '')
  assert.match(timestamp, /^2026-06-15T12:.*\d{6}Z$/)
  assert.match(data.paidAt, /^2026-06-15T12:/)
  assert.deepEqual(
    { ...data, paidAt: null },
    {
      transactionId: made.body.id,
      partnerReferenceNo: 'order_456',
      status: 'PAID',
      amount: '100000.00',
      currency: 'IDR',
      paymentMethod: 'CC',
      bank: null,
      paidAt: null,
      expiredAt: null,
    },
  )
  assertShown(data, ojire.answers.transaction?.fields ?? {}, true)
  const signed = createHmac('sha256', gateway.key).update(`${told?.headers['x-timestamp']}.${told?.body}`).digest('hex')
  assert.equal(told?.headers['x-signature'], signed)
})

test("a restricted key does what it may, and the audit log names the call and the key's owner", async () => {
  const made = await native('POST', '/v1/api_keys', {
    type: 'restricted',
    permissions: { payment_intents: 'read' },
  })
  const reader = foreignClient(`${gateway.url}/ojire`, { 'x-secret-key': made.body.secret ?? made.body.key })
  const refused = await reader('POST', '/v1/payment-intents', documented)
  assert.deepEqual([refused.status, refused.body.error.code], [403, 'permission_missing'], made.text)
  const { customerId: _, ...guest } = documented
  const intent = await call('POST', '/v1/payment-intents', guest)
  assert.equal((await reader('GET', `/v1/payment-intents/${intent.body.id}`)).text, intent.text)
  const { body: log } = await native('GET', '/v1/audit_log?limit=1')
  assert.equal(log.data[0].operation, 'payment_intent.create')
  assert.match(JSON.stringify(log.data[0]), /POST \/ojire\/v1\/payment-intents/)
})
