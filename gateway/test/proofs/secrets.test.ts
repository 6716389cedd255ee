/**
 * What is kept of a request keeps no secret: secrets of one's own are planted in every field that is one, in every API, with an idempotency
 * key, taken and refused; then every column of every table and the log are searched for them.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { request } from '../client/client.ts'
import { logFolder } from '../support/database.ts'
import { foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { harsyaAt, harsyaDocumented as session } from '../support/harsya.ts'
import { idempotency as key, pan, plant, planted, plantedCard, plantedDigits, word } from '../support/planting.ts'
import { bodies, secretPlaces, secretsOf } from '../support/secret-fields.ts'
import { basic, byCard } from '../support/wooshpay.ts'

const gateway = await openGateway()
const native = foreignClient(gateway.url, { authorization: `Bearer ${gateway.key}` })
const taken = async (
  answer: Promise<{ status: number; text: string; body: { [field: string]: never } & Record<string, string> }>,
) => {
  const { status, text, body } = await answer
  assert.ok(status < 300, text)
  return body
}

const orqex = foreignClient(`${gateway.url}/orqex`, { authorization: `Bearer ${gateway.key}` })
const wooshpay = foreignClient(`${gateway.url}/wooshpay`, basic(gateway.key))
const ojire = foreignClient(`${gateway.url}/ojire`, { 'x-secret-key': gateway.key })
const payer = foreignClient(`${gateway.url}/ojire`, { 'x-public-key': gateway.publishable })
const { call: harsya, token } = await harsyaAt(gateway)
const pay = { amount: 2000, currency: 'eur', confirm: true }

/** Of webhooks, of keys, of tokens: given by a merchant, and made here. */
async function secretsOfOwn(): Promise<void> {
  const endpoint = { url: 'http://127.0.0.1:9/', enabled_events: ['*'] }
  await taken(
    native(
      'POST',
      '/v1/webhook_endpoints',
      { ...endpoint, format: 'orqex', secret: word("an endpoint's own secret") },
      key(),
    ),
  )
  const made = await taken(native('POST', '/v1/webhook_endpoints', endpoint, key()))
  plant("an endpoint's made secret", made.secret ?? '')
  plant(
    'a rolled secret',
    (await taken(native('POST', `/v1/webhook_endpoints/${made.id}/roll_secret`, {}, key()))).secret ?? '',
  )
  plant('a made key', (await taken(native('POST', '/v1/api_keys', { name: 'one', type: 'secret' }, key()))).key ?? '')
  plant('an access token', await token())
}

const secureCard = (what: string) => {
  const brought = {
    version: '2.2.0',
    cryptogram: word('a cryptogram'),
    transaction_id: '11111111-1111-4111-8111-111111111111',
    electronic_commerce_indicator: '05',
  }
  return {
    ...pay,
    payment_method_data: { type: 'card', card: plantedCard(what) },
    payment_method_options: { card: { three_d_secure: brought } },
  }
}

async function cards(): Promise<void> {
  await taken(
    native(
      'POST',
      '/v1/payment_intents',
      { ...pay, payment_method_data: { type: 'card', card: plantedCard('a card') } },
      key(),
    ),
  )
  await taken(native('POST', '/v1/payment_intents', secureCard('a card with a proof'), key()))
  const open = await taken(native('POST', '/v1/payment_intents', { amount: 2000, currency: 'eur' }))
  await request(gateway.url, `/v1/payment_intents/${open.id}/confirm`, {
    key: gateway.publishable,
    form: {
      client_secret: open.client_secret ?? '',
      payment_method_data: { type: 'card', card: plantedCard('a card of a browser') },
    },
    headers: key(),
  })
}

async function accounts(): Promise<void> {
  const bank = plantedDigits('an account number', 12)
  const account = { account_number: bank, routing_number: '110000000', account_holder_type: 'individual' }
  const ach = {
    type: 'us_bank_account',
    us_bank_account: account,
    billing_details: { name: 'Ada', email: 'ada@example.com' },
  }
  await taken(native('POST', '/v1/payment_intents', { ...pay, currency: 'usd', payment_method_data: ach }, key()))
  const sepa = {
    type: 'sepa_debit',
    sepa_debit: { iban: plant('an IBAN', 'DE89370400440532013000') },
    billing_details: { name: 'Ada', email: 'ada@example.com' },
  }
  await taken(native('POST', '/v1/payment_intents', { ...pay, payment_method_data: sepa }, key()))
  const number = {
    ...pay,
    amount: 2_000_000,
    currency: 'idr',
    payment_method_data: { type: 'virtual_account', virtual_account: { channel: 'bca', name: 'Ada' } },
  }
  const waiting = await taken(native('POST', '/v1/payment_intents', number))
  await taken(native('POST', `/v1/test_helpers/payment_intents/${waiting.id}/simulate`, { outcome: 'succeed' }))
  const transfer = (amount: number) => ({
    amount,
    payment_intent: waiting.id,
    bank_account: { bank: 'bca', account_holder: 'Ada', account_number: plantedDigits("a refund's account", 12) },
  })
  const refund = await taken(native('POST', '/v1/refunds', transfer(500_000), key()))
  assert.equal(refund.status, 'pending')
  const later = await taken(native('POST', '/v1/refunds', { amount: 500_000, payment_intent: waiting.id }))
  await native('POST', `/v1/refunds/${later.id}`, { bank_account: transfer(1).bank_account }, key())
}

