/** Style that a machine can hold. Limits only ratchet down; they stand in tidy/limits.ts. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { basename, extname, join, relative } from 'node:path'
import { test } from 'node:test'
import { fileLinesMax, functionLinesMax, longFiles, longFunctions, slackLines } from './tidy/limits.ts'

const root = join(import.meta.dirname, '../..')
const textual = ['.ts', '.cjs', '.mjs', '.js', '.json', '.md', '.sql', '.html', '.css', '.svg', '.sh', '.yml']

/** Every text file of the project; of the hidden ones, those that are ours and not a user's. */
const project = globSync(['**/*', '.ci/*', '.dependency-cruiser.cjs', '.gitignore', '.npmrc'], {
  cwd: root,
  withFileTypes: true,
  exclude: ({ name }) => ['node_modules', 'coverage', '.git', '.florin', 'package-lock.json'].includes(name),
})
  .filter((entry) => entry.isFile() && [...textual, ''].includes(extname(entry.name)))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
  .sort()
const isGenerated = (file: string) => basename(file).includes('.gen.')
const code = project.filter((file) => file.startsWith('gateway/') && file.endsWith('.ts') && !isGenerated(file))
const sources = code.filter((file) => file.startsWith('gateway/src/'))
const text = new Map(project.map((file) => [file, readFileSync(join(root, file), 'utf8')]))
const linesOf = (file: string): readonly string[] => (text.get(file) ?? '').split('\n')

/**
 * Below the composition root, where time, ids and chance are handed in. The embedded server and its own key are part of starting,
 * and what an operator sets up happens at the wall clock.
 */
const starting = ['app/', 'storage/embedded/', 'vault/own-key.ts', 'operations/accounts.ts'].map(
  (place) => `gateway/src/${place}`,
)
const decided = sources.filter(
  (file) => !starting.some((place) => file.startsWith(place)) && !file.endsWith('.test.ts'),
)
// This file names what it looks for, and so would find itself.
const others = (files: readonly string[]) => files.filter((file) => file !== 'gateway/test/tidy.test.ts')

