/** Errors name what was sent, as clients know it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { request } from '../client/client.ts'
import { openGateway } from '../support/gateway.ts'

const gateway = await openGateway()
const errorOf = (answer: Awaited<ReturnType<typeof request>>) =>
  (answer.body as unknown as { error: { code: string; param?: string; message: string; type: string } }).error
const pay = { amount: 1000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' }
const card = { number: '4242424242424242', exp_month: 12, exp_year: 2034, cvc: '123' }

test('an id in an address is named as clients know it', async () => {
  const cases: readonly (readonly [path: string, param: string, noun: string, form?: Record<string, unknown>])[] = [
    ['/v1/payment_intents/x', 'intent', 'payment_intent'],
    ['/v1/payment_intents/x', 'intent', 'payment_intent', { description: 'a' }],
    ['/v1/payment_intents/x/confirm', 'intent', 'payment_intent', {}],
    ['/v1/payment_intents/x/capture', 'intent', 'payment_intent', {}],
    ['/v1/payment_intents/x/cancel', 'intent', 'payment_intent', {}],
    ['/v1/payment_intents/x/increment_authorization', 'intent', 'payment_intent', { amount: 100 }],
    ['/v1/setup_intents/x', 'intent', 'setupintent'],
    ['/v1/setup_intents/x', 'intent', 'setupintent', { description: 'a' }],
    ['/v1/setup_intents/x/confirm', 'intent', 'setupintent', {}],
    ['/v1/setup_intents/x/cancel', 'intent', 'setupintent', {}],
    ['/v1/payment_methods/x', 'payment_method', 'PaymentMethod'],
    ['/v1/payment_methods/x', 'payment_method', 'PaymentMethod', { metadata: { a: 'b' } }],
    ['/v1/payment_methods/x/detach', 'payment_method', 'PaymentMethod', {}],
    ['/v1/charges/x', 'id', 'charge'],
    ['/v1/charges/x', 'id', 'charge', { description: 'a' }],
    ['/v1/refunds/x', 'id', 'refund'],
    ['/v1/refunds/x', 'id', 'refund', { metadata: { a: 'b' } }],
    ['/v1/refunds/x/cancel', 'id', 'refund', {}],
    ['/v1/customers/x', 'id', 'customer'],
    ['/v1/customers/x', 'id', 'customer', { name: 'a' }],
    ['/v1/balance_transactions/x', 'id', 'balance_transaction'],
    ['/v1/events/x', 'id', 'event'],
    ['/v1/mandates/x', 'mandate', 'mandate'],
    ['/v1/webhook_endpoints/x', 'webhook_endpoint', 'webhook_endpoint'],
    ['/v1/webhook_endpoints/x', 'webhook_endpoint', 'webhook_endpoint', { description: 'a' }],
    ['/v1/refunds', 'payment_intent', 'payment_intent', { payment_intent: 'x' }],
    ['/v1/refunds', 'charge', 'charge', { charge: 'x' }],
    ['/v1/payment_methods/pm_card_visa/attach', 'customer', 'customer', { customer: 'x' }],
    ['/v1/setup_intents', 'payment_method', 'PaymentMethod', { payment_method: 'x' }],
    ['/v1/customers', 'payment_method', 'PaymentMethod', { payment_method: 'x' }],
  ]
  for (const [path, param, noun, form] of cases) {
    const answer = await request(gateway.url, path, form === undefined ? {} : { form, method: 'POST' })
    const error = errorOf(answer)
    assert.deepEqual([path, answer.status, error.code, error.param], [path, 404, 'resource_missing', param])
    assert.equal(error.message, `No such ${noun}: 'x'`)
  }
})

test('amounts are spoken of where an amount was sent, and nowhere else', async () => {
  const said = async (path: string, form?: Record<string, unknown>) =>
    errorOf(await request(gateway.url, path, form === undefined ? {} : { form })).message
  for (const message of [
    await said('/v1/payment_intents?limit=ten'),
    await said('/v1/payment_methods', { type: 'card', card: { ...card, exp_month: 'May' } }),
    await said('/v1/customers', { next_invoice_sequence: 'x' }),
    await said('/v1/events?created[gte]=yesterday'),
  ]) {
    assert.match(message, /^Invalid/)
    assert.doesNotMatch(message, /amount|currency/i)
  }
  assert.match(await said('/v1/payment_intents', { ...pay, amount: 'ten' }), /smallest unit/)
  assert.match(await said('/v1/refunds', { charge: 'ch_x', amount: 'x' }), /smallest unit/)
})

test('a key of metadata that does not fit says why', async () => {
  const said = async (metadata: Record<string, string>) =>
    errorOf(await request(gateway.url, '/v1/customers', { json: { metadata } })).message
  assert.match(await said({ ['k'.repeat(41)]: 'v' }), /at most 40 characters, and this one has 41/)
  assert.match(await said({ 'a[b': 'v' }), /square brackets/)
  assert.match(await said({ '': 'v' }), /at least one character/)
})

test('a method that no customer has stays as it was made', async () => {
  const made = await request(gateway.url, '/v1/payment_methods', { form: { type: 'card', card } })
  const changed = await request(gateway.url, `/v1/payment_methods/${made.body.id}`, { form: { metadata: { a: 'b' } } })
  assert.deepEqual(
    [changed.status, errorOf(changed).code, errorOf(changed).param],
    [400, 'payment_method_unattached', 'payment_method'],
  )
  const customer = (await request(gateway.url, '/v1/customers', { form: { name: 'Ada' } })).body.id
  await request(gateway.url, `/v1/payment_methods/${made.body.id}/attach`, { form: { customer } })
  for (const [sent, param] of [
    [{ exp_month: 1, exp_year: 2020 }, 'card[exp_year]'],
    [{ exp_year: 2020 }, 'card[exp_year]'],
  ] as const) {
    const refused = await request(gateway.url, `/v1/payment_methods/${made.body.id}`, { form: { card: sent } })
    assert.deepEqual([refused.status, errorOf(refused).param], [400, param])
  }
  const kept = await request(gateway.url, `/v1/payment_methods/${made.body.id}`, { form: { metadata: { a: 'b' } } })
  assert.equal(kept.status, 200)
})
