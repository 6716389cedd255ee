/** WooshPay: what is wrong is told in its envelope; a request that is repeated is answered once. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wooshpay } from '../../src/dialects/wooshpay/index.ts'
import { assertShown, type ForeignCall, foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { basic, byCard, wooshpayDocumented } from '../support/wooshpay.ts'

const gateway = await openGateway()
const call = foreignClient(`${gateway.url}/wooshpay`, basic(gateway.key))
const native = foreignClient(gateway.url, { authorization: `Bearer ${gateway.key}` })
const fieldsOf = (answer: string) => wooshpay.answers[answer]?.fields ?? {}

test('the same key and request repeat the bytes, a decline too; another request is a conflict', async () => {
  const headers = { 'idempotency-key': 'order-1' }
  const first = await call('POST', '/v1/payment_intents', wooshpayDocumented, headers)
  const again = await call('POST', '/v1/payment_intents', wooshpayDocumented, headers)
  assert.equal(again.text, first.text)
  assert.equal(first.headers.get('idempotent-replayed'), null)
  assert.equal(again.headers.get('idempotent-replayed'), 'true')
  const other = await call('POST', '/v1/payment_intents', { ...wooshpayDocumented, amount: 11 }, headers)
  assert.equal(other.status, 409)
  assert.equal(other.body.error.type, 'idempotency_error')
  assert.equal(other.body.error.param, 'amount')

  const declined = byCard('4000000000009995')
  const no = await call('POST', '/v1/payment_intents', declined, { 'idempotency-key': 'order-2' })
  assert.equal(no.status, 402)
  const { payment_intent, ...error } = no.body.error
  assert.deepEqual(error, {
    code: 'card_declined',
    decline_code: 'insufficient_funds',
    message: error.message,
    type: 'card_error',
  })
  assert.equal(payment_intent.status, 'requires_payment_method')
  assert.deepEqual(payment_intent.last_payment_error, {
    code: 'card_declined',
    message: error.message,
    payment_method: { type: 'card' },
    decline_code: 'insufficient_funds',
  })
  assertShown(payment_intent, fieldsOf('paymentIntent'))
  const repeated = await call('POST', '/v1/payment_intents', declined, { 'idempotency-key': 'order-2' })
  assert.equal(repeated.status, 402)
  assert.equal(repeated.text, no.text)
})

const create = (body: unknown, headers: Record<string, string> = {}): Parameters<ForeignCall> => [
  'POST',
  '/v1/payment_intents',
  body,
  headers,
]
const unknown = '/v1/payment_intents/pi_1604012360740110336'
const data = wooshpayDocumented.payment_method_data

/** What is wrong, the call, and the status, code and field of its refusal. */
const wrong: readonly (readonly [string, Parameters<ForeignCall>, number, string, string?])[] = [
  ['no key', create(wooshpayDocumented, { authorization: '' }), 401, 'api_key_missing'],
  [
    'a key as a bearer token',
    create(wooshpayDocumented, { authorization: `Bearer ${gateway.key}` }),
    401,
    'api_key_missing',
  ],
  ['a wrong key', create(wooshpayDocumented, basic('sk_test_wrong')), 401, 'api_key_invalid'],
  [
    'a key of another API',
    create(wooshpayDocumented, { ...basic(''), 'x-secret-key': gateway.key }),
    401,
    'api_key_missing',
  ],
  ["a browser's key", create(wooshpayDocumented, basic(gateway.publishable)), 403, 'secret_key_required'],
  ['broken JSON', create('{"amount":'), 400, 'request_body_unreadable'],
  [
    'a form',
    create('amount=1', { 'content-type': 'application/x-www-form-urlencoded' }),
    400,
    'request_body_unreadable',
  ],
  ['an unknown path', ['POST', '/v1/payments', {}], 404, 'route_unknown'],
  ['an unknown id', ['GET', unknown], 404, 'resource_missing', 'id'],
  ['an id of no shape', ['GET', '/v1/payment_intents/pi_x'], 404, 'resource_missing', 'id'],
  ['a text for an amount', create({ ...wooshpayDocumented, amount: '10' }), 400, 'parameter_invalid_integer', 'amount'],
  ['no cents', create({ ...wooshpayDocumented, amount: 0 }), 400, 'parameter_invalid_integer', 'amount'],
  ['half a cent', create({ ...wooshpayDocumented, amount: 10.5 }), 400, 'parameter_invalid_integer', 'amount'],
  [
    'a fraction beyond doubles',
    create('{"amount":10.00000000000000000001,"currency":"USD"}'),
    400,
    'parameter_invalid_integer',
    'amount',
  ],
  ['more than any payment', create({ ...wooshpayDocumented, amount: 1e30 }), 400, 'parameter_invalid', 'amount'],
  ['no amount', create({ currency: 'USD' }), 400, 'parameter_missing', 'amount'],
  ['no currency', create({ amount: 10 }), 400, 'parameter_missing', 'currency'],
  ['a currency that is none', create({ ...wooshpayDocumented, currency: 'ZZZ' }), 400, 'invalid_currency', 'currency'],
  [
    'a method without a type',
    create({ ...wooshpayDocumented, payment_method_data: { card: data.card } }),
    400,
    'parameter_missing',
    'payment_method_data[type]',
  ],
  [
    'a method that there is none of',
    create({ ...wooshpayDocumented, payment_method_data: { type: 'shells' } }),
    400,
    'parameter_invalid',
    'payment_method_data[type]',
  ],
  [
    'a card without a number',
    create({
      ...wooshpayDocumented,
      payment_method_data: { type: 'card', card: { exp_month: '12', exp_year: '2030' } },
    }),
    400,
    'parameter_missing',
    'payment_method_data[card][number]',
  ],
  ['a number that is none', create(byCard('4242424242424241')), 402, 'incorrect_number', 'number'],
  [
    'a month that is none',
    create({ ...wooshpayDocumented, payment_method_data: { ...data, card: { ...data.card, exp_month: 'May' } } }),
    400,
    'parameter_invalid_integer',
    'payment_method_data[card][exp_month]',
  ],
  [
    'no method to confirm',
    create({ amount: 10, currency: 'USD', confirm: true }),
    400,
    'payment_intent_payment_method_missing',
    'payment_method',
  ],
  [
    'shipping to nobody',
    create({ ...wooshpayDocumented, shipping: { phone: '1' } }),
    400,
    'parameter_missing',
    'shipping[name]',
  ],
  [
    'a customer that is none',
    create({ ...wooshpayDocumented, customer: 'cus_1604012360740110336' }),
    404,
    'resource_missing',
    'customer',
  ],
  [
    'a method of nobody',
    create({ amount: 10, currency: 'USD', payment_method: 'pm_1604012360740110336' }),
    404,
    'resource_missing',
    'payment_method',
  ],
  [
    'a return to nowhere',
    create({ ...wooshpayDocumented, return_url: 'your.website' }),
    400,
    'parameter_invalid',
    'return_url',
  ],
  [
    'metadata that is no text',
    create({ ...wooshpayDocumented, metadata: { key1: 1 } }),
    400,
    'parameter_invalid',
    'metadata[key1]',
  ],
  [
    'dollars for a rupiah wallet',
    create({ ...wooshpayDocumented, payment_method_data: { type: 'dana' } }),
    400,
    'payment_method_currency_not_supported',
    'currency',
  ],
  [
    'a bad idempotency key',
    create(wooshpayDocumented, { 'idempotency-key': 'x'.repeat(256) }),
    400,
    'idempotency_key_invalid',
  ],
  ['a page of nothing', ['GET', '/v1/charges?limit=0'], 400, 'parameter_invalid_integer', 'limit'],
]

