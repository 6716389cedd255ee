/** Customers and what is saved for them, by the official client. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type Stripe from 'stripe'
import { openGateway } from '../support/gateway.ts'
import { merchantAt } from '../support/merchant.ts'

const gateway = await openGateway()
const { stripe, call } = await merchantAt(gateway)

/** The error of a call that must fail. */
async function refused(promise: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown as Stripe.errors.StripeError,
  )
  assert.ok(error !== null, 'the call is refused')
  return error
}
const address = {
  city: 'London',
  country: 'GB',
  line1: '12 St James Square',
  line2: '',
  postal_code: 'SW1Y 4LB',
  state: '',
}
const codeOf = (body: Record<string, unknown>) => (body.error as { code: string; param?: string }).code

test('a customer is made, shown, changed, listed, found and deleted', async () => {
  const made = await stripe.customers.create({
    address,
    balance: -500,
    description: 'a good one',
    email: 'ada@example.com',
    metadata: { ref: '7' },
    name: 'Ada Lovelace',
    phone: '+442071234567',
    preferred_locales: ['en', 'de'],
    shipping: { address: { line1: 'Dock 3' }, name: 'Ada' },
    tax_exempt: 'exempt',
    invoice_settings: { custom_fields: [{ name: 'VAT', value: 'GB1' }], footer: 'Thanks' },
  })
  assert.deepEqual(
    [made.balance, made.currency, made.email, made.tax_exempt],
    [-500, 'usd', 'ada@example.com', 'exempt'],
  )
  const changed = await stripe.customers.update(made.id, { name: '', metadata: { ref: '', more: '1' } })
  assert.deepEqual([changed.name, changed.metadata], [null, { more: '1' }])
  const { data } = await stripe.customers.list({ email: 'ada@example.com' })
  assert.deepEqual(
    data.map(({ id }) => id),
    [made.id],
  )
  for (const query of ["email:'ada@example.com'", "metadata['more']:'1'", "phone:'+442071234567' AND created>0"])
    assert.deepEqual(
      (await stripe.customers.search({ query })).data.map(({ id }) => id),
      [made.id],
      query,
    )
  assert.match((await refused(stripe.customers.search({ query: "status:'x'" }))).message, /no field 'status'/)
  const deleted = await stripe.customers.del(made.id)
  assert.deepEqual(deleted, { ...deleted, id: made.id, object: 'customer', deleted: true })
  assert.equal((await stripe.customers.retrieve(made.id)).deleted, true)
  assert.equal((await stripe.customers.list({ email: 'ada@example.com' })).data.length, 0)
  assert.equal((await refused(stripe.customers.update(made.id, { name: 'x' }))).code, 'resource_missing')
  assert.equal((await refused(stripe.customers.del(made.id))).code, 'resource_missing')
})

