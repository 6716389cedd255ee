/** As whom PostgreSQL runs. It refuses to run as root, so a root user's server runs as an ordinary one. */
import { execFileSync, spawnSync } from 'node:child_process'

export type ServerUser = { readonly uid: number; readonly gid: number } | null

/** Null where we are no root and nothing has to change: the server runs as ourselves. */
export function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return null
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      // The next name; `nobody` is everywhere.
    }
  }
  return { uid: 65_534, gid: 65_534 }
}

/** Tries whether a user can read and enter a path; modes alone do not tell (a parent may be closed). */
export const canUse = (path: string, user: ServerUser, how: '-r' | '-x' | '-w'): boolean =>
  spawnSync('test', [how, path], { cwd: '/', stdio: 'ignore', ...(user ?? {}) }).status === 0
