/** Published parameters of payments, sent as typed code sends them: each of them acts, and is shown where it is published. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { request } from '../client/client.ts'
import { openGateway } from '../support/gateway.ts'
import { type CreateParams, typedCharge, typedPayments, typedRefusal } from '../support/typed-payments.ts'

const gateway = await openGateway()
const { stripe, create, pay, held } = typedPayments(gateway.url, gateway.key)

test('allowed and excluded types: of the first those that fit, without the second; others cannot pay', async () => {
  const intent = await create({
    allowed_payment_method_types: ['card', 'ideal', 'qris', 'sunbit', 'knet'],
    excluded_payment_method_types: ['ideal'],
  })
  assert.deepEqual(intent.payment_method_types, ['card'])
  assert.deepEqual(intent.allowed_payment_method_types, ['card', 'ideal', 'qris', 'sunbit', 'knet'])
  assert.deepEqual(intent.excluded_payment_method_types, ['ideal'])
  const ideal = { payment_method_data: { type: 'ideal' as const }, return_url: 'https://shop.example' }
  assert.deepEqual(await typedRefusal(stripe.paymentIntents.confirm(intent.id, ideal)), [
    'payment_method_type_not_allowed',
    'payment_method',
  ])
  const opened = await stripe.paymentIntents.update(intent.id, { excluded_payment_method_types: '' })
  assert.deepEqual(opened.payment_method_types, ['card', 'ideal'])
  const all = await create({ excluded_payment_method_types: ['card', 'knet'] })
  assert.ok(!all.payment_method_types.includes('card') && all.payment_method_types.includes('ideal'))
  const paid = await stripe.paymentIntents.confirm(intent.id, {
    payment_method: 'pm_card_visa',
    allowed_payment_method_types: ['card'],
  })
  assert.equal(paid.status, 'succeeded')
})

test('types that nobody has, and lists that contradict each other, are refused by the list', async () => {
  assert.deepEqual(await typedRefusal(create({ allowed_payment_method_types: ['card', 'cards'] })), [
    'payment_method_type_unknown',
    'allowed_payment_method_types[1]',
  ])
  assert.deepEqual(await typedRefusal(create({ excluded_payment_method_types: ['seashells'] })), [
    'payment_method_type_unknown',
    'excluded_payment_method_types[0]',
  ])
  assert.deepEqual(await typedRefusal(create({ allowed_payment_method_types: ['knet'] })), [
    'payment_method_type_unknown',
    'allowed_payment_method_types',
  ])
  const older = { payment_method_types: ['card'] }
  assert.deepEqual(
    await typedRefusal(create({ ...older, allowed_payment_method_types: ['card'] } as Partial<CreateParams>)),
    ['parameter_invalid', 'allowed_payment_method_types'],
  )
  const named = await create(older as Partial<CreateParams>)
  assert.deepEqual([named.payment_method_types, named.allowed_payment_method_types], [['card'], null])
})

test('a capture changes metadata, the statement and the details, and the charge shows what its payer reads', async () => {
  const intent = await held({}, { metadata: { order: '1', kept: 'yes' } })
  const captured = await stripe.paymentIntents.capture(intent.id, {
    amount_to_capture: 6000,
    metadata: { order: '2' },
    statement_descriptor: 'PARCEL',
    statement_descriptor_suffix: 'NO 77',
    payment_details: { order_reference: 'A-1' },
    expand: ['latest_charge'],
  })
  assert.deepEqual(captured.metadata, { order: '2', kept: 'yes' })
  assert.deepEqual(captured.payment_details, { customer_reference: null, order_reference: 'A-1' })
  assert.deepEqual([captured.statement_descriptor, captured.statement_descriptor_suffix], ['PARCEL', 'NO 77'])
  const charge = typedCharge(captured)
  assert.equal(charge.calculated_statement_descriptor, 'PARCEL* NO 77')
  assert.deepEqual(charge.metadata, { order: '1', kept: 'yes' }, 'what was true of the payment then')
})

test('what a capture changes is held to the same rules as anywhere', async () => {
  const full = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`k${at}`, 'v']))
  const intent = await held({}, { metadata: full })
  const more = stripe.paymentIntents.capture(intent.id, { metadata: { one: 'more' } })
  assert.equal((await typedRefusal(more))[1], 'metadata')
  for (const statement_descriptor of ['<BAD>', '12345'])
    assert.equal(
      (await typedRefusal(stripe.paymentIntents.capture(intent.id, { statement_descriptor })))[1],
      'statement_descriptor',
    )
  const details = { line_items: [{ product_name: 'Tea', quantity: 1, unit_cost: 1 }] }
  const wrong = stripe.paymentIntents.capture(intent.id, { amount_details: details })
  assert.equal((await typedRefusal(wrong))[0], 'amount_details_amount_mismatch')
  assert.equal((await stripe.paymentIntents.capture(intent.id)).status, 'succeeded')
})

test('an increment changes description, metadata and the statement with the amount', async () => {
  const intent = await held()
  const raised = await stripe.paymentIntents.incrementAuthorization(intent.id, {
    amount: 12_000,
    description: 'and a drink',
    metadata: { table: '4' },
    statement_descriptor: 'BAR',
    expand: ['latest_charge'],
  })
  assert.deepEqual([raised.amount, raised.amount_capturable], [12_000, 12_000])
  assert.deepEqual([raised.description, raised.metadata.table], ['and a drink', '4'])
  assert.deepEqual([typedCharge(raised).description, typedCharge(raised).statement_descriptor], ['and a drink', 'BAR'])
})

test('options of a method overrule the payment: it is saved or not, held or not, as its own options say', async () => {
  const customer = await stripe.customers.create()
  const none = await pay({
    customer: customer.id,
    setup_future_usage: 'off_session',
    payment_method_options: { card: { setup_future_usage: 'none' } },
  })
  const saved = async () => (await stripe.customers.listPaymentMethods(customer.id)).data.length
  assert.deepEqual([none.payment_method_options?.card?.setup_future_usage, await saved()], ['none', 0])
  await pay({ customer: customer.id, payment_method_options: { card: { setup_future_usage: 'on_session' } } })
  assert.equal(await saved(), 1)
  const ideal = await create({
    customer: customer.id,
    setup_future_usage: 'off_session',
    confirm: true,
    return_url: 'https://shop.example/done',
    payment_method_data: { type: 'eps', billing_details: { name: 'Ada' } },
    payment_method_options: { eps: { setup_future_usage: 'none' } },
  })
  assert.equal(ideal.status, 'requires_action')
  const cleared = await stripe.paymentIntents.update(
    (await create({ payment_method_options: { card: { moto: true } } })).id,
    {
      payment_method_options: { card: '' },
    },
  )
  assert.equal(cleared.status, 'requires_payment_method')
})

test('what an amount is made of is kept and shown, and has to add up', async () => {
  const line = { product_name: 'Tea', quantity: 2, unit_cost: 4500, tax: { total_tax_amount: 500 } }
  const details = { line_items: [line], shipping: { amount: 500, to_postal_code: '1010' } }
  const intent = await create({ amount_details: details, payment_details: { customer_reference: 'C-9' } })
  assert.equal(intent.amount_details?.line_items?.data[0]?.product_name, 'Tea')
  assert.deepEqual(intent.amount_details?.shipping, { amount: 500, from_postal_code: null, to_postal_code: '1010' })
  assert.equal(intent.payment_details?.customer_reference, 'C-9')
  const wrong = { line_items: [{ ...line, quantity: 3 }] }
  assert.deepEqual(await typedRefusal(create({ amount_details: wrong })), [
    'amount_details_amount_mismatch',
    'amount_details',
  ])
  const lenient = await create({ amount_details: { ...wrong, enforce_arithmetic_validation: false } })
  assert.equal(lenient.amount_details?.error?.code, 'amount_details_amount_mismatch')
  const tax = { tax: { total_tax_amount: 9999 }, shipping: { amount: 2 } }
  assert.deepEqual(await typedRefusal(create({ amount_details: tax })), [
    'amount_details_tax_shipping_discount_greater_than_amount',
    'amount_details',
  ])
})

test('a mandate is charged under while it is active, and only for its own method', async () => {
  const customer = await stripe.customers.create()
  const accepted = { customer_acceptance: { type: 'offline' as const } }
  const setup = await stripe.setupIntents.create({
    confirm: true,
    customer: customer.id,
    mandate_data: accepted,
    payment_method_data: {
      type: 'sepa_debit',
      sepa_debit: { iban: 'DE89370400440532013000' },
      billing_details: { name: 'Ada', email: 'ada@example.com' },
    },
  })
  const { mandate, payment_method } = setup as { mandate: string; payment_method: string }
  const debit = await pay({ customer: customer.id, payment_method, mandate, expand: ['latest_charge'] })
  assert.equal(typedCharge(debit).payment_method_details?.sepa_debit?.mandate, mandate)
  assert.deepEqual(await typedRefusal(pay({ mandate })), ['payment_intent_mandate_invalid', 'mandate'])
  assert.deepEqual(await typedRefusal(pay({ mandate: 'mandate_none' })), ['resource_missing', 'mandate'])
  assert.deepEqual(await typedRefusal(create({ mandate })), ['parameter_without_confirm', 'mandate'])
})

test('a confirm that takes the payment for another amount charges nothing', async () => {
  const { id } = await create({ payment_method: 'pm_card_visa' })
  assert.deepEqual(await typedRefusal(stripe.paymentIntents.confirm(id, { amount_to_confirm: 9999 })), [
    'payment_intent_amount_mismatch',
    'amount_to_confirm',
  ])
  assert.equal((await stripe.paymentIntents.confirm(id, { amount_to_confirm: 10_000 })).status, 'succeeded')
})

test('a radar session and a configuration are kept where they are published', async () => {
  const intent = await pay({
    payment_method_configuration: 'pmc_1',
    radar_options: { session: 'rse_1' },
    expand: ['latest_charge'],
  })
  assert.deepEqual(intent.payment_method_configuration_details, { id: 'pmc_1', parent: null })
  assert.equal(typedCharge(intent).radar_options?.session, 'rse_1')
})

test('what has to wait is refused by its name, with the reason, and an emptied one is not asked for', async () => {
  const form = { amount: 1000, currency: 'eur' }
  const waiting: [param: string, more: Record<string, unknown>, why: RegExp][] = [
    ['application_fee_amount', { application_fee_amount: 5 }, /connected accounts/],
    ['transfer_data', { transfer_data: { destination: 'acct_1' } }, /connected accounts/],
    ['on_behalf_of', { on_behalf_of: 'acct_1' }, /connected accounts/],
    ['hooks', { hooks: { inputs: { tax: { calculation: 'x' } } } }, /tax/],
    ['payment_method_options[card_present]', { payment_method_options: { card_present: { x: 1 } } }, /card readers/],
  ]
  for (const [param, more, why] of waiting) {
    const { status, body } = await request(gateway.url, '/v1/payment_intents', { form: { ...form, ...more } })
    const error = body.error as unknown as { code: string; param: string; message: string }
    assert.deepEqual([status, error.code, error.param], [400, 'parameter_not_supported', param])
    assert.match(error.message, why)
  }
  const empty = await request(gateway.url, '/v1/payment_intents', { form: { ...form, application_fee_amount: '' } })
  assert.equal(empty.status, 200)
})
