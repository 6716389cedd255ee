/** Card numbers where none belongs: refused in every API before anything is kept, and nothing that merely looks like one. */
import assert from 'node:assert/strict'
import { constants, createCipheriv, publicEncrypt, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { request } from '../client/client.ts'
import { foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { harsyaAt } from '../support/harsya.ts'

const gateway = await openGateway()
const number = '4539578763621486'
const spaced = '4539 5787 6362 1486'
const pay = { amount: 1000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' }

type Answer = Awaited<ReturnType<typeof request>>
const errorOf = ({ body }: Answer) => body.error as unknown as { code: string; param: string; message: string }
const post = (path: string, form: object, headers: Record<string, string> = {}) =>
  request(gateway.url, path, { form: { ...form }, headers })

const refused: readonly (readonly [string, object, string])[] = [
  ['/v1/payment_intents', { ...pay, description: `card ${number}` }, 'description'],
  ['/v1/payment_intents', { ...pay, metadata: { order: spaced } }, 'metadata[order]'],
  ['/v1/payment_intents', { ...pay, metadata: { [number]: 'order' } }, 'metadata'],
  ['/v1/payment_intents', { ...pay, metadata: { number } }, 'metadata[number]'],
  ['/v1/payment_intents', { ...pay, statement_descriptor_suffix: `SHOP ${number}` }, 'statement_descriptor_suffix'],
  ['/v1/payment_intents', { ...pay, receipt_email: `${number}@example.com` }, 'receipt_email'],
  ['/v1/payment_intents', { ...pay, transfer_group: number }, 'transfer_group'],
  ['/v1/payment_intents', { ...pay, shipping: { name: spaced, address: { line1: 'Hauptstr. 1' } } }, 'shipping[name]'],
  [
    '/v1/payment_methods',
    { type: 'card', card: { number, exp_month: 12, exp_year: 2034 }, billing_details: { name: spaced } },
    'billing_details[name]',
  ],
  ['/v1/customers', { name: number.replace(/(.{4})/g, '$1-').slice(0, -1) }, 'name'],
  ['/v1/customers', { address: { line1: spaced } }, 'address[line1]'],
  ['/v1/setup_intents', { description: number }, 'description'],
  ['/v1/webhook_endpoints', { url: 'https://shop.example', enabled_events: ['*'], description: number }, 'description'],
]

test('native calls name the field at fault, and nothing of it is in the database', async () => {
  for (const [path, form, param] of refused) {
    const answer = await post(path, form, { 'idempotency-key': `misplaced-${param}` })
    assert.deepEqual(
      [answer.status, errorOf(answer).code, errorOf(answer).param],
      [400, 'card_number_misplaced', param],
    )
    assert.ok(!answer.text.includes(number) && !answer.text.includes(spaced))
  }
  for (const table of [
    'payment_intents',
    'customers',
    'payment_methods',
    'events',
    'idempotency_keys',
    'setup_intents',
  ]) {
    const { rows } = await gateway.pool.query<{ found: string }>(
      `select count(*)::text as found from ${table} t where t::text like '%453957%' or t::text like '%4539 5787%'`,
    )
    assert.equal(rows[0]?.found, '0', table)
  }
})

test('an update, a query and an idempotency key are looked at as well', async () => {
  const made = await post('/v1/payment_intents', { ...pay, confirm: false })
  const { id } = made.body as unknown as { id: string }
  assert.equal(errorOf(await post(`/v1/payment_intents/${id}`, { description: number })).param, 'description')
  const query = encodeURIComponent(`metadata['order']:'${number}'`)
  assert.equal(errorOf(await request(gateway.url, `/v1/payment_intents/search?query=${query}`)).param, 'query')
  const keyed = await post('/v1/payment_intents', pay, { 'idempotency-key': number })
  assert.deepEqual([errorOf(keyed).code, errorOf(keyed).param], ['card_number_misplaced', 'idempotency-key'])
  assert.equal(keyed.headers.get('idempotency-key'), null)
})

test('ids, phone numbers, virtual accounts, tax numbers and order numbers pass', async () => {
  const texts = {
    order: 'INV-4539578763621486',
    phone: '+4539578763621486',
    article: '4006381333931',
    uuid: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    account: '8850812345678901',
    other: '1234567890123456',
    off_by_one: '4539578763621487',
  }
  const paid = await post('/v1/payment_intents', { ...pay, description: 'Order 4539578763621487', metadata: texts })
  assert.equal(paid.status, 200, paid.text)
  const debit = {
    type: 'us_bank_account',
    us_bank_account: { account_number: '000123456789', routing_number: '110000000', account_holder_type: 'individual' },
    billing_details: { name: 'Ada' },
  }
  assert.equal((await post('/v1/payment_methods', debit)).status, 200)
  const company = { name: 'Ada', tax_id: '36227206271667' }
  const card = { type: 'card', card: { token: 'tok_visa' }, billing_details: company }
  assert.equal((await post('/v1/payment_methods', card)).status, 200)
})

test('every foreign API refuses them in its own words', async () => {
  const json = (name: string, headers: Record<string, string>) => foreignClient(`${gateway.url}/${name}`, headers)
  const ojire = json('ojire', { 'x-secret-key': gateway.key })
  const orqex = json('orqex', { authorization: `Bearer ${gateway.key}` })
  const woosh = json('wooshpay', { authorization: `Basic ${Buffer.from(`${gateway.key}:`).toString('base64')}` })
  const customer = { email: 'ama@example.com', first_name: spaced, last_name: 'Mensah' }
  for (const [answer, status, field] of [
    [
      await ojire('POST', '/v1/payment-intents', { amount: 1000, currency: 'IDR', description: number }),
      400,
      'description',
    ],
    [
      await ojire('POST', '/v1/payment-intents', { amount: 1000, currency: 'IDR', metadata: { order_id: number } }),
      400,
      'metadata.order_id',
    ],
    [
      await orqex('POST', '/v1/payment/intents', { amount: 50, currency: 'XOF', description: 'x', customer }),
      422,
      'customer.first_name',
    ],
    [
      await woosh('POST', '/v1/payment_intents', { amount: 10, currency: 'USD', merchant_order_id: number }),
      400,
      'merchant_order_id',
    ],
    [await woosh('POST', '/v1/customers', { name: spaced }), 400, 'name'],
  ] as const) {
    assert.equal(answer.status, status, answer.text)
    assert.ok(answer.text.includes(field), answer.text)
    assert.ok(!answer.text.includes(number) && !answer.text.includes(spaced))
  }
})

test('the hosted page asks its payer to check the field, and does not show the number again', async () => {
  const made = await post('/v1/payment_intents', { ...pay, confirm: false, payment_method: undefined })
  const { id, client_secret } = made.body as unknown as { id: string; client_secret: string }
  const form = new URLSearchParams({
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': '4242424242424242',
    'payment_method_data[card][exp_month]': '12',
    'payment_method_data[card][exp_year]': '2034',
    'payment_method_data[card][cvc]': '123',
    'payment_method_data[billing_details][name]': spaced,
  })
  const answer = await fetch(`${gateway.url}/checkout/${gateway.env}/${id}?client_secret=${client_secret}`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
  })
  const text = await answer.text()
  assert.equal(answer.status, 402)
  assert.match(text, /Please check: Name on the card/)
  assert.ok(!text.includes(spaced) && !text.includes('4242424242424242'))
})

test('what came encrypted is looked at once it is open', async () => {
  const { call: harsya } = await harsyaAt(gateway)
  const made = await harsya('POST', '/v2/payments', {
    clientReferenceId: 'misplaced-1',
    amount: { value: 20_000, currency: 'IDR' },
    paymentMethod: { type: 'CARD' },
    mode: 'API',
    autoConfirm: false,
    statementDescriptor: 'Harsya',
  })
  const key = `-----BEGIN PUBLIC KEY-----\n${made.body.data.encryptionKey}\n-----END PUBLIC KEY-----`
  const [secret, nonce] = [randomBytes(32), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', secret, nonce)
  const plain = {
    card: { number: '4242424242424242', expiryMonth: '12', expiryYear: '2034', cvc: '123', nameOnCard: spaced },
  }
  const sealed = Buffer.concat([cipher.update(JSON.stringify(plain)), cipher.final(), cipher.getAuthTag()])
  const wrapped = publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, secret)
  const encryptedCard = Buffer.from(
    JSON.stringify({
      encryptedKey: wrapped.toString('base64'),
      nonce: nonce.toString('base64'),
      cipherText: sealed.toString('base64'),
    }),
  ).toString('base64')
  const answer = await harsya('POST', `/v2/payments/${made.body.data.id}/confirm`, {
    paymentMethod: { type: 'CARD', card: { encryptedCard } },
  })
  assert.equal(answer.status, 400, answer.text)
  assert.match(answer.text, /card number/)
  assert.ok(!answer.text.includes(spaced))
})
