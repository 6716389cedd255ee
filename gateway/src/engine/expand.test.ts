import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefusal } from '../kernel/refusal.ts'
import { usualReceipts } from './command.ts'
import { expand, listPaths, refuseExpansion } from './expand.ts'
import type { AnyView, View, ViewContext, WireObject } from './view.ts'

type Row = { id: string; child: string | null; other: string | null; secret: string | null }
const rowOf = (id: string, to: Partial<Row> = {}): Row => ({ id, child: null, other: null, secret: null, ...to })

/** A noun that may expand into itself, into another, and into a field that its object does not show. */
const viewOf = (noun: string): View<Row> => ({
  noun,
  expands: {
    child: { noun, id: (row) => row.child },
    other: { noun: '*', id: (row) => row.other },
    secret: { noun, id: (row) => row.secret },
    stranger: { noun: 'nobody', id: () => 'no_1' },
  },
  render: (row) => ({ object: noun, id: row.id, child: row.child, other: row.other, stranger: 'no_1' }),
})
const charge = viewOf('charge')
const views: ReadonlyMap<string, AnyView> = new Map<string, AnyView>([
  ['charge', charge],
  ['refund', { noun: 'refund', expands: {}, render: (row: Row) => ({ object: 'refund', id: row.id }) }],
])
const context: ViewContext = {
  environment: {
    id: 'env_1',
    account: 'acct_1',
    livemode: false,
    clock: { mode: 'wall' },
    fees: { ratePpm: 0, fixed: 0 },
    connectorAccount: { id: 'ca_1', connector: 'simulator', seed: '' },
    backups: [],
    statementDescriptor: 'SHOP',
    country: 'DE',
    defaultCurrency: 'eur',
    receipts: usualReceipts,
    strictDialects: [],
  },
  publicUrl: '',
  audience: 'secret',
  methods: { all: [], of: () => null },
  now: 0,
}

/** Expands a row among others, and says which were loaded. */
function expanding(paths: readonly string[], rows: readonly Row[], late = false) {
  const loaded: string[] = []
  const load = (_: string, id: string): unknown => {
    loaded.push(id)
    const row = rows.find((each) => each.id === id) ?? null
    return late ? Promise.resolve(row) : row
  }
  const [first] = rows
  assert.ok(first !== undefined)
  const shown = expand(charge.render(first, context), first, charge, paths, views, load, context)
  return { shown, loaded }
}

/** A look into an expanded object: `at(shown, 'child.id')`. */
const at = (object: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, name) => Reflect.get(Object(inner), name), object)

test('a field becomes the object that it names, four levels deep', () => {
  const rows = ['ch_1', 'ch_2', 'ch_3', 'ch_4', 'ch_5'].map((id, index) => rowOf(id, { child: `ch_${index + 2}` }))
  const { shown } = expanding(['child.child.child.child'], rows)
  assert.equal(at(shown, 'child.child.child.child.id'), 'ch_5')
  assert.equal(at(shown, 'child.child.child.child.child'), 'ch_6', 'the fifth stays an id')
})

test('what is at hand is expanded at once; only a row that comes later makes the answer a promise', async () => {
  const rows = [rowOf('ch_1', { child: 'ch_2', other: 're_1' }), rowOf('ch_2', { child: 'ch_1' }), rowOf('re_1')]
  const now = expanding(['child.child', 'other'], rows)
  assert.ok(!(now.shown instanceof Promise))
  const later = expanding(['child.child', 'other'], rows, true)
  assert.ok(later.shown instanceof Promise)
  assert.deepEqual(await later.shown, now.shown)
  assert.deepEqual(later.loaded, now.loaded)
})

test('duplicates and shared prefixes are loaded once', () => {
  const rows = [
    rowOf('ch_1', { child: 'ch_2' }),
    rowOf('ch_2', { child: 'ch_3', other: 're_1' }),
    rowOf('ch_3'),
    rowOf('re_1'),
  ]
  const { shown, loaded } = expanding(['child', 'child', 'child.child', 'child.other'], rows)
  assert.deepEqual(loaded, ['ch_2', 'ch_3', 're_1'])
  assert.deepEqual([at(shown, 'child.child.id'), at(shown, 'child.other.object')], ['ch_3', 'refund'])
})

test('an id that tells its own noun is expanded as that noun', () => {
  const { shown } = expanding(['other'], [rowOf('ch_1', { other: 're_1' }), rowOf('re_1')])
  assert.equal(at(shown, 'other.object'), 'refund')
})

test('a field without an id, of an unknown noun, or whose row is gone stays as it was', () => {
  const { shown, loaded } = expanding(['child', 'other', 'stranger'], [rowOf('ch_1', { other: 're_gone' })])
  assert.deepEqual(shown, { object: 'charge', id: 'ch_1', child: null, other: 're_gone', stranger: 'no_1' })
  assert.deepEqual(loaded, ['re_gone'])
})

test('a field that the object does not show is not brought back by expansion', () => {
  const { shown, loaded } = expanding(['secret'], [rowOf('ch_1', { secret: 'ch_2' }), rowOf('ch_2')])
  assert.ok(!('secret' in (shown as WireObject)))
  assert.deepEqual(loaded, [])
})

const refusedPaths: readonly (readonly [claim: string, paths: readonly string[], param: string])[] = [
  ['an unknown field', ['colour'], 'expand[0]'],
  ['an unknown field after a known one', ['child', 'child.colour'], 'expand[1]'],
  ['five levels', ['child.child.child.child.child'], 'expand[0]'],
  ['below a noun that expands nothing', ['stranger.child'], 'expand[0]'],
  ['an empty path', [''], 'expand[0]'],
  ['an empty level', ['child..child'], 'expand[0]'],
  // Every object has these from its prototype.
  ['constructor', ['constructor'], 'expand[0]'],
  ['constructor below a field', ['child.constructor'], 'expand[0]'],
  ['toString', ['toString'], 'expand[0]'],
  ['__proto__', ['__proto__'], 'expand[0]'],
]
for (const [claim, paths, param] of refusedPaths) {
  test(`refused before anything is done · ${claim}`, () => {
    const refusal = refuseExpansion('charge', paths, views)
    assert.ok(isRefusal(refusal))
    assert.deepEqual([refusal.code, refusal.param], ['parameter_invalid', param])
  })
  test(`harmless, should it ever get further · ${claim}`, () => {
    const rows = [rowOf('ch_1', { child: 'ch_2' }), rowOf('ch_2', { child: 'ch_1' })]
    assert.equal(at(expanding(paths, rows).shown, 'object'), 'charge')
  })
}

test('what can be expanded passes, also where any of several nouns may stand', () => {
  assert.equal(refuseExpansion('charge', ['child.child.child.child', 'other.child', 'stranger'], views), null)
})

test('a list expands below data, and nothing else', () => {
  assert.deepEqual(listPaths(['data.child', 'data.child.other']), ['child', 'child.other'])
  const refusal = listPaths(['data.child', 'child'])
  assert.ok(isRefusal(refusal))
  assert.equal(refusal.param, 'expand[1]')
})
