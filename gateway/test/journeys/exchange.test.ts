/** Payments in another currency than the merchant's: both amounts in the books, each currency in balance. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadRates } from '../../src/operations/rates.ts'
import { openGateway } from '../support/gateway.ts'
import { catalogueMethod, type PayerBody, payersAt, paymentBy } from '../support/payers.ts'

const gateway = await openGateway()
const day = '2026-06-15'
await loadRates(
  gateway.pool,
  [
    { base: 'eur', quote: 'idr', day, rate: '17500', correction: '1.01' },
    { base: 'eur', quote: 'usd', day, rate: '1.25', correction: '1' },
    { base: 'eur', quote: 'xof', day, rate: '655.957', correction: '1' },
    { base: 'eur', quote: 'usd', day: '2026-06-14', rate: '9', correction: '1' },
    { base: 'eur', quote: 'ugx', day, rate: '4200', correction: '1' },
    { base: 'eur', quote: 'clp', day, rate: '9999999999', correction: '1' },
  ],
  'test',
)
const balancesOf = async (env: string) => {
  const { rows } = await gateway.pool.query<{ account: string; currency: string; amount: string }>(
    'select account, currency, amount::text from balances where env = $1 and amount <> 0 order by account, currency',
    [env],
  )
  return rows.map(({ account, currency, amount }) => `${account.replace(/:.*/, '')} ${currency} ${amount}`)
}
const envOf = async (id: unknown): Promise<string> =>
  (await gateway.pool.query<{ env: string }>('select env from payment_intents where id = $1', [id])).rows[0]?.env ?? ''

test('a code in rupiah pays an intent in euros: the rate is kept, and both amounts are in the books', async () => {
  const at = await payersAt(gateway)
  const intent = await at.create({
    ...paymentBy(catalogueMethod('qris')),
    amount: 2000,
    currency: 'eur',
    presentment_currency: 'idr',
  })
  // 20.00 EUR × 17,500 × 1.01 = 353,500.00 IDR.
  assert.deepEqual(intent.presentment_details, { presentment_amount: 35_350_000, presentment_currency: 'idr' })
  assert.deepEqual([intent.exchange_rate, intent.correction_rate], ['17500', '1.01'])
  await at.simulate(intent.id, { outcome: 'succeed' })
  const paid = await at.read(intent.id)
  assert.deepEqual([paid.status, paid.amount_received, paid.currency], ['succeeded', 2000, 'eur'])
  const env = await envOf(intent.id)
  assert.deepEqual(await balancesOf(env), [
    'fx_position eur -2000',
    'fx_position idr 35350000',
    'merchant_pending eur 1912',
    'processing_fees eur 88',
    'processor_receivable idr -35350000',
  ])
  const part = await at.merchant.call('/v1/refunds', { payment_intent: intent.id, amount: 500 })
  assert.deepEqual((part.body as PayerBody).presentment_details, {
    presentment_amount: 8_837_500,
    presentment_currency: 'idr',
  })
  await at.merchant.call('/v1/refunds', { payment_intent: intent.id })
  assert.deepEqual(await balancesOf(env), ['merchant_pending eur -88', 'processing_fees eur 88'])
})

test('a card is charged through a third currency, held and captured in parts that add up', async () => {
  const at = await payersAt(gateway)
  const intent = await at.create({
    amount: 10_000,
    currency: 'usd',
    confirm: true,
    payment_method: 'pm_card_visa',
    capture_method: 'manual',
    presentment_currency: 'xof',
  })
  assert.equal(intent.status, 'requires_capture')
  // 100.00 USD / 1.25 × 655.957 = 52,477 XOF, which has no decimals.
  const charge = (await at.read(intent.id)).latest_charge as unknown as { presentment_details: unknown }
  assert.deepEqual(charge.presentment_details, { presentment_amount: 52_477, presentment_currency: 'xof' })
  const raised = await at.merchant.call(`/v1/payment_intents/${intent.id}/increment_authorization`, { amount: 11_000 })
  assert.equal(raised.status, 400)
  await at.merchant.call(`/v1/payment_intents/${intent.id}/capture`, { amount_to_capture: 3333, final_capture: false })
  await at.merchant.call(`/v1/payment_intents/${intent.id}/capture`, {})
  const env = await envOf(intent.id)
  const books = await balancesOf(env)
  assert.ok(books.includes('processor_receivable xof -52477'), books.join('; '))
  assert.ok(books.includes('fx_position xof 52477') && books.includes('fx_position usd -10000'), books.join('; '))
})

test('a missing rate, an unknown currency and a foreign method are refused with the field', async () => {
  const at = await payersAt(gateway)
  const pay = (more: Record<string, unknown>) =>
    at.create({ amount: 2000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa', ...more }, 400)
  for (const [more, code, param] of [
    [{ presentment_currency: 'jpy' }, 'exchange_rate_missing', 'presentment_currency'],
    [{ presentment_currency: 'zzz' }, 'invalid_currency', 'presentment_currency'],
    [
      { presentment_currency: 'usd', ...paymentBy(catalogueMethod('qris')), amount: 2000, currency: 'eur' },
      'payment_method_currency_not_supported',
      'currency',
    ],
    [
      { ...paymentBy(catalogueMethod('qris')), amount: 2000, currency: 'eur' },
      'payment_method_currency_not_supported',
      'currency',
    ],
  ] as const) {
    const error = await pay(more)
    assert.deepEqual([error.code, error.param], [code, param])
  }
})

test('a payment is something in the currency of its payer, and no more than a payment can be there', async () => {
  const at = await payersAt(gateway)
  const pay = (form: Record<string, unknown>) =>
    at.create({ confirm: true, payment_method: 'pm_card_threeDSecure2Required', ...form }, 400)
  for (const [form, code] of [
    [{ amount: 99_999_999, currency: 'eur', presentment_currency: 'clp' }, 'amount_too_large'],
    [{ amount: 99_999_999, currency: 'eur', presentment_currency: 'idr' }, 'amount_too_large'],
    // 1 UGX is 0.0002 EUR.
    [{ amount: 100, currency: 'ugx', presentment_currency: 'eur' }, 'amount_too_small'],
  ] as const) {
    const error = await pay(form)
    assert.deepEqual([error.code, error.param], [code, 'presentment_currency'])
  }
})

test('no part of a payment is nothing for its payer: neither captured nor given back; what is left always is', async () => {
  const at = await payersAt(gateway)
  const held = await at.create({
    ...{ amount: 500_000, currency: 'ugx', presentment_currency: 'eur', capture_method: 'manual' },
    ...{ confirm: true, payment_method: 'pm_card_visa' },
  })
  const capture = (amount_to_capture?: number) =>
    at.merchant.call(`/v1/payment_intents/${held.id}/capture`, { amount_to_capture, final_capture: false })
  const none = (await capture(100)).body.error as unknown as PayerBody
  assert.deepEqual([none.code, none.param], ['amount_too_small', 'amount_to_capture'])
  assert.equal((await capture(499_900)).status, 200)
  // The last shilling takes the cent that the others left.
  assert.equal((await capture()).status, 200)
  const refund = (amount?: number) => at.merchant.call('/v1/refunds', { payment_intent: held.id, amount })
  const nothing = (await refund(100)).body.error as unknown as PayerBody
  assert.deepEqual([nothing.code, nothing.param], ['amount_too_small', 'amount'])
  assert.equal((await refund(499_900)).status, 200)
  const { presentment_details } = (await refund()).body as PayerBody
  assert.deepEqual(presentment_details, { presentment_amount: 1, presentment_currency: 'eur' })
})
