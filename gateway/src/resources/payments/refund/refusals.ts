import { moneyText } from '../../../kernel/money.ts'
import { defineRefusal } from '../../../kernel/refusal.ts'

/** Refusals of refunds. */
export const refuseRefund = {
  targetMissing: defineRefusal(
    'invalid_request',
    'parameter_missing',
    'A parameter that this call needs was not sent.',
    () => 'One of the following params should be provided for this request: payment_intent or charge.',
    () => ({ param: 'payment_intent' }),
  ),
  targetsDiffer: defineRefusal(
    'invalid_request',
    'parameter_invalid',
    '',
    () => 'The charge does not belong to the payment_intent. Send one of the two.',
    () => ({ param: 'charge' }),
  ),
  nothingCaptured: defineRefusal<{ id: string }>(
    'unexpected_state',
    'charge_not_captured',
    'Only captured money can be refunded. An authorised payment is canceled instead.',
    () => 'This payment has no captured charge to refund. An authorised payment is canceled instead.',
    ({ id }) => ({ shows: { payment_intent: id } }),
  ),
  alreadyRefunded: defineRefusal<{ charge: string }>(
    'unexpected_state',
    'charge_already_refunded',
    'All that was captured is refunded already, or is being refunded.',
    ({ charge }) => `Charge ${charge} has already been refunded.`,
    ({ charge }) => ({ shows: { charge } }),
  ),
  amountTooLarge: defineRefusal<{ asked: number; left: number; currency: string; charge: string }>(
    'invalid_request',
    'amount_too_large',
    '',
    ({ asked, left, currency }) =>
      `Refund amount (${moneyText(asked, currency)}) is greater than unrefunded amount on charge (${moneyText(left, currency)}).`,
    ({ charge }) => ({ param: 'amount', shows: { charge } }),
  ),
  methodHasNone: defineRefusal<{ type: string; charge: string }>(
    'unexpected_state',
    'refund_not_supported',
    'The scheme of this payment method has no refunds.',
    ({ type }) => `Payments by ${type} cannot be refunded.`,
    ({ charge }) => ({ shows: { charge } }),
  ),
  methodWhole: defineRefusal<{ type: string; charge: string }>(
    'invalid_request',
    'refund_not_partial',
    'The scheme of this payment method refunds whole payments only.',
    ({ type }) => `Payments by ${type} can only be refunded as a whole.`,
    ({ charge }) => ({ param: 'amount', shows: { charge } }),
  ),
  noAccountWanted: defineRefusal<{ type: string }>(
    'invalid_request',
    'refund_account_not_wanted',
    'The money goes back the way it came; a bank account is only for schemes without a way back.',
    ({ type }) => `Refunds of ${type} go back by themselves; leave bank_account out.`,
    () => ({ param: 'bank_account' }),
  ),
  accountNotAsked: defineRefusal<{ id: string; status: string }>(
    'unexpected_state',
    'refund_account_not_wanted',
    '',
    ({ id, status }) => `Refund ${id} waits for no bank account; it is ${status}.`,
    () => ({ param: 'bank_account' }),
  ),
  notExpirable: defineRefusal<{ id: string; status: string }>(
    'unexpected_state',
    'refund_not_expirable',
    'Only a refund that waits for a bank account (requires_action) can run out of time.',
    ({ id, status }) => `Refund ${id} cannot expire because it is ${status}; only one that requires an action can.`,
  ),
  notOfCharge: defineRefusal<{ id: string; charge: string }>(
    'not_found',
    'resource_missing',
    '',
    ({ id }) => `No such refund: '${id}'`,
    () => ({ param: 'refund' }),
  ),
  notCancelable: defineRefusal<{ id: string; status: string }>(
    'unexpected_state',
    'refund_not_cancelable',
    'A refund can be canceled while the processor holds it as pending, and not while another call about it is under way.',
    ({ id, status }) => `Refund ${id} cannot be canceled because it is ${status}.`,
  ),
  cancelRefused: defineRefusal<{ id: string; message: string }>(
    'unexpected_state',
    'processor_refused_operation',
    'The processor did not accept the capture, cancellation or increment. The authorisation stands as before; the message has the reason.',
    ({ id, message }) => `The processor refused to cancel refund ${id}: ${message}`,
  ),
}
