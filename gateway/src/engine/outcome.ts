/** How the outcome of a call comes back: as a command of its own, decided under the payment's root. */

import type { NeverReceived, OutcomeOf, Verb } from '../contracts/connector.ts'
import { defineRefusal } from '../kernel/refusal.ts'
import type { Effect } from './command.ts'

/** An outcome that is known. `unknown` is none: it is recorded as a doubt and probed until it is known. */
export type KnownOutcome<V extends Verb> = Exclude<OutcomeOf<V> | NeverReceived, { outcome: 'unknown' }>

export type OutcomeInput<V extends Verb> = { readonly effect: Effect; readonly outcome: KnownOutcome<V> }

/** The first outcome of a call is its only one: a later one never overwrites it. */
export const refuseOutcomeKnown = defineRefusal<{ call: string }>(
  'unexpected_state',
  'outcome_already_recorded',
  'The outcome of this call to the processor is recorded already; a later one changes nothing.',
  ({ call }) => `The outcome of ${call} is recorded already.`,
)
