/**
 * A call to a processor is kept as it was asked for until its outcome is recorded, so an earlier release may have asked for it.
 * Here is what each verb's stored request has to be, and what it meant where it has no value yet for a field that came later.
 * Whoever adds a field to a request adds it here; the compiler compares both.
 */
import { type Static, type TObject, type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { JsonObject } from '../kernel/json.ts'
import { OneOf, Unsettable } from '../kernel/schema.ts'
import type { StoredRequestOf, Verb } from './connector.ts'

const Id = Type.String({ minLength: 1 })
const Text = Type.String()
const Amount = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
const Time = Type.Integer()
const True = Type.Literal(true)
const ObjectOfJson = Type.Unsafe<JsonObject>({ type: 'object' })
const maybe = Type.Optional
const sending = { amount: Amount, currency: Id }

const Authentication = Unsettable(
  Type.Object({
    challenge: Id,
    result: OneOf(['authenticated', 'failed']),
    step: OneOf(['device', 'challenge']),
  }),
)
const threeDSecure = ['automatic', 'any', 'challenge'] as const

/** The proof of an authentication outside goes with its call alone; what is stored never has it. */
const Wishes = Type.Object({
  network: maybe(Text),
  moto: maybe(True),
  installments: maybe(Type.Object({ count: maybe(Type.Integer()), interval: maybe(Text), type: Text })),
  setup_credential_usage: maybe(Text),
  stored_credential_usage: maybe(Text),
  extended_authorization: maybe(True),
  overcapture: maybe(True),
  statement_descriptor_suffix_kana: maybe(Text),
  statement_descriptor_suffix_kanji: maybe(Text),
  three_d_secure: maybe(
    Type.Object({
      cryptogram: Text,
      transaction_id: Text,
      version: OneOf(['1.0.2', '2.1.0', '2.2.0', '2.3.0', '2.3.1']),
      electronic_commerce_indicator: maybe(Unsettable(OneOf(['01', '02', '05', '06', '07']))),
      ares_trans_status: maybe(Text),
      exemption_indicator: maybe(Text),
      requestor_challenge_indicator: maybe(Text),
      network_options: maybe(ObjectOfJson),
    }),
  ),
})

type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? unknown : never) : never
/** A schema that says just what the contract's type says. */
const of =
  <V extends Verb>(_verb: V) =>
  <S extends TObject>(schema: S & Same<Static<S>, StoredRequestOf<V>>): S =>
    schema

/** Verb → the schema of its stored request. Fields beyond it are those of later releases, and left alone. */
export const storedRequests = {
  authorise: of('authorise')(
    Type.Object({
      payment: Id,
      charge: Id,
      ...sending,
      mode: OneOf(['authorise', 'sale']),
      off_session: Type.Boolean(),
      setup_future_usage: Unsettable(OneOf(['on_session', 'off_session'])),
      stored_credential: Unsettable(Type.Object({ network_transaction_id: Unsettable(Text) })),
      request_three_d_secure: OneOf(threeDSecure),
      authentication: Authentication,
      statement_descriptor: Unsettable(Text),
      expires_at: Unsettable(Time),
      reusable: Type.Boolean(),
      code: Unsettable(Text),
      seen: Type.Integer({ minimum: 0 }),
      wishes: maybe(Wishes),
      options: maybe(ObjectOfJson),
    }),
  ),
  capture: of('capture')(
    Type.Object({
      charge: Id,
      reference: Id,
      ...sending,
      final: Type.Boolean(),
      statement_descriptor: maybe(Text),
    }),
  ),
  void: of('void')(Type.Object({ charge: Id, reference: Id, ...sending })),
  increment: of('increment')(Type.Object({ charge: Id, reference: Id, ...sending, by: Amount })),
  refund: of('refund')(
    Type.Object({
      payment: Id,
      refund: Id,
      charge: Id,
      reference: Id,
      ...sending,
      asked_at: Time,
      transfer_to: Unsettable(Type.Object({ bank: Text, account_number: Text, account_holder: Text })),
    }),
  ),
  verify: of('verify')(
    Type.Object({
      subject: Id,
      purpose: OneOf(['attach', 'set_up']),
      customer: maybe(Id),
      as_source: maybe(True),
      off_session: Type.Boolean(),
      request_three_d_secure: OneOf(threeDSecure),
      authentication: Authentication,
      wishes: maybe(Wishes),
    }),
  ),
  cancel_refund: of('cancel_refund')(Type.Object({ refund: Id, charge: Id, reference: Id })),
} satisfies { readonly [V in Verb]: TSchema }

/** What calls had before a field was added; `root` is the payment that the call is about. */
const before: { readonly [V in Verb]?: (root: string) => Partial<StoredRequestOf<V>> } = {
  authorise: (root) => ({
    payment: root,
    code: null,
    expires_at: null,
    reusable: false,
    seen: 0,
    stored_credential: null,
  }),
  refund: (root) => ({ payment: root, transfer_to: null }),
}

/** A stored call that no release of ours can have written: whoever changed it has to put it right. */
export class UndecodableCall extends Error {
  override name = 'UndecodableCall'
}

export const isVerb = (text: unknown): text is Verb => typeof text === 'string' && Object.hasOwn(storedRequests, text)

/** Compiled when the first stored call of the verb is read. */
const compiled = new Map<
  Verb,
  { Check(value: unknown): boolean; Errors(value: unknown): readonly { instancePath: string }[] }
>()

/** Reads a stored request as today's connectors are given it. Throws `UndecodableCall`, which names the field. */
export function decodeRequest<V extends Verb>(verb: V, root: string, stored: unknown): StoredRequestOf<V> {
  if (typeof stored !== 'object' || stored === null) throw new UndecodableCall(`the request of ${verb} is none`)
  const request = { ...before[verb]?.(root), ...stored }
  const schema = compiled.get(verb) ?? Compile(storedRequests[verb] as TSchema)
  compiled.set(verb, schema)
  if (!schema.Check(request)) {
    const at = schema.Errors(request)[0]?.instancePath ?? ''
    throw new UndecodableCall(`the request of ${verb} does not say what ${at === '' ? 'it asks for' : at} has to say`)
  }
  // The schema of this verb has just said so.
  return request as StoredRequestOf<V>
}
