/** Payers: a request for every method of the catalogue that it accepts, and somebody who acts on it. */
import assert from 'node:assert/strict'
import type { Method } from '../../src/contracts/method.ts'
import { methodCatalogue } from '../../src/methods/index.ts'
import type { TestGateway } from './gateway.ts'
import { merchantAt } from './merchant.ts'

export type PayerBody = Record<string, never> & Record<string, unknown>

export const catalogueMethod = (code: string): Method => {
  const found = methodCatalogue.of(code)
  assert.ok(found !== null, code)
  return found
}

/** A merchant in a sandbox of its own, and its payers; each call says which status it expects. */
export async function payersAt(gateway: TestGateway) {
  const merchant = await merchantAt(gateway)
  const { call } = merchant
  const expected = async (path: string, form: Record<string, unknown>, status: number): Promise<PayerBody> => {
    const answer = await call(path, form)
    assert.equal(answer.status, status, answer.text)
    return (status === 200 ? answer.body : answer.body.error) as PayerBody
  }
  return {
    merchant,
    create: (form: Record<string, unknown>, status = 200) => expected('/v1/payment_intents', form, status),
    read: async (id: unknown): Promise<PayerBody> =>
      (await call(`/v1/payment_intents/${id}?expand[]=latest_charge.balance_transaction`)).body as PayerBody,
    simulate: (id: unknown, form: Record<string, unknown>, status = 200) =>
      expected(`/v1/test_helpers/payment_intents/${id}/simulate`, form, status),
    chargesOf: async (id: unknown): Promise<PayerBody[]> =>
      (await call(`/v1/charges?payment_intent=${id}`)).body.data as unknown as PayerBody[],
    refundsOf: async (id: unknown): Promise<PayerBody[]> =>
      (await call(`/v1/refunds?payment_intent=${id}`)).body.data as unknown as PayerBody[],
  }
}

const phones: Readonly<Record<string, string>> = {
  momo_mtn: '+2250504123456',
  momo_orange: '+2250707123456',
  momo_moov: '+2250101123456',
  momo_wave: '+221771234567',
  ovo: '+6281234567890',
  mb_way: '+351912345678',
  momo_mpesa: '+254712123456',
  momo_airtel: '+254733123456',
  momo_tigo: '+255712345678',
  momo_vodacom: '+255754123456',
  momo_vodafone: '+233201234567',
  momo_togocel: '+22890112345',
  momo_freemoney: '+221761234567',
  momo_e_money: '+221701234567',
  momo_halopesa: '+255621234567',
  momo_zamtel: '+260955123456',
  momo_tnm: '+265881234567',
  momo_eu_mobile: '+237671234567',
  momo_amanata: '+22793123456',
  momo_zamani_cash: '+22790123456',
  wallet_my_nita: '+22796123456',
  wallet_djamo: '+2250707123456',
}
const own: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  virtual_account: { channel: 'bca', name: 'Ada' },
  sepa_debit: { iban: 'DE89370400440532013000' },
  us_bank_account: { account_number: '000123456789', routing_number: '110000000', account_holder_type: 'individual' },
  boleto: { tax_id: '529.982.247-25' },
  mobile_money: { phone_number: '237671234567', provider_code: 'mtn_cm' },
  fpx: { bank: 'maybank2u' },
  bacs_debit: { account_number: '00012345', sort_code: '10-88-00' },
  au_becs_debit: { account_number: '000123456', bsb_number: '000-000' },
  acss_debit: { account_number: '000123456789', institution_number: '000', transit_number: '11000' },
  nz_bank_account: { account_number: '0000012', bank_code: '11', branch_code: '0000', suffix: '010' },
  payto: { pay_id: 'ada@example.com' },
}
/** What a payer reads off the own bank's app. */
const typed: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { blik: { code: '123456' } }

/** The smallest valid payment by a method, as the body of a create with confirm. */
export function paymentBy(method: Method): Record<string, unknown> {
  const [currency, range] = Object.entries(method.currencies ?? {})[0] ?? ['usd', { min: 1, max: null }]
  const code = method.code
  const data = own[code] ?? (phones[code] === undefined ? {} : { phone: phones[code] })
  return {
    amount: Math.max(range.min, 5000),
    currency: code === 'momo_wave' ? 'xof' : currency,
    confirm: true,
    return_url: 'https://shop.example/done',
    ...(typed[code] === undefined ? {} : { payment_method_options: { [code]: typed[code] } }),
    payment_method_data: {
      type: code,
      ...(Object.keys(data).length === 0 ? {} : { [code]: data }),
      billing_details: {
        name: 'Ada Lovelace',
        email: 'ada@example.com',
        ...(method.countries === null ? {} : { address: { country: method.countries[0] } }),
      },
    },
  }
}
