/** A sandbox's clock: frozen, moved, released; what becomes due happens in order, a month in seconds. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unixSeconds } from '../../src/kernel/time.ts'
import { openGateway } from '../support/gateway.ts'
import { catalogueMethod, type PayerBody, payersAt, paymentBy } from '../support/payers.ts'
import { openReceiver, refuseAll } from '../support/receiver.ts'

const gateway = await openGateway()
const day = 86_400

test('a clock is frozen, read, moved and released', async () => {
  const { merchant } = await payersAt(gateway)
  const call = async (form?: Record<string, unknown>, verb?: string) =>
    (await merchant.call('/v1/test_helpers/clock', form, {}, verb)).body as PayerBody
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
  const slip = await create({ ...paymentBy(catalogueMethod('boleto')) })
  const late = await create({ ...paymentBy(catalogueMethod('sofort')) })
  await simulate(late.id, { outcome: 'succeed' })
  const code = await create(paymentBy(catalogueMethod('pix')))
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

test('while webhooks wait for their retries, the clock moves by any number of seconds and answers what it did', async () => {
  const { merchant } = await payersAt(gateway)
  const receiver = await openReceiver(refuseAll)
  const start = unixSeconds(gateway.wallMs())
  await merchant.call('/v1/test_helpers/clock', { frozen_time: start })
  await merchant.listen(receiver)
  await merchant.pay()
  await gateway.deliver()
  let now = start
  for (const advance of [1, 3, 7, 11, 61, 333, 3601, 86_399]) {
    const moved = await merchant.call('/v1/test_helpers/clock', { advance })
    now += advance
    assert.deepEqual([moved.status, moved.body.now], [200, now], `${advance} seconds: ${moved.text}`)
  }
  const tries = receiver.received.length
  assert.ok(tries > 10, `${tries} tries were made at their times`)
  const shifted = await payersAt(gateway)
  await shifted.merchant.listen(receiver)
  await shifted.merchant.pay()
  await gateway.deliver()
  for (const advance of [13, 1007]) {
    const moved = await shifted.merchant.call('/v1/test_helpers/clock', { advance })
    assert.deepEqual([moved.status, moved.body.mode], [200, 'shifted'], moved.text)
  }
})

test('a clock that is stopped on its way says how far it came, and the same call again arrives', async () => {
  const { merchant, create, read } = await payersAt(gateway)
  const start = unixSeconds(gateway.wallMs())
  await merchant.call('/v1/test_helpers/clock', { frozen_time: start })
  const soon = await create(paymentBy(catalogueMethod('pix')))
  const later = await create({ ...paymentBy(catalogueMethod('boleto')) })
  // The disk is full for whoever sets the clock more than five days ahead: pix has expired by then, boleto has not.
  await gateway.pool.query(`create function full_disk() returns trigger language plpgsql as $$ begin
    if (new.doc->'clock'->>'at')::bigint > ${(start + 2 * day) * 1000} then raise exception 'no space left' using errcode = '53100'; end if;
    return new; end $$`)
  await gateway.pool.query(
    'create trigger full_disk before update on environments for each row execute function full_disk()',
  )
  const stopped = await merchant.call('/v1/test_helpers/clock', { advance: 30 * day })
  const { error } = stopped.body as unknown as { error: { code: string; message: string } }
  assert.deepEqual([stopped.status, error.code, stopped.headers.get('retry-after')], [503, 'clock_stopped', '1'])
  const stands = (await merchant.call('/v1/test_helpers/clock')).body as PayerBody
  assert.match(error.message, new RegExp(`stopped at ${stands.now} on its way to ${start + 30 * day}`))
  assert.equal(stands.moving_to, start + 30 * day)
  assert.ok(Number(stands.now) > start && Number(stands.now) <= start + 2 * day, `it stands at ${stands.now}`)
  assert.deepEqual(
    [(await read(soon.id)).status, (await read(later.id)).status],
    ['requires_payment_method', 'requires_action'],
    'what became due until there is done, the rest is not',
  )
  await gateway.pool.query('drop trigger full_disk on environments')
  const arrived = await merchant.call('/v1/test_helpers/clock', { advance: 30 * day })
  assert.deepEqual([arrived.status, arrived.body.now, arrived.body.moving_to], [200, start + 30 * day, undefined])
  assert.equal((await read(later.id)).status, 'requires_payment_method')
  assert.equal((await merchant.call('/v1/test_helpers/clock', { advance: 5 })).body.now, start + 30 * day + 5)
})

test('a clock ends where dates do', async () => {
  const { merchant } = await payersAt(gateway)
  await merchant.call('/v1/test_helpers/clock', { frozen_time: 99_999_999_000 })
  const beyond = await merchant.call('/v1/test_helpers/clock', { advance: 1000 })
  assert.deepEqual([beyond.status, (beyond.body.error as unknown as { code: string }).code], [400, 'clock_too_far'])
  assert.equal((await merchant.call('/v1/test_helpers/clock', { advance: 999 })).status, 200)
  await merchant.call('/v1/test_helpers/clock', undefined, {}, 'DELETE')
})
