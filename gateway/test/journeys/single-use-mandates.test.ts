/** A leave that is good for one payment: tried by one payment at a time, used up by its first success, and never charged unnamed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type Stripe from 'stripe'
import { foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { typedPayments, typedRefusal } from '../support/typed-payments.ts'
import { basic } from '../support/wooshpay.ts'

const gateway = await openGateway()
const { stripe, pay } = typedPayments(gateway.url, gateway.key)
const wooshpay = foreignClient(`${gateway.url}/wooshpay/v1`, basic(gateway.key))
const accepted = { customer_acceptance: { type: 'offline' as const } }
const invalid = ['payment_intent_mandate_invalid', 'mandate']
const required = ['payment_intent_mandate_required', 'mandate']
const debit = (iban: string) => ({
  payment_method_data: {
    type: 'sepa_debit' as const,
    sepa_debit: { iban },
    billing_details: { name: 'Ada', email: 'ada@example.com' },
  },
})

/** Saves a method for one payment of 20.00 EUR. */
async function savedOnce(method: Stripe.SetupIntentCreateParams) {
  const customer = (await stripe.customers.create({ name: 'Ada' })).id
  const made = await stripe.setupIntents.create({
    confirm: true,
    customer,
    mandate_data: accepted,
    single_use: { amount: 2000, currency: 'eur' },
    ...method,
  })
  const payment_method = made.payment_method as string
  const mandate = made.single_use_mandate as string
  return {
    mandate,
    status: async () => (await stripe.mandates.retrieve(mandate)).status,
    charge: (more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
      pay({ customer, payment_method, mandate, amount: 1000, off_session: true, ...more }),
    unnamed: { customer, payment_method, off_session: true },
  }
}
const toldOf = async (mandate: string) =>
  (await stripe.events.list({ type: 'mandate.updated' })).data.filter(
    ({ data }) => (data.object as Stripe.Mandate).id === mandate,
  ).length
const dayMs = 86_400_000

test('the first success uses it up, within its amount or not, and that is told', async () => {
  const { charge, mandate, status } = await savedOnce({ payment_method: 'pm_card_visa' })
  assert.deepEqual(await typedRefusal(charge({ amount: 2001 })), invalid)
  assert.deepEqual([await status(), await toldOf(mandate)], ['active', 0])
  assert.equal((await charge()).status, 'succeeded')
  assert.deepEqual([await status(), await toldOf(mandate)], ['inactive', 1])
  assert.deepEqual(await typedRefusal(charge({ amount: 500 })), invalid)
  const held = await savedOnce({ payment_method: 'pm_card_visa' })
  assert.equal((await held.charge({ capture_method: 'manual' })).status, 'requires_capture')
  assert.deepEqual(await typedRefusal(held.charge()), invalid)
})

test('of two payments at once one is made', async () => {
  const { charge } = await savedOnce({ payment_method: 'pm_card_visa' })
  const answers = await Promise.allSettled(Array.from({ length: 8 }, () => charge()))
  assert.equal(answers.filter((answer) => answer.status === 'fulfilled').length, 1)
})

test('a try that failed leaves it, one under way holds it, and a debit that arrived has used it', async () => {
  const failing = await savedOnce(debit('DE62370400440532013001'))
  assert.equal((await failing.charge()).status, 'processing')
  assert.deepEqual(await typedRefusal(failing.charge()), invalid)
  await gateway.advance(dayMs)
  assert.equal(await failing.status(), 'active')
  assert.equal((await failing.charge()).status, 'processing')

  const paying = await savedOnce(debit('DE89370400440532013000'))
  assert.equal((await paying.charge()).status, 'processing')
  assert.equal(await paying.status(), 'active')
  await gateway.advance(10 * dayMs)
  assert.equal(await paying.status(), 'inactive')
  assert.deepEqual(await typedRefusal(paying.charge()), invalid)
})

test('without its payer, and without naming it, nobody charges what was saved for one payment, in any API', async () => {
  const { charge, unnamed, status } = await savedOnce({ payment_method: 'pm_card_visa' })
  assert.deepEqual(await typedRefusal(pay({ ...unnamed, amount: 500 })), required)
  const intent = await stripe.paymentIntents.create({ amount: 500, currency: 'eur', customer: unnamed.customer })
  const { payment_method } = unnamed
  const confirm = stripe.paymentIntents.confirm(intent.id, { payment_method, off_session: true })
  assert.deepEqual(await typedRefusal(confirm), required)
  const foreign = await wooshpay('POST', '/payment_intents', {
    amount: 5,
    currency: 'EUR',
    merchant_order_id: 'once-1',
    confirm: true,
    off_session: true,
    customer: unnamed.customer,
    payment_method,
  })
  assert.ok(foreign.status >= 400 && foreign.status < 500, foreign.text)
  assert.match(foreign.text, /saved for one payment only/)
  assert.equal(await status(), 'active')
  assert.equal((await charge()).status, 'succeeded')
  // With its payer there, it is a card like any other.
  assert.equal((await pay({ ...unnamed, off_session: false, amount: 500 })).status, 'succeeded')
})
