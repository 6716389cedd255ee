/** Methods under their published names: what their payers are asked, by which codes, in how many parts, and what is saved. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { methodCatalogue } from '../../src/methods/index.ts'
import { openGateway } from '../support/gateway.ts'
import { catalogueMethod, type PayerBody, payersAt, paymentBy } from '../support/payers.ts'

const gateway = await openGateway()
const { merchant, create, read, simulate, chargesOf } = await payersAt(gateway)
const day = 86_400_000
type Fields = Record<string, never> & Record<string, unknown>
const actionOf = (intent: PayerBody): [type: string, action: Fields] => {
  const action = intent.next_action as unknown as { type: string } & Record<string, Fields>
  return [action.type, action[action.type] as Fields]
}
const by = (code: string, more: Record<string, unknown> = {}) => ({ ...paymentBy(catalogueMethod(code)), ...more })
const detailsOf = async (id: unknown, code: string): Promise<Fields> => {
  const { latest_charge } = await read(id)
  return (latest_charge as unknown as { payment_method_details: Record<string, Fields> }).payment_method_details[
    code
  ] as Fields
}

test('every published type that integrations use is offered', () => {
  const used =
    'link customer_balance blik paypal affirm afterpay_clearpay cashapp amazon_pay revolut_pay bacs_debit au_becs_debit acss_debit mb_way twint swish mobilepay satispay zip'
  for (const code of used.split(' ')) assert.ok(methodCatalogue.of(code) !== null, code)
})

/** What a payer is asked, as published. */
const asked: readonly (readonly [code: string, type: string, members: readonly string[]])[] = [
  ['paypal', 'redirect_to_url', ['return_url', 'url']],
  ['link', 'redirect_to_url', ['return_url', 'url']],
  ['affirm', 'redirect_to_url', ['return_url', 'url']],
  ['blik', 'blik_authorize', []],
  ['cashapp', 'cashapp_handle_redirect_or_display_qr_code', ['hosted_instructions_url', 'mobile_auth_url', 'qr_code']],
  ['swish', 'swish_handle_redirect_or_display_qr_code', ['hosted_instructions_url', 'mobile_auth_url', 'qr_code']],
]
for (const [code, type, members] of asked)
  test(`${code} asks by ${type}`, async () => {
    const [shown, action] = actionOf(await create(by(code)))
    assert.deepEqual([shown, Object.keys(action).sort()], [type, [...members].sort()])
  })

test('what lenders and wallets approve is held and captured in parts, where they can; others say that they cannot', async () => {
  const able = 'link paypal affirm afterpay_clearpay cashapp amazon_pay revolut_pay mobilepay satispay klarna'.split(
    ' ',
  )
  for (const code of able) {
    const intent = await create(by(code, { capture_method: 'manual' }))
    assert.equal((await simulate(intent.id, { outcome: 'succeed' })).status, 'requires_capture', code)
    const captured = await merchant.call(`/v1/payment_intents/${intent.id}/capture`, { amount_to_capture: 4000 })
    assert.equal(captured.body.amount_received, 4000, code)
  }
  for (const code of ['blik', 'twint', 'swish', 'zip', 'mb_way', 'bacs_debit', 'customer_balance'])
    assert.equal((await create(by(code, { capture_method: 'manual' }), 400)).code, 'capture_method_not_supported')
})

test('a method held by its own options alone is held, and others of the payment are not', async () => {
  const held = by('paypal', { payment_method_options: { paypal: { capture_method: 'manual', reference: 'R-1' } } })
  const intent = await create(held)
  const { paypal } = intent.payment_method_options as unknown as { paypal: Fields }
  assert.deepEqual(paypal, { capture_method: 'manual', preferred_locale: null, reference: 'R-1' })
  assert.equal((await simulate(intent.id, { outcome: 'succeed' })).status, 'requires_capture')
  const options = { card: { capture_method: 'manual' } }
  const other = await create(by('ideal', { payment_method_options: options }))
  assert.equal((await simulate(other.id, { outcome: 'succeed' })).status, 'succeeded')
})

