/** Bad input: each has its documented refusal, and changes nothing. */
import assert from 'node:assert/strict'
import { createConnection } from 'node:net'
import { test } from 'node:test'
import { createAccount, createEnvironment, createKey } from '../../src/operations/accounts.ts'
import { request } from '../client/client.ts'
import { openGateway, testStart } from '../support/gateway.ts'

const gateway = await openGateway({ requestTimeoutMs: 1500 })
const post = (form: Record<string, unknown>, path = '/v1/payment_intents') => request(gateway.url, path, { form })
const errorOf = (answer: Awaited<ReturnType<typeof request>>) =>
  (answer.body as unknown as { error: { code: string; param?: string; message: string; type: string } }).error

/** Rows of everything that a request could leave behind. */
async function rowCounts(): Promise<string> {
  const { rows } = await gateway.pool.query(
    'select (select count(*) from payment_intents) a, (select count(*) from events) b, (select count(*) from entries) c, (select count(*) from vault_records) d, (select count(*) from due_work) e',
  )
  return JSON.stringify(rows[0])
}
const before = await rowCounts()

const pay = { amount: 1000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' }
const card = { number: '4242424242424242', exp_month: 12, exp_year: 2034, cvc: '123' }
const withCard = (more: object) => ({
  ...pay,
  payment_method: undefined,
  payment_method_data: { type: 'card', card: { ...card, ...more } },
})

const cases: [title: string, form: Record<string, unknown>, status: number, code: string, param?: string][] = [
  ['amount 0', { ...pay, amount: 0 }, 400, 'parameter_invalid_integer', 'amount'],
  ['negative amount', { ...pay, amount: -5 }, 400, 'parameter_invalid_integer', 'amount'],
  ['fractional amount', { ...pay, amount: '10.5' }, 400, 'parameter_invalid_integer', 'amount'],
  ['exponent amount', { ...pay, amount: '1e3' }, 400, 'parameter_invalid_integer', 'amount'],
  ['text amount', { ...pay, amount: 'ten' }, 400, 'parameter_invalid_integer', 'amount'],
  ['nine digits in euro', { ...pay, amount: 100_000_000 }, 400, 'amount_too_large', 'amount'],
  [
    'thirteen digits in rupiah',
    { ...pay, amount: '1000000000000', currency: 'idr' },
    400,
    'parameter_invalid',
    'amount',
  ],
  ['no amount', { ...pay, amount: undefined }, 400, 'parameter_missing', 'amount'],
  ['no currency', { ...pay, currency: undefined }, 400, 'parameter_missing', 'currency'],
  ['unknown currency', { ...pay, currency: 'abc' }, 400, 'invalid_currency', 'currency'],
  ['long currency', { ...pay, currency: 'euro' }, 400, 'parameter_invalid', 'currency'],
  ['unknown parameter', { ...pay, colour: 'red' }, 400, 'parameter_unknown', 'colour'],
  [
    'unknown nested parameter',
    withCard({ colour: 'red' }),
    400,
    'parameter_unknown',
    'payment_method_data[card][colour]',
  ],
  ['flag that is none', { ...pay, confirm: 'maybe' }, 400, 'parameter_invalid', 'confirm'],
  ['word that is none', { ...pay, capture_method: 'later' }, 400, 'parameter_invalid', 'capture_method'],
  ['object where text is meant', { ...pay, description: { a: 1 } }, 400, 'parameter_invalid', 'description'],
  ['thousandths of a dinar', { ...pay, currency: 'kwd', amount: 12_345 }, 400, 'amount_not_divisible', 'amount'],
  ['half a shilling', { ...pay, currency: 'ugx', amount: 500_050 }, 400, 'amount_not_divisible', 'amount'],
  ['half a króna', { ...pay, currency: 'ISK', amount: 5_001 }, 400, 'amount_not_divisible', 'amount'],
  [
    'sen by a code',
    { ...pay, currency: 'idr', amount: 1_500_050, payment_method: undefined, payment_method_data: { type: 'qris' } },
    400,
    'amount_not_divisible',
    'amount',
  ],
  ['empty where nothing can be unset', { ...pay, currency: '' }, 400, 'parameter_invalid_empty', 'currency'],
  ['month 13', withCard({ exp_month: 13 }), 402, 'invalid_expiry_month', 'exp_month'],
  ['past year', withCard({ exp_year: 2020 }), 402, 'invalid_expiry_year', 'exp_year'],
  ['past month of this year', withCard({ exp_month: 1, exp_year: 2026 }), 402, 'invalid_expiry_month', 'exp_month'],
  ['check digit', withCard({ number: '4242424242424241' }), 402, 'incorrect_number', 'number'],
  ['letters in the number', withCard({ number: '4242abcd42424242' }), 402, 'invalid_number', 'number'],
  ['short number', withCard({ number: '42' }), 402, 'incorrect_number', 'number'],
  ['two-digit code', withCard({ cvc: '12' }), 402, 'invalid_cvc', 'cvc'],
  ['no card number', withCard({ number: undefined }), 400, 'parameter_missing', 'payment_method_data[card][number]'],
  ['unknown method', { ...pay, payment_method: 'pm_nothing' }, 404, 'resource_missing', 'payment_method'],
  ['unknown test name', { ...pay, payment_method: 'pm_card_gold' }, 404, 'resource_missing', 'payment_method'],
  [
    'method that is not offered',
    { ...pay, payment_method_types: ['card', 'beads'] },
    400,
    'payment_method_type_unknown',
    'payment_method_types[1]',
  ],
  [
    'confirm without a method',
    { ...pay, payment_method: undefined },
    400,
    'payment_intent_payment_method_missing',
    'payment_method',
  ],
  [
    'off_session without confirm',
    { amount: 100, currency: 'eur', off_session: true },
    400,
    'parameter_without_confirm',
    'off_session',
  ],
  [
    '51 metadata keys',
    { ...pay, metadata: Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`k${at}`, 'v'])) },
    400,
    'parameter_invalid',
    'metadata',
  ],
  [
    'metadata key of 41 characters',
    { ...pay, metadata: { ['k'.repeat(41)]: 'v' } },
    400,
    'parameter_invalid',
    `metadata[${'k'.repeat(41)}]`,
  ],
  [
    'a month that is no number',
    withCard({ exp_month: 'May' }),
    400,
    'parameter_invalid_integer',
    'payment_method_data[card][exp_month]',
  ],
  [
    'metadata value of 501 characters',
    { ...pay, metadata: { k: 'v'.repeat(501) } },
    400,
    'parameter_invalid',
    'metadata[k]',
  ],
  ['expansion that is none', { ...pay, expand: ['colour'] }, 400, 'parameter_invalid', 'expand[0]'],
  ['expansion of an inherited name', { ...pay, expand: ['constructor'] }, 400, 'parameter_invalid', 'expand[0]'],
  ['expansion five deep', { ...pay, expand: ['a.b.c.d.e'] }, 400, 'parameter_invalid', 'expand[0]'],
  ['a customer that does not exist', { ...pay, customer: 'cus_x' }, 404, 'resource_missing', 'customer'],
]

