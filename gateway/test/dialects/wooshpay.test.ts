/** WooshPay: its own document's request gives its own document's answer, and a payment is one in every API. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wooshpay } from '../../src/dialects/wooshpay/index.ts'
import { keyHash } from '../../src/engine/access.ts'
import { assertShown, foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { basic, wooshpayDocumented } from '../support/wooshpay.ts'

const gateway = await openGateway()
const call = foreignClient(`${gateway.url}/wooshpay`, basic(gateway.key))
const native = foreignClient(gateway.url, { authorization: `Bearer ${gateway.key}` })
const fieldsOf = (answer: string) => wooshpay.answers[answer]?.fields ?? {}

/** The answer of the document for its request, with what differs from one payment to the next as a pattern. */
const answered = (received: string) =>
  new RegExp(
    `^\\{"id":"pi_\\d{19}","object":"payment_intent","created":\\d{10}000,"currency":"USD","amount":10,"status":"succeeded",` +
      `"description":"product description","metadata":\\{"key1":"value1"\\},"livemode":false,` +
      `"shipping":\\{"address":\\{"city":"city","country":"US","line1":"XX mansion","line2":"XX Town","state":"California",` +
      `"postal_code":"xxx xxx"\\},"carrier":null,"name":"tom","phone":"xxxx","tracking_number":null\\},"customer":null,` +
      `"quantity":2,"invoice":null,"merchant_user_id":"123456","merchant_order_id":"Order112344343",` +
      `"client_secret":"pi_\\d{19}_secret_[0-9A-Za-z]{24}","last_payment_error":null,"next_action":null,` +
      `"payment_method_types":"\\[[^\\]]+\\]","receipt_email":null,"canceled_at":null,"cancellation_reason":null,` +
      `"confirmation_method":"automatic","payment_method_options":` +
      `"\\{\\\\"card\\\\":\\{\\\\"request_three_d_secure\\\\":\\\\"auto\\\\",\\\\"capture_method\\\\":\\\\"automatic\\\\"\\}\\}",` +
      `"3ds_status":null,"amount_capturable":null,"return_url":"https://your.website","payment_method":"pm_\\d{19}",` +
      `"amount_received":${received},"capture_method":"automatic"\\}$`,
  )

test("the document's request gives the document's answer, byte for byte but for ids, times and offered methods", async () => {
  const made = await call('POST', '/v1/payment_intents', wooshpayDocumented)
  assert.equal(made.status, 200, made.text)
  assert.match(made.text, answered('10'))
  assertShown(made.body, fieldsOf('paymentIntent'))
  assert.ok(made.body.client_secret.startsWith(`${made.body.id}_secret_`))
  const types: string[] = JSON.parse(made.body.payment_method_types)
  for (const type of ['wechat_pay', 'alipay', 'card']) assert.ok(types.includes(type), type)
  const again = await call('GET', `/v1/payment_intents/${made.body.id}`)
  assert.equal(again.text, made.text)
})

test('with the quirks of the documents switched on, a payment that succeeded has received null', async () => {
  const key = await gateway.sandbox()
  const own = foreignClient(`${gateway.url}/wooshpay`, basic(key))
  await gateway.pool.query(
    `update environments set doc = '{"strict_dialects":["wooshpay"]}'
     where env = (select env from api_keys where hash = $1)`,
    [keyHash(key)],
  )
  const made = await own('POST', '/v1/payment_intents', wooshpayDocumented)
  assert.match(made.text, answered('null'))
})

test("the documents' own command line is answered, with what a collection of requests has left in its query", async () => {
  const query = 'members&reference&Type&_postman_listIndexKey=key&_postman_listAllowsMultipleValues'
  const made = await call('POST', `/v1/payment_intents?${query}`, wooshpayDocumented)
  assert.match(made.text, answered('10'))
})

test('the command that is printed at start runs as it stands', async () => {
  const [, body = ''] = /-d '(.*)'$/.exec(wooshpay.demo.curl('')) ?? []
  // But for the card's year: the documents' card expires this year, and the command has to work in the next.
  const later = JSON.stringify(wooshpayDocumented).replace('"exp_year":"2026"', '"exp_year":"2034"')
  assert.deepEqual(JSON.parse(body), JSON.parse(later))
})

