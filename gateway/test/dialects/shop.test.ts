/** The shop's orders: the document's own call gives its own answer; what is wrong is told in its envelope; orders are made natively. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seedOrder } from '../../src/app/shop-demo.ts'
import { shop } from '../../src/dialects/shop/index.ts'
import { hourMs } from '../../src/kernel/time.ts'
import { createKey, demo } from '../../src/operations/accounts.ts'
import { officialClient } from '../client/client.ts'
import { assertShown, type ForeignCall, foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { documentsAbsent, documentText } from './documents.ts'

const gateway = await openGateway()
await seedOrder(gateway)
const apiKey = { 'x-api-key': 'shop_demo_key' }
const bearer = { authorization: 'Bearer shop_demo_user' }
const asUser = foreignClient(`${gateway.url}/shop`, { ...apiKey, ...bearer, 'content-type': 'application/json' })
const asShop = foreignClient(`${gateway.url}/shop`, { ...apiKey, 'content-type': 'application/json' })
const native = foreignClient(gateway.url, { authorization: `Bearer ${gateway.key}` })
const stripe = officialClient(gateway.url, gateway.key)

const line = { name: 'Main product 2', amount: 5600, quantity: 2 }
/** A new order; gives its id in the shop and natively. */
async function order(more: Record<string, unknown> = {}): Promise<{ order_id: number; id: string; body: unknown }> {
  const made = await native('POST', '/v1/orders', { currency: 'usd', line_items: [line], ...more })
  assert.equal(made.status, 200, made.text)
  return { order_id: made.body.order_id, id: made.body.id, body: made.body }
}
const price = (order_id: number | string) => asUser('POST', `/api/v1/shop/orders/${order_id}/payment-intent`)
const mark = (order_id: number | string, body?: unknown) =>
  asShop('POST', `/api/v1/shop/orders/${order_id}/payment`, body)
const shown = (order_id: number | string) => asShop('GET', `/api/v1/shop/orders/${order_id}`)

/** The document's answer, with its ids and its secret as patterns. */
const documented = (status: string, message: string) =>
  new RegExp(
    `^\\{"message":"${message}","data":\\{"id":"(pi_[0-9A-Za-z]{24})","client_secret":"\\1_secret_[0-9A-Za-z]{25}",` +
      `"amount":"112.00","currency":"usd","status":"${status}","line_items":\\[` +
      '\\{"name":"Main product 2","amount":5600,"currency":"usd","quantity":2,"description":""\\}\\]\\}\\}$',
  )
const created = 'Payment intent created successfully'

test("the document's first call gives the document's answer, byte for byte but for the id", async () => {
  const made = await price(9)
  assert.equal(made.status, 200, made.text)
  assert.match(made.text, documented('requires_payment_method', created))
  assertShown(made.body, shop.answers.payment?.fields ?? {}, true)
})

test('its intent is the one that the document shows of Stripe, and the update leaves it to be confirmed', async () => {
  const { data } = (await price(9)).body
  const updated = await stripe.paymentIntents.update(data.id, { payment_method: 'pm_card_visa' })
  assert.equal(updated.status, 'requires_confirmation')
  assert.equal(updated.client_secret, data.client_secret)
  assert.equal(updated.amount, 11_200)
  assert.equal(updated.description, 'Payment for Order #ORD-20250331-5XZF')
  assert.equal(
    JSON.stringify(updated.metadata),
    JSON.stringify({
      line_items: '[{"name":"Main product 2","amount":5600,"currency":"usd","quantity":2,"description":""}]',
      order_id: '9',
      order_number: 'ORD-20250331-5XZF',
    }),
  )
  assert.equal(updated.capture_method, 'automatic_async')
  assert.equal(updated.confirmation_method, 'automatic')
  assert.equal(updated.automatic_payment_methods, null)
  assert.deepEqual(updated.payment_method_types, ['card'])
  assert.deepEqual(updated.payment_method_options, {
    card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
  })
  assert.deepEqual([updated.latest_charge, updated.amount_details], [null, { tip: {} }])
  const again = await price(9)
  assert.match(again.text, documented('requires_confirmation', created))
  assert.equal(again.body.data.id, data.id)
})

