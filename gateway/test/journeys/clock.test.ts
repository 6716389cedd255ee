/** A sandbox's clock: frozen, moved, released; what becomes due happens in order, a month in seconds. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unixSeconds } from '../../src/kernel/time.ts'
import { openGateway } from '../support/gateway.ts'
import { type Body, method, payersAt, paymentBy } from '../support/payers.ts'
import { openReceiver, refuseAll } from '../support/receiver.ts'

const gateway = await openGateway()
const day = 86_400

test('a clock is frozen, read, moved and released', async () => {
  const { merchant } = await payersAt(gateway)
  const call = async (form?: Record<string, unknown>, verb?: string) =>
    (await merchant.call('/v1/test_helpers/clock', form, {}, verb)).body as Body
  const start = unixSeconds(gateway.wallMs())
  assert.deepEqual((await call()).mode, 'wall')
  const frozen = await call({ frozen_time: start + 10 })
  assert.deepEqual([frozen.mode, frozen.now], ['frozen', start + 10])
  assert.deepEqual((await call()).now, start + 10)
  const made = await merchant.call('/v1/payment_intents', { amount: 500, currency: 'eur' })
  assert.equal(made.body.created, start + 10)
  assert.equal((await call({ advance: 5 })).now, start + 15)
  assert.equal((await call(undefined, 'DELETE')).mode, 'wall')
  const nothing = await merchant.call('/v1/test_helpers/clock', {})
  assert.equal(nothing.status, 400)
})

test('a month passes in seconds: expiry, settlement, late outcomes and retries happen, each at its time and in order', async () => {
  const { merchant, create, read, simulate } = await payersAt(gateway)
  const receiver = await openReceiver(refuseAll)
  const start = unixSeconds(gateway.wallMs())
  await merchant.call('/v1/test_helpers/clock', { frozen_time: start })
  await merchant.listen(receiver)
  const held = await create({
    amount: 5000,
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_visa',
    capture_method: 'manual',
  })
  const paid = await create({ amount: 7000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' })
  const slip = await create({ ...paymentBy(method('boleto')) })
  const late = await create({ ...paymentBy(method('sofort')) })
  await simulate(late.id, { outcome: 'succeed' })
  const code = await create(paymentBy(method('pix')))
  const began = performance.now()
  const moved = await merchant.call('/v1/test_helpers/clock', { frozen_time: start + 30 * day })
  assert.equal(moved.status, 200, moved.text)
  assert.ok(performance.now() - began < 20_000, 'a month takes seconds')
  assert.equal(moved.body.deliveries_waiting, false)
  assert.deepEqual(
    [
      (await read(held.id)).status,
      (await read(late.id)).status,
      (await read(slip.id)).status,
      (await read(code.id)).status,
    ],
    ['canceled', 'succeeded', 'requires_payment_method', 'requires_payment_method'],
  )
  const balance = await merchant.call('/v1/balance')
  assert.ok(
    (balance.body.available as unknown as { amount: number; currency: string }[]).some(
      ({ currency, amount }) => currency === 'eur' && amount > 6000,
    ),
  )
  // Each thing happened at its own moment, not when the clock arrived.
  const { data } = (await merchant.call('/v1/events?limit=100')).body as unknown as {
    data: { type: string; created: number; data: { object: { id: string } } }[]
  }
  const when = (type: string, id: unknown) =>
    data.find((event) => event.type === type && event.data.object.id === id)?.created ?? 0
  assert.equal(when('payment_intent.canceled', held.id), start + 7 * day)
  assert.equal(when('payment_intent.succeeded', late.id), start + 2 * day)
  assert.equal(when('payment_intent.payment_failed', code.id), start + day)
  assert.equal(when('payment_intent.succeeded', paid.id), start)
  const order = data.map(({ created }) => created)
  assert.deepEqual(
    order,
    order.toSorted((a, b) => b - a),
    'events come in the order of their times',
  )
  // The endpoint refused everything for five days and was disabled on the way.
  assert.ok(
    when('webhook_endpoint.disabled', data.find(({ type }) => type === 'webhook_endpoint.disabled')?.data.object.id) >=
      start + 5 * day,
  )
  assert.ok(receiver.received.length > 10, `${receiver.received.length} tries`)
})
