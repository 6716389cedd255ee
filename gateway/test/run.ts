/**
 * The whole suite: one PostgreSQL server, every test file, and then the checks over everything that the files left behind:
 * the audit of every database, and a search of all of it for card numbers. `npm test -- word` runs the files whose path
 * contains the word. Ctrl-C and SIGTERM end it early, and stop the server and the gateways that the run started.
 */
import { spawn } from 'node:child_process'
import { globSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { checkDatabases, checkLogs } from './support/after.ts'
import { browserVariable, isPackaged, unpackedBrowser } from './support/browser-files.ts'
import { logVariable, openFolder, startTestServer, variable } from './support/database.ts'

type Server = Awaited<ReturnType<typeof startTestServer>>

/** Two cores run two files at once; more only wait for each other, and their time limits with them. */
const filesAtOnce = 2
/** A test that hangs fails, with its name, instead of holding everything up. */
const testTimeoutMs = 240_000
/** After a signal the test files have this long to stop what they started; then they are killed. */
const endTimeoutMs = 10_000

/**
 * A developer's own settings stay outside: tests start gateways and kill them, which must never happen to the database
 * that DATABASE_URL names.
 */
function testEnvironment(server: Server, logs: string, browser: string | null): NodeJS.ProcessEnv {
  const isSetting = (name: string): boolean =>
    ['DATABASE_URL', 'PORT', 'HOST'].includes(name) ||
    /^PG[A-Z]+$/.test(name) ||
    (name.startsWith('FLORIN_') && !name.startsWith('FLORIN_TEST_'))
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !isSetting(name))),
    [variable]: JSON.stringify(server.connection),
    [logVariable]: logs,
    ...(browser === null ? {} : { [browserVariable]: browser }),
    NODE_NO_WARNINGS: '1',
  }
}

/** What decides is pure, and so are the tests beside it: one process runs them all. Each in its own would take ten times as long. */
const isPure = (file: string): boolean => file.startsWith('gateway/src/resources/')

/** Resolves to whether every test passed; a run that is ended early did not. */
async function runAll(files: readonly string[], env: NodeJS.ProcessEnv, ending: AbortSignal): Promise<boolean> {
  const pure = files.filter(isPure)
  const others = files.filter((file) => !isPure(file))
  let passed = !ending.aborted
  if (passed && pure.length > 0) passed = await runFiles(pure, ['--test-isolation=none'], env, ending)
  if (ending.aborted || others.length === 0) return passed
  return (await runFiles(others, [`--test-concurrency=${filesAtOnce}`], env, ending)) && passed
}

async function runFiles(
  files: readonly string[],
  together: readonly string[],
  env: NodeJS.ProcessEnv,
  ending: AbortSignal,
): Promise<boolean> {
  const reporters = ['spec', './gateway/test/progress.ts'].flatMap((name) => [
    `--test-reporter=${name}`,
    '--test-reporter-destination=stdout',
  ])
  const args = ['--test', ...together, `--test-timeout=${testTimeoutMs}`, ...reporters, ...files]
  // A group of its own, so that an early end reaches the gateways that tests started, and not only the tests.
  const child = spawn(process.execPath, args, { stdio: 'inherit', detached: true, env })
  ending.addEventListener('abort', () => signalGroup(child.pid, 'SIGTERM'))
  const passed = await new Promise<boolean>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => resolve(status === 0))
  })
  if (ending.aborted) await groupEnded(child.pid)
  return passed
}

/** False where nobody of the group is left. */
function signalGroup(pid: number | undefined, signal: NodeJS.Signals | 0): boolean {
  if (pid === undefined) return false
  try {
    return process.kill(-pid, signal)
  } catch {
    return false
  }
}

/** Waits until the gateways of an ended run have drained and stopped their databases, but not for ever. */
async function groupEnded(pid: number | undefined): Promise<void> {
  for (let waited = 0; waited < endTimeoutMs && signalGroup(pid, 0); waited += 100) await setTimeout(100)
  signalGroup(pid, 'SIGKILL')
}

async function main(words: readonly string[]): Promise<number> {
  const files = globSync('gateway/**/*.test.ts', { exclude: (name) => name.includes('node_modules') })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
    .sort()
  if (files.length === 0) {
    console.error(`no test file has ${words.join(' or ')} in its path`)
    return 1
  }
  const ending = new AbortController()
  // Held from the first moment: PostgreSQL runs in a group of its own, which no Ctrl-C reaches.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ending.abort(signal))
  const began = performance.now()
  const logs = openFolder()
  let server: Server | null = null
  try {
    server = await startTestServer()
    // Before the files start: they would unpack it one beside the other.
    const browser = isPackaged ? await unpackedBrowser(logs) : null
    console.log(`${files.length} test files on one PostgreSQL`)
    const env = testEnvironment(server, logs, browser)
    const passed = await runAll(files, env, ending.signal)
    if (ending.signal.aborted) {
      console.error(`\nended by ${ending.signal.reason}; nothing was audited`)
      return 130
    }
    const opened = await checkDatabases(server.connection)
    // A run of a few pure tests opens no gateway, and so has no logs.
    const faults = [...opened.faults, ...(opened.databases > 0 ? checkLogs(logs) : [])]
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    const verdict = faults.length === 0 ? 'all books right, no card number anywhere' : faults.join('\n')
    console.log(`\n${seconds} s; ${opened.databases} databases audited; ${verdict}`)
    return passed && faults.length === 0 ? 0 : 1
  } finally {
    await server?.stop()
    rmSync(logs, { recursive: true, force: true })
  }
}

// Test files are found, and gateways started, from the project's folder.
process.chdir(join(import.meta.dirname, '../..'))
const given = process.argv.slice(2)
if (given.includes('--help')) {
  console.log('npm test [-- WORD …]   runs all test files, or those whose path contains one of the words')
} else {
  process.exitCode = await main(given)
}
