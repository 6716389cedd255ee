/** Keys: what each kind may do, over every call that there is; making, listing and ending them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoKeys, earlierDemoKeys, keyHash } from '../../src/engine/access.ts'
import { demandOf } from '../../src/engine/gate.ts'
import type { AnyRoute } from '../../src/engine/route.ts'
import { createAccount, createEnvironment, createKey } from '../../src/operations/accounts.ts'
import { resourcesOf } from '../../src/operations/admission.ts'
import { officialClient, request } from '../client/client.ts'
import { openGateway, testStart } from '../support/gateway.ts'

let shift = 0
const gateway = await openGateway({ monotonicMs: () => shift })
const routes = gateway.routes
const account = await createAccount(gateway.pool, gateway.newId, {})
const env = await createEnvironment(gateway.pool, gateway.newId, account, false)
const keyOf = (kind: 'secret' | 'publishable') => createKey(gateway.pool, env, kind, false, testStart)
const [secret, publishable] = [await keyOf('secret'), await keyOf('publishable')]
const restricted = (permissions: Record<string, 'read' | 'write'>) =>
  createKey(gateway.pool, env, 'restricted', false, testStart, { permissions })

/** A call as it goes over the wire, with nothing in it: enough to see whether the gate lets it through. */
const callOf = (route: AnyRoute, key: string) =>
  request(gateway.url, route.path.replace(/:\w+/g, 'none_1'), {
    key,
    method: route.method,
    ...(route.method === 'POST' ? { form: {} } : {}),
  })
type Answer = Awaited<ReturnType<typeof request>>
const errorOf = ({ body }: Answer) =>
  (body.error ?? null) as unknown as { code: string; message: string; type: string } | null
const codeOf = (answer: Answer) => errorOf(answer)?.code ?? 'ok'
const name = ({ method, path }: AnyRoute) => `${method} ${path}`
const refusals = ['permission_missing', 'secret_key_required', 'unrestricted_key_required']

test('every call names its resource, and what it needs of it', () => {
  assert.ok(routes.length > 40)
  for (const route of routes) {
    const { resource, needs } = demandOf(route)
    assert.match(resource, /^[a-z_]+$/, name(route))
    assert.ok(route.method === 'GET' || needs === 'write', name(route))
  }
  assert.deepEqual(routes.filter((route) => route.method === 'GET' && demandOf(route).needs === 'write').map(name), [
    'GET /v1/webhook_signing_secret',
  ])
})

test('a restricted key does what its permission says, on every call: none, read, write', async () => {
  const others = resourcesOf(routes)
  for (const resource of others) {
    const rest = Object.fromEntries(
      others.filter((other) => other !== resource).map((other) => [other, 'write' as const]),
    )
    const keys = {
      none: await restricted(rest),
      read: await restricted({ [resource]: 'read' }),
      write: await restricted({ [resource]: 'write' }),
    }
    for (const route of routes.filter((one) => demandOf(one).resource === resource)) {
      const { needs } = demandOf(route)
      for (const [given, key] of Object.entries(keys)) {
        const answer = await callOf(route, key)
        if (given === 'write' || given === needs) {
          assert.ok(!refusals.includes(codeOf(answer)), `${name(route)} with ${given}: ${codeOf(answer)}`)
          continue
        }
        assert.equal(answer.status, 403, `${name(route)} with ${given}`)
        assert.equal(codeOf(answer), 'permission_missing')
        assert.equal(errorOf(answer)?.type, 'invalid_request_error')
        assert.match(errorOf(answer)?.message ?? '', new RegExp(`'${resource}=${needs}'`))
      }
    }
  }
})

test('a call that is not permitted changes nothing, and its idempotency key stays free', async () => {
  const key = await restricted({ payment_intents: 'read' })
  const form = { amount: 100, currency: 'eur' }
  const headers = { 'idempotency-key': 'not-permitted' }
  assert.equal(codeOf(await request(gateway.url, '/v1/payment_intents', { key, form, headers })), 'permission_missing')
  const answer = await request(gateway.url, '/v1/payment_intents', { key: secret, form, headers })
  assert.equal(answer.status, 200)
  assert.equal(answer.headers.get('idempotent-replayed'), null)
})

