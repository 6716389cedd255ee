/** A header that names another account: refused on every call there is, and nothing is done. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dialects } from '../../src/dialects/index.ts'
import { officialClient } from '../client/client.ts'
import { openGateway } from '../support/gateway.ts'

const gateway = await openGateway()

type Call = { readonly method: string; readonly path: string }
const native: Call[] = gateway.routes.map(({ method, path }) => ({ method, path }))
const foreign: Call[] = [...dialects.values()].flatMap(({ name, routes }) =>
  routes.map(({ method, path }) => ({ method, path: `/${name}${path}` })),
)
const beside: Call[] = [
  { method: 'GET', path: '/v1/events/stream' },
  { method: 'GET', path: '/v1/nothing_here' },
  { method: 'POST', path: '/v2/core/accounts' },
  { method: 'POST', path: '/harsya/nothing/here' },
  { method: 'GET', path: '/' },
  { method: 'OPTIONS', path: '/v1/charges' },
]

const send = async ({ method, path }: Call, headers: Record<string, string>, key = gateway.key) => {
  const answer = await fetch(gateway.url + path.replace(/:\w+/g, 'none_1'), {
    method,
    headers: { authorization: `Bearer ${key}`, 'x-secret-key': key, 'x-api-key': key, ...headers },
    redirect: 'manual',
  })
  return { status: answer.status, text: await answer.text() }
}

for (const [header, value] of [
  ['Stripe-Account', 'acct_1OtherOtherOther'],
  ['stripe-context', 'acct_1OtherOtherOther/acct_2'],
  ['Stripe-Account', ''],
] as const)
  test(`${header}: '${value}' is refused on every call, in the words of the API that is called`, async () => {
    for (const call of [...native, ...foreign, ...beside]) {
      const { status, text } = await send(call, { [header]: value })
      const what = `${call.method} ${call.path}: ${status} ${text}`
      assert.equal(status, 403, what)
      if (native.includes(call)) assert.equal(JSON.parse(text).error.code, 'account_invalid', what)
    }
  })

test('it is refused whoever asks: with a publishable key, and with none', async () => {
  for (const key of [gateway.publishable, 'sk_test_unknown', ''])
    assert.equal((await send({ method: 'GET', path: '/v1/balance' }, { 'stripe-account': 'acct_1' }, key)).status, 403)
})

test('the official client is told, and no money moved', async () => {
  const stripe = officialClient(gateway.url, await gateway.sandbox())
  const paid = { amount: 2000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' }
  await assert.rejects(stripe.paymentIntents.create(paid, { stripeAccount: 'acct_1OtherOtherOther' }), {
    statusCode: 403,
    code: 'account_invalid',
  })
  assert.deepEqual((await stripe.paymentIntents.list()).data, [])
})

test("Harsya's header for sub-merchants is refused where a token is asked for, too", async () => {
  const answer = await fetch(`${gateway.url}/harsya/v1/access-token`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-merchant-id': 'demo',
      'x-merchant-secret': gateway.key,
      'x-submerchant-id': 'other',
    },
    body: '{"grantType":"client_credentials"}',
  })
  assert.equal(answer.status, 403)
})