test('a method is saved, shown by customer and type, changed and taken away for good', async () => {
  const customer = await stripe.customers.create({ email: 'save@example.com' })
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
  assert.equal(card.customer, customer.id)
  const again = await stripe.paymentMethods.attach(card.id, { customer: customer.id })
  assert.equal(again.id, card.id)
  const debit = await stripe.paymentMethods.create({
    type: 'sepa_debit',
    sepa_debit: { iban: 'DE89370400440532013000' },
    billing_details: { name: 'Ada', email: 'ada@example.com' },
  })
  await stripe.paymentMethods.attach(debit.id, { customer: customer.id })
  const cards = await stripe.paymentMethods.list({ customer: customer.id, type: 'card' })
  assert.deepEqual(
    cards.data.map(({ id }) => id),
    [card.id],
  )
  assert.equal((await stripe.customers.listPaymentMethods(customer.id)).data.length, 2)
  assert.equal((await stripe.customers.retrievePaymentMethod(customer.id, card.id)).id, card.id)

  const updated = await stripe.paymentMethods.update(card.id, {
    billing_details: { name: 'Ada L.' },
    card: { exp_month: 11, exp_year: 2044 },
    allow_redisplay: 'always',
  })
  assert.deepEqual(
    [updated.billing_details.name, updated.card?.exp_month, updated.card?.exp_year, updated.allow_redisplay],
    ['Ada L.', 11, 2044, 'always'],
  )
  assert.equal(
    codeOf((await call(`/v1/payment_methods/${card.id}`, { card: { exp_year: 2020 } })).body),
    'invalid_expiry_year',
  )
  assert.equal(
    codeOf((await call(`/v1/payment_methods/${debit.id}`, { card: { exp_year: 2044 } })).body),
    'parameter_unknown',
  )
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: card.id } })
  const expanded = await stripe.customers.retrieve(customer.id, { expand: ['invoice_settings.default_payment_method'] })
  const usual = (expanded as Stripe.Customer).invoice_settings.default_payment_method as Stripe.PaymentMethod
  assert.deepEqual([usual.id, usual.card?.last4], [card.id, '4242'])

  const gone = await stripe.paymentMethods.detach(card.id)
  assert.equal(gone.customer, null)
  for (const attempt of [
    () => stripe.paymentMethods.detach(card.id),
    () => stripe.paymentMethods.attach(card.id, { customer: customer.id }),
    () => stripe.paymentIntents.create({ amount: 500, currency: 'eur', payment_method: card.id }),
    () => stripe.setupIntents.create({ payment_method: card.id }),
  ])
    assert.equal((await refused(attempt())).code, 'payment_method_detached')
})

test('a card that its issuer declines is not saved, and one that only declines payments is', async () => {
  const { id } = await stripe.customers.create({})
  const no = await refused(stripe.paymentMethods.attach('pm_card_chargeDeclined', { customer: id }))
  assert.deepEqual([no.statusCode, no.code, no.decline_code], [402, 'card_declined', 'generic_decline'])
  assert.equal((await stripe.customers.listPaymentMethods(id)).data.length, 0)
  const later = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: id })
  const paid = await refused(
    stripe.paymentIntents.create({
      amount: 500,
      currency: 'eur',
      customer: id,
      payment_method: later.id,
      confirm: true,
    }),
  )
  assert.equal(paid.code, 'card_declined')
})

test('another customer’s method, a foreign one and one that cannot be saved are refused with their field', async () => {
  const [mine, theirs] = [await stripe.customers.create({}), await stripe.customers.create({})]
  const card = await stripe.paymentMethods.attach('pm_card_mastercard', { customer: mine.id })
  const payment = { amount: 500, currency: 'eur', payment_method: card.id }
  for (const [form, code] of [
    [{ ...payment, customer: theirs.id }, 'payment_method_customer_mismatch'],
    [payment, 'payment_method_customer_mismatch'],
    [{ ...payment, customer: 'cus_nobody' }, 'resource_missing'],
  ] as const)
    assert.equal(codeOf((await call('/v1/payment_intents', form)).body), code)
  assert.equal(
    (await refused(stripe.paymentMethods.attach(card.id, { customer: theirs.id }))).code,
    'payment_method_already_attached',
  )
  const usual = await refused(
    stripe.customers.update(theirs.id, { invoice_settings: { default_payment_method: card.id } }),
  )
  assert.equal(usual.param, 'invoice_settings[default_payment_method]')
  const other = await merchantAt(gateway)
  assert.equal((await refused(other.stripe.paymentMethods.detach(card.id))).code, 'resource_missing')
  const qris = { type: 'qris', qris: {} }
  const { body } = await call('/v1/payment_intents', {
    amount: 500_000,
    currency: 'idr',
    customer: mine.id,
    setup_future_usage: 'off_session',
    confirm: true,
    payment_method_data: qris,
  })
  assert.equal(codeOf(body), 'payment_method_not_savable')
  await stripe.customers.del(mine.id)
  assert.equal(
    (await refused(stripe.paymentIntents.create({ ...payment, customer: mine.id }))).code,
    'resource_missing',
  )
})