test("the native API shows what the document shows of Stripe's intent", {
  skip: documentsAbsent ?? false,
}, async () => {
  const text = documentText('003').split('Response Body (200)\n')[2] ?? ''
  const fields = Object.keys(JSON.parse(text.slice(0, text.indexOf('\n3. '))))
  assert.equal(fields.length, 40)
  const shownNatively = Object.keys((await native('GET', `/v1/payment_intents/${(await price(9)).body.data.id}`)).body)
  // Versions of Stripe's API since then have no invoice here, and transfer_data only where there is one.
  assert.deepEqual(
    fields.filter((field) => !shownNatively.includes(field)),
    ['invoice', 'transfer_data'],
  )
})

test('the third call tells the truth; in strict mode it repeats the first one, as the document does', async () => {
  const { order_id } = await order({ user: 'demo' })
  const { data } = (await price(order_id)).body
  await stripe.paymentIntents.confirm(data.id, { payment_method: 'pm_card_visa' })
  const marked = await mark(order_id)
  assert.equal(marked.status, 200, marked.text)
  assert.match(marked.text, documented('succeeded', 'Order marked as paid'))
  assertShown(marked.body, shop.answers.paid?.fields ?? {}, true)

  const strict = async (on: boolean) => {
    await gateway.pool.query(
      "update environments set doc = (doc::jsonb || jsonb_build_object('strict_dialects', $2::jsonb))::json where env = $1",
      [demo.env, JSON.stringify(on ? ['shop'] : [])],
    )
    gateway.access.forget()
  }
  await strict(true)
  const asDocumented = await mark(order_id)
  await strict(false)
  assert.match(asDocumented.text, documented('requires_payment_method', created))
})

test('an amount is told with the decimals of its currency, and the lines in its smallest unit', async () => {
  const amounts: readonly (readonly [string, number, number, string])[] = [
    ['usd', 1, 1, '0.01'],
    ['jpy', 500, 3, '1500'],
    ['kwd', 1230, 1, '1.230'],
    ['idr', 10_000_050, 1, '100000.50'],
    ['xof', 999_999, 1, '999999'],
  ]
  for (const [currency, amount, quantity, text] of amounts) {
    const { order_id } = await order({ currency, line_items: [{ name: 'Part', amount, quantity }] })
    const { data } = (await price(order_id)).body
    assert.equal(data.amount, text, currency)
    assert.equal(data.line_items[0].amount, amount)
    assert.equal((await stripe.paymentIntents.retrieve(data.id)).amount, amount * quantity)
  }
})

test('a canceled payment is followed by another one', async () => {
  const { order_id } = await order()
  const { data } = (await price(order_id)).body
  await stripe.paymentIntents.cancel(data.id)
  assert.equal((await mark(order_id)).status, 409)
  const next = (await price(order_id)).body.data
  assert.notEqual(next.id, data.id)
  assert.equal(next.status, 'requires_payment_method')
  await stripe.paymentIntents.confirm(next.id, { payment_method: 'pm_card_visa' })
  assert.equal((await mark(order_id)).body.data.id, next.id)
})

test('the same key repeats the bytes', async () => {
  const { order_id } = await order()
  const path = `/api/v1/shop/orders/${order_id}/payment-intent`
  const key = { 'idempotency-key': 'cart-1' }
  const first = await asUser('POST', path, undefined, key)
  await stripe.paymentIntents.update(first.body.data.id, { payment_method: 'pm_card_visa' })
  const again = await asUser('POST', path, undefined, key)
  assert.equal(again.text, first.text)
  assert.equal(again.headers.get('idempotent-replayed'), 'true')
  const other = await asUser('POST', '/api/v1/shop/orders/9/payment-intent', undefined, key)
  assert.equal(other.status, 409)
})

