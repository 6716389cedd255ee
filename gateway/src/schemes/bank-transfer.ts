/** Kinds of bank transfer: what the account's number is called, in which currency, over which networks. Names are Stripe's. */
import { lookup } from '../kernel/lookup.ts'

export type TransferKind = {
  readonly currency: string
  readonly address: 'aba' | 'iban' | 'sort_code' | 'spei' | 'zengin'
  readonly networks: readonly string[]
}

export const transferKinds: Readonly<Record<string, TransferKind>> = lookup({
  us_bank_transfer: { currency: 'usd', address: 'aba', networks: ['ach', 'domestic_wire_us'] },
  eu_bank_transfer: { currency: 'eur', address: 'iban', networks: ['sepa'] },
  gb_bank_transfer: { currency: 'gbp', address: 'sort_code', networks: ['bacs', 'fps'] },
  jp_bank_transfer: { currency: 'jpy', address: 'zengin', networks: ['zengin'] },
  mx_bank_transfer: { currency: 'mxn', address: 'spei', networks: ['spei'] },
})

/** The kind of a currency; null where no bank of the sandbox takes it. */
export const transferKindFor = (currency: string): string | null =>
  Object.entries(transferKinds).find(([, kind]) => kind.currency === currency)?.[0] ?? null

/** An IBAN of a country for an account number: the check digits make its remainder by 97 one (ISO 13616). */
export function ibanOf(country: string, account: string): string {
  const digits = [...`${account}${country}00`].map((sign) => Number.parseInt(sign, 36)).join('')
  const check = 98n - (BigInt(digits) % 97n)
  return `${country}${String(check).padStart(2, '0')}${account}`
}
