import type { Aggregate } from '../../../engine/aggregate.ts'
import { assert } from '../../../kernel/assert.ts'
import type { CustomerSession } from './model.ts'

export type SessionFact = { readonly type: 'opened' } & Pick<
  CustomerSession,
  'livemode' | 'customer' | 'client_secret' | 'expires_at' | 'features'
>

/** A customer session: it expires by itself, and nothing else happens to it. */
export const customerSession: Aggregate<CustomerSession, SessionFact> = {
  name: 'customer_session',
  prefix: 'cuss',
  evolve: (before, { type: _, ...fact }, { env, id, at, seq }) => {
    assert(before === null, 'a session is opened once')
    return { env, id, seq, created: at, ...fact }
  },
  eventTypes: { opened: null },
  descriptions: {},
}
