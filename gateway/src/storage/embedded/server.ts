/**
 * The embedded PostgreSQL: real binaries from npm, in the data directory.
 *
 *   first start   the cluster is made (cluster.ts); then as later
 *   later         start the server, or adopt the one that a killed gateway left running
 *   in use        another gateway owns the data directory (ownership.ts): refused in one line
 *   dead          the server ended by itself (killed, or out of memory): started again by its owner (revival.ts)
 *   beside        the command line next to a running gateway owns nothing, and stops only what it started for itself
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Client, type Connection, connectPlain } from '../database.ts'
import { findBinaries } from './binaries.ts'
import { type Cluster, databaseUser, hasCluster, InitdbError, prepareCluster } from './cluster.ts'
import { clearSocketFolder, type Launched, launch, socketPort } from './launch.ts'
import { isOwned, takeOwnership } from './ownership.ts'
import { createRevival } from './revival.ts'
import { type RunningServer, runningServer, stopServer } from './running.ts'

type ServerConnection = Extract<Connection, { host: string }>

export type EmbeddedServer = {
  /** `host` is the folder of the unix socket. */
  readonly connection: ServerConnection
  /** It was running already: a gateway was killed and left it, or one runs beside us. */
  readonly adopted: boolean
  readonly firstStart: boolean
  /** The number of the server's process at the start. */
  readonly serverPid: number
  /** Stops the server and waits for its end; beside a gateway, leaves it running. */
  stop(): Promise<void>
}
/** One line, for an operator to read. */
export type EmbeddedRefusal = { readonly refused: string }

const database = 'florin'
/** Held while the database is made, so that two who start at the same moment do not both make it. */
const makingLock = 7_301_848
/** Recovery after a crash replays the log; beyond this something else is wrong. */
const startTimeoutMs = 60_000
const pauseMs = 25
/** A server killed a moment ago leaves shared memory that its last sessions still hold: tried for about five seconds. */
const launchTriesMax = 50
const launchPauseMs = 100

const pause = (milliseconds: number) => new Promise((resume) => setTimeout(resume, milliseconds))

/**
 * Starts PostgreSQL on a data directory (an absolute path), or adopts the server that runs on it. `lock` makes this process
 * the owner, of which there is one; without it the server is shared. Without `create` nothing is made where nothing is.
 *
 * Refuses in one line: no database where none is to be made, a platform without binaries, a data directory that cannot be used or is in use, a cluster of another
 * version or without its password, a full disk, a server that does not start.
 */
export async function startEmbedded(options: {
  dataDir: string
  lock?: boolean
  create?: boolean
  /** The server ended, and cannot be started again. */
  onLost?: (why: string) => void
}): Promise<EmbeddedServer | EmbeddedRefusal> {
  const { dataDir, lock = true, create = true, onLost = () => undefined } = options
  const found = findBinaries()
  if ('refused' in found) return found
  if (!create && !isThere(dataDir))
    return {
      refused: `there is no database in ${dataDir}; npm start or florin migrate makes one, and FLORIN_DATA_DIR or DATABASE_URL says where yours is`,
    }
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o755 })
  } catch (error) {
    return { refused: `the data directory ${dataDir} cannot be made: ${reason(error)}` }
  }
  try {
    const cluster = prepareCluster(dataDir, found)
    return 'refused' in cluster ? cluster : await serve({ dataDir, cluster, lock, onLost })
  } catch (error) {
    // Disks, folders and servers that fail are the operator's to mend, so they get a sentence; our own bugs keep their stack.
    if (!(error instanceof InitdbError || (error instanceof Error && 'code' in error))) throw error
    return { refused: `the database in ${dataDir} cannot be used: ${reason(error)}` }
  }
}

/** What cannot even be looked into is none: a file in the place of the folder, or a folder of somebody else's. */
function isThere(dataDir: string): boolean {
  try {
    return hasCluster(dataDir)
  } catch {
    return false
  }
}

const reason = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ').trim()

type Serving = {
  readonly dataDir: string
  readonly cluster: Cluster
  readonly lock: boolean
  readonly onLost: (why: string) => void
}

