/**
 * Effects: the calls to processors, made after their commit and never inside a transaction.
 *
 * A call is made once. What it answers is its outcome; a timeout, a broken connection, an exception or an answer that
 * is none is `unknown`, and from then on the processor is only asked what became of it.
 */
import type {
  CallContext,
  CardInput,
  Connector,
  ConnectorAccount,
  InstrumentInput,
  NeverReceived,
  Verb,
} from '../contracts/connector.ts'
import { completeRequest } from '../contracts/stored-request.ts'
import { assert } from '../kernel/assert.ts'
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
  /** Asks what became of a call; `unsupported` where the connector has no such question. */
  find(effect: Effect, environment: EnvironmentSettings): Promise<AnyOutcome>
}

/** What a method is opened to, for the length of a call: one of the two. */
export type Opened =
  | { readonly card: CardInput; readonly instrument: null }
  | { readonly card: null; readonly instrument: InstrumentInput }

export type PerformerOptions = {
  readonly connectors: ReadonlyMap<string, Connector>
  readonly accountOf: (environment: EnvironmentSettings, connectorAccount: string) => ConnectorAccount
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

  const connectorOf = (
    effect: Effect,
    environment: EnvironmentSettings,
  ): { connector: Connector; account: ConnectorAccount } => {
    const account = options.accountOf(environment, effect.connectorAccount)
    const connector = options.connectors.get(account.connector)
    assert(connector !== undefined, `connector ${account.connector} is installed`)
    return { connector, account }
  }

  /** Opens what the call needs and makes it; `unopened` is the outcome where that fails, and so no call was made. */
  const called = async (
    effect: Effect,
    environment: EnvironmentSettings,
    row: Living | null,
    made: AnyCall,
    {
      account,
      reason,
      unopened,
    }: { account: ConnectorAccount; reason: string; unopened: (why: unknown) => AnyOutcome },
  ): Promise<AnyOutcome> => {
    const call = Call.begin(effect.id, reason)
    try {
      let opened: Opened | null = null
      try {
        if (effect.paymentMethod !== null)
          opened = await options.instrumentOf(call, environment, effect.paymentMethod, row)
      } catch (error) {
        options.onUnknown(effect, error)
        return unopened(error)
      }
      // The command made the request for this verb; the card or account is the one part that is never data.
      const request = { ...completeRequest(effect.verb, effect.request), ...opened } as never
      const context = {
        environment: environment.id,
        idempotencyKey: effect.id,
        account,
        now: options.nowIn(environment),
        call,
      }
      return await withinTime(timeoutMs, (signal) => made(request, { ...context, signal })).catch((error: unknown) => {
        options.onUnknown(effect, error)
        return unknownOutcome(error instanceof Error ? error.name : 'the call failed')
      })
    } finally {
      call.end()
    }
  }

  return {
    perform: async (effect, environment, row) => {
      const { connector, account } = connectorOf(effect, environment)
      const verb = connector.verbs[effect.verb]
      assert(verb !== undefined, `${account.connector} has the verb ${effect.verb}`)
      const outcome = await called(effect, environment, row, verb as unknown as AnyCall, {
        account,
        reason: effect.verb,
        unopened: neverMade,
      })
      return outcome
    },
    settled: ({ verb, paymentMethod }, { outcome }) => {
      if ((verb === 'authorise' || verb === 'verify') && outcome !== 'challenge' && paymentMethod !== null)
        options.forgetCvc(paymentMethod)
    },
    find: async (effect, environment) => {
      const { connector, account } = connectorOf(effect, environment)
      const find = connector.find[effect.verb]
      if (find === undefined) return unknownOutcome(`${account.connector} cannot say what became of ${effect.verb}`)
      return await called(effect, environment, null, find as unknown as AnyCall, {
        account,
        reason: `find ${effect.verb}`,
        // Nobody ever got this card for this call, so the processor cannot have been called. Else it is asked again later.
        unopened: (why) =>
          why instanceof UnsealError && why.neverLeft
            ? neverMade(why)
            : unknownOutcome('the vault did not open the card'),
      })
    },
  }
}

/** Runs one call with its time limit; too late, or an answer that is none, is an unknown outcome. */
async function withinTime(
  timeoutMs: number,
  made: (signal: AbortSignal) => Promise<AnyOutcome | NeverReceived>,
): Promise<AnyOutcome> {
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

type AnyCall = (request: never, context: CallContext) => Promise<AnyOutcome | NeverReceived>

const isOutcome = (value: unknown): value is AnyOutcome =>
  typeof value === 'object' && value !== null && 'outcome' in value && typeof value.outcome === 'string'

/** True where a connector has a verb; commands refuse the others before anything is begun. */
export const hasVerb = (connector: Connector | undefined, verb: Verb): boolean => connector?.verbs[verb] !== undefined
