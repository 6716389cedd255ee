/** Journeys through the native API with the official client: pay, decline, authenticate, capture, refund, and read the books. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type Stripe from 'stripe'
import { officialClient, request } from '../client/client.ts'
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

test('events tell what happened, with the object as it was then', async () => {
  const intent = await pay({ capture_method: 'manual' })
  await stripe.paymentIntents.capture(intent.id)
  const events = (await stripe.events.list({ limit: 20 })).data.filter(({ data }) => {
    const object = data.object as { id: string; payment_intent?: string }
    return object.id === intent.id || object.payment_intent === intent.id
  })
  assert.deepEqual(events.map(({ type }) => type).reverse(), [
    'payment_intent.created',
    'charge.succeeded',
    'payment_intent.amount_capturable_updated',
    'charge.captured',
    'payment_intent.succeeded',
  ])
  const capturable = events.find(({ type }) => type === 'payment_intent.amount_capturable_updated')
  assert.equal((capturable?.data.object as Stripe.PaymentIntent | undefined)?.status, 'requires_capture')
  const one = await stripe.events.retrieve(events[0]?.id ?? '')
  assert.equal(one.type, 'payment_intent.succeeded')
})

test('an intent is made, changed, confirmed with a publishable key, and shows a browser less', async () => {
  const intent = await stripe.paymentIntents.create({
    amount: 500,
    currency: 'JPY',
    metadata: { order: '1', note: 'x' },
    description: 'first',
  })
  assert.equal(intent.status, 'requires_payment_method')
  const updated = await stripe.paymentIntents.update(intent.id, {
    metadata: { note: '' },
    description: '',
    amount: 700,
  })
  assert.deepEqual([updated.metadata, updated.description, updated.amount], [{ order: '1' }, null, 700])
  const browser = await request(gateway.url, `/v1/payment_intents/${intent.id}?client_secret=${intent.client_secret}`, {
    key: gateway.publishable,
  })
  assert.equal(browser.status, 200)
  assert.ok(!('metadata' in browser.body) && !('latest_charge' in browser.body))
  const wrong = await request(gateway.url, `/v1/payment_intents/${intent.id}?client_secret=nope`, {
    key: gateway.publishable,
  })
  assert.equal(wrong.status, 404)
  const confirmed = await request(gateway.url, `/v1/payment_intents/${intent.id}/confirm`, {
    key: gateway.publishable,
    form: { client_secret: intent.client_secret, payment_method: 'pm_card_visa' },
  })
  assert.deepEqual([confirmed.status, confirmed.body.status], [200, 'succeeded'])
})

test('lists page both ways and filter by time; search finds by amount, status and metadata', async () => {
  const made: string[] = []
  for (let count = 0; count < 5; count++) {
    made.push(
      (
        await stripe.paymentIntents.create({
          amount: 7700 + count,
          currency: 'chf',
          metadata: { batch: 'pages', at: String(count) },
        })
      ).id,
    )
  }
  const newest = made.toReversed()
  const first = await stripe.paymentIntents.list({ limit: 2 })
  assert.deepEqual(
    first.data.map(({ id }) => id),
    newest.slice(0, 2),
  )
  assert.equal(first.has_more, true)
  const second = await stripe.paymentIntents.list({ limit: 2, starting_after: first.data[1]?.id ?? '' })
  assert.deepEqual(
    second.data.map(({ id }) => id),
    newest.slice(2, 4),
  )
  const back = await stripe.paymentIntents.list({ limit: 2, ending_before: second.data[0]?.id ?? '' })
  assert.deepEqual(
    back.data.map(({ id }) => id),
    newest.slice(0, 2),
  )
  const future = await stripe.paymentIntents.list({ created: { gt: 4_000_000_000 } })
  assert.equal(future.data.length, 0)
  const found = await stripe.paymentIntents.search({ query: "metadata['batch']:'pages' AND amount>7701", limit: 2 })
  assert.deepEqual(
    found.data.map(({ id }) => id),
    newest.slice(0, 2),
  )
  const rest = await stripe.paymentIntents.search({
    query: "metadata['batch']:'pages' AND amount>7701",
    page: found.next_page ?? '',
  })
  assert.deepEqual(
    rest.data.map(({ id }) => id),
    [newest[2]],
  )
  const error = await refusal(stripe.paymentIntents.search({ query: 'colour:"red"' }))
  assert.equal(error.code, 'search_query_invalid')
})

test('the account and a charge can be read and changed', async () => {
  const account = await stripe.accounts.retrieveCurrent()
  assert.equal(account.object, 'account')
  const intent = await pay()
  const charge = await stripe.charges.update(intent.latest_charge as string, {
    description: 'changed',
    metadata: { a: 'b' },
  })
  assert.deepEqual([charge.description, charge.metadata.a], ['changed', 'b'])
  const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 100 })
  assert.equal((await stripe.refunds.update(refund.id, { metadata: { c: 'd' } })).metadata?.c, 'd')
})
