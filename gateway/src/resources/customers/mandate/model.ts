import type { AggregateRow } from '../../../engine/aggregate.ts'
import type { Minor } from '../../../kernel/money.ts'
import type { Millis } from '../../../kernel/time.ts'

/** How the payer agreed, as the merchant says. */
export type CustomerAcceptance = {
  readonly type: 'online' | 'offline'
  readonly accepted_at: Millis | null
  readonly ip_address: string | null
  readonly user_agent: string | null
}

/**
 * The payer's leave to be charged: again and again (`multi_use`), or once. `active` until its method is detached, or until the
 * one payment that it is good for has been made, then `inactive` for good.
 */
export type Mandate = AggregateRow & {
  readonly created: Millis
  readonly livemode: boolean
  readonly status: 'active' | 'inactive'
  readonly payment_method: string
  /** The method's code. */
  readonly type: string
  readonly acceptance: CustomerAcceptance
  /** What it is good for, where it is good for one payment only. */
  readonly single_use: { readonly amount: Minor; readonly currency: string } | null
  /** Of one that is good for one payment: the payment that was last tried under it. */
  readonly tried_by?: string
  /** What the payer reads on the statement of a debit. */
  readonly reference: string
}
