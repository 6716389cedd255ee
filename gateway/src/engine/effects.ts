/**
 * Effects: the calls to processors, made after their commit and never inside a transaction.
 *
 * A call is made once. What it answers is its outcome; a timeout, a broken connection, an exception or an answer that
 * is none is `unknown`, and from then on the processor is only asked what became of it. A probe opens no card.
 */
import type {
  CallContext,
  CardInput,
  Connector,
  ConnectorAccount,
  InstrumentInput,
  ProbeContext,
} from '../contracts/connector.ts'
import { completeRequest } from '../contracts/stored-request.ts'
import { Call } from '../kernel/secret.ts'
import { UnsealError } from '../vault/seal.ts'
import type { Living } from './aggregate.ts'
import type { Effect, EnvironmentSettings } from './command.ts'

/** Longer than a processor takes even on a bad day; shorter than a client waits. After it the outcome is unknown. */
export const callTimeoutMs = 20_000

/** An outcome of any verb, as data. */
export type AnyOutcome = { readonly outcome: string } & Readonly<Record<string, unknown>>
export const unknownOutcome = (why: string): AnyOutcome => ({ outcome: 'unknown', why })

export type Performer = {
  /** Makes the call. `method` is the payment method's row if the caller has it at hand. */
  perform(effect: Effect, environment: EnvironmentSettings, method: Living | null): Promise<AnyOutcome>
  /** The outcome is recorded, and no other call follows from it: the CVC is forgotten, unless its payer has to act first. */
  settled(effect: Effect, outcome: AnyOutcome): void
  /** Asks what became of a call, by its references: nothing is opened. Unknown where nobody can be asked. */
  find(effect: Effect, environment: EnvironmentSettings): Promise<AnyOutcome>
}

/** What a method is opened to, for the length of a call: one of the two. */
export type Opened =
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
    row: Living | null,
  ) => Opened | Promise<Opened>
  /** The authorisation was answered: the CVC is forgotten. */
  readonly forgetCvc: (paymentMethod: string) => void
  readonly nowIn: (environment: EnvironmentSettings) => number
  readonly onUnknown: (effect: Effect, why: unknown) => void
  readonly timeoutMs?: number
}

export function createPerformer(options: PerformerOptions): Performer {
  const timeoutMs = options.timeoutMs ?? callTimeoutMs

  const connectorOf = (effect: Effect, environment: EnvironmentSettings) => {
    const account = options.accountOf(environment, effect.connectorAccount)
    const connector = account === null ? undefined : options.connectors.get(account.connector)
    return account === null || connector === undefined ? null : { connector, account }
  }

  const contextOf = (effect: Effect, environment: EnvironmentSettings, account: ConnectorAccount) => ({
    environment: environment.id,
    idempotencyKey: effect.id,
    account,
    now: options.nowIn(environment),
  })

  /** Within its time; what throws is unknown. */
  const answerOf = (effect: Effect, made: (signal: AbortSignal) => Promise<AnyOutcome>): Promise<AnyOutcome> =>
    withinTime(timeoutMs, made).catch((error: unknown) => {
      options.onUnknown(effect, error)
      return unknownOutcome(error instanceof Error ? error.name : 'the call failed')
    })

  /** Opens what the call needs and makes it. Where it does not open, no call was made. */
  const perform: Performer['perform'] = async (effect, environment, row) => {
    const at = connectorOf(effect, environment)
    // Commands refuse both before their commit; an account or a connector that was taken away since makes no call either.
    const verb = at?.connector.verbs[effect.verb]
    if (at === null || verb === undefined || (effect.needsHand === true && effect.inHand === undefined))
      return neverSent(effect)
    const call = Call.begin(effect.id, effect.verb)
    try {
      let opened: Opened | null = null
      try {
        if (effect.paymentMethod !== null)
          opened = await options.instrumentOf(call, environment, effect.paymentMethod, row)
      } catch (error) {
        options.onUnknown(effect, error)
        return neverMade(error)
      }
      // The command made the request for this verb; the card or account is the one part that is never data.
      const request = { ...completeRequest(effect.verb, effect.request), ...effect.inHand, ...opened } as never
      const context = { ...contextOf(effect, environment, at.account), call }
      return await answerOf(effect, (signal) => (verb as unknown as AnyCall)(request, { ...context, signal }))
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
    find: async (effect, environment) => {
      const at = connectorOf(effect, environment)
      const find = at?.connector.find[effect.verb]
      if (at === null || find === undefined)
        return unknownOutcome(`nobody can say what became of ${effect.verb} through ${effect.connectorAccount}`)
      const context = contextOf(effect, environment, at.account)
      const outcome = await answerOf(effect, (signal) =>
        (find as unknown as AnyProbe)(completeRequest(effect.verb, effect.request) as never, { ...context, signal }),
      )
      // A question that did not arrive says nothing about the call.
      return outcome.outcome === 'not_sent' ? unknownOutcome('the processor could not be asked') : outcome
    },
  }
}

/** Runs one call with its time limit; too late, or an answer that is none, is an unknown outcome. */
async function withinTime(timeoutMs: number, made: (signal: AbortSignal) => Promise<AnyOutcome>): Promise<AnyOutcome> {
  const abort = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<AnyOutcome>((resolve) => {
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
const neverMade = (why: unknown): AnyOutcome => ({
  outcome: 'never_received',
  unopened: why instanceof UnsealError ? 'record' : 'vault',
})

/** No connector is there to make the call, or whoever had a part of it in hand is gone. */
const neverSent = ({ connectorAccount, needsHand }: Effect): AnyOutcome => ({
  outcome: 'not_sent',
  why: needsHand === true ? 'a part of it was stored nowhere' : `no connector serves ${connectorAccount}`,
})

type AnyCall = (request: never, context: CallContext) => Promise<AnyOutcome>
type AnyProbe = (request: never, context: ProbeContext) => Promise<AnyOutcome>

const isOutcome = (value: unknown): value is AnyOutcome =>
  typeof value === 'object' && value !== null && 'outcome' in value && typeof value.outcome === 'string'
