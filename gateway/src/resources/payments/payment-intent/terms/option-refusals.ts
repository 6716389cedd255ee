import { defineRefusal } from '../../../../kernel/refusal.ts'

/** Refusals of a request's options beside amount and method. */
export const refuseOption = {
  optionMissing: defineRefusal<{ type: string; option: string; id: string | null }>(
    'invalid_request',
    'parameter_missing',
    '',
    ({ type, option }) =>
      `Missing required param: payment_method_options[${type}][${option}]. ${type} is confirmed with it.`,
    ({ type, option, id }) => ({
      param: `payment_method_options[${type}][${option}]`,
      ...(id === null ? {} : { shows: { payment_intent: id } }),
    }),
  ),
  targetDate: defineRefusal<{ type: string; days: number }>(
    'invalid_request',
    'parameter_invalid',
    '',
    ({ type, days }) =>
      `Invalid value for payment_method_options[${type}][target_date]: a day of the calendar from tomorrow to ${days} days ahead, as 2026-06-30.`,
    ({ type }) => ({ param: `payment_method_options[${type}][target_date]` }),
  ),
  transferCurrency: defineRefusal<{ asked: string; currency: string }>(
    'invalid_request',
    'payment_method_currency_not_supported',
    '',
    ({ asked, currency }) =>
      `${asked} does not take ${currency}. Leave bank_transfer out, or use the kind of that currency.`,
    () => ({ param: 'payment_method_options[customer_balance][bank_transfer][type]' }),
  ),
  chargeCustomerSet: defineRefusal<{ id: string }>(
    'invalid_request',
    'parameter_invalid',
    '',
    () => 'This charge has a customer already, and keeps it.',
    ({ id }) => ({ param: 'customer', shows: { charge: id } }),
  ),
  twoTypeLists: defineRefusal<{ param: string }>(
    'invalid_request',
    'parameter_invalid',
    '',
    ({ param }) => `Use either payment_method_types or ${param}, not both.`,
    ({ param }) => ({ param }),
  ),
  networkMissing: defineRefusal<{ network: string; available: readonly string[] }>(
    'invalid_request',
    'card_network_unavailable',
    'The card is not of the network that the request chose; the message lists those that it has.',
    ({ network, available }) => `This card cannot be paid over ${network}. It has: ${available.join(', ')}.`,
    () => ({ param: 'payment_method_options[card][network]' }),
  ),
  planMissing: defineRefusal(
    'invalid_request',
    'installment_plan_unavailable',
    'The plan of monthly payments is none of those that this payment may be paid by: payment_method_options.card.installments.available_plans lists them.',
    () => 'The plan is not offered for this payment; see payment_method_options[card][installments][available_plans].',
    () => ({ param: 'payment_method_options[card][installments][plan]' }),
  ),
  mandateUnnamed: defineRefusal<{ mandate: string }>(
    'invalid_request',
    'payment_intent_mandate_required',
    'The payment method was saved for one payment only (`single_use`). Without its payer it is charged under that mandate, which has to be named and is used up by its first success.',
    ({ mandate }) =>
      `This payment method was saved for one payment only. Name its mandate (${mandate}), or let its payer agree anew.`,
    () => ({ param: 'mandate' }),
  ),
  mandateUnfit: defineRefusal<{ why: string }>(
    'invalid_request',
    'payment_intent_mandate_invalid',
    'A payment is charged under a mandate that is active and of the same payment method. One that is good for one payment is tried by one at a time, and has ended once it was paid.',
    ({ why }) => `The mandate cannot be used: ${why}.`,
    () => ({ param: 'mandate' }),
  ),
  featureNotRequested: defineRefusal<{ feature: string; param: string; id: string }>(
    'unexpected_state',
    'authorization_feature_unavailable',
    'The payment was made without this feature of card authorisations (payment_method_options[card][request_…]); the charge shows which it has.',
    ({ feature }) => `This payment does not allow ${feature}; it was made with 'never'.`,
    ({ param, id }) => ({ param, shows: { payment_intent: id } }),
  ),
}
