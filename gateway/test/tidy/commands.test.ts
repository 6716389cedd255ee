/** No command is without its table: a test beside it, in the same folder, runs it through `decides` (test/support/command-tables.ts). */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '../../..')

/** The commands that a file defines, by the names that it exports. */
const definedIn = (text: string): readonly string[] =>
  [...text.matchAll(/^export const (\w+) = defineCommand\(/gm)].map(([, name]) => name ?? '')
/** The commands that a test has a table for. */
const triedIn = (text: string): readonly string[] =>
  [...text.matchAll(/^decides\(\s*(\w+),/gm)].map(([, name]) => name ?? '')

test('a command and its table are told by the names that they have', () => {
  assert.deepEqual(definedIn('export const voidIt = defineCommand({\n'), ['voidIt'])
  assert.deepEqual(definedIn("import { defineCommand } from '../command.ts'\nexport const days = 7\n"), [])
  assert.deepEqual(triedIn("decides(voidIt, { intent: 'pi_1' }, {})\ndecides(\n  dropIt,\n  {},\n"), [
    'voidIt',
    'dropIt',
  ])
  assert.deepEqual(triedIn('// decides(voidIt, …) is missing\nrefusesInOrder(voidIt, {}, [])\n'), [])
})

test('every command has a table beside it', () => {
  const files = globSync('gateway/src/**/commands/*.ts', { cwd: root }).map((file) => file.replaceAll('\\', '/'))
  const read = (file: string): string => readFileSync(join(root, file), 'utf8')
  const isTest = (file: string) => file.endsWith('.test.ts')
  const tried = new Set(
    files.filter(isTest).flatMap((file) => triedIn(read(file)).map((name) => `${dirname(file)} ${name}`)),
  )
  const commands = files
    .filter((file) => !isTest(file))
    .flatMap((file) => definedIn(read(file)).map((name) => [file, name] as const))
  assert.ok(commands.length > 50, 'there are commands to look at')
  assert.deepEqual(
    commands.filter(([file, name]) => !tried.has(`${dirname(file)} ${name}`)).map(([file, name]) => `${file}: ${name}`),
    [],
  )
})
