/** What WooshPay's newer pages print: mobile money, wallets that are saved while they pay, and calls that have nothing behind them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wooshpay } from '../../src/dialects/wooshpay/index.ts'
import { assertShown, foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { basic, byCard, paying, wooshpayDocumented } from '../support/wooshpay.ts'

const gateway = await openGateway()
const call = foreignClient(`${gateway.url}/wooshpay`, basic(gateway.key))
const native = foreignClient(gateway.url, { authorization: `Bearer ${gateway.key}` })

/** The payer of the newest payment does what the method asks for. */
async function payerPays() {
  const { body } = await native('GET', '/v1/payment_intents?limit=1')
  const path = `/v1/test_helpers/payment_intents/${body.data[0].id}/simulate`
  assert.equal((await native('POST', path, { outcome: 'succeed' })).status, 200)
}

const printed = {
  amount: 300_000,
  currency: 'UGX',
  confirm: true,
  payment_method_data: {
    type: 'mobile_money',
    mobile_money: { phone_number: '256777000001', provider_code: 'mtn_ug' },
  },
  merchant_order_id: 'order_12345',
  return_url: 'https://yourwebsite.com',
}

test('the printed payment by mobile money is asked for on the phone, paid, and never refunded', async () => {
  const made = await call('POST', '/v1/payment_intents', printed)
  assert.equal(made.status, 200, made.text)
  assertShown(made.body, wooshpay.answers.paymentIntent?.fields ?? {})
  assert.deepEqual([made.body.status, made.body.amount, made.body.currency], ['requires_action', 300_000, 'UGX'])
  const method = (await call('GET', `/v1/payment_methods/${made.body.payment_method}`)).body
  assert.deepEqual(method.mobile_money, printed.payment_method_data.mobile_money)
  await payerPays()
  const paid = (await call('GET', `/v1/payment_intents/${made.body.id}`)).body
  assert.deepEqual([paid.status, paid.amount_received], ['succeeded', 300_000])
  const refund = await call('POST', '/v1/refunds', { payment_intent: made.body.id })
  assert.equal(refund.status, 400, refund.text)
})

test('every published operator takes a number of its country and its money', async () => {
  const numbers: readonly (readonly [string, string, string])[] = [
    ['mtn_cm orange_cm', 'XAF', '237671234567'],
    ['mtn_gh vodafone_gh airtel_gh', 'GHS', '233201234567'],
    ['mpesa_ke', 'KES', '254712123456'],
    ['mtn_rw airtel_rw', 'RWF', '250781234567'],
    ['airtel_tz tigo_tz vodacom_tz azampesa_tz halopesa_tz', 'TZS', '255712345678'],
    ['mtn_ug airtel_ug', 'UGX', '256777000001'],
  ]
  for (const [providers, currency, phone_number] of numbers)
    for (const provider_code of providers.split(' ')) {
      const mobile_money = { phone_number, provider_code }
      const payment_method_data = { type: 'mobile_money', mobile_money }
      const reply = await call('POST', '/v1/payment_intents', { ...printed, currency, payment_method_data })
      assert.equal(reply.body.status, 'requires_action', `${provider_code}: ${reply.text}`)
    }
})

test('what no operator would take is refused at its own field', async () => {
  const wrong: readonly (readonly [object, string, string?])[] = [
    [{ phone_number: '256777000001' }, 'provider_code'],
    [{ provider_code: 'mtn_ug' }, 'phone_number'],
    [{ phone_number: '256777000001', provider_code: 'mtn_us' }, 'provider_code'],
    [{ phone_number: '254712123456', provider_code: 'mtn_ug' }, 'phone_number'],
    [{ phone_number: '256777', provider_code: 'mtn_ug' }, 'phone_number'],
    [{ phone_number: '254712123456', provider_code: 'mpesa_ke' }, 'currency', 'UGX'],
  ]
  for (const [mobile_money, param, currency = 'UGX'] of wrong) {
    const payment_method_data = { type: 'mobile_money', mobile_money }
    const { status, body, text } = await call('POST', '/v1/payment_intents', {
      ...printed,
      currency,
      payment_method_data,
    })
    assert.equal(status, 400, text)
    assert.match(body.error.param, new RegExp(param), text)
  }
})

/** As its page has them, each in a currency of its own, and what their payers pay. */
const savable: readonly (readonly [string, string, number])[] = [
  ['alipay', 'USD', 1000],
  ['alipay_hk', 'HKD', 1000],
  ['boost', 'MYR', 1000],
  ['dana', 'IDR', 50_000],
  ['gcash', 'PHP', 10_000],
  ['kakaopay', 'KRW', 1000],
  ['rabbit_line_pay', 'THB', 1000],
  ['touchngo', 'MYR', 1000],
  ['truemoney', 'THB', 1000],
]

test('ten methods are saved while they pay, and charged again without their payer', async () => {
  const card = await saved(byCard('4111111111111111', { amount: 1000 }))
  assert.equal(card.status, 'succeeded')
  for (const [type, currency, amount] of savable) {
    const { billing_details } = wooshpayDocumented.payment_method_data
    const again = await saved(paying({ amount, currency, payment_method_data: { type, billing_details } }))
    assert.equal(again.status, 'succeeded', type)
  }
})

