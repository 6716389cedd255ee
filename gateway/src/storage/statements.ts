/**
 * The text of the writer's statements: one multi-row statement a table, with one array a column, prepared by name.
 * Rows come sorted by key, so that every process locks them in the same order.
 */
import { assert } from '../kernel/assert.ts'
import { encodeArray } from './array-codec.ts'
import type { Client, Pool } from './database.ts'
import type { ColumnValue, Table } from './table.ts'

export type Statement = { readonly name: string; readonly text: string; readonly values: unknown[] }

type AnyTable = Table<never>
type Texts = { insert: string; update: string; remove: string; readLocked: string; read: string }
const texts = new WeakMap<AnyTable, Texts>()

const arrays = (columns: readonly { type: string }[]) =>
  columns.map((column, at) => `$${at + 1}::${column.type}[]`).join(', ')

function textsOf(table: AnyTable): Texts {
  const known = texts.get(table)
  if (known !== undefined) return known
  const names = table.columns.map((column) => column.name)
  const keyColumns = table.columns.slice(0, table.key.length)
  const rest = names.slice(table.key.length)
  const onKey = table.key.map((name) => `t.${name} = v.${name}`).join(' and ')
  const keyList = table.key.join(', ')
  const read = `select t.* from unnest(${arrays(keyColumns)}) as v(${keyList}) join ${table.name} t on ${onKey}`
  const made: Texts = {
    insert:
      `insert into ${table.name} (${names.join(', ')}) select * from unnest(${arrays(table.columns)})` +
      (table.onConflict === 'nothing' ? ' on conflict do nothing' : ''),
    update:
      `update ${table.name} t set ${rest.map((name) => `${name} = v.${name}`).join(', ')} ` +
      `from unnest(${arrays(table.columns)}) as v(${names.join(', ')}) where ${onKey}`,
    remove: `delete from ${table.name} t using unnest(${arrays(keyColumns)}) as v(${keyList}) where ${onKey}`,
    // Sorted before locking, so that two processes lock in the same order. Unsorted, throughput fell from 18,000 to
    // 150 units/s with two processes. A row that somebody else holds is passed over: whoever needs it comes again, and
    // nobody else of the flush waits for it.
    readLocked: `${read} order by ${table.key.map((name) => `t.${name}`).join(', ')} for update of t skip locked`,
    read,
  }
  texts.set(table, made)
  return made
}

function columnsOf<Row>(table: Table<Row>, rows: readonly Row[]): Buffer[] {
  return table.columns.map((column) => {
    const values: ColumnValue[] = new Array(rows.length)
    for (let at = 0; at < rows.length; at++) values[at] = column.of(rows[at] as Row)
    return encodeArray(column.type, values)
  })
}

export const insertStatement = <Row>(table: Table<Row>, rows: readonly Row[]): Statement => ({
  name: `insert ${table.name}`,
  text: textsOf(table as unknown as AnyTable).insert,
  values: columnsOf(table, rows),
})

export const updateStatement = <Row>(table: Table<Row>, rows: readonly Row[]): Statement => ({
  name: `update ${table.name}`,
  text: textsOf(table as unknown as AnyTable).update,
  values: columnsOf(table, rows),
})

/** `keys` are the key columns of each row, sorted. All keys of these tables are text. */
export const removeStatement = <Row>(table: Table<Row>, keys: readonly (readonly string[])[]): Statement => ({
  name: `remove ${table.name}`,
  text: textsOf(table as unknown as AnyTable).remove,
  values: table.key.map((_, at) =>
    encodeArray(
      'text',
      keys.map((key) => key[at] ?? null),
    ),
  ),
})

export const readStatement = <Row>(
  table: Table<Row>,
  keys: readonly (readonly string[])[],
  lock: boolean,
): Statement => ({
  name: `${lock ? 'lock' : 'read'} ${table.name}`,
  text: lock ? textsOf(table as unknown as AnyTable).readLocked : textsOf(table as unknown as AnyTable).read,
  values: table.key.map((_, at) =>
    encodeArray(
      'text',
      keys.map((key) => key[at] ?? null),
    ),
  ),
})

/** One row by its key, read outside the writer; null where there is none. */
export async function readRow<Row>(
  pool: Pool | Client,
  table: Table<Row>,
  env: string,
  id: string,
): Promise<Row | null> {
  const { rows } = await pool.query<Record<string, unknown>>(readStatement(table, [[env, id]], false))
  return rows[0] === undefined ? null : table.read(rows[0])
}

