/**
 * Views: what an API shows of a row. A view is declared once: the schema of its object, field by field with a sentence, and the
 * function that renders a row into it. From the schema come the type that the function has to give, the OpenAPI document,
 * the published types, the tests that hold answers to it, and what a publishable key sees.
 */

import type { Static, TSchema } from 'typebox'
import type { MethodCatalogue } from '../contracts/method.ts'
import type { Millis } from '../kernel/time.ts'
import { browserPart } from './browser-part.ts'
import type { EnvironmentSettings } from './command.ts'

export type ViewContext = {
  readonly environment: EnvironmentSettings
  /** Where payers and browsers reach this gateway: `http://127.0.0.1:4242`. */
  readonly publicUrl: string
  /** A publishable key with a client secret sees less than a secret key. */
  readonly audience: 'secret' | 'publishable'
  readonly methods: MethodCatalogue
  /** The environment's time: what is available now, what is due. */
  readonly now: Millis
}

/** What an object shows only where a request expands it: a list of other rows, or something that its view makes. */
export type Included<Row> =
  | {
      /** The noun of the list. */
      readonly list: string
      readonly where: (row: Row) => Readonly<Record<string, string>>
      /** Where the whole list is. */
      readonly url: (row: Row) => string
    }
  | { readonly shows: (row: Row, context: ViewContext) => unknown }

/** The id of the row behind an object of the older API: `card_0Vq…` → `pm_0Vq…`. */
export const idOfRow = (prefix: string, id: string): string => {
  const at = id.indexOf('_')
  // What is no id stays what it is, and is found nowhere.
  return at === -1 ? id : `${prefix}${id.slice(at)}`
}

/** A list within an object. */
export const listOf = <T>(data: readonly T[], url: string, has_more = false) => ({
  object: 'list' as const,
  data: [...data],
  has_more,
  url,
})

/** A wire object: plain JSON, every field that the API documents present. */
export type WireObject = { readonly object: string } & { readonly [field: string]: unknown }

export type View<Row> = {
  readonly noun: string
  /** What the object is and what it is for, in a sentence. */
  readonly about: string
  /** Its fields. Made where it is asked for: a running gateway needs it for documents alone. */
  readonly schema: () => TSchema
  /** The object, or the part of it that a publishable key sees. */
  render(row: Row, context: ViewContext): WireObject
  /** Fields of ours that no published description has, each with the noun whose ids it shows. */
  readonly expands?: Readonly<Record<string, string>>
  readonly includes?: Readonly<Record<string, Included<Row>>>
  /** Set for an object of the older API that shows another noun's rows: which noun. Its ids are that noun's with another prefix. */
  readonly reads?: { readonly noun: string; readonly prefix: string }
}

export type DeclaredView<Row, Shown> = Omit<View<Row>, 'render'> & {
  render(row: Row, context: ViewContext): Shown & WireObject
}

/** A view whose row's type was checked where it was defined. */
export type AnyView = View<never>

/** Deeper expansions are refused: each level is a look-up of its own. */
export const expandDepthMax = 4

type KeysOf<T> = T extends readonly unknown[] ? never : T extends object ? keyof T : never
type At<T, K> = T extends readonly unknown[] ? never : T extends object ? (K extends keyof T ? T[K] : never) : never
type ItemOf<T> = T extends readonly (infer Item)[] ? Item : never

/**
 * `Out`, where each of its fields is one of `Want`, at every depth; a misspelt one has the type `never`. The compiler itself looks for
 * such fields in plain literals only, not in what is spread. Members named at run time (a payment method's) pass.
 */
export type Exactly<Out, Want> = unknown extends Want
  ? Out
  : Out extends readonly (infer Item)[]
    ? readonly Exactly<Item, ItemOf<Want>>[]
    : Out extends object
      ? { [K in keyof Out]: string extends K ? Out[K] : K extends KeysOf<Want> ? Exactly<Out[K], At<Want, K>> : never }
      : Out

/**
 * Declares a view. `render` has to give what the schema says: a field that is missing, misspelt or of another type does not
 * compile. With a publishable key the answer is reduced to what the schema marks (kernel/answer-schema.ts).
 */
export function view<Row, S extends TSchema, Out extends Static<S>>(
  declared: Omit<View<Row>, 'schema' | 'render'> & {
    readonly schema: () => S
    readonly render: (row: Row, context: ViewContext) => Out & Exactly<Out, Static<S>>
  },
): DeclaredView<Row, Static<S>> {
  const { schema, render } = declared
  let reduce: ReturnType<typeof browserPart> | null = null
  return {
    ...declared,
    render: (row, context) => {
      // Every schema of an object names it.
      const whole = render(row, context) as Static<S> & WireObject
      if (context.audience === 'secret') return whole
      reduce ??= browserPart(schema())
      // A part of it: what is left out or blank there, readers with a publishable key are told to expect.
      return reduce(whole) as typeof whole
    },
  }
}
