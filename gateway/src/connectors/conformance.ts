/**
 * What every connector has to hold, whatever its processor: run by each connector's own test with requests that its
 * processor (or its faithful double) answers.
 */
import type { AuthoriseRequest, CallContext, Connector, Verb } from '../contracts/connector.ts'

export type ConformanceCase = {
  readonly title: string
  readonly request: AuthoriseRequest
  /** What the verb must answer. */
  readonly outcome: 'authorised' | 'captured' | 'declined' | 'challenge' | 'unknown'
}

export type Claim = { readonly title: string; readonly check: () => Promise<void> }

const claim = (condition: boolean, text: string): void => {
  if (!condition) throw new Error(text)
}

/** The claims, for a test runner of the caller's choice. `context` makes a fresh call context for a key. */
export function conformance(
  connector: Connector,
  cases: readonly ConformanceCase[],
  context: (key: string, aborted?: boolean) => CallContext,
): readonly Claim[] {
  return [
    ...cases.map(({ title, request, outcome }) => ({
      title: `${connector.name}: ${title} → ${outcome}`,
      check: async () => {
        const answer = await connector.verbs.authorise(request, context(title))
        claim(answer.outcome === outcome, `answered ${answer.outcome}`)
      },
    })),
    {
      title: `${connector.name}: the same key and request give the same answer`,
      check: async () => {
        for (const { title, request } of cases) {
          const [first, second] = [
            await connector.verbs.authorise(request, context(title)),
            await connector.verbs.authorise(request, context(title)),
          ]
          claim(JSON.stringify(first) === JSON.stringify(second), `${title}: two answers differ`)
        }
      },
    },
    {
      title: `${connector.name}: asked later, it says what it said`,
      check: async () => {
        for (const { title, request, outcome } of cases) {
          if (outcome === 'unknown') continue
          const said = await connector.verbs.authorise(request, context(title))
          const found = await connector.find.authorise?.(request, context(title))
          claim(JSON.stringify(said) === JSON.stringify(found), `${title}: find says otherwise`)
        }
      },
    },
    {
      title: `${connector.name}: a call that was given up is unknown, never a decline`,
      check: async () => {
        for (const { title, request } of cases) {
          const answer = await connector.verbs.authorise(request, context(title, true))
          claim(answer.outcome === 'unknown', `${title}: ${answer.outcome} after it was given up`)
        }
      },
    },
    {
      title: `${connector.name}: each verb can be asked about`,
      check: async () => {
        for (const verb of Object.keys(connector.verbs) as Verb[])
          claim(connector.find[verb] !== undefined, `${verb} has no find`)
      },
    },
  ]
}
