/**
 * `npm run dump [-- COMMIT]` takes a dump of a release: checks the commit out beside this checkout, installs and starts it,
 * tells it the story of `story.ts` and writes its data to `dumps/`. Without a commit it takes the one that is checked out.
 * A release without its dump is not done: the next one's tests open it (`releases.test.ts`).
 */
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../../src/storage/embedded/index.ts'
import { openFolder } from '../support/database.ts'
import { dumpedRows, writeDump } from './dump.ts'
import { tellStory } from './story.ts'

/** Thirty-two sevens: no secret. */
const kek = `1:${Buffer.alloc(32, 7).toString('base64')}`

const run = (program: string, args: readonly string[], cwd: string): string =>
  execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim()

/** Runs the gateway of a checkout on a data folder while something is done with it. */
async function whileRunning<T>(checkout: string, dataDir: string, work: (url: string) => Promise<T>): Promise<T> {
  const child = spawn(join(checkout, 'node_modules/.bin/node'), ['gateway/src/app/main.ts'], {
    cwd: checkout,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PORT: '0',
      FLORIN_DATA_DIR: dataDir,
      FLORIN_KEK: kek,
      FLORIN_LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  try {
    const url = await new Promise<string>((resolve, reject) => {
      let output = ''
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString()
        const found = /ready at (\S+)/.exec(output)?.[1]
        if (found !== undefined) resolve(found)
      })
      child.on('exit', () => reject(new Error(`the gateway did not start: ${output}`)))
    })
    return await work(url)
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}

async function takeFrom(checkout: string, release: string): Promise<void> {
  const dataDir = openFolder()
  try {
    run('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], checkout)
    const { left, skipped, shown } = await whileRunning(checkout, dataDir, tellStory)
    const server = await startEmbedded({ dataDir, lock: true })
    if ('refused' in server) throw new Error(server.refused)
    const migrations = join(checkout, 'gateway/src/storage/migrations')
    const texts = readdirSync(migrations).map((name) => ({ name, text: readFileSync(join(migrations, name), 'utf8') }))
    const rows = await dumpedRows(server.connection, texts).finally(() => server.stop())
    const file = writeDump({ release, taken: Date.now(), kek, left, shown, ...rows })
    console.log(`${file}\nleft: ${Object.keys(left).join(', ')}`)
    for (const line of skipped) console.log(`skipped, ${line}`)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const root = join(import.meta.dirname, '../../..')
const [commit = 'HEAD'] = process.argv.slice(2)
const release = run('git', ['log', '-1', '--format=%cs %h', '--abbrev=7', commit], root)
const place = mkdtempSync(join(tmpdir(), 'florin-release-'))
try {
  run('git', ['worktree', 'add', '--detach', '--force', place, commit], root)
  await takeFrom(place, release)
} finally {
  run('git', ['worktree', 'remove', '--force', place], root)
}
