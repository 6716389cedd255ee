/** Webhooks as a merchant meets them: through the official client, a real handler, and a clock in hand. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { hourMs, secondMs } from '../../src/kernel/time.ts'
import { openGateway } from '../support/gateway.ts'
import { type Endpoint, merchantAt } from '../support/merchant.ts'
import { openReceiver, type Received, receivedTypes, verified } from '../support/receiver.ts'

const gateway = await openGateway({}, { answerTimeoutMs: 400 })
const merchant = (at = gateway) => merchantAt(at)
const accepts = (received: Received, secret: string) => verified(received, secret, gateway.wallMs())
const paid = ['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded']

test('an endpoint is made, shown without its secret, changed, listed and deleted by the official client', async () => {
  const { stripe } = await merchant()
  const made = await stripe.webhookEndpoints.create({
    url: 'https://shop.example/hook',
    enabled_events: ['payment_intent.succeeded', 'charge.refunded'],
    description: 'the shop',
    metadata: { team: 'a' },
    api_version: '2025-03-31.basil',
  })
  assert.match(made.secret ?? '', /^whsec_[A-Za-z0-9+/]{32}$/)
  assert.deepEqual([made.status, made.api_version, made.metadata.team], ['enabled', '2025-03-31.basil', 'a'])
  assert.equal((await stripe.webhookEndpoints.retrieve(made.id)).secret, undefined)
  const changed = await stripe.webhookEndpoints.update(made.id, {
    enabled_events: ['*'],
    disabled: true,
    metadata: { team: '', desk: '2' },
    url: 'https://shop.example/other',
  })
  assert.deepEqual(
    [changed.status, changed.enabled_events, changed.metadata, changed.url],
    ['disabled', ['*'], { desk: '2' }, 'https://shop.example/other'],
  )
  assert.deepEqual(
    (await stripe.webhookEndpoints.list()).data.map(({ id }) => id),
    [made.id],
  )
  assert.deepEqual(await stripe.webhookEndpoints.del(made.id), {
    id: made.id,
    object: 'webhook_endpoint',
    deleted: true,
  })
  assert.equal((await stripe.webhookEndpoints.list()).data.length, 0)
  await assert.rejects(stripe.webhookEndpoints.retrieve(made.id), { code: 'resource_missing' })
})

test('a replayed creation shows the same secret, byte by byte, and the secret stands nowhere in the database', async () => {
  const { call } = await merchant()
  const form = { url: 'https://shop.example/hook', enabled_events: ['*'] }
  const headers = { 'idempotency-key': 'endpoint-once' }
  const first = await call('/v1/webhook_endpoints', form, headers)
  const again = await call('/v1/webhook_endpoints', form, headers)
  assert.equal(again.text, first.text)
  assert.equal(again.headers.get('idempotent-replayed'), 'true')
  const { secret } = first.body as unknown as Endpoint
  for (const table of ['idempotency_keys', 'webhook_endpoints', 'events', 'vault_records']) {
    const { rows } = await gateway.pool.query(`select 1 from ${table} t where strpos(t::text, $1) > 0`, [secret])
    assert.equal(rows.length, 0, table)
  }
})

test('a payment tells its events, and both signatures hold', async () => {
  // By the real clock, because the other library takes no other.
  const today = await openGateway({ wallMs: Date.now })
  const { stripe, listen, pay } = await merchant(today)
  const receiver = await openReceiver()
  const endpoint = await listen(receiver)
  const intent = await pay()
  await today.deliver()
  const received = receiver.take()
  assert.deepEqual(receivedTypes(received).sort(), [...paid].sort())
  for (const one of received) {
    const event = verified(one, endpoint.secret, Date.now())
    assert.equal(event.id, one.headers['webhook-id'])
    assert.deepEqual(new Webhook(endpoint.secret).verify(one.body, one.headers as Record<string, string>), one.event)
    assert.throws(() => verified(one, 'whsec_wrong', Date.now()), /signature/)
    assert.equal(one.event.pending_webhooks, 1)
  }
  const ofIntent = received.filter(({ event }) => event.data.object.id === intent.id)
  assert.deepEqual(
    ofIntent.map(({ event }) => [event.type, event.object_sequence]),
    [
      ['payment_intent.created', 1],
      ['payment_intent.succeeded', 2],
    ],
  )
  const shown = await stripe.events.retrieve(ofIntent[1]?.event.id ?? '')
  assert.equal(shown.pending_webhooks, 0)
})

test('wildcards and types choose events; two endpoints each get theirs, and one that was deleted gets none', async () => {
  const { stripe, listen, pay } = await merchant()
  const [all, family] = [await openReceiver(), await openReceiver()]
  const first = await listen(all)
  await listen(family, ['charge.*', 'payment_intent.created'])
  await pay()
  await gateway.deliver()
  assert.deepEqual(receivedTypes(all.take()).sort(), [...paid].sort())
  assert.deepEqual(receivedTypes(family.take()).sort(), ['charge.succeeded', 'payment_intent.created'])
  await stripe.webhookEndpoints.del(first.id)
  await pay()
  await gateway.deliver()
  assert.equal(all.take().length, 0)
  assert.equal(family.take().length, 2)
})

test('a rolled secret overlaps: both sign until the old one ends, and then only the new one', async () => {
  const { call, listen, pay } = await merchant()
  const receiver = await openReceiver()
  const endpoint = await listen(receiver, ['payment_intent.created'])
  const rolled = await call(`/v1/webhook_endpoints/${endpoint.id}/roll_secret`, { overlap_seconds: 3600 })
  const { secret } = rolled.body as unknown as Endpoint
  assert.notEqual(secret, endpoint.secret)
  await pay()
  await gateway.deliver()
  const [both] = receiver.take()
  assert.ok(both)
  accepts(both, secret)
  accepts(both, endpoint.secret)
  await gateway.advance(hourMs + secondMs)
  await pay()
  await gateway.deliver()
  const [one] = receiver.take()
  assert.ok(one)
  accepts(one, secret)
  assert.throws(() => accepts(one, endpoint.secret), /signature/)
})

test('all events after one are sent again, in pages of their own cursor', async () => {
  const { stripe, call, listen, pay } = await merchant()
  const receiver = await openReceiver()
  const endpoint = await listen(receiver, ['payment_intent.created'])
  for (let count = 0; count < 3; count++) await pay()
  await gateway.deliver()
  assert.equal(receiver.take().length, 3)
  // Three payments have no order among each other; the events do.
  const created = await stripe.events.list({ type: 'payment_intent.created' })
  const { body } = await call(`/v1/webhook_endpoints/${endpoint.id}/resend`, { after: created.data.at(-1)?.id })
  assert.deepEqual([Number(body.count), body.next as unknown], [2, null])
  await gateway.deliver()
  assert.equal(receiver.take().length, 2)
  const { data } = await stripe.events.list({ type: 'payment_intent.*', limit: 100 })
  assert.ok(data.every(({ type }) => type.startsWith('payment_intent.')))
})

test('a payment with a URL of its own tells it of itself, its charge and its refunds, without any endpoint', async () => {
  const { stripe, call, pay, deliveriesOf } = await merchant()
  const receiver = await openReceiver()
  const { body } = await call('/v1/payment_intents', {
    amount: 900,
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_visa',
    webhook_url: `${receiver.url}?order=7`,
  })
  await stripe.refunds.create({ payment_intent: String(body.id) })
  await pay()
  await gateway.deliver()
  const received = receiver.take()
  assert.deepEqual(
    receivedTypes(received).sort(),
    [...paid, 'charge.refunded', 'refund.created', 'refund.updated', 'charge.refund.updated'].sort(),
  )
  assert.ok(received.every(({ path }) => path === '/hook?order=7'))
  const { secret } = (await call('/v1/webhook_signing_secret')).body as unknown as Endpoint
  for (const one of received) accepts(one, secret)
  const [delivery] = await deliveriesOf(`/v1/events/${received[0]?.event.id}/deliveries`)
  assert.deepEqual(
    [delivery?.webhook_endpoint, delivery?.status, delivery?.url],
    [null, 'delivered', `${receiver.url}?order=7`],
  )
})

test('one merchant does not see, change or send to what is another one’s', async () => {
  const [mine, theirs] = [await merchant(), await merchant()]
  const { id } = await mine.listen(await openReceiver())
  await mine.call('/v1/payment_intents', { amount: 500, currency: 'eur' })
  const { body } = await mine.call('/v1/events')
  const [event] = body.data as unknown as { id: string }[]
  for (const [path, form] of [
    [`/v1/webhook_endpoints/${id}`],
    [`/v1/webhook_endpoints/${id}`, { disabled: true }],
    [`/v1/webhook_endpoints/${id}/roll_secret`, {}],
    [`/v1/webhook_endpoints/${id}/deliveries`],
    [`/v1/webhook_endpoints/${id}/resend`, { since: 0 }],
    [`/v1/events/${event?.id}/deliveries`],
    [`/v1/events/${event?.id}/retry`, {}],
  ] as const)
    assert.equal((await theirs.call(path, form)).status, 404, path)
  await assert.rejects(theirs.stripe.webhookEndpoints.del(id), { code: 'resource_missing' })
  const unwanted = await mine.call(`/v1/events/${event?.id}/retry`, { webhook_endpoint: 'we_unknown' })
  assert.equal(unwanted.status, 404)
})
