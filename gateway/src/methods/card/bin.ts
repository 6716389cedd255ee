/**
 * What the first digits of a card number tell: brand, funding, country. ISO/IEC 7812 issuer ranges as the schemes
 * publish them; funding and country are known for test ranges only and are `credit` and `US` elsewhere in a sandbox.
 */
import { countryOfNumber } from '../../kernel/formats.ts'
import { lookup } from '../../kernel/lookup.ts'

export type BinFacts = {
  readonly brand: 'visa' | 'mastercard' | 'amex' | 'discover' | 'diners' | 'jcb' | 'unionpay' | 'unknown'
  readonly funding: 'credit' | 'debit' | 'prepaid' | 'unknown'
  readonly country: string | null
  /** The networks that can carry it; several on a co-badged card, the local one first. */
  readonly networks: readonly string[]
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

/** Published test numbers of which more is known than their digits tell (docs.stripe.com/testing). */
const testFacts: Readonly<Record<string, Partial<BinFacts>>> = lookup({
  '5200828282828210': { funding: 'debit' },
  '5105105105105100': { funding: 'prepaid' },
  '6011981111111113': { funding: 'debit' },
  '6200000000000047': { funding: 'debit' },
  '4000002500001001': { networks: ['cartes_bancaires', 'visa'] },
  '5555552500001001': { networks: ['cartes_bancaires', 'mastercard'] },
  '4000050360000001': { networks: ['eftpos_au', 'visa'] },
  '5555050360000080': { networks: ['eftpos_au', 'mastercard'], funding: 'debit' },
})

/**
 * Test numbers of one country: `4000 00`, `5200 00` or `5555 55`, then the country's number of ISO 3166-1 from the seventh
 * digit on. `4000 05` is the same with a debit card.
 */
const testCountry = /^(?:4000(00|05)|520000|5555(?:55|05))(\d{3})\d{7}$/

/** Schemes whose test cards are issued at home. */
const homeOf: Readonly<Partial<Record<BinFacts['brand'], string>>> = { jcb: 'JP', unionpay: 'CN' }

const rangeOf = (digits: string): Range | undefined =>
  ranges.find(([from, to]) => {
    const prefix = digits.slice(0, from.length)
    return prefix >= from && prefix <= to
  })

/**
 * What is known of a number, by its digits. Funding and country are those of test ranges in a sandbox; of a real number they are
 * not known here.
 */
export function binFacts(digits: string, livemode: boolean): BinFacts {
  const brand = brandOf(digits)
  const networks = brand === 'unknown' ? [] : [brand]
  if (livemode) return { brand, funding: 'unknown', country: null, networks }
  const [, kind, numeric = ''] = testCountry.exec(digits) ?? []
  const country = countryOfNumber(numeric) ?? homeOf[brand] ?? 'US'
  const funding = brand === 'unknown' ? 'unknown' : kind === '05' ? 'debit' : 'credit'
  return { brand, funding, country, networks, ...(Object.hasOwn(testFacts, digits) ? testFacts[digits] : {}) }
}

/** The brand of a number. */
export const brandOf = (digits: string): BinFacts['brand'] => rangeOf(digits)?.[2] ?? 'unknown'

/** True where a brand has numbers of this length; 12 to 19 digits where the brand is not known. */
export const lengthFits = (digits: string): boolean =>
  rangeOf(digits)?.[3].includes(digits.length) ?? (digits.length >= 12 && digits.length <= 19)
