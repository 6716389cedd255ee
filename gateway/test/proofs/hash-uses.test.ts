/** No two uses of the vault's hash key share a domain: what one of them shows makes nothing of another. */
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { SignJWT } from 'jose'
import { Secret } from '../../src/kernel/secret.ts'
import { hashKeyOf, keyedHashes } from '../../src/vault/fingerprint.ts'
import { derivedKeyUses, isKeyUse, labelOfUse } from '../../src/vault/hash-uses.ts'
import { foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { harsyaAt, harsyaDocumented as session } from '../support/harsya.ts'

const gateway = await openGateway()
const native = foreignClient(gateway.url, { authorization: `Bearer ${gateway.key}` })

test('no two uses of the hash key share a domain', () => {
  const hashes = keyedHashes(hashKeyOf({ current: 1, keys: new Map([[1, new Secret(Buffer.alloc(32, 3))]]) }))
  const labels = derivedKeyUses.map(labelOfUse)
  assert.equal(new Set(labels).size, labels.length)
  const keys = derivedKeyUses.map((use) => hashes.derived(use))
  assert.equal(new Set(keys).size, keys.length)
  for (const made of keys) assert.match(made, /^[\w-]{43}$/)
  // What a caller can have hashed, and then read in the database: no part of any key comes out, whatever is asked for.
  const texts = [
    ...labels,
    ...derivedKeyUses,
    ...['harsya', 'shop'].flatMap((name) => [1, 2].map((at) => `tokens of ${name}, ${at}`)),
  ]
  for (const text of texts)
    for (const shown of [
      hashes.secret(text),
      hashes.fingerprint('acct_1', text),
      hashes.secret(`florin${text}`),
      hashes.secret(`${text}\x01`),
    ])
      for (const made of keys) assert.ok(!made.includes(shown.slice(0, 12)), text)
  assert.notEqual(hashes.secret('4242424242424242'), hashes.fingerprint('', '4242424242424242'))
  assert.ok(!isKeyUse('harsya/other') && derivedKeyUses.every(isKeyUse))
})

test('a token that is made of hashes which requests leave behind is nobody’s', async () => {
  // As it was proved: two calls with chosen texts left both halves of the key.
  const parts: string[] = []
  for (const at of [1, 2]) {
    const idempotency = `halves-${at}`
    const endpoint = { url: 'http://127.0.0.1:9/', enabled_events: ['*'], format: 'orqex' }
    const chosen = { ...endpoint, secret: `tokens of harsya, ${at}` }
    await native('POST', '/v1/webhook_endpoints', chosen, { 'idempotency-key': idempotency })
    const { rows } = await gateway.pool.query<{ params: string }>(
      'select params::text as params from idempotency_keys where key = $1',
      [idempotency],
    )
    parts.push(/"secret":"([^"]+)"/.exec(rows[0]?.params ?? '')?.[1] ?? '')
  }
  const wallSeconds = Math.floor(gateway.wallMs() / 1000)
  const statusBy = async (signing: string): Promise<number> => {
    const claims = {
      iss: 'backend-portal',
      sub: 'demo',
      exp: wallSeconds + 600,
      clientId: 'key_demo_secret',
      merchantId: gateway.env,
    }
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .sign(new TextEncoder().encode(signing))
    const call = foreignClient(`${gateway.url}/harsya`, { authorization: `Bearer ${token}` })
    return (await call('GET', '/v2/payments')).status
  }
  assert.equal(parts.join('').length, 44)
  for (const signing of [parts.join(''), ...parts]) assert.equal(await statusBy(signing), 401)
  assert.equal(await statusBy(await gateway.vault.derivedKey('harsya/access-token')), 200, 'only the key itself signs')
})

test('a customer that an earlier release named by its one key is found by the address still', async () => {
  const { call: harsya } = await harsyaAt(gateway)
  const customer = {
    givenName: 'Ada',
    surname: 'L',
    email: 'ada.before@example.com',
    phoneNumber: { countryCode: '+62', number: '89699990001' },
  }
  const { body: made } = await native('POST', '/v1/customers', { name: 'Ada', email: customer.email })
  const former = (await gateway.vault.hashes(['tokens of harsya, 1', 'tokens of harsya, 2'])).join('')
  const value = createHmac('sha256', former).update(`${customer.email}/`).digest('base64url')
  await gateway.pool.query('insert into foreign_references (env, id, object) values ($1, $2, $3)', [
    gateway.env,
    `harsya/customer:${value}`,
    made.id,
  ])
  await harsya('POST', '/v2/payments', { ...session, clientReferenceId: 'former-1', customer })
  assert.equal(
    (await native('GET', `/v1/customers?email=${customer.email}`)).body.data.length,
    1,
    'no second one was made',
  )
})
