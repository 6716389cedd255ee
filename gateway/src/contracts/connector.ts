/**
 * A connector: code for one processor. Implementing one is this file, from top to bottom; the suite in
 * `connectors/conformance.ts` then tries it.
 *
 * 1. Absence is a capability, not a stub. A connector without `increment` has no such function; the engine sees that and refuses
 *    the command before anything is committed, so no payment waits for a call that nobody can make.
 * 2. A connector makes no decision about money and writes nothing. It translates one call into the processor's API and
 *    the processor's answer into an outcome.
 * 3. Silence is an outcome. A timeout, a broken connection or an answer that makes no sense is `unknown`, never
 *    `declined`: the engine then probes until the processor says what happened. A call is never sent again blind. Only where no
 *    connection came about, so that not a byte left us, it is `not_sent`: the payment is free again, and goes through the next
 *    account. `failureOf` (contracts/sending.ts) tells the two apart; an exception that you do not catch counts as `unknown`.
 * 4. `idempotencyKey` is derived from the attempt and goes to the processor as its own idempotency key.
 * 5. Card and account numbers are revealed by `secret.reveal(context.call)`, where the request is written, and kept nowhere:
 *    when the call is over they are overwritten and reveal no more. A probe (`find`) is given none of them: it asks by our
 *    references, so doubt is resolved while the vault is away, and no card is opened for it.
 */

import type { JsonObject } from '../kernel/json.ts'
import type { Minor } from '../kernel/money.ts'
import type { Call, CallSecret } from '../kernel/secret.ts'
import type { Millis } from '../kernel/time.ts'
import type { CardWishes, ThreeDSecure } from './card-wishes.ts'
import type { ActionKind, MethodDetails, PayerDetails } from './method.ts'
import type { CancelRefundOutcome, CancelRefundRequest, RefundOutcome, RefundRequest } from './refund.ts'
import type { NotSent, Standing, Unknown } from './standing.ts'

export type { BroughtAuthentication, CardWishes, ThreeDSecure } from './card-wishes.ts'

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
  /** How this method asks its payer, and whether its scheme tells the outcome long after. */
  readonly next_action: ActionKind
  readonly settles_late: boolean
}

export type CallContext = {
  /** The tenant, for processors that keep their merchants apart. */
  readonly environment: string
  /** Unique for each (attempt, verb); the processor's own idempotency key. */
  readonly idempotencyKey: string
  /** The configured account at the processor: credentials, seed, options. */
  readonly account: ConnectorAccount
  /** The environment's time. */
  readonly now: Millis
  /** The right to reveal what the request keeps secret, for as long as this call lasts. */
  readonly call: Call
  /** Aborted when the call has taken too long. */
  readonly signal: AbortSignal
}

export type ConnectorAccount = {
  readonly id: string
  readonly connector: string
  /** Chooses a reproducible course of the simulator; real processors ignore it. */
  readonly seed: string
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
  /** What was wished of a card beside the amount; absent where nothing was. */
  readonly wishes?: CardWishes
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

/** What an approval tells about the card and the network. */
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
  | Standing
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
}

export type VerifyOutcome =
  | { readonly outcome: 'verified'; readonly approval: Approval }
  | Extract<AuthoriseOutcome, { outcome: 'declined' | 'challenge' }>
  | NotSent
  | Unknown

export type CaptureOutcome =
  | { readonly outcome: 'captured' }
  | { readonly outcome: 'refused'; readonly code: string; readonly message: string }
  | NotSent
  | Unknown

export type VoidOutcome =
  | { readonly outcome: 'voided' }
  | { readonly outcome: 'refused'; readonly code: string; readonly message: string }
  | NotSent
  | Unknown

export type IncrementOutcome =
  | { readonly outcome: 'incremented' }
  | { readonly outcome: 'declined'; readonly decline: Decline }
  | NotSent
  | Unknown

export type CaptureRequest = {
  readonly charge: string
  readonly reference: string
  readonly amount: Minor
  readonly currency: string
  /** False when more captures of the same authorisation follow; true releases the rest. */
  readonly final: boolean
  /** What the payer reads, where it is said anew. */
  readonly statement_descriptor?: string
}
export type VoidRequest = {
  readonly charge: string
  readonly reference: string
  readonly amount: Minor
  readonly currency: string
}
export type IncrementRequest = VoidRequest & { readonly by: Minor }

/** What a probe is given of a call: all of its request but the card or the account. */
export type ProbeOf<V extends Verb> = Omit<RequestOf<V>, 'card' | 'instrument'>
/** The context of a probe: that of its call, without the right to reveal anything. */
export type ProbeContext = Omit<CallContext, 'call'>
/** A probe that could not be sent says nothing about its call: it is `unknown`. */
export type ProbeOutcomeOf<V extends Verb> = Exclude<OutcomeOf<V>, NotSent> | NeverReceived

/** Verb → its request and its outcome. A verb that a processor lacks is left out of its connector. */
export type Verbs = {
  authorise: (request: AuthoriseRequest, context: CallContext) => Promise<AuthoriseOutcome>
  capture: (request: CaptureRequest, context: CallContext) => Promise<CaptureOutcome>
  void: (request: VoidRequest, context: CallContext) => Promise<VoidOutcome>
  increment: (request: IncrementRequest, context: CallContext) => Promise<IncrementOutcome>
  refund: (request: RefundRequest, context: CallContext) => Promise<RefundOutcome>
  verify: (request: VerifyRequest, context: CallContext) => Promise<VerifyOutcome>
  cancel_refund: (request: CancelRefundRequest, context: CallContext) => Promise<CancelRefundOutcome>
}
export type Verb = keyof Verbs
export type RequestOf<V extends Verb> = Parameters<Verbs[V]>[0]
export type OutcomeOf<V extends Verb> = Awaited<ReturnType<Verbs[V]>>

/**
 * The processor is certain that it never saw the call under this key, and never will act on it. `unopened` is ours: no call
 * was made, because the card's record does not open, or the vault did not answer.
 */
export type NeverReceived = { readonly outcome: 'never_received'; readonly unopened?: 'record' | 'vault' }

export type Connector = {
  readonly name: string
  /** Shown to operators, so that nobody takes a pretended processor for a real one. */
  readonly pretends: boolean
  readonly verbs: Pick<Verbs, 'authorise'> & Partial<Verbs>
  /**
   * Asks what became of an earlier call, by its references and the same idempotency key: the way out of every `unknown`, and how an
   * accepted refund stands by now. There is one for each verb of `verbs`.
   */
  readonly find: {
    readonly [V in Verb]?: (request: ProbeOf<V>, context: ProbeContext) => Promise<ProbeOutcomeOf<V>>
  }
}

/** What may be known of a connector without calling it. */
export type ProcessorFacts = { readonly pretends: boolean; readonly verbs: ReadonlySet<Verb> }

/** The connectors that are installed, by name. */
export type Processors = ReadonlyMap<string, ProcessorFacts>

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
