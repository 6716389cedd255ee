/** What was held and is not taken: shown as refunded, as Stripe's integrations compute with it, and booked by nobody. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { request } from '../client/client.ts'
import { openGateway } from '../support/gateway.ts'
import { merchantAt } from '../support/merchant.ts'
import { basic } from '../support/wooshpay.ts'

const gateway = await openGateway()
const { stripe, key } = await merchantAt(gateway)

const held = () =>
  stripe.paymentIntents.create({
    amount: 10_000,
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_visa',
    capture_method: 'manual',
  })
/** As it is shown: held, taken, refunded, whether all of it; and the entries that it brought, with their amounts. */
async function shown(intent: string) {
  const { latest_charge } = await stripe.paymentIntents.retrieve(intent)
  const charge = await stripe.charges.retrieve(String(latest_charge))
  const { data } = await stripe.balanceTransactions.list({ source: charge.id })
  return [
    [charge.amount, charge.amount_captured, charge.amount_refunded, charge.refunded],
    data.map(({ type, amount }) => `${type} ${amount}`).reverse(),
  ]
}

const capture = (intent: string, amount_to_capture: number, final_capture = true) =>
  stripe.paymentIntents.capture(intent, { amount_to_capture, final_capture })

for (const [what, act, charge, entries] of [
  ['a part is captured, and the rest released', [['capture', 700]], [10_000, 700, 9300, false], ['charge 700']],
  ['a part is captured, and given back', [['capture', 700], ['refund']], [10_000, 700, 10_000, true], ['charge 700']],
  [
    'a part is captured, and a part of it given back',
    [
      ['capture', 700],
      ['refund', 300],
    ],
    [10_000, 700, 9600, false],
    ['charge 700'],
  ],
  ['more may be captured', [['part', 700]], [10_000, 700, 0, false], ['charge 700']],
  [
    'two parts are captured, the second the last',
    [
      ['part', 700],
      ['capture', 300],
    ],
    [10_000, 1000, 9000, false],
    ['charge 700', 'charge 300'],
  ],
  ['all is captured', [['capture', 10_000]], [10_000, 10_000, 0, false], ['charge 10000']],
  ['it is cancelled', [['cancel']], [10_000, 0, 10_000, true], []],
  ['a part is captured, then it is cancelled', [['part', 700], ['cancel']], [10_000, 700, 9300, false], ['charge 700']],
  ['it expires', [['wait']], [10_000, 0, 10_000, true], []],
] as const) {
  test(`of 100.00 held, ${what}: ${JSON.stringify(charge)}`, async () => {
    const { id } = await held()
    for (const [verb, amount] of act as readonly (readonly [string, number?])[]) {
      if (verb === 'capture') await capture(id, amount ?? 0)
      if (verb === 'part') await capture(id, amount ?? 0, false)
      if (verb === 'refund')
        await stripe.refunds.create({ payment_intent: id, ...(amount === undefined ? {} : { amount }) })
      if (verb === 'cancel') await stripe.paymentIntents.cancel(id)
      if (verb === 'wait') await gateway.advance(8 * 86_400_000)
    }
    assert.deepEqual(await shown(id), [charge, entries])
    // What can be refunded is what was taken, whatever is shown.
    const [, captured, refunded] = charge
    const left = captured - Math.max(0, refunded - (10_000 - captured))
    if (captured > 0 && act.every(([verb]) => verb !== 'part')) {
      const more = await request(gateway.url, '/v1/refunds', { key, form: { payment_intent: id, amount: left + 1 } })
      assert.equal(more.status, 400)
    }
  })
}

test('after a capture that was not the last one, cancel releases the rest; what was taken stays paid', async () => {
  const { id } = await held()
  await capture(id, 700, false)
  const closed = await stripe.paymentIntents.cancel(id, { cancellation_reason: 'requested_by_customer' })
  assert.deepEqual(
    [closed.status, closed.amount_received, closed.amount_capturable, closed.cancellation_reason],
    ['succeeded', 700, 0, 'requested_by_customer'],
  )
  const again = await request(gateway.url, `/v1/payment_intents/${id}/cancel`, { key, form: {}, method: 'POST' })
  assert.deepEqual(
    [again.status, (again.body.error as unknown as { code: string }).code],
    [400, 'payment_intent_unexpected_state'],
  )
  const late = await request(gateway.url, `/v1/payment_intents/${id}/capture`, { key, form: {}, method: 'POST' })
  assert.equal(late.status, 400)
  assert.equal((await stripe.refunds.create({ payment_intent: id })).amount, 700)
  // Nothing is left to expire.
  await gateway.advance(8 * 86_400_000)
  assert.equal((await stripe.paymentIntents.retrieve(id)).status, 'succeeded')
})

test('WooshPay shows what is released the same way', async () => {
  const { id } = await held()
  await capture(id, 700)
  const { latest_charge } = await stripe.paymentIntents.retrieve(id)
  const answer = await fetch(`${gateway.url}/wooshpay/v1/charges/${latest_charge}`, { headers: basic(key) })
  const { amount_captured, amount_refunded, refunded } = (await answer.json()) as Record<string, unknown>
  assert.deepEqual([amount_captured, amount_refunded, refunded], [700, 9300, false])
})
