/**
 * What `npm run new` writes, checked as CONTRIBUTING says: in a copy of the project, one of each kind is made, which then has to pass
 * the compiler, the floors, the formatter and its own test; and it costs its own folder and one list.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { kinds } from '../../new/kinds.ts'
import { openFolder } from '../support/database.ts'

const root = join(import.meta.dirname, '../../..')
const copy = openFolder()
after(() => rmSync(copy, { recursive: true, force: true }))

// Everything that the checks read, and nothing that others leave in a checkout.
for (const name of readdirSync(root).filter(
  (one) => !/^(node_modules|coverage|\.git|\.florin|\.integrations)$/.test(one),
))
  cpSync(join(root, name), join(copy, name), { recursive: true, filter: (file) => !file.includes('node_modules') })
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
mkdirSync(join(copy, '.florin'))

const bin = (name: string) => join(copy, 'node_modules/.bin', name)
const run = (command: string, ...words: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(command, words, {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    // A run of its own, with a database server of its own.
    env: Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !name.startsWith('FLORIN_') && name !== 'NODE_TEST_CONTEXT'),
    ),
  })
  return { status, out: `${stdout}${stderr}` }
}
const passes = (command: string, ...words: readonly string[]) => {
  const { status, out } = run(command, ...words)
  assert.equal(status, 0, out)
}
const make = (...words: readonly string[]) => run(process.execPath, 'gateway/new/main.ts', ...words)
const scratch = (kind: string) => `scratch-${kind}`
const written: string[] = []

test('one of each kind is made: its own files, and one list of its kind', () => {
  for (const [kind, { files, lines }] of Object.entries(kinds)) {
    const { status, out } = make(kind, scratch(kind))
    assert.equal(status, 0, out)
    const said = out.split('\n\n')[0]?.split('\n') ?? []
    written.push(...said.filter((file) => file.includes(scratch(kind))))
    assert.deepEqual([kind, new Set(lines.map(({ file }) => file)).size], [kind, 1])
    assert.equal(said.length, files.length + 1, out)
  }
})

test('what is no kind, no name, or there already is refused, and nothing is written', () => {
  for (const words of [
    [],
    ['thing', 'a'],
    ['method'],
    ['method', 'Gift Card'],
    ['method', '../a'],
    ['method', scratch('method')],
  ]) {
    const { status, out } = make(...words)
    assert.equal(status, 2, words.join(' '))
    assert.match(out, /^error: /)
  }
})

test('what was made compiles, keeps the floors and is formatted', () => {
  passes(bin('tsc'), '-p', '.', '--noEmit')
  const cruiser = 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'
  passes(process.execPath, cruiser, 'gateway/src', '--config', '.dependency-cruiser.cjs', '--output-type', 'err-long')
  passes(bin('biome'), 'ci', '--colors=off', ...written)
  for (const file of written) assert.doesNotMatch(readFileSync(join(copy, file), 'utf8'), /\{\{|\bany\b/, file)
})

test('its own test passes, and the books after it are right', () => {
  const { status, out } = run(process.execPath, 'gateway/test/run.ts', 'scratch-')
  assert.equal(status, 0, out)
  for (const kind of Object.keys(kinds)) assert.match(out, new RegExp(`ok +\\S*${scratch(kind)}\\S*\\.test\\.ts`), out)
})
