/** One PostgreSQL server for the whole run; each test file gets a database of its own, copied from a migrated template. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Connection, connectPlain } from '../../src/storage/database.ts'
import { startEmbedded } from '../../src/storage/embedded/index.ts'
import { migrate } from '../../src/storage/migrate.ts'

type ServerConnection = Extract<Connection, { host: string }>

export const variable = 'FLORIN_TEST_DATABASE'
export const template = 'florin_template'

/** Where the logs of the run's gateways go. */
export const logVariable = 'FLORIN_TEST_LOGS'
let ownLogs: string | null = null
export function logFolder(): string {
  ownLogs ??= process.env[logVariable] ?? mkdtempSync(join(tmpdir(), 'florin-test-logs-'))
  return ownLogs
}

/** A folder that every user may enter, so that a root user's server can stand in it. */
export function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'florin-test-'))
  chmodSync(folder, 0o755)
  return folder
}

export async function startTestServer(): Promise<{ connection: ServerConnection; stop(): Promise<void> }> {
  const dataDir = openFolder()
  const server = await startEmbedded({ dataDir, lock: true })
  if ('refused' in server) throw new Error(server.refused)
  const client = await connectPlain(server.connection)
  await client.query(`create database ${template}`)
  await client.end()
  await migrate({ ...server.connection, database: template })
  return {
    connection: server.connection,
    stop: async () => {
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** The run's server, or one of this process where a test file is run by itself. */
let own: ReturnType<typeof startTestServer> | null = null
async function server(): Promise<ServerConnection> {
  const given = process.env[variable]
  if (given !== undefined) return JSON.parse(given) as ServerConnection
  own ??= startTestServer()
  return (await own).connection
}

let made = 0

/** A fresh, migrated database. It stays after the test, for the checks that come after the suite. */
export const freshDatabase = (): Promise<ServerConnection> => makeDatabase('test', template)

/** An empty one, for data of an earlier release; it is checked after the suite too. */
export const emptyDatabase = (): Promise<ServerConnection> => makeDatabase('release', 'template0')

async function makeDatabase(prefix: 'test' | 'release', from: string): Promise<ServerConnection> {
  const base = await server()
  const database = `${prefix}_${process.pid}_${Date.now().toString(36)}_${made++}`
  const client = await connectPlain(base)
  // Two copies of one template at once are refused by PostgreSQL; a lock makes them wait for each other.
  await client.query('select pg_advisory_lock(1)')
  await client.query(`create database ${database} template ${from}`)
  await client.end()
  return { ...base, database }
}

export async function stopOwnServer(): Promise<void> {
  if (own !== null) await (await own).stop()
  own = null
}
