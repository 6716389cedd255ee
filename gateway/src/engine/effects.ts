/**
 * Effects: the calls to processors, made after their commit and never inside a transaction.
 *
 * A call is made once. What it answers is its outcome; a timeout, a broken connection, an exception or an answer that
 * is none is `unknown`, and from then on the processor is only asked what became of it. A probe opens no card.
 */

import type { NotSent, Unknown, Unsupported } from '../contracts/attempt-status.ts'
import type {
  CallContext,
  CardInput,
  Connector,
  ConnectorAccount,
  InstrumentInput,
  NeverReceived,
  Outcomes,
  ProbeContext,
  ProbeOutcomeOf,
  RequestOf,
  Verb,
  Verbs,
} from '../contracts/connector.ts'
import { Call } from '../kernel/secret.ts'
import { UnsealError } from '../vault/seal.ts'
import type { AggregateRow } from './aggregate.ts'
import type { EnvironmentSettings } from './command.ts'
import type { CallOf, Effect, EffectOf } from './effect.ts'

/** Longer than a processor takes even on a bad day; shorter than a client waits. After it the outcome is unknown. */
export const callTimeoutMs = 20_000

/** An outcome of any verb. */
export type AnyOutcome = Outcomes[Verb] | NeverReceived
type Outcome = { readonly outcome: string }
const unknownOutcome = (why: string): Unknown => ({ outcome: 'unknown', why })

export type Performer = {
  /** Makes the call. `method` is the payment method's row if the caller has it at hand. */
  perform(effect: Effect, environment: EnvironmentSettings, method: AggregateRow | null): Promise<AnyOutcome>
  /** The outcome is recorded, and no other call follows from it: the CVC is forgotten, unless its payer has to act first. */
  settled(effect: Effect, outcome: AnyOutcome): void
  /** Asks what became of a call, by its references: nothing is opened. Unknown where nobody can be asked. */
  find<V extends Verb>(effect: EffectOf<V>, environment: EnvironmentSettings): Promise<ProbeOutcomeOf<V> | Unknown>
}

/** What a method is opened to, for the length of a call: one of the two. */
export type RevealedMethod =
  | { readonly card: CardInput; readonly instrument: null }
  | { readonly card: null; readonly instrument: InstrumentInput }

export type PerformerOptions = {
  readonly connectors: ReadonlyMap<string, Connector>
  readonly accountOf: (environment: EnvironmentSettings, connectorAccount: string) => ConnectorAccount | null
  /** A payment method's card or account, opened for this call: from the vault, or a published test number. */
  readonly instrumentOf: (
    call: Call,
    environment: EnvironmentSettings,
    paymentMethod: string,
    row: AggregateRow | null,
  ) => RevealedMethod | Promise<RevealedMethod>
  /** The authorisation was answered: the CVC is forgotten. */
  readonly forgetCvc: (paymentMethod: string) => void
  readonly nowIn: (environment: EnvironmentSettings) => number
  readonly onUnknown: (effect: Pick<Effect, 'id' | 'verb'>, why: unknown) => void
  readonly timeoutMs?: number
}