test('BLIK: confirmed with six digits that are kept nowhere; wrong ones are declined, missing ones named', async () => {
  const param = 'payment_method_options[blik][code]'
  const without = await create(by('blik', { payment_method_options: {} }), 400)
  assert.deepEqual([without.code, without.param], ['parameter_missing', param])
  const early = await create(by('blik', { confirm: false, return_url: undefined }), 400)
  assert.deepEqual([early.code, early.param], ['parameter_without_confirm', param])
  const code = (digits: string) => ({ payment_method_options: { blik: { code: digits } } })
  assert.equal((await create(by('blik', code('12345')), 400)).param, param)
  const wrong = await create(by('blik', code('999999')), 402)
  assert.equal(wrong.code, 'one_time_code_invalid')
  const intent = await create(by('blik', code('483920')))
  assert.ok(!JSON.stringify(await read(intent.id)).includes('483920'))
  assert.equal((await simulate(intent.id, { outcome: 'succeed' })).status, 'succeeded')
  assert.deepEqual(await detailsOf(intent.id, 'blik'), { buyer_id: null })
})

test('a bank transfer: an account of the currency, paid in parts until all is there', async () => {
  const kinds: Record<string, string> = { eur: 'iban', usd: 'aba', gbp: 'sort_code', jpy: 'zengin', mxn: 'spei' }
  for (const [currency, address] of Object.entries(kinds)) {
    const [type, shown] = actionOf(await create(by('customer_balance', { currency, amount: 50_000 })))
    assert.equal(type, 'display_bank_transfer_instructions')
    const [one] = shown.financial_addresses as unknown as Fields[]
    assert.deepEqual([one?.type, address in (one ?? {})], [address, true], JSON.stringify(shown))
    assert.equal(shown.amount_remaining, 50_000)
  }
  const options = (country: string) => ({
    payment_method_options: {
      customer_balance: {
        funding_type: 'bank_transfer',
        bank_transfer: { type: 'eu_bank_transfer', eu_bank_transfer: { country } },
      },
    },
  })
  const intent = await create(by('customer_balance', { currency: 'eur', amount: 10_000, ...options('DE') }))
  const [address] = actionOf(intent)[1].financial_addresses as unknown as { iban: { iban: string } }[]
  assert.match(address?.iban.iban ?? '', /^DE\d{20}$/)
  const part = await simulate(intent.id, { outcome: 'succeed', amount: 4000 })
  assert.deepEqual([part.status, part.amount_received], ['requires_action', 4000])
  assert.equal(actionOf(part)[1].amount_remaining, 6000)
  const rest = await simulate(intent.id, { outcome: 'succeed', amount: 6000 })
  assert.deepEqual([rest.status, rest.amount_received, (await chargesOf(intent.id)).length], ['succeeded', 10_000, 2])
  const other = await create(by('customer_balance', { currency: 'gbp', amount: 5000, ...options('DE') }), 400)
  assert.equal(other.code, 'payment_method_currency_not_supported')
})

test('national debits: numbers are checked, sealed, and shown as published; published accounts do what is published', async () => {
  const data = (code: string, own: Record<string, unknown>) => ({
    payment_method_data: { ...(by(code).payment_method_data as object), [code]: own },
  })
  for (const [code, own, wrong] of [
    ['bacs_debit', { account_number: '00012345', sort_code: '108800' }, 'sort_code'],
    ['au_becs_debit', { account_number: '000123456', bsb_number: '000000' }, 'bsb_number'],
    [
      'acss_debit',
      { account_number: '000123456789', institution_number: '000', transit_number: '11000' },
      'transit_number',
    ],
    ['nz_bank_account', { account_number: '0000012', bank_code: '11', branch_code: '0000', suffix: '010' }, 'suffix'],
  ] as const) {
    const bad = await create(by(code, data(code, { ...own, [wrong]: '1' })), 400)
    assert.deepEqual([bad.code, bad.param], ['payment_method_detail_invalid', `payment_method_data[${code}][${wrong}]`])
    const missing = await create(by(code, data(code, { ...own, [wrong]: undefined })), 400)
    assert.deepEqual([missing.code, missing.param], ['parameter_missing', `payment_method_data[${code}][${wrong}]`])
    const intent = await create(by(code, data(code, own)))
    assert.equal(intent.status, 'processing')
    const shown = await merchant.call(`/v1/payment_methods/${intent.payment_method}`)
    const details = shown.body[code] as unknown as Fields
    assert.equal(details.last4, own.account_number.slice(-4))
    assert.ok(!shown.text.includes(own.account_number), `${code} shows its number`)
  }
  const returned = await create(
    by('bacs_debit', data('bacs_debit', { account_number: '22222227', sort_code: '108800' })),
  )
  await gateway.advance(day)
  const { status, last_payment_error } = await read(returned.id)
  assert.deepEqual(
    [status, (last_payment_error as unknown as PayerBody).decline_code],
    ['requires_payment_method', 'insufficient_funds'],
  )
})