test("a user's token is issued for a while and for one shop, and opens this user's orders", async () => {
  const { order_id } = await order({ user: 'ada' })
  const path = `/api/v1/shop/orders/${order_id}/payment-intent`
  const issue = async (user: string) =>
    (await asShop('POST', '/api/v1/shop/tokens', { user, expires_in: 3600 })).body.data.token as string
  const as = async (token: string, headers = {}) =>
    (await asUser('POST', path, undefined, { authorization: `Bearer ${token}`, ...headers })).status
  const ada = await issue('ada')
  assert.equal(await as(ada), 200)
  assert.equal(await as(await issue('eve')), 404)
  assert.equal(await as('shop_demo_user'), 404)
  assert.equal(await as(`${ada.slice(0, -2)}AA`), 401)
  assert.equal(await as(ada, { 'x-api-key': await gateway.sandbox() }), 401)
  await gateway.advance(2 * hourMs)
  assert.equal(await as(ada), 401)
})

test('any payment of the environment is told in its words', async () => {
  const intent = await stripe.paymentIntents.create({ amount: 1234, currency: 'eur' })
  const { body } = await asShop('GET', `/api/v1/shop/payment-intents/${intent.id}`)
  assert.deepEqual(body.data, {
    id: intent.id,
    client_secret: intent.client_secret,
    amount: '12.34',
    currency: 'eur',
    status: 'requires_payment_method',
    line_items: [],
  })
  assertShown(body, shop.answers.anyPayment?.fields ?? {})
})

test('what went back is told with the order', async () => {
  const { order_id } = await order()
  assertShown((await shown(order_id)).body, shop.answers.orderShown?.fields ?? {}, true)
  assert.equal((await shown(order_id)).body.data.payment_status, 'unpaid')
  const { data } = (await price(order_id)).body
  await stripe.paymentIntents.confirm(data.id, { payment_method: 'pm_card_visa' })
  await mark(order_id)
  const refund = async (amount: number) => {
    await stripe.refunds.create({ payment_intent: data.id, amount })
    const { status, payment_status, amount_refunded } = (await shown(order_id)).body.data
    return [status, payment_status, amount_refunded]
  }
  assert.deepEqual(await refund(1200), ['paid', 'partially_refunded', '12.00'])
  assert.deepEqual(await refund(10_000), ['paid', 'refunded', '112.00'])
  assert.equal((await mark(order_id)).status, 200)
  assert.equal((await price(order_id)).status, 409)
})

test('a restricted key reads orders and marks none', async () => {
  const { body } = await native('POST', '/v1/api_keys', { type: 'restricted', permissions: { orders: 'read' } })
  const restricted = { 'x-api-key': body.secret ?? body.key }
  assert.equal((await asShop('GET', '/api/v1/shop/orders/9', undefined, restricted)).status, 200)
  const refused = await asShop('POST', '/api/v1/shop/orders/9/payment', undefined, restricted)
  assert.equal(refused.status, 403, refused.text)
  assert.deepEqual(Object.keys(refused.body), ['message'])
})

const publishable = await createKey(gateway.pool, demo.env, 'publishable', false, 0)
const empty = await order({ line_items: [] })
const free = await order({ line_items: [{ name: 'Gift', amount: 0 }] })
const open = await order()
const unpaid = await order()
await price(unpaid.order_id)
const settled = await order()
const settledIntent = (await price(settled.order_id)).body.data.id
await stripe.paymentIntents.confirm(settledIntent, { payment_method: 'pm_card_visa' })
await mark(settled.order_id)
const takenBack = await order()
const takenBackIntent = (await price(takenBack.order_id)).body.data.id
await stripe.paymentIntents.confirm(takenBackIntent, { payment_method: 'pm_card_visa' })
await stripe.refunds.create({ payment_intent: takenBackIntent })

