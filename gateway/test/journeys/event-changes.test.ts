/** What events say of a change, which types may be asked for, and which version of the API a receiver is told. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs } from '../../src/kernel/time.ts'
import { publishedTypes } from '../../src/resources/platform/webhook-endpoint/index.ts'
import { request } from '../client/client.ts'
import { openGateway } from '../support/gateway.ts'
import { merchantAt } from '../support/merchant.ts'
import { openReceiver } from '../support/receiver.ts'

const gateway = await openGateway()
const merchant = () => merchantAt(gateway)
type Told = {
  id: string
  type: string
  api_version: string
  object_sequence: number
  data: { object: Record<string, unknown>; previous_attributes?: Record<string, unknown> }
}

test('an update says what changed and what it was before, by the API and by the webhook alike', async () => {
  const { stripe, call, listen } = await merchant()
  const receiver = await openReceiver()
  await listen(receiver)
  const customer = await stripe.customers.create({
    name: 'Ada',
    metadata: { a: '1', b: '2' },
    address: { city: 'Berlin', country: 'DE' },
  })
  await stripe.customers.update(customer.id, {
    name: 'Eve',
    metadata: { b: '', c: '3' },
    address: { city: 'Bonn', country: 'DE' },
    preferred_locales: ['de'],
  })
  const saved = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
  await stripe.paymentMethods.update(saved.id, { billing_details: { name: 'Eve' } })
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: saved.id } })
  const paid = await stripe.paymentIntents.create({
    amount: 2000,
    currency: 'eur',
    customer: customer.id,
    payment_method: saved.id,
    confirm: true,
  })
  const refund = await stripe.refunds.create({ payment_intent: paid.id, amount: 500 })
  await stripe.refunds.update(refund.id, { metadata: { why: 'late' } })
  await stripe.charges.update(String(paid.latest_charge), { description: 'Order 9' })

  const { body } = await call('/v1/events?limit=100')
  const events = body.data as unknown as Told[]
  const changes = (type: string): unknown[] =>
    events
      .filter((event) => event.type === type)
      .reverse()
      .map(({ data }) => data.previous_attributes)
  assert.deepEqual(changes('customer.updated'), [
    {
      name: 'Ada',
      metadata: { b: '2', c: null },
      address: { city: 'Berlin' },
      preferred_locales: [],
    },
    { invoice_settings: { default_payment_method: null } },
  ])
  assert.deepEqual(changes('payment_method.updated'), [{ billing_details: { name: null } }])
  assert.deepEqual(changes('charge.updated'), [{ description: null }])
  const [accepted, described] = changes('refund.updated')
  assert.deepEqual(described, { metadata: { why: null } })
  assert.equal(Reflect.get(Object(accepted), 'balance_transaction'), null)
  assert.equal(Reflect.get(Object(accepted), 'status'), 'pending')
  assert.deepEqual(changes('charge.refund.updated'), [accepted, described], 'told twice, it is the same change')
  for (const { type, data } of events)
    assert.equal(
      'previous_attributes' in data,
      type.endsWith('.updated') || type === 'charge.refunded',
      `${type} says what it was before`,
    )

  await gateway.deliver()
  const told = new Map(receiver.take().map(({ event }) => [event.id, event as unknown as Told]))
  for (const event of events) assert.deepEqual(told.get(event.id)?.data, event.data, event.type)
})

test('an update of nothing says that nothing changed', async () => {
  const { stripe, call } = await merchant()
  const customer = await stripe.customers.create({ name: 'Ada' })
  await stripe.customers.update(customer.id, { name: 'Ada' })
  const { body } = await call('/v1/events?type=customer.updated')
  for (const { data } of body.data as unknown as Told[]) assert.deepEqual(data.previous_attributes, {})
})

test('every published type may be asked for, and so may its family; what does not exist never comes', async () => {
  const { call, listen, pay } = await merchant()
  assert.ok(publishedTypes.length >= 222 && new Set(publishedTypes).size === publishedTypes.length)
  const receiver = await openReceiver()
  const url = receiver.url
  const all = await call('/v1/webhook_endpoints', { url, enabled_events: publishedTypes })
  assert.equal(all.status, 200, all.text)
  for (const pattern of ['invoice.*', 'customer.subscription.*', 'treasury.*', 'checkout.session.completed'])
    assert.equal((await call('/v1/webhook_endpoints', { url, enabled_events: [pattern] })).status, 200, pattern)
  for (const pattern of ['invoices.*', 'invoice.exploded', 'charge', '']) {
    const answer = await call('/v1/webhook_endpoints', { url, enabled_events: ['*', pattern] })
    assert.equal(answer.status, 400, pattern)
  }
  await listen(await openReceiver())
  await pay()
  await gateway.deliver()
  const types = receiver.take().map(({ event }) => event.type)
  assert.deepEqual(types.sort(), ['charge.succeeded', 'payment_intent.created', 'payment_intent.succeeded'])
})

test('money that becomes available is told with the balance as it then is', async () => {
  const { stripe, call, pay } = await merchant()
  await pay()
  await gateway.advance(3 * dayMs)
  const { body } = await call('/v1/events?type=balance.available')
  const events = body.data as unknown as Told[]
  assert.equal(events.length, 1)
  const balance = await stripe.balance.retrieve()
  const shown = events[0]?.data.object
  assert.deepEqual(JSON.parse(JSON.stringify(shown?.available)), JSON.parse(JSON.stringify(balance.available)))
  assert.equal(shown?.object, 'balance')
  await gateway.advance(3 * dayMs)
  assert.equal((await stripe.events.list({ type: 'balance.available' })).data.length, 1, 'and once')
})

test('a refund is told under the older name too, right after its own event, numbered with the others', async () => {
  const { stripe, call } = await merchant()
  const paid = await stripe.paymentIntents.create({
    amount: 2000,
    currency: 'eur',
    payment_method: 'pm_card_refundFail',
    confirm: true,
  })
  const refund = await stripe.refunds.create({ payment_intent: paid.id })
  await gateway.advance(2 * dayMs)
  const { body } = await call(`/v1/events?object=${refund.id}`)
  const told = (body.data as unknown as Told[]).reverse().map(({ type, object_sequence }) => [object_sequence, type])
  assert.deepEqual(told, [
    [1, 'refund.created'],
    [2, 'refund.updated'],
    [3, 'charge.refund.updated'],
    [4, 'refund.failed'],
    [5, 'charge.refund.updated'],
  ])
})

test('a receiver is told the version that it has pinned, and who pins none the newest', async () => {
  const { call, pay } = await merchant()
  const [pinned, plain] = [await openReceiver(), await openReceiver()]
  const made = await call('/v1/webhook_endpoints', {
    url: pinned.url,
    enabled_events: ['*'],
    api_version: '2025-03-31.basil',
  })
  assert.equal(made.body.api_version as unknown, '2025-03-31.basil')
  await call('/v1/webhook_endpoints', { url: plain.url, enabled_events: ['*'] })
  await pay()
  await gateway.deliver()
  const versions = (receiver: typeof pinned) => [
    ...new Set(receiver.take().map(({ event }) => (event as unknown as Told).api_version)),
  ]
  assert.deepEqual([versions(pinned), versions(plain)], [['2025-03-31.basil'], ['2026-10-28.endive']])
})

/** What libraries send, and what nobody published. */
const versions: readonly (readonly [version: string, taken: boolean])[] = [
  ['2011-01-01', true],
  ['2020-08-27', true],
  ['2024-06-20', true],
  ['2024-09-30.acacia', true],
  ['2026-10-28.endive', true],
  ['2020-08-27; orders_beta=v4', true],
  ['2025-03-31.basil; checkout_beta=v1; other_beta=v2', true],
  ['2025-03-31.preview', true],
  // Published after this gateway was made.
  ['2027-03-31.fennel', true],
  ['2024-06-21', false],
  ['2024-06-20.acacia', false],
  ['2025-03-31.clover', false],
  ['2025-03-31', false],
  ['2019-12-03.preview', false],
  ['2027-02-30.fennel', false],
  ['2027-03-31', false],
  ['1999-01-01', false],
  ['yesterday', false],
  ['2024-06-20 ; ', false],
]
for (const [version, taken] of versions) {
  test(`a Stripe-Version is ${taken ? 'taken' : 'refused, and named'} · ${version}`, async () => {
    const answer = await request(gateway.url, '/v1/balance', { headers: { 'stripe-version': version } })
    if (taken) assert.deepEqual([answer.status, answer.headers.get('stripe-version')], [200, version])
    else {
      const error = answer.body.error as unknown as { param: string; code: string; message: string }
      assert.deepEqual([answer.status, error.param, error.code], [400, 'Stripe-Version', 'api_version_unknown'])
      assert.ok(error.message.includes(version.trim()))
    }
  })
}
