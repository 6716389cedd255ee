/** Why an attempt failed, in Orqex's words where there are any. */
import { translateText } from '../../contracts/foreign-words.ts'
import { lookup } from '../../kernel/lookup.ts'
import type { ChargeFailure } from '../../resources/payments/charge/index.ts'
import { conventions } from './conventions.ts'

const unexplained = 'The payment was not approved. Try again, or use another payment method.'

/** Published values are few; the others are our codes in capitals. */
const words: Readonly<Record<string, string>> = lookup({
  insufficient_funds: 'INSUFFICIENT_BALANCE',
  invalid_account: 'INSTRUMENT_INVALID',
  incorrect_number: 'INSTRUMENT_INVALID',
  no_account: 'INSTRUMENT_INVALID',
  account_closed: 'INSTRUMENT_INVALID',
  generic_decline: 'DECLINED',
  processing_error: 'GATEWAY_UNAVAILABLE',
  payment_intent_payment_attempt_expired: 'ATTEMPT_EXPIRED',
})

export const failureShown = ({
  code,
  decline_code,
  message,
}: Pick<ChargeFailure, 'code' | 'decline_code' | 'message'>) => {
  const known = decline_code ?? code
  return {
    code: words[known] ?? known.toUpperCase(),
    message: translateText(conventions.errors.words, message, unexplained),
  }
}
