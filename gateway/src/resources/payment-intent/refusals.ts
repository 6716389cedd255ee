import { moneyText } from '../../kernel/money.ts'
import { defineRefusal } from '../../kernel/refusal.ts'

/** Refusals of payment intents, in the order in which commands check them. */
export const refuseIntent = {
  currencyUnknown: defineRefusal<{ currency: string }>(
    'invalid_request',
    'invalid_currency',
    'A currency is a three-letter ISO 4217 code that is in use.',
    ({ currency }) => `Invalid currency: ${currency}. Use a three-letter ISO 4217 code, for example 'eur'.`,
    () => ({ param: 'currency' }),
  ),
  amountTooLarge: defineRefusal<{ amount: number; max: number; currency: string; param?: string }>(
    'invalid_request',
    'amount_too_large',
    'The amount has more digits than one payment in this currency may have: eight for most, twelve where the smallest unit is worth little. Or it is more than what is left to capture or refund.',
    ({ max, currency }) => `Amount must be no more than ${moneyText(max, currency)} (${max} in the smallest unit).`,
    ({ param }) => ({ param: param ?? 'amount' }),
  ),
  unexpectedState: defineRefusal<{ verb: string; status: string; allowed: readonly string[]; id: string }>(
    'unexpected_state',
    'payment_intent_unexpected_state',
    "The intent's status does not allow this. The message says which status it has and which ones do.",
    ({ verb, status, allowed }) =>
      `This PaymentIntent could not be ${verb} because it has a status of ${status}. ` +
      `Only a PaymentIntent with one of the following statuses may be ${verb}: ${allowed.join(', ')}.`,
    ({ id }) => ({ shows: { payment_intent: id } }),
  ),
  operationUnderWay: defineRefusal<{ id: string; kind: string }>(
    'in_progress',
    'operation_in_progress',
    'A call to the processor for this intent has not been answered yet. Until its outcome is known nothing else may be done with the intent; retry a little later.',
    ({ kind }) => `Another request is being processed for this PaymentIntent (${kind}). Retry when it has ended.`,
    () => ({ retryAfterSeconds: 1 }),
  ),
  methodMissing: defineRefusal<{ id: string | null }>(
    'invalid_request',
    'payment_intent_payment_method_missing',
    'The intent has no payment method to confirm with. Send payment_method or payment_method_data.',
    () =>
      'You cannot confirm this PaymentIntent because it is missing a payment method. Send `payment_method` or `payment_method_data`.',
    ({ id }) => ({ param: 'payment_method', ...(id === null ? {} : { shows: { payment_intent: id } }) }),
  ),
  captureTooLarge: defineRefusal<{ asked: number; capturable: number; currency: string; id: string }>(
    'invalid_request',
    'amount_too_large',
    '',
    ({ asked, capturable, currency }) =>
      `The amount to capture (${moneyText(asked, currency)}) is greater than what is left to capture (${moneyText(capturable, currency)}).`,
    ({ id }) => ({ param: 'amount_to_capture', shows: { payment_intent: id } }),
  ),
  incrementNotLarger: defineRefusal<{ amount: number; now: number; currency: string }>(
    'invalid_request',
    'parameter_invalid',
    '',
    ({ now, currency }) =>
      `The amount must be greater than the amount authorised so far (${moneyText(now, currency)}).`,
    () => ({ param: 'amount' }),
  ),
  incrementAfterCapture: defineRefusal<{ id: string }>(
    'unexpected_state',
    'payment_intent_unexpected_state',
    '',
    () => 'An authorisation of which a part was captured cannot be increased.',
    ({ id }) => ({ shows: { payment_intent: id } }),
  ),
  connectorCannot: defineRefusal<{ verb: string; connector: string }>(
    'unexpected_state',
    'connector_capability_missing',
    'The processor that holds this payment has no such operation.',
    ({ verb, connector }) => `The processor behind this payment (${connector}) cannot ${verb}.`,
  ),
  methodTypeUnknown: defineRefusal<{ type: string; param: string }>(
    'invalid_request',
    'payment_method_type_unknown',
    'This payment method type is not offered.',
    ({ type }) => `The payment method type '${type}' is not offered. Allowed: card.`,
    ({ param }) => ({ param }),
  ),
  automaticAndTypes: defineRefusal(
    'invalid_request',
    'parameter_invalid',
    '',
    () => 'Use either payment_method_types or automatic_payment_methods, not both.',
    () => ({ param: 'payment_method_types' }),
  ),
  confirmParameterWithoutConfirm: defineRefusal<{ param: string }>(
    'invalid_request',
    'parameter_without_confirm',
    'This parameter only has a meaning together with confirm=true.',
    ({ param }) => `The parameter ${param} may only be sent together with confirm=true.`,
    ({ param }) => ({ param }),
  ),
  notChangeable: defineRefusal<{ param: string; status: string; id: string }>(
    'unexpected_state',
    'payment_intent_unexpected_state',
    '',
    ({ param, status }) => `This PaymentIntent's ${param} could not be updated because it has a status of ${status}.`,
    ({ param, id }) => ({ param, shows: { payment_intent: id } }),
  ),
  challengeUnknown: defineRefusal<{ id: string }>(
    'not_found',
    'challenge_unknown',
    'This challenge does not belong to the payment, or has ended.',
    () => 'This authentication does not belong to the payment, or it has ended already.',
    ({ id }) => ({ param: 'challenge', shows: { payment_intent: id } }),
  ),
  secretWrong: defineRefusal<{ id: string }>(
    'not_found',
    'resource_missing',
    '',
    ({ id }) => `No such payment_intent: '${id}'. With a publishable key, client_secret must be the intent's own.`,
    () => ({ param: 'client_secret' }),
  ),
  customerUnknown: defineRefusal<{ id: string }>(
    'not_found',
    'resource_missing',
    '',
    ({ id }) => `No such customer: '${id}'`,
    () => ({ param: 'customer' }),
  ),
  challengePending: defineRefusal<{ id: string }>(
    'unexpected_state',
    'payment_intent_action_required',
    'The payer has to finish the authentication first; see next_action.',
    () => 'This PaymentIntent waits for the payer to authenticate; see next_action.',
    ({ id }) => ({ shows: { payment_intent: id } }),
  ),
}