const intentOf = (
  { order_id }: { order_id: number | string },
  headers: Record<string, string> = {},
): Parameters<ForeignCall> => ['POST', `/api/v1/shop/orders/${order_id}/payment-intent`, undefined, headers]
const paymentOf = ({ order_id }: { order_id: number | string }, body?: unknown): Parameters<ForeignCall> => [
  'POST',
  `/api/v1/shop/orders/${order_id}/payment`,
  body,
]

/** What is wrong, the call, its status, and the field that is named. */
const wrong: readonly (readonly [string, Parameters<ForeignCall>, number, string?])[] = [
  ['no API key', intentOf(open, { 'x-api-key': '' }), 403],
  ['a wrong API key', intentOf(open, { 'x-api-key': 'shop_wrong_key' }), 403],
  ["a browser's key", intentOf(open, { 'x-api-key': publishable }), 403],
  ["the user's token in the key's place", intentOf(open, { 'x-api-key': 'shop_demo_user' }), 403],
  ['no token', intentOf(open, { authorization: '' }), 401],
  ['a wrong token', intentOf(open, { authorization: 'Bearer shop_wrong_user' }), 401],
  ['a secret key for a token', intentOf(open, { authorization: `Bearer ${gateway.key}` }), 401],
  ['a key of another shop', intentOf(open, { 'x-api-key': await gateway.sandbox() }), 401],
  ['an unknown order', intentOf({ order_id: 404 }), 404],
  ['an order that is no number', intentOf({ order_id: 'nine' }), 404],
  ['a number that is none', intentOf({ order_id: '09' }), 404],
  ['an unknown path', ['POST', '/api/v1/shop/order/9/payment'], 404],
  ['the wrong method', ['GET', '/api/v1/shop/orders/9/payment'], 404],
  ['an empty order', intentOf(empty), 422, 'line_items'],
  ['an order for nothing', intentOf(free), 422, 'line_items'],
  ['an order that is paid', intentOf(settled), 409],
  ['a payment before it was asked for', paymentOf(open), 409],
  ['a payment that was not made', paymentOf(unpaid), 409],
  ["another order's payment", paymentOf(unpaid, { payment_intent: settledIntent }), 409],
  ["another order's payment for a paid one", paymentOf(settled, { payment_intent: takenBackIntent }), 409],
  ['a payment that went back', paymentOf(takenBack), 409],
  ['a number for a payment', paymentOf(unpaid, { payment_intent: 1 }), 422, 'payment_intent'],
  ['broken JSON', paymentOf(unpaid, '{"payment_intent":'), 400],
  ['a list', paymentOf(unpaid, '[]'), 400],
  ['a token for nobody', ['POST', '/api/v1/shop/tokens', {}], 422, 'user'],
  ['a token for ever', ['POST', '/api/v1/shop/tokens', { user: 'a', expires_in: 1e9 }], 422, 'expires_in'],
  ['a bad idempotency key', intentOf(open, { 'idempotency-key': 'x'.repeat(256) }), 422],
]

test('whatever is wrong is told in its envelope, and changes nothing', async () => {
  for (const [what, request, status, field] of wrong) {
    const { status: got, body } = await asUser(...request)
    assert.equal(got, status, `${what}: ${JSON.stringify(body)}`)
    assert.deepEqual(Object.keys(body), field === undefined ? ['message'] : ['message', 'errors'], what)
    assert.ok(body.message.length > 10, what)
    if (field !== undefined) assert.deepEqual(Object.keys(body.errors), [field], what)
  }
  for (const { order_id } of [unpaid, takenBack]) assert.equal((await shown(order_id)).body.data.status, 'open')
})

test('a demo key of the shop opens nothing of the other APIs', async () => {
  for (const key of ['shop_demo_key', 'shop_demo_user']) {
    const { status } = await native('GET', '/v1/orders', undefined, { authorization: `Bearer ${key}` })
    assert.equal(status, 401)
    const elsewhere = foreignClient(`${gateway.url}/ojire`, { 'x-secret-key': key })
    assert.equal((await elsewhere('POST', '/v1/payment-intents', { amount: 1, currency: 'IDR' })).status, 401)
  }
})
