/** One exported name means one thing in the whole tree, so that a search for it finds its one definition. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '../../..')
const exported =
  /^export (?:declare )?(?:abstract )?(?:async function\*?|function\*?|const|let|class|type|interface) (\w+)/gm
const destructured = /^export const [[{]([^}\]]*)[}\]] =/gm

/**
 * Parts of a dialect that `Dialect` (engine/dialect.ts) names, and `index.ts` of its folder puts together: the same part has
 * the same name in every dialect, so that whoever knows one finds it in the next.
 */
const partsOfDialects = new Set(['conventions', 'authenticate', 'callback', 'routes', 'hostedPage', 'payerReturnUrl'])
const isPart = (name: string, files: readonly string[]): boolean =>
  partsOfDialects.has(name) &&
  files.every((file) => /^gateway\/src\/dialects\/\w+\//.test(file)) &&
  new Set(files.map((file) => file.split('/')[3])).size === files.length

function namesOf(text: string): readonly string[] {
  const listed = [...text.matchAll(destructured)].flatMap(([, list = '']) =>
    list.split(',').map((each) => (each.split(':')[1] ?? each).trim()),
  )
  return [...text.matchAll(exported)].map(([, name = '']) => name).concat(listed.filter((name) => name !== ''))
}

/** Names that more than one file defines, each with its files. */
function definedTwice(files: ReadonlyMap<string, string>): readonly string[] {
  const places = new Map<string, string[]>()
  for (const [file, text] of files)
    for (const name of new Set(namesOf(text))) places.set(name, [...(places.get(name) ?? []), file])
  return [...places]
    .filter(([name, found]) => found.length > 1 && !isPart(name, found))
    .map(([name, found]) => `${name}: ${found.join(', ')}`)
}

test('one exported name means one thing', () => {
  const files = globSync('gateway/{src,test,bench}/**/*.ts', { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !file.includes('.gen.'))
  assert.ok(files.length > 500, 'the files are found')
  assert.deepEqual(definedTwice(new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]))), [])
})

test('a name that is defined twice is found; a part of a dialect is none, and two of one dialect are', () => {
  const twice = (...files: readonly (readonly [string, string])[]) => definedTwice(new Map(files)).length
  assert.equal(twice(['a.ts', 'export type Fate = 1'], ['b.ts', 'export const Fate = 1']), 1)
  assert.equal(twice(['a.ts', 'export const { port, host } = x'], ['b.ts', 'export function port() {}']), 1)
  assert.equal(twice(['a.ts', 'export type Fate = 1'], ['b.ts', "export { type Fate } from './a.ts'"]), 0)
  const callback = 'export const callback = 1'
  assert.equal(twice(['gateway/src/dialects/one/a.ts', callback], ['gateway/src/dialects/two/b.ts', callback]), 0)
  assert.equal(twice(['gateway/src/dialects/one/a.ts', callback], ['gateway/src/dialects/one/b.ts', callback]), 1)
  assert.equal(twice(['gateway/src/dialects/one/a.ts', callback], ['gateway/src/app/b.ts', callback]), 1)
})
