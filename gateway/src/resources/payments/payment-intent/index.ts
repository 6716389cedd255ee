export { paymentIntent } from './aggregate.ts'
export { probeEffect } from './attempt/attempt.ts'
export { keepCvc } from './attempt/keep-cvc.ts'
export { blockAttempt } from './commands/block-attempt.ts'
export { cancelIntent } from './commands/cancel.ts'
export { captureIntent } from './commands/capture.ts'
export { confirmIntent } from './commands/confirm.ts'
export { createIntent } from './commands/create.ts'
export { endChallenge } from './commands/end-challenge.ts'
export { expireAuthorisation } from './commands/expire-authorisation.ts'
export { expireIntent } from './commands/expire-intent.ts'
export { incrementAuthorization } from './commands/increment-authorization.ts'
export { attemptById, recordAttemptStatus } from './commands/record-attempt-status.ts'
export { recordAuthorisation } from './commands/record-authorisation.ts'
export { recordCapture } from './commands/record-capture.ts'
export { recordDoubt } from './commands/record-doubt.ts'
export { recordIncrement } from './commands/record-increment.ts'
export { recordVoid } from './commands/record-void.ts'
export { submitCode } from './commands/submit-code.ts'
export { updateIntent } from './commands/update.ts'
export { updateCharge } from './commands/update-charge.ts'
export { probeAttemptDue, probeAttemptId, settleFundsDue } from './due.ts'
export type { IntentFact } from './events.ts'
export type { CardMandateOptions } from './model.ts'
export {
  type Attempt,
  attemptCurrency,
  captureMethods,
  type IntentStatus,
  owedAmount,
  type PaymentIntent,
} from './model.ts'
export { paymentPhaseOf, statusWords } from './payment-phase.ts'
export { cardMandateFields, cardNetworks, ThreeDSecureFields } from './terms/card-options.ts'
export { confirmOptionsOf, type ShownTerms } from './terms/confirm-options.ts'
export { offeredTypes } from './terms/method-terms.ts'
export { presentmentOf, type Quote } from './terms/presentment.ts'
export { shownOptions } from './terms/shown-options.ts'
export { oneTimeOptions, refusePart } from './terms/terms.ts'
export { allowsType, changedTypeLists, namedTypes, refuseTypeLists, type TypeListsInput } from './terms/type-lists.ts'
export {
  checkoutBackUrl,
  checkoutUrl,
  payableTypes,
  payerUrl,
  paymentIntentView,
} from './views.ts'
