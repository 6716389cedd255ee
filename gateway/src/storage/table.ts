/**
 * Tables as the writer sees them: a list of columns, each with its PostgreSQL type and how it is read off a row.
 *
 * What no index reads lives in one `json` column, `doc`; the other columns exist for keys and indexes and repeat
 * what the document says. (`json`, not `jsonb`: it is stored as it came, which with time-ordered ids gave +60 %.)
 */

export const columnTypes = ['text', 'int8', 'int4', 'bool', 'json', 'bytea'] as const
export type ColumnType = (typeof columnTypes)[number]
export type ColumnValue = string | number | bigint | boolean | Buffer | null

export type Column<Row> = {
  readonly name: string
  readonly type: ColumnType
  readonly of: (row: Row) => ColumnValue
}

export type Table<Row> = {
  readonly name: string
  /** The key's columns, environment first; the first columns of `columns`. */
  readonly key: readonly string[]
  readonly columns: readonly Column<Row>[]
  /** The key of a row in one string, for the overlay: `env/id`. */
  keyOf(row: Row): string
  /** Makes a row of what the database returned, column by name. */
  read(record: Record<string, unknown>): Row
  /**
   * Place in the one lock order that every writer keeps. Rows of a lower rank are locked before those of a higher one.
   */
  readonly rank: number
  /** What an insert does where the key exists: nothing for rows that many may announce; else it is a bug and fails. */
  readonly onConflict?: 'nothing'
}

/** A row that is one JSON document with an environment, an id and the columns that its indexes need. */
export type Document = { readonly env: string; readonly id: string }

/**
 * Declares a table of documents. `indexed` are the columns beside `doc`. Fields that are null are left out of the
 * document and put back when it is read (`nullable` names them): a third of a payment's bytes would say nothing. A field that
 * came later and is never null has in `added` what rows from before it stand for; facts from before it must mean the same.
 */
export function documentTable<Row extends Document>(spec: {
  name: string
  rank: number
  nullable: readonly (keyof Row & string)[]
  added?: Partial<Row>
  indexed?: readonly Column<Row>[]
}): Table<Row> {
  return {
    name: spec.name,
    key: ['env', 'id'],
    columns: [
      { name: 'env', type: 'text', of: (row) => row.env },
      { name: 'id', type: 'text', of: (row) => row.id },
      ...(spec.indexed ?? []),
      { name: 'doc', type: 'json', of: (row) => JSON.stringify(withoutNulls(row)) },
    ],
    keyOf: (row) => `${row.env}/${row.id}`,
    read: (record) => {
      const doc: Record<string, unknown> = { ...spec.added, ...(JSON.parse(String(record.doc)) as object) }
      for (const name of spec.nullable) if (doc[name] === undefined) doc[name] = null
      // The one place where stored text becomes a typed row: what was written by this table's own codec.
      return doc as unknown as Row
    },
    rank: spec.rank,
  }
}

function withoutNulls(row: object): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(row)) if (value !== null) kept[name] = value
  return kept
}

/** Lock order: idempotency keys first, then the roots that commands decide on, then what hangs below them, balances last. */
export const ranks = {
  idempotency: 0,
  environments: 10,
  customers: 20,
  paymentMethods: 30,
  orderBooks: 34,
  orders: 36,
  paymentIntents: 40,
  setupIntents: 42,
  setupAttempts: 44,
  mandates: 46,
  customerSessions: 48,
  confirmationTokens: 49,
  charges: 50,
  refunds: 60,
  /** Forms, one as good as the other: those of one rank are locked by their tables' names. */
  forms: 62,
  webhookEndpoints: 60,
  references: 65,
  vault: 70,
  webhookQueues: 75,
  webhookDeliveries: 76,
  dueWork: 80,
  events: 90,
  entries: 100,
  audit: 105,
  balances: 110,
} as const
