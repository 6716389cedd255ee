/** Style that a machine can hold. Limits only ratchet down. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const files = globSync('gateway/**/*.ts').filter((file) => !file.includes('node_modules'))
const sources = files.filter((file) => file.startsWith('gateway/src/'))
const read = (file: string) => readFileSync(file, 'utf8')
const isTest = (file: string) => file.endsWith('.test.ts')

/** Lines that a file may have; those above carry their present length, which may only fall. */
const linesMax = 300
const longFiles: Readonly<Record<string, number>> = {
  'gateway/test/journeys/payments.test.ts': 460,
  'gateway/src/resources/payment-intent/routes.ts': 308,
  'gateway/src/storage/embedded/server.ts': 320,
}

function offenders(among: readonly string[], pattern: RegExp): string[] {
  return among.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, at) => (pattern.test(line) ? [`${file}:${at + 1} ${line.trim()}`] : [])),
  )
}

test('the tidy patterns find what they look for', () => {
  assert.match('const a = Date.now()', /\bDate\.now\b/)
  assert.match('  // TODO: later', /\b(TODO|FIXME|XXX|HACK)\b/)
})

test('time, ids and chance come in by the door below app', () => {
  const below = sources.filter((file) => !file.startsWith('gateway/src/app/') && !isTest(file))
  const handedIn = /\bDate\.now\b|\bMath\.random\b|new Date\(\)|\brandomUUID\b/
  assert.deepEqual(offenders(below, handedIn), [])
  // Only the embedded server makes a password of its own; it is part of starting, not of deciding.
  const random = below.filter((file) => !file.startsWith('gateway/src/storage/embedded/'))
  assert.deepEqual(offenders(random, /\brandomBytes\(/), [])
})

test('the process environment is read in app only', () => {
  const below = sources.filter(
    (file) => !file.startsWith('gateway/src/app/') && !file.startsWith('gateway/src/storage/embedded/'),
  )
  assert.deepEqual(offenders(below, /process\.env/), [])
})

test('nothing is left for later, and no test is skipped or run alone', () => {
  const others = files.filter((file) => !file.endsWith('tidy.test.ts'))
  assert.deepEqual(offenders(others, /\b(TODO|FIXME|XXX|HACK)\b|\.(skip|only)\(|@ts-ignore|@ts-expect-error/), [])
})

test('files stay short', () => {
  const long = files
    .map((file) => ({ file, lines: read(file).split('\n').length }))
    .filter(({ file, lines }) => lines > (longFiles[file] ?? linesMax))
  assert.deepEqual(long, [])
})

test('folders are named for what may be in them', () => {
  assert.deepEqual(
    files.filter((file) => /\/(utils?|helpers?|common|misc|manager)s?[/.]/.test(file)),
    [],
  )
  const floors = [
    'kernel',
    'ledger',
    'contracts',
    'storage',
    'vault',
    'engine',
    'resources',
    'methods',
    'connectors',
    'dialects',
    'app',
  ]
  assert.deepEqual(
    sources.filter((file) => !floors.includes(file.split('/')[2] ?? '')),
    [],
  )
})

test('no file carries a path of a machine', () => {
  assert.deepEqual(
    offenders(
      files.filter((file) => !file.endsWith('tidy.test.ts')),
      /\/work\/|\/root\/|\/home\/\w/,
    ),
    [],
  )
})
