/** What every answer says to a browser: what it is, that nobody keeps it, and that no other page may frame or rule it. */
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { dialects } from '../../src/dialects/index.ts'
import { request } from '../client/client.ts'
import { openGateway } from '../support/gateway.ts'

const gateway = await openGateway()

const intent = async (form: Record<string, unknown>) => {
  const made = await request(gateway.url, '/v1/payment_intents', {
    form: { amount: 2_000_000, currency: 'idr', ...form },
  })
  return made.body as unknown as { id: string; client_secret: string; next_action: Record<string, never> | null }
}
const qr = await intent({ confirm: true, payment_method_data: { type: 'qris' } })
const challenged = await intent({
  currency: 'eur',
  confirm: true,
  payment_method: 'pm_card_authenticationRequired',
  return_url: 'https://shop.example/back',
})
const open = await intent({ currency: 'eur' })
const challenge = (challenged.next_action as unknown as { redirect_to_url: { url: string } }).redirect_to_url.url
const hosted = /https?:\/\/[^"]+\/pay\/[^"]+/.exec(JSON.stringify(qr.next_action))?.[0] ?? ''
const { env } = gateway

const pages = [
  '/',
  '/docs',
  '/docs/errors',
  '/docs/events',
  '/docs/dialects',
  ...[...dialects.keys()].map((name) => `/docs/dialects/${name}`),
  `/bank/${env}`,
  `/bank/${env}/phone?number=1`,
  '/bank/env_nothing',
  challenge,
  '/3ds/a/b/c',
  hosted,
  '/pay/a/b/c',
  `/checkout/${env}/${open.id}?client_secret=${open.client_secret}`,
  `/checkout/${env}/${open.id}?client_secret=wrong`,
  `/checkout/${env}/${open.id}/done?status=succeeded`,
  '/ojire/pay/none',
  '/ojire/pay/none?status=succeeded',
]
const look = (path: string, init: RequestInit = {}) =>
  fetch(path.startsWith('http') ? path : gateway.url + path, { redirect: 'manual', ...init })

const directives = (answer: Response) =>
  new Map(
    (answer.headers.get('content-security-policy') ?? '')
      .split(';')
      .map((one) => one.trim().split(' '))
      .map(([name = '', ...values]) => [name, values.join(' ')]),
  )

test('every page says who may frame it, where its forms go, and runs nothing but its own', async () => {
  for (const path of pages) {
    const answer = await look(path, { headers: { accept: 'text/html' } })
    const policy = directives(answer)
    const what = `${path}: ${answer.status} ${[...policy].join(' | ')}`
    assert.match(answer.headers.get('content-type') ?? '', /^text\/html/, what)
    assert.equal(policy.get('default-src'), "'none'", what)
    assert.equal(policy.get('frame-ancestors'), "'none'", what)
    assert.match(policy.get('form-action') ?? '', /^'self'/, what)
    assert.doesNotMatch(policy.get('script-src') ?? '', /unsafe|\*|https?:/, what)
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', what)
  }
})

test('whatever carries a secret is kept by nobody: answers of every API, tokens, pages of a payment, refusals', async () => {
  const json = { 'content-type': 'application/json' }
  const merchant = { ...json, 'x-merchant-id': 'demo', 'x-merchant-secret': gateway.key }
  const carrying: [string, RequestInit][] = [
    ['/v1/payment_intents', { headers: { authorization: `Bearer ${gateway.key}` } }],
    [`/v1/payment_intents/${open.id}`, { headers: { authorization: `Bearer ${gateway.key}` } }],
    ['/v1/webhook_signing_secret', { headers: { authorization: `Bearer ${gateway.key}` } }],
    ['/v1/api_keys', { method: 'POST', headers: { authorization: `Bearer ${gateway.key}` } }],
    ['/v1/balance', {}],
    ['/harsya/v1/access-token', { method: 'POST', headers: merchant, body: '{"grantType":"client_credentials"}' }],
    ['/ojire/v1/payment-intents', { method: 'POST', headers: { ...json, 'x-secret-key': gateway.key }, body: '{}' }],
    ['/', {}],
    [challenge, {}],
    [hosted, {}],
    [`/checkout/${env}/${open.id}?client_secret=${open.client_secret}`, {}],
    [`/checkout/${env}/${challenged.id}?client_secret=${challenged.client_secret}`, {}],
    ['/nothing', {}],
  ]
  for (const [path, init] of carrying) {
    const answer = await look(path, init)
    assert.equal(answer.headers.get('cache-control'), 'no-store', `${path}: ${answer.status}`)
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', path)
  }
})

test('the stream of events and a request that cannot be read say so too', async () => {
  const stop = new AbortController()
  const stream = await look('/v1/events/stream', {
    headers: { authorization: `Bearer ${gateway.key}` },
    signal: stop.signal,
  })
  assert.deepEqual(
    [stream.headers.get('cache-control'), stream.headers.get('x-content-type-options')],
    ['no-store', 'nosniff'],
  )
  stop.abort()
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1')
  socket.write('this is no request\r\n\r\n')
  let text = ''
  for await (const chunk of socket) text += String(chunk)
  assert.match(text, /nosniff/)
  assert.match(text, /no-store/)
})

test('a form that leads to an app of the shop may do so, and to no other place', async () => {
  const made = await intent({
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_authenticationRequired',
    return_url: 'myshop://back',
  })
  const at = (made.next_action as unknown as { redirect_to_url: { url: string } }).redirect_to_url.url
  assert.equal(directives(await look(at)).get('form-action'), "'self' myshop:")
  const body = 'result=complete'
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' }
  const app = await look(at, { method: 'POST', body, headers })
  assert.deepEqual([app.status, app.headers.get('location')?.slice(0, 13)], [303, 'myshop://back'])
})

test('after a form a browser is led back by a page of ours, and code by a redirect', async () => {
  for (const [accept, status] of [
    ['text/html', 200],
    ['*/*', 303],
  ] as const) {
    const made = await intent({
      currency: 'eur',
      confirm: true,
      payment_method: 'pm_card_authenticationRequired',
      return_url: 'https://shop.example/back?a=1&b="2',
    })
    const at = (made.next_action as unknown as { redirect_to_url: { url: string } }).redirect_to_url.url
    const headers = { 'content-type': 'application/x-www-form-urlencoded', accept }
    const answer = await look(at, { method: 'POST', body: 'result=complete', headers })
    assert.equal(answer.status, status)
    if (status === 200) assert.match(await answer.text(), /http-equiv="refresh" content="0;url=https:\/\/shop\.example/)
  }
})

test('what never changes is sent compressed, kept for a while, and not sent again', async () => {
  for (const path of ['/docs', '/docs/js/library.js', '/openapi.json', '/docs/errors', '/docs/dialects/ojire']) {
    const answer = await look(path, { headers: { 'accept-encoding': 'gzip' } })
    assert.equal(answer.headers.get('content-encoding'), 'gzip', path)
    const etag = answer.headers.get('etag') ?? ''
    const plain = await look(path, { headers: { 'accept-encoding': 'identity' } })
    assert.equal(plain.headers.get('content-encoding'), null)
    assert.equal(await plain.text(), await answer.text())
    assert.equal((await look(path, { headers: { 'if-none-match': etag } })).status, 304)
  }
})
