/** Orqex: its own document's request gives its own document's answer; what is wrong is told in its envelope. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { orqex } from '../../src/dialects/orqex/index.ts'
import { assertShown, foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'

const gateway = await openGateway()
const call = foreignClient(`${gateway.url}/orqex`, { authorization: `Bearer ${gateway.key}` })
const native = foreignClient(gateway.url, { authorization: `Bearer ${gateway.key}` })
const fields = (answer: string) => orqex.answers[answer]?.fields ?? {}

const customer = {
  email: 'ama@example.com',
  first_name: 'Ama Serwaa',
  last_name: 'Mensah',
  address: '12 Rue du Commerce',
  city: 'Abidjan',
  state: 'AB',
  country: 'CI',
  zip: '01',
}
/** The request of the published page, with values for its placeholders. */
const documented = {
  amount: 50,
  currency: 'XOF',
  description: 'Order 1024',
  customer,
  return_url: 'https://shop.example/back',
  webhook_url: 'http://127.0.0.1:9/hook',
  statement_descriptor: 'SHOP 1024',
  receipt_email: 'ama@example.com',
  metadata: { order: 1024, gift: true },
}
const bare = { amount: 50, currency: 'XOF', description: 'Order 1024', customer }
const mtn = { method_code: 'momo_mtn', country: 'CI', phone: { number: '+2250504123456' } }
const time = '2026-06-1[56]T\\d\\d:\\d\\d:\\d\\d\\+00:00'

/** The printed example, member by member. */
const printed = new RegExp(
  `^\\{"message":"Payment intent created\\.","data":\\{"id":"TRX[0-9A-Z]{16}",` +
    `"amount":\\{"value":5000,"formatted":"50\\.00 XOF","short":"50 XOF","currency":"XOF"\\},` +
    `"customer":\\{"id":"cus_[0-9A-Za-z]{24}","first_name":"Ama Serwaa","last_name":"Mensah","email":"ama@example\\.com","avatar_url":null\\},` +
    `"description":"Order 1024","return_url":"https://shop\\.example/back","webhook_url":"http://127\\.0\\.0\\.1:9/hook",` +
    `"statement_descriptor":"SHOP 1024","receipt_email":"ama@example\\.com","metadata":\\{"order":1024,"gift":true\\},` +
    `"active_attempt":\\{"id":"att_[0-9A-Za-z]{24}",` +
    `"method":\\{"value":"momo_mtn","label":"MTN Mobile Money","description":"Pay with MTN Mobile Money","icon_url":"http://127\\.0\\.0\\.1:\\d+/icons/momo_mtn\\.svg"\\},` +
    `"amount":\\{"value":5000,"formatted":"50\\.00 XOF","short":"50 XOF","currency":"XOF"\\},"exchange_rate":1,"correction_rate":1,` +
    `"gateway":\\{"transaction":\\{"id":"ch_\\w+","reference":"pi_\\w+","external_id":"[^"]+","status":"action_required"\\}\\},` +
    `"next_action":\\{"type":"approve_on_phone","dial_code":"\\*133#"\\},"failure":null,"is_fallback":false,` +
    `"completed_at":null,"failed_at":null,"created_at":"${time}"\\},` +
    `"completed_at":null,"expires_at":"${time}","created_at":"${time}"\\}\\}$`,
)

const strictly = async (wanted: boolean): Promise<void> => {
  await gateway.pool.query(
    `update environments set doc = jsonb_set(doc::jsonb, '{strict_dialects}', $2::jsonb)::text::json where env = $1`,
    [gateway.env, JSON.stringify(wanted ? ['orqex'] : [])],
  )
  gateway.access.forget()
}

test("the document's request gives the document's answer, byte for byte, in strict mode", async () => {
  await strictly(true)
  const made = await call('POST', '/v1/payment/intents', { ...documented, attempt: mtn })
  await strictly(false)
  assert.equal(made.status, 201, made.text)
  assert.match(made.text, printed)
})

test('otherwise the status is told too, and nothing else is different', async () => {
  const made = await call('POST', '/v1/payment/intents', { ...documented, attempt: mtn })
  assert.equal(made.status, 201)
  assert.equal(made.body.data.status, 'pending')
  assert.equal(made.body.data.active_attempt.status, 'action_required')
  assert.match(made.text.replace('"status":"pending",', '').replace('"status":"action_required",', ''), printed)
  assertShown(made.body, fields('paymentIntent'))
  const read = await call('GET', `/v1/payment/intents/${made.body.data.id}`)
  assert.equal(read.status, 200)
  assert.deepEqual(read.body, { message: 'Payment intent retrieved.', data: made.body.data })
  assert.match(made.headers.get('x-request-id') ?? '', /^req_/)
})

test('without an attempt there is none; a day is left to pay; an empty PHP array is no metadata', async () => {
  const { body } = await call('POST', '/v1/payment/intents', { ...bare, metadata: [] })
  const { active_attempt, metadata, created_at, expires_at, return_url, webhook_url } = body.data
  assert.deepEqual([active_attempt, metadata, return_url, webhook_url], [null, {}, null, null])
  // Counted from when the request came, which is a little before it was made.
  const leftMs = Date.parse(expires_at) - Date.parse(created_at)
  assert.ok(leftMs <= 86_400_000 && leftMs > 86_390_000, `${leftMs} ms`)
})

