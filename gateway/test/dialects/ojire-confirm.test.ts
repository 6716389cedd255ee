/** Ojire's customers, and what is wrong with a confirm. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ojire } from '../../src/dialects/ojire/index.ts'
import { assertShown, foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'

const gateway = await openGateway()
const guest = { amount: 150_000, currency: 'IDR', metadata: { orderId: 'order-1' } }
const known = { ...guest, customerId: 'customer_test_123', merchantId: '6d2c8d8e-7c26-4c40-b6f8-0f4f5a3f7c11' }
type Made = { readonly id: string; readonly clientSecret: string; readonly customerToken?: string }

const demo = {
  server: foreignClient(`${gateway.url}/ojire`, { 'x-secret-key': gateway.key }),
  payer: foreignClient(`${gateway.url}/ojire`, { 'x-public-key': gateway.publishable }),
}
const createdFor = async (more: object = known) => (await demo.server('POST', '/v1/payment-intents', more)).body as Made

test('a merchantId is shown again, and with a customerId the token of its payer; keys stay sorted', async () => {
  const { text, body } = await demo.server('POST', '/v1/payment-intents', known)
  assertShown(body, ojire.answers.merchantIntent?.fields ?? {}, true)
  assert.deepEqual(Object.keys(body), Object.keys(body).sort(), text)
  const alone = await createdFor({ ...guest, merchantId: known.merchantId })
  assert.equal(alone.customerToken, undefined)
  const again = await demo.server('GET', `/v1/payment-intents/${body.id}`)
  assert.equal(again.body.merchantId, known.merchantId)
  assert.equal(again.body.customerToken, undefined)
})

test('eight first payments of one customer at once make one customer', async () => {
  const key = await gateway.sandbox()
  const server = foreignClient(`${gateway.url}/ojire`, { 'x-secret-key': key })
  const native = foreignClient(gateway.url, { authorization: `Bearer ${key}` })
  const made = await Promise.all(Array.from({ length: 8 }, () => server('POST', '/v1/payment-intents', known)))
  for (const { status, text } of made) assert.equal(status, 200, text)
  assert.equal((await native('GET', '/v1/customers')).body.data.length, 1)
  const { body } = await native('GET', '/v1/payment_intents')
  assert.equal(new Set((body.data as { customer: string }[]).map(({ customer }) => customer)).size, 1)
})

/** What is wrong with a confirm, and the status, code and field of its refusal. */
const wrong: readonly (readonly [string, object, number, string, string?])[] = [
  ['nothing', {}, 400, 'parameter_missing', 'clientSecret'],
  ['a wrong secret', { clientSecret: 'pi_x', paymentMethod: 'QRIS' }, 401, 'client_secret_invalid', 'clientSecret'],
  ['an unknown method', { paymentMethod: 'CASH' }, 400, 'parameter_invalid', 'paymentMethod'],
  ['no bank', { paymentMethod: 'VA' }, 400, 'parameter_missing', 'bank'],
  ['an unknown bank', { paymentMethod: 'VA', bank: 'XYZ' }, 400, 'parameter_invalid', 'bank'],
  ['no card', { paymentMethod: 'CC' }, 400, 'parameter_missing', 'card'],
  [
    'a wrong number',
    { paymentMethod: 'CC', card: { number: '4242424242424241', expMonth: 1, expYear: 2030 } },
    422,
    'incorrect_number',
    'card.number',
  ],
  [
    'a month that is none',
    { paymentMethod: 'CC', card: { number: '4242424242424242', expMonth: 13, expYear: 2030 } },
    422,
    'invalid_expiry_month',
    'card.expMonth',
  ],
  [
    "somebody else's card",
    { paymentMethod: 'CC', cardToken: '726f2fec-2431-40cf-b21c-304835e92715' },
    404,
    'resource_missing',
    'cardToken',
  ],
  [
    'a token that is none',
    { paymentMethod: 'QRIS', customerToken: 'cuss_x' },
    401,
    'customer_session_invalid',
    'customerToken',
  ],
]

test('what is wrong with a confirm is told with its own field names, and nothing is paid', async () => {
  const made = await createdFor()
  for (const [what, body, status, code, field] of wrong) {
    const sent = { ...(what === 'nothing' ? {} : { clientSecret: made.clientSecret }), ...body }
    const answer = await demo.payer('POST', `/v1/payment-intents/${made.id}/confirm`, sent)
    assert.equal(answer.status, status, `${what}: ${answer.text}`)
    assert.equal(answer.body.error.code, code, what)
    assert.equal(answer.body.error.fields[0].field, field, what)
  }
  const other = await createdFor({ ...known, customerId: 'another' })
  const foreign = await demo.payer('POST', `/v1/payment-intents/${made.id}/confirm`, {
    clientSecret: made.clientSecret,
    paymentMethod: 'QRIS',
    customerToken: other.customerToken,
  })
  assert.equal(foreign.status, 404)
  const secret = await demo.server('POST', `/v1/payment-intents/${made.id}/confirm`, {})
  assert.equal(secret.status, 401)
  assert.equal((await demo.server('GET', `/v1/payment-intents/${made.id}`)).body.status, 'created')
  const confirm = {
    clientSecret: made.clientSecret,
    paymentMethod: 'CC',
    card: { number: '4242424242424242', expMonth: 12, expYear: 2030 },
  }
  assert.equal((await demo.payer('POST', `/v1/payment-intents/${made.id}/confirm`, confirm)).body.status, 'succeeded')
  const twice = await demo.payer('POST', `/v1/payment-intents/${made.id}/confirm`, confirm)
  assert.equal(twice.status, 409)
})
