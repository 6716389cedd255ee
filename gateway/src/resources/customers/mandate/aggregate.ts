import type { Aggregate } from '../../../engine/aggregate.ts'
import { assert } from '../../../kernel/assert.ts'
import type { Mandate } from './model.ts'

/** What can happen to a mandate. */
export type MandateFact =
  | {
      readonly type: 'granted'
      readonly livemode: boolean
      readonly terms: Pick<Mandate, 'payment_method' | 'type' | 'acceptance' | 'single_use' | 'reference'>
    }
  /** A payment is tried under a mandate that is good for one. */
  | { readonly type: 'tried'; readonly payment_intent: string }
  /** Its method was taken away, or the one payment that it was good for was made. */
  | { readonly type: 'ended' }

/** The payer's leave to be charged. */
export const mandate: Aggregate<Mandate, MandateFact> = {
  name: 'mandate',
  prefix: 'mandate',
  evolve: (before, fact, { env, id, at, seq }) => {
    if (fact.type === 'granted')
      return { env, id, seq, created: at, livemode: fact.livemode, status: 'active', ...fact.terms }
    assert(before?.status === 'active', 'a mandate that has ended stays so')
    if (fact.type === 'tried') return { ...before, tried_by: fact.payment_intent, seq }
    return { ...before, status: 'inactive', seq }
  },
  eventTypes: { granted: null, tried: null, ended: 'mandate.updated' },
  descriptions: {
    'mandate.updated':
      'A mandate ended: its payment method was detached, or the one payment that it was good for was made. Nothing more can be charged under it.',
  },
}
