/**
 * Effects: calls to processors that a decision makes due, as data. They are rows of the decision's commit; `effects.ts` makes them.
 *
 *   callConnector('capture', request, { … })   in a command: the verb decides what the request has to say
 *   storedEffect                               what may be kept of it
 *   decodeEffect                               the row again, whichever release wrote it
 */
import type { Part } from '../contracts/capabilities.ts'
import type { StoredRequestOf, Verb } from '../contracts/connector.ts'
import { decodeRequest, isVerb, UndecodableCall } from '../contracts/stored-request.ts'

/** A call by one verb. Its id becomes the processor's idempotency key. */
export type CallOf<V extends Verb> = {
  /** `call_…`, unique for each attempt and verb. */
  readonly id: string
  readonly verb: V
  /** The noun whose commands record what becomes of it (`OutcomeCommands`). */
  readonly recorder: string
  /** The row under whose lock the outcome is decided. */
  readonly root: string
  /** The verb's request as data, without anything of the card or the account. */
  readonly request: StoredRequestOf<V>
  /**
   * Fields of the request that go with the call and are stored nowhere: an account number, a proof, a code that the payer typed. They
   * stand for the same fields of `request`, which holds what may be kept of them. A call that is made by somebody else than whoever
   * has them in hand is not made at all.
   */
  readonly inHand?: Partial<StoredRequestOf<V>>
  /** Set where it is stored: there was something in hand. */
  readonly needsHand?: true
  /** Whose card, or other instrument, the call needs, if it does. */
  readonly paymentMethod: string | null
  readonly connectorAccount: string
  /** What the processor has to be able to do beside the verb; read before the commit, and not stored. */
  readonly uses?: CallUse
}

/** The method that a call is about, by its code, and the parts of the payment (contracts/capabilities.ts). */
export type CallUse = { readonly method: string; readonly parts?: readonly Part[] }

/** A call by one of these verbs; by any of them where none is named. */
export type EffectOf<V extends Verb> = { readonly [One in V]: CallOf<One> }[V]
export type Effect = EffectOf<Verb>

/** Makes a call due. `recorder` is the noun that records what becomes of it. */
export const callConnector = <V extends Verb>(
  verb: V,
  request: StoredRequestOf<V>,
  terms: {
    readonly id: string
    readonly recorder: { readonly name: string }
    readonly root: string
    readonly connectorAccount: string
    readonly uses: CallUse
    readonly paymentMethod?: string
    /** Left out of the effect where it has no field. */
    readonly inHand?: Partial<StoredRequestOf<V>>
  },
): EffectOf<V> => ({
  id: terms.id,
  verb,
  recorder: terms.recorder.name,
  root: terms.root,
  request,
  ...(terms.inHand === undefined || Object.keys(terms.inHand).length === 0 ? {} : { inHand: terms.inHand }),
  paymentMethod: terms.paymentMethod ?? null,
  connectorAccount: terms.connectorAccount,
  uses: terms.uses,
})

/** A call as it may be stored. */
export const storedEffect = ({ inHand, uses: _, ...effect }: Effect): Omit<Effect, 'inHand' | 'uses'> =>
  inHand === undefined ? effect : { ...effect, needsHand: true }

/** Who recorded the outcome of a call of before calls named it. */
const recorderBefore = <V extends Verb>(verb: V, request: StoredRequestOf<V>): string => {
  switch (verb) {
    case 'refund':
    case 'cancel_refund':
      return 'refund'
    case 'verify':
      return 'purpose' in request && request.purpose === 'attach' ? 'payment_method' : 'setup_intent'
    default:
      return 'payment_intent'
  }
}

/** Reads a stored call. Throws `UndecodableCall` where it is none. */
export function decodeEffect(stored: unknown): Effect {
  if (typeof stored !== 'object' || stored === null) throw new UndecodableCall('the row holds no call')
  const verb: unknown = Reflect.get(stored, 'verb')
  if (!isVerb(verb)) throw new UndecodableCall(`the row names the verb ${String(verb)}, which there is not`)
  return effectOf(verb, stored)
}

function effectOf<V extends Verb>(verb: V, stored: object): EffectOf<V> {
  const text = (name: string): string => {
    const value: unknown = Reflect.get(stored, name)
    if (typeof value !== 'string' || value === '') throw new UndecodableCall(`the call has no ${name}`)
    return value
  }
  const root = text('root')
  const request = decodeRequest(verb, root, Reflect.get(stored, 'request'))
  const paymentMethod: unknown = Reflect.get(stored, 'paymentMethod')
  return {
    id: text('id'),
    verb,
    recorder: Reflect.has(stored, 'recorder') ? text('recorder') : recorderBefore(verb, request),
    root,
    request,
    ...(Reflect.get(stored, 'needsHand') === true ? { needsHand: true } : {}),
    paymentMethod: typeof paymentMethod === 'string' ? paymentMethod : null,
    connectorAccount: text('connectorAccount'),
  }
}
