/**
 * What every connector has to hold, whatever its processor: run by each connector's own test with requests that its
 * processor (or its faithful double) answers.
 */
import { verbs } from '../contracts/capabilities.ts'
import type { CallContext, Connector, OutcomeOf, ProbeContext, RequestOf, Verb } from '../contracts/connector.ts'

/** A request of one verb, and what the verb must answer to it. */
export type ConformanceCase = {
  readonly [V in Verb]: {
    readonly title: string
    readonly verb: V
    readonly request: RequestOf<V>
    readonly outcome: OutcomeOf<V>['outcome']
  }
}[Verb]

export type ConformanceClaim = { readonly title: string; readonly check: () => Promise<void> }

export const claim = (condition: boolean, text: string): void => {
  if (!condition) throw new Error(text)
}

type Answer = { readonly outcome: string }
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Makes the call of a case. */
export const called = async (
  connector: Connector,
  { verb, request }: ConformanceCase,
  context: CallContext,
): Promise<Answer> => {
  const make = connector.verbs[verb] as ((request: unknown, context: CallContext) => Promise<Answer>) | undefined
  if (make === undefined) throw new Error(`there is no verb ${verb}`)
  return await make(request, context)
}

/** Asks about it as the engine does: without the card or the account, and without the right to reveal anything. */
export const probed = async (
  connector: Connector,
  { verb, request }: ConformanceCase,
  context: CallContext,
): Promise<Answer> => {
  const ask = connector.find[verb] as ((request: unknown, context: ProbeContext) => Promise<Answer>) | undefined
  if (ask === undefined) throw new Error(`${verb} has no find`)
  const { card: _card, instrument: _instrument, ...rest } = { card: null, instrument: null, ...request }
  const { call: _call, ...bare } = context
  return await ask(rest, bare)
}

/**
 * The claims, for a test runner of the caller's choice. `context` makes a fresh call context for a key. `unreachable`: the same
 * connector, with a processor to which no connection comes about; for those that speak to one over a network.
 */
export function conformance(
  connector: Connector,
  cases: readonly ConformanceCase[],
  context: (key: string, aborted?: boolean) => CallContext,
  unreachable: Connector | null = null,
): readonly ConformanceClaim[] {
  return [
    ...cases.map((one) => ({
      title: `${connector.name}: ${one.title} → ${one.outcome}`,
      check: async () => {
        const answer = await called(connector, one, context(one.title))
        claim(answer.outcome === one.outcome, `answered ${answer.outcome}`)
      },
    })),
    {
      title: `${connector.name}: the same key and request give the same answer`,
      check: async () => {
        for (const one of cases) {
          const first = await called(connector, one, context(one.title))
          const second = await called(connector, one, context(one.title))
          claim(same(first, second), `${one.title}: two answers differ`)
        }
      },
    },
    {
      title: `${connector.name}: asked later by its references alone, it says what it said`,
      check: async () => {
        for (const one of cases) {
          if (one.outcome === 'unknown') continue
          const said = await called(connector, one, context(one.title))
          const found = await probed(connector, one, context(one.title))
          claim(same(said, found), `${one.title}: find says otherwise`)
        }
      },
    },
    {
      title: `${connector.name}: a call that was given up is unknown, never a no`,
      check: async () => {
        for (const one of cases) {
          const answer = await called(connector, one, context(`given up: ${one.title}`, true))
          claim(answer.outcome === 'unknown', `${one.title}: ${answer.outcome} after it was given up`)
        }
      },
    },
    {
      title: `${connector.name}: each verb is a capability, has a case here and can be asked about, and nothing else is`,
      check: async () => {
        for (const verb of Object.keys(connector.verbs) as Verb[]) {
          claim(connector.find[verb] !== undefined, `${verb} has no find`)
          claim(
            cases.some((one) => one.verb === verb),
            `${verb} has no case`,
          )
        }
        for (const verb of Object.keys(connector.find) as Verb[])
          claim(connector.verbs[verb] !== undefined, `${verb} can be asked about, and is no verb`)
        const { methods, others } = connector.capabilities
        const listed = [...Object.values(methods), ...(others === undefined ? [] : [others])]
        for (const verb of verbs) {
          const can = connector.verbs[verb] !== undefined
          claim(listed.some((one) => one.verbs.includes(verb)) === can, `${verb}: its capabilities say otherwise`)
        }
      },
    },
    ...(unreachable === null ? [] : [notReached(unreachable, cases, context)]),
  ]
}

const notReached = (
  connector: Connector,
  cases: readonly ConformanceCase[],
  context: (key: string) => CallContext,
): ConformanceClaim => ({
  title: `${connector.name}: where no connection comes about, a call is not sent, and a probe says nothing`,
  check: async () => {
    for (const one of cases) {
      const answer = await called(connector, one, context(`unreached: ${one.title}`))
      claim(answer.outcome === 'not_sent', `${one.title}: ${answer.outcome}, though nothing was sent`)
      const found = await probed(connector, one, context(`unreached: ${one.title}`))
      const silent = found.outcome === 'not_sent' || found.outcome === 'unknown'
      claim(silent, `${one.title}: a probe that did not arrive says ${found.outcome}`)
    }
  },
})
