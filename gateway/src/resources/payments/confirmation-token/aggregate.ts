import type { Aggregate } from '../../../engine/aggregate.ts'
import { assert } from '../../../kernel/assert.ts'
import type { ConfirmationToken } from './model.ts'

export type TokenFact =
  | ({ readonly type: 'made' } & Pick<
      ConfirmationToken,
      | 'livemode'
      | 'expires_at'
      | 'payment_method'
      | 'preview'
      | 'acceptance'
      | 'installments'
      | 'return_url'
      | 'setup_future_usage'
      | 'shipping'
    >)
  | { readonly type: 'used'; readonly payment_intent?: string; readonly setup_intent?: string }

/** A payer's choice, kept until a merchant's server confirms with it. */
export const confirmationToken: Aggregate<ConfirmationToken, TokenFact> = {
  name: 'confirmation_token',
  prefix: 'ctoken',
  evolve: (before, fact, { env, id, at, seq }) => {
    if (fact.type === 'made') {
      const { type: _, ...terms } = fact
      return { env, id, seq, created: at, ...terms, payment_intent: null, setup_intent: null }
    }
    assert(before !== null && before.payment_intent === null && before.setup_intent === null, 'a token is used once')
    return { ...before, seq, payment_intent: fact.payment_intent ?? null, setup_intent: fact.setup_intent ?? null }
  },
  eventTypes: { made: null, used: null },
  descriptions: {},
}
