/** Cards that are saved and charged again: with the payer, without, and with a processor that never saw them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type Stripe from 'stripe'
import { everythingBy } from '../../src/contracts/capabilities.ts'
import { type Connector, plainApproval } from '../../src/contracts/connector.ts'
import { request } from '../client/client.ts'
import { openGateway } from '../support/gateway.ts'
import { merchantAt } from '../support/merchant.ts'

/** A processor that notes what it is told of a credential on file, and approves. */
const told: unknown[] = []
const listener: Connector = {
  name: 'listener',
  pretends: true,
  capabilities: everythingBy(['authorise']),
  verbs: {
    authorise: async ({ stored_credential }) => {
      told.push(stored_credential)
      return { outcome: 'captured', approval: plainApproval('heard') }
    },
  },
  find: {},
}
const gateway = await openGateway({ connectors: [listener] })
const { stripe, call } = await merchantAt(gateway)

const pay = (form: Partial<Stripe.PaymentIntentCreateParams>) =>
  stripe.paymentIntents.create({ amount: 2000, currency: 'eur', confirm: true, ...form })
const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => assert.fail('the payment is declined'),
    (error: unknown) => error as Stripe.errors.StripeCardError,
  )

/** The payer passes the challenge on the page of the issuer. */
async function authenticate(next: { use_stripe_sdk?: unknown } | null, result = 'complete'): Promise<void> {
  assert.ok(next !== null, 'the payer is asked')
  const { stripe_js } = next.use_stripe_sdk as { stripe_js: string }
  const answer = await request(stripe_js, '', { form: { result }, key: null })
  assert.equal(answer.status, 200, answer.text)
}

test('a payment that asks for it saves its card, and the card pays again without its payer', async () => {
  const { id: customer } = await stripe.customers.create({})
  const first = await pay({ customer, payment_method: 'pm_card_visa', setup_future_usage: 'off_session' })
  const method = String(first.payment_method)
  assert.equal((await stripe.paymentMethods.retrieve(method)).customer, customer)
  const again = await pay({ customer, payment_method: method, off_session: true })
  assert.equal(again.status, 'succeeded')
  assert.equal(again.customer, customer)
  const { data } = await stripe.paymentIntents.list({ customer })
  assert.deepEqual(
    data.map(({ id }) => id),
    [again.id, first.id],
  )
  const plain = await pay({ customer, payment_method: 'pm_card_mastercard' })
  assert.equal((await stripe.paymentMethods.retrieve(String(plain.payment_method))).customer, null)
})

test('a card that wants its payer is declined without, and the same payment is recovered with its payer there', async () => {
  const { id: customer } = await stripe.customers.create({})
  const card = await stripe.paymentMethods.attach('pm_card_authenticationRequired', { customer })
  const error = await errorOf(pay({ customer, payment_method: card.id, off_session: true }))
  assert.deepEqual([error.statusCode, error.code], [402, 'authentication_required'])
  assert.equal(error.payment_method?.id, card.id)
  const intent = error.payment_intent?.id ?? ''
  assert.equal(error.payment_intent?.status, 'requires_payment_method')
  const back = await stripe.paymentIntents.confirm(intent, { payment_method: card.id })
  assert.equal(back.status, 'requires_action')
  await authenticate(back.next_action)
  assert.equal((await stripe.paymentIntents.retrieve(intent)).status, 'succeeded')
})

test('a card that is set up once with its payer pays off session; a card that always asks does not', async () => {
  const { id: customer } = await stripe.customers.create({})
  for (const [name, then] of [
    ['pm_card_authenticationRequiredOnSetup', 'succeeded'],
    ['pm_card_authenticationRequired', 'authentication_required'],
  ] as const) {
    const setup = await stripe.setupIntents.create({ customer, payment_method: name, confirm: true })
    assert.equal(setup.status, 'requires_action')
    await authenticate(setup.next_action)
    const done = await stripe.setupIntents.retrieve(setup.id, { expand: ['latest_attempt'] })
    assert.equal(done.status, 'succeeded')
    const attempt = done.latest_attempt as Stripe.SetupAttempt
    assert.equal(attempt.payment_method_details.card?.three_d_secure?.result, 'authenticated')
    const payment = { customer, payment_method: String(done.payment_method), off_session: true }
    if (then === 'succeeded') assert.equal((await pay(payment)).status, then)
    else assert.equal((await errorOf(pay(payment))).code, then)
  }
})