test('the official client sees a permission error', async () => {
  const stripe = officialClient(gateway.url, await restricted({ refunds: 'read' }))
  await assert.rejects(stripe.balance.retrieve(), (error: { type: string; statusCode: number; message: string }) => {
    assert.deepEqual([error.type, error.statusCode], ['StripePermissionError', 403])
    assert.match(error.message, /'balance=read'/)
    return true
  })
})

test('what is expanded needs the permission to read it', async () => {
  const paid = { amount: 100, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' }
  const id = (await request(gateway.url, '/v1/payment_intents', { key: secret, form: paid })).body.id
  const path = `/v1/payment_intents/${id}?expand[]=latest_charge`
  const blind = await request(gateway.url, path, { key: await restricted({ payment_intents: 'read' }) })
  assert.equal(blind.status, 403)
  assert.match(errorOf(blind)?.message ?? '', /'charges=read'/)
  const seeing = await request(gateway.url, path, {
    key: await restricted({ payment_intents: 'read', charges: 'read' }),
  })
  assert.equal((seeing.body as unknown as { latest_charge: { object: string } }).latest_charge.object, 'charge')
})

test('a publishable key is let through to the calls of a browser only, over every call', async () => {
  const browser: string[] = []
  for (const route of routes) {
    const answer = await callOf(route, publishable)
    if (codeOf(answer) === 'secret_key_required') assert.equal(answer.status, 403, name(route))
    else browser.push(name(route))
  }
  assert.deepEqual(
    browser.sort(),
    routes
      .filter(({ access }) => access === 'client')
      .map(name)
      .sort(),
  )
})

test('a publishable key sees nothing of an object without its client_secret, and of it no more than a browser needs', async () => {
  const paid = {
    amount: 100,
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_visa',
    metadata: { order: 'secret-order' },
    statement_descriptor_suffix: 'HIDDEN',
  }
  const made = await request(gateway.url, '/v1/payment_intents', { key: secret, form: paid })
  const { id, client_secret } = made.body as unknown as { id: string; client_secret: string }
  assert.notEqual((await request(gateway.url, `/v1/payment_intents/${id}`, { key: publishable })).status, 200)
  const path = `/v1/payment_intents/${id}?client_secret=${client_secret}`
  for (const expand of ['', '&expand[]=latest_charge', '&expand[]=payment_method', '&expand[]=customer']) {
    const seen = await request(gateway.url, path + expand, { key: publishable })
    assert.equal(seen.status, 200)
    assert.doesNotMatch(seen.text, /secret-order|HIDDEN|ch_|fingerprint":"|balance_transaction/)
  }
})

test("the answer of the merchant's server is not replayed to a browser", async () => {
  const made = await request(gateway.url, '/v1/payment_intents', {
    key: secret,
    form: { amount: 100, currency: 'eur' },
  })
  const { id, client_secret } = made.body as unknown as { id: string; client_secret: string }
  const form = { client_secret, payment_method: 'pm_card_visa' }
  const headers = { 'idempotency-key': 'of-the-server' }
  const path = `/v1/payment_intents/${id}/confirm`
  assert.equal((await request(gateway.url, path, { key: secret, form, headers })).status, 200)
  const browser = await request(gateway.url, path, { key: publishable, form, headers })
  assert.equal(codeOf(browser), 'idempotency_key_reused')
})

test('keys are made by the API, shown once, listed without themselves, and revoked', async () => {
  const call = (path: string, form?: Record<string, unknown>, key = secret) =>
    request(gateway.url, path, { key, ...(form === undefined ? {} : { form }) })
  const made = await call('/v1/api_keys', { name: 'Books', permissions: { refunds: 'read', charges: 'none' } })
  assert.equal(made.status, 200)
  const { id, key, hint } = made.body as unknown as { id: string; key: string; hint: string }
  assert.match(key, /^rk_test_\w{32}$/)
  assert.deepEqual(made.body.permissions, { refunds: 'read' })
  const [one, all] = [await call(`/v1/api_keys/${id}`), await call('/v1/api_keys?limit=100')]
  assert.equal(one.body.hint, hint)
  assert.ok(!one.text.includes(key) && !all.text.includes(key))
  assert.ok((all.body.data as unknown as { id: string }[]).some((entry) => entry.id === id))
  const { rows } = await gateway.pool.query<{ line: string }>('select k::text as line from api_keys k')
  assert.ok(rows.every(({ line }) => !line.includes(key)))

  assert.equal((await call('/v1/refunds', undefined, key)).status, 200)
  assert.equal(codeOf(await call('/v1/api_keys', {}, key)), 'unrestricted_key_required')
  const soon = await call(`/v1/api_keys/${id}/revoke`, { in_seconds: 3600 })
  assert.equal(soon.body.revoked_at, Math.floor(gateway.wallMs() / 1000) + 3600)
  assert.equal((await call('/v1/refunds', undefined, key)).status, 200)
  const now = await call(`/v1/api_keys/${id}/revoke`, {})
  assert.ok(Number(now.body.revoked_at) <= Math.ceil(gateway.wallMs() / 1000))
  assert.equal(codeOf(await call('/v1/refunds', undefined, key)), 'api_key_invalid')
})

test('a key ends by itself when its time has come', async () => {
  const key = await restricted({ refunds: 'read' })
  const see = () => request(gateway.url, '/v1/refunds', { key })
  const { rows } = await gateway.pool.query<{ id: string }>('select id from api_keys where hash = $1', [keyHash(key)])
  const revoke = `/v1/api_keys/${rows[0]?.id}/revoke`
  assert.equal((await request(gateway.url, revoke, { key: secret, form: { in_seconds: 60 } })).status, 200)
  assert.equal((await see()).status, 200)
  await gateway.advance(61_000)
  shift += 5001
  assert.equal(codeOf(await see()), 'api_key_invalid')
})

test('permissions that nothing has, and keys that cannot be, are refused', async () => {
  const make = (form: Record<string, unknown>) => request(gateway.url, '/v1/api_keys', { key: secret, form })
  assert.equal(codeOf(await make({ permissions: { planets: 'read' } })), 'permission_unknown')
  assert.equal(codeOf(await make({})), 'permissions_missing')
  assert.equal(codeOf(await make({ permissions: { refunds: 'none' } })), 'permissions_missing')
  assert.equal(codeOf(await make({ type: 'secret', permissions: { refunds: 'read' } })), 'permissions_missing')
  assert.equal((await make({ type: 'publishable' })).status, 200)
})

test("a key's id of another environment is unknown", async () => {
  const { rows } = await gateway.pool.query<{ id: string }>('select id from api_keys where env = $1', [env])
  const foreign = await request(gateway.url, `/v1/api_keys/${rows[0]?.id}/revoke`, { form: {} })
  assert.equal(codeOf(foreign), 'resource_missing')
})

test('the demo keys are as long as libraries want keys to be, and those of earlier releases still open the same', async () => {
  for (const kind of ['secret', 'publishable'] as const) {
    // dj-stripe's own check of a key.
    assert.match(demoKeys[kind], /^(pk|rk|sk)_(test|live)_[a-zA-Z0-9]{24,99}$/)
    const path = '/v1/payment_method_catalogue'
    const [now, earlier] = await Promise.all(
      [demoKeys, earlierDemoKeys].map((keys) => request(gateway.url, path, { key: keys[kind] })),
    )
    assert.deepEqual([now?.status, earlier?.status, earlier?.body], [200, 200, now?.body])
  }
})

test('a server that others can reach knows no demo key, of whatever release', async () => {
  const reached = await openGateway({ demoAllowed: () => false })
  for (const key of [...Object.values(demoKeys), ...Object.values(earlierDemoKeys)])
    assert.equal(codeOf(await request(reached.url, '/v1/balance', { key })), 'demo_key_refused', key)
})
