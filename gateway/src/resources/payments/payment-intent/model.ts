import type { ForeignOrigin } from '../../../contracts/dialect.ts'
import type { NextAction } from '../../../contracts/method.ts'
import type { AggregateRow } from '../../../engine/aggregate.ts'
import type { JsonObject } from '../../../kernel/json.ts'
import type { Minor } from '../../../kernel/money.ts'
import type { Millis } from '../../../kernel/time.ts'
import type { CustomerAcceptance } from '../../customers/mandate/index.ts'
import type { Metadata, PaymentMethod, Shipping } from '../../customers/payment-method/index.ts'
import type { Arrangement, CredentialUsage, InstallmentPlan, Presentment } from '../charge/index.ts'
import type { AmountDetails, PaymentDetails } from './terms/amount-details.ts'

export type { InstallmentPlan }

/**
 * A payment intent's modes.
 *
 *   requires_payment_method  nothing to pay with yet, or the last attempt failed (`last_payment_error`)
 *   requires_confirmation    has a method; waits for the merchant's confirm
 *   requires_action          the payer has to act (`next_action`): a challenge, or a payment by other means
 *   processing               an attempt is at the processor (`operation`), or the scheme tells its outcome later
 *   requires_capture         authorised; waits for capture, cancel or expiry
 *   succeeded                paid; final
 *   canceled                 given up; final
 */
export const intentStatuses = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'processing',
  'requires_capture',
  'succeeded',
  'canceled',
] as const
export type IntentStatus = (typeof intentStatuses)[number]

export const captureMethods = ['automatic', 'automatic_async', 'manual'] as const
export const confirmationMethods = ['automatic', 'manual'] as const
export const cancellationReasons = ['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer'] as const

export type CardOptions = {
  readonly request_three_d_secure: 'automatic' | 'any' | 'challenge'
  readonly capture_method: 'manual' | null
  /** A saved card pays with its security code only, asked for again. */
  readonly require_cvc_recollection?: boolean
  readonly installments?: { readonly enabled: boolean; readonly plan: InstallmentPlan | null }
  readonly mandate_options?: CardMandateOptions
  readonly moto?: true
  readonly network?: string
  readonly request_extended_authorization?: 'if_available' | 'never'
  readonly request_incremental_authorization?: 'if_available' | 'never'
  readonly request_multicapture?: 'if_available' | 'never'
  readonly request_overcapture?: 'if_available' | 'never'
  readonly setup_credential_usage?: CredentialUsage
  readonly setup_future_usage?: 'none' | 'off_session' | 'on_session'
  readonly statement_descriptor_suffix_kana?: string
  readonly statement_descriptor_suffix_kanji?: string
  readonly stored_credential_usage?: CredentialUsage
}

/** The terms of a mandate for a card whose country asks for one; moments in unix seconds. */
export type CardMandateOptions = {
  readonly amount: Minor
  readonly amount_type: 'fixed' | 'maximum'
  readonly description?: string
  readonly end_date?: number
  readonly interval: 'day' | 'month' | 'sporadic' | 'week' | 'year'
  readonly interval_count?: number
  readonly reference: string
  readonly start_date: number
  readonly supported_types?: 'india'[]
}

/** Why the last attempt failed, as `last_payment_error` shows it. */
export type PaymentError = {
  readonly type: 'card_error' | 'invalid_request_error' | 'api_error'
  readonly code: string
  readonly decline_code: string | null
  readonly message: string
  readonly network_decline_code: string | null
  readonly advice_code: string | null
  readonly charge: string | null
  /** The method as it was then. */
  readonly payment_method: PaymentMethod | null
}

/**
 * A call to a processor that is under way. There is at most one for each intent: while its outcome is unknown it blocks
 * every other, so an unknown attempt can never be followed by a second charge.
 */
export type Operation = {
  readonly kind: 'authorise' | 'capture' | 'void' | 'increment'
  /** The due call: `call_…`. */
  readonly call: string
  readonly charge: string
  readonly amount: Minor
  readonly started: Millis
  /** capture: whether it is the last one; the rest is then released. */
  readonly final: boolean
  /** void: why the merchant cancels. */
  readonly reason: string | null
  /** capture, increment: what the request changes besides, once the processor has done it. */
  readonly changes?: OperationChanges
}

export type OperationChanges = Partial<
  Pick<
    PaymentIntent,
    | 'amount_details'
    | 'description'
    | 'metadata'
    | 'payment_details'
    | 'statement_descriptor'
    | 'statement_descriptor_suffix'
  >
>

