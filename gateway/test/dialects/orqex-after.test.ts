/** Orqex after a payment: refunds and what of it is refundable, requeries, inspection, and requests that come again. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { orqex } from '../../src/dialects/orqex/index.ts'
import { assertShown, type ForeignCall, foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'

const gateway = await openGateway()
const fields = (answer: string) => orqex.answers[answer]?.fields ?? {}
const order = {
  amount: 2500,
  currency: 'XOF',
  description: 'Order 1024',
  customer: { email: 'ama@example.com', first_name: 'Ama', last_name: 'Mensah' },
}
const mtn = { method_code: 'momo_mtn', country: 'CI', phone: { number: '+2250504123456' } }
const orange = { method_code: 'momo_orange', country: 'CI', phone: { number: '+2250707123456' } }

/** A merchant with a sandbox of its own; `natively` plays what is no call of Orqex's. */
async function open() {
  const authorization = `Bearer ${await gateway.sandbox()}`
  return {
    call: foreignClient(`${gateway.url}/orqex/v1`, { authorization }),
    natively: foreignClient(`${gateway.url}/v1`, { authorization }),
  }
}
type Merchant = Awaited<ReturnType<typeof open>>

const payer = async ({ natively }: Merchant, outcome: string): Promise<void> => {
  const { body } = await natively('GET', '/payment_intents?limit=1')
  const played = await natively('POST', `/test_helpers/payment_intents/${body.data[0].id}/simulate`, { outcome })
  assert.equal(played.status, 200, played.text)
}

const paid = async (merchant: Merchant): Promise<string> => {
  const made = await merchant.call('POST', '/payment/intents', { ...order, attempt: orange })
  const { id } = made.body.data
  await merchant.call('POST', `/payment/intents/${id}/authorize`, { otp: '123456' })
  return id
}

test('what can be refunded is told before, and refunds are listed after', async () => {
  const merchant = await open()
  const { call } = merchant
  const made = await call('POST', '/payment/intents', order)
  const before = await call('GET', `/payment/intents/${made.body.data.id}/refunds/availability`)
  assert.deepEqual(
    [before.body.data.is_refundable, before.body.data.available_types, before.body.data.execution_method],
    [false, [], null],
  )
  assert.match(before.body.data.unavailable_reason, /pending/)
  const id = await paid(merchant)
  const available = async () => (await call('GET', `/payment/intents/${id}/refunds/availability`)).body
  const whole = await available()
  assert.deepEqual(
    [whole.data.is_refundable, whole.data.refundable_amount.value, whole.data.available_types],
    [true, 250_000, ['full', 'partial']],
  )
  const body = { amount: 500, reason: 'order_cancelled', note: 'two of three', metadata: { rma: 7 } }
  const part = await call('POST', `/payment/intents/${id}/refunds`, body)
  const { data } = part.body
  assert.match(data.id, /^re_[0-9A-Za-z]{24}$/)
  assert.deepEqual(
    [data.amount.formatted, data.type, data.status, data.reason, data.note, data.metadata, data.execution_method],
    ['500.00 XOF', 'partial', 'completed', 'order_cancelled', 'two of three', { rma: 7 }, 'gateway'],
  )
  const left = await available()
  assertShown(left, fields('availability'), true)
  assert.deepEqual([left.data.refundable_amount.value, left.data.refunded_amount.value], [200_000, 50_000])
  await call('POST', `/payment/intents/${id}/refunds`, { amount: 100, reason: 'duplicate' })
  const first = await call('GET', `/payment/intents/${id}/refunds?per_page=1`)
  assertShown(first.body, fields('refundInList'))
  assert.equal(first.body.data[0].reason, 'duplicate')
  const next = new URL(first.body.pagination.next_page_url)
  const rest = await call('GET', `/payment/intents/${id}/refunds${next.search}`)
  assert.deepEqual(rest.body.data, [data])
  assert.deepEqual((await call('GET', `/payment/intents/${id}/refunds/${data.id}`)).body.data, data)
  const other = await paid(merchant)
  assert.equal((await call('GET', `/payment/intents/${other}/refunds/${data.id}`)).status, 404)
})