test('a payment is seen natively and through the dialect, each in its own words', async () => {
  const made = await call('POST', '/v1/payment_intents', wooshpayDocumented)
  const { body: listed } = await native('GET', '/v1/payment_intents?limit=1')
  const [seen] = listed.data
  assert.equal(seen.amount, 10)
  assert.equal(seen.currency, 'usd')
  assert.equal(seen.status, 'succeeded')
  assert.deepEqual(seen.metadata, { key1: 'value1' })
  assert.equal(seen.created * 1000, made.body.created)
  assert.equal(seen.shipping.name, 'tom')
  // Snowflakes hold the millisecond, the object's time the second.
  const at = (BigInt(made.body.id.slice(3)) >> 22n) + 1_288_834_974_657n
  assert.equal(Number(at / 1000n) * 1000, made.body.created)

  const other = await native('POST', '/v1/payment_intents', {
    amount: 1230,
    currency: 'kwd',
    description: 'made natively',
    capture_method: 'manual',
  })
  const { body: page } = await call('GET', '/v1/payment_intents?limit=1')
  assert.deepEqual(Object.keys(page), ['object', 'url', 'has_more', 'data'])
  const [shown] = page.data
  assert.equal(shown.amount, 1230)
  assert.equal(shown.currency, 'KWD')
  assert.equal(shown.description, 'made natively')
  assert.equal(shown.amount_capturable, 0)
  assert.equal(shown.merchant_order_id, null)
  assertShown(shown, fieldsOf('paymentIntent'))
  // Payers come back to the shop with ids of ours.
  assert.equal((await call('GET', `/v1/payment_intents/${other.body.id}`)).body.id, shown.id)

  const canceled = await call('POST', `/v1/payment_intents/${shown.id}/cancel`, { cancellation_reason: 'duplicate' })
  assert.match(String(canceled.body.canceled_at), /^\d{10}000$/)
  assert.equal((await native('GET', `/v1/payment_intents/${other.body.id}`)).body.cancellation_reason, 'duplicate')
})

test('references of the merchant are kept, added to, and left alone where another API has its own', async () => {
  const { merchant_order_id: _, ...rest } = wooshpayDocumented
  const made = await call('POST', '/v1/payment_intents', { ...rest, confirm: false })
  assert.equal(made.body.merchant_order_id, null)
  const path = `/v1/payment_intents/${made.body.id}`
  const changed = await call('POST', path, {
    merchant_order_id: 'Order2',
    amount: 20,
    metadata: { key1: null, a: 'b' },
  })
  assert.equal(changed.status, 200, changed.text)
  assert.equal(changed.body.merchant_order_id, 'Order2')
  assert.equal(changed.body.merchant_user_id, '123456')
  assert.equal(changed.body.amount, 20)
  assert.deepEqual(changed.body.metadata, { a: 'b' })

  const ojire = foreignClient(`${gateway.url}/ojire`, { 'x-secret-key': gateway.key })
  await ojire('POST', '/v1/payment-intents', { amount: 100, currency: 'IDR', metadata: { order_id: '1' } })
  const { body: page } = await call('GET', '/v1/payment_intents?limit=1')
  const refused = await call('POST', `/v1/payment_intents/${page.data[0].id}`, { merchant_order_id: 'Order3' })
  assert.equal(refused.status, 400)
  assert.equal(refused.body.error.param, 'merchant_order_id')
})

