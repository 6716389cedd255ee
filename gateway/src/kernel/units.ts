/**
 * Conversion of a foreign API's amounts: decimal texts in major units, or in hundredths, to whole smallest units and back.
 * Digits are moved, never multiplied as floats: `10.10`, `1e2` and `0.1` mean exactly what they say.
 *
 *   minorOfMajor('10.10', 'usd')      1010
 *   minorOfMajor('100000', 'idr')     10000000     whole rupiah; ISO 4217 gives the rupiah two decimals
 *   minorOfMajor('10.5', 'xof')       { problem: 'fraction', decimals: 0 }
 *   minorOfMajor('5000', 'ugx')       500000       counted in hundredths, and whole shillings all the same
 *   minorOfHundredths('5000', 'xof')  50           an API that writes value×100 for every currency
 */
import { assert } from './assert.ts'
import { type Currency, currencyOf, stepOf, usualStepOf } from './currency.ts'
import type { Minor } from './money.ts'
import { defineRefusal, type Refusal } from './refusal.ts'

export type UnitsProblem =
  /** No decimal number at all. */
  | { readonly problem: 'not_a_number' }
  | { readonly problem: 'currency_unknown' }
  /** It has more decimals than the currency. */
  | { readonly problem: 'fraction'; readonly decimals: number }
  /** More than twelve digits: no amount of one payment is so large. */
  | { readonly problem: 'too_large' }
  | { readonly problem: 'negative' }

export const isUnitsProblem = (value: Minor | UnitsProblem): value is UnitsProblem => typeof value === 'object'

/** JSON's numbers, and the same as a text with leading zeros allowed: `007.50`. */
const decimalPattern = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,3}))?$/
/** The digits of the largest amount of one object, in smallest units. */
const digitsMax = 12

/** A decimal text times ten to the power of `places`, as a whole number; the decimals left over are a `fraction`. */
function shifted(text: string, places: number, decimals: number, step = 1): Minor | UnitsProblem {
  const [, sign, whole = '', rest = '', exponent = '0'] = decimalPattern.exec(text) ?? []
  if (sign === undefined) return { problem: 'not_a_number' }
  const digits = (whole + rest).replace(/^0+/, '')
  if (digits === '') return 0
  if (sign === '-') return { problem: 'negative' }
  // Where the point stands, counted from the left of `digits`.
  const point = digits.length - rest.length + Number(exponent) + places
  const kept = digits.replace(/0+$/, '')
  if (kept.length > point) return { problem: 'fraction', decimals }
  if (point > digitsMax) return { problem: 'too_large' }
  const amount = Number(kept.padEnd(point, '0'))
  return amount % step === 0 ? amount : { problem: 'fraction', decimals }
}

const unitOf = (currency: string): Pick<Currency, 'decimals' | 'coins'> =>
  currencyOf(currency) ?? { decimals: 2, coins: 2 }

/** A decimal text in major units (`112.00`) as smallest units of a lower-case currency. */
export function minorOfMajor(text: string, currency: string): Minor | UnitsProblem {
  const known = currencyOf(currency)
  return known === undefined
    ? { problem: 'currency_unknown' }
    : shifted(text, known.decimals, known.coins, stepOf(known))
}

/** The same where nobody pays in less than `usualStepOf`: whole rupiah, and hundredths of a dinar. */
export function usualMinorOfMajor(text: string, currency: string): Minor | UnitsProblem {
  const amount = minorOfMajor(text, currency)
  const known = currencyOf(currency)
  return isUnitsProblem(amount) || known === undefined || amount % usualStepOf(known) === 0
    ? amount
    : { problem: 'fraction', decimals: known.code === 'idr' ? 0 : 2 }
}

/** A decimal text in hundredths of the major unit, whatever decimals the currency has, as smallest units. */
export function minorOfHundredths(text: string, currency: string): Minor | UnitsProblem {
  const known = currencyOf(currency)
  return known === undefined
    ? { problem: 'currency_unknown' }
    : shifted(text, known.decimals - 2, known.coins, stepOf(known))
}

