/** Confirmation tokens: what a payer chose on a page, confirmed with by a server; once, in time, its own words first. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { officialClient, request } from '../client/client.ts'
import { openGateway } from '../support/gateway.ts'
import { typedCharge, typedPayments, typedRefusal } from '../support/typed-payments.ts'

const gateway = await openGateway()
const { stripe, create, pay } = typedPayments(gateway.url, gateway.key)
const hour = 3_600_000
const make = (more: Parameters<typeof stripe.testHelpers.confirmationTokens.create>[0] = {}) =>
  stripe.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa', ...more })
const unpaid = { payment_method: undefined as never }

test('a token shows what was chosen, and confirms a payment with it', async () => {
  const shipping = { name: 'Ada', address: { line1: '1 Analytical Row', country: 'GB' } }
  const token = await make({ return_url: 'https://shop.example/back', setup_future_usage: 'off_session', shipping })
  assert.deepEqual([token.payment_method_preview?.type, token.payment_method_preview?.card?.last4], ['card', '4242'])
  assert.deepEqual(
    [token.return_url, token.setup_future_usage, token.payment_intent],
    ['https://shop.example/back', 'off_session', null],
  )
  const customer = (await stripe.customers.create()).id
  const paid = await pay({ ...unpaid, customer, confirmation_token: token.id, expand: ['latest_charge'] })
  assert.deepEqual([paid.status, paid.setup_future_usage, paid.shipping?.name], ['succeeded', 'off_session', 'Ada'])
  assert.equal(typedCharge(paid).payment_method_details?.card?.last4, '4242')
  assert.equal((await stripe.customers.listPaymentMethods(customer)).data.length, 1)
  assert.equal((await stripe.confirmationTokens.retrieve(token.id)).payment_intent, paid.id)
})

test('a token is used once, by a payment or a setup, and not after twelve hours', async () => {
  const token = await make()
  const { id } = await create()
  const paid = await stripe.paymentIntents.confirm(id, { confirmation_token: token.id })
  assert.equal(paid.status, 'succeeded')
  const used = ['confirmation_token_used', 'confirmation_token']
  assert.deepEqual(await typedRefusal(pay({ ...unpaid, confirmation_token: token.id })), used)
  const setup = stripe.setupIntents.create({ confirm: true, confirmation_token: token.id })
  assert.deepEqual(await typedRefusal(setup), used)
  const second = await make()
  const saved = await stripe.setupIntents.create({ confirm: true, confirmation_token: second.id })
  assert.equal(saved.status, 'succeeded')
  assert.equal((await stripe.confirmationTokens.retrieve(second.id)).setup_intent, saved.id)
  const old = await make()
  await gateway.advance(13 * hour)
  assert.deepEqual(await typedRefusal(pay({ ...unpaid, confirmation_token: old.id })), [
    'confirmation_token_expired',
    'confirmation_token',
  ])
  assert.deepEqual(await typedRefusal(pay({ ...unpaid, confirmation_token: 'ctoken_none' })), [
    'resource_missing',
    'confirmation_token',
  ])
})

test('two confirms with one token at once make one payment', async () => {
  const token = await make()
  const [one, two] = await Promise.all([create(), create()])
  const confirm = ({ id }: { id: string }) =>
    request(gateway.url, `/v1/payment_intents/${id}/confirm`, { form: { confirmation_token: token.id } })
  const statuses = (await Promise.all([confirm(one), confirm(two)])).map(({ status }) => status)
  assert.deepEqual(statuses.sort(), [200, 400])
})

test("the request's own words go before the token's, and it only comes with a confirm", async () => {
  const token = await make({ setup_future_usage: 'off_session' })
  const paid = await pay({
    payment_method: 'pm_card_mastercard',
    setup_future_usage: 'on_session',
    confirmation_token: token.id,
    expand: ['latest_charge'],
  })
  assert.equal(typedCharge(paid).payment_method_details?.card?.brand, 'mastercard')
  assert.equal(paid.setup_future_usage, 'on_session')
  const early = await typedRefusal(create({ confirmation_token: (await make()).id }))
  assert.deepEqual(early, ['parameter_without_confirm', 'confirmation_token'])
})

test('a page makes a token of a card with its publishable key, and its number is shown nowhere', async () => {
  const form = {
    payment_method_data: {
      type: 'card',
      card: { number: '4242424242424242', exp_month: 12, exp_year: 2034, cvc: '123' },
    },
  }
  const made = await request(gateway.url, '/v1/confirmation_tokens', { key: gateway.publishable, form })
  assert.equal(made.status, 200, made.text)
  assert.ok(!made.text.includes('4242424242424242'))
  const paid = await pay({ ...unpaid, confirmation_token: String(made.body.id), expand: ['latest_charge'] })
  assert.equal(typedCharge(paid).payment_method_details?.card?.checks?.cvc_check, 'pass')
  const look = officialClient(gateway.url, gateway.publishable).confirmationTokens.retrieve(String(made.body.id))
  assert.equal((await typedRefusal(look))[0], 'secret_key_required')
})
