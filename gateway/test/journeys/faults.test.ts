/** A processor that has the faults it was told to have, and the books that agree all the same. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openGateway } from '../support/gateway.ts'
import { catalogueMethod, type PayerBody, payersAt, paymentBy } from '../support/payers.ts'

const gateway = await openGateway()

/** A sandbox of its own, with faults, and what became of its newest payment. */
async function faulty(...rules: Record<string, unknown>[]) {
  const at = await payersAt(gateway)
  const fault = async (rule: Record<string, unknown>) => {
    const answer = await at.merchant.call('/v1/test_helpers/faults', rule)
    assert.equal(answer.status, 200, answer.text)
  }
  for (const rule of rules) await fault(rule)
  return {
    ...at,
    fault,
    card: (more: Record<string, unknown> = {}) =>
      at.merchant.call('/v1/payment_intents', {
        amount: 2000,
        currency: 'eur',
        confirm: true,
        payment_method: 'pm_card_visa',
        ...more,
      }),
    clock: async (seconds: number) =>
      (await at.merchant.call('/v1/test_helpers/clock', { advance: seconds })).body as PayerBody,
  }
}

test('the third confirm times out, then settles after two hours', async () => {
  const at = await faulty({ on: 'authorise', nth: 3, do: 'lose_answer', known_after_seconds: 7200 })
  const statuses: unknown[] = []
  let third: unknown
  for (let nth = 1; nth <= 4; nth++) {
    const { body } = await at.card()
    statuses.push(body.status)
    if (nth === 3) third = body.id
  }
  assert.deepEqual(statuses, ['succeeded', 'succeeded', 'processing', 'succeeded'])
  await at.clock(3600)
  assert.equal((await at.read(third)).status, 'processing')
  await at.clock(3700)
  const settled = await at.read(third)
  assert.deepEqual([settled.status, settled.amount_received], ['succeeded', 2000])
  assert.equal((await at.chargesOf(third)).length, 1)
})

test('a status that stays unknown for ever blocks a second charge for ever', async () => {
  const at = await faulty({ on: 'authorise', do: 'lose_answer' })
  const { body } = await at.card()
  await at.clock(30 * 86_400)
  assert.equal((await at.read(body.id)).status, 'processing')
  const again = await at.merchant.call(`/v1/payment_intents/${body.id}/confirm`, { payment_method: 'pm_card_visa' })
  assert.equal(again.status, 409)
})

test('a call that never arrived is known as such, and the payment can be tried again', async () => {
  const at = await faulty({ on: 'authorise', nth: 1, do: 'never_receive', known_after_seconds: 0 })
  const { body } = await at.card()
  assert.equal(body.status, 'processing')
  await at.clock(60)
  assert.equal((await at.read(body.id)).status, 'requires_payment_method')
  const again = await at.merchant.call(`/v1/payment_intents/${body.id}/confirm`, { payment_method: 'pm_card_visa' })
  assert.equal(again.body.status, 'succeeded')
})

test('a late answer is waited for; a capture whose answer is lost is found', async () => {
  const at = await faulty({ on: 'authorise', nth: 1, do: 'delay_answer', delay_ms: 40 })
  const held = await at.card({ capture_method: 'manual' })
  assert.equal(held.body.status, 'requires_capture')
  await at.fault({ on: 'capture', do: 'lose_answer', known_after_seconds: 60 })
  const captured = await at.merchant.call(`/v1/payment_intents/${held.body.id}/capture`, {})
  assert.equal(captured.body.status, 'requires_capture')
  await at.clock(120)
  assert.equal((await at.read(held.body.id)).status, 'succeeded')
})

test('success that is reported late stays processing until then', async () => {
  const at = await faulty({ on: 'authorise', method: 'qris', do: 'report_late', known_after_seconds: 3600 })
  const intent = await at.create(paymentBy(catalogueMethod('qris')))
  assert.equal((await at.simulate(intent.id, { outcome: 'succeed' })).status, 'processing')
  await at.clock(3700)
  assert.equal((await at.read(intent.id)).status, 'succeeded')
})

