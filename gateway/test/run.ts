/**
 * The whole suite: one PostgreSQL server, every test file, and then the checks over everything that the files left behind:
 * the audit of every database, and a search of all of it for card numbers. `npm test -- word` runs the files whose path
 * contains the word.
 */
import { spawn } from 'node:child_process'
import { globSync, rmSync } from 'node:fs'
import { checkDatabases, checkLogs } from './support/after.ts'
import { logVariable, openFolder, startTestServer, variable } from './support/database.ts'

const words = process.argv.slice(2)
if (words.includes('--help')) {
  console.log('npm test [-- WORD …]   runs all test files, or those whose path contains one of the words')
  process.exit(0)
}
const files = globSync('gateway/**/*.test.ts')
  .filter((file) => !file.includes('node_modules') && (words.length === 0 || words.some((word) => file.includes(word))))
  .sort()
if (files.length === 0) {
  console.error(`no test file has ${words.join(' or ')} in its path`)
  process.exit(1)
}

const began = performance.now()
const server = await startTestServer()
const logs = openFolder()
console.log(`${files.length} test files on one PostgreSQL`)
const code = await new Promise<number>((resolve) => {
  const child = spawn(
    process.execPath,
    [
      '--test',
      '--test-concurrency=2',
      // A test that hangs fails, with its name, instead of holding everything up.
      '--test-timeout=240000',
      '--test-reporter=spec',
      ...files,
    ],
    {
      stdio: 'inherit',
      env: {
        ...process.env,
        [variable]: JSON.stringify(server.connection),
        [logVariable]: logs,
        NODE_NO_WARNINGS: '1',
      },
    },
  )
  child.on('close', (status) => resolve(status ?? 1))
})
const opened = await checkDatabases(server.connection)
// A run of a few pure tests opens no gateway, and so has no logs.
const faults = [...opened.faults, ...(opened.databases > 0 ? checkLogs(logs) : [])]
await server.stop()
rmSync(logs, { recursive: true, force: true })
console.log(
  `\n${((performance.now() - began) / 1000).toFixed(1)} s; ${faults.length === 0 ? 'all books right, no card number anywhere' : faults.join('\n')}`,
)
process.exit(code === 0 && faults.length === 0 ? 0 : 1)