export function createPerformer(options: PerformerOptions): Performer {
  const timeoutMs = options.timeoutMs ?? callTimeoutMs

  const connectorOf = (effect: Pick<Effect, 'connectorAccount'>, environment: EnvironmentSettings) => {
    const account = options.accountOf(environment, effect.connectorAccount)
    const connector = account === null ? undefined : options.connectors.get(account.connector)
    return account === null || connector === undefined ? null : { connector, account }
  }

  const contextOf = (effect: Pick<Effect, 'id'>, environment: EnvironmentSettings, account: ConnectorAccount) => ({
    environment: environment.id,
    idempotencyKey: effect.id,
    account,
    now: options.nowIn(environment),
  })

  /** Within its time; what throws is unknown. */
  const answerOf = <O extends Outcome>(
    effect: Pick<Effect, 'id' | 'verb'>,
    made: (signal: AbortSignal) => Promise<O>,
  ): Promise<O | Unknown> =>
    withinTime(timeoutMs, made).catch((error: unknown) => {
      options.onUnknown(effect, error)
      return unknownOutcome(error instanceof Error ? error.name : 'the call failed')
    })

  /** Opens what the call needs and makes it. Where it does not open, no call was made. */
  const perform: Performer['perform'] = async (effect, environment, row) => {
    const at = connectorOf(effect, environment)
    // Commands refuse both before their commit; an account or a connector that was taken away since makes no call either.
    if (at === null || (effect.needsHand === true && effect.inHand === undefined)) return neverSent(effect)
    const call = Call.begin(effect.id, effect.verb)
    try {
      let opened: RevealedMethod | null = null
      try {
        if (effect.paymentMethod !== null)
          opened = await options.instrumentOf(call, environment, effect.paymentMethod, row)
      } catch (error) {
        options.onUnknown(effect, error)
        return neverMade(error)
      }
      const context = { ...contextOf(effect, environment, at.account), call }
      return await answerOf(effect, (signal) => callOf(at.connector, effect, opened, { ...context, signal }))
    } finally {
      call.end()
    }
  }

  return {
    perform,
    settled: ({ verb, paymentMethod }, { outcome }) => {
      if ((verb === 'authorise' || verb === 'verify') && outcome !== 'challenge' && paymentMethod !== null)
        options.forgetCvc(paymentMethod)
    },
    find: async <V extends Verb>(effect: EffectOf<V>, environment: EnvironmentSettings) => {
      const at = connectorOf(effect, environment)
      if (at === null || !(effect.verb in at.connector.find))
        return unknownOutcome(`nobody can say what became of ${effect.verb} through ${effect.connectorAccount}`)
      const context = contextOf(effect, environment, at.account)
      const outcome = await answerOf(effect, (signal) => probeOf(at.connector, effect, { ...context, signal }))
      // A question that did not arrive says nothing about the call.
      return wasNotSent(outcome) ? unknownOutcome('the processor could not be asked') : outcome
    },
  }
}

/** Runs one call with its time limit; too late, or an answer that is none, is an unknown outcome. */
async function withinTime<O extends Outcome>(
  timeoutMs: number,
  made: (signal: AbortSignal) => Promise<O>,
): Promise<O | Unknown> {
  const abort = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<Unknown>((resolve) => {
    timer = setTimeout(() => {
      abort.abort()
      resolve(unknownOutcome(`no answer within ${timeoutMs} ms`))
    }, timeoutMs)
  })
  try {
    const outcome = await Promise.race([made(abort.signal), timeout])
    return isOutcome(outcome) ? outcome : unknownOutcome('the answer makes no sense')
  } finally {
    clearTimeout(timer)
  }
}

/** The processor was not called: the card's own record is broken or destroyed, or the vault is away. */
const neverMade = (why: unknown): NeverReceived => ({
  outcome: 'never_received',
  unopened: why instanceof UnsealError ? 'record' : 'vault',
})

/** No connector can make the call, or the process that held a part of it in memory is gone. */
const neverSent = ({ connectorAccount, needsHand }: Pick<Effect, 'connectorAccount' | 'needsHand'>): NotSent => ({
  outcome: 'not_sent',
  why: needsHand === true ? 'a part of it was stored nowhere' : `no connector serves ${connectorAccount}`,
})

/** Makes the call of an effect; where the connector has no such verb, nobody was called. */
async function callOf<V extends Verb>(
  { verbs }: { readonly verbs: Partial<Verbs> },
  effect: EffectOf<V>,
  opened: RevealedMethod | null,
  context: CallContext,
): Promise<Outcomes[V] | Unsupported> {
  const { verb, request, inHand }: CallOf<V> = effect
  const make: Partial<Verbs>[V] = verbs[verb]
  if (make === undefined) return { outcome: 'unsupported', why: `the connector has no ${verb}` }
  // The one place where a request is put together again: what is stored of it, and what only its call may see.
  return await make({ ...request, ...inHand, ...opened } as RequestOf<V>, context)
}

async function probeOf<V extends Verb>({ find }: Connector, effect: EffectOf<V>, context: ProbeContext) {
  const { verb, request }: CallOf<V> = effect
  const ask: Connector['find'][V] = find[verb]
  return ask === undefined ? unknownOutcome('nobody can be asked') : await ask(request, context)
}

/** A probe that was not sent itself, or that the processor does not answer. */
const wasNotSent = ({ outcome }: Outcome): boolean => outcome === 'not_sent' || outcome === 'unsupported'

/** Connectors are code of others: what they give is looked at. */
const isOutcome = <O extends Outcome>(value: O): value is O =>
  typeof value === 'object' && value !== null && 'outcome' in value && typeof value.outcome === 'string'
