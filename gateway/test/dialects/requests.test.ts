/**
 * Requests as vendors' own samples and merchants' code send them: with things in the query that mean nothing, without a content
 * type, with a wrong method, and from a browser that came by a broken link.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dialects } from '../../src/dialects/index.ts'
import { foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { harsyaAt } from '../support/harsya.ts'

const gateway = await openGateway()
const bearer = { authorization: `Bearer ${gateway.key}` }
const basic = { authorization: `Basic ${btoa(`${gateway.key}:`)}` }
const harsya = await harsyaAt(gateway)
const client = {
  ojire: foreignClient(`${gateway.url}/ojire`, { 'x-secret-key': gateway.key }),
  orqex: foreignClient(`${gateway.url}/orqex`, bearer),
  wooshpay: foreignClient(`${gateway.url}/wooshpay`, basic),
  harsya: harsya.call,
  shop: foreignClient(`${gateway.url}/shop`, { 'x-api-key': gateway.key, authorization: 'Bearer shop_demo_user' }),
} as const
type Name = keyof typeof client

/** One call of each that answers without an object before it. */
const reads: Readonly<Record<Name, string>> = {
  ojire: '/v1/payment-intents/none',
  orqex: '/v1/payment/intents',
  wooshpay: '/v1/payment_intents',
  harsya: '/v2/payments',
  shop: '/api/v1/shop/orders/9',
}

/** The status of a method that an address does not take: 405 where a vendor's documents list it, else that of no address. */
const wrongMethod: Readonly<Record<Name, number>> = { ojire: 404, orqex: 404, harsya: 405, shop: 404, wooshpay: 404 }

test('what a query holds beside the documented is ignored, in every API and at every depth', async () => {
  const leftovers = 'members&reference&Type&_postman_listIndexKey=key&utm_source=a%20b&nested[deep][er]=1'
  for (const name of Object.keys(client) as Name[]) {
    const plain = await client[name]('GET', reads[name])
    const full = await client[name]('GET', `${reads[name]}?${leftovers}`)
    assert.equal(full.status, plain.status, `${name}: ${full.text}`)
    assert.deepEqual(Object.keys(full.body), Object.keys(plain.body), name)
  }
  for (const path of ['/v1/coupons', '/v1/products?x=1', '/v1/checkout/sessions?limit=3&foo[bar]=1'])
    assert.equal((await client.wooshpay('GET', path)).status, 501, path)
})

test('a filter is one with a blank before its bracket, and what it does not know is ignored', async () => {
  const made = await client.wooshpay('POST', '/v1/payment_intents', { amount: 2000, currency: 'USD' })
  const at = Number(made.body.created)
  for (const [query, found] of [
    [`created%20[gt]=${at - 1000}`, 1],
    [`created+[gt]=${at}`, 0],
    [`created[gt]=${at - 1000}&created[about]=7`, 1],
  ] as const) {
    const { body, text } = await client.wooshpay('GET', `/v1/payment_intents?${query}`)
    assert.equal(body.data.length, found, `${query}: ${text}`)
  }
  // What is documented is still checked.
  assert.equal((await client.wooshpay('GET', '/v1/payment_intents?limit=1000')).status, 400)
})

test('a body is JSON, whatever its content type says, or without one', async () => {
  const order = '{"amount":2000,"currency":"USD"}'
  for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'application/vnd.api+json', null]) {
    const answer = await fetch(`${gateway.url}/wooshpay/v1/payment_intents`, {
      method: 'POST',
      headers: { ...basic, ...(type === null ? {} : { 'content-type': type }) },
      // Bytes: a text would be given a type.
      body: new TextEncoder().encode(order),
    })
    assert.equal(answer.status, 200, `${type}: ${await answer.text()}`)
  }
  const form = await client.wooshpay('POST', '/v1/payment_intents', 'amount=2000&currency=usd', {
    'content-type': 'application/x-www-form-urlencoded',
  })
  assert.equal(form.status, 400)
  assert.match(form.body.error.message, /not valid JSON/)
})

test('an address that takes other methods says so, with the methods in Allow', async () => {
  for (const name of Object.keys(client) as Name[]) {
    const answer = await client[name]('PUT', reads[name])
    assert.equal(answer.status, wrongMethod[name], `${name}: ${answer.text}`)
    assert.match(answer.headers.get('allow') ?? '', /GET/, name)
    assert.equal((await client[name]('PUT', '/v1/nothing/here')).status, 404, name)
  }
})

/** What a call with nothing behind it still checks. */
const bodies: Readonly<Record<string, unknown>> = { 'Payouts.Create': { amount: 5, currency: 'XOF' } }

test('every call there is takes its method, and answers 501 where its reference says that it cannot run, and only there', async () => {
  for (const dialect of dialects.values())
    for (const { method, path, operationId, notYet } of dialect.routes) {
      const body = method === 'GET' ? undefined : (bodies[operationId] ?? {})
      const answer = await client[dialect.name as Name](method, path.replaceAll(/:\w+/g, 'x'), body)
      const which = `${dialect.name} ${method} ${path}: ${answer.text}`
      assert.notEqual(answer.status, 405, which)
      if (answer.status === 501) assert.notEqual(notYet, undefined, which)
      if (notYet !== undefined) assert.ok(answer.status === 501 || answer.status === 404, which)
    }
})

test('a browser is told on a page what went wrong with its link, and code in the envelope of the API', async () => {
  const links = [
    '/ojire/pay/x?clientSecret=y&publicKey=z',
    `/ojire/pay/x?clientSecret=y&publicKey=${gateway.publishable}`,
    '/harsya/detail?token=nonsense',
    `/harsya/return/${gateway.env}?payment_intent_client_secret=x`,
    '/harsya/detail',
  ]
  for (const link of links) {
    const page = await fetch(gateway.url + link, { headers: { accept: 'text/html,*/*' } })
    const text = await page.text()
    assert.ok(page.status >= 400 && page.status < 500, link)
    assert.match(page.headers.get('content-type') ?? '', /text\/html/, link)
    assert.match(text, /Nothing to pay here/, link)
    const code = await fetch(gateway.url + link)
    assert.match(code.headers.get('content-type') ?? '', /json/, link)
  }
})
