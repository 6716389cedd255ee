import type { Table } from '../storage/table.ts'
import type { AnyAggregate } from './aggregate.ts'
import type { Searchable } from './search.ts'
import type { AnyView } from './view.ts'

/** What the engine has to know of each noun; the composition root lists them. */
export type NounEntry = {
  readonly noun: string
  /** The beginning of its ids, without the underscore. */
  readonly prefix: string
  readonly table: Table<unknown>
  readonly view: AnyView
  /** Nouns with a life; a balance transaction and an event have none. */
  readonly aggregate: AnyAggregate | null
  /** What its search knows, by field; each is a column of the table. */
  readonly searchable: Searchable | null
  /** What a search never finds otherwise: customers that are not deleted. */
  readonly searchedWhere: Readonly<Record<string, boolean>>
  /** It is known by its facts only: no table has a row of it. */
  readonly rowless: boolean
}

export type Registry = ReadonlyMap<string, NounEntry>

export const registryOf = (entries: readonly NounEntry[]): Registry =>
  new Map(entries.map((entry) => [entry.noun, entry]))

/** Declares a noun; where its types are checked. */
export const nounEntry = <Row>(entry: {
  prefix: string
  table: Table<Row>
  view: { noun: string; render: (row: Row, context: never) => unknown }
  aggregate?: unknown
  searchable?: Searchable
  searchedWhere?: Readonly<Record<string, boolean>>
  rowless?: boolean
}): NounEntry =>
  ({
    noun: entry.view.noun,
    prefix: entry.prefix,
    table: entry.table,
    view: entry.view,
    aggregate: entry.aggregate ?? null,
    searchable: entry.searchable ?? null,
    searchedWhere: entry.searchedWhere ?? {},
    rowless: entry.rowless ?? false,
  }) as unknown as NounEntry
