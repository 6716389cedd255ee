import type { Approval, CardChecks, Risk, ThreeDSecure } from '../../../contracts/connector.ts'
import type { Minor } from '../../../kernel/money.ts'
import type { Millis } from '../../../kernel/time.ts'
import type { BillingDetails, CardFacts, Metadata, Shipping } from '../../customers/payment-method/index.ts'
import type { Arrangement, Charge, ChargeFailure, Presentment } from './model.ts'

/** What a charge takes over from its intent and its attempt; defaults are left out. */
export type ChargeTerms = {
  readonly livemode: boolean
  readonly payment_intent: string
  readonly payment_method: string
  readonly connector_account: string
  readonly amount: Minor
  readonly currency: string
  readonly card: CardFacts | null
  readonly method?: NonNullable<Charge['method']>
  readonly late?: true
  readonly fallback?: true
  readonly presentment?: Presentment
  readonly arrangement?: Arrangement
  readonly billing_details?: BillingDetails
  readonly description?: string
  readonly metadata?: Metadata
  readonly receipt_email?: string
  readonly statement_descriptor?: string
  readonly statement_descriptor_suffix?: string
  readonly shipping?: Shipping
  readonly transfer_group?: string
  readonly webhook_url?: string
  readonly webhook_format?: string
  readonly customer?: string
  readonly by_source?: true
}

/** The funds of one capture: what it brings the merchant, when, and the entry of the books. */
export type CapturedFunds = {
  readonly amount: Minor
  readonly fee: Minor
  readonly funds_day: string | null
  readonly available_on: Millis
  readonly balance_transaction: string
  /** The payer's side, where it was in another currency: an entry of its own. */
  readonly exchange?: Exchange
}

/** What an exchanged payment or refund moves in the payer's currency. */
export type Exchange = { readonly entry: string; readonly amount: Minor; readonly currency: string }

/** What a capture or an increment changes besides the money. */
export type HeldChanges = Partial<Pick<Charge, 'description' | 'statement_descriptor' | 'statement_descriptor_suffix'>>

export type ChargeFact =
  /** The processor holds the amount; capture follows. */
  | {
      readonly type: 'authorised'
      readonly terms: ChargeTerms
      readonly approval: Approval
      readonly capture_before: Millis
      readonly entry: string
    }
  /** Authorised and captured in one step. */
  | { readonly type: 'paid'; readonly terms: ChargeTerms; readonly approval: Approval; readonly funds: CapturedFunds }
  /** Accepted by a scheme that tells the outcome later. */
  | { readonly type: 'pending'; readonly terms: ChargeTerms; readonly approval: Approval }
  /** A pending charge brought its money. */
  | { readonly type: 'settled'; readonly funds: CapturedFunds }
  /** A pending charge was returned. */
  | { readonly type: 'returned'; readonly failure: ChargeFailure }
  | {
      readonly type: 'failed'
      readonly terms: ChargeTerms
      readonly failure: ChargeFailure
      readonly checks: CardChecks
      readonly risk: Risk
      readonly three_d_secure: ThreeDSecure | null
    }
  /** `released`: what is given back to the cardholder uncaptured, at the last capture. */
  | {
      readonly type: 'captured'
      readonly funds: CapturedFunds
      readonly released: Minor
      /** How much of it is more than was authorised. */
      readonly over?: Minor
      readonly changes?: HeldChanges
    }
  | { readonly type: 'incremented'; readonly by: Minor; readonly entry: string; readonly changes?: HeldChanges }
  | { readonly type: 'voided'; readonly entry: string }
  | { readonly type: 'expired'; readonly entry: string }
  /** `payers`: the same in the payer's currency, where that is another one; absent in facts of before it was counted. */
  | { readonly type: 'refund_started'; readonly amount: Minor; readonly payers?: Minor }
  | { readonly type: 'refunded'; readonly amount: Minor }
  /** Never accepted by the processor: the amount can be refunded again. */
  | { readonly type: 'refund_dropped'; readonly amount: Minor; readonly payers?: Minor }
  /** Accepted, and then returned or cancelled. */
  | { readonly type: 'refund_returned'; readonly amount: Minor; readonly payers?: Minor }
  | {
      readonly type: 'updated'
      readonly changes: Partial<
        Pick<
          Charge,
          'customer' | 'description' | 'metadata' | 'receipt_email' | 'shipping' | 'transfer_group' | 'fraud_details'
        >
      >
    }
