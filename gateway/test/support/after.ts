/** What must hold after the suite, over every database that it left: the books are right, and no card number is anywhere. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { registry } from '../../src/app/registry.ts'
import { testNames, testNumber } from '../../src/methods/card/test-names.ts'
import { audit } from '../../src/operations/audit.ts'
import { type Connection, connectPlain, createOperatorPool, type Pool } from '../../src/storage/database.ts'

type ServerConnection = Extract<Connection, { host: string }>

/** Every number that a test may have sent. */
const numbers = [
  ...new Set([
    ...testNames().map((name) => testNumber(name) ?? ''),
    '4242424242424242',
    '5555555555554444',
    '4111111111111111',
  ]),
]
const pattern = new RegExp(numbers.join('|'))

export async function checkDatabases(connection: ServerConnection): Promise<{ databases: number; faults: string[] }> {
  const client = await connectPlain(connection)
  const { rows } = await client.query<{ datname: string }>(
    "select datname from pg_database where datname like any (array['test\\_%', 'release\\_%']) order by 1",
  )
  await client.end()
  const faults: string[] = []
  for (const { datname } of rows) {
    const pool = createOperatorPool({ ...connection, database: datname }, 2)
    // Autovacuum may not have seen a young database; without figures the joins below are guesses.
    await pool.query('analyze')
    const { faults: found } = await audit(pool, registry)
    faults.push(...found.map((fault) => `${datname}: ${fault}`))
    faults.push(...(await numbersIn(pool, datname)))
    // What an old release wrote has no notes.
    if (datname.startsWith('test_')) faults.push(...(await unnotedIn(pool, datname)))
    faults.push(...(await fractionsIn(pool, datname)))
    await pool.end()
  }
  return { databases: rows.length, faults }
}

/** Facts whose write has no note in the audit log, or more than one. */
async function unnotedIn(pool: Pool, name: string): Promise<string[]> {
  const { rows } = await pool.query<{ object_id: string; seq: number }>(
    `with noted as (
       select n.env, o->>0 as object_id, (o->>1)::int as first, (o->>2)::int as last
       from events n, json_array_elements(n.audit_note->'objects') o where n.audit_note is not null)
     select e.object_id, e.seq from events e
       left join noted n on n.env = e.env and n.object_id = e.object_id and e.seq between n.first and n.last
     group by e.env, e.object_id, e.seq having count(n.env) <> 1 limit 5`,
  )
  return rows.map(({ object_id, seq }) => `${name}: fact ${seq} of ${object_id} stands in no note of the audit log`)
}

/**
 * Times in documents that are no whole numbers: columns refuse them by themselves, JSON does not. By the names of fields, since what a
 * caller sent may hold any number.
 */
async function fractionsIn(pool: Pool, name: string): Promise<string[]> {
  const faults: string[] = []
  const columns = await pool.query<{ table: string; column: string }>(
    `select table_name as table, column_name as column from information_schema.columns
     where table_schema = 'public' and data_type in ('json', 'jsonb')`,
  )
  for (const { table, column } of columns.rows) {
    const { rows } = await pool.query<{ found: string }>(
      `select jsonb_path_query(${column}::jsonb, $1::jsonpath)::text as found from ${table} limit 1`,
      [timeFractions],
    )
    if (rows[0] !== undefined) faults.push(`${name}: ${table}.${column} has a time in fractions: ${rows[0].found}`)
  }
  return faults
}
const timeFractions =
  '$.** ? (@.type() == "object").keyvalue() ? (@.key like_regex "(^|_)(at|on|created|before|expires|until|since|ahead|now|ms)$" && @.value.type() == "number" && @.value != @.value.floor())'

/** Reads every row of every table as text. */
async function numbersIn(pool: Pool, name: string): Promise<string[]> {
  const faults: string[] = []
  const tables = await pool.query<{ tablename: string }>("select tablename from pg_tables where schemaname = 'public'")
  for (const { tablename } of tables.rows) {
    const { rows } = await pool.query<{ line: string }>(
      `select t::text as line from ${tablename} t where t::text ~ $1 limit 1`,
      [pattern.source],
    )
    if (rows.length > 0) faults.push(`${name}: a card number stands in ${tablename}`)
  }
  return faults
}

/** Card numbers in the logs of the run's gateways, and in PostgreSQL's own. */
export function checkLogs(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.log'))
  const faults = files
    .filter((file) => pattern.test(readFileSync(join(folder, file), 'utf8')))
    .map((file) => `a card number stands in the log ${file}`)
  return files.length === 0 ? ['there were no logs to search'] : faults
}
