/** What becomes of deliveries that are not acknowledged: the plan, the order behind them, absent receivers, giving up. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs, hourMs, minuteMs, secondMs } from '../../src/kernel/time.ts'
import { openGateway } from '../support/gateway.ts'
import { merchantAt, type ReceivedDelivery } from '../support/merchant.ts'
import { ok, openReceiver, type Received, receivedTypes, refuseAll, verified } from '../support/receiver.ts'

const gateway = await openGateway({}, { answerTimeoutMs: 400 })
const merchant = () => merchantAt(gateway)
const accepts = (received: Received, secret: string) => verified(received, secret, gateway.wallMs())

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
  assert.equal((again.body.data as unknown as ReceivedDelivery[])[0]?.status, 'pending')
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
  assert.deepEqual(receivedTypes(receiver.take()).sort(), ['charge.succeeded', 'payment_intent.created'])
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
  assert.ok(receivedTypes(receiver.take()).every((type) => !type.startsWith('payment_intent.')))
  await gateway.advance(minuteMs + secondMs)
  await gateway.deliver()
  assert.ok(receivedTypes(receiver.take()).includes('payment_intent.succeeded'), 'after a minute it goes without it')
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
  assert.deepEqual(receivedTypes(receiver.take()), [
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
  assert.deepEqual(receivedTypes(receiver.take()).sort(), ['charge.succeeded', 'payment_intent.created'])
  receiver.respond = ok
  await gateway.advance(12 * secondMs)
  await gateway.deliver()
  const types = receivedTypes(receiver.take())
  assert.deepEqual(
    types.filter((type) => type.startsWith('payment_intent')),
    ['payment_intent.created', 'payment_intent.succeeded'],
  )
})
