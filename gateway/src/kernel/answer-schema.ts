/**
 * The vocabulary of answers: what an API shows of an object, field by field, each with a sentence. One declaration gives the type
 * that a view has to render, the reference, the published types and what a publishable key sees (engine/view.ts).
 */
import { type Static, type TProperties, type TSchema, Type } from 'typebox'

/** What may be said of a field beside its type. */
type Saying = { readonly description: string }

const part = <P extends TProperties>(fields: P, description: string) =>
  Type.Object(fields, { additionalProperties: false, description })

/** Objects of another noun, whole: they are rendered by their own view. */
const whole = <Shown>(noun: string, description: string) =>
  Type.Unsafe<Shown>({ $ref: `#/components/schemas/${noun}`, description })

/** May be null; the sentence is the field's own. */
const orNull = <S extends TSchema>(schema: S) =>
  Type.Union([schema, Type.Null()], { description: (schema as Partial<Saying>).description ?? '' })

const facts = (description: string) => ({ type: 'object', additionalProperties: true, description }) as const

export const field = {
  /** Its id, which begins with the noun's prefix. */
  id: (prefix: string, description: string) => Type.String({ description, examples: [`${prefix}_0VqZ8kT3n5`] }),
  /** The name of what an object is: `refund`. */
  object: <const N extends string>(noun: N) =>
    Type.Literal(noun, { description: `What this object is: always \`${noun}\`.` }),
  text: (description: string) => Type.String({ description }),
  /** In the smallest unit of its currency. */
  amount: (description: string) => Type.Integer({ description: `${description} In the currency's smallest unit.` }),
  count: (description: string) => Type.Integer({ description }),
  /** Unix seconds. */
  time: (description: string) => Type.Integer({ description: `${description} In unix seconds.` }),
  flag: (description: string) => Type.Boolean({ description }),
  word: <const W extends readonly string[]>(words: W, description: string) =>
    Type.Unsafe<W[number]>({ type: 'string', enum: [...words], description }),
  /** One of a few words, which rows keep as text. */
  keptWord: (words: readonly string[], description: string) =>
    Type.Unsafe<string>({ type: 'string', enum: [...words], description }),
  currency: (description: string) => Type.String({ description: `${description} An ISO 4217 code in lower case.` }),
  metadata: (description = 'Your own key-value pairs.') => Type.Record(Type.String(), Type.String(), { description }),
  /** What the published API has and this gateway never fills: the sentence says why. */
  nothing: (description: string) => Type.Null({ description }),
  orNull,
  /** May be absent. */
  maybe: <S extends TSchema>(schema: S) => Type.Optional(schema),
  /** A part of an object; nothing else is in it. */
  part,
  /** A part with further members, named by what is configured: an object for each payment method. */
  open: <P extends TProperties>(fields: P, description: string, others: string) =>
    Type.Object(fields, { additionalProperties: facts(others), description }),
  /** What a payment method of an open name shows of itself: texts, numbers and flags, each named by the method. */
  facts,
  list: <S extends TSchema>(item: S, description: string) =>
    Type.Unsafe<readonly Static<S>[]>({ type: 'array', items: item, description }),
  /** Another object by its id; whole where the request expands it. */
  ref: (noun: string | readonly string[], description: string) =>
    Type.Unsafe<string>({
      anyOf: [{ type: 'string' }, ...[noun].flat().map((one) => ({ $ref: `#/components/schemas/${one}` }))],
      description,
    }),
  /** The same in every answer. */
  fixed: <const V extends string | number | boolean>(value: V, description: string) =>
    Type.Literal(value, { description }),
  whole,
  /** A list of other objects within an object; only where the request expands it. */
  included: (noun: string, description: string) =>
    Type.Optional(
      // No view renders it: the engine adds it.
      Type.Unsafe<undefined>({
        type: 'object',
        required: ['object', 'data', 'has_more', 'url'],
        properties: {
          object: { const: 'list', description: 'What this object is: always `list`.' },
          data: {
            type: 'array',
            items: { $ref: `#/components/schemas/${noun}` },
            description: 'The newest of them, newest first.',
          },
          has_more: { type: 'boolean', description: 'Whether there are more than these.' },
          url: { type: 'string', description: 'The path of the whole list.' },
        },
        description: `${description} Shown where the request expands it.`,
      }),
    ),
}

/** With a publishable key: the field is shown, where its object leaves out what is not marked so. */
export const shownToBrowsers = <S extends TSchema>(schema: S): S =>
  Type.With(schema, { browser: 'shown' }) as unknown as S

/** With a publishable key: the field is null, or an empty map. */
export const blankForBrowsers = <S extends TSchema>(schema: S): S =>
  Type.With(schema, { browser: 'blank' }) as unknown as S

export type ShownBy<Schema extends () => TSchema> = Static<ReturnType<Schema>>
