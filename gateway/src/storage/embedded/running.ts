/** Whether a server runs on a cluster: `postmaster.pid` names it, and the process tells whether it is one. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Sessions of a killed server notice its end at once; beyond this (ten seconds) one of them hangs. */
const lookTriesMax = 400
const pauseMs = 25
/** A clean stop ends sessions and writes a checkpoint; beyond this we insist, and the next start replays the log. */
const cleanStopMs = 20_000
/** Told to end at once, the server kills its own sessions after five seconds. */
const immediateStopMs = 7_000

const pause = () => new Promise((resume) => setTimeout(resume, pauseMs))
const processesAreListed = existsSync('/proc/self')

export type RunningServer = { readonly pid: number; readonly socketFolder: string }

/** The running server of a cluster (by its real path), or null where none runs and one may be started. */
export async function runningServer(cluster: string): Promise<RunningServer | null> {
  const file = join(cluster, 'postmaster.pid')
  for (let tries = 0; tries < lookTriesMax; tries++) {
    const written = read(file)
    if (written === null) return null
    const [pidText = '', , , , socketFolder = ''] = written.split('\n')
    const pid = Number(pidText)
    if (isServerOf(pid, cluster)) {
      // The socket's folder is added to the file a moment after the rest.
      if (socketFolder !== '') return { pid, socketFolder }
    } else if (sessionsOn(cluster) === 0) {
      // Ended without a word. Its number may be taken: by a program that got it since, or by itself while a parent never asks
      // for its ended child. PostgreSQL would take either for a running server and refuse to start.
      if (processesAreListed && processExists(pid) && read(file) === written) rmSync(file, { force: true })
      return null
    }
    // Else killed: its sessions hold the shared memory until they notice, and a new server would refuse to start.
    await pause()
  }
  return null
}

/** Stops a server and waits for its end; where a clean stop takes too long, the next start recovers from the log. */
export async function stopServer(pid: number): Promise<void> {
  for (const [signal, limitMs] of [
    ['SIGINT', cleanStopMs],
    ['SIGQUIT', immediateStopMs],
  ] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      return // It has ended by itself.
    }
    for (let waited = 0; waited < limitMs; waited += pauseMs) {
      if (!processExists(pid) || isDefunct(pid)) return
      await pause()
    }
  }
}

export function processExists(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Another user's: it exists, and we may not signal it.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

const read = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/** `12 (postgres) Z …`: ended, and not yet taken note of by its parent. */
const isDefunct = (pid: number): boolean => /^\d+ \(.*\) [ZX]/.test(read(`/proc/${pid}/stat`) ?? '')

/** A number may have been given to another program since; PostgreSQL's processes work in their cluster's folder. */
function isServerOf(pid: number, cluster: string): boolean {
  if (!processExists(pid) || isDefunct(pid)) return false
  if (processesAreListed) {
    const folder = folderOf(String(pid))
    return folder === null ? (read(`/proc/${pid}/cmdline`) ?? '').includes('postgres') : folder === cluster
  }
  return spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout.includes('postgres')
}

/** PostgreSQL's processes on a cluster. */
function sessionsOn(cluster: string): number {
  if (!processesAreListed) return 0
  return readdirSync('/proc').filter(
    (name) =>
      /^\d+$/.test(name) &&
      folderOf(name) === cluster &&
      read(`/proc/${name}/comm`)?.trim() === 'postgres' &&
      !isDefunct(Number(name)),
  ).length
}

function folderOf(pid: string): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return null
  }
}
