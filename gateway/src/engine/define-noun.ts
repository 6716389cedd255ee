/**
 * What a slice tells everybody outside of itself, once, in its `noun.ts`: the table and the view of its noun, its calls, what a
 * search knows of it, its examples, and what of it is erased with a customer. The pure half, which commands and other slices hold
 * (name, prefix, row, facts), is the noun itself: table and view are held against it here, so that none can be another noun's.
 */
import type { MethodCatalogue } from '../contracts/method.ts'
import type { Noun } from '../kernel/noun.ts'
import type { Table } from '../storage/table.ts'
import type { Aggregate, AggregateRow, AnyAggregate, Fact } from './aggregate.ts'
import type { Examples } from './examples.ts'
import type { AnyRoute } from './route.ts'
import type { Searchable } from './search.ts'
import type { AnyView, View } from './view.ts'

/** What is made over the payment methods that are configured, or is the same for all of them. */
type OverMethods<T> = T | ((methods: MethodCatalogue) => T)

/** An older name of a noun's objects, and the beginning of its ids: `card_…` for a payment method. */
export type Face = { readonly view: AnyView; readonly prefix: string }

/** What a deleted customer leaves in a noun's table. Conditions are SQL over it; `$1` is the environment. */
export type Erasure = {
  /** Finds what is a customer's; `$2` is the customer. */
  readonly ofCustomer?: string
  /** Finds what is of a payment method; `$2` is the method. */
  readonly ofMethod?: string
  /** Fields of its own that go besides what is personal everywhere, and what stands there then. */
  readonly resets?: Readonly<Record<string, unknown>>
}

/** A noun as the engine works on it; its types were checked where it was declared. */
export type NounEntry = {
  readonly noun: string
  /** The prefix of its ids, without the underscore. */
  readonly prefix: string
  readonly table: Table<unknown>
  readonly view: AnyView
  /** Nouns with facts; a balance transaction and an event have none. */
  readonly aggregate: AnyAggregate | null
  /** What its search knows, by field; each is a column of the table. */
  readonly searchable: Searchable | null
  /** What a search never finds otherwise: customers that are not deleted. */
  readonly searchedWhere: Readonly<Record<string, boolean>>
  /** It is known by its facts only: no table has a row of it. */
  readonly rowless: boolean
  readonly faces: readonly Face[]
  /** Its events are shown with these; `id` is what their object is called. */
  readonly examples: { readonly id: string; readonly facts: Examples<Fact> } | null
  readonly erasure: Erasure | null
}

/** A slice's part of the gateway. */
export type Declared = {
  /** Null for calls about what is kept elsewhere. */
  readonly entry: ((methods: MethodCatalogue) => NounEntry) | null
  readonly routes: (methods: MethodCatalogue) => readonly AnyRoute[]
  /** What its calls show besides. */
  readonly views: readonly AnyView[]
}

type Common = {
  readonly routes?: OverMethods<readonly AnyRoute[]>
  /** What its calls show besides its own objects. */
  readonly views?: readonly AnyView[]
  readonly searchable?: OverMethods<Searchable>
  readonly searchedWhere?: Readonly<Record<string, boolean>>
  readonly faces?: readonly Face[]
  readonly erasure?: Erasure
}

const madeOver = <T>(given: OverMethods<T>, methods: MethodCatalogue): T =>
  // Neither routes nor searchable fields are functions themselves.
  typeof given === 'function' ? (given as (methods: MethodCatalogue) => T)(methods) : given

const declared = (
  noun: Noun<unknown>,
  of: Common & {
    readonly table: unknown
    readonly view: unknown
    readonly examples?: unknown
    readonly exampleId?: string
    readonly rowless?: boolean
  },
): Declared => ({
  // The engine works on nouns that it does not know: this is where their types end.
  entry: (methods) => ({
    noun: noun.name,
    prefix: noun.prefix,
    table: of.table as Table<unknown>,
    view: of.view as AnyView,
    aggregate: 'evolve' in noun ? (noun as unknown as AnyAggregate) : null,
    searchable: of.searchable === undefined ? null : madeOver(of.searchable, methods),
    searchedWhere: of.searchedWhere ?? {},
    rowless: of.rowless ?? false,
    faces: of.faces ?? [],
    examples:
      of.examples === undefined
        ? null
        : { id: of.exampleId ?? `${noun.prefix}_1`, facts: of.examples as Examples<Fact> },
    erasure: of.erasure ?? null,
  }),
  routes: (methods) => (of.routes === undefined ? [] : madeOver(of.routes, methods)),
  views: of.views ?? [],
})

/** Declares a noun that facts happen to. Table, view and examples have to be this noun's. */
export const defineNoun = <Row extends AggregateRow, F extends Fact>(
  noun: Aggregate<Row, F>,
  of: Common & {
    readonly table: Table<NoInfer<Row>>
    readonly view: View<NoInfer<Row>>
    /** Lead to every public event that it has. */
    readonly examples?: Examples<NoInfer<F>>
    readonly exampleId?: string
  },
): Declared => declared(noun, of)

/** Declares a noun whose rows are written by others than commands about it: an entry of the books. */
export const definePlainNoun = <Row>(
  noun: Noun<Row>,
  of: Common & { readonly table: Table<NoInfer<Row>>; readonly view: View<NoInfer<Row>> },
): Declared => declared(noun, of)

/**
 * Declares a noun that has no row of its own: it is folded or worked out from rows of the table, and its view shows more than
 * one of them (`Shown`).
 */
export const defineDerivedNoun = <Row, Stored, Shown, F extends Fact>(
  noun: Noun<Row>,
  of: Common & {
    readonly table: Table<Stored>
    readonly view: View<Shown>
    readonly examples?: Examples<F>
    /** No table has a row for each. */
    readonly rowless?: boolean
  },
): Declared => declared(noun, of)

/** Declares calls about what is no noun of the engine (accounts, keys, deliveries), and what they show. */
export const defineCalls = (of: {
  readonly routes: readonly AnyRoute[]
  readonly views: readonly AnyView[]
}): Declared => ({
  entry: null,
  routes: () => of.routes,
  views: of.views,
})
