export { charge } from './aggregate.ts'
export { chargeSchema, installmentPlanSchema, presentmentFields, threeDSecureFields } from './answer.ts'
export { approvalOf } from './approval.ts'
export type { CapturedFunds, ChargeFact, ChargeTerms, Exchange } from './events.ts'
export { exchangeOf, payerPart, payersRefunded } from './exchange.ts'
export { capturedFunds, refundsFrom, settlementDays } from './funds.ts'
export type {
  Arrangement,
  Charge,
  ChargeFailure,
  ChargeStatus,
  CredentialUsage,
  InstallmentPlan,
  Presentment,
} from './model.ts'
export { methodCodeOf } from './model.ts'
export { chargeView, isShownRefunded, shownRefunded } from './views.ts'
