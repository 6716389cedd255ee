/** Orqex: whatever is wrong is told in its envelope, by field; and what happened is told to the merchant's servers. */
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { orqex } from '../../src/dialects/orqex/index.ts'
import { assertShown, type ForeignCall, foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { openReceiver, type Received, refuseAll } from '../support/receiver.ts'

const gateway = await openGateway({}, { answerTimeoutMs: 400 })
const call = foreignClient(`${gateway.url}/orqex/v1`, { authorization: `Bearer ${gateway.key}` })
const native = foreignClient(`${gateway.url}/v1`, { authorization: `Bearer ${gateway.key}` })
const hour = 3_600_000

const customer = { email: 'ama@example.com', first_name: 'Ama', last_name: 'Mensah' }
const order = { amount: 50, currency: 'XOF', description: 'Order 1024', customer }
const mtn = { method_code: 'momo_mtn', country: 'CI', phone: { number: '+2250504123456' } }
const orange = { method_code: 'momo_orange', country: 'CI', phone: { number: '+2250707123456' } }

const create = (change: object, headers: Record<string, string> = {}): Parameters<ForeignCall> => [
  'POST',
  '/payment/intents',
  { ...order, ...change },
  headers,
]
const raw = (body: string): Parameters<ForeignCall> => ['POST', '/payment/intents', body]
const pairs = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`key${at}`, at]))
const unknown = 'TRX000000000000000A'

const open = (await call(...create({}))).body.data.id as string
const asked = (await call(...create({ attempt: orange }))).body.data
const paid = (await call(...create({ attempt: orange }))).body.data
await call('POST', `/payment/intents/${paid.id}/authorize`, { otp: '123456' })
const past = (await call('GET', `/payment/intents/${paid.id}`)).body.data.active_attempt.id as string

test('an amount that is too small is told as one, and not as a wrong whole number', async () => {
  for (const amount of [0.01, 0.99, -1]) {
    const answer = await call(...create({ amount }))
    assert.equal(answer.status, 422)
    assert.equal(answer.body.errors.amount[0], 'Invalid value for amount: must be no less than 1.')
  }
  const refund = await call('POST', `/payment/intents/${open}/refunds`, { amount: 0, reason: 'other' })
  assert.equal(refund.body.errors.amount[0], 'Invalid value for amount: must be more than 0.')
})