test('the network’s id of the first payment is kept and goes along with later ones', async () => {
  const { id: customer } = await stripe.customers.create({})
  const first = await pay({
    customer,
    payment_method: 'pm_card_visa',
    setup_future_usage: 'off_session',
    expand: ['latest_charge'],
  })
  const known = (first.latest_charge as Stripe.Charge).payment_method_details?.card?.network_transaction_id
  const again = await pay({ customer, payment_method: String(first.payment_method), off_session: true })
  const { rows } = await gateway.pool.query<{ fact: string }>(
    "select fact::text as fact from events where object_id = $1 and fact::jsonb ->> 'type' = 'attempt_started'",
    [again.id],
  )
  const started = JSON.parse(rows[0]?.fact ?? '{}') as { attempt: { network_transaction_id: string } }
  assert.ok(known)
  assert.equal(started.attempt.network_transaction_id, known)
})

test('another processor is told the network’s id of a payment that it never saw', async () => {
  const at = await merchantAt(gateway)
  const { id: customer } = await at.stripe.customers.create({})
  const first = await at.stripe.paymentIntents.create({
    amount: 2000,
    currency: 'eur',
    confirm: true,
    customer,
    payment_method: 'pm_card_visa',
    setup_future_usage: 'off_session',
    expand: ['latest_charge'],
  })
  const known = (first.latest_charge as Stripe.Charge).payment_method_details?.card?.network_transaction_id
  const { rows } = await gateway.pool.query<{ env: string }>('select env from customers where id = $1', [customer])
  const env = rows[0]?.env ?? ''
  const accounts = [
    { id: 'listener', connector: 'listener', seed: '' },
    { id: 'simulator', connector: 'simulator', seed: env },
  ]
  await gateway.pool.query('update environments set doc = $2 where env = $1', [
    env,
    JSON.stringify({ connector_accounts: accounts }),
  ])
  gateway.access.forget()
  told.length = 0
  const again = await at.stripe.paymentIntents.create({
    amount: 700,
    currency: 'eur',
    confirm: true,
    customer,
    payment_method: String(first.payment_method),
    off_session: true,
  })
  assert.equal(again.status, 'succeeded')
  assert.deepEqual(told, [{ network_transaction_id: known }])
})

test('a payment that asks for the code of a saved card again is refused without, and keeps it nowhere', async () => {
  const { id: customer } = await stripe.customers.create({})
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer })
  const options = { card: { require_cvc_recollection: true } }
  const intent = await call('/v1/payment_intents', {
    amount: 900,
    currency: 'eur',
    customer,
    payment_method: card.id,
    payment_method_options: options,
  })
  const path = `/v1/payment_intents/${intent.body.id}/confirm`
  const without = await call(path, {})
  assert.equal((without.body.error as unknown as { param: string }).param, 'payment_method_options[card][cvc]')
  const wrong = await call(path, { payment_method_options: { card: { cvc: '12' } } })
  assert.equal((wrong.body.error as unknown as { code: string }).code, 'invalid_cvc')
  const paid = await call(path, { payment_method_options: { card: { cvc: '927' } } }, { 'idempotency-key': 'cvc-once' })
  assert.equal(paid.body.status, 'succeeded', paid.text)
  const { rows } = await gateway.pool.query<{ params: string }>(
    "select params::text as params from idempotency_keys where key = 'cvc-once'",
  )
  assert.doesNotMatch(rows[0]?.params ?? '', /"927"/)
})

test('a saved card that has expired since is declined by its issuer', async () => {
  const { id: customer } = await stripe.customers.create({})
  const typed = await stripe.paymentMethods.create({
    type: 'card',
    card: { number: '5555555555554444', exp_month: 7, exp_year: 2026, cvc: '123' },
  })
  await stripe.paymentMethods.attach(typed.id, { customer })
  await gateway.advance(60 * 86_400_000)
  assert.equal((await errorOf(pay({ customer, payment_method: typed.id, off_session: true }))).code, 'expired_card')
})

