import type { Aggregate, AggregateRow } from '../../../engine/aggregate.ts'
import type { BalanceFact } from '../../../engine/balance-fact.ts'

/** A balance as a settlement left it. It is known by its event only; the balance itself is the sum of the books. */
export type SettledBalance = AggregateRow & Pick<BalanceFact, 'livemode' | 'balances'>

export const settledBalance: Aggregate<SettledBalance, BalanceFact> = {
  name: 'balance',
  prefix: 'ent',
  evolve: (_, { livemode, balances }, { env, id, seq }) => ({ env, id, seq, livemode, balances }),
  eventTypes: { available: 'balance.available' },
  descriptions: {
    'balance.available': "Money of a day's payments became available; the object is the balance as it then was.",
  },
}
