import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Type } from 'typebox'
import { isRefusal } from '../kernel/refusal.ts'
import { usualReceipts } from './command.ts'
import { expand, type Loader, listPaths, refuseExpansion } from './expand.ts'
import type { AnyView, View, ViewContext, WireObject } from './view.ts'

type Row = { id: string; child: string | null; other: string | null; secret: string | null }
const rowOf = (id: string, to: Partial<Row> = {}): Row => ({ id, child: null, other: null, secret: null, ...to })

/** Expansion looks at what is rendered, and never at a schema. */
const undocumented = { about: '', schema: () => Type.Object({}) }

/** A noun with fields of its own: into itself, into another, one that it does not show, and one of a noun without a view. */
const charge: View<Row> = {
  ...undocumented,
  noun: 'charge',
  expands: { child: 'charge', other: 'refund', secret: 'charge', stranger: 'nobody' },
  includes: {
    refunds: { list: 'refund', where: ({ id }) => ({ charge: id }), url: ({ id }) => `/v1/charges/${id}/refunds` },
    sum: { shows: ({ id }) => ({ of: id }) },
  },
  render: (row) => ({ object: 'charge', id: row.id, child: row.child, other: row.other, stranger: 'no_1' }),
}
const refund: View<Row> = {
  ...undocumented,
  noun: 'refund',
  render: (row) => ({ object: 'refund', id: row.id, charge: row.child, payment_intent: null }),
}
const transaction: View<Row> = {
  ...undocumented,
  noun: 'balance_transaction',
  render: (row) => ({ object: 'balance_transaction', id: row.id, source: row.other }),
}
const customer: View<Row> = {
  ...undocumented,
  noun: 'customer',
  render: (row) => ({
    object: 'customer',
    id: row.id,
    ...(row.id === 'cus_gone' ? { deleted: true } : { invoice_settings: { default_payment_method: row.other } }),
  }),
}
const prefixes = new Map([
  ['ch', 'charge'],
  ['re', 'refund'],
  ['txn', 'balance_transaction'],
  ['cus', 'customer'],
])
const views: ReadonlyMap<string, AnyView> = new Map(
  [charge, refund, transaction, customer].map((view): [string, AnyView] => [view.noun, view]),
)
const context: ViewContext = {
  environment: {
    id: 'env_1',
    account: 'acct_1',
    livemode: false,
    clock: { mode: 'wall' },
    fees: { ratePpm: 0, fixed: 0 },
    connectorAccounts: [{ id: 'ca_1', connector: 'simulator', seed: '' }],
    statementDescriptor: 'SHOP',
    country: 'DE',
    defaultCurrency: 'eur',
    receipts: usualReceipts,
    strictDialects: [],
  },
  publicUrl: '',
  audience: 'secret',
  methods: { all: [], of: () => null, notOffered: new Map() },
  now: 0,
}

