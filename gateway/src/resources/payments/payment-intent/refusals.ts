import { moneyText } from '../../../kernel/money.ts'
import { defineRefusal } from '../../../kernel/refusal.ts'

/** Refusals of payment intents, in the order in which commands check them. */
export const refuseIntent = {
  currencyUnknown: defineRefusal<{ currency: string; param?: string }>(
    'invalid_request',
    'invalid_currency',
    'A currency is a three-letter ISO 4217 code that is in use.',
    ({ currency }) => `Invalid currency: ${currency}. Use a three-letter ISO 4217 code, for example 'eur'.`,
    ({ param }) => ({ param: param ?? 'currency' }),
  ),
  rateMissing: defineRefusal<{ from: string; to: string }>(
    'invalid_request',
    'exchange_rate_missing',
    'The operator has loaded no rate between the two currencies: `npx florin rates load`.',
    ({ from, to }) => `There is no exchange rate from ${from} to ${to}.`,
    () => ({ param: 'presentment_currency' }),
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
    ({ type }) =>
      `The payment method type '${type}' is not offered. GET /v1/payment_method_catalogue lists those that are.`,
    ({ param }) => ({ param }),
  ),
  methodTypeNotAllowed: defineRefusal<{ type: string; allowed: readonly string[] }>(
    'invalid_request',
    'payment_method_type_not_allowed',
    'The payment names the method types that it may be paid with (payment_method_types), and this is none of them.',
    ({ type, allowed }) => `This PaymentIntent cannot be paid with '${type}'. Allowed: ${allowed.join(', ')}.`,
    () => ({ param: 'payment_method' }),
  ),
  methodCurrency: defineRefusal<{ type: string; currency: string; allowed: readonly string[] }>(
    'invalid_request',
    'payment_method_currency_not_supported',
    'The payment method does not take this currency; the message lists those that it takes. A confirm may ask for another one with presentment_currency.',
    ({ type, currency, allowed }) => `${type} does not take ${currency}. Allowed: ${allowed.join(', ')}.`,
    () => ({ param: 'currency' }),
  ),
  amountTooSmall: defineRefusal<{ min: number; currency: string; param?: string }>(
    'invalid_request',
    'amount_too_small',
    'Each currency has a smallest payment, and some methods have one of their own; the message says which. A payment in another currency, and each part of it, is at least the smallest amount of that one.',
    ({ min, currency }) => `Amount must be at least ${moneyText(min, currency)} (${min} in the smallest unit).`,
    ({ param }) => ({ param: param ?? 'amount' }),
  ),
  amountUneven: defineRefusal<{ step: number; currency: string; param?: string }>(
    'invalid_request',
    'amount_not_divisible',
    'Money of this currency has no such fraction. UGX and ISK are counted in hundredths and end in 00; currencies with three decimals end in 0; rupiah are paid whole (their amounts end in 00) by all methods but cards.',
    ({ step, currency }) =>
      `Amounts in ${currency.toUpperCase()} must be divisible by ${step} here: it is counted in ${step === 10 ? 'thousandths, of which only whole hundredths are paid' : 'hundredths, of which only whole units are paid'}.`,
    ({ param }) => ({ param: param ?? 'amount' }),
  ),
  methodAmountSmall: defineRefusal<{ type: string; min: number; currency: string }>(
    'invalid_request',
    'amount_too_small',
    'The scheme of the payment method has a smallest amount.',
    ({ type, min, currency }) =>
      `${type} takes no less than ${moneyText(min, currency)} (${min} in the smallest unit).`,
    () => ({ param: 'amount' }),
  ),
  methodCapture: defineRefusal<{ type: string }>(
    'invalid_request',
    'capture_method_not_supported',
    'The scheme moves the money at once, so nothing can be held for a later capture.',
    ({ type }) => `${type} cannot be captured later. Leave capture_method out, or use a method that can.`,
    () => ({ param: 'capture_method' }),
  ),
  methodUsage: defineRefusal<{ type: string }>(
    'invalid_request',
    'payment_method_not_reusable',
    'Only codes and numbers that stay the same can be paid again and again.',
    ({ type }) => `${type} cannot be paid more than once. Leave usage out, or use qris or virtual_account.`,
    () => ({ param: 'usage' }),
  ),
  expiryPast: defineRefusal<{ param: string }>(
    'invalid_request',
    'expiry_in_past',
    "The end of the payer's time lies before the environment's present.",
    ({ param }) => `Invalid value for ${param}: it must lie in the future.`,
    ({ param }) => ({ param }),
  ),
  expiryFar: defineRefusal<{ param: string; days: number }>(
    'invalid_request',
    'expiry_too_far',
    'The scheme keeps what it hands out for a limited time.',
    ({ param, days }) => `Invalid value for ${param}: this method gives the payer at most ${days} days.`,
    ({ param }) => ({ param }),
  ),
  noCodeAsked: defineRefusal<{ id: string }>(
    'unexpected_state',
    'one_time_code_not_asked',
    'Only a payment whose next_action is collect_one_time_code takes a code.',
    () => 'This PaymentIntent waits for no one-time code; see next_action.',
    ({ id }) => ({ param: 'code', shows: { payment_intent: id } }),
  ),
  automaticAndTypes: defineRefusal(
    'invalid_request',
    'parameter_invalid',
    '',
    () => 'Use either payment_method_types or automatic_payment_methods, not both.',
    () => ({ param: 'payment_method_types' }),
  ),
  amountDiffers: defineRefusal<{ asked: number; owed: number; currency: string; id: string }>(
    'invalid_request',
    'payment_intent_amount_mismatch',
    'The confirm names another amount than the payment is about, so nothing was charged. Retrieve the payment and confirm what it says.',
    ({ asked, owed, currency }) =>
      `The amount to confirm (${moneyText(asked, currency)}) is not what this PaymentIntent is about (${moneyText(owed, currency)}).`,
    ({ id }) => ({ param: 'amount_to_confirm', shows: { payment_intent: id } }),
  ),
  termsDiffer: defineRefusal<{ id: string }>(
    'invalid_request',
    'payment_intent_terms_changed',
    'The page that the payer was shown said another moment of capture, or another later use of the payment method, than the payment has by now. Nothing was charged, and the page is shown anew.',
    () => 'This PaymentIntent has changed since the payer was shown it.',
    ({ id }) => ({ shows: { payment_intent: id } }),
  ),
  confirmParameterWithoutConfirm: defineRefusal<{ param: string }>(
    'invalid_request',
    'parameter_without_confirm',
    'This parameter only has a meaning together with confirm=true.',
    ({ param }) => `The parameter ${param} may only be sent together with confirm=true.`,
    ({ param }) => ({ param }),
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
  cvcMissing: defineRefusal<{ id: string | null }>(
    'invalid_request',
    'parameter_missing',
    '',
    () =>
      'This payment asks for the security code of a saved card again. Send payment_method_options[card][cvc] with the confirm.',
    ({ id }) => ({
      param: 'payment_method_options[card][cvc]',
      ...(id === null ? {} : { shows: { payment_intent: id } }),
    }),
  ),
  challengePending: defineRefusal<{ id: string }>(
    'unexpected_state',
    'payment_intent_action_required',
    'The payer has to finish the authentication first; see next_action.',
    () => 'This PaymentIntent waits for the payer to authenticate; see next_action.',
    ({ id }) => ({ shows: { payment_intent: id } }),
  ),
}
