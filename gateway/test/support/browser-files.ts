/**
 * The Chromium of an npm package, unpacked once for a checkout. Left to itself the package unpacks to fixed names in the folder
 * for temporary files: two test files at once write a program while it is started, another user may not run it, and anybody can
 * put a program of his own there first. So it unpacks in a process whose folder for temporary files is a fresh one, and what it
 * made is moved as a whole to a place of the checkout's own.
 *
 *   there        used as it is
 *   not there    unpacked beside it, then renamed: whoever comes second uses what the first one made
 *   read-only    somebody else's checkout: unpacked into a folder of this run, and gone with it
 */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { access, chmod, constants, lchown, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Hands the run's browser to its test files. */
export const browserVariable = 'FLORIN_TEST_BROWSER'

/** Only for this platform npm has one; elsewhere an installed Chrome is used. */
export const isPackaged = process.platform === 'linux' && process.arch === 'x64'

const modules = join(import.meta.dirname, '../../../node_modules')
/** Where this is set the package unpacks its libraries too; a bare system lacks them. */
const asOnLambda = { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' }
/** The package lets the user who unpacked it in, and nobody else. */
const forEverybody = 0o755

/**
 * The folder of the unpacked browser: in `cache`, where that can be written to, else in `ownFolder`, which whoever asks
 * removes again.
 */
export async function unpackedBrowser(
  ownFolder: string,
  cache = join(modules, '.cache/florin-browser'),
): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(modules, '@sparticuz/chromium/package.json'), 'utf8')) as {
    version: string
  }
  const place = join(cache, version)
  if (existsSync(place)) return place
  const isOurs = await mkdir(cache, { recursive: true })
    .then(() => access(cache, constants.W_OK))
    .then(
      () => true,
      () => false,
    )
  const target = isOurs ? place : join(ownFolder, `browser-${version}`)
  await unpack(target, isOurs ? cache : ownFolder)
  return target
}

async function unpack(target: string, beside: string): Promise<void> {
  const fresh = await mkdtemp(join(beside, 'unpacking-'))
  try {
    const code = `(await import('@sparticuz/chromium')).default.executablePath()`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', `await ${code}`], {
      cwd: modules,
      env: { PATH: process.env.PATH, HOME: fresh, TMPDIR: fresh, ...asOnLambda },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    const exit = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject)
      child.on('close', resolve)
    })
    if (exit !== 0) throw new Error(`the browser of the tests was not unpacked (exit code ${exit})`)
    await own(fresh)
    await chmod(join(fresh, 'chromium'), forEverybody)
    // The package's own names folders that it does not have here, and a cache in a folder that everybody shares.
    await writeFile(join(fresh, 'fonts/fonts.conf'), fontsIn(target))
    await chmod(fresh, forEverybody)
    await rename(fresh, target).catch((error: unknown) => {
      if (!existsSync(target)) throw error
    })
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

/** Unpacked by root, the archives' files belong to the number of whoever packed them: here perhaps somebody who may then write them. */
async function own(folder: string): Promise<void> {
  const [user, group] = [process.getuid?.(), process.getgid?.()]
  if (user === undefined || group === undefined) return
  for (const name of ['.', ...(await readdir(folder, { recursive: true }))])
    await lchown(join(folder, name), user, group)
}

const fontsIn = (folder: string): string =>
  `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts/fonts</dir><cachedir>${folder}/fonts/cache</cachedir></fontconfig>
`

/** How an unpacked browser is started: with its own libraries and fonts, so that it needs none of the system's. */
export const browserIn = (folder: string): { executablePath: string; env: Record<string, string> } => ({
  executablePath: join(folder, 'chromium'),
  env: {
    ...Object.fromEntries(
      Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
    LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
    FONTCONFIG_PATH: join(folder, 'fonts'),
  },
})
