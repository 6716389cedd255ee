/** After a payment: money given back, money that becomes available, and a processor that says nothing. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type Stripe from 'stripe'
import { officialClient } from '../client/client.ts'
import { openGateway } from '../support/gateway.ts'

const gateway = await openGateway()
const stripe = officialClient(gateway.url, gateway.key)
const pay = (more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({
    amount: 10_000,
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_visa',
    ...more,
  })

/** The error of a call that must be refused. */
async function refusal(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await call
  } catch (error) {
    if (error instanceof Error && 'type' in error) return error as Stripe.errors.StripeError
    throw error
  }
  assert.fail('the call was not refused')
}

test('refunds: a part, the rest, and then nothing is left', async () => {
  const intent = await pay()
  const part = await stripe.refunds.create({
    payment_intent: intent.id,
    amount: 4000,
    reason: 'requested_by_customer',
    metadata: { ticket: '7' },
  })
  assert.deepEqual([part.status, part.amount, part.metadata?.ticket], ['succeeded', 4000, '7'])
  const tooMuch = await refusal(stripe.refunds.create({ payment_intent: intent.id, amount: 6001 }))
  assert.deepEqual([tooMuch.code, tooMuch.param], ['amount_too_large', 'amount'])
  const rest = await stripe.refunds.create({ charge: intent.latest_charge as string })
  assert.equal(rest.amount, 6000)
  const charge = await stripe.charges.retrieve(intent.latest_charge as string)
  assert.deepEqual([charge.amount_refunded, charge.refunded], [10_000, true])
  const none = await refusal(stripe.refunds.create({ payment_intent: intent.id }))
  assert.equal(none.code, 'charge_already_refunded')
})

test('a late refund is pending, settles by the clock, and can be cancelled before', async () => {
  const intent = await pay({ payment_method: 'pm_card_pendingRefund' })
  const late = await stripe.refunds.create({ payment_intent: intent.id, amount: 1000 })
  assert.equal(late.status, 'pending')
  const taken = await stripe.refunds.create({ payment_intent: intent.id, amount: 500 })
  const canceled = await stripe.refunds.cancel(taken.id)
  assert.equal(canceled.status, 'canceled')
  await gateway.advance(10_000)
  assert.equal((await stripe.refunds.retrieve(late.id)).status, 'succeeded')
  const error = await refusal(stripe.refunds.cancel(late.id))
  assert.equal(error.code, 'refund_not_cancelable')
  assert.equal((await stripe.charges.retrieve(intent.latest_charge as string)).amount_refunded, 1000)
})

test('a refund that the issuer returns fails later, and the merchant has the money again', async () => {
  const intent = await pay({ payment_method: 'pm_card_refundFail' })
  const refund = await stripe.refunds.create({ payment_intent: intent.id })
  assert.equal(refund.status, 'succeeded')
  await gateway.advance(10_000)
  const failed = await stripe.refunds.retrieve(refund.id, { expand: ['failure_balance_transaction'] })
  assert.deepEqual([failed.status, failed.failure_reason], ['failed', 'expired_or_canceled_card'])
  assert.equal((failed.failure_balance_transaction as Stripe.BalanceTransaction).net, 10_000)
  assert.equal((await stripe.charges.retrieve(intent.latest_charge as string)).amount_refunded, 0)
})

test('funds are pending for two days and then available; some cards skip that', async () => {
  const of = async (part: 'pending' | 'available') =>
    (await stripe.balance.retrieve())[part].find(({ currency }) => currency === 'sek')?.amount ?? 0
  await pay({ currency: 'sek' })
  assert.deepEqual([await of('pending'), await of('available')], [9680, 0])
  await pay({ currency: 'sek', payment_method: 'pm_card_bypassPending' })
  assert.deepEqual([await of('pending'), await of('available')], [9680, 9680])
  await gateway.advance(3 * 86_400_000)
  assert.deepEqual([await of('pending'), await of('available')], [0, 19_360])
})

test('a silent processor leaves the payment processing; asked later, the truth is recorded once', async () => {
  const succeeded = await pay({ payment_method: 'pm_card_timeoutSucceeded' })
  const declined = await pay({ payment_method: 'pm_card_timeoutDeclined' })
  const never = await pay({ payment_method: 'pm_card_timeoutNeverReceived' })
  for (const { status } of [succeeded, declined, never]) assert.equal(status, 'processing')
  const blocked = await refusal(stripe.paymentIntents.confirm(succeeded.id, { payment_method: 'pm_card_visa' }))
  assert.deepEqual([blocked.statusCode, blocked.code], [409, 'operation_in_progress'])
  await gateway.advance(60_000)
  assert.equal((await stripe.paymentIntents.retrieve(succeeded.id)).status, 'succeeded')
  assert.equal((await stripe.paymentIntents.retrieve(declined.id)).last_payment_error?.decline_code, 'generic_decline')
  assert.equal((await stripe.paymentIntents.retrieve(never.id)).last_payment_error?.code, 'processing_error')
})

test('a silent capture and a silent refund stay open until the processor is asked', async () => {
  const held = await pay({ payment_method: 'pm_card_captureTimeout', capture_method: 'manual' })
  assert.equal((await stripe.paymentIntents.capture(held.id)).status, 'requires_capture')
  const paid = await pay({ payment_method: 'pm_card_refundTimeout' })
  assert.equal((await stripe.refunds.create({ payment_intent: paid.id })).status, 'pending')
  const twice = await refusal(stripe.refunds.create({ payment_intent: paid.id }))
  assert.equal(twice.code, 'charge_already_refunded')
  await gateway.advance(60_000)
  assert.equal((await stripe.paymentIntents.retrieve(held.id)).status, 'succeeded')
  assert.equal((await stripe.refunds.list({ payment_intent: paid.id })).data[0]?.status, 'succeeded')
})
