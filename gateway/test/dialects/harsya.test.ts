/** Harsya: its own document's request gives its own document's answer; what is wrong is told in its envelope. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { harsya } from '../../src/dialects/harsya/index.ts'
import { assertShown, foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { harsyaAt, harsyaDocumented } from '../support/harsya.ts'

const gateway = await openGateway()
const { call, open, token } = await harsyaAt(gateway)
const native = foreignClient(gateway.url, { authorization: `Bearer ${gateway.key}` })
const uuid = (version: 4 | 7) => `[0-9a-f]{8}-[0-9a-f]{4}-${version}[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`
const time = '2026-06-15T12:\\d\\d:\\d\\d(\\.\\d{0,8}[1-9])?Z'

test("the document's request gives the document's charge, byte for byte but for ids, numbers and times", async () => {
  const made = await call('POST', '/v2/payments', harsyaDocumented)
  assert.equal(made.status, 200, made.text)
  const { chargeDetails, ...session } = made.body.data
  assert.match(
    JSON.stringify({ chargeDetails }),
    new RegExp(
      `^\\{"chargeDetails":\\[\\{"id":"${uuid(4)}","paymentSessionId":"${session.id}",` +
        `"paymentSessionClientReferenceId":"1743240981","amount":\\{"value":20000,"currency":"IDR"\\},` +
        `"statementDescriptor":"Harsya","status":"WAITING_FOR_USER_ACTION","authorizedAmount":null,"capturedAmount":null,` +
        `"isCaptured":false,"createdAt":"${time}","updatedAt":"${time}","paidAt":null,` +
        `"virtualAccount":\\{"channel":"PERMATA","virtualAccountNumber":"7663\\d{12}",` +
        `"virtualAccountName":"Harsya - Reforza Harsya","expiryAt":"2026-06-16T23:59:05Z"\\}\\}\\]\\}$`,
    ),
  )
  assert.match(
    made.text,
    new RegExp(
      `^\\{"code":"00","message":"Success","data":\\{"id":"${uuid(4)}","clientReferenceId":"1743240981",` +
        `"amount":\\{"value":20000,"currency":"IDR"\\},"autoConfirm":true,"mode":"API","redirectUrl":null,"paymentType":"SINGLE",` +
        `"paymentMethod":\\{"type":"VIRTUAL_ACCOUNT"\\},"statementDescriptor":"Harsya","status":"REQUIRE_ACTION",` +
        `"createdAt":"${time}","updatedAt":"${time}","expiryAt":"2026-06-16T23:59:05Z","chargeDetails":\\[.*\\],` +
        `"metadata":\\{"invoiceNo":"INV001"\\}\\}\\}$`,
    ),
  )
  assertShown(made.body, harsya.answers.session?.fields ?? {})
  const again = await call('GET', `/v2/payments/${session.id}`)
  assert.deepEqual(again.body.data.chargeDetails, chargeDetails)
  assertShown(again.body, harsya.answers.retrievedSession?.fields ?? {})
})

test('whole rupiah are hundreds of sen in the native API, and a native payment has a session', async () => {
  const made = await call('POST', '/v2/payments', { ...harsyaDocumented, clientReferenceId: 'native-1' })
  const { body: list } = await native('GET', '/v1/payment_intents?limit=1')
  assert.equal(list.data[0].amount, 2_000_000)
  assert.equal(list.data[0].currency, 'idr')
  assert.equal(list.data[0].status, 'requires_action')
  assert.deepEqual(list.data[0].metadata, { invoiceNo: 'INV001' })
  assert.equal(
    list.data[0].next_action.virtual_account_display_details.number,
    made.body.data.chargeDetails[0].virtualAccount.virtualAccountNumber,
  )
  await native('POST', '/v1/payment_intents', {
    amount: 1500,
    currency: 'usd',
    confirm: true,
    payment_method: 'pm_card_visa',
    metadata: { order_id: 'order_7' },
  })
  const { body } = await call('GET', '/v2/payments?perPage=1')
  const [session] = body.data
  assert.deepEqual(session.amount, { value: 15, currency: 'USD' })
  assert.equal(session.status, 'PAID')
  assert.equal(session.clientReferenceId, 'order_7')
  assert.equal(session.chargeDetails[0].card.last4, '4242')
  assert.equal((await call('GET', `/v2/payments/${session.id}`)).body.data.status, 'PAID')
  assertShown(session, harsya.answers.sessionData?.fields ?? {})
})

test('a token is a JWT for 900 seconds, told as a text, and opens nothing after them', async () => {
  const made = await open('POST', '/v1/access-token', { grantType: 'client_credentials' })
  assert.equal(made.status, 200, made.text)
  assert.match(
    made.text,
    /^\{"code":"00","message":"Success","data":\{"accessToken":"[\w-]+\.[\w-]+\.[\w-]+","expiresIn":"900","tokenType":"Bearer"\}\}$/,
  )
  assertShown(made.body, harsya.answers.accessToken?.fields ?? {}, true)
  const [, claims = ''] = String(made.body.data.accessToken).split('.')
  const { exp, ...said } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'))
  assert.deepEqual(said, {
    iss: 'backend-portal',
    sub: 'demo',
    clientId: 'key_demo_secret_long',
    merchantId: gateway.env,
  })
  assert.ok(Math.abs(exp - gateway.wallMs() / 1000 - 900) < 60)
  const own = await open(
    'POST',
    '/v1/access-token',
    { grantType: 'client_credentials' },
    { 'x-merchant-id': gateway.env },
  )
  assert.equal(own.status, 200)
  // Merchants' code asks for one without a body, too.
  assert.equal((await open('POST', '/v1/access-token')).body.code, '00')
  const old = { authorization: `Bearer ${await token()}` }
  await gateway.advance(901_000)
  const late = await open('GET', '/v2/payments', undefined, old)
  assert.equal(late.status, 401)
  assert.equal(late.body.code, 'credentials_invalid')
})

test('the same X-REQUEST-ID and request repeat the bytes; another request is a conflict', async () => {
  await repeats({ 'x-request-id': '0123456789abcdefABCD' }, 'idempotent-1')
  // The document says letters and digits; a uuid has hyphens.
  await repeats({ 'x-request-id': '726f2fec-2431-40cf-b21c-304835e92715' }, 'idempotent-2')
})

async function repeats(headers: Readonly<Record<string, string>>, clientReferenceId: string) {
  const body = { ...harsyaDocumented, clientReferenceId, expiryAt: undefined }
  const first = await call('POST', '/v2/payments', body, headers)
  assert.equal(first.status, 200, first.text)
  const again = await call('POST', '/v2/payments', body, headers)
  assert.equal(again.status, 200)
  assert.equal(again.text, first.text)
  const other = await call('POST', '/v2/payments', { ...body, autoConfirm: false }, headers)
  assert.equal(other.status, 409)
  assert.equal(other.body.code, 'idempotency_error')
  assert.equal(other.body.error.type, 'API_ERROR')
  assert.equal(other.body.error.details[0].field, 'autoConfirm')
  const twice = await call('POST', '/v2/payments', body)
  assert.equal(twice.status, 409)
  assert.equal(twice.body.code, 'duplicate_error')
  assert.equal(twice.body.error.type, 'GATEWAY_ERROR')
  assert.equal(twice.body.error.details[0].field, 'clientReferenceId')
}

test('lists count their pages, and a reference finds its session', async () => {
  const reference = 'paged-1'
  await call('POST', '/v2/payments', { ...harsyaDocumented, clientReferenceId: reference, autoConfirm: false })
  const found = await call('GET', `/v2/payments?clientReferenceId=${reference}`)
  assert.deepEqual(found.body.pagination, { page: 1, perPage: 10, totalItems: 1, totalPages: 1 })
  assert.equal(found.body.data[0].clientReferenceId, reference)
  assert.equal(found.body.data[0].status, 'REQUIRE_CONFIRMATION')
  const none = await call('GET', '/v2/payments?clientReferenceId=nobody')
  assert.deepEqual(none.body.data, [])
  assert.equal(none.body.pagination.totalItems, 0)
  const first = await call('GET', '/v2/payments?perPage=2')
  const second = await call('GET', '/v2/payments?perPage=2&page=2')
  const { totalItems, totalPages } = first.body.pagination
  assert.equal(totalPages, Math.ceil(totalItems / 2))
  assert.equal(first.body.data.length, 2)
  const ids = [...first.body.data, ...second.body.data].map(({ id }: { id: string }) => id)
  assert.equal(new Set(ids).size, ids.length)
})

test('offered methods and balances are told', async () => {
  const configs = await call('GET', '/v2/payment-method-configs')
  assert.deepEqual(configs.body.data.virtualAccount.minimumAmount, { value: 10000, currency: 'IDR' })
  assertShown(configs.body, harsya.answers.methodConfigs?.fields ?? {})
  const balance = await call('GET', '/v1/balances?usecase=PAYMENT')
  assert.match(balance.body.data.availableBalance.value, /^\d+\.\d\d$/)
  assertShown(balance.body, harsya.answers.balance?.fields ?? {}, true)
  // Nothing is paid out here, so nothing is put aside for it.
  for (const path of ['/v1/balances', '/v1/balances?usecase=WALLET', '/v1/payouts/balance?currency=IDR'])
    assert.deepEqual((await call('GET', path)).body.data.availableBalance, { currency: 'IDR', value: '0.00' })
})