/** A whole number of the smallest units that a currency has by ISO 4217 (5000 is UGX 5,000), as our own: 500000. */
export function minorOfCoins(text: string, currency: string): Minor | UnitsProblem {
  const known = currencyOf(currency)
  return known === undefined ? { problem: 'currency_unknown' } : shifted(text, known.decimals - known.coins, 0)
}

/** An amount in the smallest units that its currency has by ISO 4217. */
export const coinsOf = (amount: Minor, currency: string): number => {
  const { decimals, coins } = unitOf(currency)
  return Number(decimalText(amount, decimals - coins, 0))
}

/** `amount` times ten to the power of `-places`, with at least `least` decimals. */
function decimalText(amount: Minor, places: number, least: number): string {
  assert(Number.isSafeInteger(amount), 'an amount is a whole number')
  const size = String(Math.abs(amount))
  const digits = amount === 0 ? size : size.padEnd(size.length - Math.min(places, 0), '0')
  const whole = places <= 0 ? digits : digits.padStart(places + 1, '0').slice(0, -places)
  const rest = places <= 0 ? '' : digits.padStart(places, '0').slice(-places).replace(/0+$/, '')
  const shown = rest.padEnd(least, '0')
  return `${amount < 0 ? '-' : ''}${whole}${shown === '' ? '' : `.${shown}`}`
}

/** In major units with the currency's own decimals: `112.00`, `50` (XOF), `1.234` (KWD). */
export function majorText(amount: Minor, currency: string): string {
  const { decimals, coins } = unitOf(currency)
  return decimalText(amount, decimals, coins)
}

/** In major units without needless zeros, at least `least` decimals: `10.5`, `10.50` with two. */
export const majorTextAtLeast = (amount: Minor, currency: string, least: number): string =>
  decimalText(amount, unitOf(currency).decimals, least)

/** In major units as a JSON number. Amounts have at most fifteen digits, which a double prints as they are. */
export const majorNumber = (amount: Minor, currency: string): number =>
  Number(decimalText(amount, unitOf(currency).decimals, 0))

/** In hundredths of the major unit as a JSON number: whole but for a third decimal that is not zero (1.234 KWD is 123.4). */
export const hundredthsNumber = (amount: Minor, currency: string): number =>
  Number(decimalText(amount, unitOf(currency).decimals - 2, 0))

type Amount = { readonly param: string; readonly text: string; readonly currency: string }

const refuseAmount = {
  fraction: defineRefusal<Amount & { decimals: number }>(
    'invalid_request',
    'amount_has_fraction',
    'The amount has more decimals than its currency. JPY and XOF have none, most have two, KWD has three.',
    ({ text, currency, decimals }) =>
      `${text.slice(0, 60)} is no amount of ${currency.toUpperCase()}, which has ${decimals === 0 ? 'no decimals' : `${decimals} decimals`}.`,
    ({ param }) => ({ param }),
  ),
  invalid: defineRefusal<Amount & { why: string }>(
    'invalid_request',
    'amount_invalid',
    'The amount is no decimal number, below zero, or larger than any payment.',
    ({ why }) => `The amount ${why}.`,
    ({ param }) => ({ param }),
  ),
  currency: defineRefusal<{ currency: string; param: string }>(
    'invalid_request',
    'invalid_currency',
    'A currency is a three-letter ISO 4217 code that is in use.',
    ({ currency }) => `Invalid currency: ${currency}. Use a three-letter ISO 4217 code.`,
    ({ param }) => ({ param }),
  ),
}

/** Why an amount of a foreign API is none, as a refusal about its fields. */
export function refuseUnits(problem: UnitsProblem, amount: Amount & { readonly currencyParam: string }): Refusal {
  switch (problem.problem) {
    case 'fraction':
      return refuseAmount.fraction({ ...amount, decimals: problem.decimals })
    case 'currency_unknown':
      return refuseAmount.currency({ currency: amount.currency, param: amount.currencyParam })
    case 'too_large':
      return refuseAmount.invalid({ ...amount, why: 'is larger than any payment may be' })
    case 'negative':
      return refuseAmount.invalid({ ...amount, why: 'is below zero' })
    case 'not_a_number':
      return refuseAmount.invalid({ ...amount, why: 'is no decimal number' })
  }
}
