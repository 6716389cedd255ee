/** Orqex: the values and samples that its pages print, and its method codes. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'

const gateway = await openGateway()
const call = foreignClient(`${gateway.url}/orqex/v1`, { authorization: `Bearer ${gateway.key}` })
const customer = { email: 'ama@example.com', first_name: 'Ama', last_name: 'Mensah' }
const attemptBy = (method_code: string, phone: object, currency = 'XOF', country?: string) =>
  call('POST', '/payment/intents', {
    amount: 5000,
    currency,
    description: 'Order #1024',
    customer,
    attempt: { method_code, ...(country === undefined ? {} : { country }), phone },
  })

/** As it may be written, the country that is said, and the country that it is of; null where no such number can be. */
const numbers: readonly (readonly [string, string, string | null])[] = [
  ['+22990000000', 'BJ', 'BJ'],
  ['22990000000', 'BJ', 'BJ'],
  ['90000000', 'BJ', 'BJ'],
  ['+229 01 90 00 00 00', 'BJ', 'BJ'],
  ['0700000000', 'CI', 'CI'],
  ['+225 07 12 34 56', 'CI', 'CI'],
  ['07123456', 'CI', 'CI'],
  ['+2250504123456', 'CI', 'CI'],
  // Fixed lines of the old plans, and what is too short or of nobody.
  ['+22921300000', 'BJ', null],
  ['+22520304050', 'CI', null],
  ['+2299000000', 'BJ', null],
  ['+229900000000', 'BJ', null],
  ['12', 'BJ', null],
]

test('numbers of Benin and Ivory Coast are taken in their ten digits, and in the eight of older documents', async () => {
  for (const [number, country, of] of numbers) {
    const { status, body, text } = await attemptBy('momo_mtn', { number, country }, 'XOF', country)
    assert.equal(status, of === null ? 422 : 201, `${number}: ${text}`)
    if (of === null) assert.deepEqual(Object.keys(body.errors), ['attempt.phone.number'], number)
    else assert.equal(body.data.active_attempt.next_action.type, 'approve_on_phone', number)
  }
})

/** Codes of the page about payouts, a country and a currency of each, and a number there. */
const codes: readonly (readonly [string, string, string, string])[] = [
  ['momo_mtn', 'BJ', 'XOF', '+22990000000'],
  ['momo_orange', 'CI', 'XOF', '+2250707123456'],
  ['momo_moov', 'BJ', 'XOF', '+22994000000'],
  ['wallet_wave', 'SN', 'XOF', '+221771234567'],
  ['wallet_djamo', 'CI', 'XOF', '+2250707123456'],
  ['momo_mpesa', 'KE', 'KES', '+254712123456'],
  ['momo_airtel', 'KE', 'KES', '+254733123456'],
  ['momo_tigo', 'TZ', 'TZS', '+255712345678'],
  ['momo_vodacom', 'TZ', 'TZS', '+255754123456'],
  ['momo_vodafone', 'GH', 'GHS', '+233201234567'],
  ['momo_togocel', 'TG', 'XOF', '+22890112345'],
  ['momo_eu_mobile', 'CM', 'XAF', '+237671234567'],
  ['momo_e_money', 'SN', 'XOF', '+221701234567'],
  ['momo_freemoney', 'SN', 'XOF', '+221761234567'],
  ['momo_halopesa', 'TZ', 'TZS', '+255621234567'],
  ['momo_zamtel', 'ZM', 'ZMW', '+260955123456'],
  ['momo_tnm', 'MW', 'MWK', '+265881234567'],
  ['momo_amanata', 'NE', 'XOF', '+22793123456'],
  ['momo_zamani_cash', 'NE', 'XOF', '+22790123456'],
  ['wallet_my_nita', 'NE', 'XOF', '+22796123456'],
]

test('every code that is published starts an attempt, is shown as it was sent, and is listed for its country', async () => {
  for (const [code, country, currency, number] of codes) {
    const { status, body, text } = await attemptBy(code, { number, country }, currency, country)
    assert.equal(status, 201, `${code}: ${text}`)
    assert.equal(body.data.active_attempt.method.value, code)
    const listed = await call(
      'GET',
      `/payment/intents/${body.data.id}/countries/${country}/methods?currency=${currency}&per_page=100`,
    )
    const values = listed.body.data.map(({ value }: { value: string }) => value)
    assert.ok(values.includes(code) && !values.includes('momo_wave') && !values.includes('card'), values.join())
    assert.equal((await call('GET', `/utils/status/payment/method/${code}/${country}`)).body.data.status, 'available')
  }
})

test('the sample payouts of its pages are checked and answered 501, wrong ones 422', async () => {
  const payout = {
    amount: 5000,
    currency: 'XOF',
    method: 'momo_mtn',
    description: 'Salary payout',
    reference: 'PO-2026-0001',
    customer: { email: 'jane@example.com', first_name: 'Jane', last_name: 'Doe' },
    instrument: { type: 'phone', phone_number: '+22990000000', country: 'BJ' },
    metadata: { department: 'engineering' },
  }
  const bank = { type: 'bank_account', account_name: 'A', account_number: 'CI93', bank_code: 'CI008', country: 'CI' }
  const { type: _, ...untyped } = payout.instrument
  for (const change of [{}, { instrument: bank }, { instrument: untyped }])
    assert.equal((await call('POST', '/payouts', { ...payout, ...change })).status, 501)
  const wrong = await call('POST', '/payouts', { ...payout, amount: 0.5, metadata: 'x', currency: 'XOF' })
  assert.deepEqual([wrong.status, Object.keys(wrong.body.errors).sort()], [422, ['amount', 'metadata']])
})

test('what is asked for in the wrong state is 422; 409 is for keys that are used twice', async () => {
  const { body } = await call('POST', '/payment/intents', { amount: 50, currency: 'XOF', description: 'One', customer })
  const at = `/payment/intents/${body.data.id}`
  const refund = await call('POST', `${at}/refunds`, { amount: 1, reason: 'other' })
  const early = await call('POST', `${at}/authorize`, { otp: '123456' })
  assert.deepEqual([refund.status, early.status], [422, 422])
  const key = { 'x-idempotency-key': 'order-1024' }
  const order = { amount: 50, currency: 'XOF', description: 'One', customer }
  assert.equal((await call('POST', '/payment/intents', order, key)).status, 201)
  const other = await call('POST', '/payment/intents', { ...order, amount: 51 }, key)
  assert.deepEqual([other.status, Object.keys(other.body)], [409, ['message']])
})
