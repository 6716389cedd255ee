/** Published parameters of setups, methods, refunds, charges and sessions: each acts, and is shown where it is published. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type Stripe from 'stripe'
import { request } from '../client/client.ts'
import { openGateway } from '../support/gateway.ts'
import { typedCharge, typedPayments, typedRefusal } from '../support/typed-payments.ts'

const gateway = await openGateway()
const { stripe, pay } = typedPayments(gateway.url, gateway.key)
const accepted = { customer_acceptance: { type: 'offline' as const } }
const setUp = (more: Partial<Stripe.SetupIntentCreateParams> = {}) =>
  stripe.setupIntents.create({ confirm: true, payment_method: 'pm_card_visa', ...more })
const debit = {
  type: 'sepa_debit' as const,
  sepa_debit: { iban: 'DE89370400440532013000' },
  billing_details: { name: 'Ada', email: 'ada@example.com' },
}

test('a setup is held to its lists of types', async () => {
  const intent = await stripe.setupIntents.create({
    allowed_payment_method_types: ['card', 'sepa_debit', 'eps'],
    excluded_payment_method_types: ['sepa_debit'],
  })
  assert.deepEqual(intent.payment_method_types, ['card'])
  assert.deepEqual(intent.excluded_payment_method_types, ['sepa_debit'])
  const confirm = stripe.setupIntents.confirm(intent.id, { payment_method_data: debit, mandate_data: accepted })
  assert.equal((await typedRefusal(confirm))[0], 'payment_method_type_not_allowed')
  const wrong = stripe.setupIntents.create({ allowed_payment_method_types: ['cards'] })
  assert.deepEqual(await typedRefusal(wrong), ['payment_method_type_unknown', 'allowed_payment_method_types[0]'])
})

test('a card is saved by mail order, with a proof from elsewhere, over a network that it has', async () => {
  const needs = { payment_method: 'pm_card_authenticationRequired' }
  assert.equal((await setUp(needs)).status, 'requires_action')
  assert.equal((await setUp({ ...needs, payment_method_options: { card: { moto: true } } })).status, 'succeeded')
  const proof = { cryptogram: 'AJkBBkhgQQAAAE4gSEJydQAAAAA=', transaction_id: 'd2c3', version: '2.2.0' as const }
  const brought = { payment_method_options: { card: { three_d_secure: proof } } }
  assert.equal((await setUp({ ...needs, ...brought })).status, 'succeeded')
  assert.deepEqual(await typedRefusal(stripe.setupIntents.create(brought)), [
    'parameter_without_confirm',
    'payment_method_options[card][three_d_secure]',
  ])
  const other = setUp({ payment_method_options: { card: { network: 'mastercard' } } })
  assert.deepEqual(await typedRefusal(other), ['card_network_unavailable', 'payment_method_options[card][network]'])
  const mandate_options = {
    amount: 5000,
    amount_type: 'maximum' as const,
    currency: 'inr',
    interval: 'month' as const,
    reference: 'ref-1',
    start_date: 1_790_000_000,
    supported_types: ['india' as const],
  }
  const wished = await setUp({ payment_method_options: { card: { mandate_options, network: 'visa' } } })
  assert.equal(wished.payment_method_options?.card?.mandate_options?.reference, 'ref-1')
  assert.equal(wished.payment_method_options?.card?.network, 'visa')
})

test('a leave for one payment says for how much, and a reference begins as the merchant wishes', async () => {
  const once = await setUp({
    payment_method: undefined as never,
    payment_method_data: debit,
    mandate_data: accepted,
    single_use: { amount: 2000, currency: 'eur' },
    payment_method_options: { sepa_debit: { mandate_options: { reference_prefix: 'SHOP' } } },
  })
  assert.deepEqual([once.status, once.mandate], ['succeeded', null])
  const leave = await stripe.mandates.retrieve(once.single_use_mandate as string)
  assert.deepEqual([leave.type, leave.single_use], ['single_use', { amount: 2000, currency: 'eur' }])
  assert.match(leave.payment_method_details.sepa_debit?.reference ?? '', /^SHOP/)
  const { payment_method } = once as { payment_method: string }
  const charge = (amount: number) => pay({ payment_method, amount, mandate: once.single_use_mandate as string })
  assert.deepEqual(await typedRefusal(charge(2001)), ['payment_intent_mandate_invalid', 'mandate'])
  assert.equal((await charge(2000)).status, 'processing')
  const unreal = setUp({ single_use: { amount: 2000, currency: 'xxy' } })
  assert.deepEqual(await typedRefusal(unreal), ['parameter_invalid', 'single_use[currency]'])
  const early = stripe.setupIntents.create({ single_use: { amount: 2000, currency: 'eur' } })
  assert.deepEqual(await typedRefusal(early), ['parameter_without_confirm', 'single_use'])
})

test('options of other methods are kept with a setup and shown; a code of a bank app is asked for and kept nowhere', async () => {
  const blik = { type: 'blik' as const, billing_details: { name: 'Ada', email: 'ada@example.com' } }
  const save = (options: Stripe.SetupIntentCreateParams.PaymentMethodOptions) =>
    setUp({ payment_method: undefined as never, payment_method_data: blik, payment_method_options: options })
  assert.deepEqual(await typedRefusal(save({})), ['parameter_missing', 'payment_method_options[blik][code]'])
  const intent = await save({ blik: { code: '483920' }, klarna: { currency: 'eur', preferred_locale: 'de-AT' } })
  assert.equal(intent.status, 'succeeded')
  assert.ok(!JSON.stringify(intent).includes('483920'))
  assert.deepEqual(intent.payment_method_options?.klarna, { currency: 'eur', preferred_locale: 'de-AT' })
  const cleared = await stripe.setupIntents.create({ payment_method_options: { klarna: { currency: 'eur' } } })
  const after = await request(gateway.url, `/v1/setup_intents/${cleared.id}`, {
    form: { payment_method_options: { klarna: '' } },
  })
  assert.ok(!('klarna' in (after.body.payment_method_options as unknown as object)))
})

test('a session of a browser, a chosen network and the kind of an account belong to the method', async () => {
  const made = await stripe.paymentMethods.create({
    type: 'card',
    card: { token: 'tok_visa' },
    radar_options: { session: 'rse_1' },
  })
  assert.equal(made.radar_options?.session, 'rse_1')
  const customer = (await stripe.customers.create()).id
  await stripe.paymentMethods.attach(made.id, { customer })
  const choose = (preferred: 'visa' | 'cartes_bancaires') =>
    stripe.paymentMethods.update(made.id, { card: { networks: { preferred } } })
  assert.equal((await choose('visa')).card?.networks?.preferred, 'visa')
  assert.deepEqual(await typedRefusal(choose('cartes_bancaires')), [
    'card_network_unavailable',
    'card[networks][preferred]',
  ])
  const account = await stripe.paymentMethods.create({
    type: 'us_bank_account',
    us_bank_account: { account_number: '000123456789', routing_number: '110000000', account_holder_type: 'individual' },
    billing_details: { name: 'Ada' },
  })
  await stripe.paymentMethods.attach(account.id, { customer })
  const changed = await stripe.paymentMethods.update(account.id, {
    us_bank_account: { account_holder_type: 'company' },
  })
  assert.equal(changed.us_bank_account?.account_holder_type, 'company')
  const foreign = stripe.paymentMethods.update(made.id, { us_bank_account: { account_type: 'savings' } })
  assert.equal((await typedRefusal(foreign))[1], 'us_bank_account')
})

test('a refund that needs an account tells where its payer was written to', async () => {
  const intent = await stripe.paymentIntents.create({
    amount: 5000,
    currency: 'jpy',
    confirm: true,
    payment_method_data: { type: 'konbini', billing_details: { name: 'Ada', email: 'ada@example.com' } },
  })
  await request(gateway.url, `/v1/test_helpers/payment_intents/${intent.id}/simulate`, { form: { outcome: 'succeed' } })
  const refund = await stripe.refunds.create({ payment_intent: intent.id, instructions_email: 'ada@example.com' })
  assert.deepEqual([refund.status, refund.instructions_email], ['requires_action', 'ada@example.com'])
  assert.equal(refund.next_action?.display_details?.email_sent.email_sent_to, 'ada@example.com')
  assert.deepEqual(await typedRefusal(stripe.refunds.create({ payment_intent: intent.id, reverse_transfer: true })), [
    'parameter_not_supported',
    'reverse_transfer',
  ])
})

test('a charge of nobody is given a customer once', async () => {
  const ada = await stripe.customers.create()
  const charge = typedCharge(await pay({ expand: ['latest_charge'] }))
  assert.equal((await stripe.charges.update(charge.id, { customer: ada.id })).customer, ada.id)
  const other = await stripe.customers.create()
  assert.equal((await typedRefusal(stripe.charges.update(charge.id, { customer: other.id })))[1], 'customer')
  assert.deepEqual(await typedRefusal(stripe.charges.update(charge.id, { customer: 'cus_none' })), [
    'resource_missing',
    'customer',
  ])
})

test('a session shows as many methods as its merchant says, and refuses the pages that there are not', async () => {
  const customer = (await stripe.customers.create()).id
  for (const token of ['tok_visa', 'tok_mastercard']) {
    const { id } = await stripe.paymentMethods.create({ type: 'card', card: { token }, allow_redisplay: 'always' })
    await stripe.paymentMethods.attach(id, { customer })
  }
  const session = await stripe.customerSessions.create({
    customer,
    components: {
      pricing_table: { enabled: false },
      payment_element: {
        enabled: true,
        features: {
          payment_method_redisplay_limit: 1,
          payment_method_save: 'enabled',
          payment_method_save_usage: 'on_session',
        },
      },
    },
  })
  const { features } = session.components?.payment_element ?? {}
  assert.deepEqual([features?.payment_method_redisplay_limit, features?.payment_method_save_usage], [1, 'on_session'])
  const path = `/v1/customer_sessions/payment_methods?client_secret=${session.client_secret}`
  const shown = await request(gateway.url, path, { key: gateway.publishable })
  assert.equal((shown.body.data as unknown as unknown[]).length, 1)
  const table = stripe.customerSessions.create({ customer, components: { pricing_table: { enabled: true } } })
  assert.deepEqual(await typedRefusal(table), ['parameter_not_supported', 'components[pricing_table]'])
})
