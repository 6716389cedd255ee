/** Payments as they are read: their events, lists, searches, what a browser is shown, and what is changed beside the money. */
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