async function codes(): Promise<void> {
  const orange = {
    ...pay,
    amount: 5000,
    currency: 'xof',
    payment_method_data: {
      type: 'momo_orange',
      momo_orange: { phone: '+2250707123456' },
      billing_details: { address: { country: 'CI' } },
    },
  }
  const asked = await taken(native('POST', '/v1/payment_intents', orange))
  await native(
    'POST',
    `/v1/payment_intents/${asked.id}/submit_code`,
    { code: plant('a one-time code', '918273') },
    key(),
  )
}

async function abroad(): Promise<void> {
  const guest = await taken(
    ojire('POST', '/v1/payment-intents', { amount: 150_000, currency: 'IDR', metadata: { orderId: '1' } }),
  )
  const { number: ojireNumber } = plantedCard("Ojire's card")
  await payer(
    'POST',
    `/v1/payment-intents/${guest.id}/confirm`,
    {
      clientSecret: guest.clientSecret,
      paymentMethod: 'CC',
      card: { number: ojireNumber, expMonth: 12, expYear: 2040, cvv: '739' },
    },
    key(),
  )
  await taken(wooshpay('POST', '/v1/payment_intents', byCard(pan("WooshPay's card"), { amount: 2000 }), key()))
  const { number: harsyaNumber } = plantedCard("Harsya's card")
  await harsya(
    'POST',
    '/v2/payments',
    {
      ...session,
      clientReferenceId: 'plant-1',
      paymentMethod: { type: 'CARD', card: { number: harsyaNumber, expMonth: 12, expYear: 40, cvc: '739' } },
      paymentMethodOptions: undefined,
    },
    { 'x-request-id': key()['idempotency-key'] },
  )
}

/** The processor never answers, so whatever the call keeps is kept until it is known. */
async function inDoubt(): Promise<void> {
  await taken(
    native('POST', '/v1/test_helpers/faults', { on: 'authorise', do: 'lose_answer', known_after_seconds: 3600 }),
  )
  await taken(native('POST', '/v1/payment_intents', secureCard('a card in doubt'), key()))
}

/** In every field that is a secret, of every call: most are refused. */
async function everywhere(): Promise<void> {
  for (const { api, method, path, body } of bodies(gateway.routes))
    for (const place of secretPlaces(body, secretsOf(api))) {
      const filled = place.reduceRight<unknown>(
        (inner, name) => ({ [name]: inner }),
        word(`${api} ${method} ${path} ${place.join('.')}`),
      )
      const call = { native, ojire, orqex, wooshpay, harsya }[api] ?? native
      const one = key()
      const again = { 'x-idempotency-key': one['idempotency-key'], 'x-request-id': one['idempotency-key'] }
      await call(method, path.replace(/:\w+/g, 'none'), filled, { ...one, ...again })
    }
}

/** Headers that are secrets, and wrong. */
async function headers(): Promise<void> {
  for (const [path, sent] of [
    ['/v1/balance', { authorization: `Bearer ${plant('a wrong key', 'sk_test_plantedwrongkey0123456789')}` }],
    ['/harsya/v1/access-token', { 'x-merchant-id': 'demo', 'x-merchant-secret': word("a merchant's secret") }],
    ['/harsya/v2/payments', { authorization: `Bearer ${word('a token')}` }],
    [
      '/shop/api/v1/shop/orders/9',
      { 'x-api-key': word("a shop's key"), authorization: `Bearer ${word("a user's token")}` },
    ],
    ['/ojire/v1/payment-methods', { 'x-public-key': word('a public key') }],
    ['/orqex/v1/payment/intents', { authorization: `Bearer ${word("Orqex's key")}` }],
    ['/wooshpay/v1/balance', basic(word("WooshPay's key"))],
  ] as const)
    await foreignClient(gateway.url, { ...sent, ...key() })(
      path.endsWith('token') ? 'POST' : 'GET',
      path,
      path.endsWith('token') ? { grantType: 'client_credentials' } : undefined,
    )
}

/** Where any of them is: in which table, or in the log. */
async function traces(): Promise<readonly string[]> {
  const { rows: tables } = await gateway.pool.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
  )
  assert.ok(tables.length > 15)
  const found: string[] = []
  for (const { name } of tables) {
    const { rows } = await gateway.pool.query<{ row: string }>(`select t::text as row from "${name}" t`)
    for (const { row } of rows)
      for (const [secret, what] of planted) if (row.includes(secret)) found.push(`${name}: ${what}`)
    for (const { row } of rows) if (/"cv[cv]\\?":\s*\\?"739/.test(row)) found.push(`${name}: a security code`)
  }
  const log = readFileSync(join(logFolder(), `${process.pid}.log`), 'utf8')
  assert.ok(log.length > 0)
  for (const [secret, what] of planted) if (log.includes(secret)) found.push(`the log: ${what}`)
  return [...new Set(found)]
}

test('nothing that is kept of any request, answer or call holds a secret that came with it', async () => {
  for (const planting of [secretsOfOwn, cards, accounts, codes, abroad, inDoubt, everywhere, headers]) await planting()
  await gateway.deliver()
  assert.deepEqual(await traces(), [])
})
