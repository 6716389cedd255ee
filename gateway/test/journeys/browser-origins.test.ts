/** Pages of other origins: what a publishable key may call they may call and read; nothing else, in no API. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dialects } from '../../src/dialects/index.ts'
import { request } from '../client/client.ts'
import { openGateway } from '../support/gateway.ts'

const gateway = await openGateway()
const origin = 'https://shop.example'

type Call = { readonly method: string; readonly path: string; readonly browsers: boolean }
const calls: Call[] = [
  ...gateway.routes.map(({ method, path, access }) => ({ method, path, browsers: access === 'client' })),
  ...[...dialects.values()].flatMap(({ name, routes }) =>
    routes.map(({ method, path, access }) => ({ method, path: `/${name}${path}`, browsers: access === 'public' })),
  ),
]
const at = (path: string) => gateway.url + path.replace(/:\w+/g, 'none_1')
const ask = (path: string, method: string, headers = 'authorization,content-type') =>
  fetch(at(path), {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': headers },
  })
const allowedBy = (answer: Response) => ({
  origin: answer.headers.get('access-control-allow-origin'),
  methods: (answer.headers.get('access-control-allow-methods') ?? '').split(', '),
  headers: (answer.headers.get('access-control-allow-headers') ?? '').toLowerCase().split(', '),
})

test('a browser that asks before a call is let make exactly those that take a publishable key', async () => {
  assert.ok(calls.filter(({ browsers }) => browsers).length > 10)
  for (const { method, path, browsers } of calls) {
    const answer = await ask(path, method)
    const { origin: any, methods } = allowedBy(answer)
    assert.equal(any === '*' && methods.includes(method), browsers, `${method} ${path}: ${answer.status} ${methods}`)
    if (browsers) assert.deepEqual([answer.status, await answer.text()], [204, ''])
  }
})

test('it may send what the official libraries send, and what a foreign API’s own do', async () => {
  const sent = [
    'authorization',
    'content-type',
    'accept',
    'stripe-version',
    'idempotency-key',
    'stripe-account',
    'x-stripe-user-agent',
    'x-stripe-client-user-agent',
  ]
  const native = allowedBy(await ask('/v1/payment_intents/pi_1/confirm', 'POST', sent.join(',')))
  for (const name of sent) assert.ok(native.headers.includes(name), name)
  const ojire = allowedBy(await ask('/ojire/v1/payment-intents/x/confirm', 'POST', 'x-public-key'))
  assert.ok(ojire.headers.includes('x-public-key'))
})

test('answers are shared with a page where a publishable key asks, also what it is refused; with a secret key never', async () => {
  const made = await request(gateway.url, '/v1/payment_intents', { form: { amount: 500, currency: 'eur' } })
  const { id, client_secret } = made.body as unknown as { id: string; client_secret: string }
  const path = `/v1/payment_intents/${id}`
  const shared = async (where: string, key: string | null, form?: Record<string, unknown>) => {
    const headers = { origin }
    const answer = await request(gateway.url, where, { key, headers, ...(form === undefined ? {} : { form }) })
    return answer.headers.get('access-control-allow-origin')
  }
  const pk = gateway.publishable
  assert.equal(await shared(`${path}?client_secret=${client_secret}`, pk), '*')
  assert.equal(await shared(`${path}?client_secret=wrong`, pk), '*')
  assert.equal(await shared(`${path}/confirm`, pk, { client_secret, off_session: true }), '*')
  assert.equal(await shared(`${path}/confirm`, 'pk_test_unknown', { client_secret }), '*')
  assert.equal(await shared(`${path}/confirm`, pk, { client_secret, payment_method: 'pm_card_chargeDeclined' }), '*')
  assert.equal(await shared(`${path}?client_secret=${client_secret}`, gateway.key), null)
  for (const closed of ['/v1/balance', '/v1/payment_intents', '/v1/events/stream', '/v1/nothing', '/healthz', '/'])
    assert.equal(await shared(closed, pk), null, closed)
  assert.equal(await shared('/ojire/v1/payment-intents/x', pk), null)
})

test('a page is told what was wrong, and which request it was', async () => {
  const answer = await fetch(`${gateway.url}/v1/payment_methods`, {
    method: 'POST',
    headers: { origin, authorization: `Bearer ${gateway.publishable}`, 'stripe-account': 'acct_1' },
  })
  assert.deepEqual([answer.status, answer.headers.get('access-control-allow-origin')], [403, '*'])
  assert.match(answer.headers.get('access-control-expose-headers') ?? '', /Request-Id/)
})