test('a setup can fail, be tried with another card, be changed, listed and cancelled; its attempts are kept', async () => {
  const { id: customer } = await stripe.customers.create({})
  const setup = await stripe.setupIntents.create({ customer, usage: 'on_session', metadata: { a: '1' } })
  assert.deepEqual([setup.status, setup.usage], ['requires_payment_method', 'on_session'])
  const no = await errorOf(stripe.setupIntents.confirm(setup.id, { payment_method: 'pm_card_chargeDeclined' }))
  assert.equal(no.code, 'card_declined')
  assert.equal(no.setup_intent?.status, 'requires_payment_method')
  assert.equal(no.setup_intent?.last_setup_error?.decline_code, 'generic_decline')
  const challenged = await stripe.setupIntents.confirm(setup.id, { payment_method: 'pm_card_authenticationRequired' })
  await authenticate(challenged.next_action, 'fail')
  const failed = await stripe.setupIntents.retrieve(setup.id)
  assert.equal(failed.last_setup_error?.code, 'setup_intent_authentication_failure')
  await stripe.setupIntents.update(setup.id, { metadata: { a: '2' }, payment_method: 'pm_card_visa' })
  const done = await stripe.setupIntents.confirm(setup.id)
  assert.deepEqual([done.status, done.metadata], ['succeeded', { a: '2' }])
  const attempts = await stripe.setupAttempts.list({ setup_intent: setup.id })
  assert.deepEqual(
    attempts.data.map(({ status }) => status),
    ['succeeded', 'failed', 'failed'],
  )
  const late = await errorOf(stripe.setupIntents.cancel(setup.id))
  assert.equal(late.code, 'setup_intent_unexpected_state')
  const other = await stripe.setupIntents.create({
    customer,
    payment_method: 'pm_card_authenticationRequired',
    confirm: true,
  })
  const canceled = await stripe.setupIntents.cancel(other.id, { cancellation_reason: 'abandoned' })
  assert.deepEqual([canceled.status, canceled.cancellation_reason], ['canceled', 'abandoned'])
  assert.equal((await stripe.setupIntents.list({ customer })).data.length, 2)
})

test('a debit is saved with its payer’s leave only; the mandate ends with the method', async () => {
  const { id: customer } = await stripe.customers.create({})
  const debit = await stripe.paymentMethods.create({
    type: 'sepa_debit',
    sepa_debit: { iban: 'DE89370400440532013000' },
    billing_details: { name: 'Ada', email: 'ada@example.com' },
  })
  const form = { customer, payment_method: debit.id, payment_method_types: ['sepa_debit'], confirm: true }
  assert.equal((await errorOf(stripe.setupIntents.create(form))).param, 'mandate_data')
  const setup = await stripe.setupIntents.create({
    ...form,
    mandate_data: {
      customer_acceptance: { type: 'online', online: { ip_address: '203.0.113.7', user_agent: 'Firefox' } },
    },
  })
  assert.equal(setup.status, 'succeeded')
  const mandate = await stripe.mandates.retrieve(String(setup.mandate), { expand: ['payment_method'] })
  assert.deepEqual(
    [mandate.status, mandate.type, mandate.customer_acceptance.online?.ip_address],
    ['active', 'multi_use', '203.0.113.7'],
  )
  const paid = await stripe.paymentIntents.create({
    amount: 5000,
    currency: 'eur',
    customer,
    payment_method: debit.id,
    confirm: true,
    off_session: true,
  })
  assert.equal(paid.status, 'processing')
  await stripe.paymentMethods.detach(debit.id)
  assert.equal((await stripe.mandates.retrieve(mandate.id)).status, 'inactive')
})

test('a browser confirms a setup with its client secret and sees no more than it needs', async () => {
  const setup = await stripe.setupIntents.create({ metadata: { secret: 'note' } })
  const key = 'pk_test_florindemokeyforeveryone'
  const foreign = await request(gateway.url, `/v1/setup_intents/${setup.id}?client_secret=${setup.client_secret}`, {
    key,
  })
  assert.equal(foreign.status, 404, 'the key of another environment sees nothing')
  const wrong = await call(`/v1/setup_intents/${setup.id}?client_secret=nope`)
  assert.equal(wrong.status, 404)
})

test('a setup whose issuer is silent stays open, and is known when the issuer is asked', async () => {
  const setup = await stripe.setupIntents.create({ payment_method: 'pm_card_timeoutSucceeded', confirm: true })
  assert.equal(setup.status, 'processing')
  await gateway.advance(60_000)
  assert.equal((await stripe.setupIntents.retrieve(setup.id)).status, 'succeeded')
})
