import type { Approval, CardChecks, Risk, ThreeDSecure } from '../../../contracts/connector.ts'
import type { MethodDetails } from '../../../contracts/method.ts'
import type { AggregateRow } from '../../../engine/aggregate.ts'
import type { Minor } from '../../../kernel/money.ts'
import type { Millis } from '../../../kernel/time.ts'
import type { BillingDetails, CardFacts, Metadata, Shipping } from '../../customers/payment-method/index.ts'

/**
 * A charge is an attempt that the processor has answered: `succeeded` (authorised or captured) or `failed`, both final; or
 * `pending`, accepted by a scheme that tells the outcome days later.
 */
export type ChargeStatus = 'pending' | 'succeeded' | 'failed'

/** An amount in the payer's currency, and the rate at which it stands for the intent's. */
export type Presentment = {
  readonly amount: Minor
  readonly currency: string
  /** Units of the payer's currency for one of the intent's, as a decimal text; the correction is on top of it. */
  readonly exchange_rate: string
  readonly correction_rate: string
}

export type CredentialUsage = 'installment' | 'recurring' | 'unscheduled'
export type InstallmentPlan = {
  readonly count?: number
  readonly interval?: 'month'
  readonly type: 'fixed_count' | 'bonus' | 'revolving'
}

/** What was agreed for an attempt beside amount and method; what is absent is as usual. */
export type Arrangement = {
  /** The network of several that the card has. */
  readonly network?: string
  readonly moto?: true
  readonly installments?: InstallmentPlan
  /** The mandate that it is charged under. */
  readonly mandate?: string
  /** Of the payer's browser, for risk rules. */
  readonly radar_session?: string
  readonly setup_credential_usage?: CredentialUsage
  readonly stored_credential_usage?: CredentialUsage
  readonly statement_descriptor_suffix_kana?: string
  readonly statement_descriptor_suffix_kanji?: string
  /** Held longer than usual; may be captured for more than was held. */
  readonly extended_authorization?: true
  readonly overcapture?: true
  /** Never raised, never captured in parts: as the merchant asked. */
  readonly no_increment?: true
  readonly no_multicapture?: true
  /** Somebody else had authenticated the payer; the proof went with the call. */
  readonly brought_authentication?: true
}

export type ChargeFailure = {
  readonly code: string
  readonly decline_code: string | null
  readonly message: string
  readonly network_decline_code: string | null
  readonly advice_code: 'confirm_card_data' | 'do_not_try_again' | 'try_again_later' | null
  /** Stopped by a risk rule before it reached the issuer. */
  readonly blocked: boolean
}

export type Charge = AggregateRow & {
  readonly created: Millis
  readonly livemode: boolean
  readonly payment_intent: string
  readonly payment_method: string
  readonly connector_account: string
  readonly amount: Minor
  readonly currency: string
  readonly status: ChargeStatus
  /** Nothing more can be captured: all was, or the rest was released. */
  readonly captured: boolean
  readonly amount_captured: Minor
  /** Of the authorised amount, given back uncaptured: voided, expired, or the rest after the last capture. */
  readonly amount_released: Minor
  /** Made by the older call for charges: its card is shown as its source. */
  readonly by_source?: true
  /** Refunds that the processor accepted. */
  readonly amount_refunded: Minor
  /** Refunds asked for whose outcome is not known yet; they count against what can be refunded. */
  readonly amount_refunding: Minor
  /** Of both, the payer's side, where it was in another currency; absent in rows of before it was counted, and where nothing went back. */
  readonly payers_refunded?: Minor
  readonly fee_charged: Minor
  /** The UTC day whose bucket holds the merchant's share, or null once (or if at once) available. */
  readonly funds_day: string | null
  readonly available_on: Millis | null
  readonly balance_transaction: string | null
  readonly approval: Approval | null
  readonly failure: ChargeFailure | null
  readonly checks: CardChecks
  readonly risk: Risk
  readonly three_d_secure: ThreeDSecure | null
  readonly capture_before: Millis | null
  readonly card: CardFacts | null
  /** Of any other method than a card. */
  readonly method: { readonly type: string; readonly details: MethodDetails } | null
  /** The payer's time was over when the money came. */
  readonly late: boolean | null
  /** It went through a backup, after another account had failed. */
  readonly fallback: boolean | null
  /** What the payer paid, where it was in another currency than the intent's. */
  readonly presentment: Presentment | null
  readonly arrangement: Arrangement | null
  readonly billing_details: BillingDetails
  readonly description: string | null
  readonly metadata: Metadata
  readonly receipt_email: string | null
  readonly statement_descriptor: string | null
  readonly statement_descriptor_suffix: string | null
  readonly shipping: Shipping | null
  readonly transfer_group: string | null
  readonly webhook_url: string | null
  readonly webhook_format: string | null
  readonly customer: string | null
  readonly fraud_details: { readonly user_report?: 'fraudulent' | 'safe' }
}

/** The code of the method that it was paid with. */
export const methodCodeOf = ({ method }: Pick<Charge, 'method'>): string => method?.type ?? 'card'