test('a requery asks the processor, and says what there was before and after', async () => {
  const merchant = await open()
  const { call, natively } = merchant
  const fault = await natively('POST', '/test_helpers/faults', { do: 'notify_never', on: 'notification' })
  assert.equal(fault.status, 200, fault.text)
  const made = await call('POST', '/payment/intents', { ...order, attempt: mtn })
  const { id, active_attempt } = made.body.data
  await payer(merchant, 'succeed')
  const stale = await call('GET', `/payment/intents/${id}`)
  assert.equal(stale.body.data.status, 'pending')
  const { body, status } = await call('POST', `/payment/intents/${id}/requery`, {})
  assert.equal(status, 200)
  assertShown(body, fields('requery'), true)
  assert.match(body.data.id, /^rq_/)
  assert.deepEqual(
    [body.data.status, body.data.payment_intent_id, body.data.payment_attempt_id],
    ['completed', id, active_attempt.id],
  )
  assert.deepEqual(
    [body.data.before, body.data.after, body.data.attempts.count],
    [{ intent: 'pending', attempt: 'action_required' }, { intent: 'completed', attempt: 'completed' }, 1],
  )
  const never = await call('POST', '/payment/intents', order)
  const none = await call('POST', `/payment/intents/${never.body.data.id}/requery`)
  assert.deepEqual([none.body.data.status, none.body.data.attempts], ['completed', { count: 0, details: [] }])
})

test('an attempt can be inspected: what the processor told of it', async () => {
  const merchant = await open()
  const id = await paid(merchant)
  const { body: list } = await merchant.call('GET', `/payment/intents/${id}/attempts`)
  const { body } = await merchant.call('GET', `/payment/intents/${id}/attempts/${list.data[0].id}/inspect`)
  assertShown(body, fields('inspection'), true)
  const { gateway: name, gateway_transaction_id, payload } = body.data
  assert.equal(name, 'simulator')
  assert.equal(gateway_transaction_id, list.data[0].gateway.transaction.external_id)
  assert.deepEqual([payload.status, payload.amount, payload.currency], ['succeeded', 2500, 'xof'])
})

test('the same key repeats the bytes with its header; another body is a conflict; keys are 8 to 128 long', async () => {
  const { call } = await open()
  const once = (body: object, key: string): ReturnType<ForeignCall> =>
    call('POST', '/payment/intents', body, { 'x-idempotency-key': key })
  const first = await once({ ...order, attempt: mtn }, 'order-1024')
  const again = await once({ ...order, attempt: mtn }, 'order-1024')
  assert.equal(again.text, first.text)
  assert.deepEqual([again.status, again.headers.get('x-idempotent-replayed')], [201, 'true'])
  assert.equal(first.headers.get('x-idempotent-replayed'), null)
  const other = await once({ ...order, amount: 1 }, 'order-1024')
  assert.equal(other.status, 409)
  assert.deepEqual(Object.keys(other.body), ['message'])
  for (const [key, status] of [
    ['x'.repeat(7), 422],
    ['x'.repeat(8), 201],
    ['y'.repeat(128), 201],
    ['y'.repeat(129), 422],
  ] as const)
    assert.equal((await once(order, key)).status, status, String(key.length))
})

test('a deleted customer is erased from payments, answers and requests that are kept for retries', async () => {
  const merchant = await open()
  const who = {
    email: 'abena@example.com',
    first_name: 'Abena',
    last_name: 'Owusu',
    address: '9 Quai Rouge',
    city: 'Bouake',
    zip: '01234',
  }
  const body = { ...order, customer: who, receipt_email: who.email, attempt: orange }
  const made = await merchant.call('POST', '/payment/intents', body, { 'x-idempotency-key': 'order-7777' })
  const { id, customer } = made.body.data
  await merchant.call('POST', `/payment/intents/${id}/authorize`, { otp: '123456' })
  assert.equal((await merchant.natively('DELETE', `/customers/${customer.id}`)).status, 200)
  await gateway.sweep()
  const { body: shown } = await merchant.call('GET', `/payment/intents/${id}`)
  const nobody = { id: customer.id, first_name: null, last_name: null, email: null, avatar_url: null }
  assert.deepEqual([shown.data.customer, shown.data.receipt_email], [nobody, null])
  const { rows } = await gateway.pool.query<{ text: string }>(
    `select params || body as text from idempotency_keys where key = 'orqex/order-7777'
     union all select doc::text from payment_intents union all select doc::text from charges
     union all select doc::text from customers union all select doc::text from payment_methods
     union all select fact::text from events`,
  )
  assert.ok(rows.length > 5)
  for (const { text } of rows)
    for (const said of Object.values(who)) assert.ok(!text.includes(said), `${said} is still in ${text}`)
})