/** What is wrong, the call, its status, and the fields that are at fault. */
const wrong: readonly (readonly [string, Parameters<ForeignCall>, number, readonly string[]])[] = [
  ['no key', create({}, { authorization: '' }), 401, []],
  ['a wrong key', create({}, { authorization: 'Bearer sk_test_wrong' }), 401, []],
  ["another API's convention", create({}, { authorization: `Basic ${btoa(`${gateway.key}:`)}` }), 401, []],
  ["another API's header", create({}, { authorization: '', 'x-secret-key': gateway.key }), 401, []],
  ["a browser's key", create({}, { authorization: `Bearer ${gateway.publishable}` }), 403, []],
  ['broken JSON', raw('{"amount":'), 400, []],
  ['an unknown path', ['GET', '/payments'], 404, []],
  ['an unknown method of a path', ['DELETE', `/payment/intents/${open}`], 404, []],
  ['nothing at all', raw('{}'), 422, ['amount', 'currency', 'customer', 'description']],
  ['too little', create({ amount: 0.99 }), 422, ['amount']],
  ['a text for an amount', create({ amount: '50' }), 422, ['amount']],
  ['half a franc', create({ amount: 50.5 }), 422, ['amount']],
  ['a thousandth of a dinar', create({ amount: 1.234, currency: 'KWD' }), 422, ['amount']],
  [
    'several things at once',
    create({ description: '', amount: 50.5, metadata: pairs(11), customer: { email: 'a@b.co' } }),
    422,
    ['amount', 'customer.first_name', 'customer.last_name', 'description', 'metadata'],
  ],
  [
    'pairs that are none, and a long text',
    create({ description: 'x'.repeat(501), metadata: 'a=b' }),
    422,
    ['description', 'metadata'],
  ],
  ['a tenth of a cent', create({ amount: 10.001, currency: 'USD' }), 422, ['amount']],
  ['more than any payment', raw(JSON.stringify(order).replace('50', '1e30')), 422, ['amount']],
  ['a small currency', create({ currency: 'xof' }), 422, ['currency']],
  ['a long currency', create({ currency: 'FRANC' }), 422, ['currency']],
  ['a currency that is none', create({ currency: 'ZZZ' }), 422, ['currency']],
  ['no description', create({ description: '' }), 422, ['description']],
  ['a long description', create({ description: 'x'.repeat(501) }), 422, ['description']],
  ['a long descriptor', create({ statement_descriptor: 'x'.repeat(23) }), 422, ['statement_descriptor']],
  ['too many pairs', create({ metadata: pairs(11) }), 422, ['metadata']],
  ['metadata that is none', create({ metadata: 'a=b' }), 422, ['metadata']],
  ['no address', create({ receipt_email: 'nobody' }), 422, ['receipt_email']],
  ['a long address', create({ receipt_email: `${'x'.repeat(255)}@a.co` }), 422, ['receipt_email']],
  ['no address to go back to', create({ return_url: 'back' }), 422, ['return_url']],
  ['a long one', create({ return_url: `https://a.co/${'x'.repeat(2048)}` }), 422, ['return_url']],
  ['an inner address to tell', create({ webhook_url: 'http://10.0.0.1/hook' }), 422, ['webhook_url']],
  [
    'a customer without names',
    create({ customer: { email: 'a@b.co' } }),
    422,
    ['customer.first_name', 'customer.last_name'],
  ],
  ['a customer without address', create({ customer: { ...customer, email: 'ama' } }), 422, ['customer.email']],
  ['an unknown method', create({ attempt: { method_code: 'momo_none' } }), 422, ['attempt.method_code']],
  ['a card without a page', create({ attempt: { method_code: 'card' } }), 422, ['attempt.method_code']],
  ['no phone', create({ attempt: { method_code: 'momo_mtn', country: 'CI' } }), 422, ['attempt.phone.number']],
  ['no mobile', create({ attempt: { ...mtn, phone: { number: '12' } } }), 422, ['attempt.phone.number']],
  ['a foreign country', create({ attempt: { ...mtn, country: 'FR' } }), 422, ['attempt.country']],
  ['no rate', create({ attempt: { ...mtn, currency: 'GHS' } }), 422, ['attempt.currency']],
  ['a currency it cannot pay', create({ amount: 5, currency: 'USD', attempt: mtn }), 422, ['currency']],
  ['a short key', create({}, { 'x-idempotency-key': 'short' }), 422, []],
  ['an unknown intent', ['GET', `/payment/intents/${unknown}`], 404, []],
  ['an id of ours', ['GET', '/payment/intents/pi_000000000000000000000000'], 404, []],
  ['an unknown attempt', ['GET', `/payment/intents/${open}/attempts/att_1`], 404, []],
  ['an attempt of another', ['GET', `/payment/intents/${open}/attempts/${past}`], 404, []],
  ['no code', ['POST', `/payment/intents/${asked.id}/authorize`, {}], 422, ['otp']],
  ['a code that is none', ['POST', `/payment/intents/${asked.id}/authorize`, { otp: '12 34' }], 422, ['otp']],
  ['nothing to authorise', ['POST', `/payment/intents/${open}/authorize`, { otp: '123456' }], 422, []],
  ['an attempt that is over', ['POST', `/payment/intents/${paid.id}/attempts/${past}/confirm`, { otp: '1' }], 422, []],
  ['another attempt of what is paid', ['POST', `/payment/intents/${paid.id}/attempts`, mtn], 422, []],
  ['a refund of nothing', ['POST', `/payment/intents/${open}/refunds`, { amount: 1, reason: 'other' }], 422, []],
  ['a refund of too much', ['POST', `/payment/intents/${paid.id}/refunds`, { amount: 51 }], 422, ['amount']],
  ['a refund without amount', ['POST', `/payment/intents/${paid.id}/refunds`, { reason: 'other' }], 422, ['amount']],
  ['half a franc back', ['POST', `/payment/intents/${paid.id}/refunds`, { amount: 0.5 }], 422, ['amount']],
  ['an unknown refund', ['GET', `/payment/intents/${paid.id}/refunds/re_1`], 404, []],
  ['an unknown checkout', ['GET', '/payment/checkouts/cs_1'], 404, []],
  [
    'a checkout for ever',
    ['POST', '/payment/checkouts', { ...order, expires_in_minutes: 0 }],
    422,
    ['expires_in_minutes'],
  ],
  ['a page of too many', ['GET', '/payment/intents?per_page=101'], 422, ['per_page']],
  ['a cursor that is none', ['GET', '/payment/intents?cursor=%20'], 422, ['cursor']],
  ['an unknown status', ['GET', '/payment/intents?status=paid'], 422, ['status']],
  ['a day that is none', ['GET', '/payment/intents?created_at[gte]=yesterday'], 422, ['created_at.gte']],
  ['a country that is none', ['GET', `/payment/intents/${open}/countries/CIV/methods`], 422, ['country']],
]

