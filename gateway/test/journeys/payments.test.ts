/** Journeys through the native API with the official client: pay, decline, authenticate, capture, and check. */
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

test('a success card is paid in one call, with its charge and its balance transaction', async () => {
  const intent = await pay({ expand: ['latest_charge.balance_transaction', 'payment_method'] })
  assert.equal(intent.status, 'succeeded')
  assert.equal(intent.amount_received, 10_000)
  const charge = intent.latest_charge as Stripe.Charge
  assert.equal(charge.captured, true)
  assert.equal(charge.payment_method_details?.card?.brand, 'visa')
  assert.equal(charge.payment_method_details?.card?.last4, '4242')
  const transaction = charge.balance_transaction as Stripe.BalanceTransaction
  // 2.9 % of 100.00 and 30 cents.
  assert.deepEqual([transaction.amount, transaction.fee, transaction.net], [10_000, 320, 9680])
  assert.equal(transaction.status, 'pending')
  assert.equal((intent.payment_method as Stripe.PaymentMethod).card?.last4, '4242')
})

test('raw card data is paid, and its number is shown nowhere', async () => {
  const intent = await pay({
    payment_method: undefined,
    payment_method_data: {
      type: 'card',
      card: { number: '4242 4242 4242 4242', exp_month: 12, exp_year: 2034, cvc: '987' },
    } as never,
    expand: ['latest_charge', 'payment_method'],
  })
  assert.equal(intent.status, 'succeeded')
  assert.equal((intent.latest_charge as Stripe.Charge).payment_method_details?.card?.checks?.cvc_check, 'pass')
  assert.ok(!JSON.stringify(intent).includes('4242424242424242'))
})

test('a declined card is a 402 with code, decline code and the intent, which can be tried again', async () => {
  const error = await refusal(pay({ payment_method: 'pm_card_visa_chargeDeclinedInsufficientFunds' }))
  assert.equal(error.type, 'StripeCardError')
  assert.equal(error.statusCode, 402)
  assert.equal(error.code, 'card_declined')
  assert.equal(error.decline_code, 'insufficient_funds')
  const intent = error.payment_intent as Stripe.PaymentIntent
  assert.equal(intent.status, 'requires_payment_method')
  assert.equal(intent.last_payment_error?.decline_code, 'insufficient_funds')
  const again = await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' })
  assert.equal(again.status, 'succeeded')
  const charges = await stripe.charges.list({ payment_intent: intent.id })
  assert.deepEqual(charges.data.map(({ status }) => status).sort(), ['failed', 'succeeded'])
})

test('each decline card answers with its own code', async () => {
  const expected: [string, string, string | undefined][] = [
    ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
    ['pm_card_visa_chargeDeclinedStolenCard', 'card_declined', 'stolen_card'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'incorrect_cvc'],
    ['pm_card_chargeDeclinedProcessingError', 'processing_error', 'processing_error'],
    ['pm_card_visa_chargeDeclinedVelocityLimitExceeded', 'card_declined', 'card_velocity_exceeded'],
    ['pm_card_radarBlock', 'card_declined', 'fraudulent'],
    ['pm_card_threeDSecureRequiredProcessingError', 'processing_error', 'processing_error'],
  ]
  for (const [payment_method, code, decline_code] of expected) {
    const error = await refusal(pay({ payment_method }))
    assert.deepEqual([payment_method, error.code, error.decline_code], [payment_method, code, decline_code])
  }
})

test('a blocked payment never reached the network', async () => {
  const error = await refusal(pay({ payment_method: 'pm_card_radarBlock' }))
  const charge = await stripe.charges.retrieve((error.payment_intent as Stripe.PaymentIntent).latest_charge as string)
  assert.equal(charge.outcome?.type, 'blocked')
  assert.equal(charge.outcome?.network_status, 'not_sent_to_network')
  assert.equal(charge.outcome?.risk_level, 'highest')
})

test('manual capture: authorised, captured in parts, the rest released', async () => {
  const intent = await pay({ capture_method: 'manual' })
  assert.equal(intent.status, 'requires_capture')
  assert.equal(intent.amount_capturable, 10_000)
  const first = await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 3000, final_capture: false })
  assert.deepEqual([first.status, first.amount_received, first.amount_capturable], ['requires_capture', 3000, 7000])
  const last = await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 2500 })
  assert.deepEqual([last.status, last.amount_received, last.amount_capturable], ['succeeded', 5500, 0])
  const charge = await stripe.charges.retrieve(last.latest_charge as string)
  assert.deepEqual([charge.amount, charge.amount_captured, charge.captured], [10_000, 5500, true])
  const error = await refusal(stripe.paymentIntents.capture(intent.id))
  assert.equal(error.code, 'payment_intent_unexpected_state')
  const transactions = await stripe.balanceTransactions.list({ source: charge.id })
  // 2.9 % of 30.00 and 30 cents; then 2.9 % of 25.00 (72.5, half to even).
  assert.deepEqual(transactions.data.map(({ amount, fee }) => [amount, fee]).reverse(), [
    [3000, 117],
    [2500, 72],
  ])
})

test('capturing more than authorised is refused and changes nothing', async () => {
  const intent = await pay({ capture_method: 'manual' })
  const error = await refusal(stripe.paymentIntents.capture(intent.id, { amount_to_capture: 10_001 }))
  assert.deepEqual([error.code, error.param], ['amount_too_large', 'amount_to_capture'])
  assert.equal((await stripe.paymentIntents.retrieve(intent.id)).amount_capturable, 10_000)
})