for (const [title, form, status, code, param] of cases) {
  test(`${title}: ${status} ${code}`, async () => {
    const answer = await post(form)
    const error = errorOf(answer)
    assert.deepEqual([answer.status, error.code], [status, code], error.message)
    if (param !== undefined) assert.equal(error.param, param)
    assert.match(answer.headers.get('request-id') ?? '', /^req_/)
  })
}

test('JSON: a flag or null is no amount', async () => {
  for (const amount of [true, null, [100], { a: 1 }, 10.5]) {
    const answer = await request(gateway.url, '/v1/payment_intents', { json: { amount, currency: 'eur' } })
    assert.equal(answer.status, 400, JSON.stringify(amount))
  }
})

test('bodies that cannot be read are refused with a reason', async () => {
  const raw = (body: string | Uint8Array<ArrayBuffer>, type: string) =>
    request(gateway.url, '/v1/payment_intents', { method: 'POST', raw: body, headers: { 'content-type': type } })
  const form = 'application/x-www-form-urlencoded'
  const json = 'application/json'
  const deep = `{"metadata":${'{"a":'.repeat(40)}1${'}'.repeat(40)}}`
  const unreadable: [string | Uint8Array<ArrayBuffer>, string][] = [
    ['{"amount": 1', json],
    ['[1,2]', json],
    ['"text"', json],
    ['amount=%ZZ', form],
    ['amount=%ff', form],
    [Uint8Array.from([0x61, 0x3d, 0xff, 0xfe]), form],
    ['description=a%00b', form],
    ['__proto__[polluted]=1', form],
    ['constructor[prototype][x]=1', form],
    ['{"__proto__": {"x": 1}}', json],
    [deep, json],
    [`metadata${'[a]'.repeat(40)}=1`, form],
    ['{"description": "\\ud800"}', json],
    ['<xml/>', 'text/xml'],
  ]
  for (const [body, type] of unreadable) {
    const answer = await raw(body, type)
    assert.deepEqual([String(body).slice(0, 30), answer.status], [String(body).slice(0, 30), 400])
  }
  assert.equal(({} as { polluted?: unknown }).polluted, undefined)
  const large = await raw(`description=${'x'.repeat(300_000)}`, form)
  assert.deepEqual([large.status, errorOf(large).code], [413, 'request_body_too_large'])
})

test('a body that stalls is let go', async () => {
  const { port } = new URL(gateway.url)
  const text = await new Promise<string>((resolve) => {
    const socket = createConnection({ port: Number(port), host: '127.0.0.1' })
    let received = ''
    socket.on('data', (chunk) => {
      received += chunk.toString()
    })
    socket.on('close', () => resolve(received))
    socket.on('error', () => undefined)
    socket.write(
      'POST /v1/payment_intents HTTP/1.1\r\nhost: x\r\nauthorization: Bearer sk_test_florindemokeyforeveryone\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"a',
    )
  })
  assert.match(text, /^HTTP\/1.1 408/)
})

