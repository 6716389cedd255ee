/**
 * Views: what an API shows of a row. A view renders one row into the wire's object; which of its fields may be expanded,
 * and into what, is declared beside it.
 */
import type { MethodCatalogue } from '../contracts/method.ts'
import type { Millis } from '../kernel/time.ts'
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

/** The id of the row behind an older face: `card_0Vq…` → `pm_0Vq…`. */
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
  render(row: Row, context: ViewContext): WireObject
  /** Fields of ours that no published description has, each with the noun whose ids it shows. */
  readonly expands?: Readonly<Record<string, string>>
  readonly includes?: Readonly<Record<string, Included<Row>>>
  /** An older face of another noun: whose rows it shows. Its ids are theirs with another prefix. */
  readonly reads?: { readonly noun: string; readonly prefix: string }
}

/** A view whose row's type was checked where it was defined. */
export type AnyView = View<never>

/** Deeper expansions are refused: each level is a look-up of its own. */
export const expandDepthMax = 4
