import { assert } from './assert.ts'
import { currencyOf } from './currency.ts'

/**
 * Money is an integer of the currency's smallest unit, with its currency.
 *
 * An amount of one object (an intent, a refund, a posting) is at most twelve digits, checked where a request comes in, and is kept
 * as a safe integer, so that rows, events and answers are plain JSON. Sums over many objects (balances) are `bigint`:
 * they have no such limit. See docs/decisions/0004-money-in-integers.md.
 */
export type Minor = number

export type Money = { readonly amount: Minor; readonly currency: string }

/** True for an integer that a double holds exactly. */
export const isMinor = (value: unknown): value is Minor => Number.isSafeInteger(value)

/**
 * A share of an amount, in parts per million, rounded half to even (the banker's rule: errors do not add up to one side).
 * 2.9 % is 29,000 ppm.
 */
export function shareHalfEven(amount: Minor, ppm: number): Minor {
  assert(isMinor(amount) && isMinor(ppm), 'a share is taken of whole numbers')
  const million = 1_000_000n
  const product = BigInt(amount) * BigInt(ppm)
  const negative = product < 0n
  const size = negative ? -product : product
  let whole = size / million
  const twice = (size % million) * 2n
  if (twice > million || (twice === million && whole % 2n === 1n)) whole += 1n
  return Number(negative ? -whole : whole)
}

/** `1234` of `usd` → `12.34 USD`, for people; never for arithmetic or for a wire format. */
export function moneyText(amount: Minor | bigint, currency: string): string {
  const { decimals, coins } = currencyOf(currency) ?? { decimals: 2, coins: 2 }
  const value = BigInt(amount)
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const cents = decimals === 0 ? '' : digits.slice(-decimals)
  // Hundredths that no coin has are shown only where somebody counts in them by mistake.
  const rest = cents === '' || (coins === 0 && /^0+$/.test(cents)) ? '' : `.${cents}`
  return `${value < 0n ? '-' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest} ${currency.toUpperCase()}`
}
