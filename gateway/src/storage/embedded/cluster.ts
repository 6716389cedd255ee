/**
 * The cluster: the folder of PostgreSQL's files, and the password that opens it.
 *
 *   not there      made beside its place and renamed when whole, so that a kill in the middle leaves nothing half made
 *   there          of our version and with its password, it is used as it is
 *   anything else  refused with the reason; what could be somebody's data is never removed or replaced
 */
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type Binaries, copyBinaries } from './binaries.ts'
import { clearLeftovers, temporaryName } from './leftovers.ts'
import { canUse, type ServerUser, serverEnvironment, serverUser } from './user.ts'

export type Cluster = {
  /** The real path, as the server's own files and processes name it. */
  readonly folder: string
  readonly firstStart: boolean
  readonly password: string
  readonly user: ServerUser
  readonly binaries: Binaries
}
type ClusterRefusal = { readonly refused: string }

/** initdb could not make the cluster; the message is its reason, in one line. */
export class InitdbError extends Error {
  override name = 'InitdbError'
}

export const databaseUser = 'florin'

/** Where a root user's cluster and programs go when the data directory is closed to the server's user. */
const openFolder = '/var/lib/florin'

/** Finds the cluster of a data directory, or makes it; `found` are the programs of the npm package. */
export function prepareCluster(dataDir: string, found: Binaries): Cluster | ClusterRefusal {
  const place = join(dataDir, 'postgres')
  const standing = standingCluster(place, found.version)
  if (standing !== null && 'refused' in standing) return standing
  const user = serverUser(standing?.folder ?? null)
  const binaries = canUse(found.postgres, user, '-x') ? found : copyBinaries(found, opened())
  const passwordFile = join(dataDir, 'postgres.password')
  if (standing !== null) {
    if (!existsSync(passwordFile))
      return { refused: `${passwordFile} is missing; without it the server in ${place} cannot be used` }
    const password = readFileSync(passwordFile, 'utf8').trim()
    return { folder: standing.folder, firstStart: false, password, user, binaries }
  }
  const password = claimPassword(dataDir, passwordFile)
  const firstStart = makeCluster({ dataDir, place, password, user, binaries })
  return { folder: realpathSync(place), firstStart, password, user, binaries }
}

/** Whether a data directory has a cluster, or something in its place that has to be looked into. */
export const hasCluster = (dataDir: string): boolean => {
  const stats = lstatSync(join(dataDir, 'postgres'), { throwIfNoEntry: false })
  return stats !== undefined && (!stats.isDirectory() || readdirSync(join(dataDir, 'postgres')).length > 0)
}

/** The cluster that stands at a place, null where there is none, or why what stands there cannot be used. */
function standingCluster(place: string, version: string): { folder: string } | ClusterRefusal | null {
  const stats = lstatSync(place, { throwIfNoEntry: false })
  if (stats === undefined) return null
  if (!existsSync(place) && stats.isSymbolicLink()) {
    return { refused: `${place} points to ${readlinkSync(place)}, which is not there; without it there is no data` }
  }
  const folder = realpathSync(place)
  const inside = readdirSync(folder)
  if (inside.length === 0 && !stats.isSymbolicLink()) return null
  if (!inside.includes('PG_VERSION'))
    return { refused: `${place} is not a PostgreSQL database; move it away, and a new one is made` }
  const major = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  if (major === version.split('.')[0]) return { folder }
  return {
    refused: `${place} was made by PostgreSQL ${major}, and this Florin brings ${version}; dump it with that version and restore it`,
  }
}

function opened(): string {
  const made = mkdirSync(openFolder, { recursive: true })
  // Whatever the umask: the server's user must get in.
  if (made !== undefined) chmodSync(openFolder, 0o755)
  return openFolder
}

/** Whoever starts first decides the password; who starts at the same moment reads the same one. */
function claimPassword(dataDir: string, passwordFile: string): string {
  const own = join(dataDir, `${temporaryName()}password`)
  writeFileSync(own, randomBytes(24).toString('base64url'), { mode: 0o600 })
  try {
    linkSync(own, passwordFile)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    chmodSync(passwordFile, 0o600)
  } finally {
    rmSync(own, { force: true })
  }
  return readFileSync(passwordFile, 'utf8').trim()
}

type Making = { dataDir: string; place: string; password: string; user: ServerUser; binaries: Binaries }

/** Makes the cluster; false where somebody who started at the same moment was faster, and theirs is used. */
function makeCluster({ dataDir, place, password, user, binaries }: Making): boolean {
  // Where the server's user cannot enter the data directory, the cluster stands elsewhere and a link shows where.
  const inside = user === null || canUse(dataDir, user, '-x')
  const parent = inside ? dataDir : opened()
  clearLeftovers(dataDir)
  if (!inside) clearLeftovers(parent)
  const partial = mkdtempSync(join(parent, temporaryName()))
  const whole = inside ? place : join(parent, `cluster-${randomBytes(6).toString('hex')}`)
  try {
    if (user !== null) chownSync(partial, user.uid, user.gid)
    initialise(partial, password, user, binaries)
    renameSync(partial, whole)
    if (!inside) linkOrRemove(whole, place)
  } catch (error) {
    rmSync(partial, { recursive: true, force: true })
    // A folder is not renamed onto one with something in it, nor a link made over another.
    if (['ENOTEMPTY', 'EEXIST'].includes(codeOf(error)) && existsSync(join(place, 'PG_VERSION'))) return false
    throw error
  }
  syncFolder(dataDir)
  if (!inside) syncFolder(parent)
  return true
}

/** A cluster that no link leads to is nobody's. */
function linkOrRemove(whole: string, place: string): void {
  try {
    symlinkSync(whole, place)
  } catch (error) {
    rmSync(whole, { recursive: true, force: true })
    throw error
  }
}

function initialise(folder: string, password: string, user: ServerUser, binaries: Binaries): void {
  const passwordFile = `${folder}.password`
  const settings = ['-D', folder, '-U', databaseUser, '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  const options = { cwd: '/', encoding: 'utf8', env: serverEnvironment(), ...(user ?? {}) } as const
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (user !== null) chownSync(passwordFile, user.uid, user.gid)
  try {
    const made = spawnSync(
      binaries.initdb,
      [...settings, '--locale=C', '--encoding=UTF8', '--no-instructions', '--no-sync'],
      options,
    )
    if (made.status !== 0) throw new InitdbError(whyNot(made.stderr, made.error))
  } finally {
    rmSync(passwordFile, { force: true })
  }
  // initdb did not wait for the disk; one sync of everything is faster, and the rename comes after it. Where this system's
  // `sync` cannot do that, initdb's own, file by file.
  if (process.platform === 'linux' && spawnSync('sync', ['-f', folder], { stdio: 'ignore' }).status === 0) return
  const synced = spawnSync(binaries.initdb, ['-D', folder, '--sync-only'], options)
  if (synced.status !== 0) throw new InitdbError(whyNot(synced.stderr, synced.error))
}

/** The line of initdb's complaint that says why; its last lines only say that it cleans up after itself. */
function whyNot(stderr: string | null, error: Error | undefined): string {
  const lines = (stderr ?? '').trim().split('\n')
  const why = lines.find((line) => /FATAL|PANIC|error:|could not/.test(line)) ?? lines.at(-1)
  return `initdb failed: ${why || error?.message || 'it gave no reason'}`
}

/** A rename is on the disk once its folder is. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')
