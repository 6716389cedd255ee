import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Client, type Connection, connectPlain } from './database.ts'

/** Any number; the same in every gateway, so that two that start at once migrate one after the other. */
const migrationLock = 7_301_846

const folder = join(import.meta.dirname, 'migrations')

/** Migrations in order: `0001-engine.sql`, … Each is applied once, in a transaction of its own. */
export const migrations = (): { name: string; text: string }[] =>
  readdirSync(folder)
    .filter((name) => /^\d{4}-.*\.sql$/.test(name))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))

/** A database beside this program: how many migrations it has had, which it lacks, and which this program does not know. */
export type Schema = {
  readonly applied: number
  readonly missing: readonly string[]
  readonly unknown: readonly string[]
}

/** The database is of a later Florin, or of another program: nothing was changed. The message is for an operator. */
export class SchemaRefusal extends Error {
  override name = 'SchemaRefusal'
}

/** PostgreSQL's undefined_column. */
const undefinedColumn = '42703'

/** What a database has of the migrations; it is read and not changed. */
export async function schemaOf(connection: Connection): Promise<Schema> {
  const client = await connectPlain(connection)
  try {
    const applied = (await appliedIn(client)) ?? []
    const known = migrations().map(({ name }) => name)
    return {
      applied: applied.length,
      missing: known.filter((name) => !applied.includes(name)),
      unknown: applied.filter((name) => !known.includes(name)),
    }
  } finally {
    await client.end()
  }
}

/** The names of what was applied, null where no migration ever was. */
async function appliedIn(client: Client): Promise<string[] | null> {
  const { rows: known } = await client.query<{ there: boolean }>(
    "select to_regclass('schema_migrations') is not null as there",
  )
  if (known[0]?.there !== true) return null
  try {
    const { rows } = await client.query<{ name: string }>('select name from schema_migrations order by name')
    return rows.map(({ name }) => name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === undefinedColumn)) throw error
    throw new SchemaRefusal('its table schema_migrations is another program’s; give Florin a database of its own')
  }
}

/** Brings a database to the newest shape; gives the names of what was applied. One that is of a later program is left alone. */
export async function migrate(connection: Connection): Promise<string[]> {
  const client = await connectPlain(connection)
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    const applied = await appliedIn(client)
    // Asked first: a role that may not make tables starts on a database that is up to date.
    if (applied === null)
      await client.query(
        'create table schema_migrations (name text primary key, applied timestamptz not null default now())',
      )
    const all = migrations()
    const unknown = (applied ?? []).filter((name) => !all.some((one) => one.name === name))
    if (unknown.length > 0)
      throw new SchemaRefusal(`it is of a later version of Florin (${unknown.join(', ')}); use that one`)
    const fresh = all.filter(({ name }) => applied?.includes(name) !== true)
    for (const { name, text } of fresh) {
      await client.query('begin')
      await client.query(text)
      await client.query('insert into schema_migrations (name) values ($1)', [name])
      await client.query('commit')
    }
    return fresh.map(({ name }) => name)
  } finally {
    // Closing the session frees the lock, also after an error.
    await client.end()
  }
}
