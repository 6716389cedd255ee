/** Lifecycles that differ: late and partial money, expiry, reuse, debits that are told later, refunds by transfer. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseQr } from '../../src/schemes/emv-qr.ts'
import { request } from '../client/client.ts'
import { openGateway } from '../support/gateway.ts'
import { catalogueMethod, type PayerBody, payersAt, paymentBy } from '../support/payers.ts'

const gateway = await openGateway()
const { merchant, create, read, simulate, chargesOf } = await payersAt(gateway)
const day = 86_400_000

for (const [outcome, decline] of [
  ['decline', 'generic_decline'],
  ['insufficient_funds', 'insufficient_funds'],
] as const) {
  test(`a payer's ${outcome} fails the attempt with its code, and the intent can be tried again`, async () => {
    const intent = await create(paymentBy(catalogueMethod('dana')))
    const failed = await simulate(intent.id, { outcome })
    assert.equal(failed.status, 'requires_payment_method')
    const error = failed.last_payment_error as unknown as PayerBody
    assert.deepEqual([error.code, error.decline_code], ['payment_method_provider_decline', decline])
    const charge = (await read(intent.id)).latest_charge as unknown as PayerBody
    assert.equal(charge.status, 'failed')
    const again = await merchant.call(`/v1/payment_intents/${intent.id}/confirm`, {
      payment_method_data: paymentBy(catalogueMethod('qris')).payment_method_data,
    })
    assert.equal(again.body.status, 'requires_action', again.text)
    assert.equal((await simulate(intent.id, { outcome: 'succeed' })).status, 'succeeded')
  })
}

test('closing the window changes nothing; the time runs out by the clock and ends the attempt', async () => {
  const intent = await create(paymentBy(catalogueMethod('gcash')))
  assert.equal((await simulate(intent.id, { outcome: 'abandon' })).status, 'requires_action')
  await gateway.advance(29 * 60_000)
  assert.equal((await read(intent.id)).status, 'requires_action')
  await gateway.advance(2 * 60_000)
  const expired = await read(intent.id)
  assert.equal(expired.status, 'requires_payment_method')
  assert.equal((expired.last_payment_error as unknown as PayerBody).code, 'payment_intent_payment_attempt_expired')
})

test('money that comes late pays an intent that is still open, and goes back where it is closed', async () => {
  const open = await create(paymentBy(catalogueMethod('qris')))
  const paid = await simulate(open.id, { outcome: 'pay_late' })
  assert.equal(paid.status, 'succeeded')
  const charge = (await read(open.id)).latest_charge as unknown as { outcome: PayerBody }
  assert.equal(charge.outcome.reason, 'late_payment')

  const closed = await create(paymentBy(catalogueMethod('qris')))
  await merchant.call(`/v1/payment_intents/${closed.id}/cancel`, {})
  assert.equal((await simulate(closed.id, { outcome: 'pay_late' })).status, 'canceled')
  await gateway.sweep()
  const refunds = await merchant.call(`/v1/refunds?payment_intent=${closed.id}`)
  const [refund] = refunds.body.data as unknown as PayerBody[]
  assert.deepEqual([refund?.amount, refund?.status], [closed.amount, 'succeeded'])
})

test('a code that was paid and is paid once more brings a second charge, which goes back', async () => {
  const intent = await create(paymentBy(catalogueMethod('promptpay')))
  await simulate(intent.id, { outcome: 'succeed' })
  await simulate(intent.id, { outcome: 'pay_late' })
  await gateway.sweep()
  const charges = (await merchant.call(`/v1/charges?payment_intent=${intent.id}`)).body.data as unknown as PayerBody[]
  assert.equal(charges.length, 2)
  const after = await read(intent.id)
  assert.deepEqual([after.status, after.amount_received], ['succeeded', intent.amount])
  const [refund] = (await merchant.call(`/v1/refunds?payment_intent=${intent.id}`)).body.data as unknown as PayerBody[]
  // PromptPay has no way back: the merchant is asked for a bank account.
  assert.equal(refund?.status, 'requires_action')
})

const virtualAccount = (more: Record<string, unknown> = {}, terms: Record<string, unknown> = {}) => ({
  amount: 10_000_000,
  currency: 'idr',
  confirm: true,
  payment_method_data: { type: 'virtual_account', virtual_account: { channel: 'permata', ...more } },
  ...terms,
})

test('an open virtual account takes parts and too much; a closed one only the exact amount', async () => {
  const open = await create(virtualAccount({ open_amount: true }))
  const part = await simulate(open.id, { outcome: 'succeed', amount: 4_000_000 })
  assert.deepEqual([part.status, part.amount_received], ['requires_action', 4_000_000])
  const rest = await simulate(open.id, { outcome: 'succeed', amount: 7_000_000 })
  assert.deepEqual([rest.status, rest.amount_received], ['succeeded', 11_000_000])
  const charges = (await merchant.call(`/v1/charges?payment_intent=${open.id}`)).body.data as unknown as PayerBody[]
  assert.deepEqual(charges.map(({ amount }) => amount).sort(), [4_000_000, 7_000_000])

  const closed = await create(virtualAccount())
  const refused = await simulate(closed.id, { outcome: 'succeed', amount: 9_999_999 }, 400)
  assert.equal(refused.code, 'simulation_bank_refuses')
  assert.equal((await simulate(closed.id, { outcome: 'succeed' })).status, 'succeeded')
})

test('a virtual account has the number of its channel, the chosen suffix, and is given once while it is open', async () => {
  const first = await create(virtualAccount({ suffix: '00123456', name: 'Reforza' }))
  const details = (first.next_action as unknown as { virtual_account_display_details: PayerBody })
    .virtual_account_display_details
  assert.equal(details.number, '7663000000123456')
  assert.equal(details.account_name, 'FLORIN - Reforza')
  const taken = await create(virtualAccount({ suffix: '00123456' }), 402)
  assert.equal(taken.code, 'virtual_account_number_taken')
  await simulate(first.id, { outcome: 'succeed' })
  const again = await create(virtualAccount({ suffix: '00123456' }))
  assert.equal(again.status, 'requires_action')
})

test('one number is paid again and again: a charge for each payment, until it is closed', async () => {
  const intent = await create(virtualAccount({}, { usage: 'multiple' }))
  assert.equal(intent.usage, 'multiple')
  for (const amount of [5_000_000, 5_000_000, 7_000_000]) {
    const after = await simulate(intent.id, { outcome: 'succeed', amount })
    assert.equal(after.status, 'requires_action')
  }
  const charges = (await merchant.call(`/v1/charges?payment_intent=${intent.id}`)).body.data as unknown as PayerBody[]
  assert.deepEqual(
    charges.map(({ amount }) => amount),
    [7_000_000, 5_000_000, 5_000_000],
  )
  const closed = await merchant.call(`/v1/payment_intents/${intent.id}/cancel`, {})
  assert.deepEqual([closed.body.status, closed.body.amount_received], ['succeeded', 17_000_000])
  const qris = await create({ ...paymentBy(catalogueMethod('qris')), usage: 'multiple' })
  const data = (qris.next_action as unknown as { qris_display_qr_code: { data: string } }).qris_display_qr_code.data
  const fields = parseQr(data)
  assert.ok(Array.isArray(fields) && !fields.some(([tag]) => tag === '54'), 'a static code has no amount')
})

test('many payers at once, and one payer many times at once: each payment counts once', async () => {
  const shared = await create(virtualAccount({}, { usage: 'multiple' }))
  await Promise.all(Array.from({ length: 12 }, () => simulate(shared.id, { outcome: 'succeed' })))
  assert.equal((await chargesOf(shared.id)).length, 10)
  assert.equal((await read(shared.id)).amount_received, 12 * 10_000_000)

  const single = await create(paymentBy(catalogueMethod('qris')))
  const answers = await Promise.all(
    Array.from({ length: 8 }, () =>
      merchant.call(`/v1/test_helpers/payment_intents/${single.id}/simulate`, { outcome: 'succeed' }),
    ),
  )
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  const paid = await read(single.id)
  assert.deepEqual([paid.status, paid.amount_received], ['succeeded', single.amount])
  assert.equal((await chargesOf(single.id)).length, 1)
})

test('a static code whose notification was lost is asked about by itself', async () => {
  const intent = await create(virtualAccount({}, { usage: 'multiple' }))
  await merchant.call('/v1/test_helpers/faults', { on: 'notification', do: 'notify_never', payment: intent.id })
  await simulate(intent.id, { outcome: 'succeed' })
  assert.equal((await read(intent.id)).amount_received, 0)
  await gateway.advance(2 * day)
  assert.equal((await read(intent.id)).amount_received, intent.amount)
})

test('a payment with a time of its own is given up when it is over', async () => {
  const { body: clock } = await merchant.call('/v1/test_helpers/clock', { advance: 1 })
  const expires_at = Number(clock.now) + 900
  const idle = await create({ amount: 5000, currency: 'eur', expires_at })
  const asked = await create({ ...paymentBy(catalogueMethod('qris')), expires_at })
  assert.equal(asked.expires_at, expires_at)
  await merchant.call('/v1/test_helpers/clock', { advance: 901 })
  for (const { id } of [idle, asked]) {
    const after = await read(id)
    assert.deepEqual([after.status, after.cancellation_reason], ['canceled', 'expired'])
  }
})

test('bank debits: processing for days, then paid or returned; test accounts do what is published', async () => {
  const debit = (iban: string) => ({
    ...paymentBy(catalogueMethod('sepa_debit')),
    payment_method_data: {
      type: 'sepa_debit',
      sepa_debit: { iban },
      billing_details: { name: 'Ada', email: 'ada@example.com' },
    },
  })
  const slow = await create(debit('FR14 2004 1010 0505 0001 3M02 606'))
  assert.equal(slow.status, 'processing')
  assert.equal(((await read(slow.id)).latest_charge as unknown as PayerBody).status, 'pending')
  const cannot = await merchant.call('/v1/refunds', { payment_intent: slow.id })
  assert.equal((cannot.body.error as unknown as PayerBody).code, 'charge_not_captured')
  await gateway.advance(4 * day)
  assert.equal((await read(slow.id)).status, 'processing')
  await gateway.advance(2 * day)
  assert.equal((await read(slow.id)).status, 'succeeded')

  const bad = await create(debit('DE62370400440532013001'))
  assert.equal(bad.status, 'processing')
  await gateway.advance(10_000)
  const failed = await read(bad.id)
  assert.equal(failed.status, 'requires_payment_method')
  assert.equal((failed.latest_charge as unknown as PayerBody).status, 'failed')

  const forced = await create(debit('FR1420041010050500013M02606'))
  assert.equal((await simulate(forced.id, { outcome: 'insufficient_funds' })).status, 'requires_payment_method')
  const never = await create({
    ...paymentBy(catalogueMethod('us_bank_account')),
    payment_method_data: {
      type: 'us_bank_account',
      us_bank_account: { account_number: '000000000009', routing_number: '110000000' },
      billing_details: { name: 'Ada' },
    },
  })
  await gateway.advance(40 * day)
  assert.equal((await read(never.id)).status, 'processing')
})

test('phones of the published sandboxes answer by themselves', async () => {
  const momo = (phone: string) => ({
    amount: 500,
    currency: 'eur',
    confirm: true,
    payment_method_data: { type: 'momo_mtn', momo_mtn: { phone } },
  })
  assert.equal((await create(momo('46733123450'), 402)).decline_code, 'processing_error')
  assert.equal((await create(momo('46733123451'), 402)).decline_code, 'generic_decline')
  const expired = await create(momo('46733123452'))
  assert.equal(expired.status, 'requires_action')
  await gateway.advance(6000)
  assert.equal((await read(expired.id)).status, 'requires_payment_method')
  const ongoing = await create(momo('46733123453'))
  assert.equal(ongoing.status, 'processing')
  await gateway.advance(6000)
  assert.equal((await read(ongoing.id)).status, 'succeeded')
  assert.equal((await create(momo('46733123454'))).status, 'requires_action')
})

test('a lender approves, and the merchant captures when it ships', async () => {
  const intent = await create({ ...paymentBy(catalogueMethod('klarna')), capture_method: 'manual' })
  assert.equal(intent.status, 'requires_action')
  const held = await simulate(intent.id, { outcome: 'succeed' })
  assert.deepEqual([held.status, held.amount_capturable], ['requires_capture', intent.amount])
  const captured = await merchant.call(`/v1/payment_intents/${intent.id}/capture`, { amount_to_capture: 3000 })
  assert.deepEqual([captured.body.status, captured.body.amount_received], ['succeeded', 3000])
})

test('a refund without a way back waits for a bank account, is transferred, and may bounce', async () => {
  const pay = async () => {
    const intent = await create(virtualAccount())
    await simulate(intent.id, { outcome: 'succeed' })
    return intent.id
  }
  const account = (account_number: string) => ({ bank: 'bca', account_number, account_holder: 'Ada' })
  const waiting = (await merchant.call('/v1/refunds', { payment_intent: await pay(), amount: 2_000_000 })).body
  assert.equal(waiting.status, 'requires_action')
  assert.deepEqual((waiting.next_action as unknown as PayerBody).type, 'provide_bank_account')
  const sent = await merchant.call(`/v1/refunds/${waiting.id}`, { bank_account: account('1234567890') })
  assert.equal(sent.body.status, 'pending', sent.text)
  assert.ok(!sent.text.includes('1234567890'), 'only the last four are shown')
  await gateway.advance(day + 1000)
  assert.equal((await merchant.call(`/v1/refunds/${waiting.id}`)).body.status, 'succeeded')

  const bounced = await merchant.call('/v1/refunds', { payment_intent: await pay(), bank_account: account('99999999') })
  assert.equal(bounced.body.status, 'pending')
  await gateway.advance(day + 1000)
  const after = await merchant.call(`/v1/refunds/${bounced.body.id}`)
  assert.deepEqual([after.body.status, after.body.failure_reason], ['failed', 'invalid_account'])

  const dropped = (await merchant.call('/v1/refunds', { payment_intent: await pay() })).body
  const canceled = await merchant.call(`/v1/refunds/${dropped.id}/cancel`, {})
  assert.equal(canceled.body.status, 'canceled')
  assert.equal((await merchant.call('/v1/refunds', { charge: dropped.charge })).status, 200)
})

test('live environments simulate nothing: no payer, no fault, no clock', async () => {
  const key = await liveKey()
  for (const [verb, path, form] of [
    ['GET', '/v1/test_helpers/faults', undefined],
    ['POST', '/v1/test_helpers/faults', { on: 'authorise', do: 'lose_answer' }],
    ['DELETE', '/v1/test_helpers/faults', undefined],
    ['POST', '/v1/test_helpers/payment_intents/pi_1/simulate', { outcome: 'succeed' }],
    ['GET', '/v1/test_helpers/clock', undefined],
    ['POST', '/v1/test_helpers/clock', { advance: 60 }],
    ['DELETE', '/v1/test_helpers/clock', undefined],
  ] as const) {
    const answer = await request(gateway.url, path, { key, method: verb, ...(form === undefined ? {} : { form }) })
    const { code } = answer.body.error as unknown as PayerBody
    assert.deepEqual([answer.status, /live_mode$/.test(String(code))], [403, true], `${verb} ${path}: ${answer.text}`)
  }
  const closed = await request(gateway.url, '/v1/payment_intents', { key, form: paymentBy(catalogueMethod('giropay')) })
  assert.equal((closed.body.error as unknown as PayerBody).code, 'testmode_charges_only')
})

const liveKey = async (): Promise<string> => {
  const { createAccount, createEnvironment, createKey } = await import('../../src/operations/accounts.ts')
  const account = await createAccount(gateway.pool, gateway.newId, {})
  const env = await createEnvironment(gateway.pool, gateway.newId, account, true)
  return await createKey(gateway.pool, env, 'secret', true, 0)
}
