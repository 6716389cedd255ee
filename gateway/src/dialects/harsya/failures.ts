/** Why a charge failed, in Harsya's codes: by our decline code, else by our error code. */
import { translateText } from '../../contracts/foreign-words.ts'
import { lookup } from '../../kernel/lookup.ts'
import type { Charge } from '../../resources/payments/charge/index.ts'
import { conventions } from './conventions.ts'
import type { HarsyaMethodType } from './values.ts'

const unexplained = 'The transaction was not approved by the channel.'

const failureCodes: Readonly<Record<string, string>> = lookup({
  insufficient_funds: 'INSUFFICIENT_FUND',
  invalid_account: 'INVALID_ACCOUNT',
  no_account: 'INVALID_ACCOUNT',
  account_closed: 'INVALID_ACCOUNT',
  incorrect_number: 'INVALID_ACCOUNT',
  stolen_card: 'SUSPECTED_FRAUD',
  lost_card: 'SUSPECTED_FRAUD',
  restricted_card: 'SUSPECTED_FRAUD',
  fraudulent: 'SUSPECTED_FRAUD',
  authentication_required: 'AUTHENTICATION_FAILED',
  authentication_cancelled: 'CANCELLED_BY_USER',
  payment_intent_authentication_failure: 'AUTHENTICATION_FAILED',
  processing_error: 'CHANNEL_UNAVAILABLE',
  payment_intent_payment_attempt_expired: 'CHARGE_EXPIRED',
})

const recommendations: Readonly<Record<string, string>> = lookup({
  INSUFFICIENT_FUND: 'The payer can try again after adding funds, or use another payment method.',
  INVALID_ACCOUNT: 'The payer should use another valid account or payment method.',
  SUSPECTED_FRAUD: 'The payer should be checked for authenticity and be referred to the issuer.',
  BLOCKED_BY_FDS: 'The payer should be checked for authenticity before another try.',
  REQUIRE_REVIEW: 'The payment looks suspicious and should be looked at before another try.',
  CANCELLED_BY_USER: 'The payer can try again or use another payment method.',
  CHARGE_EXPIRED: 'The payer can try again or use another payment method.',
  CHANNEL_UNAVAILABLE: 'The channel cannot be reached. The payer should try again or use another payment method.',
})
const usualRecommendation = 'The payer should contact the issuer or provider, or use another payment method.'

export type Failure = { readonly failureCode: string; readonly failureMessage: string; readonly recommendation: string }

/** By its rules, before anybody was asked: for good, or until a person has looked at it. */
export type RiskStop = 'BLOCKED_BY_FDS' | 'REQUIRE_REVIEW' | null
export const riskStopOf = ({ failure, risk }: Pick<Charge, 'failure' | 'risk'>): RiskStop =>
  failure?.blocked !== true ? null : risk.level === 'highest' ? 'BLOCKED_BY_FDS' : 'REQUIRE_REVIEW'

export function harsyaFailure(
  { code, decline_code, message }: { code: string; decline_code: string | null; message: string },
  { type, stopped }: { type: HarsyaMethodType | null; stopped: RiskStop },
): Failure {
  const failureCode = stopped
    ? stopped
    : (failureCodes[decline_code ?? ''] ?? failureCodes[code] ?? 'DECLINED_BY_CHANNEL')
  return {
    failureCode,
    failureMessage: `${type ?? 'The'} payment failed. ${translateText(conventions.errors.words, message, unexplained)}`,
    recommendation: recommendations[failureCode] ?? usualRecommendation,
  }
}