/** An attempt: one try through one connector account; becomes a charge when the processor has answered. */
export type Attempt = {
  readonly charge: string
  readonly payment_method: string
  readonly connector_account: string
  /** What is asked for, in the intent's currency of then: both belong to the attempt, whatever becomes of the intent. */
  readonly amount: Minor
  /** Left out by attempts that were begun before it was kept: the intent's, which is not changed under them. */
  readonly currency?: string
  readonly started?: Millis
  /** Calls made so far; each has an idempotency key of its own. */
  readonly calls: number
  readonly off_session: boolean
  /** Of a saved method: the network's id of the payment that saved it. */
  readonly network_transaction_id?: string | null
  /** Any other method than a card: its code, and how long the payer has. */
  readonly method?: string
  readonly expires_at?: Millis
  /** Pays in another currency than the intent's. */
  readonly presentment?: Presentment
  /** What the processor handed out, for a payer who acts outside. */
  readonly asked?: PendingAction
  /** It goes through a backup, after another account failed. */
  readonly fallback?: true
  /** Whether its method is saved, where that is not as the intent says. */
  readonly setup_future_usage?: PaymentIntent['setup_future_usage']
  /** What was agreed for it beside amount and method. */
  readonly arrangement?: Arrangement
  /** The mandate that its success uses up. */
  readonly once_under?: string
  /** How the payer agreed to be charged, where the request says so; the mandate comes with the payment. */
  readonly acceptance?: CustomerAcceptance
  /** The challenge that the payer has to pass, and how it ended. */
  readonly challenge: Challenge | null
  /** When it ended, for one that the payer may still hold something of. */
  readonly ended?: Millis
}

/** A step of 3DS that the payer's browser has to take; `device` is recognised without the payer doing anything. */
export type Challenge = {
  readonly id: string
  readonly result: 'authenticated' | 'failed' | null
  readonly step?: 'device'
}

/** What a payer was asked to do, and what came of it so far. */
export type PendingAction = {
  /** The call that was answered by it; later questions are about this call. */
  readonly call: string
  readonly reference: string
  /** Null where the payer is done and the outcome is still to come. */
  readonly action: NextAction | null
  readonly expires_at: Millis | null
  /** Payments that came in and are recorded. */
  readonly seen: number
  /** A pending charge stands for the attempt. */
  readonly charged: boolean
}

/** A request's own options for a method: how long the payer has, and what the method itself takes. */
export type MethodOptions = JsonObject

export type PaymentIntent = AggregateRow & {
  readonly created: Millis
  readonly livemode: boolean
  readonly amount: Minor
  readonly currency: string
  readonly status: IntentStatus
  readonly amount_capturable: Minor
  readonly amount_received: Minor
  readonly capture_method: (typeof captureMethods)[number]
  readonly confirmation_method: (typeof confirmationMethods)[number]
  readonly client_secret: string
  readonly customer: string | null
  readonly description: string | null
  readonly metadata: Metadata
  readonly payment_method: string | null
  /** What it may be paid with; null: whatever fits. */
  readonly payment_method_types: readonly string[] | null
  /** The same by the newer name: of these, those that fit. */
  readonly allowed_payment_method_types: readonly string[] | null
  readonly excluded_payment_method_types: readonly string[] | null
  /** A configuration that the request named. Kept and shown; methods are offered as they fit. */
  readonly payment_method_configuration: string | null
  /** What the amount is made of, and the merchant's own references for the networks. */
  readonly amount_details: AmountDetails | null
  readonly payment_details: PaymentDetails | null
  readonly automatic_payment_methods: { readonly enabled: boolean; readonly allow_redirects: 'always' | 'never' } | null
  readonly card_options: CardOptions
  /** By the method's code. */
  readonly method_options: Readonly<Record<string, MethodOptions>> | null
  /** The payment is given up if it is not paid by then. */
  readonly expires_at: Millis | null
  /** `multiple`: a code or number that is paid again and again, a charge for each payment. */
  readonly usage: 'multiple' | null
  readonly receipt_email: string | null
  readonly setup_future_usage: 'on_session' | 'off_session' | null
  readonly shipping: Shipping | null
  /** Who said so last; absent: the merchant. */
  readonly shipping_by?: 'payer' | 'merchant'
  /** Made by the older call for charges, whose code reads the card as the charge's source. */
  readonly by_source?: true
  readonly statement_descriptor: string | null
  readonly statement_descriptor_suffix: string | null
  readonly transfer_group: string | null
  readonly return_url: string | null
  readonly latest_charge: string | null
  readonly last_payment_error: PaymentError | null
  readonly canceled_at: Millis | null
  readonly cancellation_reason: string | null
  readonly operation: Operation | null
  readonly attempt: Attempt | null
  /** Attempts that were begun; absent: none, or none since they are counted. */
  readonly attempts?: number
  /** Ended attempts whose code or number a payer may still hold. */
  readonly past_attempts: readonly Attempt[] | null
  /** Where events of this payment go besides the endpoints. */
  readonly webhook_url: string | null
  /** The words in which it is told there; null: the native ones. */
  readonly webhook_format: string | null
  /** Made through a foreign API: whose, and what is shown again there as it was sent. */
  readonly foreign: ForeignOrigin | null
  /** The key of the request that made it: kept for ever, so that it can never make a second one. */
  readonly idempotency_key: string | null
}

/** The currency of an attempt's amount. */
export const attemptCurrency = (intent: Pick<PaymentIntent, 'currency'>, attempt: Pick<Attempt, 'currency'>): string =>
  attempt.currency ?? intent.currency

/** What is still to be paid: what came in with earlier attempts is paid. A reusable code asks for the whole each time. */
export const owedAmount = ({
  amount,
  amount_received,
  usage,
}: Pick<PaymentIntent, 'amount' | 'amount_received' | 'usage'>): Minor =>
  usage === 'multiple' ? amount : amount - amount_received