test('whatever is wrong is told in its envelope, with its own field names', async () => {
  for (const [what, request, status, fields] of wrong) {
    const { status: got, body, text } = await call(...request)
    assert.equal(got, status, `${what}: ${text}`)
    assert.equal(typeof body.message, 'string', what)
    assert.deepEqual(Object.keys(body), fields.length === 0 ? ['message'] : ['message', 'errors'], `${what}: ${text}`)
    assert.deepEqual(Object.keys(body.errors ?? {}).sort(), fields, `${what}: ${text}`)
    for (const messages of Object.values(body.errors ?? {})) assert.ok(Array.isArray(messages) && messages[0], what)
  }
})

test('nothing of what was refused is stored', async () => {
  const { body } = await call('GET', '/payment/intents?per_page=100')
  // The three from above, and one with each good idempotency key: none.
  assert.equal(body.data.length, 3)
})

const eventsOf = (received: readonly Received[]) =>
  received.map(({ headers, body }) => {
    const { event, payment, attempt, customer: who, timestamp } = JSON.parse(body)
    assert.equal(headers['x-payment-event'], event)
    assert.equal(headers['x-payment-id'], payment.id)
    assert.match(timestamp, /^2026-06-\d\dT\d\d:\d\d:\d\d\+00:00$/)
    assertShown({ payment, attempt, customer: who }, orqex.answers.intentTold?.fields ?? {})
    return `${event} · ${payment.status} · ${attempt === null ? '–' : `${attempt.method_code} ${attempt.status}`}`
  })

test('the URL of a payment is told of all that happens to it, unsigned', async () => {
  const receiver = await openReceiver()
  const made = await call(...create({ webhook_url: receiver.url, attempt: orange, metadata: { order: 1024 } }))
  const at = `/payment/intents/${made.body.data.id}`
  await call('POST', `${at}/authorize`, { otp: '111111' })
  await call('POST', `${at}/attempts`, orange)
  await call('POST', `${at}/authorize`, { otp: '123456' })
  await call('POST', `${at}/refunds`, { amount: 20, reason: 'other' })
  await call('POST', `${at}/refunds`, { amount: 30, reason: 'other' })
  await gateway.deliver()
  const received = receiver.take()
  assert.deepEqual(eventsOf(received).sort(), [
    'payment.attempt.action_required · pending · momo_orange action_required',
    'payment.attempt.action_required · pending · momo_orange action_required',
    'payment.attempt.completed · completed · momo_orange completed',
    'payment.attempt.failed · pending · momo_orange failed',
    'payment.completed · completed · momo_orange completed',
    'payment.partially_refunded · partially_refunded · momo_orange completed',
    'payment.refunded · refunded · momo_orange completed',
  ])
  const [first] = received
  assert.equal(first?.headers['x-orqex-signature'], undefined)
  const told = JSON.parse(first?.body ?? '')
  assert.deepEqual(Object.keys(told), ['event', 'payment', 'attempt', 'customer', 'timestamp'])
  assert.deepEqual(
    [told.payment.id, told.payment.metadata, told.payment.amount.value, told.customer.email, told.attempt.is_fallback],
    [made.body.data.id, { order: 1024 }, 5000, 'ama@example.com', false],
  )
})

test('what was never tried expires; what was tried and not paid has failed', async () => {
  const receiver = await openReceiver()
  await call(...create({ webhook_url: receiver.url }))
  await call(...create({ webhook_url: receiver.url, attempt: mtn }))
  await gateway.advance(25 * hour)
  await gateway.deliver()
  assert.deepEqual(eventsOf(receiver.take()).sort(), [
    'payment.attempt.action_required · pending · momo_mtn action_required',
    'payment.attempt.failed · pending · momo_mtn failed',
    'payment.expired · expired · –',
    'payment.failed · failed · momo_mtn failed',
  ])
})

test('an endpoint of the project is told signed, five times at most', async () => {
  const receiver = await openReceiver(refuseAll)
  const endpoint = await native('POST', '/webhook_endpoints', {
    url: receiver.url,
    enabled_events: ['payment_intent.succeeded'],
    format: 'orqex',
  })
  assert.equal(endpoint.status, 200, endpoint.text)
  const made = await call(...create({ attempt: orange }))
  await call('POST', `/payment/intents/${made.body.data.id}/authorize`, { otp: '123456' })
  for (let round = 0; round < 7; round++) {
    await gateway.deliver()
    await gateway.advance(3 * hour)
  }
  const received = receiver.take()
  assert.equal(received.length, 5)
  for (const { headers, body } of received) {
    assert.equal(headers['x-orqex-signature'], createHmac('sha256', endpoint.body.secret).update(body).digest('hex'))
    assert.equal(JSON.parse(body).event, 'payment.completed')
  }
})