test('a payer of the same address and name is one customer; another name is another', async () => {
  const [one, two, three] = [
    await call('POST', '/v1/payment/intents', bare),
    await call('POST', '/v1/payment/intents', bare),
    await call('POST', '/v1/payment/intents', { ...bare, customer: { ...customer, first_name: 'Kofi' } }),
  ].map(({ body }) => body.data.customer)
  assert.equal(one.id, two.id)
  assert.notEqual(one.id, three.id)
  assert.deepEqual([three.first_name, three.last_name], ['Kofi', 'Mensah'])
  const { body } = await native('GET', `/v1/customers/${one.id}`)
  assert.deepEqual([body.name, body.address.line1, body.address.country], ['Ama Serwaa Mensah', customer.address, 'CI'])
})

/** Major units in, hundredths out, whatever decimals the currency has. */
const amounts: readonly (readonly [string, string, number, number, string, string])[] = [
  ['50', 'XOF', 50, 5000, '50.00 XOF', '50 XOF'],
  ['50', 'JPY', 50, 5000, '50.00 JPY', '50 JPY'],
  ['10.5', 'USD', 1050, 1050, '10.50 USD', '10.5 USD'],
  ['12.00', 'EUR', 1200, 1200, '12.00 EUR', '12 EUR'],
  ['1.23', 'KWD', 1230, 123, '1.23 KWD', '1.23 KWD'],
  ['100000', 'IDR', 10_000_000, 10_000_000, '100000.00 IDR', '100000 IDR'],
  ['1e2', 'XOF', 100, 10_000, '100.00 XOF', '100 XOF'],
]
test('amounts are exact in currencies with 0, 2 and 3 decimals', async () => {
  for (const [sent, currency, minor, value, formatted, short] of amounts) {
    const text = JSON.stringify({ ...bare, currency }).replace('"amount":50', `"amount":${sent}`)
    const made = await call('POST', '/v1/payment/intents', text)
    assert.equal(made.status, 201, made.text)
    assert.deepEqual(made.body.data.amount, { value, formatted, short, currency })
    const { body } = await native('GET', '/v1/payment_intents?limit=1')
    assert.deepEqual([body.data[0].amount, body.data[0].currency], [minor, currency.toLowerCase()])
  }
})

test('a payment made here is seen natively, and one made natively is seen here', async () => {
  const made = await call('POST', '/v1/payment/intents', documented)
  const { body: list } = await native('GET', '/v1/payment_intents?limit=1')
  const seen = list.data[0]
  assert.deepEqual(
    [seen.amount, seen.currency, seen.description, seen.statement_descriptor, seen.receipt_email, seen.customer],
    [50, 'xof', 'Order 1024', 'SHOP 1024', 'ama@example.com', made.body.data.customer.id],
  )
  assert.deepEqual(seen.metadata, { order: '1024', gift: 'true' })
  await native('POST', `/v1/payment_intents/${seen.id}`, { metadata: { order: '1025' } })
  const changed = await call('GET', `/v1/payment/intents/${made.body.data.id}`)
  assert.deepEqual(changed.body.data.metadata, { order: '1025', gift: 'true' })

  const own = await native('POST', '/v1/payment_intents', {
    amount: 1999,
    currency: 'usd',
    payment_method: 'pm_card_visa',
    confirm: true,
    return_url: 'https://shop.example/back',
    metadata: { cart: 'a' },
  })
  const { body } = await call('GET', '/v1/payment/intents?per_page=1')
  const shown = body.data[0]
  assert.deepEqual(
    [shown.status, shown.amount.value, shown.customer, shown.metadata, shown.description],
    ['completed', 1999, null, { cart: 'a' }, null],
  )
  assert.deepEqual([shown.active_attempt.method.value, shown.active_attempt.status], ['card', 'completed'])
  assert.equal(shown.active_attempt.gateway.transaction.reference, own.body.id)
  assert.equal((await call('GET', `/v1/payment/intents/${shown.id}`)).body.data.id, shown.id)
})

test('countries and methods are those of the catalogue, the payer’s own country first', async () => {
  const { body: made } = await call('POST', '/v1/payment/intents', bare)
  const at = `/v1/payment/intents/${made.data.id}/countries`
  const { body, status } = await call('GET', at)
  assert.equal(status, 200)
  assertShown(body, fields('countries'), true)
  assert.deepEqual([body.data[0].code, body.data[0].name], ['CI', 'Côte d’Ivoire'])
  const codes = body.data.map(({ code }: { code: string }) => code)
  assert.ok(codes.includes('BJ') && codes.includes('SN') && !codes.includes('ID'), codes.join())
  assert.equal(body.meta.total, codes.length)
  const { body: found } = await call('GET', `${at}/CI/methods`)
  assertShown(found, fields('methods'), true)
  const wallets = found.data.filter(({ category }: { category: string }) => category === 'mobile_money')
  assert.deepEqual(
    wallets.map(({ value, requires_phone }: { value: string; requires_phone: boolean }) => [value, requires_phone]),
    ['momo_mtn', 'momo_orange', 'momo_moov', 'wallet_wave', 'wallet_djamo'].map((code) => [code, true]),
  )
  const indonesian = await call('GET', `${at}/ID/methods?currency=IDR&per_page=2`)
  assert.equal(indonesian.body.data.length, 2)
  const next = new URL(indonesian.body.pagination.next_page_url)
  assert.equal(next.searchParams.get('currency'), 'IDR')
  const rest = await call('GET', `${at}/ID/methods${next.search}`)
  assert.notEqual(rest.body.data[0].value, indonesian.body.data[0].value)
})