async function serve({ dataDir, cluster, lock, onLost }: Serving): Promise<EmbeddedServer | EmbeddedRefusal> {
  const reached = await reachServer(dataDir, cluster)
  if ('refused' in reached) return reached
  const { client, server, launched } = reached
  try {
    await ensureDatabase(client)
  } finally {
    await client.end()
  }
  const connection = connectionTo(server.socketFolder, cluster, database)
  const revival = createRevival({ cluster, log: logOf(dataDir), socketFolder: server.socketFolder, onLost })
  const ownership = lock ? await takeOwnership(connection, revival.revive) : null
  if (lock && ownership === null) {
    return {
      refused: `the data directory ${dataDir} is in use by another gateway; stop it, or set FLORIN_DATA_DIR to another folder`,
    }
  }
  const mayStop = async () => ownership?.held() || ((lock || launched) && !(await isOwned(connection)))
  return {
    connection,
    adopted: !launched,
    firstStart: cluster.firstStart,
    serverPid: server.pid,
    stop: async () => {
      revival.end()
      // Asked anew: the server may have been restarted since, and its old number may be another program's.
      const running = await runningServer(cluster.folder)
      if (running !== null && (await mayStop())) {
        // Still owned while it stops, so that nobody takes over a server that is about to end.
        await stopServer(running.pid)
        clearSocketFolder(running.socketFolder)
      }
      await ownership?.release()
    },
  }
}

const connectionTo = (host: string, { password }: Cluster, name: string): ServerConnection => ({
  host,
  port: socketPort,
  user: databaseUser,
  password,
  database: name,
})

const logOf = (dataDir: string): string => join(dataDir, 'postgres.log')

type Reached = { client: Client; server: RunningServer; launched: boolean }

/** Connects to the server that runs on the cluster, or starts one. */
async function reachServer(dataDir: string, cluster: Cluster): Promise<Reached | EmbeddedRefusal> {
  const log = logOf(dataDir)
  let last: EmbeddedRefusal = { refused: `PostgreSQL did not start; see ${log}` }
  for (let tries = 0; tries < launchTriesMax; tries++) {
    const running = await runningServer(cluster.folder)
    const launched = running === null ? launch(cluster, log) : null
    const server = launched ?? running
    if (server === null) break
    const connection = connectionTo(server.socketFolder, cluster, 'postgres')
    const attempt = await connectWhenReady(connection, dataDir, () => whyGone(launched, cluster))
    if ('client' in attempt) return { ...attempt, server, launched: launched !== null }
    last = attempt
    if (launched !== null) {
      if (launched.ended() === null) await stopServer(launched.pid)
      clearSocketFolder(launched.socketFolder)
    }
    // What a killed server left behind is still going away, or the one that we found was just stopping. A moment later
    // it is gone.
    if (!attempt.passing) break
    await pause(launchPauseMs)
  }
  return { refused: last.refused }
}

type Gone = { readonly refused: string; readonly passing: boolean }

/** Why a server that we wait for is not there any more, and whether that passes by itself; null while it is there. */
async function whyGone(launched: Launched | null, cluster: Cluster): Promise<Gone | null> {
  if (launched === null) {
    const running = await runningServer(cluster.folder)
    return running === null ? { refused: 'PostgreSQL ended while it was waited for', passing: true } : null
  }
  const refused = launched.ended()
  return refused === null ? null : { refused, passing: /shared memory block|lock file/.test(refused) }
}

async function connectWhenReady(
  connection: ServerConnection,
  dataDir: string,
  gone: () => Promise<Gone | null>,
): Promise<{ client: Client } | Gone> {
  const until = performance.now() + startTimeoutMs
  let answer = ''
  while (performance.now() < until) {
    try {
      return { client: await connectPlain(connection) }
    } catch (error) {
      // Class 28: the server runs, and does not let us in.
      if (error instanceof Error && 'code' in error && String(error.code).startsWith('28')) {
        const password = join(dataDir, 'postgres.password')
        return { refused: `the password in ${password} does not fit the database`, passing: false }
      }
      answer = reason(error)
    }
    const ended = await gone()
    if (ended !== null) return ended
    await pause(pauseMs)
  }
  const seconds = startTimeoutMs / 1000
  return { refused: `PostgreSQL did not become ready within ${seconds} s (${answer})`, passing: false }
}

async function ensureDatabase(client: Client): Promise<void> {
  const exists = async () => (await client.query('select 1 from pg_database where datname = $1', [database])).rowCount
  if (await exists()) return
  await client.query('select pg_advisory_lock($1)', [makingLock])
  if (!(await exists())) await client.query(`create database ${database}`)
}
