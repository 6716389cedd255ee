/**
 * The dependency floors catch what they name. A small house is built in a temporary folder, in which every rule is broken by a
 * file of its own, and the project's own rules are run over it.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'

const root = join(import.meta.dirname, '../../..')

/** Files that stand in the house so that others can import them; they break nothing. */
const furniture = [
  'kernel/money',
  'ledger/entry',
  'contracts/connector',
  'schemes/boleto',
  'storage/table',
  'vault/seal',
  'engine/command',
  'webhooks/out/sender',
  'resources/payments/charge/index',
  'resources/payments/charge/model',
  'methods/card/check',
  'connectors/simulator/simulator',
  'operations/keys',
  'surfaces/http',
  'pages/page',
  'sandbox/clock',
  'app/start',
]

/** A file, what it imports, and the rules that must refuse it; none for what is allowed. */
const rooms: readonly (readonly [file: string, imports: string, rules: readonly string[]])[] = [
  ['kernel/up', '../ledger/entry.ts', ['kernel-looks-down-only']],
  ['ledger/up', '../engine/command.ts', ['ledger-contracts-schemes-looks-down-only']],
  ['ledger/across', '../contracts/connector.ts', ['ledger-leaves-neighbours-alone']],
  ['contracts/across', '../ledger/entry.ts', ['contracts-leaves-neighbours-alone']],
  ['schemes/across', '../ledger/entry.ts', ['schemes-leaves-neighbours-alone']],
  ['contracts/schemes', '../schemes/boleto.ts', ['contracts-leaves-neighbours-alone']],
  ['vault/up', '../engine/command.ts', ['vault-looks-down-only']],
  ['vault/down', '../storage/table.ts', []],
  ['storage/up', '../vault/seal.ts', ['storage-looks-down-only']],
  ['engine/up', '../resources/payments/charge/index.ts', ['engine-looks-down-only']],
  ['engine/sends', '../webhooks/out/sender.ts', ['engine-looks-down-only']],
  ['webhooks/out/up', '../../resources/payments/charge/index.ts', ['webhooks-looks-down-only']],
  ['webhooks/out/down', '../../engine/command.ts', []],
  ['resources/payments/refund/routes', '../../../methods/card/check.ts', ['resources-looks-down-only']],
  ['methods/card/up', '../../app/start.ts', ['methods-connectors-dialects-looks-down-only']],
  ['operations/up', '../surfaces/http.ts', ['operations-looks-down-only']],
  ['surfaces/up', '../pages/page.ts', ['surfaces-looks-down-only']],
  ['surfaces/down', '../operations/keys.ts', []],
  ['pages/up', '../sandbox/clock.ts', ['pages-looks-down-only']],
  ['sandbox/up', '../app/start.ts', ['sandbox-looks-down-only']],
  ['sandbox/down', '../pages/page.ts', []],
  ['methods/card/across', '../../connectors/simulator/simulator.ts', ['methods-leaves-neighbours-alone']],
  ['connectors/acme/acme', '../../methods/card/check.ts', ['connectors-leaves-neighbours-alone']],
  ['dialects/acme/acme', '../../methods/card/check.ts', ['dialects-leaves-neighbours-alone']],
  ['connectors/acme/sibling', '../simulator/simulator.ts', ['leaves-know-no-sibling']],
  ['resources/payments/refund/views', '../charge/model.ts', ['slices-meet-at-their-index']],
  ['resources/customers/customer/views', '../../payments/charge/model.ts', ['slices-meet-at-their-index']],
  ['resources/customers/customer/routes', '../../payments/charge/index.ts', []],
  ['dialects/acme/words', '../../resources/payments/charge/model.ts', ['leaves-meet-slices-at-their-index']],
  ['dialects/acme/answers', '../../resources/payments/charge/index.ts', []],
  [
    'resources/payments/refund/commands/create',
    '../../../../storage/table.ts',
    ['decisions-are-pure', 'decisions-reach-no-storage'],
  ],
  ['resources/payments/refund/commands/log', 'pino', ['decisions-are-pure']],
  ['resources/payments/refund/commands/read', 'node:fs', ['decisions-use-no-node-modules']],
  ['resources/payments/refund/commands/call', 'net', ['decisions-use-no-node-modules']],
  // A file that nobody has thought of yet decides, until it is named as an edge.
  ['resources/payments/refund/pricing', 'node:crypto', ['decisions-use-no-node-modules']],
  ['engine/detour', '../storage/table.ts', []],
  ['resources/payments/refund/model', '../../../engine/detour.ts', ['decisions-reach-no-storage']],
  ['resources/payments/refund/table', '../../../storage/table.ts', []],
  ['resources/payments/refund/evolve', './table.ts', ['decisions-know-no-edge', 'decisions-reach-no-storage']],
  ['resources/payments/refund/noun', './table.ts', []],
  ['resources/payments/refund/transitions', './noun.ts', ['decisions-know-no-edge', 'decisions-reach-no-storage']],
  ['resources/payments/refund/moves', '../charge/index.ts', []],
  ['engine/driver', 'pg', ['postgres-lives-in-storage']],
  ['storage/driver', 'pg', []],
  ['engine/query', 'kysely', ['queries-are-built-where-rows-are-read']],
  ['engine/reader', 'kysely', []],
  ['engine/tested', '../../test/seed.ts', ['the-gateway-knows-no-test']],
  ['engine/development', 'fast-check', ['what-runs-is-a-dependency']],
  ['engine/lost', './nowhere.ts', ['resolvable']],
  ['engine/round', './trip.ts', ['no-cycles']],
  // A cycle is told once, at the file where it is met first.
  ['engine/trip', './round.ts', []],
]

