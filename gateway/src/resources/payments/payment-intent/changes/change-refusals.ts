import { moneyText } from '../../../../kernel/money.ts'
import { defineRefusal } from '../../../../kernel/refusal.ts'

/** Refusals to change what a payment asks for, in the order in which they are checked. */
export const refuseTermsChange = {
  notChangeable: defineRefusal<{ param: string; status: string; id: string }>(
    'unexpected_state',
    'payment_intent_unexpected_state',
    '',
    ({ param, status }) => `This PaymentIntent's ${param} could not be updated because it has a status of ${status}.`,
    ({ param, id }) => ({ param, shows: { payment_intent: id } }),
  ),
  customerSet: defineRefusal<{ id: string }>(
    'unexpected_state',
    'payment_intent_unexpected_state',
    '',
    () =>
      'This PaymentIntent has a customer, which cannot be exchanged or taken away. Cancel it, and make one for the other customer.',
    ({ id }) => ({ param: 'customer', shows: { payment_intent: id } }),
  ),
  currencyReceived: defineRefusal<{ id: string; currency: string }>(
    'unexpected_state',
    'payment_intent_unexpected_state',
    '',
    ({ currency }) =>
      `The currency of this PaymentIntent cannot be changed: a part of it has been paid in ${currency.toUpperCase()}.`,
    ({ id }) => ({ param: 'currency', shows: { payment_intent: id } }),
  ),
  currencyAsked: defineRefusal<{ id: string }>(
    'unexpected_state',
    'payment_intent_unexpected_state',
    '',
    () => 'The currency of this PaymentIntent cannot be changed: a payer may still pay what was asked for in it.',
    ({ id }) => ({ param: 'currency', shows: { payment_intent: id } }),
  ),
  amountReceived: defineRefusal<{ id: string; received: number; currency: string }>(
    'invalid_request',
    'amount_too_small',
    '',
    ({ received, currency }) =>
      `Amount must be more than ${moneyText(received, currency)}, which has been paid. Cancel the payment to take no more.`,
    ({ id }) => ({ param: 'amount', shows: { payment_intent: id } }),
  ),
  termsChanged: defineRefusal<{ id: string }>(
    'in_progress',
    'operation_in_progress',
    '',
    () => 'Another request changed the amount or the currency of this PaymentIntent at this moment. Retry.',
    ({ id }) => ({ retryAfterSeconds: 1, shows: { payment_intent: id } }),
  ),
}
