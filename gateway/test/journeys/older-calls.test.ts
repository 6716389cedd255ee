/** Calls of before there were payment intents: charges, tokens and sources, by the same engine. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type Stripe from 'stripe'
import { openGateway } from '../support/gateway.ts'
import { merchantAt } from '../support/merchant.ts'
import { catalogueMethod, paymentBy } from '../support/payers.ts'

const gateway = await openGateway()
const { stripe, call } = await merchantAt(gateway)
const card = {
  number: '4242424242424242',
  exp_month: 12,
  exp_year: 2034,
  cvc: '123',
  name: 'Ada',
  address_zip: '10115',
}
type Failure = { error: { code: string; param?: string; charge?: string; decline_code?: string; type: string } }
const errorOf = (answer: { body: unknown }): Failure['error'] => (answer.body as Failure).error

test('a token is charged once, and the charge shows its card as its source', async () => {
  const token = await stripe.tokens.create({ card: card as never })
  assert.match(token.id, /^tok_[0-9A-Za-z]{24}$/)
  assert.deepEqual([token.type, token.used, token.card?.last4, token.card?.brand], ['card', false, '4242', 'Visa'])
  const charge = await stripe.charges.create({
    amount: 2000,
    currency: 'EUR',
    source: token.id,
    description: 'Order 7',
    metadata: { order: '7' },
    expand: ['balance_transaction', 'refunds'],
  })
  const source = charge.source as Stripe.Card
  assert.deepEqual(
    [charge.object, charge.status, charge.paid, charge.captured, charge.amount, charge.currency],
    ['charge', 'succeeded', true, true, 2000, 'eur'],
  )
  assert.deepEqual([source.object, source.last4, source.name, source.address_zip], ['card', '4242', 'Ada', '10115'])
  assert.equal(typeof charge.balance_transaction, 'object')
  assert.deepEqual(charge.refunds?.data, [])
  assert.equal((await stripe.tokens.retrieve(token.id)).used, true)
  const again = await call('/v1/charges', { amount: 2000, currency: 'eur', source: token.id })
  assert.deepEqual([again.status, errorOf(again).code, errorOf(again).param], [400, 'token_already_used', 'source'])
  // Behind it stands a payment intent like any other.
  const intent = await stripe.paymentIntents.retrieve(String(charge.payment_intent))
  assert.deepEqual([intent.status, intent.latest_charge], ['succeeded', charge.id])
})

test('test names and card data are sources too; a decline names its charge', async () => {
  for (const source of ['tok_visa', 'tok_mastercard', card]) {
    const { body, status } = await call('/v1/charges', { amount: 700, currency: 'usd', source })
    assert.deepEqual([status, body.status as unknown], [200, 'succeeded'])
  }
  for (const [source, decline] of [
    ['tok_chargeDeclined', 'generic_decline'],
    ['tok_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
    // There is nobody to take a challenge.
    ['tok_threeDSecure2Required', 'authentication_required'],
  ]) {
    const answer = await call('/v1/charges', { amount: 700, currency: 'usd', source })
    const { code, decline_code, type, charge } = errorOf(answer)
    assert.deepEqual([answer.status, type], [402, 'card_error'], answer.text)
    assert.ok([code, decline_code].includes(String(decline)), `${source} ${code} ${decline_code}`)
    if (charge !== undefined) assert.equal((await stripe.charges.retrieve(charge)).status, 'failed')
  }
})

test('the same key gives the same charge, byte by byte', async () => {
  const form = { amount: 900, currency: 'eur', source: 'tok_visa' }
  const first = await call('/v1/charges', form, { 'idempotency-key': 'older-1' })
  const again = await call('/v1/charges', form, { 'idempotency-key': 'older-1' })
  assert.equal(again.text, first.text)
  assert.equal(again.headers.get('idempotent-replayed'), 'true')
  const back = { 'idempotency-key': 'older-2' }
  const refunded = await call(`/v1/charges/${first.body.id}/refund`, { amount: 100 }, back)
  const refundedAgain = await call(`/v1/charges/${first.body.id}/refund`, { amount: 100 }, back)
  assert.equal(refundedAgain.text, refunded.text)
  assert.deepEqual([refunded.body.object, refunded.body.amount_refunded] as unknown[], ['charge', 100])
})

test('a charge that is only authorised is captured, all or a part of it, and once', async () => {
  const held = await stripe.charges.create({ amount: 2000, currency: 'eur', source: 'tok_visa', capture: false })
  assert.deepEqual([held.captured, held.paid, held.amount_captured], [false, true, 0])
  const tooMuch = await call(`/v1/charges/${held.id}/capture`, { amount: 2001 })
  assert.deepEqual([tooMuch.status, errorOf(tooMuch).code, errorOf(tooMuch).param], [400, 'amount_too_large', 'amount'])
  const taken = await stripe.charges.capture(held.id, { amount: 1500 })
  assert.deepEqual([taken.id, taken.captured, taken.amount_captured, taken.amount_refunded], [held.id, true, 1500, 500])
  const again = await call(`/v1/charges/${held.id}/capture`, {})
  assert.deepEqual(
    [again.status, errorOf(again).code, errorOf(again).charge],
    [400, 'charge_already_captured', held.id],
  )
  assert.equal((await call('/v1/charges/ch_x/capture', {})).status, 404)
})

test('refunds are made, listed, read and changed below their charge', async () => {
  const charge = await stripe.charges.create({ amount: 2000, currency: 'eur', source: 'tok_visa' })
  const other = await stripe.charges.create({ amount: 2000, currency: 'eur', source: 'tok_visa' })
  const at = `/v1/charges/${charge.id}/refunds`
  const first = await call(at, { amount: 500, metadata: { a: '1' } })
  assert.deepEqual([first.status, first.body.object, first.body.charge] as unknown[], [200, 'refund', charge.id])
  const second = await call(at, {})
  assert.equal(second.body.amount as unknown, 1500)
  const list = await call(at)
  assert.deepEqual([list.body.url, (list.body.data as unknown as { id: string }[]).map(({ id }) => id)] as unknown[], [
    at,
    [second.body.id, first.body.id],
  ])
  assert.equal((await call(`${at}/${first.body.id}`)).body.id as unknown, first.body.id as unknown)
  const changed = await call(`${at}/${first.body.id}`, { metadata: { a: '2' } })
  assert.deepEqual(changed.body.metadata as unknown, { a: '2' })
  assert.equal((await call(`/v1/charges/${other.id}/refunds/${first.body.id}`)).status, 404)
  assert.equal((await call(`/v1/charges/${other.id}/refunds`)).body.has_more as unknown, false)
  const over = await call(at, { amount: 1 })
  assert.equal(errorOf(over).code, 'charge_already_refunded')
  assert.equal((await call('/v1/charges/ch_x/refunds', {})).status, 404)
  assert.equal((await call('/v1/charges/ch_x/refunds')).status, 404)
})

const wrong: readonly (readonly [
  claim: string,
  form: Record<string, unknown>,
  status: number,
  code: string,
  param?: string,
])[] = [
  ['neither a source nor a customer', {}, 400, 'parameter_missing', 'source'],
  ['a token that is not there', { source: 'tok_nothing' }, 404, 'resource_missing', 'source'],
  ['a card that is not there', { source: 'card_nothing' }, 404, 'resource_missing', 'source'],
  ['a source of no kind', { source: 'src_1' }, 404, 'resource_missing', 'source'],
  ['a customer that is not there', { customer: 'cus_x' }, 404, 'resource_missing', 'customer'],
  ['a wrong number', { source: { ...card, number: '4242424242424241' } }, 402, 'incorrect_number', 'number'],
  [
    'a month that is none',
    { source: { ...card, exp_month: 'May' } },
    400,
    'parameter_invalid_integer',
    'source[exp_month]',
  ],
  [
    'a fee for a platform',
    { source: 'tok_visa', application_fee: 10 },
    400,
    'parameter_not_supported',
    'application_fee',
  ],
  ['less than the smallest', { source: 'tok_visa', amount: 1 }, 400, 'amount_too_small', 'amount'],
]
for (const [claim, form, status, code, param] of wrong) {
  test(`a charge is refused, and nothing made · ${claim}`, async () => {
    const before = (await stripe.paymentIntents.list({ limit: 1 })).data[0]?.id
    const answer = await call('/v1/charges', { amount: 1000, currency: 'eur', ...form })
    const error = errorOf(answer)
    assert.deepEqual([answer.status, error.code, error.param], [status, code, param], answer.text)
    assert.equal((await stripe.paymentIntents.list({ limit: 1 })).data[0]?.id, before)
  })
}

test('charges are searched by what is published of them', async () => {
  const customer = await stripe.customers.create({ name: 'Ada', source: 'tok_amex' } as never)
  const made = await stripe.charges.create({
    amount: 4321,
    currency: 'usd',
    customer: customer.id,
    metadata: { Order: 'X-9' },
  })
  const open = await stripe.charges.create({ amount: 4322, currency: 'usd', source: card as never })
  await stripe.refunds.create({ charge: open.id })
  const cases: readonly (readonly [query: string, found: readonly string[]])[] = [
    ['amount:4321', [made.id]],
    ['amount>4320 AND amount<4323', [open.id, made.id]],
    [`customer:"${customer.id}"`, [made.id]],
    ['amount>4320 customer:null', [open.id]],
    ['metadata["Order"]:"x-9"', [made.id]],
    ['amount>4320 metadata["Order"]:null', [open.id]],
    ['payment_method_details.card.brand:"AMEX"', [made.id]],
    ['payment_method_details.card.last4:4242 amount>4320', [open.id]],
    ['payment_method_details.card.exp_year:2034 amount>4320', [open.id]],
    ['billing_details.address.postal_code:"10115" amount>4320', [open.id]],
    ['refunded:"true" amount>4320', [open.id]],
    ['disputed:"false" currency:"USD" amount>4320', [open.id, made.id]],
    ['status:"succeeded" -payment_method_details.card.brand:"visa" amount>4320', [made.id]],
    [`created>=${made.created} amount:4321`, [made.id]],
    [`created:${made.created} amount:4321`, [made.id]],
    [`created<${made.created} amount:4321`, []],
    [`created>${made.created} amount:4321`, []],
  ]
  for (const [query, found] of cases) {
    const answer = await stripe.charges.search({ query })
    assert.deepEqual(
      answer.data.map(({ id }) => id),
      found,
      query,
    )
  }
})

test('the history of the balance is its transactions', async () => {
  const now = await call('/v1/balance_transactions?limit=2')
  const older = await call('/v1/balance/history?limit=2')
  assert.deepEqual(older.body.data as unknown, now.body.data as unknown)
  assert.equal(older.body.url as unknown, '/v1/balance/history')
  const [first] = older.body.data as unknown as { id: string }[]
  assert.equal((await call(`/v1/balance/history/${first?.id}`)).body.id as unknown, first?.id)
})

test('no account waits for small deposits, and whoever brings them is told so', async () => {
  const intent = await stripe.paymentIntents.create({ amount: 500, currency: 'usd' })
  const setup = await stripe.setupIntents.create()
  for (const [path, code] of [
    [`/v1/payment_intents/${intent.id}/verify_microdeposits`, 'payment_intent_unexpected_state'],
    [`/v1/setup_intents/${setup.id}/verify_microdeposits`, 'setup_intent_unexpected_state'],
  ] as const) {
    const answer = await call(path, { amounts: [32, 45] })
    assert.deepEqual([answer.status, errorOf(answer).code], [400, code], answer.text)
    assert.equal((await call(path.replace(/_0\w+\//, '_x/'), { amounts: [32, 45] })).status, 404)
    assert.equal(errorOf(await call(path, { amounts: [32] })).param, 'amounts')
  }
})

test('a refund that waits for a bank account runs out of time', async () => {
  const paid = await call('/v1/payment_intents', paymentBy(catalogueMethod('promptpay')) as never)
  await call(`/v1/test_helpers/payment_intents/${paid.body.id}/simulate`, { outcome: 'succeed' })
  const waiting = await call('/v1/refunds', { payment_intent: paid.body.id })
  assert.equal(waiting.body.status as unknown, 'requires_action')
  const expired = await call(`/v1/test_helpers/refunds/${waiting.body.id}/expire`, {})
  assert.deepEqual([expired.body.status, expired.body.failure_reason] as unknown[], ['failed', 'unknown'])
  const again = await call(`/v1/test_helpers/refunds/${waiting.body.id}/expire`, {})
  assert.deepEqual([again.status, errorOf(again).code], [400, 'refund_not_expirable'])
  const { data } = await stripe.events.list({ type: 'refund.failed' })
  assert.equal(Reflect.get(data[0]?.data.object ?? {}, 'id'), waiting.body.id as unknown)
  // What was given up can be asked for anew.
  assert.equal((await call('/v1/refunds', { payment_intent: paid.body.id })).status, 200)
})
