/** What can happen to a payment intent. Each fact carries all that `evolve` needs; the past tense is meant. */

import type { BrakeKind } from '../../../engine/brake.ts'
import { diffDefaults } from '../../../kernel/diff-defaults.ts'
import type { Minor } from '../../../kernel/money.ts'
import type { Millis } from '../../../kernel/time.ts'
import type { Metadata, Shipping } from '../../customers/payment-method/index.ts'
import type {
  Attempt,
  CardOptions,
  Operation,
  OperationChanges,
  PaymentError,
  PaymentIntent,
  PendingAction,
} from './model.ts'
import { noCardOptions } from './terms/card-options.ts'

/** What a merchant may set, at creation and (while nothing is under way) later. */
export type IntentTerms = {
  readonly amount: Minor
  readonly currency: string
  readonly customer: string | null
  readonly description: string | null
  readonly metadata: Metadata
  readonly payment_method: string | null
  readonly payment_method_types: readonly string[] | null
  readonly allowed_payment_method_types: readonly string[] | null
  readonly excluded_payment_method_types: readonly string[] | null
  readonly payment_method_configuration: string | null
  readonly amount_details: PaymentIntent['amount_details']
  readonly payment_details: PaymentIntent['payment_details']
  readonly automatic_payment_methods: PaymentIntent['automatic_payment_methods']
  readonly card_options: CardOptions
  readonly method_options: PaymentIntent['method_options']
  readonly expires_at: Millis | null
  readonly usage: PaymentIntent['usage']
  readonly capture_method: PaymentIntent['capture_method']
  readonly receipt_email: string | null
  readonly setup_future_usage: PaymentIntent['setup_future_usage']
  readonly shipping: Shipping | null
  /** A payer who said it may say it anew; what the merchant said stands. */
  readonly shipping_by?: PaymentIntent['shipping_by']
  readonly statement_descriptor: string | null
  readonly statement_descriptor_suffix: string | null
  readonly transfer_group: string | null
  readonly foreign: PaymentIntent['foreign']
}

export type IntentFact =
  | {
      readonly type: 'created'
      /** Only what differs from the defaults of `defaultTerms`. */
      readonly terms: Partial<IntentTerms> & Pick<IntentTerms, 'amount' | 'currency'>
      readonly livemode: boolean
      readonly confirmation_method: PaymentIntent['confirmation_method']
      readonly client_secret: string
      readonly return_url: string | null
      readonly idempotency_key: string | null
      /** Where events of this payment go besides the endpoints. */
      readonly webhook_url?: string
      readonly webhook_format?: string
      /** Made by the older call for charges. */
      readonly by_source?: true
    }
  | { readonly type: 'updated'; readonly changes: Partial<IntentTerms> }
  | {
      readonly type: 'attempt_started'
      readonly attempt: Attempt
      /** Which one it is, from 1; absent in facts from before attempts were counted. */
      readonly attempts?: number
      readonly operation: Operation
      readonly changes: Partial<IntentTerms>
      readonly return_url: string | null
    }
  | { readonly type: 'action_required'; readonly challenge: string; readonly step?: 'device' }
  /** The payer finished or failed the challenge; with manual confirmation the merchant confirms again. */
  | {
      readonly type: 'challenge_ended'
      readonly challenge: string
      readonly result: 'authenticated' | 'failed'
      readonly confirm_again: boolean
    }
  /** The attempt goes on with the result of its challenge. */
  | { readonly type: 'attempt_continued'; readonly operation: Operation; readonly calls: number }
  /** The account failed, and not the payer: the same payment is tried through another one at once. */
  | {
      readonly type: 'attempt_passed_on'
      readonly charge: string
      readonly attempt: Attempt
      readonly operation: Operation
    }
  /** The merchant changed what is asked for while the payer was away: the attempt was for something else, and is over. */
  | { readonly type: 'attempt_ended' }
  /** Another try was not let through: too many were declined, by whichever of these it was counted. */
  | { readonly type: 'attempt_blocked'; readonly by: BrakeKind }
  | { readonly type: 'attempt_failed'; readonly charge: string | null; readonly error: PaymentError }
  | { readonly type: 'authorised'; readonly charge: string }
  /** Authorised and captured in one step. */
  | {
      readonly type: 'paid'
      readonly charge: string
      /** What a payer brought who pays by other means than a card; all of it otherwise. */
      readonly amount?: Minor
      /** By an attempt that had ended; the current one has nothing to do with it. */
      readonly late?: true
    }
  /** The payer acts outside: a page, a code, a number, a prompt on the phone. */
  | { readonly type: 'payer_asked'; readonly asked: PendingAction }
  /** The payer is done, or has nothing to do; the scheme tells the outcome later. */
  | { readonly type: 'awaiting_outcome'; readonly asked: PendingAction }
  /** A part of the amount came in, or one of several payments. */
  | { readonly type: 'part_received'; readonly charge: string; readonly amount: Minor }
  /** Money came for an attempt that had ended; what is done with it is the charge's. */
  | { readonly type: 'late_received'; readonly attempt: string; readonly charge: string }
  /** No more payments are taken; what came in stays paid. */
  | { readonly type: 'closed'; readonly reason: string | null }
  | { readonly type: 'operation_started'; readonly operation: Operation }
  /** The processor said no to a capture, a void or an increment; the authorisation stands as before. */
  | {
      readonly type: 'operation_refused'
      readonly kind: Operation['kind']
      readonly code: string
      readonly message: string
    }
  /** More captures of the same authorisation may follow. */
  | { readonly type: 'part_captured'; readonly amount: Minor; readonly changes?: OperationChanges }
  /** The last capture, or the only one; what is left is released. `over`: how much of it is more than was authorised. */
  | {
      readonly type: 'captured'
      readonly amount: Minor
      readonly over?: Minor
      readonly changes?: OperationChanges
    }
  | {
      readonly type: 'incremented'
      readonly amount: Minor
      readonly by: Minor
      readonly changes?: OperationChanges
    }
  | { readonly type: 'canceled'; readonly reason: string | null }
  | { readonly type: 'expired' }
  /** Expired after a part was captured: the rest is released, the part stays paid. */
  | { readonly type: 'rest_expired' }

/**
 * What a fact means by a term that it leaves out: for ever, since facts are. A new term comes in with the value that payments
 * had before it; another default for merchants is decided where a request is read, and said in the fact.
 */
export const defaultTerms: Omit<IntentTerms, 'amount' | 'currency'> = {
  customer: null,
  description: null,
  metadata: {},
  payment_method: null,
  payment_method_types: null,
  allowed_payment_method_types: null,
  excluded_payment_method_types: null,
  payment_method_configuration: null,
  amount_details: null,
  payment_details: null,
  automatic_payment_methods: null,
  card_options: noCardOptions,
  method_options: null,
  expires_at: null,
  usage: null,
  capture_method: 'automatic_async',
  receipt_email: null,
  setup_future_usage: null,
  shipping: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  transfer_group: null,
  foreign: null,
}

/** The terms that differ from the defaults, so that a fact says only what the merchant said. */
export const diffDefaultTerms = (
  terms: IntentTerms,
): Partial<IntentTerms> & Pick<IntentTerms, 'amount' | 'currency'> => ({
  amount: terms.amount,
  currency: terms.currency,
  ...diffDefaults(terms, defaultTerms),
})
