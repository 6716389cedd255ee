import { type Money, moneyText } from '../../../kernel/money.ts'
import { defineRefusal } from '../../../kernel/refusal.ts'

/** Refusals about orders, in the order in which commands check them. */
export const refuseOrder = {
  currencyUnknown: defineRefusal<{ currency: string }>(
    'invalid_request',
    'invalid_currency',
    '',
    ({ currency }) => `Invalid currency: ${currency}. Use a three-letter ISO 4217 code, for example 'eur'.`,
    () => ({ param: 'currency' }),
  ),
  totalTooLarge: defineRefusal<{ max: number; currency: string }>(
    'invalid_request',
    'amount_too_large',
    '',
    ({ max, currency }) => `An order must cost no more than ${moneyText(max, currency)}.`,
    () => ({ param: 'line_items' }),
  ),
  amountUneven: defineRefusal<{ line: number | null; step: number; currency: string }>(
    'invalid_request',
    'amount_not_divisible',
    '',
    ({ step, currency }) => `Amounts in ${currency.toUpperCase()} must be divisible by ${step}.`,
    ({ line }) => ({ param: line === null ? 'line_items' : `line_items[${line}][amount]` }),
  ),
  idTaken: defineRefusal<{ order_id: number }>(
    'unexpected_state',
    'order_id_taken',
    'The id belongs to an order that was made before. Leave it out, and the order gets the next one.',
    ({ order_id }) => `There is an order ${order_id} already.`,
    () => ({ param: 'order_id' }),
  ),
  numberReserved: defineRefusal<{ order_number: string }>(
    'invalid_request',
    'order_number_reserved',
    'Numbers such as ORD-20250331-5XZF are made here, for the day of the order. One of your own has another shape, or an earlier day.',
    ({ order_number }) => `The number ${order_number} is one that may be made here. Leave it out, or choose another.`,
    () => ({ param: 'order_number' }),
  ),
  alreadyPaid: defineRefusal<{ order_number: string }>(
    'unexpected_state',
    'order_already_paid',
    'A paid order is not paid again, and does not change. Refund its charge where money has to go back.',
    ({ order_number }) => `The order ${order_number} has already been paid.`,
  ),
  empty: defineRefusal<{ order_number: string }>(
    'invalid_request',
    'order_empty',
    'The order has no line that costs anything, so there is nothing to pay.',
    ({ order_number }) => `The order ${order_number} is empty: there is nothing to pay.`,
    () => ({ param: 'line_items' }),
  ),
  notRequested: defineRefusal<{ order_number: string }>(
    'unexpected_state',
    'order_payment_missing',
    'The order has no payment intent yet. Ask for one, and have it paid, before the order is marked as paid.',
    ({ order_number }) => `No payment of the order ${order_number} has been asked for.`,
  ),
  otherIntent: defineRefusal<{ payment_intent: string; order_number: string }>(
    'unexpected_state',
    'order_payment_mismatch',
    'A payment intent pays for the order that it was made for, and for no other.',
    ({ payment_intent, order_number }) => `${payment_intent} is not the payment of the order ${order_number}.`,
    () => ({ param: 'payment_intent' }),
  ),
  changing: defineRefusal<{ order_number: string }>(
    'in_progress',
    'order_in_progress',
    'Another request changes the order or its payment at this moment. Ask again.',
    ({ order_number }) => `The order ${order_number} is being changed by another request. Retry in a moment.`,
    () => ({ retryAfterSeconds: 1 }),
  ),
  notPaid: defineRefusal<{ order_number: string; status: string }>(
    'unexpected_state',
    'order_not_paid',
    'The payment intent of the order has not succeeded. The message says how it stands.',
    ({ order_number, status }) =>
      `The order ${order_number} has not been paid: its payment intent has the status ${status}.`,
  ),
  underpaid: defineRefusal<{ order_number: string; cost: Money; brought: Money }>(
    'unexpected_state',
    'order_amount_mismatch',
    'Less was paid than the order costs, or in another currency: its payment intent was changed from outside.',
    ({ order_number, cost, brought }) =>
      `The order ${order_number} costs ${moneyText(cost.amount, cost.currency)}; its payment brought ${moneyText(brought.amount, brought.currency)}.`,
  ),
  refunded: defineRefusal<{ order_number: string }>(
    'unexpected_state',
    'order_payment_refunded',
    'The money has gone back to the payer, so the order is not paid.',
    ({ order_number }) => `The payment of the order ${order_number} has been refunded.`,
  ),
}
