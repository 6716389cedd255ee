/** Starting the server's process: where its socket lies, where it logs, and why it ended if it did. */
import { spawn } from 'node:child_process'
import {
  chownSync,
  closeSync,
  fstatSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  statfsSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { Cluster } from './cluster.ts'
import { serverSettings } from './settings.ts'
import { canUse, serverEnvironment } from './user.ts'

/** Part of the socket's name; nothing listens on it. */
export const socketPort = 5432
/** Bytes that the system leaves for the path of a unix socket, less the name of the socket file; longer ones are refused. */
const socketPathMax = (process.platform === 'darwin' ? 103 : 107) - `/.s.PGSQL.${socketPort}`.length
/** Beyond this the log of earlier runs is put aside at a start; with the one put aside before, it is never twice as much. */
const logBytesMax = 10 * 1024 * 1024
/** Below this PostgreSQL cannot even write down that it runs. */
const freeBytesMin = 1024 * 1024
const shortPrefix = 'florin-'

export type Launched = {
  readonly pid: number
  readonly socketFolder: string
  /** Null while it runs; else why it does not. */
  ended(): string | null
}

/** Starts a server on a cluster and comes back at once; it outlives this process. `socketFolder`: where an earlier one was. */
export function launch(cluster: Cluster, log: string, socketFolder = socketFolderFor(cluster)): Launched {
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > logBytesMax) renameSync(log, `${log}.old`)
  const output = openSync(log, 'a', 0o600)
  const logged = fstatSync(output).size
  // A group of its own: Ctrl-C reaches the gateway only, which stops the server after it has drained.
  const child = spawn(
    cluster.binaries.postgres,
    ['-D', cluster.folder, '-p', String(socketPort), ...serverSettings(socketFolder)],
    {
      cwd: '/',
      detached: true,
      stdio: ['ignore', output, output],
      env: serverEnvironment(),
      ...(cluster.user ?? {}),
    },
  )
  closeSync(output)
  let failed: string | null = null
  child.on('error', (error) => {
    failed = `PostgreSQL could not be run: ${error.message}`
  })
  child.unref()
  return {
    pid: child.pid ?? 0,
    socketFolder,
    ended: () =>
      failed ?? (child.exitCode === null && child.signalCode === null ? null : whyEnded(log, logged, child.exitCode)),
  }
}

/** What the log says since it was started; an earlier start's reason must not be given for this one's. */
function whyEnded(log: string, from: number, exitCode: number | null): string {
  const lines = readFileSync(log).subarray(from).toString('utf8').trim().split('\n')
  const why = lines.findLast((line) => /FATAL|PANIC/.test(line)) ?? lines.at(-1)
  if (why) return `PostgreSQL did not start; the last line of ${log}: ${why}`
  const { bavail, bsize } = statfsSync(dirname(log))
  if (bavail * bsize < freeBytesMin) return `PostgreSQL did not start: the disk of ${dirname(log)} is full`
  return `PostgreSQL did not start and gave no reason (${exitCode === null ? 'killed' : `exit code ${exitCode}`})`
}

/** The socket lies in the cluster, or in a short folder where that path is too long for a socket. */
function socketFolderFor({ folder, user }: Cluster): string {
  if (Buffer.byteLength(folder) <= socketPathMax) return folder
  // A root user's own folder for temporary files may be closed to the server's user.
  const parent = [tmpdir(), '/tmp'].find(
    (path) => Buffer.byteLength(path) + `/${shortPrefix}XXXXXX`.length <= socketPathMax && canUse(path, user, '-x'),
  )
  const made = mkdtempSync(join(parent ?? '/tmp', shortPrefix))
  if (user !== null) chownSync(made, user.uid, user.gid)
  return made
}

/** Removes a short folder that was made for a socket; the cluster's own stays. */
export function clearSocketFolder(socketFolder: string): void {
  if (!basename(socketFolder).startsWith(shortPrefix)) return
  try {
    // Only an empty one goes: where a socket still lies, a server uses it.
    rmdirSync(socketFolder)
  } catch {
    // Used, or gone already.
  }
}
