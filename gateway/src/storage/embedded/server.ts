/**
 * The embedded PostgreSQL: real binaries from npm, in the data directory.
 *
 *   first start   initdb into a temporary folder, renamed when whole; then as later
 *   later         start the server, or adopt the one that a killed gateway left running
 *   in use        another gateway holds the advisory lock: refused in one line
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Client, type Connection, connectPlain } from '../database.ts'
import { type Binaries, copyBinaries, findBinaries } from './binaries.ts'
import { runningServer } from './running.ts'
import { serverSettings } from './settings.ts'
import { canUse, type ServerUser, serverUser } from './user.ts'

export type EmbeddedServer = {
  readonly connection: Extract<Connection, { host: string }>
  /** It was running already: a gateway was killed and left it. */
  readonly adopted: boolean
  readonly firstStart: boolean
  stop(): Promise<void>
}
export type EmbeddedRefusal = { readonly refused: string }

/** Where a root user's cluster and programs go when the data directory is closed to the server's user. */
const openFolder = '/var/lib/florin'
/** The longest path of a unix socket, less the name of the socket file. */
const socketPathMax = 107 - '/.s.PGSQL.5432'.length
/** The gateway that holds this lock owns the data directory. */
const ownerLock = 7_301_847
const port = 5432
/** Recovery after a crash replays the log; beyond this something else is wrong. */
const startTimeoutMs = 60_000
/** A clean stop ends sessions and writes a checkpoint; then we insist. */
const stopTimeoutMs = 20_000
/** A killed gateway's session takes a moment to end. */
const lockTriesMax = 40
const pauseMs = 25
/** A server killed a moment ago leaves shared memory that its last sessions still hold: tried for about five seconds. */
const launchTriesMax = 50
const launchPauseMs = 100

const pause = (milliseconds: number) => new Promise((resume) => setTimeout(resume, milliseconds))

export async function startEmbedded(options: {
  dataDir: string
  lock: boolean
}): Promise<EmbeddedServer | EmbeddedRefusal> {
  const { dataDir } = options
  const found = findBinaries()
  if ('refused' in found) return found
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o755 })
  } catch (error) {
    return { refused: `the data directory ${dataDir} cannot be made: ${reason(error)}` }
  }
  const user = serverUser()
  const binaries = canUse(found.postgres, user, '-x') ? found : copyBinaries(found, opened())
  const prepared = prepareCluster(dataDir, binaries, user)
  if ('refused' in prepared) return prepared
  const { cluster, firstStart, password } = prepared

  const socketFolder = socketFolderOf(cluster, user)
  const log = join(dataDir, 'postgres.log')
  let running = await runningServer(cluster)
  let child: ChildProcess | null = null
  let base = { host: socketFolder, port, user: 'florin', password }
  let first: { client: Client } | EmbeddedRefusal = { refused: '' }
  for (let tries = 0; tries < launchTriesMax; tries++) {
    child = running === null ? launch(binaries, cluster, socketFolder, user, log) : null
    base = { ...base, host: running?.socketFolder ?? socketFolder }
    first = await connectWhenReady({ ...base, database: 'postgres' }, child, log)
    // What a killed server left behind is still going away; a moment later it is gone.
    if (!('refused' in first && /shared memory block|lock file/.test(first.refused))) break
    await pause(launchPauseMs)
    running = await runningServer(cluster)
  }
  if ('refused' in first) return first
  try {
    const { rowCount } = await first.client.query("select 1 from pg_database where datname = 'florin'")
    if (rowCount === 0) await first.client.query('create database florin')
  } finally {
    await first.client.end()
  }
  const connection = { ...base, database: 'florin' }
  const owner = options.lock ? await takeLock(connection) : null
  if (options.lock && owner === null) {
    return {
      refused: `the data directory ${dataDir} is in use by another gateway; stop it, or set FLORIN_DATA_DIR to another folder`,
    }
  }
  const pid = child?.pid ?? running?.pid ?? 0
  return {
    connection,
    adopted: running !== null,
    firstStart,
    stop: async () => {
      await owner?.end().catch(() => undefined)
      // Beside a gateway's server we are a guest: who did not start it, or was joined by a gateway since, leaves it running.
      if (!options.lock && (child === null || (await isOwned(connection)))) return
      await stopServer(pid)
    },
  }
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))

function opened(): string {
  mkdirSync(openFolder, { recursive: true, mode: 0o755 })
  return openFolder
}

type Cluster = { cluster: string; firstStart: boolean; password: string }

function prepareCluster(dataDir: string, binaries: Binaries, user: ServerUser): Cluster | EmbeddedRefusal {
  const place = join(dataDir, 'postgres')
  const passwordFile = join(dataDir, 'postgres.password')
  const cluster = existsSync(place) ? resolved(place) : null
  if (cluster !== null && existsSync(join(cluster, 'PG_VERSION'))) {
    const major = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
    if (major !== binaries.version.split('.')[0]) {
      return {
        refused: `${place} was made by PostgreSQL ${major}, and this Florin brings ${binaries.version}; dump it with that version and restore it`,
      }
    }
    if (!existsSync(passwordFile))
      return { refused: `${passwordFile} is missing; without it the server in ${place} cannot be used` }
    return { cluster, firstStart: false, password: readFileSync(passwordFile, 'utf8').trim() }
  }
  try {
    return makeCluster(dataDir, place, passwordFile, binaries, user)
  } catch (error) {
    return { refused: `the database in ${place} could not be made: ${reason(error)}` }
  }
}