/** Expands a row among others, and says which were loaded. */
function expanding(
  paths: readonly string[],
  rows: readonly Row[],
  { late = false, view = charge, audience = 'secret' as ViewContext['audience'] } = {},
) {
  const loaded: string[] = []
  const given = <T>(found: T): T | Promise<T> => (late ? Promise.resolve(found) : found)
  const load: Loader = {
    one: (_, id) => {
      loaded.push(id)
      return given(rows.find((each) => each.id === id) ?? null)
    },
    newest: (noun, where, limit) => {
      loaded.push(`${noun} of ${where.charge}`)
      return given(rows.filter(({ id, child }) => id.startsWith('re_') && child === where.charge).slice(0, limit))
    },
  }
  const [first] = rows
  assert.ok(first !== undefined)
  const seen = { ...context, audience }
  const shown = expand(view.render(first, seen), first, view, paths, { views, prefixes, load, context: seen })
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
  const now = expanding(['child.child', 'other', 'refunds'], rows)
  assert.ok(!(now.shown instanceof Promise))
  const later = expanding(['child.child', 'other', 'refunds'], rows, { late: true })
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

test('an id that tells its own noun is expanded as that noun, where the field may show it', () => {
  const rows = [rowOf('txn_1', { other: 're_1' }), rowOf('re_1'), rowOf('cus_1')]
  assert.equal(at(expanding(['source'], rows, { view: transaction }).shown, 'source.object'), 'refund')
  const [, ...others] = rows
  const odd = expanding(['source'], [rowOf('txn_1', { other: 'cus_1' }), ...others], { view: transaction })
  assert.deepEqual([at(odd.shown, 'source'), odd.loaded], ['cus_1', []])
})

test('a list within an object has ten, newest first, and says where the others are', () => {
  const refunds = Array.from({ length: 11 }, (_, number) => rowOf(`re_${number}`, { child: 'ch_1' }))
  const { shown } = expanding(['refunds.data.charge'], [rowOf('ch_1'), ...refunds])
  const list = at(shown, 'refunds')
  assert.deepEqual(
    ['object', 'has_more', 'url', 'data.length', 'data.0.charge.object'].map((path) => at(list, path)),
    ['list', true, '/v1/charges/ch_1/refunds', 10, 'charge'],
  )
  const few = at(expanding(['refunds', 'sum'], [rowOf('ch_2'), ...refunds]).shown, 'refunds')
  assert.deepEqual(few, { object: 'list', data: [], has_more: false, url: '/v1/charges/ch_2/refunds' })
  assert.deepEqual(at(expanding(['sum'], [rowOf('ch_1')]).shown, 'sum'), { of: 'ch_1' })
})

test('what is not there is null where it may be, and otherwise stays away', () => {
  const { shown } = expanding(
    ['invoice', 'dispute', 'transfer', 'on_behalf_of.settings.branding.logo'],
    [rowOf('ch_1')],
  )
  const object = shown as WireObject
  assert.deepEqual([object.invoice, object.on_behalf_of, 'transfer' in object], [null, null, false])
})

test('a part that is always shown is expanded within', () => {
  const rows = [rowOf('cus_1', { other: 'ch_1' }), rowOf('ch_1')]
  const { shown } = expanding(['invoice_settings.default_payment_method'], rows, { view: customer })
  assert.equal(at(shown, 'invoice_settings.default_payment_method'), 'ch_1', 'no payment method goes by that id')
})

test('of what was deleted nothing is expanded', () => {
  const { shown } = expanding(['default_source', 'sources'], [rowOf('cus_gone')], { view: customer })
  assert.deepEqual(shown, { object: 'customer', id: 'cus_gone', deleted: true })
})

test('a browser is shown no list and no null that the object kept from it', () => {
  const { shown, loaded } = expanding(['refunds', 'invoice', 'secret'], [rowOf('ch_1')], { audience: 'publishable' })
  assert.deepEqual(Object.keys(shown).sort(), ['child', 'id', 'object', 'other', 'stranger'])
  assert.deepEqual(loaded, [])
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
  ['a field that holds no object', ['amount'], 'expand[0]'],
  ['a list without its data', ['refunds.charge'], 'expand[0]'],
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
  const paths = [
    'child.child.child.child',
    'other.charge',
    'stranger',
    'refunds.data.charge.child.other',
    'refunds.data',
  ]
  assert.equal(refuseExpansion('charge', paths, views), null)
  const below = ['source.dispute', 'source.payment_intent.latest_charge.refunds', 'source.destination']
  assert.equal(refuseExpansion('balance_transaction', below, views), null)
})

test('a list expands below data, and nothing else', () => {
  assert.deepEqual(listPaths(['data', 'data.child', 'data.child.other']), ['child', 'child.other'])
  assert.deepEqual(listPaths(['total_count', 'data.child'], 'search'), ['child'])
  assert.ok(isRefusal(listPaths(['total_count'])))
  const refusal = listPaths(['data.child', 'child'])
  assert.ok(isRefusal(refusal))
  assert.equal(refusal.param, 'expand[1]')
})
