/** Orders of a shop, natively: their ids and numbers, their lines and what is asked for them, and whose they were. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { officialClient } from '../client/client.ts'
import { foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'

const gateway = await openGateway()
const native = foreignClient(gateway.url, { authorization: `Bearer ${gateway.key}` })
const stripe = officialClient(gateway.url, gateway.key)

const line = { name: 'Main product 2', amount: 5600, quantity: 2 }
const order = async (more: Record<string, unknown> = {}) => {
  const made = await native('POST', '/v1/orders', { currency: 'usd', line_items: [line], ...more })
  assert.equal(made.status, 200, made.text)
  return made.body as { id: string; order_id: number; order_number: string }
}
/** The payment intent that the order is given. */
const priced = async ({ id }: { id: string }) => {
  const { body, text } = await native('POST', `/v1/orders/${id}/request_payment`, { expand: ['payment_intent'] })
  assert.equal(typeof body.payment_intent?.id, 'string', text)
  return body.payment_intent as { id: string; amount: number }
}
const mark = ({ id }: { id: string }) => native('POST', `/v1/orders/${id}/mark_paid`)

test('orders get the next id and a number of their day; their own are kept, and taken ones refused', async () => {
  const first = await order()
  const second = await order()
  assert.equal(second.order_id, first.order_id + 1)
  assert.match(first.order_number, /^ORD-20260615-[0-9A-Z]{4}$/)
  assert.notEqual(first.order_number, second.order_number)
  const own = await order({ order_id: 5000, order_number: 'ORD-20240101-ABCD' })
  assert.equal(own.order_id, 5000)
  assert.equal((await order()).order_id, 5001)

  const codes = async (more: object) => {
    const { status, body } = await native('POST', '/v1/orders', { currency: 'usd', ...more })
    return [status, body.error?.code, body.error?.param]
  }
  assert.deepEqual(await codes({ order_id: 5000 }), [400, 'order_id_taken', 'order_id'])
  assert.deepEqual(await codes({ order_number: 'ORD-20240101-ABCD' }), [400, 'reference_taken', 'order_number'])
  assert.deepEqual(await codes({ order_number: 'ORD-20260615-ABCD' }), [400, 'order_number_reserved', 'order_number'])
  assert.deepEqual(await codes({ currency: 'zzz' }), [400, 'invalid_currency', 'currency'])
  const dear = { name: 'Palace', amount: 999_999_999_999, quantity: 1_000_000 }
  assert.deepEqual(await codes({ line_items: Array(100).fill(dear) }), [400, 'amount_too_large', 'line_items'])
  assert.equal((await native('GET', '/v1/orders/ord_000000000404')).status, 404)
  const { body: list } = await native('GET', '/v1/orders?limit=2')
  assert.deepEqual(
    list.data.map(({ order_id }: { order_id: number }) => order_id),
    [5001, 5000],
  )
  const { body: found } = await native('GET', '/v1/orders?order_number=ORD-20240101-ABCD&expand[]=data.payment_intent')
  assert.deepEqual(
    found.data.map(({ order_id }: { order_id: number }) => order_id),
    [5000],
  )
})

test('an order that changes takes its open payment along, and not one that is paid', async () => {
  const made = await order()
  const { id } = await priced(made)
  const three = { line_items: [{ ...line, quantity: 3 }], receipt_email: 'ada@example.com' }
  const changed = await native('POST', `/v1/orders/${made.id}`, three)
  assert.equal(changed.body.amount_total, 16_800, changed.text)
  const intent = await stripe.paymentIntents.retrieve(id)
  assert.deepEqual([intent.amount, intent.receipt_email], [16_800, 'ada@example.com'])
  assert.match(intent.metadata.line_items ?? '', /"quantity":3/)
  assert.deepEqual(await priced(made), JSON.parse(JSON.stringify(intent)))

  // Whoever changes the amount on the intent itself finds it put right by the next request.
  await stripe.paymentIntents.update(id, { amount: 51, metadata: { note: 'kept' } })
  assert.equal((await priced(made)).amount, 16_800)
  const right = await stripe.paymentIntents.retrieve(id)
  assert.deepEqual([right.amount, right.metadata.note], [16_800, 'kept'])

  await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' })
  const late = await native('POST', `/v1/orders/${made.id}`, { line_items: [line] })
  assert.deepEqual([late.status, late.body.error.code], [400, 'payment_intent_unexpected_state'])
  assert.equal((await mark(made)).status, 200)
  const paid = await native('POST', `/v1/orders/${made.id}`, { user: 'x' })
  assert.deepEqual([paid.status, paid.body.error.code], [400, 'order_already_paid'])
})

test('lines that are too long for metadata stay with the order', async () => {
  const lines = Array.from({ length: 20 }, (_, at) => ({ name: `Part ${at}`, amount: 100, quantity: 1 }))
  const made = await order({ line_items: lines })
  const { metadata } = await stripe.paymentIntents.retrieve((await priced(made)).id)
  assert.equal((await native('GET', `/v1/orders/${made.id}`)).body.line_items.length, 20)
  assert.deepEqual(Object.keys(metadata), ['order_id', 'order_number'])
})

test('what says who paid leaves the order of a customer who is erased, and what was bought stays', async () => {
  const customer = await stripe.customers.create({ email: 'ada@example.com' })
  const made = await order({ receipt_email: 'ada@example.com' })
  const { id } = await priced(made)
  await stripe.paymentIntents.update(id, { customer: customer.id })
  await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' })
  await mark(made)
  await stripe.customers.del(customer.id)
  await gateway.sweep()
  const { body } = await native('GET', `/v1/orders/${made.id}`)
  assert.deepEqual([body.receipt_email, body.status, body.line_items[0].name], [null, 'paid', 'Main product 2'])
})
