export { noAddress, noBilling, paymentMethod } from './aggregate.ts'
export {
  addressSchema,
  attemptErrorSchema,
  billingSchema,
  cardChecksSchema,
  cardFactFields,
  cardMandateSchema,
  fingerprintField,
  methodKind,
  nextActionSchema,
  paymentMethodSchema,
  shippingSchema,
} from './answer.ts'
export { attemptError, challengeAction, challengeUrl } from './attempt-view.ts'
export { createPaymentMethod } from './commands/create.ts'
export { updatePaymentMethod } from './commands/update.ts'
export type { MethodFact } from './events.ts'
export { exampleMethod, exampleShipping } from './examples.ts'
export {
  BillingFields,
  browserMethodData,
  browserMethodFields,
  dataChoice,
  type MethodDataInput,
  type MethodFields,
  methodChoice,
  methodFieldsOf,
} from './fields.ts'
export {
  cardView,
  isUsed,
  legacyCard,
  methodOfSource,
  refuseSource,
  Source,
  SourceCard,
  type SourceInput,
  sourceChoice,
  sourceId,
  tokenId,
  tokenView,
} from './legacy-sources.ts'
export { microdepositsBody, microdepositsBrowser, refuseMicrodeposits } from './microdeposits.ts'
export type {
  Address,
  BillingDetails,
  CardFacts,
  Metadata,
  PaymentMethod,
  Shipping,
  StoredCredential,
} from './model.ts'
export { networkOf } from './model.ts'
export { notOfferedFields, notOfferedReasons } from './not-offered.ts'
export type { SourceCardShown } from './older-answers.ts'
export { type ShippingInput, shippingOf } from './shipping.ts'
export {
  cardUse,
  createdMethod,
  existingMethod,
  type MethodChoice,
  methodCreated,
  methodDetails,
  methodId,
  methodParam,
  methodTypeOf,
  type NewMethod,
  type TokenisedMethod,
} from './tokenised.ts'
export { paymentMethodView } from './views.ts'
