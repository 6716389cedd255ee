export { paymentIntent } from './aggregate.ts'
export { askEffect } from './attempt.ts'
export { cancelIntent } from './commands/cancel.ts'
export { captureIntent } from './commands/capture.ts'
export { confirmIntent } from './commands/confirm.ts'
export { createIntent } from './commands/create.ts'
export { endChallenge } from './commands/end-challenge.ts'
export { expireAuthorisation } from './commands/expire-authorisation.ts'
export { expireIntent } from './commands/expire-intent.ts'
export { incrementAuthorization } from './commands/increment-authorization.ts'
export { recordAuthorisation } from './commands/record-authorisation.ts'
export { recordCapture } from './commands/record-capture.ts'
export { recordDoubt } from './commands/record-doubt.ts'
export { recordIncrement } from './commands/record-increment.ts'
export { attemptOf, recordStanding } from './commands/record-standing.ts'
export { recordVoid } from './commands/record-void.ts'
export { submitCode } from './commands/submit-code.ts'
export { updateIntent } from './commands/update.ts'
export { updateCharge } from './commands/update-charge.ts'
export { askAttemptDue, askAttemptId, settleFundsDue } from './due.ts'
export type { IntentFact } from './events.ts'
export { offeredTypes } from './method-terms.ts'
export { type Attempt, attemptCurrency, type IntentStatus, owedAmount, type PaymentIntent } from './model.ts'
export { momentOf, statusWords } from './moment.ts'
export { presentmentOf, type Quote } from './presentment.ts'
export { recollect } from './recollect.ts'
export { refusePart } from './terms.ts'
export {
  checkoutBackUrl,
  checkoutUrl,
  payableTypes,
  payerUrl,
  paymentIntentView,
} from './views.ts'
