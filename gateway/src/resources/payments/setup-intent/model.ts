import type { Approval } from '../../../contracts/connector.ts'
import type { MethodDetails } from '../../../contracts/method.ts'
import type { AggregateRow } from '../../../engine/aggregate.ts'
import type { JsonObject } from '../../../kernel/json.ts'
import type { Minor } from '../../../kernel/money.ts'
import type { Millis } from '../../../kernel/time.ts'
import type { CustomerAcceptance } from '../../customers/mandate/index.ts'
import type { CardFacts, Metadata, PaymentMethod } from '../../customers/payment-method/index.ts'
import type { CredentialUsage } from '../charge/index.ts'
import type { CardMandateOptions } from '../payment-intent/index.ts'

/**
 * A setup intent's modes.
 *
 *   requires_payment_method  nothing to save yet, or the last attempt failed (`last_setup_error`)
 *   requires_confirmation    has a method; waits for the confirm
 *   requires_action          the payer has to authenticate
 *   processing               the issuer is being asked
 *   succeeded                saved; final
 *   canceled                 given up; final
 */
export const setupStatuses = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'processing',
  'succeeded',
  'canceled',
] as const
export type SetupStatus = (typeof setupStatuses)[number]
export const setupCancellations = ['abandoned', 'duplicate', 'requested_by_customer'] as const

/** Why the last attempt failed. */
export type SetupError = {
  readonly type: 'card_error' | 'invalid_request_error'
  readonly code: string
  readonly decline_code: string | null
  readonly message: string
  readonly network_decline_code: string | null
  readonly advice_code: string | null
  /** The method as it was then. */
  readonly payment_method: PaymentMethod | null
}

/** One try to save a method: a call to the issuer, and what its payer has to pass. */
export type SetupCurrentAttempt = {
  /** `setatt_…`. */
  readonly id: string
  readonly payment_method: string
  readonly connector_account: string
  /** The call that is under way; null while the payer has to act. */
  readonly call: string | null
  readonly challenge: {
    readonly id: string
    readonly result: 'authenticated' | 'failed' | null
    readonly step?: 'device'
  } | null
  readonly acceptance: CustomerAcceptance | null
}

/** Options for a card that is saved. */
export type SetupCardRequest = {
  readonly mandate_options?: CardMandateOptions & { readonly currency: string }
  readonly moto?: true
  readonly network?: string
  readonly setup_credential_usage?: CredentialUsage
}

export type SetupTerms = {
  readonly customer: string | null
  readonly description: string | null
  readonly metadata: Metadata
  readonly payment_method: string | null
  readonly payment_method_types: readonly string[] | null
  readonly automatic_payment_methods: { readonly enabled: boolean; readonly allow_redirects: 'always' | 'never' } | null
  readonly request_three_d_secure: 'automatic' | 'any' | 'challenge'
  readonly allowed_payment_method_types: readonly string[] | null
  readonly excluded_payment_method_types: readonly string[] | null
  /** Kept and shown; methods are offered as they can be saved. */
  readonly payment_method_configuration: string | null
  readonly card_wishes: SetupCardRequest | null
  /** By the method's code. */
  readonly method_options: Readonly<Record<string, JsonObject>> | null
  /** The payer's leave is for one payment of this much. */
  readonly single_use: { readonly amount: Minor; readonly currency: string } | null
  readonly usage: 'on_session' | 'off_session'
}

export type SetupIntent = AggregateRow &
  SetupTerms & {
    readonly created: Millis
    readonly livemode: boolean
    readonly status: SetupStatus
    readonly client_secret: string
    readonly return_url: string | null
    readonly attempt: SetupCurrentAttempt | null
    /** Tries that were begun; absent: none, or none since they are counted. */
    readonly attempts?: number
    readonly latest_attempt: string | null
    readonly last_setup_error: SetupError | null
    readonly mandate: string | null
    readonly cancellation_reason: string | null
  }

/** What a fact means by a term that it leaves out: for ever. A new term comes in with what setups had before it. */
export const defaultSetup: SetupTerms = {
  customer: null,
  description: null,
  metadata: {},
  payment_method: null,
  payment_method_types: null,
  automatic_payment_methods: null,
  request_three_d_secure: 'automatic',
  allowed_payment_method_types: null,
  excluded_payment_method_types: null,
  payment_method_configuration: null,
  card_wishes: null,
  method_options: null,
  single_use: null,
  usage: 'off_session',
}

/** What became of one try, as it is shown. */
export type SetupAttempt = AggregateRow & {
  readonly created: Millis
  readonly livemode: boolean
  readonly setup_intent: string
  readonly customer: string | null
  readonly payment_method: string
  readonly usage: SetupTerms['usage']
  readonly status: 'processing' | 'requires_action' | 'succeeded' | 'failed' | 'abandoned'
  readonly card: CardFacts | null
  readonly method: { readonly type: string; readonly details: MethodDetails } | null
  readonly approval: Approval | null
  readonly error: SetupError | null
}