test('lists have pages in both directions, and filters', async () => {
  const key = await gateway.sandbox()
  const at = foreignClient(`${gateway.url}/orqex`, { authorization: `Bearer ${key}` })
  const ids: string[] = []
  for (let count = 1; count <= 5; count++)
    ids.unshift((await at('POST', '/v1/payment/intents', { ...bare, amount: count })).body.data.id)
  await at('POST', '/v1/payment/intents', { ...bare, attempt: { ...mtn, phone: { number: '46733123453' } } })
  await gateway.advance(6000)
  const seen: string[] = []
  let page = (await at('GET', '/v1/payment/intents?status=pending&per_page=2')).body
  assertShown(page, fields('intentInList'))
  assert.deepEqual(
    { ...page.pagination, next_cursor: '', next_page_url: '' },
    {
      count: 2,
      path: `${gateway.url}/orqex/v1/payment/intents`,
      per_page: 2,
      next_cursor: '',
      next_page_url: '',
      prev_cursor: null,
      prev_page_url: null,
      has_more_pages: true,
      has_pages: true,
    },
  )
  for (;;) {
    seen.push(...page.data.map(({ id }: { id: string }) => id))
    if (page.pagination.next_page_url === null) break
    page = (await at('GET', page.pagination.next_page_url.replace(`${gateway.url}/orqex`, ''))).body
  }
  assert.deepEqual(seen, ids)
  const back = (await at('GET', page.pagination.prev_page_url.replace(`${gateway.url}/orqex`, ''))).body
  assert.deepEqual(
    back.data.map(({ id }: { id: string }) => id),
    ids.slice(2, 4),
  )
  const paid = (await at('GET', '/v1/payment/intents?status=completed')).body
  assert.equal(paid.data.length, 1)
  const of = (query: string) => at('GET', `/v1/payment/intents?${query}`)
  assert.equal((await of(`customer_id=${paid.data[0].customer.id}`)).body.data.length, 6)
  assert.equal((await of('customer_id=cus_unknown')).body.data.length, 0)
  assert.equal((await of('created_at[gte]=2027-01-01T00:00:00Z')).body.data.length, 0)
  assert.equal((await of('created_at[lte]=2027-01-01')).body.data.length, 6)
  assert.equal((await of('channel=checkout')).body.data.length, 0)
})

test('a checkout is an intent with a page, its own time and its own id', async () => {
  const made = await call('POST', '/v1/payment/checkouts', {
    ...documented,
    restriction: { country_code: 'CI', phone: '+2250504123456' },
    customization: { color: '#204080', brand: 'Shop' },
    expires_in_minutes: 30,
  })
  assert.equal(made.status, 201, made.text)
  assertShown(made.body, fields('checkout'))
  const { checkout, payment } = made.body.data
  assert.match(checkout.id, /^cs_[0-9A-Za-z]{24}$/)
  assert.match(checkout.token, /^[0-9a-f]{40}$/)
  assert.deepEqual(
    [checkout.status, checkout.environment, checkout.restriction, checkout.customization],
    ['open', 'sandbox', { country_code: 'CI', phone: '+2250504123456' }, { color: '#204080', brand: 'Shop' }],
  )
  assert.equal(Date.parse(checkout.expires_at) - Date.parse(checkout.created_at), 1_800_000)
  const read = await call('GET', `/v1/payment/checkouts/${checkout.id}`)
  assert.deepEqual(read.body.data, made.body.data)
  assert.equal((await call('GET', '/v1/payment/intents?channel=checkout')).body.data[0].id, payment.id)
  const plain = await call('POST', '/v1/payment/intents', bare)
  const { body } = await native('GET', '/v1/payment_intents?limit=1')
  assert.equal((await call('GET', `/v1/payment/checkouts/cs_${body.data[0].id.slice(3)}`)).status, 404)
  assert.equal(plain.status, 201)
  await gateway.advance(31 * 60_000)
  const over = await call('GET', `/v1/payment/checkouts/${checkout.id}`)
  assert.deepEqual([over.body.data.checkout.status, over.body.data.payment.status], ['expired', 'expired'])
})

test('the command that is printed at the start works as it stands', async () => {
  const [, body = ''] = / -d '(.*)'$/.exec(orqex.demo.curl('')) ?? []
  const made = await call('POST', '/v1/payment/intents', body)
  assert.deepEqual([made.status, made.body.data.active_attempt.status], [201, 'action_required'])
})
