/** `npm run check`: every check is run, one line each, and what a failed one said below its line. `--fix` formats. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const help = `npm run check [-- --fix]

  format and lint   biome; with --fix it writes what it can mend
  types             the TypeScript compiler
  floors            imports point down (.dependency-cruiser.cjs)
  generated         files that a command makes are what it would make now
  spelling          words of code, comments and pages, against the lists in gateway/test/spelling/ (cspell.json)
  tidy              what else a machine can hold of our style (gateway/test/tidy.test.ts, gateway/test/tidy/)`

type Check = { readonly name: string; readonly command: string; readonly args: readonly string[] }

/** A file that a command makes. The command, given `--check` as well, fails where the file is stale. */
type Generated = { readonly file: string; readonly command: readonly [script: string, ...args: string[]] }
const generated: readonly Generated[] = [
  { file: 'expandable.gen.ts', command: ['gateway/test/generate/expandable.ts'] },
  { file: 'florin.gen.d.ts', command: ['gateway/test/generate/types.ts'] },
]

const given = process.argv.slice(2)
const unknown = given.filter((word) => !['--fix', '--help'].includes(word))
if (given.includes('--help') || unknown.length > 0) {
  if (unknown.length > 0) console.error(`unknown: ${unknown.join(' ')}\n`)
  console.log(help)
  process.exit(unknown.length > 0 ? 2 : 0)
}

const root = join(import.meta.dirname, '../..')
const bin = (name: string): string => join(root, 'node_modules/.bin', name)
const node = process.execPath
const checks: readonly Check[] = [
  {
    name: 'format and lint',
    command: bin('biome'),
    args: [
      ...(given.includes('--fix') ? ['check', '--write'] : ['ci']),
      // It is piped through here, so it cannot tell by itself who reads.
      `--colors=${process.stdout.isTTY ? 'force' : 'off'}`,
      '.',
    ],
  },
  { name: 'types', command: bin('tsc'), args: ['-p', '.', '--noEmit'] },
  {
    name: 'floors',
    command: node,
    args: [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      'gateway/src',
      '--config',
      '.dependency-cruiser.cjs',
      // Names the rule, both files and why.
      '--output-type',
      'err-long',
    ],
  },
  ...generated.map(({ file, command }) => ({
    name: `generated ${file}`,
    command: node,
    args: [...command, '--check'],
  })),
  {
    name: 'spelling',
    command: node,
    args: [
      fileURLToPath(import.meta.resolve('cspell/bin.mjs')),
      'lint',
      '--no-progress',
      '--no-summary',
      '--cache',
      '--cache-strategy=content',
      '--cache-location=node_modules/.cache/cspell',
    ],
  },
  {
    name: 'tidy',
    command: node,
    args: ['--test', '--test-reporter=dot', 'gateway/test/tidy.test.ts', 'gateway/test/tidy/*.test.ts'],
  },
]

let failed = 0
for (const { name, command, args } of checks) {
  const began = performance.now()
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  })
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
  if (status === 0) continue
  failed++
  console.log(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`)
}
process.exitCode = failed === 0 ? 0 : 1
