/** Orqex beside its payments: exchange rates, payouts that are refused, and how well a method works. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { orqex } from '../../src/dialects/orqex/index.ts'
import { loadRates } from '../../src/operations/rates.ts'
import { assertShown, foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'

const gateway = await openGateway()
const call = foreignClient(`${gateway.url}/orqex`, { authorization: `Bearer ${gateway.key}` })
const fields = (answer: string) => orqex.answers[answer]?.fields ?? {}
const customer = { email: 'ama@example.com', first_name: 'Ama', last_name: 'Mensah' }
const bare = { amount: 50, currency: 'XOF', description: 'Order 1024', customer }
const mtn = { method_code: 'momo_mtn', country: 'CI', phone: { number: '+2250504123456' } }

test('rates are those that were loaded, direct and through a third; the payer may pay in another currency', async () => {
  const day = '2026-06-15'
  await loadRates(
    gateway.pool,
    [
      { base: 'eur', quote: 'xof', day, rate: '655.957', correction: '1.01' },
      { base: 'eur', quote: 'usd', day, rate: '1.25', correction: '1' },
    ],
    'test',
  )
  const { body } = await call('GET', '/v1/exchange-rates/latest/EUR')
  assertShown(body, fields('rates'), true)
  assert.deepEqual(body.data, { base: 'EUR', date: `${day}T00:00:00+00:00`, rates: { USD: 1.25, XOF: 655.957 } })
  const through = await call('GET', '/v1/exchange-rates/latest/USD')
  assert.deepEqual(through.body.data.rates, { EUR: 0.8, XOF: 524.7656 })
  assert.equal((await call('GET', '/v1/exchange-rates/latest/ZZZ')).status, 404)
  const { body: known } = await call('GET', '/v1/exchange-rates/currencies')
  assertShown(known, fields('currencies'), true)
  assert.deepEqual(known.data[0], { name: 'Euro', symbol: '€', code: 'EUR', icon_url: null })
  const made = await call('POST', '/v1/payment/intents', {
    ...bare,
    amount: 20,
    currency: 'EUR',
    attempt: { ...mtn, currency: 'XOF' },
  })
  const { amount, exchange_rate, correction_rate } = made.body.data.active_attempt
  // 20 × 655.957 × 1.01 = 13,250.33
  assert.deepEqual([amount.formatted, exchange_rate, correction_rate], ['13250.00 XOF', 655.957, 1.01])
})

test('payouts are checked and refused: 501, and nothing is stored', async () => {
  const body = { amount: 5000, currency: 'XOF', reference: 'PO-1', instrument: { type: 'phone', country: 'CI' } }
  const refused = await call('POST', '/v1/payouts', body)
  assert.equal(refused.status, 501)
  assert.deepEqual(Object.keys(refused.body), ['message'])
  const wrong = await call('POST', '/v1/payouts', { ...body, amount: 10.5 })
  assert.deepEqual([wrong.status, Object.keys(wrong.body.errors)], [422, ['amount']])
  const { body: list } = await call('GET', '/v1/payouts?status=pending')
  assertShown(list, fields('payouts'), true)
  for (const at of ['', '/sync', '/inspect']) assert.equal((await call('GET', `/v1/payouts/po_1${at}`)).status, 404)
})

test('a method works well, badly or not at all, as the last hour tells', async () => {
  const key = await gateway.sandbox()
  const at = foreignClient(`${gateway.url}/orqex`, { authorization: `Bearer ${key}` })
  const status = async (method: string, country: string): Promise<string> => {
    const { body } = await at('GET', `/v1/utils/status/payment/method/${method}/${country}`)
    assertShown(body, fields('methodStatus'), true)
    return body.data.status
  }
  const pay = (number: string) => at('POST', '/v1/payment/intents', { ...bare, attempt: { ...mtn, phone: { number } } })
  assert.equal(await status('momo_mtn', 'CI'), 'available')
  assert.deepEqual([await status('momo_mtn', 'FR'), await status('nonsense', 'CI')], ['unavailable', 'unavailable'])
  for (let count = 0; count < 4; count++) await pay('46733123453')
  await gateway.advance(6000)
  assert.equal(await status('momo_mtn', 'CI'), 'operational')
  await pay('46733123450')
  assert.equal(await status('momo_mtn', 'CI'), 'degraded')
  for (let count = 0; count < 3; count++) await pay('46733123450')
  assert.equal(await status('momo_mtn', 'CI'), 'down')
  await gateway.advance(3_700_000)
  assert.equal(await status('momo_mtn', 'CI'), 'available')
})
