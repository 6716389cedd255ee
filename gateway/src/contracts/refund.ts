/** Requests and outcomes of `refund` and `cancel_refund`. */
import type { Minor } from '../kernel/money.ts'
import type { Millis } from '../kernel/time.ts'
import type { NotSent, Unknown, Unsupported } from './attempt-status.ts'

export type RefundOutcome =
  | { readonly outcome: 'succeeded'; readonly reference: string }
  /** Accepted; `settles_at` says when to ask again. */
  | { readonly outcome: 'pending'; readonly reference: string; readonly settles_at: Millis }
  /** Accepted and reported as done, but the issuer may yet send it back: ask again at `settles_at`. */
  | { readonly outcome: 'succeeded_unsettled'; readonly reference: string; readonly settles_at: Millis }
  | { readonly outcome: 'failed'; readonly reason: RefundFailure; readonly message: string }
  | Unsupported
  | NotSent
  | Unknown

export type RefundFailure =
  | 'charge_for_pending_refund_disputed'
  | 'declined'
  | 'expired_or_canceled_card'
  | 'insufficient_funds'
  | 'lost_or_stolen_card'
  | 'invalid_account'
  | 'merchant_request'
  | 'unknown'

export type RefundRequest = {
  readonly payment: string
  readonly refund: string
  readonly charge: string
  /** The processor's id of the payment. */
  readonly reference: string
  readonly amount: Minor
  readonly currency: string
  /** When the merchant asked for it. */
  readonly asked_at: Millis
  /** The bank account that the money goes to, where the scheme has no way back or the merchant wants another. A probe is given its last four digits. */
  readonly transfer_to: BankAccount | null
}

/** Where a refund by transfer goes. */
export type BankAccount = {
  readonly bank: string
  readonly account_number: string
  readonly account_holder: string
}

export type CancelRefundOutcome =
  | { readonly outcome: 'canceled' }
  | { readonly outcome: 'refused'; readonly code: string; readonly message: string }
  | Unsupported
  | NotSent
  | Unknown

export type CancelRefundRequest = {
  readonly refund: string
  readonly charge: string
  /** The processor's id of the refund. */
  readonly reference: string
}
