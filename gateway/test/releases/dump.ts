/**
 * A dump: the data of one release as text, with the migrations as that release had them. It is written by `take.ts` and
 * laid out again in an empty database, for the code of today to open.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { type Connection, connectPlain } from '../../src/storage/database.ts'
import type { Told } from './story.ts'

export type Dump = {
  /** `2026-11-21 6ada79b`: the day and the commit of the release. */
  readonly release: string
  /** When it was taken, in milliseconds: the gateway that opens it lives on from there. */
  readonly taken: number
  /** Of the vault, as FLORIN_KEK gives it. Made for the dump and used for nothing else. */
  readonly kek: string
  readonly left: Told['left']
  readonly shown: Told['shown']
  readonly migrations: readonly { readonly name: string; readonly text: string; readonly applied: string }[]
  readonly tables: readonly Rows[]
}
/** A table's rows, each value as PostgreSQL writes it. */
type Rows = { readonly name: string; readonly columns: readonly string[]; readonly rows: readonly (string | null)[][] }

const folder = join(import.meta.dirname, 'dumps')

/** Names of all dumps, oldest first. */
export const dumps = (): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json.gz'))
    .sort()
export const readDump = (name: string): Dump =>
  JSON.parse(gunzipSync(readFileSync(join(folder, name))).toString()) as Dump
export function writeDump(dump: Dump): string {
  const file = join(folder, `${dump.release.replace(' ', '-')}.json.gz`)
  writeFileSync(file, gzipSync(JSON.stringify(dump, null, 1), { level: 9 }))
  return file
}

/** Every row of a database. `texts` are the migrations as the release has them. */
export async function dumpedRows(
  connection: Connection,
  texts: readonly { name: string; text: string }[],
): Promise<Pick<Dump, 'migrations' | 'tables'>> {
  const client = await connectPlain(connection)
  try {
    const applied = await client.query<{ name: string; applied: string }>(
      'select name, applied::text from schema_migrations order by name',
    )
    const found = await client.query<{ table: string; column: string; generated: boolean }>(
      `select table_name as table, column_name as column, is_identity = 'YES' or is_generated <> 'NEVER' as generated
       from information_schema.columns where table_schema = 'public' and table_name <> 'schema_migrations'
       order by table_name, ordinal_position`,
    )
    const columns = new Map<string, string[]>()
    for (const { table, column } of found.rows.filter(({ generated }) => !generated))
      columns.set(table, [...(columns.get(table) ?? []), column])
    const tables: Rows[] = []
    for (const [name, own] of columns) {
      const { rows } = await client.query<Record<string, string | null>>(
        `select ${own.map((column) => `${column}::text as ${column}`).join(', ')} from ${name} order by 1, 2`,
      )
      if (rows.length > 0)
        tables.push({ name, columns: own, rows: rows.map((row) => own.map((column) => row[column] ?? null)) })
    }
    const textOf = new Map(texts.map(({ name, text }) => [name, text]))
    return { tables, migrations: applied.rows.map((row) => ({ ...row, text: textOf.get(row.name) ?? '' })) }
  } finally {
    await client.end()
  }
}

/** Lays a dump out in an empty database, as its own release had it. */
export async function restore(connection: Connection, { migrations, tables }: Dump): Promise<void> {
  const client = await connectPlain(connection)
  try {
    await client.query(
      'create table schema_migrations (name text primary key, applied timestamptz not null default now())',
    )
    for (const { name, text, applied } of migrations) {
      await client.query(text)
      await client.query('insert into schema_migrations values ($1, $2)', [name, applied])
    }
    await client.query('begin')
    // Rows come table by table in the order of names; what they refer to comes later.
    await client.query("set local session_replication_role = 'replica'")
    for (const { name, columns, rows } of tables.map(withinReach(tables)))
      for (const row of rows) {
        const places = row.map((_, at) => `$${at + 1}`).join(', ')
        await client.query(`insert into ${name} (${columns.join(', ')}) values (${places})`, row)
      }
    await client.query('commit')
  } finally {
    await client.end()
  }
}

/**
 * The log is read below the oldest transaction that is open, and another server counts its transactions from the beginning:
 * so the numbers become their ranks, from 1, and every queue's place in the log with them.
 */
function withinReach(tables: readonly Rows[]): (table: Rows) => Rows {
  const places = [
    ['events', 'tx'],
    ['webhook_queues', 'cursor_tx'],
  ]
  const columnOf = ({ name, columns }: Rows): number =>
    columns.indexOf(places.find(([table]) => table === name)?.[1] ?? '')
  const known = new Set(
    tables.flatMap((table) => {
      const column = columnOf(table)
      return column < 0 ? [] : table.rows.map((row) => Number(row[column]))
    }),
  )
  const ranks = new Map([...known].sort((a, b) => a - b).map((tx, rank) => [String(tx), String(rank + 1)]))
  ranks.set('0', '0')
  return (table) => {
    const column = columnOf(table)
    if (column < 0) return table
    const ranked = (value: string | null) => (value === null ? null : (ranks.get(value) ?? value))
    return { ...table, rows: table.rows.map((row) => row.map((value, at) => (at === column ? ranked(value) : value))) }
  }
}
