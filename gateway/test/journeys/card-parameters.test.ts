/** What a request may wish of a card: captured beyond what was held, held longer, another network, monthly, unauthenticated. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type Stripe from 'stripe'
import { openGateway } from '../support/gateway.ts'
import { cardOf, typedCharge, typedPayments, typedRefusal } from '../support/typed-payments.ts'

const gateway = await openGateway()
const { stripe, create, pay, held, reread } = typedPayments(gateway.url, gateway.key)

test('overcapture: what was requested may be captured beyond what was held, up to what the network allows', async () => {
  const plain = await held()
  assert.deepEqual(cardOf(plain).overcapture, { maximum_amount_capturable: 10_000, status: 'unavailable' })
  assert.deepEqual(await typedRefusal(stripe.paymentIntents.capture(plain.id, { amount_to_capture: 10_001 })), [
    'amount_too_large',
    'amount_to_capture',
  ])
  const intent = await held({ request_overcapture: 'if_available' })
  assert.equal(intent.payment_method_options?.card?.request_overcapture, 'if_available')
  assert.deepEqual(cardOf(intent).overcapture, { maximum_amount_capturable: 12_000, status: 'available' })
  assert.deepEqual(await typedRefusal(stripe.paymentIntents.capture(intent.id, { amount_to_capture: 12_001 })), [
    'amount_too_large',
    'amount_to_capture',
  ])
  const captured = await stripe.paymentIntents.capture(intent.id, {
    amount_to_capture: 11_500,
    expand: ['latest_charge.balance_transaction'],
  })
  assert.deepEqual([captured.status, captured.amount_received, captured.amount_capturable], ['succeeded', 11_500, 0])
  const charge = typedCharge(captured)
  assert.deepEqual([charge.amount_captured, charge.captured], [11_500, true])
  assert.equal((charge.balance_transaction as Stripe.BalanceTransaction).amount, 11_500)
  const back = await stripe.refunds.create({ payment_intent: intent.id })
  assert.equal(back.amount, 11_500)
})

test('an extended authorisation lives for thirty days, a usual one for seven', async () => {
  const intent = await held({ request_extended_authorization: 'if_available' })
  assert.equal(cardOf(intent).extended_authorization?.status, 'enabled')
  const usual = await held()
  assert.equal(cardOf(usual).extended_authorization?.status, 'disabled')
  await gateway.advance(8 * 86_400_000)
  assert.deepEqual([(await reread(usual)).status, (await reread(intent)).status], ['canceled', 'requires_capture'])
})

test('never: several captures and increments that the merchant ruled out are refused', async () => {
  const intent = await held({ request_multicapture: 'never', request_incremental_authorization: 'never' })
  const card = cardOf(intent)
  assert.deepEqual([card.multicapture?.status, card.incremental_authorization?.status], ['unavailable', 'unavailable'])
  const part = stripe.paymentIntents.capture(intent.id, { amount_to_capture: 1000, final_capture: false })
  assert.deepEqual(await typedRefusal(part), ['authorization_feature_unavailable', 'final_capture'])
  const more = stripe.paymentIntents.incrementAuthorization(intent.id, { amount: 11_000 })
  assert.deepEqual(await typedRefusal(more), ['authorization_feature_unavailable', 'amount'])
  assert.equal((await stripe.paymentIntents.capture(intent.id)).status, 'succeeded')
})

test('mail order asks for no authentication, and an authentication from elsewhere counts', async () => {
  const needs = { payment_method: 'pm_card_authenticationRequired', expand: ['latest_charge'] }
  assert.equal((await pay(needs)).status, 'requires_action')
  const moto = await pay({ ...needs, payment_method_options: { card: { moto: true } } })
  assert.equal(moto.status, 'succeeded')
  assert.equal(cardOf(moto).moto, true)
  const brought = { cryptogram: 'AJkBBkhgQQAAAE4gSEJydQAAAAA=', transaction_id: 'd2c3', version: '2.2.0' as const }
  const options = { card: { three_d_secure: { ...brought, electronic_commerce_indicator: '05' as const } } }
  const done = await pay({ ...needs, payment_method_options: options })
  assert.equal(done.status, 'succeeded')
  const { three_d_secure } = cardOf(done)
  assert.deepEqual(
    [three_d_secure?.result, three_d_secure?.transaction_id, three_d_secure?.electronic_commerce_indicator],
    ['authenticated', 'd2c3', '05'],
  )
  assert.ok(!JSON.stringify(await reread(done)).includes(brought.cryptogram), 'the proof is shown nowhere')
  const param = 'payment_method_options[card][three_d_secure]'
  assert.deepEqual(await typedRefusal(create({ payment_method_options: options })), [
    'parameter_without_confirm',
    param,
  ])
})

test('a network is one that the card has', async () => {
  const visa = await pay({ payment_method_options: { card: { network: 'visa' } }, expand: ['latest_charge'] })
  assert.deepEqual([cardOf(visa).network, visa.payment_method_options?.card?.network], ['visa', 'visa'])
  const other = pay({ payment_method_options: { card: { network: 'mastercard' } } })
  assert.deepEqual(await typedRefusal(other), ['card_network_unavailable', 'payment_method_options[card][network]'])
})

test('monthly payments: the plans that are offered are shown, one is chosen, others are refused', async () => {
  const pesos = { amount: 95_000, currency: 'mxn' }
  const intent = await create({ ...pesos, payment_method_options: { card: { installments: { enabled: true } } } })
  const offered = intent.payment_method_options?.card?.installments
  assert.deepEqual(
    offered?.available_plans?.map(({ count }) => count),
    [3, 6, 9],
  )
  const plan = (count: number) => ({
    card: { installments: { plan: { count, interval: 'month' as const, type: 'fixed_count' as const } } },
  })
  const confirm = (count: number) =>
    stripe.paymentIntents.confirm(intent.id, {
      payment_method: 'pm_card_visa',
      payment_method_options: plan(count),
      expand: ['latest_charge'],
    })
  assert.equal((await typedRefusal(confirm(12)))[0], 'installment_plan_unavailable')
  const paid = await confirm(6)
  assert.equal(cardOf(paid).installments?.plan?.count, 6)
  assert.equal((await typedRefusal(pay({ payment_method_options: plan(3) })))[0], 'installment_plan_unavailable')
})
