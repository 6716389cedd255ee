/** `npm run check`: format and lint, types, floors, tidy. All are run; one line each. `--fix` formats. */
import { spawnSync } from 'node:child_process'

const argv = process.argv.slice(2)
if (argv.includes('--help')) {
  console.log('npm run check [-- --fix]   format, lint, types, dependency floors, tidy')
  process.exit(0)
}
const bin = (name: string) => `node_modules/.bin/${name}`
const checks: readonly (readonly [name: string, command: string, args: readonly string[]])[] = [
  ['format and lint', bin('biome'), argv.includes('--fix') ? ['check', '--write', '.'] : ['ci', '.']],
  ['types', bin('tsc'), ['-p', '.', '--noEmit']],
  [
    'floors',
    process.execPath,
    ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', 'gateway/src', '--config', '.dependency-cruiser.cjs'],
  ],
  ['tidy', process.execPath, ['--test', '--test-reporter=dot', 'gateway/test/tidy.test.ts']],
]
let failed = 0
for (const [name, command, args] of checks) {
  const began = performance.now()
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 64 << 20 })
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
  if (status === 0) continue
  failed++
  console.log(`${stdout}${stderr}${error?.message ?? ''}`)
}
process.exit(failed === 0 ? 0 : 1)
