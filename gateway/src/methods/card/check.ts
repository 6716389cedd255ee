import type { CardData } from '../../engine/route.ts'
import { luhnValid } from '../../kernel/card-number.ts'
import { defineRefusal, type Refusal } from '../../kernel/refusal.ts'
import type { Millis } from '../../kernel/time.ts'
import { brandOf, lengthFits } from './bin.ts'

/** Card data that no issuer needs to be asked about. HTTP 402, as card errors have been since long before us. */
const refuseCard = {
  numberInvalid: defineRefusal(
    'declined',
    'invalid_number',
    'A card number consists of digits; spaces and dashes between them are allowed.',
    () => 'The card number is not a valid credit card number.',
    () => ({ param: 'number' }),
  ),
  numberIncorrect: defineRefusal(
    'declined',
    'incorrect_number',
    'The check digit of the card number does not fit, or the number has a length that its brand does not have. Usually a typing error.',
    () => 'Your card number is incorrect.',
    () => ({ param: 'number' }),
  ),
  monthInvalid: defineRefusal(
    'declined',
    'invalid_expiry_month',
    'The expiry month is a number from 1 to 12, and not in the past.',
    () => "Your card's expiration month is invalid.",
    () => ({ param: 'exp_month' }),
  ),
  yearInvalid: defineRefusal(
    'declined',
    'invalid_expiry_year',
    'The expiry year has two or four digits and is not in the past, nor more than fifty years ahead.',
    () => "Your card's expiration year is invalid.",
    () => ({ param: 'exp_year' }),
  ),
  cvcInvalid: defineRefusal<string>(
    'declined',
    'invalid_cvc',
    'The security code has three digits, four on American Express.',
    () => "Your card's security code is invalid.",
    (param) => ({ param }),
  ),
}

/** Years ahead beyond which an expiry is a typing error. */
const expiryYearsMax = 50

/** Card data with a clean number and a four-digit year, or the refusal: `incorrect_number`, `invalid_expiry_month`, … */
export function checkedCard(card: CardData, now: Millis): CardData | Refusal {
  const number = card.number.replace(/[ -]/g, '')
  if (!/^\d{1,30}$/.test(number)) return refuseCard.numberInvalid()
  if (!luhnValid(number) || !lengthFits(number)) return refuseCard.numberIncorrect()
  if (!Number.isInteger(card.exp_month) || card.exp_month < 1 || card.exp_month > 12) return refuseCard.monthInvalid()
  const exp_year = card.exp_year < 100 ? 2000 + card.exp_year : card.exp_year
  const today = new Date(now)
  const year = today.getUTCFullYear()
  if (!Number.isInteger(exp_year) || exp_year < year || exp_year > year + expiryYearsMax)
    return refuseCard.yearInvalid()
  if (exp_year === year && card.exp_month < today.getUTCMonth() + 1) return refuseCard.monthInvalid()
  const cvcDigits = brandOf(number) === 'amex' ? /^\d{3,4}$/ : /^\d{3}$/
  if (card.cvc !== null && !cvcDigits.test(card.cvc)) return refuseCard.cvcInvalid('cvc')
  return { number, exp_month: card.exp_month, exp_year, cvc: card.cvc }
}

/** Refuses what cannot be a security code, of whichever brand. */
export const refuseCvc = (cvc: string, param: string): Refusal | null =>
  /^\d{3,4}$/.test(cvc) ? null : refuseCard.cvcInvalid(param)
