import type { BalanceFact } from '../../../engine/balance-fact.ts'
import type { Examples } from '../../../engine/examples.ts'
import { lookup } from '../../../kernel/lookup.ts'

export const balanceExamples: Examples<BalanceFact> = lookup({
  settled: [
    { type: 'available', livemode: false, balances: [{ currency: 'eur', available: '1912', pending: '4780' }] },
  ],
})