test('an authorisation can be raised, voided, and expires after seven days', async () => {
  const raised = await pay({ capture_method: 'manual' })
  const more = await stripe.paymentIntents.incrementAuthorization(raised.id, { amount: 12_500 })
  assert.deepEqual([more.amount, more.amount_capturable], [12_500, 12_500])
  const canceled = await stripe.paymentIntents.cancel(raised.id, { cancellation_reason: 'requested_by_customer' })
  assert.deepEqual(
    [canceled.status, canceled.cancellation_reason, canceled.amount_capturable],
    ['canceled', 'requested_by_customer', 0],
  )

  const lapsing = await pay({ capture_method: 'manual' })
  await gateway.advance(7 * 86_400_000 + 1000)
  const expired = await stripe.paymentIntents.retrieve(lapsing.id)
  assert.deepEqual([expired.status, expired.cancellation_reason], ['canceled', 'expired'])
})

test('3DS: the payer completes the challenge on the page and the payment goes through', async () => {
  const intent = await pay({
    payment_method: 'pm_card_authenticationRequired',
    return_url: 'https://shop.example/done',
  })
  assert.equal(intent.status, 'requires_action')
  assert.equal(intent.latest_charge, null)
  const url = new URL(intent.next_action?.redirect_to_url?.url ?? '')
  const page = await fetch(url)
  assert.match(await page.text(), /Complete authentication/)
  const done = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ result: 'complete' }),
    redirect: 'manual',
  })
  assert.equal(done.status, 303)
  const back = new URL(done.headers.get('location') ?? '')
  assert.deepEqual([back.origin, back.searchParams.get('redirect_status')], ['https://shop.example', 'succeeded'])
  const paid = await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] })
  assert.equal(paid.status, 'succeeded')
  assert.equal(
    (paid.latest_charge as Stripe.Charge).payment_method_details?.card?.three_d_secure?.result,
    'authenticated',
  )
  assert.equal((await fetch(`${gateway.url}/3ds/%00/%00/%00`)).status, 404)
  const twice = await fetch(url, { method: 'POST', body: new URLSearchParams({ result: 'fail' }), redirect: 'manual' })
  assert.equal(twice.status, 404)
})

test('3DS: a failed challenge leaves no charge, and the intent can be tried with another card', async () => {
  const intent = await pay({ payment_method: 'pm_card_threeDSecure2Required' })
  const url = String((intent.next_action?.use_stripe_sdk as { stripe_js: string } | undefined)?.stripe_js)
  await fetch(url, { method: 'POST', body: new URLSearchParams({ result: 'fail' }) })
  const failed = await stripe.paymentIntents.retrieve(intent.id)
  assert.equal(failed.status, 'requires_payment_method')
  assert.equal(failed.last_payment_error?.code, 'payment_intent_authentication_failure')
  assert.equal(failed.latest_charge, null)
})

test('3DS with manual confirmation: the merchant confirms again after the challenge', async () => {
  const intent = await pay({ payment_method: 'pm_card_authenticationRequired', confirmation_method: 'manual' })
  const url = String((intent.next_action?.use_stripe_sdk as { stripe_js: string } | undefined)?.stripe_js)
  await fetch(url, { method: 'POST', body: new URLSearchParams({ result: 'complete' }) })
  assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'requires_confirmation')
  assert.equal((await stripe.paymentIntents.confirm(intent.id)).status, 'succeeded')
})

test('off session, a card that needs authentication is declined with authentication_required', async () => {
  const error = await refusal(pay({ payment_method: 'pm_card_authenticationRequired', off_session: true }))
  assert.deepEqual([error.code, error.decline_code], ['authentication_required', 'authentication_required'])
})

test('3DS is optional, frictionless or not supported as the card has it', async () => {
  const details = async (payment_method: string, request_three_d_secure: 'automatic' | 'any') => {
    const intent = await pay({
      payment_method,
      payment_method_options: { card: { request_three_d_secure } },
      expand: ['latest_charge'],
    })
    return intent.status === 'succeeded'
      ? ((intent.latest_charge as Stripe.Charge).payment_method_details?.card?.three_d_secure?.result ?? null)
      : intent.status
  }
  assert.equal(await details('pm_card_threeDSecureOptional', 'automatic'), null)
  assert.equal(await details('pm_card_threeDSecureOptional', 'any'), 'requires_action')
  assert.equal(await details('pm_card_threeDSecureFrictionless', 'automatic'), 'authenticated')
  assert.equal(await details('pm_card_amex', 'any'), 'not_supported')
  assert.equal(await details('pm_card_visa', 'any'), 'attempt_acknowledged')
  assert.equal(await details('pm_card_threeDSecureOptionalProcessingError', 'any'), 'processing_error')
})

test('failed checks are shown and do not decline by themselves', async () => {
  const card = (number: string) => ({
    payment_method: undefined,
    payment_method_data: {
      type: 'card' as const,
      card: { number, exp_month: 1, exp_year: 2035, cvc: '123' },
      billing_details: { address: { line1: 'Main street 1', postal_code: '10115' } },
    } as never,
    expand: ['latest_charge'],
  })
  const checks = async (number: string) =>
    ((await pay(card(number))).latest_charge as Stripe.Charge).payment_method_details?.card?.checks
  assert.deepEqual(
    { ...(await checks('4000000000000101')) },
    { address_line1_check: 'pass', address_postal_code_check: 'pass', cvc_check: 'fail' },
  )
  assert.deepEqual(
    { ...(await checks('4000000000000010')) },
    { address_line1_check: 'fail', address_postal_code_check: 'fail', cvc_check: 'pass' },
  )
})