/** What no line may hold: the claim, the pattern, lines that it must and must not find, and the files it is looked for in. */
const forbidden: readonly {
  readonly claim: string
  readonly pattern: RegExp
  readonly finds: readonly string[]
  readonly passes: readonly string[]
  readonly among: readonly string[]
}[] = [
  {
    claim: 'time, ids and chance come in by the door below app',
    pattern:
      /\bDate\.now\b|\bMath\.random\b|\bnew Date(?!\w|\([^)])|\brandomUUID\b|\bgetRandomValues\b|\brandom(Bytes|Int|FillSync)\(/,
    finds: ['const at = Date.now()', 'idSource(Date.now)', 'new Date()', 'new Date', 'randomUUID()', 'randomBytes(12)'],
    passes: ['new Date(at)', 'new DateLine()', '/** e.g. `crypto.randomBytes`; a seeded source in tests. */'],
    among: decided,
  },
  {
    claim: 'the process environment is read in app only',
    pattern: /\bprocess\.env\b|\bprocess\[/,
    finds: ['const port = process.env.PORT', "import.meta.x ?? process['env']"],
    passes: ['process.platform'],
    among: decided,
  },
  {
    claim: 'only the performer of calls begins one, and with it the right to reveal',
    pattern: /\bCall\.begin\b/,
    finds: ["const call = Call.begin(effect.id, 'authorise')"],
    passes: ['static begin(id: string)', 'the call begins'],
    among: sources.filter((file) => file !== 'gateway/src/engine/effects.ts' && !file.endsWith('.test.ts')),
  },
  {
    claim: 'records are opened without a call by those only who keep the keys: the vault and the command line',
    pattern: /\b(openKeeper|createLocalVault)\b/,
    finds: ['const { vault } = openKeeper(pool, settings)'],
    passes: ['const vault = openVault(pool, settings)'],
    among: sources.filter((file) => !/^gateway\/src\/(vault|app\/cli)\//.test(file) && !file.endsWith('.test.ts')),
  },
  {
    claim: 'nothing is left for later',
    pattern: /\b(TODO|FIXME|XXX|HACK)\b/,
    finds: ['  // TODO: later', '<!-- FIXME -->'],
    passes: ['a todo list', 'HACKNEY'],
    among: others(project),
  },
  {
    claim: 'no test is skipped without a reason, put off or run alone',
    pattern: /\b(test|it|describe|suite)\.(skip|only|todo)\(|\b(skip|only|todo): true\b/,
    finds: ["test.skip('a claim'", "describe.only('a claim'", "test('a claim', { skip: true }"],
    passes: ["test('a claim', { skip: absent }", 'rows.skip(3)'],
    among: others(code),
  },
  {
    claim: 'the compiler is not silenced',
    pattern: /@ts-(ignore|expect-error|nocheck)/,
    finds: ['// @ts-ignore', '// @ts-expect-error: it is refused'],
    passes: ['// the type is ignored'],
    // There it stands for what must not compile, and says why.
    among: others(code).filter((file) => !file.startsWith('gateway/test/types/')),
  },
  {
    claim: 'no line ends in blanks',
    pattern: /[ \t\r]$/,
    finds: ['a ', 'a\t', 'a\r'],
    passes: ['a', ''],
    among: project,
  },
  {
    claim: 'no file carries a path of a machine',
    pattern: /(^|[^\w.$}/])\/(work|root|home|Users)\/[\w.-]/,
    finds: ['/work/main', "'/root/florin'", 'cd /home/anna', '(/Users/anna)'],
    passes: ['../work/main', 'docs/home/page', 'https://example.com/home/page', 'GET /home'],
    among: others(project),
  },
]

for (const { claim, pattern, finds, passes, among } of forbidden)
  test(claim, () => {
    for (const line of finds) assert.match(line, pattern, 'the pattern finds what it looks for')
    for (const line of passes) assert.doesNotMatch(line, pattern, 'the pattern finds no more than that')
    assert.ok(among.length > 0, 'there are files to look in')
    const offenders = among.flatMap((file) =>
      linesOf(file).flatMap((line, at) => (pattern.test(line) ? [`${file}:${at + 1} ${line.trim()}`] : [])),
    )
    assert.deepEqual(offenders, [])
  })

/** What is longer than it may be, and what became so much shorter that its limit has to follow. */
function lengthFaults(
  lengths: ReadonlyMap<string, number>,
  usual: number,
  limits: Readonly<Record<string, number>>,
): readonly string[] {
  const long = [...lengths]
    .filter(([file, lines]) => lines > (limits[file] ?? usual))
    .map(([file, lines]) => `${file}: ${lines} lines, ${limits[file] ?? usual} allowed; split it by meaning`)
  const loose = Object.entries(limits).flatMap(([file, limit]) => {
    const lines = lengths.get(file) ?? 0
    if (lines <= usual) return [`${file}: within ${usual} lines; take it out of tidy/limits.ts`]
    return limit - lines > slackLines ? [`${file}: ${lines} lines; lower its limit of ${limit} in tidy/limits.ts`] : []
  })
  return [...long, ...loose]
}

test('a limit refuses what grew, and follows what shrank', () => {
  const limits = { 'long.ts': 400 }
  assert.deepEqual(lengthFaults(new Map([['long.ts', 390]]), 300, limits), [])
  for (const [file, lines] of [
    ['long.ts', 401],
    ['long.ts', 379],
    ['long.ts', 300],
    ['gone.ts', 10],
  ] as const)
    assert.equal(lengthFaults(new Map([[file, lines]]), 300, limits).length, 1)
  assert.equal(lengthFaults(new Map([['new.ts', 301]]), 300, {}).length, 1)
})

test('files stay short', () => {
  // The last line ends with a newline, which begins no other.
  const lengths = new Map(code.map((file) => [file, linesOf(file).length - 1]))
  assert.deepEqual(lengthFaults(lengths, fileLinesMax, longFiles), [])
})

test('functions stay short', () => {
  const { stdout, stderr } = spawnSync(
    join(root, 'node_modules/.bin/biome'),
    ['lint', '--only=complexity/noExcessiveLinesPerFunction', '--reporter=json', '--max-diagnostics=none', 'gateway'],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 << 20 },
  )
  assert.ok(stdout.startsWith('{'), stderr)
  const lengths = new Map<string, number>()
  for (const { message, location } of JSON.parse(stdout).diagnostics) {
    const [, lines, usual] = /\((\d+)\).*?(\d+)\.$/.exec(message) ?? []
    assert.equal(Number(usual), functionLinesMax, 'biome.json and tidy/limits.ts say the same')
    lengths.set(location.path, Math.max(lengths.get(location.path) ?? 0, Number(lines)))
  }
  assert.deepEqual(lengthFaults(lengths, functionLinesMax, longFunctions), [])
})

test('tables that are looked up by a text answer to nothing but their own entries', () => {
  // A plain object also answers to `constructor`: kernel/lookup.ts.
  const plainTable =
    /^(export )?const \w+:\s*(Readonly<)?Record<string,[^=]*(=>[^=]*)?>\s=\s*(\{|Object\.fromEntries)/gm
  assert.match("const words: Readonly<Record<string, string>> = { a: 'b' }", plainTable)
  assert.doesNotMatch("const words: Readonly<Record<string, string>> = lookup({ a: 'b' })", plainTable)
  const plain = code
    .filter((file) => file.startsWith('gateway/src/') && !file.endsWith('.test.ts'))
    .flatMap((file) =>
      (readFileSync(join(root, file), 'utf8').match(plainTable) ?? []).map((found) => `${file}: ${found}`),
    )
  assert.deepEqual(plain, [], 'make it with lookup()')
})

test('folders and files are named for what may be in them', () => {
  const nameless = /(^|\/)(utils?|helpers?|commons?|misc|managers?)[/.]/
  assert.match('gateway/src/engine/utils.ts', nameless)
  assert.doesNotMatch('gateway/src/app/test-helpers.ts', nameless)
  assert.deepEqual(
    project.filter((file) => nameless.test(file)),
    [],
  )
})

test('every room of the house stands on a floor', () => {
  const below = ['kernel', 'ledger', 'contracts', 'schemes', 'storage', 'vault', 'engine', 'webhooks', 'resources']
  const above = ['methods', 'connectors', 'dialects', 'operations', 'surfaces', 'pages', 'sandbox', 'app']
  assert.deepEqual(
    project.filter(
      (file) => file.startsWith('gateway/src/') && ![...below, ...above].includes(file.split('/')[2] ?? ''),
    ),
    [],
  )
})

test('a generated file begins with the command that makes it', () => {
  const begins = /^(\/\/|\/\*\*?|<!--|#|--)\s.*\b(npm run|node) \S/
  assert.match('// Generated by npm run florin -- reference', begins)
  assert.doesNotMatch('// Generated. Do not edit.', begins)
  assert.deepEqual(
    project.filter((file) => isGenerated(file) && !begins.test(linesOf(file)[0] ?? '')),
    [],
  )
})
