/** The outcome of a call to a processor, recorded by a command of its own under the lock of the payment's root. */

import type { NotSent, Unsupported } from '../contracts/attempt-status.ts'
import type { NeverReceived, OutcomeOf, ProbeOutcomeOf, Verb } from '../contracts/connector.ts'
import { defineRefusal } from '../kernel/refusal.ts'
import type { Command, Needs } from './command.ts'
import type { Effect, EffectOf } from './effect.ts'

/** An outcome that is known. `unknown` is none: it is recorded as a doubt and probed until it is known. */
export type KnownOutcome<V extends Verb> = Exclude<OutcomeOf<V> | NeverReceived, { outcome: 'unknown' }>

/** What a probe found out; see `ProbeOutcomeOf`. */
export type ProbeInput<V extends Verb> = {
  readonly effect: EffectOf<V>
  readonly outcome: Exclude<ProbeOutcomeOf<V>, { outcome: 'unknown' }>
}

/** The processor certainly did nothing: no connection came about, it never had the call, or it does no such thing. */
export type NotPerformed = NotSent | NeverReceived | Unsupported
export const wasNotPerformed = (outcome: { readonly outcome: string }): outcome is NotPerformed =>
  outcome.outcome === 'never_received' || outcome.outcome === 'not_sent' || outcome.outcome === 'unsupported'

/** Why nothing was done, as a code and the end of a sentence about the processor. */
export const whyNotPerformed = (outcome: NotPerformed): { readonly code: string; readonly message: string } =>
  outcome.outcome === 'unsupported'
    ? { code: 'connector_capability_missing', message: 'it does no such thing for this payment' }
    : { code: 'processing_error', message: 'the request did not reach it; try again' }

export type OutcomeInput<V extends Verb> = { readonly effect: EffectOf<V>; readonly outcome: KnownOutcome<V> }

/** What records that a call by one of these verbs is in doubt. */
export type DoubtInput<V extends Verb> = { readonly effect: EffectOf<V> }

/** Verb → noun → the commands of that noun that record what became of a call; put together by the composition root. */
export type OutcomeCommands = {
  readonly [V in Verb]: {
    readonly [noun: string]: {
      readonly record: Command<OutcomeInput<V>, Needs, Needs>
      readonly doubt: Command<DoubtInput<V>, Needs, Needs>
    }
  }
}

/** The commands that a call names. Where there are none, the call is not to be made. */
export function recorderOf(outcomes: OutcomeCommands, { id, verb, recorder }: Effect) {
  const found = Object.hasOwn(outcomes[verb], recorder) ? outcomes[verb][recorder] : undefined
  if (found === undefined) throw new UnrecordedCall(`${id}: ${recorder} records no outcome of ${verb}`)
  return found
}

/** A call names a recorder that there is not: it must not be made, since nobody would note what became of it. */
export class UnrecordedCall extends Error {
  override name = 'UnrecordedCall'
}

/** The first outcome of a call is its only one: a later one never overwrites it. */
export const refuseOutcomeKnown = defineRefusal<{ call: string }>(
  'unexpected_state',
  'outcome_already_recorded',
  'The outcome of this call to the processor is recorded already; a later one changes nothing.',
  ({ call }) => `The outcome of ${call} is recorded already.`,
)
