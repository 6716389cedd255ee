/** Requests and outcomes of `authorise` and `verify`: taking a payment, and checking a method with its issuer without any money. */
import type { JsonObject } from '../kernel/json.ts'
import type { Minor } from '../kernel/money.ts'
import type { CallSecret } from '../kernel/secret.ts'
import type { Millis } from '../kernel/time.ts'
import type { AttemptStatus, NotSent, Unknown, Unsupported } from './attempt-status.ts'
import type { CardRequestOptions, ThreeDSecure } from './card-request.ts'
import type { ActionKind, MethodDetails, PayerDetails } from './method.ts'

/** What a card connector is given of the card. The number and the CVC exist only inside the call. */
export type CardInput = {
  readonly number: CallSecret
  readonly cvc: CallSecret | null
  readonly exp_month: number
  readonly exp_year: number
  readonly brand: string
  /** Of several networks the one that the payer chose. */
  readonly preferred_network?: string
  readonly address_line1: string | null
  readonly address_postal_code: string | null
}

/** What a connector is given of any other method: the accepted details, and what only the call may see (an IBAN). */
export type InstrumentInput = {
  /** The method's code: `qris`, `sepa_debit`. */
  readonly type: string
  readonly details: MethodDetails
  readonly secret: CallSecret | null
  readonly payer: PayerDetails
  /** How this method asks its payer, and whether its scheme reports the outcome days later. */
  readonly next_action: ActionKind
  readonly settles_late: boolean
}

export type AuthoriseRequest = {
  /** The gateway's payment and the attempt at it: what a processor repeats in its notifications. */
  readonly payment: string
  readonly charge: string
  readonly amount: Minor
  readonly currency: string
  readonly card: CardInput | null
  /** Any other method than a card. */
  readonly instrument: InstrumentInput | null
  /** How long the payer has; null where the method has no end of its own. */
  readonly expires_at: Millis | null
  /** The code or number may be paid again and again. */
  readonly reusable: boolean
  /** The code that the payer typed, when this call continues after `one_time_code`. */
  readonly code: string | null
  /** Payments into this attempt that are recorded already; later ones are reported. */
  readonly seen: number
  /** `sale` authorises and captures in one step. */
  readonly mode: 'authorise' | 'sale'
  readonly off_session: boolean
  readonly setup_future_usage: 'on_session' | 'off_session' | null
  /** Of a method that was saved: the network's id of the payment that saved it, of whichever processor. */
  readonly stored_credential: { readonly network_transaction_id: string | null } | null
  readonly request_three_d_secure: 'automatic' | 'any' | 'challenge'
  /** The finished authentication, when this call continues after a challenge. */
  readonly authentication: AuthenticationResult | null
  readonly statement_descriptor: string | null
  /** The request's options for the card beside the amount; absent where it had none. The name is that of stored calls. */
  readonly wishes?: CardRequestOptions
  /** Of any other method: the request's own options for it, by their published names. */
  readonly options?: JsonObject
}

/** The end of a 3DS challenge, as the gateway's page reported it. */
export type AuthenticationResult = {
  readonly challenge: string
  readonly result: 'authenticated' | 'failed'
  /** `device`: only the payer's browser was recognised; a challenge may still follow. */
  readonly step: 'device' | 'challenge'
}

export type Check = 'pass' | 'fail' | 'unavailable' | 'unchecked' | null
export type CardChecks = {
  readonly address_line1_check: Check
  readonly address_postal_code_check: Check
  readonly cvc_check: Check
}

export type Risk = { readonly level: 'normal' | 'elevated' | 'highest'; readonly score: number }

/** What an approval contains about the card and the network. */
export type Approval = {
  /** The processor's own id of the payment. */
  readonly reference: string
  readonly authorization_code: string | null
  readonly network_transaction_id: string | null
  readonly checks: CardChecks
  readonly three_d_secure: ThreeDSecure | null
  readonly risk: Risk
  /** Funds go to the available balance at once (test cards that skip the pending balance). */
  readonly settles_at_once: boolean
  /** The most that can be captured, where that is more than was authorised (`wishes.overcapture`). */
  readonly maximum_capturable?: Minor
}

export type Decline = {
  /** `card_declined`, `expired_card`, `incorrect_cvc`, `processing_error`, `authentication_required`, … */
  readonly code: string
  readonly decline_code: string | null
  readonly message: string
  readonly network_decline_code: string | null
  readonly advice_code: 'confirm_card_data' | 'do_not_try_again' | 'try_again_later' | null
  /** A risk rule blocked it before it reached the issuer. */
  readonly blocked: boolean
  readonly checks: CardChecks
  readonly three_d_secure: ThreeDSecure | null
  readonly risk: Risk
}

export type AuthoriseOutcome =
  | AttemptStatus
  | { readonly outcome: 'authorised'; readonly approval: Approval }
  | { readonly outcome: 'captured'; readonly approval: Approval }
  | { readonly outcome: 'declined'; readonly decline: Decline }
  /**
   * The payer has to pass a challenge; the payment goes on with `authorise` and its result. Its page is the simulated issuer's, which
   * serves sandboxes only: a real processor's own page is an `action` that redirects.
   */
  | {
      readonly outcome: 'challenge'
      readonly challenge: string
      /** `device` comes first where the issuer wants to know the browser. */
      readonly step: 'device' | 'challenge'
      readonly three_d_secure_version: '2.2.0'
    }
  | Unsupported
  | NotSent
  | Unknown

/** Asks the issuer about a method that is to be saved, without any money. */
export type VerifyRequest = Pick<
  AuthoriseRequest,
  'card' | 'instrument' | 'off_session' | 'request_three_d_secure' | 'authentication' | 'wishes'
> & {
  /** What it is verified for: a setup intent, or the method itself. */
  readonly subject: string
  /** `attach`: the payer is not asked to authenticate. */
  readonly purpose: 'attach' | 'set_up'
  /** Whom it is saved for; absent where that is nobody, or the subject knows. */
  readonly customer?: string
  /** It becomes the customer's source, in calls of before there were payment methods. A processor has nothing to do with it. */
  readonly as_source?: true
}

export type VerifyOutcome =
  | { readonly outcome: 'verified'; readonly approval: Approval }
  | Extract<AuthoriseOutcome, { outcome: 'declined' | 'challenge' }>
  | Unsupported
  | NotSent
  | Unknown

/** An approval of a method that is no card: there is nothing to check and no network. */
export const plainApproval = (reference: string): Approval => ({
  reference,
  authorization_code: null,
  network_transaction_id: null,
  checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: null },
  three_d_secure: null,
  risk: { level: 'normal', score: 0 },
  settles_at_once: false,
})