/** The second payment by what the first one saved. */
async function saved(first: Readonly<Record<string, unknown>>) {
  const customer = (await call('POST', '/v1/customers', {})).body.id
  const made = await call('POST', '/v1/payment_intents', { ...first, customer, setup_future_usage: 'off_session' })
  assert.equal(made.status, 200, made.text)
  if (made.body.status === 'requires_action') await payerPays()
  const path = `/v1/customers/${customer}/payment_methods`
  const { data } = (await call('GET', path)).body
  assert.deepEqual(
    data.map(({ id }: { id: string }) => id),
    [made.body.payment_method],
  )
  const { payment_method_data, ...terms } = first
  const again = await call('POST', '/v1/payment_intents', {
    ...terms,
    customer,
    payment_method: data[0].id,
    off_session: true,
  })
  assert.equal(again.status, 200, again.text)
  return again.body
}

test('the methods of a customer are listed by type and looked at one by one, and those of nobody else', async () => {
  const { card } = wooshpayDocumented.payment_method_data
  const [ada, bob] = [await call('POST', '/v1/customers', {}), await call('POST', '/v1/customers', {})]
  const made = await call('POST', '/v1/payment_methods', { type: 'card', card })
  const attached = await call('POST', `/v1/payment_methods/${made.body.id}/attach`, { customer: ada.body.id })
  const path = `/v1/customers/${ada.body.id}/payment_methods`
  const list = (await call('GET', `${path}?type=card&limit=5`)).body
  assert.deepEqual([list.object, list.has_more, list.data], ['list', false, [attached.body]])
  assert.deepEqual((await call('GET', `${path}?type=alipay`)).body.data, [])
  assert.deepEqual((await call('GET', `${path}/${made.body.id}`)).body, attached.body)
  for (const [missing, status] of [
    [`/v1/customers/${bob.body.id}/payment_methods/${made.body.id}`, 404],
    [`${path}/pm_1234567890123456789`, 404],
    ['/v1/customers/cus_1234567890123456789/payment_methods', 404],
  ] as const)
    assert.equal((await call('GET', missing)).status, status, missing)
  assert.deepEqual((await call('GET', `/v1/customers/${bob.body.id}/payment_methods`)).body.data, [])
  await call('DELETE', `/v1/customers/${bob.body.id}`)
  assert.equal((await call('GET', `/v1/customers/${bob.body.id}/payment_methods`)).status, 404)
})

test('what it has besides says that nothing is behind it here', async () => {
  for (const [method, path] of [
    ['POST', '/v1/promotion_code'],
    ['GET', '/v1/promotion_code/promo_1'],
    ['GET', '/v1/promotion_codes?limit=3'],
    ['GET', '/v1/invoices/in_1/lines?limit=3'],
    ['POST', '/v1/invoices/in_1/finalize'],
    ['GET', '/v1/disputes/list'],
    ['GET', '/v1/payment_links/plink_1/line_items'],
  ] as const) {
    const { status, body } = await call(method, path)
    assert.deepEqual([status, body.error.type, body.error.code], [501, 'api_error', 'not_implemented'], path)
  }
})

test('a refund keeps the reason that it was asked for with', async () => {
  for (const reason of ['requested_by_merchant', 'resolved_dispute', 'duplicate']) {
    const paid = (await call('POST', '/v1/payment_intents', byCard('4111111111111111'))).body
    const refund = (await call('POST', '/v1/refunds', { payment_intent: paid.id, reason })).body
    assert.equal(refund.reason, reason)
    assert.equal((await call('GET', `/v1/refunds/${refund.id}`)).body.reason, reason)
  }
})

test('an endpoint asks for documented events that never come here, and for nothing that is in no document', async () => {
  const never = [
    'checkout.session.completed',
    'checkout.session.expired',
    'payment_link.paid',
    'product.created',
    'charge.dispute.updated',
    'charge.dispute.*',
    'invoice.payment_succeeded',
    'customer.subscription.deleted',
    'payout.paid',
  ]
  const enabled_events = ['payment_intent.succeeded', ...never]
  const made = await call('POST', '/v1/webhook_endpoints', { url: 'https://shop.example/hook', enabled_events })
  assert.equal(made.status, 200, made.text)
  assert.deepEqual(made.body.enabled_events, enabled_events)
  for (const unknown of ['payment_intent.suceeded', 'checkout.session', 'charge.refund.update', 'order.created']) {
    const wrong = { url: 'https://shop.example/hook', enabled_events: [unknown] }
    const { status, body } = await call('POST', '/v1/webhook_endpoints', wrong)
    assert.deepEqual([status, body.error.param], [400, 'enabled_events[0]'], unknown)
  }
})

test('every event that was told is looked up by its id', async () => {
  const told = await call('POST', '/v1/webhook_endpoints', {
    url: 'https://shop.example/all',
    enabled_events: ['payment_intent.succeeded'],
  })
  assert.equal(told.status, 200, told.text)
  await call('POST', '/v1/payment_intents', byCard('4111111111111111'))
  const { body } = await native('GET', '/v1/events?type=payment_intent.succeeded&limit=1')
  const event = await call('GET', `/v1/events/${body.data[0].id}`)
  assert.equal(event.status, 200, event.text)
  assertShown(event.body, wooshpay.answers.event?.fields ?? {})
  assert.match(event.body.id, /^evt_\d{19}$/)
  assert.deepEqual((await call('GET', `/v1/events/${event.body.id}`)).body, event.body)
})
