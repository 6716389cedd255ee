import type { Minor } from '../kernel/money.ts'
import {
  type AccountName,
  authorisationHold,
  authorisedAtProcessor,
  fxPosition,
  merchantAvailable,
  merchantPending,
  processingFees,
  processorReceivable,
} from './accounts.ts'
import type { Posting } from './posting.ts'

/** Where the merchant's money of a charge sits: in the bucket of a day, or available. */
export type FundsDay = string | null
const merchantFunds = (day: FundsDay): AccountName => (day === null ? merchantAvailable : merchantPending(day))

/** A promise: the processor holds the amount for us. */
export const authoriseMove = (connectorAccount: string, amount: Minor): Posting[] => [
  ['authorise', authorisedAtProcessor(connectorAccount), -amount],
  ['authorise', authorisationHold, amount],
]

/** The end of a promise, or of a part of it: captured, voided, expired, or not needed. */
export const releaseMove = (connectorAccount: string, amount: Minor): Posting[] => [
  ['release', authorisedAtProcessor(connectorAccount), amount],
  ['release', authorisationHold, -amount],
]

/** Who owes the amount: a processor, or, where the payer pays in another currency, the exchange between the two. */
export type Debtor = { readonly connectorAccount: string; readonly exchanged: boolean }
const owedBy = ({ connectorAccount, exchanged }: Debtor): AccountName =>
  exchanged ? fxPosition : processorReceivable(connectorAccount)

/** The payer's currency of an exchanged payment: the processor owes it, and the exchange takes it on; negative: back. */
export const exchangeMove = (connectorAccount: string, amount: Minor): Posting[] => [
  ['exchange', processorReceivable(connectorAccount), -amount],
  ['exchange', fxPosition, amount],
]

/** The processor now owes us the amount, and we owe it to the merchant. */
export const captureMove = (debtor: Debtor, amount: Minor, day: FundsDay): Posting[] => [
  ['capture', owedBy(debtor), -amount],
  ['capture', merchantFunds(day), amount],
]

/** The merchant pays us for the processing. */
export const feeMove = (amount: Minor, day: FundsDay): Posting[] =>
  amount === 0
    ? []
    : [
        ['fee', merchantFunds(day), -amount],
        ['fee', processingFees, amount],
      ]

/** Back to the cardholder: the processor owes us less, and we owe the merchant less. */
export const refundMove = (debtor: Debtor, amount: Minor, day: FundsDay): Posting[] => [
  ['refund', owedBy(debtor), amount],
  ['refund', merchantFunds(day), -amount],
]

/** A refund that came back or was cancelled. */
export const refundReversalMove = (debtor: Debtor, amount: Minor, day: FundsDay): Posting[] => [
  ['refund_reversal', owedBy(debtor), -amount],
  ['refund_reversal', merchantFunds(day), amount],
]

/** A day's bucket, positive or negative, becomes available. */
export const settleMove = (day: string, amount: Minor): Posting[] => [
  ['settle', merchantPending(day), -amount],
  ['settle', merchantAvailable, amount],
]