test("a browser confirms with the publishable key and the intent's secret, and sees nothing of the merchant's", async () => {
  const made = await call('POST', '/v1/payment_intents', { ...wooshpayDocumented, confirm: false })
  const browser = foreignClient(`${gateway.url}/wooshpay`, basic(gateway.publishable))
  const path = `/v1/payment_intents/${made.body.id}`
  const { client_secret } = made.body
  for (const wrong of [undefined, `${client_secret}x`]) {
    const refused = await browser('POST', `${path}/confirm`, {
      ...(wrong === undefined ? {} : { client_secret: wrong }),
    })
    assert.equal(refused.status, 404, refused.text)
    assert.equal(refused.body.error.param, 'client_secret')
  }
  assert.equal((await browser('GET', path)).status, 404)
  const seen = await browser('GET', `${path}?client_secret=${client_secret}`)
  assert.equal(seen.status, 200)
  assert.deepEqual(Object.keys(seen.body), Object.keys(made.body))
  assert.deepEqual([seen.body.metadata, seen.body.merchant_order_id, seen.body.quantity], [{}, null, null])
  const paid = await browser('POST', `${path}/confirm`, { client_secret })
  assert.equal(paid.body.status, 'succeeded', paid.text)

  const byHand = await call('POST', '/v1/payment_intents', {
    ...wooshpayDocumented,
    confirm: false,
    confirmation_method: 'manual',
  })
  const refused = await browser('POST', `/v1/payment_intents/${byHand.body.id}/confirm`, {
    client_secret: byHand.body.client_secret,
  })
  assert.equal(refused.status, 400)
  assert.equal(refused.body.error.param, 'confirmation_method')
})

test('a search takes times, currencies and customers as they are shown', async () => {
  const customer = (await call('POST', '/v1/customers', { name: 'Ada' })).body.id
  const made = await call('POST', '/v1/payment_intents', { amount: 777, currency: 'SEK', customer })
  const { created } = made.body
  const find = async (query: string) =>
    await call('GET', `/v1/payment_intents/search?query=${encodeURIComponent(query)}`)
  for (const query of [
    `customer:'${customer}'`,
    "currency:'SEK' AND amount:777",
    `amount:777 AND created>=${created} AND created<=${created}`,
    `amount:777 AND created>${created - 1} AND created<${created + 1}`,
  ]) {
    const { body } = await find(query)
    assert.deepEqual(Object.keys(body), ['object', 'url', 'has_more', 'data', 'next_page'])
    assert.deepEqual(
      body.data.map(({ id }: { id: string }) => id),
      [made.body.id],
      query,
    )
  }
  assert.deepEqual((await find(`amount:777 AND created>${created}`)).body.data, [])
  assert.equal((await find('nonsense')).status, 400)
  assert.deepEqual((await find("customer:'cus_2000000000000000000'")).body.data, [])
  const first = await call('GET', `/v1/payment_intents/search?limit=1&query=${encodeURIComponent("currency:'usd'")}`)
  assert.equal(first.body.has_more, true)
  const next = await call(
    'GET',
    `/v1/payment_intents/search?limit=1&page=${first.body.next_page}&query=${encodeURIComponent("currency:'usd'")}`,
  )
  assert.notEqual(next.body.data[0].id, first.body.data[0].id)
})

test('pages go both ways, by ids and by times in milliseconds', async () => {
  const ids = (page: { body: { data: { id: string }[] } }) => page.body.data.map(({ id }) => id)
  const all = ids(await call('GET', '/v1/payment_intents?limit=4'))
  assert.equal(new Set(all).size, 4)
  const [first, second, third, fourth] = all
  assert.deepEqual(ids(await call('GET', `/v1/payment_intents?limit=2&starting_after=${second}`)), [third, fourth])
  assert.deepEqual(ids(await call('GET', `/v1/payment_intents?limit=1&ending_before=${second}`)), [first])
  const { created } = (await call('GET', `/v1/payment_intents/${first}`)).body
  assert.ok(ids(await call('GET', `/v1/payment_intents?created=${created}`)).includes(first ?? ''))
  assert.deepEqual(ids(await call('GET', `/v1/payment_intents?created[gt]=${created + 60_000}`)), [])
  const both = await call('GET', `/v1/payment_intents?starting_after=${first}&ending_before=${second}`)
  assert.equal(both.body.error.param, 'ending_before')
  assert.equal((await call('GET', '/v1/payment_intents?limit=101')).body.error.param, 'limit')
  assert.equal((await call('GET', '/v1/payment_intents?starting_after=pi_1')).body.error.param, 'starting_after')
})
