/** How the outcome of a call comes back: as a command of its own, decided under the payment's root. */

import type { NeverReceived, OutcomeOf, ProbeOutcomeOf, Verb } from '../contracts/connector.ts'
import type { NotSent } from '../contracts/standing.ts'
import { defineRefusal } from '../kernel/refusal.ts'
import type { Effect } from './command.ts'

/** An outcome that is known. `unknown` is none: it is recorded as a doubt and probed until it is known. */
export type KnownOutcome<V extends Verb> = Exclude<OutcomeOf<V> | NeverReceived, { outcome: 'unknown' }>

/** What a probe found out; see `ProbeOutcomeOf`. */
export type ProbeInput<V extends Verb> = {
  readonly effect: Effect
  readonly outcome: Exclude<ProbeOutcomeOf<V>, { outcome: 'unknown' }>
}

/** The processor certainly never had the call: no connection came about, or it says so itself. */
export type NeverThere = NotSent | NeverReceived
export const wasNeverThere = (outcome: { readonly outcome: string }): outcome is NeverThere =>
  outcome.outcome === 'never_received' || outcome.outcome === 'not_sent'

export type OutcomeInput<V extends Verb> = { readonly effect: Effect; readonly outcome: KnownOutcome<V> }

/** The first outcome of a call is its only one: a later one never overwrites it. */
export const refuseOutcomeKnown = defineRefusal<{ call: string }>(
  'unexpected_state',
  'outcome_already_recorded',
  'The outcome of this call to the processor is recorded already; a later one changes nothing.',
  ({ call }) => `The outcome of ${call} is recorded already.`,
)
