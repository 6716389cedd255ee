/**
 * What the first digits of a card number tell: brand, funding, country. ISO/IEC 7812 issuer ranges as the schemes
 * publish them; funding and country are known for test ranges only and are `credit` and `US` elsewhere in a sandbox.
 */
export type BinFacts = {
  readonly brand: 'visa' | 'mastercard' | 'amex' | 'discover' | 'diners' | 'jcb' | 'unionpay' | 'unknown'
  readonly funding: 'credit' | 'debit' | 'prepaid' | 'unknown'
  readonly country: string | null
}

type Range = readonly [from: string, to: string, brand: BinFacts['brand'], lengths: readonly number[]]

/** First match wins. Bounds are prefixes of equal length, both included. */
const ranges: readonly Range[] = [
  ['34', '34', 'amex', [15]],
  ['37', '37', 'amex', [15]],
  ['300', '305', 'diners', [14, 16]],
  ['3095', '3095', 'diners', [14, 16]],
  ['36', '36', 'diners', [14, 16]],
  ['38', '39', 'diners', [14, 16]],
  ['3528', '3589', 'jcb', [16, 17, 18, 19]],
  ['6011', '6011', 'discover', [16, 19]],
  ['644', '649', 'discover', [16, 19]],
  ['65', '65', 'discover', [16, 19]],
  ['62', '62', 'unionpay', [16, 17, 18, 19]],
  ['81', '81', 'unionpay', [16, 17, 18, 19]],
  ['2221', '2720', 'mastercard', [16]],
  ['51', '55', 'mastercard', [16]],
  ['4', '4', 'visa', [13, 16, 19]],
]

const testFunding: Readonly<Record<string, BinFacts['funding']>> = {
  '4000056655665556': 'debit',
  '5200828282828210': 'debit',
  '5105105105105100': 'prepaid',
}

/** Visa test numbers of one country: 4000, the ISO 3166-1 numeric code, and an issuer digit. */
const testCountries: Readonly<Record<string, string>> = {
  '032': 'AR',
  '036': 'AU',
  '040': 'AT',
  '056': 'BE',
  '076': 'BR',
  '100': 'BG',
  '112': 'BY',
  '124': 'CA',
  '152': 'CL',
  '156': 'CN',
  '170': 'CO',
  '188': 'CR',
  '191': 'HR',
  '196': 'CY',
  '203': 'CZ',
  '208': 'DK',
  '218': 'EC',
  '233': 'EE',
  '246': 'FI',
  '250': 'FR',
  '276': 'DE',
  '292': 'GI',
  '300': 'GR',
  '344': 'HK',
  '348': 'HU',
  '356': 'IN',
  '372': 'IE',
  '380': 'IT',
  '392': 'JP',
  '428': 'LV',
  '438': 'LI',
  '440': 'LT',
  '442': 'LU',
  '458': 'MY',
  '470': 'MT',
  '484': 'MX',
  '528': 'NL',
  '554': 'NZ',
  '578': 'NO',
  '591': 'PA',
  '600': 'PY',
  '604': 'PE',
  '616': 'PL',
  '620': 'PT',
  '642': 'RO',
  '702': 'SG',
  '703': 'SK',
  '705': 'SI',
  '724': 'ES',
  '752': 'SE',
  '756': 'CH',
  '764': 'TH',
  '784': 'AE',
  '826': 'GB',
  '858': 'UY',
}

const rangeOf = (digits: string): Range | undefined =>
  ranges.find(([from, to]) => {
    const prefix = digits.slice(0, from.length)
    return prefix >= from && prefix <= to
  })

/** What is known of a number, by its first digits. */
export function binFacts(digits: string): BinFacts {
  const brand = rangeOf(digits)?.[2] ?? 'unknown'
  const country = digits.startsWith('4000') && digits.length === 16 ? (testCountries[digits.slice(4, 7)] ?? 'US') : 'US'
  return { brand, funding: testFunding[digits] ?? (brand === 'unknown' ? 'unknown' : 'credit'), country }
}

/** True where a brand has numbers of this length; 12 to 19 digits where the brand is not known. */
export const lengthFits = (digits: string): boolean =>
  rangeOf(digits)?.[3].includes(digits.length) ?? (digits.length >= 12 && digits.length <= 19)
