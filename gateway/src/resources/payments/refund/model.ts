import type { ForeignOrigin } from '../../../contracts/dialect.ts'
import type { AggregateRow } from '../../../engine/aggregate.ts'
import type { Minor } from '../../../kernel/money.ts'
import type { Millis } from '../../../kernel/time.ts'
import type { Metadata } from '../../customers/payment-method/index.ts'

/**
 * A refund's modes.
 *
 *   requires_action  the scheme has no way back; waits for the bank account that the money goes to
 *   pending    asked for, or accepted by the processor and not settled; can be cancelled once accepted
 *   succeeded  the money went back; the issuer may still return it (`failed` follows)
 *   failed     final; the merchant has the money again
 *   canceled   final; the merchant has the money again
 */
export const refundStatuses = ['requires_action', 'pending', 'succeeded', 'failed', 'canceled'] as const
export type RefundStatus = (typeof refundStatuses)[number]

export const refundReasons = ['duplicate', 'fraudulent', 'requested_by_customer'] as const

export type Refund = AggregateRow & {
  readonly created: Millis
  readonly livemode: boolean
  readonly payment_intent: string
  readonly charge: string
  readonly amount: Minor
  readonly currency: string
  readonly status: RefundStatus
  readonly reason: (typeof refundReasons)[number] | null
  readonly metadata: Metadata
  /** The processor's id, once it accepted. */
  readonly reference: string | null
  /** When the processor accepted it; only then has money moved. */
  readonly accepted_at: Millis | null
  readonly balance_transaction: string | null
  readonly failure_balance_transaction: string | null
  readonly failure_reason: string | null
  /** The bucket that it was taken from. */
  readonly funds_day: string | null
  /** A call whose outcome is not known yet: the refund itself, or its cancellation. */
  readonly operation: { readonly kind: 'refund' | 'cancel_refund'; readonly call: string } | null
  readonly idempotency_key: string | null
  /** What goes back to a payer who paid in another currency. */
  readonly presentment: { readonly amount: Minor; readonly currency: string } | null
  /** The method's code, where it is no card. */
  readonly method: string | null
  /** Where its payer is asked for the bank account that it goes to. */
  readonly instructions_email: string | null
  /** The bank account of a refund by transfer: enough to recognise it. */
  readonly transfer_to: { readonly bank: string; readonly account_holder: string; readonly last4: string } | null
  /** Where events of its payment go besides the endpoints. */
  readonly webhook_url: string | null
  readonly webhook_format: string | null
  /** Made through a foreign API: whose, and what is shown again there as it was sent. */
  readonly foreign: ForeignOrigin | null
}