const resolved = (place: string): string => (lstatSync(place).isSymbolicLink() ? readlinkSync(place) : place)

function makeCluster(
  dataDir: string,
  place: string,
  passwordFile: string,
  binaries: Binaries,
  user: ServerUser,
): Cluster {
  const password = randomBytes(24).toString('base64url')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  // Where the server's user cannot enter the data directory, the cluster stands elsewhere and a link shows where.
  const inside = user === null || canUse(dataDir, user, '-x')
  const parent = inside ? dataDir : opened()
  const partial = mkdtempSync(join(parent, 'cluster-'))
  if (user !== null) chownSync(partial, user.uid, user.gid)
  const passwordCopy = join(partial, '..', `${partial.split('/').pop()}.pw`)
  writeFileSync(passwordCopy, password, { mode: 0o600 })
  if (user !== null) chownSync(passwordCopy, user.uid, user.gid)
  try {
    const made = spawnSync(
      binaries.initdb,
      [
        '-D',
        partial,
        '-U',
        'florin',
        '--auth=scram-sha-256',
        `--pwfile=${passwordCopy}`,
        '--locale=C',
        '--encoding=UTF8',
        '--no-instructions',
        '--no-sync',
      ],
      { cwd: '/', encoding: 'utf8', env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' }, ...(user ?? {}) },
    )
    if (made.status !== 0)
      throw new Error(`initdb failed: ${(made.stderr || made.error?.message || '').trim().split('\n').pop()}`)
  } finally {
    rmSync(passwordCopy, { force: true })
  }
  // initdb did not wait for the disk; one sync of everything is faster, and the rename comes after it.
  spawnSync('sync', ['-f', partial])
  rmSync(place, { recursive: true, force: true })
  if (inside) renameSync(partial, place)
  else symlinkSync(partial, place)
  return { cluster: inside ? place : partial, firstStart: true, password }
}

/** The socket lies beside the cluster, or in a short folder where that path is too long for a socket. */
function socketFolderOf(cluster: string, user: ServerUser): string {
  if (cluster.length <= socketPathMax) return cluster
  const folder = mkdtempSync(join(tmpdir(), 'florin-'))
  if (user !== null) chownSync(folder, user.uid, user.gid)
  return folder
}

/** Beyond this the log of earlier runs is put aside at a start. */
const logBytesMax = 10 * 1024 * 1024

function launch(
  binaries: Binaries,
  cluster: string,
  socketFolder: string,
  user: ServerUser,
  log: string,
): ChildProcess {
  if (existsSync(log) && statSync(log).size > logBytesMax) renameSync(log, `${log}.old`)
  const output = openSync(log, 'a', 0o600)
  // A group of its own: Ctrl-C reaches the gateway only, which stops the server after it has drained.
  const child = spawn(binaries.postgres, ['-D', cluster, '-p', String(port), ...serverSettings(socketFolder)], {
    cwd: '/',
    detached: true,
    stdio: ['ignore', output, output],
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    ...(user ?? {}),
  })
  child.unref()
  return child
}

async function connectWhenReady(
  connection: Extract<Connection, { host: string }>,
  child: ChildProcess | null,
  log: string,
): Promise<{ client: Client } | EmbeddedRefusal> {
  const socket = join(connection.host, `.s.PGSQL.${port}`)
  for (let waited = 0; waited < startTimeoutMs; waited += pauseMs) {
    if (child !== null && child.exitCode !== null)
      return { refused: `PostgreSQL did not start; the last line of ${log}: ${lastLine(log)}` }
    if (existsSync(socket)) {
      try {
        return { client: await connectPlain(connection) }
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === '28P01') {
          return { refused: `the password in ${join(dirname(log), 'postgres.password')} does not fit the database` }
        }
      }
    }
    await pause(pauseMs)
  }
  return { refused: `PostgreSQL did not become ready within ${startTimeoutMs / 1000} s; see ${log}` }
}

/** The line of the log that says why: the last one that is an error, else the last one. */
function lastLine(log: string): string {
  const lines = readFileSync(log, 'utf8').trim().split('\n').slice(-20)
  return lines.findLast((line) => /FATAL|PANIC/.test(line)) ?? lines.at(-1) ?? ''
}

/** Holds the advisory lock on a session for the life of the gateway, so that a kill -9 frees it by itself. */
async function takeLock(connection: Connection): Promise<Client | null> {
  const client = await connectPlain(connection)
  for (let tries = 0; tries < lockTriesMax; tries++) {
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [ownerLock])
    if (rows[0]?.held) return client
    await pause(pauseMs * 2)
  }
  await client.end()
  return null
}

/** Whether a gateway owns the data directory now. */
async function isOwned(connection: Connection): Promise<boolean> {
  const client = await connectPlain(connection)
  const { rows } = await client.query<{ free: boolean }>('select pg_try_advisory_lock($1) as free', [ownerLock])
  await client.end()
  return rows[0]?.free !== true
}

async function stopServer(pid: number): Promise<void> {
  if (pid === 0) return
  const alive = () => {
    try {
      process.kill(pid, 0)
      return true
    } catch {
      return false
    }
  }
  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(pid, name)
    } catch {
      // It has ended by itself.
    }
  }
  signal('SIGINT')
  for (let waited = 0; waited < stopTimeoutMs && alive(); waited += pauseMs) await pause(pauseMs)
  if (alive()) signal('SIGQUIT')
}
