/**
 * The chart of accounts.
 *
 * Signs: an amount is what an account *receives*. What we owe to somebody (a merchant's balance) or have earned (fees)
 * is positive; what somebody owes to us (a processor's receivable) is negative. The sum over all accounts of an
 * environment is zero in each currency, always.
 *
 * Kinds: `accrual` accounts receive one summed delta a flush and are never read before a decision; `checked` accounts
 * are locked and read first, because a decision depends on what is in them.
 */

/** `processor_receivable:ca_…`, `merchant_pending:2026-11-22`: the account's name and, after a colon, whose or which. */
export type AccountName = string

export type AccountEntry = { readonly name: string; readonly kind: 'accrual' | 'checked'; readonly sentence: string }

export const chartOfAccounts: readonly AccountEntry[] = [
  {
    name: 'processor_receivable',
    kind: 'accrual',
    sentence: 'What one processor owes us: captured less refunded. One for each connector account.',
  },
  {
    name: 'authorised_at_processor',
    kind: 'accrual',
    sentence:
      'Amounts that a processor has promised and that are not captured yet; a memorandum, no money. One for each connector account.',
  },
  {
    name: 'authorisation_hold',
    kind: 'accrual',
    sentence: 'The other side of every promise: what cardholders have been held for and not yet paid.',
  },
  {
    name: 'merchant_pending',
    kind: 'checked',
    sentence:
      "The merchant's money that becomes available on one UTC day; checked when that day's settlement empties it. One for each day.",
  },
  {
    name: 'merchant_available',
    kind: 'checked',
    sentence: "The merchant's money that can be paid out; checked before anything but a refund or a fee takes from it.",
  },
  {
    name: 'fx_position',
    kind: 'accrual',
    sentence:
      'Open exchange: what payers paid in one currency and merchants were promised in another. What it holds in all currencies, at the rates of the day, is what exchange has earned or cost.',
  },
  {
    name: 'processing_fees',
    kind: 'accrual',
    sentence: 'Our income: the processing fee of every capture.',
  },
]

export const processorReceivable = (connectorAccount: string): AccountName => `processor_receivable:${connectorAccount}`
export const authorisedAtProcessor = (connectorAccount: string): AccountName =>
  `authorised_at_processor:${connectorAccount}`
export const authorisationHold: AccountName = 'authorisation_hold'
export const merchantPending = (day: string): AccountName => `merchant_pending:${day}`
export const merchantAvailable: AccountName = 'merchant_available'
export const fxPosition: AccountName = 'fx_position'
export const processingFees: AccountName = 'processing_fees'

/** The part of a name that the chart lists: `merchant_pending` of `merchant_pending:2026-11-22`. */
export const chartName = (account: AccountName): string => {
  const colon = account.indexOf(':')
  return colon < 0 ? account : account.slice(0, colon)
}

/** The day of a pending bucket, or null for any other account. */
export const pendingDay = (account: AccountName): string | null =>
  account.startsWith('merchant_pending:') ? account.slice('merchant_pending:'.length) : null
