import { defineRefusal } from '../../kernel/refusal.ts'

/** Refusals to change a payment method. */
export const refusePaymentMethod = {
  gone: defineRefusal<{ id: string }>(
    'unexpected_state',
    'payment_method_detached',
    '',
    ({ id }) => `The payment method ${id} was detached from its customer and cannot be changed.`,
    () => ({ param: 'payment_method' }),
  ),
  noCard: defineRefusal<{ type: string }>(
    'invalid_request',
    'parameter_unknown',
    '',
    ({ type }) => `Received unknown parameter: card. The payment method is of the type ${type}.`,
    () => ({ param: 'card' }),
  ),
  expiryWrong: defineRefusal(
    'invalid_request',
    'invalid_expiry_year',
    '',
    () => 'The expiry of the card lies in the past, or too far ahead.',
    () => ({ param: 'card[exp_year]' }),
  ),
}
