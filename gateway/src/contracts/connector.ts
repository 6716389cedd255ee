/**
 * A connector: code for one processor. Implementing one is this file, from top to bottom; `connectors/example/` is one that runs, and
 * the suites in `connectors/conformance.ts` and, over a network that fails, `connectors/conformance-http.ts` try every verb of it.
 *
 * 1. Absence is a capability, not a stub. A connector without `increment` has no such function, and what it can is data
 *    (`capabilities`): the engine refuses the command before anything is committed, so no payment waits for a call that nobody can
 *    make. What only the processor knows, it says with the outcome `unsupported`: nothing was done.
 * 2. A connector makes no decision about money and writes nothing. It translates one call into the processor's API and
 *    the processor's answer into an outcome.
 * 3. Silence is an outcome. A timeout, a broken connection or an answer that makes no sense is `unknown`, never
 *    `declined`: the engine then probes until the processor says what happened. A call is never sent again blind. Only where no
 *    connection came about, so that not a byte left us, it is `not_sent`: the payment is free again, and goes through the next
 *    account. `failureOf` (contracts/send-failures.ts) tells the two apart; an exception that you do not catch counts as `unknown`.
 * 4. `idempotencyKey` is derived from the attempt and goes to the processor as its own idempotency key.
 * 5. Card and account numbers are revealed by `secret.reveal(context.call)`, where the request is written, and kept nowhere:
 *    when the call is over they are overwritten and reveal no more. A probe (`find`) is given none of them: it asks by our
 *    references, so doubt is resolved while the vault is away, and no card is opened for it.
 */

import type { Call } from '../kernel/secret.ts'
import type { Millis } from '../kernel/time.ts'
import type { NotSent, Unsupported } from './attempt-status.ts'
import type { AuthoriseOutcome, AuthoriseRequest, VerifyOutcome, VerifyRequest } from './authorise.ts'
import type { Capabilities, Verb } from './capabilities.ts'
import type {
  CaptureOutcome,
  CaptureRequest,
  IncrementOutcome,
  IncrementRequest,
  VoidOutcome,
  VoidRequest,
} from './hold.ts'
import type { CancelRefundOutcome, CancelRefundRequest, RefundOutcome, RefundRequest } from './refund.ts'

export * from './authorise.ts'
export type { Verb } from './capabilities.ts'
export type { BroughtAuthentication, CardRequestOptions, ThreeDSecure } from './card-request.ts'
export type * from './hold.ts'

/** Verb → what it is asked for (authorise.ts, hold.ts, refund.ts). */
export type Requests = {
  authorise: AuthoriseRequest
  capture: CaptureRequest
  void: VoidRequest
  increment: IncrementRequest
  refund: RefundRequest
  verify: VerifyRequest
  cancel_refund: CancelRefundRequest
}
export type RequestOf<V extends Verb> = Requests[V]

/** Verb → how it can end. */
export type Outcomes = {
  authorise: AuthoriseOutcome
  capture: CaptureOutcome
  void: VoidOutcome
  increment: IncrementOutcome
  refund: RefundOutcome
  verify: VerifyOutcome
  cancel_refund: CancelRefundOutcome
}
export type OutcomeOf<V extends Verb> = Outcomes[V]

/** The calls. A verb that a processor lacks is left out of its connector. */
export type Verbs = {
  readonly [V in Verb]: (request: Requests[V], context: CallContext) => Promise<Outcomes[V]>
}

/**
 * A request as it is stored and as a probe is given it: all but the card or the account, which are never data. Its schema, by
 * verb, is in `stored-request.ts`.
 */
export type StoredRequestOf<V extends Verb> = Omit<Requests[V], 'card' | 'instrument'>

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

/** The context of a probe: that of its call, without the right to reveal anything. */
export type ProbeContext = Omit<CallContext, 'call'>
/** A probe that could not be sent, or that there is not, says nothing about its call: it is `unknown`. */
export type ProbeOutcomeOf<V extends Verb> = Exclude<Outcomes[V], NotSent | Unsupported> | NeverReceived

/**
 * The processor is certain that it never saw the call under this key, and never will act on it. `unopened` is ours: no call
 * was made, because the card's record does not open, or the vault did not answer.
 */
export type NeverReceived = { readonly outcome: 'never_received'; readonly unopened?: 'record' | 'vault' }

/** Asks what became of an earlier call: by its references and the same idempotency key, and without a card. */
export type Probes = {
  readonly [V in Verb]: (request: StoredRequestOf<V>, context: ProbeContext) => Promise<ProbeOutcomeOf<V>>
}

export type Connector = {
  readonly name: string
  /** Shown to operators, so that nobody takes a pretended processor for a real one. */
  readonly pretends: boolean
  /** For which methods, in which currencies and parts (capabilities.ts): read before anything is committed. */
  readonly capabilities: Capabilities
  readonly verbs: Pick<Verbs, 'authorise'> & Partial<Verbs>
  /** The way out of every `unknown`, and how an accepted refund stands by now. There is one for each verb of `verbs`. */
  readonly find: Partial<Probes>
}

/** What may be known of a connector without calling it. */
export type ProcessorFacts = Pick<Connector, 'pretends' | 'capabilities'>

/** The connectors that are installed, by name. */
export type Processors = ReadonlyMap<string, ProcessorFacts>
