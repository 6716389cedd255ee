/** Cursors, in every list that has them: an unknown one is refused by name, and what was deleted still has its place. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type Stripe from 'stripe'
import { request } from '../client/client.ts'
import { foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { merchantAt } from '../support/merchant.ts'
import { openReceiver } from '../support/receiver.ts'

const gateway = await openGateway()
const { stripe, call, listen } = await merchantAt(gateway)

/** Two of everything that is listed. */
const customers = [await stripe.customers.create({ name: 'Ada' }), await stripe.customers.create({ name: 'Eve' })]
const customer = customers[0]?.id ?? ''
for (let count = 0; count < 2; count++) await stripe.paymentMethods.attach('pm_card_visa', { customer })
const endpoint = await listen(await openReceiver())
const endpoints = [endpoint, await listen(await openReceiver())]
const intents: Stripe.PaymentIntent[] = []
for (let count = 0; count < 2; count++) {
  const paid = await stripe.paymentIntents.create({
    amount: 2000,
    currency: 'eur',
    confirm: true,
    customer,
    payment_method: 'pm_card_visa',
  })
  intents.push(paid)
  await stripe.refunds.create({ payment_intent: paid.id, amount: 100 })
  await stripe.refunds.create({ payment_intent: paid.id, amount: 100 })
  await call('/v1/orders', { currency: 'usd', line_items: [{ name: 'Part', amount: 5600, quantity: 2 }] })
  await call('/v1/api_keys', { type: 'secret', name: `key ${count}` })
}
const setup = await stripe.setupIntents
  .create({ customer, confirm: true, payment_method: 'pm_card_visa_chargeDeclined' })
  .catch(async () => (await stripe.setupIntents.list({ customer })).data[0])
const setups = [setup?.id ?? '', (await stripe.setupIntents.create({ customer })).id]
const secondTry = await call(`/v1/setup_intents/${setups[0]}/confirm`, { payment_method: 'pm_card_visa' })
assert.equal(secondTry.status, 200)
await gateway.deliver()

/** What stands in the paths of lists. */
const named: Readonly<Record<string, string>> = {
  customers: customer,
  webhook_endpoints: endpoint.id,
  charges: String(intents[0]?.latest_charge),
  refunds: '',
}
const lists = gateway.routes.filter(
  ({ method, answers, query }) =>
    method === 'GET' && answers.as === 'list' && Object.hasOwn(query?.properties ?? {}, 'starting_after'),
)
const pathOf = (path: string): string =>
  path.replace(/\/(\w+)\/:id/, (_, noun: string) => `/${noun}/${named[noun] ?? 'unknown'}`)
const queries: Readonly<Record<string, string>> = { '/v1/setup_attempts': `&setup_intent=${setups[0]}` }

test('there are as many lists as are tried here', () => {
  assert.ok(lists.length >= 14, lists.map(({ path }) => path).join(' '))
})

for (const { path } of lists.filter(({ path: each }) => !each.includes('customer_session'))) {
  const at = (rest: string) => call(`${pathOf(path)}?limit=1${queries[path] ?? ''}${rest}`)

  test(`pages follow each other and end · ${path}`, async () => {
    const seen: string[] = []
    for (let cursor = ''; seen.length < 200; ) {
      const answer = await at(cursor === '' ? '' : `&starting_after=${cursor}`)
      assert.equal(answer.status, 200, answer.text)
      const data = answer.body.data as unknown as { id?: string; event?: string }[]
      cursor = data[0]?.id ?? data[0]?.event ?? ''
      if (cursor !== '') seen.push(cursor)
      if (!(answer.body.has_more as unknown)) break
    }
    assert.ok(seen.length >= 2, `${seen.length} seen`)
    assert.equal(new Set(seen).size, seen.length, 'each once')
    const back = await at(`&ending_before=${seen[1]}`)
    const [first] = back.body.data as unknown as { id?: string; event?: string }[]
    assert.equal(first?.id ?? first?.event, seen[0])
    const both = await at(`&starting_after=${seen[0]}&ending_before=${seen[1]}`)
    const error = both.body.error as unknown as { param: string; message: string }
    assert.deepEqual([both.status, error.param], [400, 'ending_before'])
    assert.match(error.message, /starting_after and ending_before/)
  })

  test(`a cursor that is nothing of the list is refused by name · ${path}`, async () => {
    for (const param of ['starting_after', 'ending_before'])
      for (const id of ['junk', 'pi_', 'zz_000000000000000000000000', endpoint.secret, '%27%20or%201=1', '\u{1F4B6}']) {
        const answer = await at(`&${param}=${encodeURIComponent(id)}`)
        const error = answer.body.error as unknown as { param: string; code: string; message: string }
        assert.deepEqual([answer.status, error.code, error.param], [400, 'resource_missing', param], answer.text)
        assert.ok(error.message.includes(id), error.message)
      }
  })
}

