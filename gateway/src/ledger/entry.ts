import { assert } from '../kernel/assert.ts'
import { isMinor, type Minor } from '../kernel/money.ts'
import type { Millis } from '../kernel/time.ts'
import { merchantAvailable, pendingDay } from './accounts.ts'
import type { MoveName, Posting } from './posting.ts'

export const entryTypes = [
  'authorisation',
  'authorisation_release',
  'charge',
  'refund',
  'refund_failure',
  'settlement',
  'exchange',
] as const
export type EntryType = (typeof entryTypes)[number]

/**
 * One balanced fact of the books, of one currency. An entry that touches the merchant's balance is what the API
 * shows as a balance transaction; its id begins with `txn_`.
 */
export type Entry = {
  readonly env: string
  readonly id: string
  readonly type: EntryType
  readonly currency: string
  /** The charge, refund or bucket that it came from. */
  readonly source: string
  readonly created: Millis
  /** When the merchant's share becomes available; equals `created` where it is so at once. */
  readonly available_on: Millis
  readonly postings: readonly Posting[]
}

/** What `moves` of a noun gives; the engine adds the environment and the time. */
export type EntryDraft = Omit<Entry, 'env' | 'created'>

/** Asserts that an entry balances, move by move; an unbalanced one is a bug and never reaches the books. */
export function assertBalanced(entry: EntryDraft): void {
  const sums = new Map<MoveName, number>()
  for (const [move, , amount] of entry.postings) {
    assert(isMinor(amount), `posting of ${entry.id} is a whole number`)
    sums.set(move, (sums.get(move) ?? 0) + amount)
  }
  for (const [move, sum] of sums) assert(sum === 0, `move ${move} of entry ${entry.id} balances`)
}

/** What an entry does to the merchant: `net` = `amount` − `fee`, in minor units. */
export function merchantShare(entry: Pick<Entry, 'postings'>): { amount: Minor; fee: Minor; net: Minor } {
  let net = 0
  let fee = 0
  for (const [move, account, amount] of entry.postings) {
    if (account !== merchantAvailable && pendingDay(account) === null) continue
    net += amount
    if (move === 'fee') fee -= amount
  }
  return { amount: net + fee, fee, net }
}

export type { Posting } from './posting.ts'
