import { defineRefusal } from '../../../kernel/refusal.ts'

/** Refusals to change a payment method. */
export const refusePaymentMethod = {
  gone: defineRefusal<{ id: string }>(
    'unexpected_state',
    'payment_method_detached',
    '',
    ({ id }) => `The payment method ${id} was detached from its customer and cannot be changed.`,
    () => ({ param: 'payment_method' }),
  ),
  unattached: defineRefusal<{ id: string }>(
    'invalid_request',
    'payment_method_unattached',
    'A payment method that no customer has is for one payment, and stays as it was made. Attach it first.',
    ({ id }) => `You must save this PaymentMethod to a customer before you can update it (${id}).`,
    () => ({ param: 'payment_method' }),
  ),
  noCard: defineRefusal<{ type: string }>(
    'invalid_request',
    'parameter_unknown',
    '',
    ({ type }) => `Received unknown parameter: card. The payment method is of the type ${type}.`,
    () => ({ param: 'card' }),
  ),
  networkMissing: defineRefusal<{ network: string; available: readonly string[]; param: string }>(
    'invalid_request',
    'card_network_unavailable',
    '',
    ({ network, available }) => `This card is not of the network ${network}. It has: ${available.join(', ')}.`,
    ({ param }) => ({ param }),
  ),
  noUsAccount: defineRefusal<{ type: string }>(
    'invalid_request',
    'parameter_unknown',
    '',
    ({ type }) => `Received unknown parameter: us_bank_account. The payment method is of the type ${type}.`,
    () => ({ param: 'us_bank_account' }),
  ),
  expiryWrong: defineRefusal<{ param: string }>(
    'invalid_request',
    'invalid_expiry_year',
    '',
    () => 'The expiry of the card lies in the past, or too far ahead.',
    ({ param }) => ({ param }),
  ),
}
