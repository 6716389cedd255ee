/** A request for every method of the catalogue: an amount that it takes, and a payer that it accepts. */
import type { Method } from '../../src/contracts/method.ts'

const phones: Readonly<Record<string, string>> = {
  momo_mtn: '+2250504123456',
  momo_orange: '+2250707123456',
  momo_moov: '+2250101123456',
  momo_wave: '+221771234567',
  ovo: '+6281234567890',
}
const own: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  virtual_account: { channel: 'bca', name: 'Ada' },
  sepa_debit: { iban: 'DE89370400440532013000' },
  us_bank_account: { account_number: '000123456789', routing_number: '110000000', account_holder_type: 'individual' },
  boleto: { tax_id: '529.982.247-25' },
  fpx: { bank: 'maybank2u' },
}

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
