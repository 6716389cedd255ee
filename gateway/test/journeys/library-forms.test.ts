/** What real client libraries send: forms as their languages write them, and amounts as the currencies have them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { request } from '../client/client.ts'
import { openGateway } from '../support/gateway.ts'

const gateway = await openGateway()
const post = (form: Record<string, unknown>, path = '/v1/payment_intents') => request(gateway.url, path, { form })
const errorOf = (answer: Awaited<ReturnType<typeof request>>) =>
  (answer.body as unknown as { error: { code: string; param?: string } }).error

const pay = { amount: 1000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' }

test('a part of a payment is no finer than its whole', async () => {
  const held = await post({ ...pay, currency: 'kwd', amount: 12_340, capture_method: 'manual' })
  const path = `/v1/payment_intents/${held.body.id}`
  for (const [call, form] of [
    ['capture', { amount_to_capture: 12_335 }],
    ['increment_authorization', { amount: 12_345 }],
  ] as const) {
    const answer = await post(form, `${path}/${call}`)
    assert.deepEqual([call, answer.status, errorOf(answer).code], [call, 400, 'amount_not_divisible'])
    assert.equal(errorOf(answer).param, Object.keys(form)[0])
  }
  assert.equal((await post({ amount_to_capture: 12_330 }, `${path}/capture`)).status, 200)
  const refund = { payment_intent: held.body.id, amount: 5 }
  assert.equal(errorOf(await post(refund, '/v1/refunds')).code, 'amount_not_divisible')
  assert.equal((await post({ ...refund, amount: 30 }, '/v1/refunds')).status, 200)
})

test('what libraries send and means nothing is no fault: off_session=false, an emptied list of types, a key among the fields', async () => {
  const plain = { amount: 1000, currency: 'eur' }
  assert.equal((await post({ ...plain, off_session: 'False' })).status, 200)
  const made = await post({ ...plain, payment_method_types: ['ideal'] })
  assert.deepEqual(made.body.payment_method_types, ['ideal'])
  const emptied = await post({ payment_method_types: '' }, `/v1/payment_intents/${made.body.id}`)
  assert.deepEqual(emptied.body.payment_method_types, ['card'])
  const setup = await post({ payment_method_types: '' }, '/v1/setup_intents')
  assert.ok((setup.body.payment_method_types as unknown as string[]).includes('card'), setup.text)

  const secret = { client_secret: String(made.body.client_secret), key: gateway.publishable }
  const [asQuery, asForm, withBoth] = await Promise.all([
    request(gateway.url, `/v1/payment_intents/${made.body.id}?${new URLSearchParams(secret)}`, { key: null }),
    request(gateway.url, `/v1/payment_intents/${made.body.id}/confirm`, {
      key: null,
      form: { ...secret, payment_method: 'pm_card_visa', return_url: 'https://shop.example/back' },
    }),
    request(gateway.url, `/v1/payment_intents/${made.body.id}?${new URLSearchParams(secret)}`, {
      key: gateway.publishable,
    }),
  ])
  assert.deepEqual([asQuery.status, asForm.status, withBoth.status], [200, 200, 200], asForm.text)
  // A secret key in an address ends in somebody's log; it is taken from the header alone.
  const leaked = await request(gateway.url, `/v1/payment_intents/${made.body.id}?key=${gateway.key}`, { key: null })
  assert.equal(leaked.status, 401)
})

test('a month with its zero is a month, in every place of a card', async () => {
  const padded = { number: '4242424242424242', exp_month: '09', exp_year: '34', cvc: '123' }
  const method = await post({ type: 'card', card: padded }, '/v1/payment_methods')
  assert.equal((method.body.card as unknown as { exp_month: number }).exp_month, 9, method.text)
  const paid = await post({ ...pay, payment_method: '', payment_method_data: { type: 'card', card: padded } })
  assert.equal(paid.status, 200, paid.text)
})

test('a test name as the method and as the default method is one method', async () => {
  const form = { payment_method: 'pm_card_visa', invoice_settings: { default_payment_method: 'pm_card_visa' } }
  const made = await post(form, '/v1/customers')
  assert.equal(made.status, 200, made.text)
  const { default_payment_method } = made.body.invoice_settings as unknown as { default_payment_method: string }
  const saved = await request(gateway.url, `/v1/customers/${made.body.id}/payment_methods/${default_payment_method}`)
  assert.equal(saved.status, 200, saved.text)
  const other = await post({ ...form, payment_method: 'pm_card_mastercard' }, '/v1/customers')
  assert.equal(errorOf(other).param, 'invoice_settings[default_payment_method]')
})

test('what is paid in whole units costs whole units: no fee of half a shilling', async () => {
  for (const currency of ['ugx', 'isk']) {
    const paid = await post({ ...pay, amount: 123_400, currency, expand: ['latest_charge.balance_transaction'] })
    const { balance_transaction } = paid.body.latest_charge as unknown as {
      balance_transaction: { fee: number; net: number }
    }
    assert.deepEqual(
      [balance_transaction.fee % 100, balance_transaction.net % 100, balance_transaction.fee],
      [0, 0, 3600],
      currency,
    )
  }
})
