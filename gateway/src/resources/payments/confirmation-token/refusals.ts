import { defineRefusal } from '../../../kernel/refusal.ts'

/** Refusals of confirmation tokens. */
export const refuseToken = {
  used: defineRefusal<{ id: string }>(
    'invalid_request',
    'confirmation_token_used',
    'A confirmation token confirms one payment or setup. Have the page make a new one.',
    ({ id }) => `The confirmation token ${id} was used already.`,
    () => ({ param: 'confirmation_token' }),
  ),
  expired: defineRefusal<{ id: string }>(
    'invalid_request',
    'confirmation_token_expired',
    'A confirmation token is good for twelve hours. Have the page make a new one.',
    ({ id }) => `The confirmation token ${id} has expired.`,
    () => ({ param: 'confirmation_token' }),
  ),
  methodMissing: defineRefusal(
    'invalid_request',
    'parameter_missing',
    '',
    () => 'Missing required param: payment_method_data. A confirmation token is made of a payment method.',
    () => ({ param: 'payment_method_data' }),
  ),
}
