/** Two small amounts on a bank account, by which its owner proves that it is theirs. No account here waits for them. */
import { Type } from 'typebox'
import { wholeFields } from '../../../engine/browser.ts'
import { defineRefusal } from '../../../kernel/refusal.ts'
import { Text } from '../../../kernel/schema.ts'

export const microdepositsBody = Type.Object(
  {
    amounts: Type.Optional(Type.Array(Type.Integer({ minimum: 1 }), { minItems: 2, maxItems: 2 })),
    descriptor_code: Type.Optional(Text(6, 'The code in the description of the deposit: SM and four more characters.')),
    client_secret: Type.Optional(Text(255, 'With a publishable key: the secret of the intent.')),
  },
  { additionalProperties: false },
)
export const microdepositsBrowser = wholeFields('amounts', 'descriptor_code', 'client_secret', 'expand')

export const refuseMicrodeposits = {
  payment_intent: defineRefusal<{ status: string; id: string }>(
    'unexpected_state',
    'payment_intent_unexpected_state',
    '',
    ({ status }) =>
      `This PaymentIntent waits for no microdeposits: it has a status of ${status}. Bank accounts are taken here without them.`,
    ({ id }) => ({ shows: { payment_intent: id } }),
  ),
  setup_intent: defineRefusal<{ status: string; id: string }>(
    'unexpected_state',
    'setup_intent_unexpected_state',
    '',
    ({ status }) =>
      `This SetupIntent waits for no microdeposits: it has a status of ${status}. Bank accounts are taken here without them.`,
    ({ id }) => ({ shows: { setup_intent: id } }),
  ),
}