test('a debit is made on the day that the merchant chose, under a mandate whose reference begins as wished', async () => {
  const today = new Date(gateway.wallMs())
  const on = (days: number) => new Date(today.getTime() + days * day).toISOString().slice(0, 10)
  const wish = (target_date: string) => ({ payment_method_options: { sepa_debit: { target_date } } })
  for (const wrong of [on(0), on(16), '2026-02-30'])
    assert.equal(
      (await create(by('sepa_debit', wish(wrong)), 400)).param,
      'payment_method_options[sepa_debit][target_date]',
    )
  const intent = await create(by('sepa_debit', wish(on(9))))
  await gateway.advance(7 * day)
  assert.equal((await read(intent.id)).status, 'processing')
  assert.equal((await detailsOf(intent.id, 'sepa_debit')).expected_debit_date, on(9))
  await gateway.advance(3 * day)
  assert.equal((await read(intent.id)).status, 'succeeded')
  const prefixed = await create(
    by('sepa_debit', {
      setup_future_usage: 'off_session',
      mandate_data: { customer_acceptance: { type: 'offline' } },
      payment_method_options: { sepa_debit: { mandate_options: { reference_prefix: 'SHOP' } } },
    }),
  )
  const saved = await detailsOf(prefixed.id, 'sepa_debit')
  const leave = await merchant.call(`/v1/mandates/${saved.mandate}`)
  const { sepa_debit } = leave.body.payment_method_details as unknown as { sepa_debit: { reference: string } }
  assert.match(sepa_debit.reference, /^SHOP/)
})

test('a wallet that was saved is charged again without its payer', async () => {
  for (const code of [
    'paypal',
    'cashapp',
    'amazon_pay',
    'revolut_pay',
    'link',
    'twint',
    'satispay',
    'alipay',
    'ideal',
    'blik',
  ]) {
    const customer = (await merchant.call('/v1/customers', { email: 'ada@example.com' })).body.id
    const first = await create(by(code, { customer, setup_future_usage: 'off_session' }))
    assert.equal((await simulate(first.id, { outcome: 'succeed' })).status, 'succeeded', code)
    const saved = await merchant.call(`/v1/customers/${customer}/payment_methods`)
    const [kept] = saved.body.data as unknown as { id: string; type: string }[]
    assert.equal(kept?.type, code, saved.text)
    const { amount, currency } = by(code) as { amount: number; currency: string }
    const again = await create({
      amount,
      currency,
      customer,
      payment_method: kept?.id,
      confirm: true,
      off_session: true,
    })
    assert.equal(again.status, 'succeeded', `${code} ${JSON.stringify(again.next_action)}`)
  }
})

test('what Klarna is told of the payer and the purchase is checked, kept and shown', async () => {
  const klarna = { ...(by('klarna').payment_method_data as object), klarna: { dob: { day: 29, month: 2, year: 2000 } } }
  const intent = await create(
    by('klarna', {
      payment_method_data: klarna,
      payment_method_options: {
        klarna: { preferred_locale: 'de-AT', subscriptions: [{ interval: 'month', reference: 'sub_1' }] },
      },
    }),
  )
  const shown = await merchant.call(`/v1/payment_methods/${intent.payment_method}`)
  assert.deepEqual((shown.body.klarna as unknown as Fields).dob, { day: 29, month: 2, year: 2000 })
  assert.deepEqual((intent.payment_method_options as unknown as Record<string, Fields>).klarna, {
    preferred_locale: 'de-AT',
  })
  await simulate(intent.id, { outcome: 'succeed' })
  assert.equal((await detailsOf(intent.id, 'klarna')).preferred_locale, 'de-AT')
  const never = { ...klarna, klarna: { dob: { day: 30, month: 2, year: 2000 } } }
  const wrong = await create(by('klarna', { payment_method_data: never }), 400)
  assert.equal(wrong.param, 'payment_method_data[klarna][dob]')
})
