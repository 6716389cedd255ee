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

/** A field that shows an id, or the whole object where the request expands it. */
export type Expandable<Row> = {
  /** `noun` is `*` where the id itself tells. */
  readonly [field: string]: { readonly noun: string; readonly id: (row: Row) => string | null }
}

/** A wire object: plain JSON, every field that the API documents present. */
export type WireObject = { readonly object: string } & { readonly [field: string]: unknown }

export type View<Row> = {
  readonly noun: string
  render(row: Row, context: ViewContext): WireObject
  readonly expands: Expandable<Row>
}

/** A view whose row's type was checked where it was defined. */
export type AnyView = View<never>

/** Deeper expansions are refused: each level is a look-up of its own. */
export const expandDepthMax = 4
