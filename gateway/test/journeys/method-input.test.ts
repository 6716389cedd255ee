/** Bad input of every method: each wrong field is named, and nothing changes. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { methodCatalogue } from '../../src/methods/index.ts'
import { openGateway } from '../support/gateway.ts'
import { catalogueMethod, type PayerBody, payersAt, paymentBy } from '../support/payers.ts'

const gateway = await openGateway()
const { create, merchant } = await payersAt(gateway)
const others = methodCatalogue.all.filter(({ code }) => code !== 'card')
type Form = Record<string, unknown> & {
  amount: number
  payment_method_data: { type: string; billing_details: Record<string, unknown> } & Record<string, unknown>
}
const formOf = (code: string): Form => structuredClone(paymentBy(catalogueMethod(code))) as Form

/** What is stored so far, in any table that a payment would write to. */
const stored = async (): Promise<unknown> =>
  (
    await gateway.pool.query(
      'select (select count(*) from payment_intents) + (select count(*) from payment_methods) + (select count(*) from due_work) + (select count(*) from bank_payments) as count',
    )
  ).rows

/** A form that must be refused, with the code and the field, and without a trace. */
async function refused(form: Record<string, unknown>, code: string, param: string): Promise<void> {
  const before = await stored()
  const error = await create(form, 400)
  assert.deepEqual([error.code, error.param], [code, param], String(error.message))
  assert.ok(String(error.message).length > 15)
  assert.deepEqual(await stored(), before)
}

for (const one of others)
  test(`${one.code}: a missing detail, a foreign country, currency or amount is refused with its field`, async () => {
    for (const detail of one.requires) {
      const form = formOf(one.code)
      const billing = form.payment_method_data.billing_details
      if (detail === 'address[country]') delete billing.address
      else delete billing[detail]
      const param = detail === 'address[country]' ? '[address][country]' : `[${detail}]`
      await refused(form, 'parameter_missing', `payment_method_data[billing_details]${param}`)
    }
    if (one.country_bound) {
      const form = formOf(one.code)
      form.payment_method_data.billing_details.address = { country: 'AQ' }
      await refused(
        form,
        'payment_method_country_not_supported',
        'payment_method_data[billing_details][address][country]',
      )
    }
    if (one.currencies !== null)
      await refused(
        { ...formOf(one.code), currency: 'isk', amount: 5000 },
        'payment_method_currency_not_supported',
        'currency',
      )
    const range = Object.entries(one.currencies ?? {}).find(([, { min }]) => min > 1)
    if (range !== undefined)
      await refused({ ...formOf(one.code), currency: range[0], amount: range[1].min - 1 }, 'amount_too_small', 'amount')
    const top = Object.entries(one.currencies ?? {}).find(([, { max }]) => max !== null)
    if (top !== undefined)
      await refused(
        { ...formOf(one.code), currency: top[0], amount: (top[1].max ?? 0) + 1 },
        'amount_too_large',
        'amount',
      )
    if (!one.captures_later)
      await refused({ ...formOf(one.code), capture_method: 'manual' }, 'capture_method_not_supported', 'capture_method')
    if (!one.reusable) await refused({ ...formOf(one.code), usage: 'multiple' }, 'payment_method_not_reusable', 'usage')
  })

test('a payer may live anywhere: an address abroad refuses no method but those of lenders that say so', async () => {
  assert.deepEqual(
    others.filter(({ country_bound }) => country_bound).map(({ code }) => code),
    ['klarna'],
  )
  for (const { code } of others.filter(({ country_bound, countries }) => !country_bound && countries !== null)) {
    const form = formOf(code)
    form.payment_method_data.billing_details.address = { country: 'AQ' }
    const intent = await create(form)
    assert.ok(['requires_action', 'processing'].includes(String(intent.status)), code)
  }
})

