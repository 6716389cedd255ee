/** Cards as older code keeps them: tokens, and the sources of customers. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type Stripe from 'stripe'
import { request } from '../client/client.ts'
import { takeViolations } from '../client/contract.ts'
import { openGateway } from '../support/gateway.ts'
import { merchantAt } from '../support/merchant.ts'

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
type Failure = { error: { code: string; param?: string } }
const errorOf = (answer: { body: unknown }): Failure['error'] => (answer.body as Failure).error
const tokenOf = async () => (await stripe.tokens.create({ card: card as never })).id

test('a customer keeps cards as sources: the first is charged where a charge names none', async () => {
  const customer = await stripe.customers.create({
    email: 'ada@example.com',
    source: 'tok_visa',
    expand: ['sources'],
  } as never)
  assert.match(String(customer.default_source), /^card_[0-9A-Za-z]{24}$/)
  assert.deepEqual(
    customer.sources?.data.map(({ id }) => id),
    [customer.default_source],
  )
  const charge = await stripe.charges.create({ amount: 1200, currency: 'eur', customer: customer.id })
  assert.deepEqual([charge.customer, (charge.source as Stripe.Card).id], [customer.id, customer.default_source])

  const second = (await stripe.customers.createSource(customer.id, { source: await tokenOf() })) as Stripe.Card
  assert.deepEqual([second.object, second.customer, second.last4], ['card', customer.id, '4242'])
  const kept = (await stripe.customers.retrieve(customer.id)) as Stripe.Customer
  assert.equal(kept.default_source, customer.default_source, 'the first stays the default')
  const usual = (await stripe.customers.update(customer.id, { default_source: second.id })) as Stripe.Customer
  assert.equal(usual.default_source, second.id)
  const expanded = await stripe.customers.retrieve(customer.id, { expand: ['default_source'] })
  assert.equal(((expanded as Stripe.Customer).default_source as Stripe.Card).last4, '4242')
  const by = await stripe.charges.create({
    amount: 1300,
    currency: 'eur',
    customer: customer.id,
    source: String(customer.default_source),
  })
  assert.equal((by.source as Stripe.Card).id, customer.default_source)

  const list = await stripe.customers.listSources(customer.id, { object: 'card', limit: 1 })
  assert.deepEqual([list.data.map(({ id }) => id), list.has_more], [[second.id], true])
  const rest = await stripe.customers.listSources(customer.id, { limit: 1, starting_after: second.id })
  assert.deepEqual(
    rest.data.map(({ id }) => id),
    [customer.default_source],
  )
  const changed = (await stripe.customers.updateSource(customer.id, second.id, {
    exp_year: '2036',
    name: 'Eve',
    address_line1: 'Hof 1',
    metadata: { a: 'b' },
  })) as Stripe.Card
  assert.deepEqual(
    [changed.exp_year, changed.name, changed.address_line1, changed.address_zip, changed.metadata],
    [2036, 'Eve', 'Hof 1', '10115', { a: 'b' }],
  )
  assert.equal(((await stripe.customers.retrieveSource(customer.id, second.id)) as Stripe.Card).exp_year, 2036)
  const gone = await stripe.customers.deleteSource(customer.id, second.id)
  assert.deepEqual([gone.id, Reflect.get(gone, 'deleted')], [second.id, true])
  const without = (await stripe.customers.retrieve(customer.id)) as Stripe.Customer
  assert.equal(without.default_source, null)
  const bare = await call('/v1/charges', { amount: 500, currency: 'eur', customer: customer.id })
  assert.deepEqual([bare.status, errorOf(bare).code], [400, 'missing'])
  assert.equal((await call(`/v1/customers/${customer.id}/sources/${second.id}`)).status, 404)
  // A card of before is a payment method by another name.
  const intent = await stripe.paymentIntents.create({
    amount: 800,
    currency: 'eur',
    customer: customer.id,
    payment_method: String(customer.default_source),
    confirm: true,
  })
  assert.equal(intent.status, 'succeeded')
})

test('a source that is declined is not saved, and one of another customer is unknown', async () => {
  const customer = await stripe.customers.create({ name: 'Ada' })
  const declined = await call(`/v1/customers/${customer.id}/sources`, { source: 'tok_chargeDeclined' })
  assert.deepEqual([declined.status, errorOf(declined).code], [402, 'card_declined'])
  assert.deepEqual((await stripe.customers.listSources(customer.id)).data, [])
  const first = await call(`/v1/customers/${customer.id}/cards`, { card })
  assert.equal(first.body.object as unknown, 'card')
  assert.equal(
    ((await stripe.customers.retrieve(customer.id)) as Stripe.Customer).default_source,
    first.body.id as unknown,
  )
  const other = await stripe.customers.create({ name: 'Eve' })
  assert.equal((await call(`/v1/customers/${other.id}/sources/${first.body.id}`)).status, 404)
  const stolen = await call('/v1/charges', { amount: 500, currency: 'eur', customer: other.id, source: first.body.id })
  assert.equal(stolen.status, 400)
  const token = await tokenOf()
  assert.equal((await call(`/v1/customers/${customer.id}/sources`, { source: token })).status, 200)
  const again = await call(`/v1/customers/${other.id}/sources`, { source: token })
  assert.equal(errorOf(again).code, 'token_already_used')
})

test('a browser makes a token with a publishable key, and sees no more of the card than it sent', async () => {
  const made = await request(gateway.url, '/v1/tokens', { key: gateway.publishable, form: { card } })
  assert.equal(made.status, 200, made.text)
  assert.equal((made.body.card as unknown as { fingerprint: unknown }).fingerprint, null)
  const read = await request(gateway.url, `/v1/tokens/${made.body.id}`, { key: gateway.publishable })
  assert.equal(read.status, 403)
  const charged = await request(gateway.url, '/v1/charges', {
    form: { amount: 500, currency: 'eur', source: made.body.id },
  })
  assert.equal(charged.body.status as unknown, 'succeeded')
  assert.deepEqual(takeViolations(), [])
})
