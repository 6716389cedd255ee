import { Socket } from 'node:net'
import pg from 'pg'
import { boundedClient, GuardedClient } from './guarded-client.ts'

/** How to reach a database; `host` may be a directory with a unix socket. */
export type Connection =
  | { readonly url: string }
  | {
      readonly host: string
      readonly port: number
      readonly user: string
      readonly password: string
      readonly database: string
    }

// int8 comes as a string by default, so that nothing is rounded. Keys and amounts of rows are safe integers;
// sums are read through `::text` and made `bigint` where they are used.
const int8Oid = 20
const parseInt8 = (text: string): number | bigint => {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : BigInt(text)
}
const jsonOid = 114
const types = {
  getTypeParser: ((oid: number, format?: string) => {
    if (oid === int8Oid && format !== 'binary') return parseInt8
    // Documents are parsed by the table's codec, once.
    if (oid === jsonOid && format !== 'binary') return (text: string) => text
    return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text')
  }) as typeof pg.types.getTypeParser,
}

export const clientConfig = (connection: Connection): pg.ClientConfig =>
  'url' in connection ? { connectionString: connection.url, types } : { ...connection, types }

/** After this a connection attempt counts as failed, so that an outage becomes a 503 and not a hanging request. */
export const connectTimeoutMs = 5000
/** A read that takes longer is a mistake of ours or an outage; it is cancelled, so that reads cannot pile up. */
export const readTimeoutMs = 15_000

/**
 * The largest result of one read, for those who serve others: a page of a hundred objects with all their expansions is a quarter of
 * it. What is larger is refused, and a smaller page has to be asked for.
 */
export const servedReadBytesMax = 32 << 20

/** The pool for reads: lists, retrievals, views. Writes go through the writer only. `bytesMax` bounds each result. */
export function createPool(connection: Connection, max: number, bytesMax?: number): pg.Pool {
  const pool = new pg.Pool({
    ...clientConfig(connection),
    Client: bytesMax === undefined ? GuardedClient : boundedClient(bytesMax),
    max,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: readTimeoutMs,
    idleTimeoutMillis: 30_000,
  })
  // An idle connection that the server closed is no fault of any request; the pool opens another.
  pool.on('error', () => undefined)
  return pool
}

/** The pool of the command line: no request waits for it, and an audit of everything takes as long as it takes. */
export function createOperatorPool(connection: Connection, max: number): pg.Pool {
  const pool = new pg.Pool({ ...clientConfig(connection), max, connectionTimeoutMillis: connectTimeoutMs })
  pool.on('error', () => undefined)
  return pool
}

const sockets = new WeakMap<pg.Client, Socket>()

/** A connection of the writer: pipelined, so that a flush sends many statements and waits once. */
export async function connectPipelined(connection: Connection): Promise<pg.Client> {
  const socket = new Socket()
  const client = new GuardedClient({
    ...clientConfig(connection),
    connectionTimeoutMillis: connectTimeoutMs,
    pipeline: true,
    keepAlive: true,
    stream: () => socket,
  })
  sockets.set(client, socket)
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/**
 * Sends what `send` queries as one write. Each statement by itself would be a system call here and a wake-up there: a
 * fifth of the process' time in a profile of ten statements a flush.
 */
export function sendTogether<T>(client: pg.Client, send: () => T): T {
  const socket = sockets.get(client)
  socket?.cork()
  try {
    return send()
  } finally {
    socket?.uncork()
  }
}

/** Runs `work` in a transaction of its own, on a connection of the pool: for writes that are no commands. */
export async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

/** A plain connection, for migrations, locks and the command line. */
export async function connectPlain(connection: Connection): Promise<pg.Client> {
  const client = new GuardedClient({ ...clientConfig(connection), connectionTimeoutMillis: connectTimeoutMs })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

export type { Client, Pool, PoolClient } from 'pg'