type Violation = { readonly from: string; readonly rule: { readonly name: string } }

const house = mkdtempSync(join(tmpdir(), 'florin-floors-'))
after(() => rmSync(house, { recursive: true, force: true }))

function put(file: string, text: string): void {
  mkdirSync(dirname(join(house, file)), { recursive: true })
  writeFileSync(join(house, file), text)
}

function build(importing: (from: string) => string): readonly Violation[] {
  rmSync(join(house, 'gateway'), { recursive: true, force: true })
  put('gateway/package.json', readFileSync(join(root, 'gateway/package.json'), 'utf8'))
  for (const file of furniture) put(`gateway/src/${file}.ts`, 'export const it = 1\n')
  put('gateway/test/seed.ts', 'export const it = 1\n')
  for (const [file, from] of rooms) put(`gateway/src/${file}.ts`, `${importing(from)}\nexport const it = 1\n`)
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      'gateway/src',
      '--config',
      join(root, '.dependency-cruiser.cjs'),
      '--output-type',
      'json',
    ],
    { cwd: house, encoding: 'utf8', maxBuffer: 64 << 20 },
  )
  assert.ok(stdout.startsWith('{'), stderr)
  const { summary } = JSON.parse(stdout)
  return summary.violations
}

for (const file of ['package.json', 'tsconfig.json']) copyFileSync(join(root, file), join(house, file))
symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'))

for (const [kind, importing] of [
  ['a value', (from: string) => `export { it as other } from '${from}'`],
  ['only a type', (from: string) => `import type { it as other } from '${from}'`],
] as const)
  test(`every rule of the floors refuses what it names, and nothing else, where ${kind} is imported`, () => {
    const violations = build(importing)
    const found = rooms.map(([file]) => [
      file,
      violations
        .filter(({ from }) => from === `gateway/src/${file}.ts`)
        .map(({ rule }) => rule.name)
        .filter((name, at, all) => all.indexOf(name) === at)
        .sort(),
    ])
    assert.deepEqual(
      found,
      rooms.map(([file, , rules]) => [file, [...rules].sort()]),
    )
  })

test('no rule of the floors goes unproved', async () => {
  const { default: config } = await import(join(root, '.dependency-cruiser.cjs'))
  const names: readonly string[] = config.forbidden.map(({ name }: { name: string }) => name)
  const proved = new Set(rooms.flatMap(([, , rules]) => rules))
  assert.deepEqual(
    names.filter((name) => !proved.has(name)),
    [],
  )
})