test('keys: missing, unknown, publishable, of the other account', async () => {
  const get = (path: string, key: string | null) => request(gateway.url, path, { key })
  assert.deepEqual(
    [(await get('/v1/balance', null)).status, errorOf(await get('/v1/balance', null)).code],
    [401, 'api_key_missing'],
  )
  const unknown = await get('/v1/balance', 'sk_test_0123456789abcdefghij')
  assert.deepEqual([unknown.status, errorOf(unknown).code], [401, 'api_key_invalid'])
  assert.ok(!unknown.text.includes('0123456789abcdef'), 'a key is not shown back')
  assert.deepEqual(
    [
      (await get('/v1/balance', gateway.publishable)).status,
      errorOf(await get('/v1/balance', gateway.publishable)).code,
    ],
    [403, 'secret_key_required'],
  )

  const account = await createAccount(gateway.pool, gateway.newId, {})
  const [sandbox, live] = await Promise.all(
    [false, true].map((livemode) => createEnvironment(gateway.pool, gateway.newId, account, livemode)),
  )
  const other = await createKey(gateway.pool, sandbox ?? '', 'secret', false, testStart)
  const liveKey = await createKey(gateway.pool, live ?? '', 'secret', true, testStart)
  const made = await request(gateway.url, '/v1/payment_intents', { key: other, form: pay })
  const { id, latest_charge } = made.body as unknown as { id: string; latest_charge: string }
  for (const key of [gateway.key, liveKey]) {
    for (const path of [`/v1/payment_intents/${id}`, `/v1/charges/${latest_charge}`]) {
      const answer = await get(path, key)
      assert.deepEqual([answer.status, errorOf(answer).code], [404, 'resource_missing'])
    }
    const refund = await request(gateway.url, '/v1/refunds', { key, form: { payment_intent: id } })
    assert.equal(refund.status, 404)
    const capture = await request(gateway.url, `/v1/payment_intents/${id}/capture`, { key, form: {} })
    assert.equal(capture.status, 404)
  }
  const testInLive = await request(gateway.url, '/v1/payment_intents', { key: liveKey, form: pay })
  assert.deepEqual([testInLive.status, errorOf(testInLive).code], [400, 'test_method_in_live_mode'])
})

test('ids that are none, calls that are none, keys of idempotency that are too long', async () => {
  for (const id of ['pi_none', 'ch_x', '%00', "pi_'; drop table", 'x'.repeat(200)]) {
    const answer = await request(
      gateway.url,
      `/v1/payment_intents/${encodeURIComponent(id).replaceAll('%2500', '%00')}`,
    )
    assert.ok([400, 404].includes(answer.status), `${id} ${answer.status}`)
  }
  const unknown = await request(gateway.url, '/v1/nothing')
  assert.deepEqual([unknown.status, errorOf(unknown).code], [404, 'route_unknown'])
  const long = await request(gateway.url, '/v1/payment_intents', {
    form: { amount: 1, currency: 'eur' },
    headers: { 'idempotency-key': 'k'.repeat(256) },
  })
  assert.deepEqual([long.status, errorOf(long).code], [400, 'idempotency_key_invalid'])
  const page = await request(gateway.url, '/v1/payment_intents?limit=101')
  assert.equal(page.status, 400)
})

test('none of it has changed anything in the demo account', async () => {
  const { rows } = await gateway.pool.query(
    'select (select count(*) from payment_intents where env = $1)::int as intents, (select count(*) from events where env = $1)::int as events',
    [gateway.env],
  )
  assert.deepEqual(rows[0], { intents: 0, events: 0 }, before)
})

test('currencies with 0 and 3 decimals, and the largest amounts, are paid', async () => {
  for (const [currency, amount] of [
    ['jpy', 99_999_999],
    ['kwd', 12_340],
    ['ugx', 500_000],
    ['isk', 5_000],
    ['idr', 999_999_999_999],
    ['eur', 99_999_999],
    ['eur', 50],
  ] as const) {
    const answer = await post({ ...pay, currency, amount })
    assert.deepEqual([currency, answer.status], [currency, 200])
  }
})

test('a payment below the smallest of its currency is refused, made or changed; other APIs take what their documents take', async () => {
  const tooSmall = async (path: string, form: Record<string, unknown>) => {
    const answer = await request(gateway.url, path, { form })
    assert.deepEqual([answer.status, errorOf(answer).code, errorOf(answer).param], [400, 'amount_too_small', 'amount'])
  }
  await tooSmall('/v1/payment_intents', { amount: 49, currency: 'EUR' })
  await tooSmall('/v1/payment_intents', { amount: 29, currency: 'gbp' })
  const made = await request(gateway.url, '/v1/payment_intents', { form: { amount: 30, currency: 'gbp' } })
  assert.equal(made.status, 200, made.text)
  await tooSmall(`/v1/payment_intents/${made.body.id}`, { amount: 29 })
  await tooSmall(`/v1/payment_intents/${made.body.id}`, { currency: 'usd' })
  const free = await request(gateway.url, '/v1/payment_intents', { form: { amount: 1, currency: 'xof' } })
  assert.equal(free.status, 200)
})
