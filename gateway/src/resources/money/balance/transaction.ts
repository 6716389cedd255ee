import type { Noun } from '../../../kernel/noun.ts'
import type { Entry } from '../../../ledger/entry.ts'

/** An entry of the books that touches the merchant's balance. */
export const balanceTransaction: Noun<Entry> = { name: 'balance_transaction', prefix: 'txn' }
