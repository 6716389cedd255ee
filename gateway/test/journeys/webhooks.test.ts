/** Webhooks as a merchant meets them: through the official client, a real handler, and a clock in hand. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { dayMs, hourMs, minuteMs, secondMs } from '../../src/kernel/time.ts'
import { officialClient, request } from '../client/client.ts'
import { openGateway } from '../support/gateway.ts'
import { ok, openReceiver, type Received, type Receiver, refuseAll, typesOf, verified } from '../support/receiver.ts'

const gateway = await openGateway({}, { answerTimeoutMs: 400 })
type Endpoint = { id: string; secret: string }
type Delivery = {
  event: string
  type: string
  status: string
  webhook_endpoint: string | null
  url: string
  next_attempt_at: number | null
  attempts: {
    response_status: number | null
    error: string | null
    response_body: string | null
    attempted_at: number
  }[]
}

/** A merchant with a sandbox of its own, so that no test's endpoints meet another's. */
async function merchant(at = gateway) {
  const key = await at.sandbox()
  const stripe = officialClient(at.url, key)
  const call = (path: string, form?: Record<string, unknown>, headers: Record<string, string> = {}) =>
    request(at.url, path, { key, headers, ...(form === undefined ? {} : { form }) })
  return {
    stripe,
    call,
    listen: async (
      receiver: Receiver,
      events: string[] = ['*'],
      more: Record<string, unknown> = {},
    ): Promise<Endpoint> => {
      const form = { url: receiver.url, enabled_events: events, ...more }
      return (await call('/v1/webhook_endpoints', form)).body as unknown as Endpoint
    },
    pay: () =>
      stripe.paymentIntents.create({ amount: 2000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' }),
    deliveriesOf: async (path: string): Promise<Delivery[]> => (await call(path)).body.data as unknown as Delivery[],
  }
}
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
  assert.deepEqual(typesOf(received).sort(), [...paid].sort())
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
  assert.deepEqual(typesOf(all.take()).sort(), [...paid].sort())
  assert.deepEqual(typesOf(family.take()).sort(), ['charge.succeeded', 'payment_intent.created'])
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

test('what is not acknowledged comes again by the plan, anew signed, under the same id', async () => {
  const { listen, pay, deliveriesOf } = await merchant()
  const receiver = await openReceiver(refuseAll)
  const endpoint = await listen(receiver, ['payment_intent.created'])
  await pay()
  await gateway.deliver()
  const [first] = receiver.take()
  assert.ok(first)
  const [waiting] = await deliveriesOf(`/v1/events/${first.event.id}/deliveries`)
  assert.equal(waiting?.status, 'pending')
  assert.deepEqual(
    waiting.attempts.map(({ response_status, response_body }) => [response_status, response_body]),
    [[500, 'not now']],
  )
  const pause = (waiting.next_attempt_at ?? 0) - (waiting.attempts[0]?.attempted_at ?? 0)
  assert.ok(pause >= 9 && pause <= 12, `the first pause is about ten seconds: ${pause}`)
  await gateway.deliver()
  assert.equal(receiver.take().length, 0, 'nothing before its time')
  receiver.respond = ok
  await gateway.advance(12 * secondMs)
  await gateway.deliver()
  const [second] = receiver.take()
  assert.ok(second)
  assert.equal(second.event.id, first.event.id)
  assert.equal(second.body, first.body)
  assert.notEqual(second.headers['stripe-signature'], first.headers['stripe-signature'])
  accepts(second, endpoint.secret)
  const [done] = await deliveriesOf(`/v1/events/${first.event.id}/deliveries`)
  assert.deepEqual([done?.status, done?.attempts.length, done?.next_attempt_at], ['delivered', 2, null])
})

test('a delivery that always fails is given up after three days, and can be sent again', async () => {
  const { stripe, call, listen, pay, deliveriesOf } = await merchant()
  const receiver = await openReceiver(refuseAll)
  const endpoint = await listen(receiver, ['payment_intent.created'])
  await pay()
  for (let hour = 0; hour < 75; hour++) {
    await gateway.advance(hourMs)
    await gateway.deliver()
  }
  const [failed] = await deliveriesOf(`/v1/webhook_endpoints/${endpoint.id}/deliveries?status=failed`)
  assert.ok(failed)
  assert.ok(failed.attempts.length >= 8, `${failed.attempts.length} attempts in steps of an hour`)
  const undelivered = await stripe.events.list({ delivery_success: false, type: 'payment_intent.created' })
  assert.deepEqual(
    undelivered.data.map(({ id }) => id),
    [failed.event],
  )
  receiver.take()
  receiver.respond = ok
  const again = await call(`/v1/events/${failed.event}/retry`, { webhook_endpoint: endpoint.id })
  assert.equal((again.body.data as unknown as Delivery[])[0]?.status, 'pending')
  await gateway.deliver()
  assert.equal(receiver.take()[0]?.event.id, failed.event)
  assert.equal((await stripe.events.list({ delivery_success: false })).data.length, 0)
  const delivered = await stripe.events.list({ delivery_success: true, type: 'payment_intent.created' })
  assert.ok(delivered.data.some(({ id }) => id === failed.event))
})

test("an object's events wait for its earlier ones, for at most a minute; other objects do not wait", async () => {
  const { stripe, listen, pay, deliveriesOf } = await merchant()
  const receiver = await openReceiver((received, response) =>
    (received.event.type === 'payment_intent.created' ? refuseAll : ok)(received, response, 0),
  )
  const endpoint = await listen(receiver)
  const intent = await pay()
  await gateway.deliver()
  assert.deepEqual(typesOf(receiver.take()).sort(), ['charge.succeeded', 'payment_intent.created'])
  const waiting = await deliveriesOf(`/v1/webhook_endpoints/${endpoint.id}/deliveries?status=pending`)
  assert.deepEqual(
    waiting.map(({ type, attempts }) => [type, attempts.length]),
    [
      ['payment_intent.succeeded', 0],
      ['payment_intent.created', 1],
    ],
  )
  // A later event of the same object, read from the log by itself, waits too; its charge's and its refund's do not.
  await stripe.refunds.create({ payment_intent: intent.id })
  await gateway.deliver()
  assert.ok(typesOf(receiver.take()).every((type) => !type.startsWith('payment_intent.')))
  await gateway.advance(minuteMs + secondMs)
  await gateway.deliver()
  assert.ok(typesOf(receiver.take()).includes('payment_intent.succeeded'), 'after a minute it goes without it')
})

test('once the earlier event is delivered, the ones behind it follow at once and in order', async () => {
  const { stripe, listen } = await merchant()
  const receiver = await openReceiver((received, response) =>
    (received.event.type === 'payment_intent.created' ? refuseAll : ok)(received, response, 0),
  )
  await listen(receiver, ['payment_intent.*'])
  await stripe.paymentIntents
    .create({
      amount: 2000,
      currency: 'eur',
      confirm: true,
      payment_method: 'pm_card_visa',
      capture_method: 'manual',
    })
    .then(({ id }) => stripe.paymentIntents.capture(id))
  await gateway.deliver()
  receiver.take()
  receiver.respond = ok
  await gateway.advance(12 * secondMs)
  await gateway.deliver()
  assert.deepEqual(typesOf(receiver.take()), [
    'payment_intent.created',
    'payment_intent.amount_capturable_updated',
    'payment_intent.succeeded',
  ])
})

test('an absent receiver is left alone after a few failures, holds up nobody, and gets everything when it is back', async () => {
  const { stripe, listen, pay, deliveriesOf } = await merchant()
  const gone = await openReceiver((_, response) => void response.destroy())
  const well = await openReceiver()
  const absent = await listen(gone, ['payment_intent.created'])
  await listen(well, ['payment_intent.created'])
  await Promise.all(Array.from({ length: 60 }, pay))
  await gateway.deliver()
  assert.equal(well.take().length, 60)
  const tried = gone.take().length
  await Promise.all(Array.from({ length: 60 }, pay))
  await gateway.deliver()
  assert.equal(well.take().length, 60)
  assert.equal(gone.take().length, 0, `nothing was tried again at once, after ${tried} attempts`)
  const pending = await deliveriesOf(`/v1/webhook_endpoints/${absent.id}/deliveries?limit=100`)
  assert.ok(pending.every(({ status, next_attempt_at }) => status === 'pending' && next_attempt_at !== null))
  assert.equal((await stripe.events.list({ type: 'payment_intent.created', limit: 1 })).data[0]?.pending_webhooks, 1)
  gone.respond = ok
  await gateway.advance(minuteMs)
  await gateway.deliver()
  assert.equal(new Set(gone.take().map(({ event }) => event.id)).size, 120)
  assert.equal((await deliveriesOf(`/v1/webhook_endpoints/${absent.id}/deliveries?status=pending`)).length, 0)
})

test('an endpoint that fails for five days is disabled with an event, and what it missed can be sent again', async () => {
  const { stripe, call, listen, pay } = await merchant()
  const [dead, witness] = [await openReceiver(refuseAll), await openReceiver()]
  const endpoint = await listen(dead, ['payment_intent.created'])
  await listen(witness, ['webhook_endpoint.disabled'])
  for (let day = 0; day <= 5; day++) {
    await pay()
    await gateway.advance(dayMs)
    await gateway.deliver()
  }
  await gateway.sweep()
  const shown = await call(`/v1/webhook_endpoints/${endpoint.id}`)
  assert.deepEqual([String(shown.body.status), String(shown.body.disabled_reason)], ['disabled', 'failures'])
  await gateway.deliver()
  assert.deepEqual(
    witness.take().map(({ event }) => event.data.object.id),
    [endpoint.id],
  )
  const refused = await call(`/v1/webhook_endpoints/${endpoint.id}/resend`, { since: 0 })
  assert.equal((refused.body as unknown as { error: { code: string } }).error.code, 'webhook_endpoint_disabled')
  dead.take()
  dead.respond = ok
  await stripe.webhookEndpoints.update(endpoint.id, { disabled: false })
  const resent = await call(`/v1/webhook_endpoints/${endpoint.id}/resend`, { since: 0, undelivered_only: true })
  assert.ok(Number(resent.body.count) >= 6)
  await gateway.deliver()
  assert.equal(new Set(dead.take().map(({ event }) => event.id)).size, Number(resent.body.count))
})

test('while it is switched off nothing is delivered, and nothing later either', async () => {
  const { stripe, listen, pay } = await merchant()
  const receiver = await openReceiver()
  const endpoint = await listen(receiver, ['payment_intent.created'])
  await gateway.deliver()
  await stripe.webhookEndpoints.update(endpoint.id, { disabled: true })
  await pay()
  await gateway.deliver()
  await stripe.webhookEndpoints.update(endpoint.id, { disabled: false })
  await gateway.deliver()
  assert.equal(receiver.take().length, 0)
  await pay()
  await gateway.deliver()
  assert.equal(receiver.take().length, 1)
})

test('all events after one are sent again, in pages of their own cursor', async () => {
  const { stripe, call, listen, pay } = await merchant()
  const receiver = await openReceiver()
  const endpoint = await listen(receiver, ['payment_intent.created'])
  for (let count = 0; count < 3; count++) await pay()
  await gateway.deliver()
  const [first] = receiver.take()
  const { body } = await call(`/v1/webhook_endpoints/${endpoint.id}/resend`, { after: first?.event.id })
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
  assert.deepEqual(typesOf(received).sort(), [...paid, 'charge.refunded', 'refund.created', 'refund.updated'].sort())
  assert.ok(received.every(({ path }) => path === '/hook?order=7'))
  const { secret } = (await call('/v1/webhook_signing_secret')).body as unknown as Endpoint
  for (const one of received) accepts(one, secret)
  const [delivery] = await deliveriesOf(`/v1/events/${received[0]?.event.id}/deliveries`)
  assert.deepEqual(
    [delivery?.webhook_endpoint, delivery?.status, delivery?.url],
    [null, 'delivered', `${receiver.url}?order=7`],
  )
})

test("a payment's URL that is away gets its events in order when it is back", async () => {
  const { call } = await merchant()
  const receiver = await openReceiver(refuseAll)
  const form = {
    amount: 900,
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_visa',
    webhook_url: receiver.url,
  }
  await call('/v1/payment_intents', form)
  await gateway.deliver()
  assert.deepEqual(typesOf(receiver.take()).sort(), ['charge.succeeded', 'payment_intent.created'])
  receiver.respond = ok
  await gateway.advance(12 * secondMs)
  await gateway.deliver()
  const types = typesOf(receiver.take())
  assert.deepEqual(
    types.filter((type) => type.startsWith('payment_intent')),
    ['payment_intent.created', 'payment_intent.succeeded'],
  )
})