/** All rows of an environment whose columns have these values, by id. The columns are named by code, never by a request. */
export async function readAll<Row>(
  pool: Pool | Client,
  table: Table<Row>,
  env: string,
  where: Readonly<Record<string, string>>,
): Promise<Row[]> {
  const { columns, condition } = equalTo(table, where)
  const { rows } = await pool.query<Record<string, unknown>>({
    name: `all ${table.name} ${columns.join(' ')}`,
    text: `select * from ${table.name} where env = $1${condition} order by id`,
    values: [env, ...Object.values(where)],
  })
  return rows.map((record) => table.read(record))
}

/** The newest rows whose columns have these values, newest first; prepared, for what every request asks. */
export async function readNewest<Row>(
  pool: Pool | Client,
  table: Table<Row>,
  env: string,
  where: Readonly<Record<string, string>>,
  limit: number,
): Promise<Row[]> {
  const { columns, condition } = equalTo(table, where)
  const values = [env, ...Object.values(where)]
  const { rows } = await pool.query<Record<string, unknown>>({
    name: `newest ${table.name} ${columns.join(' ')}`,
    text: `select * from ${table.name} where env = $1${condition} order by id desc limit $${values.length + 1}`,
    values: [...values, limit],
  })
  return rows.map((record) => table.read(record))
}

/** Equality on columns, from the second parameter on. */
function equalTo<Row>(table: Table<Row>, where: Readonly<Record<string, string>>) {
  const columns = Object.keys(where)
  assert(
    columns.every((name) => table.columns.some((column) => column.name === name)),
    `${columns.join(', ')} are columns of ${table.name}`,
  )
  return { columns, condition: columns.map((name, at) => ` and ${name} = $${at + 2}`).join('') }
}

/** A bound on ids; they are in the order of time. */
export type IdBound = { readonly operator: '<' | '>' | '>='; readonly id: string }

/**
 * Rows by their place, newest first, and how many there are; what lies beyond `most` is neither counted nor reached. A column
 * with several values has any of them. The columns are named by code, never by a request.
 */
export async function readPlaced<Row>(
  pool: Pool | Client,
  table: Table<Row>,
  env: string,
  where: Readonly<Record<string, string | readonly string[]>>,
  { limit, offset, most, bounds = [] }: { limit: number; offset: number; most: number; bounds?: readonly IdBound[] },
): Promise<{ rows: Row[]; total: number }> {
  const columns = Object.entries(where)
  assert(
    columns.every(([name]) => table.columns.some((column) => column.name === name)),
    `${columns.map(([name]) => name).join(', ')} are columns of ${table.name}`,
  )
  const values: (string | readonly string[])[] = [env]
  const parameter = (value: string | readonly string[]) => `$${values.push(value)}`
  const conditions = [
    ...columns.map(([name, value]) =>
      typeof value === 'string' ? `${name} = ${parameter(value)}` : `${name} = any(${parameter(value)}::text[])`,
    ),
    ...bounds.map(({ operator, id }) => `id ${operator} ${parameter(id)}`),
  ]
  const from = `from ${table.name} where env = $1${conditions.map((condition) => ` and ${condition}`).join('')}`
  // Bounds differ from call to call in number and kind, so such a statement is not prepared.
  const named = (what: string) => (bounds.length > 0 ? {} : { name: `${what} ${table.name} ${conditions.join(' ')}` })
  const next = values.length + 1
  const { rows } = await pool.query<Record<string, unknown>>({
    ...named('placed'),
    text: `select * ${from} order by id desc limit $${next} offset $${next + 1}`,
    values: [...values, Math.max(0, Math.min(limit, most - offset)), offset],
  })
  const counted = await pool.query<{ total: string }>({
    ...named('count'),
    text: `select count(*)::text as total from (select 1 ${from} limit $${next}) as counted`,
    values: [...values, most],
  })
  return { rows: rows.map((record) => table.read(record)), total: Number(counted.rows[0]?.total ?? 0) }
}

/** The rows whose ids begin so; at most `limit`. Ids are ASCII without `~`, which stands behind all of them. */
export async function readBeginning<Row>(
  pool: Pool | Client,
  table: Table<Row>,
  env: string,
  { beginning, limit }: { beginning: string; limit: number },
): Promise<Row[]> {
  const { rows } = await pool.query<Record<string, unknown>>({
    name: `beginning ${table.name}`,
    text: `select * from ${table.name} where env = $1 and id >= $2 and id < $2 || '~' order by id limit $3`,
    values: [env, beginning, limit],
  })
  return rows.map((record) => table.read(record))
}
