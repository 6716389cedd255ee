/** The published test names and the numbers that they stand for. The names after `pm_card_` and `tok_` are the same. */
const named: Readonly<Record<string, string>> = {
  visa: '4242424242424242',
  visa_debit: '4000056655665556',
  mastercard: '5555555555554444',
  mastercard_debit: '5200828282828210',
  mastercard_prepaid: '5105105105105100',
  amex: '378282246310005',
  discover: '6011111111111117',
  diners: '3056930009020004',
  jcb: '3566002020360505',
  unionpay: '6200000000000005',
  us: '4242424242424242',
  br: '4000000760000002',
  de: '4000002760000016',
  fr: '4000002500000003',
  gb: '4000008260000000',
  in: '4000003560000008',
  jp: '4000003920000003',
  sg: '4000007020000003',
  visa_chargeDeclined: '4000000000000002',
  visa_chargeDeclinedInsufficientFunds: '4000000000009995',
  visa_chargeDeclinedLostCard: '4000000000009987',
  visa_chargeDeclinedStolenCard: '4000000000009979',
  visa_chargeDeclinedVelocityLimitExceeded: '4000000000006975',
  chargeDeclined: '4000000000000002',
  chargeDeclinedInsufficientFunds: '4000000000009995',
  chargeDeclinedLostCard: '4000000000009987',
  chargeDeclinedStolenCard: '4000000000009979',
  chargeDeclinedExpiredCard: '4000000000000069',
  chargeDeclinedIncorrectCvc: '4000000000000127',
  chargeDeclinedProcessingError: '4000000000000119',
  chargeDeclinedVelocityLimitExceeded: '4000000000006975',
  chargeCustomerFail: '4000000000000341',
  radarBlock: '4100000000000019',
  riskLevelElevated: '4000000000009235',
  riskLevelHighest: '4000000000004954',
  cvcCheckFail: '4000000000000101',
  avsZipFail: '4000000000000036',
  avsLine1Fail: '4000000000000028',
  avsFail: '4000000000000010',
  avsUnchecked: '4000000000000044',
  createDispute: '4000000000000259',
  createDisputeProductNotReceived: '4000000000002685',
  createDisputeInquiry: '4000000000001976',
  createIssuerFraudRecord: '4000000000005423',
  createMultipleDisputes: '4000000404000079',
  pendingRefund: '4000000000007726',
  refundFail: '4000000000005126',
  bypassPending: '4000000000000077',
  bypassPendingInternational: '4000003720000278',
  authenticationRequiredOnSetup: '4000002500003155',
  authenticationRequired: '4000002760003184',
  authenticationRequiredSetupForOffSession: '4000003800000446',
  authenticationRequiredChargeDeclinedInsufficientFunds: '4000008260003178',
  threeDSecure2Required: '4000000000003220',
  threeDSecureRequired: '4000008400000027',
  threeDSecureRequiredChargeDeclined: '4000008400001629',
  threeDSecureRequiredProcessingError: '4000008400001280',
  threeDSecureOptional: '4000000000003055',
  threeDSecureOptionalProcessingError: '4000000000003097',
  threeDSecureFrictionless: '4000000032200000',
  // A processor that misbehaves; ours.
  timeoutSucceeded: '4000000000040008',
  timeoutDeclined: '4000000000040016',
  timeoutNeverReceived: '4000000000040024',
  captureTimeout: '4000000000040032',
  refundTimeout: '4000000000040040',
  slow: '4000000000040057',
  deviceThenChallenge: '4000000000040065',
  deviceThenFrictionless: '4000000000040073',
}

const prefixes = ['pm_card_', 'tok_']

/** Every test card expires then; far enough for any test, and fixed, so that a run repeats exactly. */
export const testExpiry = { exp_month: 12, exp_year: 2040 }

/** The number behind `pm_card_visa` or `tok_visa`; null for any other name. */
export function testNumber(name: string): string | null {
  const prefix = prefixes.find((known) => name.startsWith(known))
  if (prefix === undefined) return null
  const rest = name.slice(prefix.length)
  return Object.hasOwn(named, rest) ? (named[rest] ?? null) : null
}

/** All names, for the reference and for tests. */
export const testNames = (): string[] => Object.keys(named).map((name) => `pm_card_${name}`)
