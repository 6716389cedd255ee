/** As whom PostgreSQL runs. It refuses to run as root, so a root user's server runs as an ordinary one. */
import { execFileSync, spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'

export type ServerUser = { readonly uid: number; readonly gid: number } | null

/**
 * Null where we are not root and nothing has to change: the server runs as ourselves. A cluster that exists goes on as its
 * owner: what `nobody` made stays usable after a system package brought the user `postgres`.
 */
export function serverUser(cluster: string | null): ServerUser {
  if (process.getuid?.() !== 0) return null
  if (cluster !== null) {
    const { uid, gid } = statSync(cluster)
    if (uid !== 0) return { uid, gid }
  }
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
export const canUse = (path: string, user: ServerUser, how: '-r' | '-x'): boolean =>
  spawnSync('test', [how, path], { cwd: '/', stdio: 'ignore', ...(user ?? {}) }).status === 0

/**
 * The environment of PostgreSQL's programs. Not ours: it holds the vault's keys, and every process of the server's user
 * could read them there; and a `PG…` variable of a developer's shell would change what they do.
 */
export const serverEnvironment = (): NodeJS.ProcessEnv => {
  const { PATH, LD_LIBRARY_PATH } = process.env
  return { LC_ALL: 'C', TZ: 'UTC', ...(PATH ? { PATH } : {}), ...(LD_LIBRARY_PATH ? { LD_LIBRARY_PATH } : {}) }
}