test('an id of another noun, and one of another merchant, is no place in a list', async () => {
  const other = await merchantAt(gateway)
  const theirs = await other.stripe.customers.create({ name: 'Theirs' })
  for (const id of [String(intents[0]?.id), theirs.id]) {
    const answer = await call(`/v1/customers?starting_after=${id}`)
    assert.equal(answer.status, 400, id)
  }
})

test('what was deleted, detached or ended keeps its place', async () => {
  const newest = await stripe.customers.create({ name: 'Gone' })
  await stripe.customers.del(newest.id)
  const after = await stripe.customers.list({ starting_after: newest.id })
  assert.deepEqual(
    after.data.map(({ id }) => id),
    customers.map(({ id }) => id).reverse(),
  )
  const detached = (await stripe.paymentMethods.list({ customer })).data[0]?.id ?? ''
  await stripe.paymentMethods.detach(detached)
  const methods = await stripe.customers.listPaymentMethods(customer, { starting_after: detached })
  assert.ok(methods.data.length > 0 && methods.data.every(({ id }) => id < detached))
  const [, last] = endpoints
  await stripe.webhookEndpoints.del(last?.id ?? '')
  const left = await stripe.webhookEndpoints.list({ starting_after: last?.id ?? '' })
  assert.deepEqual(
    left.data.map(({ id }) => id),
    [endpoint.id],
  )
})

test('a client that pages by itself comes to the end', async () => {
  const seen: string[] = []
  for await (const intent of stripe.paymentIntents.list({ limit: 1 })) seen.push(intent.id)
  assert.deepEqual(seen, intents.map(({ id }) => id).reverse())
})

test('foreign lists refuse it too, in their own words', async () => {
  const key = await gateway.sandbox()
  const wooshpay = foreignClient(`${gateway.url}/wooshpay`, {
    authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
  })
  const owner = (await wooshpay('POST', '/v1/customers', { name: 'Ada' })).body.id
  const lists = ['payment_intents', 'charges', 'customers', `payment_methods?customer=${owner}`, 'webhook_endpoints']
  const setup = (await wooshpay('POST', '/v1/setup_intents', { customer: owner })).body.id
  for (const list of [...lists, 'setup_intents', `setup_attempts?setup_intent=${setup}`])
    for (const param of ['starting_after', 'ending_before'])
      for (const id of ['junk', 'pi_1234567890123456789', '%27']) {
        const answer = await wooshpay('GET', `/v1/${list}${list.includes('?') ? '&' : '?'}${param}=${id}`)
        const { code, param: named } = answer.body.error
        assert.deepEqual([answer.status, code, named], [400, 'resource_missing', param], `${list} ${answer.text}`)
      }
  for (const page of ['junk', owner])
    assert.equal((await wooshpay('GET', `/v1/payment_intents/search?query=amount:1&page=${page}`)).status, 400)

  const orqex = foreignClient(`${gateway.url}/orqex`, { authorization: `Bearer ${key}` })
  const made = await orqex('POST', '/v1/payment/intents', {
    amount: 50,
    currency: 'XOF',
    description: 'Order',
    customer: { email: 'ama@example.com', first_name: 'Ama', last_name: 'Mensah' },
  })
  const intent = made.body.data.id
  const cursor = (text: string) => Buffer.from(text).toString('base64url')
  for (const path of [
    '/v1/payment/intents',
    `/v1/payment/intents/${intent}/refunds`,
    `/v1/payment/intents/${intent}/attempts`,
    `/v1/payment/intents/${intent}/countries/CI/methods`,
    '/v1/payouts',
  ])
    for (const text of ['>pi_000000000000000000000000', '<junk', '>re_1'].map(cursor)) {
      const answer = await orqex('GET', `${path}?cursor=${text}`)
      assert.equal(answer.status, 422, `${path} ${answer.text}`)
      assert.ok(answer.text.includes('cursor'), answer.text)
    }
})

test('a session of a browser pages through its customer’s methods as a server does', async () => {
  const session = await stripe.customerSessions.create({
    customer,
    components: { payment_element: { enabled: true, features: { payment_method_redisplay: 'enabled' } } },
  })
  const answer = await request(
    gateway.url,
    `/v1/customer_sessions/payment_methods?client_secret=${session.client_secret}&starting_after=junk`,
    { key: null },
  )
  assert.ok(answer.status >= 400)
})
