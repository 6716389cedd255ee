/** Whether a server runs on a cluster: `postmaster.pid` names it, and the process tells whether it is one. */
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Sessions of a killed server notice its end at once; beyond this one of them hangs. */
const orphansTriesMax = 400
const pauseMs = 25

/** The running server of a cluster, or null where none runs and one may be started. */
export async function runningServer(cluster: string): Promise<{ pid: number; socketFolder: string } | null> {
  const file = join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return null
  const [pidText = '', folder = '', , , socketFolder = ''] = readFileSync(file, 'utf8').split('\n')
  const pid = Number(pidText)
  if (!exists(pid) || isDefunct(pid)) {
    // Killed. Its sessions hold the shared memory until they notice, and a new server would refuse to start.
    for (let tries = 0; tries < orphansTriesMax && sessionsOn(cluster) > 0; tries++) {
      await new Promise((resume) => setTimeout(resume, pauseMs))
    }
    // A parent that never asks for its ended child keeps the number taken, and PostgreSQL would wait for it for ever. Once
    // no session is left on the cluster, the file is as stale as after a power cut.
    if (exists(pid) && sessionsOn(cluster) === 0) rmSync(file, { force: true })
    return null
  }
  return folder === cluster && isPostgres(pid) ? { pid, socketFolder } : null
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
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

/** A number may have been given to another program since; where /proc tells, it is asked. */
const isPostgres = (pid: number): boolean => read(`/proc/${pid}/cmdline`)?.includes('postgres') ?? !existsSync('/proc')

/** Processes that work in the cluster's folder. */
function sessionsOn(cluster: string): number {
  if (!existsSync('/proc')) return 0
  return readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && folderOf(name) === cluster && !isDefunct(Number(name)),
  ).length
}

function folderOf(pid: string): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return null
  }
}
