import type { Minor } from '../kernel/money.ts'
import type { AccountName } from './accounts.ts'

/** The closed set of ways in which money moves. Each balances by itself. */
export const moveNames = [
  'authorise',
  'release',
  'capture',
  'fee',
  'refund',
  'refund_reversal',
  'settle',
  'exchange',
] as const
export type MoveName = (typeof moveNames)[number]

/** One line of an entry: which move it belongs to, which account receives how much (negative: gives). */
export type Posting = readonly [move: MoveName, account: AccountName, amount: Minor]
