/**
 * What a processor can do, as data: methods × verbs × currencies × parts. Routing and commands read it before anything is committed;
 * the conformance suite holds it against the functions of the connector.
 *
 *   { methods: { card: { verbs: ['authorise', 'capture', 'refund'], currencies: ['eur', 'usd'], parts: ['partial_refund'] } } }
 *
 * What is not listed cannot be done. A verb of all methods has to be one of `verbs` of the connector.
 */

/** What a processor can be asked for. What each of them asks and answers: connector.ts. */
export const verbs = ['authorise', 'capture', 'void', 'increment', 'refund', 'verify', 'cancel_refund'] as const
export type Verb = (typeof verbs)[number]

/** What goes beyond taking or giving back the whole of a payment at once. */
export const parts = [
  'partial_capture',
  'several_captures',
  'overcapture',
  'partial_refund',
  'several_refunds',
] as const
export type Part = (typeof parts)[number]

export type MethodCapabilities = {
  readonly verbs: readonly Verb[]
  /** ISO 4217, in lower case. */
  readonly currencies: readonly string[] | 'every'
  readonly parts: readonly Part[]
}

export type Capabilities = {
  /** By the method's code: `card`, `qris`. */
  readonly methods: { readonly [method: string]: MethodCapabilities }
  /** Of every method that is not named; absent where there is no other. */
  readonly others?: MethodCapabilities
}

/** What a call asks of its processor. */
export type Ability = {
  readonly verb: Verb
  readonly method: string
  /** Absent where no money is named. */
  readonly currency?: string
  readonly parts?: readonly Part[]
}

/** Everything that these verbs are about, for every method: of the simulator, and of doubles. */
export const everythingBy = (these: readonly Verb[]): Capabilities => ({
  methods: {},
  others: { verbs: these, currencies: 'every', parts },
})

/** What of an ability a processor lacks; null where it has all of it. The verb is asked for first, then how. */
export function lackOf(
  { methods, others }: Capabilities,
  { verb, method, currency, parts: asked = [] }: Ability,
): { readonly lacks: 'method' | 'verb' | 'currency' } | { readonly lacks: 'part'; readonly part: Part } | null {
  const listed = [...Object.values(methods), ...(others === undefined ? [] : [others])]
  if (!listed.some((one) => one.verbs.includes(verb))) return { lacks: 'verb' }
  const can = Object.hasOwn(methods, method) ? methods[method] : others
  if (can === undefined) return { lacks: 'method' }
  if (!can.verbs.includes(verb)) return { lacks: 'verb' }
  if (currency !== undefined && can.currencies !== 'every' && !can.currencies.includes(currency))
    return { lacks: 'currency' }
  const part = asked.find((one) => !can.parts.includes(one))
  return part === undefined ? null : { lacks: 'part', part }
}