test('whatever is wrong is told in its envelope, with its own field names', async () => {
  for (const [what, request, status, code, param] of wrong) {
    const { status: got, body } = await call(...request)
    assert.equal(got, status, `${what}: ${JSON.stringify(body)}`)
    assert.deepEqual(Object.keys(body), ['error'], what)
    const type = status === 402 ? 'card_error' : 'invalid_request_error'
    assert.deepEqual([body.error.type, body.error.code, body.error.param], [type, code, param], what)
    assert.equal(typeof body.error.message, 'string')
  }
})

test('a wrong moment is told with the payment as it stands', async () => {
  const made = await call('POST', '/v1/payment_intents', wooshpayDocumented)
  for (const [verb, body] of [
    ['capture', {}],
    ['cancel', {}],
    ['confirm', {}],
  ] as const) {
    const refused = await call('POST', `/v1/payment_intents/${made.body.id}/${verb}`, body)
    assert.equal(refused.status, 400)
    assert.equal(refused.body.error.code, 'payment_intent_unexpected_state')
    assert.equal(refused.body.error.payment_intent.id, made.body.id)
    assert.deepEqual(Object.keys(refused.body.error.payment_intent), Object.keys(made.body))
  }
  const late = await call('POST', `/v1/payment_intents/${made.body.id}`, { amount: 20 })
  assert.equal(late.body.error.param, 'amount')
  for (const field of ['return_url', 'confirmation_method']) {
    const refused = await call('POST', `/v1/payment_intents/${made.body.id}`, { [field]: 'automatic' })
    assert.deepEqual([refused.status, refused.body.error.param], [400, field])
  }
})

test('a payment whose time is over is canceled by itself, and cannot be confirmed', async () => {
  const made = await native('POST', '/v1/payment_intents', {
    amount: 2000,
    currency: 'usd',
    expires_at: Math.floor(gateway.wallMs() / 1000) + 900,
  })
  const { id } = (await call('GET', `/v1/payment_intents/${made.body.id}`)).body
  await gateway.advance(16 * 60_000)
  const late = await call('POST', `/v1/payment_intents/${id}/confirm`, {
    payment_method_data: wooshpayDocumented.payment_method_data,
  })
  assert.equal(late.status, 400)
  assert.equal(late.body.error.code, 'payment_intent_unexpected_state')
  const { status, cancellation_reason } = late.body.error.payment_intent
  assert.deepEqual([status, cancellation_reason], ['canceled', 'automatic'])
})

test('a restricted key does what it may, and the refusal names what it lacks', async () => {
  const { body } = await native('POST', '/v1/api_keys', {
    type: 'restricted',
    permissions: { payment_intents: 'write', charges: 'read' },
  })
  const limited = foreignClient(`${gateway.url}/wooshpay`, basic(body.secret ?? body.key))
  const made = await limited('POST', '/v1/payment_intents', wooshpayDocumented)
  assert.equal(made.status, 200, made.text)
  assert.equal((await limited('GET', '/v1/charges')).status, 200)
  const refused = await limited('POST', '/v1/refunds', { payment_intent: made.body.id })
  assert.deepEqual([refused.status, refused.body.error.code], [403, 'permission_missing'])
  assert.match(refused.body.error.message, /refunds=write/)
})
