/** Expansion as published: whatever Stripe declares expandable is accepted, on every object, and shown as its schema says. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { registry } from '../../src/app/registry.ts'
import { refuseExpansion } from '../../src/engine/expand.ts'
import { openGateway } from '../support/gateway.ts'
import { pathsAbsent, publishedPaths } from '../support/published-paths.ts'
import { officialClient, request } from './client.ts'

const options = pathsAbsent === null ? {} : { skip: pathsAbsent }
const views = new Map([...registry].map(([noun, { view }]) => [noun, view]))
const gateway = await openGateway()
const { url } = gateway
const stripe = officialClient(url, gateway.key)

const customer = await stripe.customers.create({ name: 'Ada' })
const saved = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: saved.id } })
const intent = await stripe.paymentIntents.create({
  amount: 2000,
  currency: 'eur',
  customer: customer.id,
  payment_method: saved.id,
  confirm: true,
})
const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 100 })
const setup = await stripe.setupIntents.create({ customer: customer.id, payment_method: saved.id, confirm: true })
const charge = String(intent.latest_charge)
const debit = await request(url, '/v1/setup_intents', {
  form: {
    customer: customer.id,
    confirm: true,
    payment_method_types: ['sepa_debit'],
    payment_method_data: {
      type: 'sepa_debit',
      sepa_debit: { iban: 'DE89370400440532013000' },
      billing_details: { name: 'Ada', email: 'ada@example.com' },
    },
    mandate_data: { customer_acceptance: { type: 'offline' } },
  },
})
const [event] = (await stripe.events.list({ limit: 1 })).data

/** Where each object of ours is shown, and where it is listed. */
const shown: Readonly<Record<string, readonly [one: string | null, list: string | null]>> = {
  account: ['/v1/account', null],
  balance: ['/v1/balance', null],
  balance_transaction: [`/v1/balance_transactions/${refund.balance_transaction}`, '/v1/balance_transactions'],
  charge: [`/v1/charges/${charge}`, '/v1/charges'],
  customer: [`/v1/customers/${customer.id}`, '/v1/customers'],
  event: [`/v1/events/${event?.id}`, '/v1/events'],
  mandate: [`/v1/mandates/${debit.body.mandate}`, null],
  payment_intent: [`/v1/payment_intents/${intent.id}`, '/v1/payment_intents'],
  payment_method: [`/v1/payment_methods/${saved.id}`, `/v1/customers/${customer.id}/payment_methods`],
  refund: [`/v1/refunds/${refund.id}`, '/v1/refunds'],
  setup_attempt: [null, `/v1/setup_attempts?setup_intent=${setup.id}`],
  setup_intent: [`/v1/setup_intents/${setup.id}`, '/v1/setup_intents'],
}

for (const object of Object.keys(shown)) {
  test(`every published path of four levels is accepted · ${object}`, options, () => {
    const paths = publishedPaths(object, 4)
    assert.deepEqual(
      paths.filter((path) => refuseExpansion(object, [path], views) !== null),
      [],
    )
  })
}

/** Twenty expansions are taken by a request. */
const twenties = (paths: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(paths.length / 20) }, (_, at) => paths.slice(at * 20, at * 20 + 20))

for (const [object, [one, list]] of Object.entries(shown)) {
  test(`expanded two levels deep it is as published, alone and in a list · ${object}`, options, async () => {
    for (const paths of twenties(publishedPaths(object, 2))) {
      for (const [address, before] of [[one, ''] as const, [list, 'data.'] as const]) {
        if (address === null) continue
        const query = paths.map((path) => `expand[]=${before}${path}`).join('&')
        const answer = await request(url, `${address}${address.includes('?') ? '&' : '?'}${query}`)
        assert.equal(answer.status, 200, `${address} ${paths.join(' ')}: ${answer.text.slice(0, 300)}`)
      }
    }
  })
}

test('a charge shows its refunds, newest first, and null for what it has not', async () => {
  const second = await stripe.refunds.create({ charge, amount: 200 })
  const seen = await stripe.charges.retrieve(charge, {
    expand: ['refunds.data.balance_transaction', 'invoice', 'dispute', 'review', 'application_fee', 'transfer'],
  })
  assert.deepEqual(
    seen.refunds?.data.map(({ id }) => id),
    [second.id, refund.id],
  )
  const [newest] = seen.refunds?.data ?? []
  assert.equal(typeof newest?.balance_transaction, 'object')
  assert.deepEqual(
    ['invoice', 'dispute', 'review', 'application_fee'].map((name) => Reflect.get(seen, name)),
    [null, null, null, null],
  )
  assert.ok(!('transfer' in seen), 'which is never null')
  const plain = await stripe.charges.retrieve(charge)
  assert.ok(!('refunds' in plain), 'and nothing of it unasked')
})