for (const what of ['notify_twice', 'notify_late', 'notify_never'] as const)
  test(`notifications: ${what} pays once`, async () => {
    const at = await faulty({ on: 'notification', do: what, known_after_seconds: 600 })
    const intent = await at.create(paymentBy(catalogueMethod('qris')))
    const after = await at.simulate(intent.id, { outcome: 'succeed' })
    assert.equal(after.status, what === 'notify_twice' ? 'succeeded' : 'requires_action')
    // Nobody told: it is asked when the payer's time is over, and the money is there.
    await at.clock(2000)
    const paid = await at.read(intent.id)
    assert.deepEqual([paid.status, paid.amount_received], ['succeeded', intent.amount])
    assert.equal((await at.chargesOf(intent.id)).length, 1)
  })

test('a notification before the answer to its call is asked again, and pays once', async () => {
  const at = await faulty({ on: 'authorise', do: 'notify_early' })
  const early = await at.create({
    amount: 500,
    currency: 'eur',
    confirm: true,
    payment_method_data: { type: 'momo_mtn', momo_mtn: { phone: '46733123453' } },
  })
  assert.equal(early.status, 'processing')
  await at.clock(60)
  assert.equal((await at.read(early.id)).status, 'succeeded')
  assert.equal((await at.chargesOf(early.id)).length, 1)
})

test('an amount that is not what was asked is recorded as what came', async () => {
  const less = await faulty({ on: 'authorise', do: 'amount_off', amount_by: -1000 })
  const short = await less.create(paymentBy(catalogueMethod('paynow')))
  const after = await less.simulate(short.id, { outcome: 'succeed' })
  assert.deepEqual([after.status, after.amount_received], ['requires_payment_method', 4000])
  assert.equal((after.last_payment_error as unknown as PayerBody).code, 'payment_amount_mismatch')
  const rest = await less.merchant.call(`/v1/payment_intents/${short.id}/confirm`, { payment_method: 'pm_card_visa' })
  assert.deepEqual([rest.body.status, rest.body.amount_received], ['succeeded', 5000])
  const more = await faulty({ on: 'authorise', do: 'amount_off', amount_by: 250 })
  const over = await more.create(paymentBy(catalogueMethod('paynow')))
  const paid = await more.simulate(over.id, { outcome: 'succeed' })
  assert.deepEqual([paid.status, paid.amount_received], ['succeeded', 5250])
})

test('a refund that bounces gives the merchant the money again', async () => {
  const at = await faulty({ on: 'refund', do: 'bounce', known_after_seconds: 86_400 })
  const { body } = await at.card()
  const refund = await at.merchant.call('/v1/refunds', { payment_intent: body.id })
  assert.equal(refund.body.status, 'succeeded')
  await at.clock(90_000)
  const after = await at.merchant.call(`/v1/refunds/${refund.body.id}`)
  assert.deepEqual([after.body.status, after.body.failure_reason], ['failed', 'declined'])
})

test('the same seed strikes the same calls, and another one others', async () => {
  const course = async (seed: string) => {
    const at = await faulty({ on: 'authorise', share_percent: 50, seed, do: 'lose_answer', known_after_seconds: 1 })
    const statuses: unknown[] = []
    for (let nth = 0; nth < 12; nth++) statuses.push((await at.card()).body.status)
    return statuses.join(' ')
  }
  const [one, again, other] = [await course('a'), await course('a'), await course('b')]
  assert.equal(one, again)
  assert.notEqual(one, other)
  assert.match(one, /processing/)
})

test('rules are listed with how often they were met, taken away, and refused where they can never be met', async () => {
  const at = await faulty({ on: 'authorise', every: 2, do: 'lose_answer' })
  for (let nth = 0; nth < 4; nth++) await at.card()
  const { body } = await at.merchant.call('/v1/test_helpers/faults')
  assert.equal((body.data as unknown as { met: number }[])[0]?.met, 2)
  const cleared = await at.merchant.call('/v1/test_helpers/faults', undefined, {}, 'DELETE')
  assert.equal(cleared.body.deleted, 1)
  assert.equal((await at.card()).body.status, 'succeeded')
  for (const wrong of [
    { on: 'capture', do: 'bounce' },
    { on: 'notification', do: 'lose_answer' },
    { on: 'authorise', do: 'notify_twice' },
    { on: 'void', do: 'report_late' },
  ]) {
    const refused = await at.merchant.call('/v1/test_helpers/faults', wrong)
    assert.deepEqual([refused.status, (refused.body.error as unknown as PayerBody).param], [400, 'do'])
  }
})
