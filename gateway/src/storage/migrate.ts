import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Connection, connectPlain } from './database.ts'

/** Any number; the same in every gateway, so that two that start at once migrate one after the other. */
const migrationLock = 7_301_846

const folder = join(import.meta.dirname, 'migrations')

/** Migrations in order: `0001-engine.sql`, … Each is applied once, in a transaction of its own. */
export const migrations = (): { name: string; text: string }[] =>
  readdirSync(folder)
    .filter((name) => /^\d{4}-.*\.sql$/.test(name))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))

/** Brings a database to the newest shape; gives the names of what was applied. */
export async function migrate(connection: Connection): Promise<string[]> {
  const client = await connectPlain(connection)
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    const { rows: known } = await client.query<{ there: boolean }>(
      "select to_regclass('schema_migrations') is not null as there",
    )
    // Asked first: a role that may not make tables starts on a database that is up to date.
    if (known[0]?.there !== true)
      await client.query(
        'create table schema_migrations (name text primary key, applied timestamptz not null default now())',
      )
    const { rows } = await client.query<{ name: string }>('select name from schema_migrations')
    const applied = new Set(rows.map(({ name }) => name))
    const fresh = migrations().filter(({ name }) => !applied.has(name))
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