for (const one of others.filter(({ fields }) => Object.keys(fields.properties).length > 0))
  test(`${one.code}: each field with a wrong type or length, and a field that there is not, is named`, async () => {
    const send = async (own: Record<string, unknown>) => {
      const form = formOf(one.code)
      const data = { ...form.payment_method_data, [one.code]: own }
      const answer = await fetch(`${gateway.url}/v1/payment_intents`, {
        method: 'POST',
        headers: { authorization: `Bearer ${gateway.key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ ...form, payment_method_data: data }),
      })
      const { error } = (await answer.json()) as { error: { code: string; param: string } }
      assert.equal(answer.status, 400)
      return error
    }
    for (const name of Object.keys(one.fields.properties)) {
      const own = (formOf(one.code).payment_method_data[one.code] ?? {}) as Record<string, unknown>
      for (const wrong of [{ nested: 1 }, ['a'], 'x'.repeat(200)]) {
        const error = await send({ ...own, [name]: wrong })
        assert.ok(
          error.param.startsWith(`payment_method_data[${one.code}][${name}]`),
          `${name} = ${JSON.stringify(wrong)}: ${error.param}`,
        )
      }
    }
    const error = await send({ nonsense: '1' })
    assert.deepEqual([error.code, error.param], ['parameter_unknown', `payment_method_data[${one.code}][nonsense]`])
  })

const iban = (text: string) => ({
  ...formOf('sepa_debit'),
  payment_method_data: {
    type: 'sepa_debit',
    sepa_debit: { iban: text },
    billing_details: { name: 'Ada', email: 'ada@example.com' },
  },
})
test('IBANs: every invalid one is refused, and the wrong area too', async () => {
  const file = join(import.meta.dirname, '../../../../shared/specs/vectors/iban.json')
  const published = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { invalid: { iban: string }[] }).invalid.map((one) => one.iban)
    : []
  for (const text of [...published, 'DE89370400440532013001', 'hello', '12'])
    await refused(iban(text), 'payment_method_detail_invalid', 'payment_method_data[sepa_debit][iban]')
  await refused(
    iban('TR330006100519786457841326'),
    'payment_method_country_not_supported',
    'payment_method_data[sepa_debit][iban]',
  )
  await refused(iban(''), 'parameter_missing', 'payment_method_data[sepa_debit][iban]').catch(async () =>
    refused(iban(''), 'parameter_invalid_empty', 'payment_method_data[sepa_debit][iban]'),
  )
})

const own = (
  code: string,
  data: Record<string, unknown>,
  billing: Record<string, unknown> = { name: 'Ada', email: 'a@b.co' },
) => ({
  ...formOf(code),
  payment_method_data: { type: code, [code]: data, billing_details: billing },
})
test('numbers of accounts, phones, tax ids and suffixes are checked', async () => {
  const at = (code: string, field: string) => `payment_method_data[${code}][${field}]`
  const invalid = 'payment_method_detail_invalid'
  for (const [form, code, param] of [
    [
      own('us_bank_account', { account_number: '000123456789', routing_number: '110000001' }),
      invalid,
      at('us_bank_account', 'routing_number'),
    ],
    [
      own('us_bank_account', { account_number: '12', routing_number: '110000000' }),
      invalid,
      at('us_bank_account', 'account_number'),
    ],
    [
      own('us_bank_account', { routing_number: '110000000' }),
      'parameter_missing',
      at('us_bank_account', 'account_number'),
    ],
    [own('momo_mtn', { phone: '123' }), invalid, at('momo_mtn', 'phone')],
    [own('momo_mtn', { phone: '+22527 20 21 22 23' }), invalid, at('momo_mtn', 'phone')],
    [own('momo_mtn', { phone: '+4915112345678' }), 'payment_method_country_not_supported', at('momo_mtn', 'phone')],
    [
      own('momo_mtn', { phone: '0504123456', country: 'DE' }),
      'payment_method_country_not_supported',
      at('momo_mtn', 'country'),
    ],
    [own('momo_mtn', {}), 'parameter_missing', at('momo_mtn', 'phone')],
    [own('boleto', { tax_id: '123.456.789-00' }), invalid, at('boleto', 'tax_id')],
    [own('boleto', {}), 'parameter_missing', at('boleto', 'tax_id')],
    [own('pix', {}, { tax_id: '11.222.333/0001-80' }), invalid, 'payment_method_data[billing_details][tax_id]'],
    [own('virtual_account', {}), 'parameter_missing', at('virtual_account', 'channel')],
    [own('virtual_account', { channel: 'bni', suffix: '12345' }), invalid, at('virtual_account', 'suffix')],
    [own('virtual_account', { channel: 'bca', suffix: '12x' }), invalid, at('virtual_account', 'suffix')],
    [own('fpx', {}), 'parameter_missing', at('fpx', 'bank')],
    [
      own('konbini', {}, { name: 'Ada', email: 'nonsense' }),
      'email_invalid',
      'payment_method_data[billing_details][email]',
    ],
  ] as const)
    await refused(form, code, param)
})

test('terms of payments by methods are checked before anything is sent', async () => {
  const qris = formOf('qris')
  const now = Math.floor(gateway.wallMs() / 1000)
  for (const [form, code, param] of [
    [{ ...qris, expires_at: now - 10 }, 'expiry_in_past', 'expires_at'],
    [
      { ...qris, payment_method_options: { qris: { expires_at: now - 10 } } },
      'expiry_in_past',
      'payment_method_options[qris][expires_at]',
    ],
    [
      { ...qris, payment_method_options: { qris: { expires_after_days: 30 } } },
      'expiry_too_far',
      'payment_method_options[qris][expires_after_days]',
    ],
    [
      { ...qris, payment_method_options: { qris: { expires_after_seconds: 1 } } },
      'parameter_invalid_integer',
      'payment_method_options[qris][expires_after_seconds]',
    ],
    [{ ...qris, payment_method_types: ['card'] }, 'payment_method_type_not_allowed', 'payment_method'],
    [{ ...qris, payment_method_types: ['nonsense'] }, 'payment_method_type_unknown', 'payment_method_types[0]'],
    [
      { amount: 5000, currency: 'idr', payment_method_types: ['qris'], capture_method: 'manual' },
      'capture_method_not_supported',
      'capture_method',
    ],
  ] as const)
    await refused(form, code, param)
  const card = await create({ amount: 500, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' })
  const nobody = await merchant.call(`/v1/test_helpers/payment_intents/${card.id}/simulate`, { outcome: 'succeed' })
  assert.equal((nobody.body.error as unknown as PayerBody).code, 'simulation_nothing_to_pay')
  const noCode = await merchant.call(`/v1/payment_intents/${card.id}/submit_code`, { code: '123456' })
  assert.equal((noCode.body.error as unknown as PayerBody).code, 'one_time_code_not_asked')
})
