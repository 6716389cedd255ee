import { defineRefusal } from '../../../kernel/refusal.ts'

/** Refusals about customers and what belongs to them. */
export const refuseCustomer = {
  unknown: defineRefusal<{ id: string; param: string }>(
    'not_found',
    'resource_missing',
    '',
    ({ id }) => `No such customer: '${id}'`,
    ({ param }) => ({ param }),
  ),
  methodOfAnother: defineRefusal<{ method: string; param: string }>(
    'invalid_request',
    'payment_method_customer_mismatch',
    'A saved payment method is used with the customer that it is attached to, and with no other. Send that customer, or another method.',
    ({ method }) =>
      `The payment method ${method} does not belong to this customer. Use it with the customer that it is attached to.`,
    ({ param }) => ({ param }),
  ),
  methodNeedsCustomer: defineRefusal<{ method: string; param: string }>(
    'invalid_request',
    'payment_method_customer_mismatch',
    '',
    ({ method }) => `The payment method ${method} is attached to a customer. Send that customer together with it.`,
    ({ param }) => ({ param }),
  ),
  methodAttached: defineRefusal<{ method: string; param: string }>(
    'unexpected_state',
    'payment_method_already_attached',
    'A payment method belongs to one customer for as long as it lives. Detach it, and have the payer enter it again for another one.',
    ({ method }) => `The payment method ${method} has already been attached to a customer.`,
    ({ param }) => ({ param }),
  ),
  methodDetached: defineRefusal<{ method: string; param: string }>(
    'unexpected_state',
    'payment_method_detached',
    'A method that was detached is gone for good: its number is erased. Have the payer enter it again.',
    ({ method }) => `The payment method ${method} was detached from its customer and may not be used again.`,
    ({ param }) => ({ param }),
  ),
  methodNotAttached: defineRefusal<{ method: string }>(
    'unexpected_state',
    'payment_method_not_attached',
    'Only a method that is attached to a customer can be detached.',
    ({ method }) => `The payment method ${method} is not attached to a customer, so it cannot be detached.`,
    () => ({ param: 'payment_method' }),
  ),
  methodAndSource: defineRefusal(
    'invalid_request',
    'parameter_invalid',
    '',
    () => 'Send either payment_method or source, not both.',
    () => ({ param: 'source' }),
  ),
  methodNotSavable: defineRefusal<{ type: string; param: string }>(
    'invalid_request',
    'payment_method_not_savable',
    'Only methods that can be charged again without their payer are saved: cards, bank debits and some wallets. The catalogue says which (savable).',
    ({ type }) => `${type} cannot be saved for later payments.`,
    ({ param }) => ({ param }),
  ),
}