test('the same number saved twice has one fingerprint, and another account does not know it', async () => {
  const { id } = await stripe.customers.create({})
  const number = {
    type: 'card',
    card: { number: '4242424242424242', exp_month: 12, exp_year: 2040, cvc: '123' },
  } as const
  const typed = await stripe.paymentMethods.create(number)
  const [one, two] = [
    await stripe.paymentMethods.attach(typed.id, { customer: id }),
    await stripe.paymentMethods.attach('pm_card_visa', { customer: id }),
  ]
  assert.equal(one.card?.fingerprint, two.card?.fingerprint)
  const other = await merchantAt(gateway)
  assert.notEqual((await other.stripe.paymentMethods.create(number)).card?.fingerprint, one.card?.fingerprint)
})

test('a customer is made together with a method, which becomes the usual one', async () => {
  const typed = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } })
  const customer = await stripe.customers.create({
    payment_method: typed.id,
    invoice_settings: { default_payment_method: typed.id },
  })
  assert.equal(customer.invoice_settings.default_payment_method, typed.id)
  assert.equal((await stripe.paymentMethods.retrieve(typed.id)).customer, customer.id)
  const wrong = await refused(stripe.customers.create({ invoice_settings: { default_payment_method: typed.id } }))
  assert.equal(wrong.param, 'invoice_settings[default_payment_method]')
})

test('a session shows a browser what its payer allowed, for half an hour', async () => {
  const customer = await stripe.customers.create({})
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
  await stripe.paymentMethods.attach('pm_card_mastercard', { customer: customer.id })
  await stripe.paymentMethods.update(card.id, { allow_redisplay: 'always' })
  const session = await stripe.customerSessions.create({
    customer: customer.id,
    components: { payment_element: { enabled: true, features: { payment_method_remove: 'enabled' } } },
  })
  const list = `/v1/customer_sessions/payment_methods?client_secret=${session.client_secret}`
  const { body } = await call(list)
  assert.deepEqual(
    (body.data as unknown as { id: string }[]).map(({ id }) => id),
    [card.id],
  )
  assert.equal((await call(`${list}x`)).status, 401)
  const form = { client_secret: session.client_secret, payment_method: card.id }
  assert.equal((await call('/v1/customer_sessions/detach_payment_method', form)).body.customer, null)
  const plain = await stripe.customerSessions.create({
    customer: customer.id,
    components: { payment_element: { enabled: true } },
  })
  const kept = await call('/v1/customer_sessions/detach_payment_method', {
    ...form,
    client_secret: plain.client_secret,
  })
  assert.equal(codeOf(kept.body), 'customer_session_feature_disabled')
  await gateway.advance(31 * 60_000)
  assert.equal((await call(list)).status, 401)
})

test('a card that is saved for two customers at once is saved for one, and a customer that is deleted meanwhile gets none', async () => {
  const [one, two] = [await stripe.customers.create({}), await stripe.customers.create({})]
  const typed = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } })
  const tries = await Promise.allSettled(
    [one, two, one, two].map(({ id }) => stripe.paymentMethods.attach(typed.id, { customer: id })),
  )
  const owner = (await stripe.paymentMethods.retrieve(typed.id)).customer
  for (const [at, result] of tries.entries()) {
    const asked = [one, two][at % 2]?.id
    assert.equal(result.status, asked === owner ? 'fulfilled' : 'rejected')
    if (result.status === 'rejected')
      assert.equal((result.reason as Stripe.errors.StripeError).code, 'payment_method_already_attached')
  }
  const other = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } })
  const raced = await Promise.allSettled([
    stripe.customers.del(two.id),
    stripe.paymentMethods.attach(other.id, { customer: two.id }),
    stripe.paymentIntents.create({
      amount: 900,
      currency: 'eur',
      customer: two.id,
      payment_method: 'pm_card_visa',
      setup_future_usage: 'off_session',
      confirm: true,
    }),
  ])
  assert.equal(raced[0]?.status, 'fulfilled')
  await gateway.sweep()
  // What slipped in between is erased by the second look, a day later.
  await gateway.advance(2 * 86_400_000)
  const { rows } = await gateway.pool.query('select id from payment_methods where customer = $1', [two.id])
  assert.deepEqual(rows, [])
})
