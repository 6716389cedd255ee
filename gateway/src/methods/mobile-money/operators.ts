/** The operators, where they work, and how long their payers have: what they publish. Configuration, not law. */
import { anyAmount, type MethodEntry, minutes } from '../../contracts/method-family.ts'

export const operators: readonly MethodEntry[] = [
  {
    code: 'momo_mtn',
    label: 'MTN Mobile Money',
    countries: ['CI', 'BJ', 'CM', 'CG', 'GH', 'UG', 'RW', 'ZM', 'GN', 'LR', 'SS', 'SZ'],
    currencies: anyAmount('xof', 'xaf', 'ghs', 'ugx', 'rwf', 'zmw', 'gnf', 'lrd', 'ssp', 'szl', 'eur'),
    expires_after_ms: minutes(5),
  },
  {
    code: 'momo_orange',
    label: 'Orange Money',
    countries: ['CI', 'SN', 'ML', 'BF', 'GN', 'CM'],
    currencies: anyAmount('xof', 'xaf', 'gnf'),
    expires_after_ms: minutes(10),
    next_action: 'one_time_code',
  },
  {
    code: 'momo_moov',
    label: 'Moov Money',
    countries: ['CI', 'BJ', 'TG', 'BF', 'NE'],
    currencies: anyAmount('xof'),
    expires_after_ms: minutes(5),
  },
  {
    code: 'momo_wave',
    label: 'Wave',
    countries: ['SN', 'CI', 'ML', 'BF', 'GM', 'UG'],
    currencies: anyAmount('xof', 'gmd', 'ugx'),
    expires_after_ms: minutes(30),
    next_action: 'redirect',
  },
  {
    code: 'ovo',
    label: 'OVO',
    countries: ['ID'],
    currencies: { idr: { min: 10_000, max: 1_000_000_000 } },
    expires_after_ms: minutes(1),
  },
  {
    code: 'mb_way',
    label: 'MB WAY',
    countries: ['PT'],
    currencies: { eur: { min: 50, max: 500_000 } },
    expires_after_ms: minutes(4),
  },
  ...prompts([
    ['momo_mpesa', 'M-Pesa', ['KE'], ['kes']],
    [
      'momo_airtel',
      'Airtel Money',
      ['KE', 'UG', 'TZ', 'RW', 'ZM', 'MW', 'GH', 'CG', 'GA', 'TD', 'NE', 'MG', 'CD'],
      ['kes', 'ugx', 'tzs', 'rwf', 'zmw', 'mwk', 'ghs', 'xaf', 'xof', 'mga', 'cdf'],
    ],
    ['momo_tigo', 'Tigo Pesa', ['TZ'], ['tzs']],
    ['momo_vodacom', 'Vodacom M-Pesa', ['TZ', 'CD'], ['tzs', 'cdf', 'usd']],
    ['momo_vodafone', 'Vodafone Cash', ['GH'], ['ghs']],
    ['momo_togocel', 'T-Money', ['TG'], ['xof']],
    ['momo_freemoney', 'Free Money', ['SN'], ['xof']],
    ['momo_e_money', 'E-Money', ['SN'], ['xof']],
    ['momo_halopesa', 'HaloPesa', ['TZ'], ['tzs']],
    ['momo_zamtel', 'Zamtel Kwacha', ['ZM'], ['zmw']],
    ['momo_tnm', 'TNM Mpamba', ['MW'], ['mwk']],
    ['momo_eu_mobile', 'EU Mobile Money', ['CM'], ['xaf']],
    ['momo_amanata', 'Amanata', ['NE'], ['xof']],
    ['momo_zamani_cash', 'Zamani Cash', ['NE'], ['xof']],
    ['wallet_my_nita', 'My Nita', ['NE'], ['xof']],
    ['wallet_djamo', 'Djamo', ['CI', 'SN'], ['xof']],
  ]),
]

type Prompt = readonly [code: string, label: string, countries: readonly string[], currencies: readonly string[]]

/** Operators that ask their payer on the phone and give a few minutes. */
function prompts(entries: readonly Prompt[]): MethodEntry[] {
  return entries.map(([code, label, countries, currencies]) => ({
    code,
    label,
    countries,
    currencies: anyAmount(...currencies),
    expires_after_ms: minutes(5),
  }))
}