test('a customer shows empty lists of what it has not, each with its own address', async () => {
  const seen = await stripe.customers.retrieve(customer.id, {
    expand: ['default_source', 'sources', 'subscriptions', 'tax_ids', 'tax', 'cash_balance', 'invoice_credit_balance'],
  })
  assert.ok(!seen.deleted)
  for (const name of ['subscriptions', 'tax_ids'] as const) {
    const url_ = `/v1/customers/${customer.id}/${name}`
    assert.deepEqual(seen[name], { object: 'list', data: [], has_more: false, url: url_ })
  }
  assert.deepEqual(
    seen.sources?.data.map(({ object }) => object),
    ['card'],
    'its saved card, as older code reads it',
  )
  assert.deepEqual(
    [seen.default_source, seen.cash_balance, seen.tax?.automatic_tax, seen.invoice_credit_balance],
    [null, null, 'unrecognized_location', {}],
  )
})

test('an answer to a write is expanded as a read is', async () => {
  const paid = await stripe.paymentIntents.create({
    amount: 500,
    currency: 'eur',
    customer: customer.id,
    payment_method: saved.id,
    confirm: true,
    expand: [
      'latest_charge.refunds',
      'customer.invoice_settings.default_payment_method',
      'invoice',
      'review',
      'charges',
    ],
  })
  assert.ok(typeof paid.latest_charge === 'object' && paid.latest_charge !== null)
  assert.deepEqual(paid.latest_charge.refunds?.data, [])
  assert.ok(typeof paid.customer === 'object' && paid.customer !== null && !paid.customer.deleted)
  assert.ok(typeof paid.customer.invoice_settings.default_payment_method === 'object')
  assert.deepEqual([Reflect.get(paid, 'invoice'), paid.review], [null, null])
  const charges = Reflect.get(paid, 'charges') as { data: { id: string }[] }
  assert.deepEqual(
    charges.data.map(({ id }) => id),
    [paid.latest_charge.id],
    'as older code asks for them',
  )
  const given = await stripe.refunds.create({
    payment_intent: paid.id,
    expand: ['charge.refunds', 'charge.payment_intent', 'payment_intent.latest_charge.refunds.data.charge'],
  })
  assert.ok(typeof given.charge === 'object' && given.charge !== null)
  assert.deepEqual(
    given.charge.refunds?.data.map(({ id }) => id),
    [given.id],
  )
})

test('what an error shows of a method is a part that is expanded within', async () => {
  const failing = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
  const declined = await stripe.paymentIntents.create({
    amount: 500,
    currency: 'eur',
    customer: customer.id,
    payment_method: failing.id,
  })
  const seen = await stripe.paymentIntents.retrieve(declined.id, {
    expand: [
      'last_payment_error.payment_method.customer',
      'payment_method.customer.invoice_settings.default_payment_method',
    ],
  })
  assert.equal(seen.last_payment_error, null)
  assert.ok(typeof seen.payment_method === 'object' && typeof seen.payment_method?.customer === 'object')
})

test('what is no object cannot be expanded, and the path is named', async () => {
  for (const path of ['amount', 'metadata', 'latest_charge.amount', 'customer.sources.data.card.number', 'invoice.x']) {
    const answer = await request(url, `/v1/payment_intents/${intent.id}?expand[]=customer&expand[]=${path}`)
    assert.deepEqual([answer.status, Reflect.get(Object(answer.body.error), 'param')], [400, 'expand[1]'], path)
    assert.ok(answer.text.includes(path))
  }
})

test('a restricted key expands only what it may read', async () => {
  const key = await request(url, '/v1/api_keys', {
    form: { type: 'restricted', permissions: { charges: 'read' }, name: 'charges' },
  })
  assert.equal(key.status, 200, key.text)
  const read = (path: string) => request(url, `/v1/charges/${charge}?expand[]=${path}`, { key: String(key.body.key) })
  assert.deepEqual(
    [await read('invoice'), await read('refunds'), await read('customer')].map(({ status }) => status),
    [200, 403, 403],
  )
})
