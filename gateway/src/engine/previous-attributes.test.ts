import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isUpdate, previousAttributes } from './previous-attributes.ts'

const cases: readonly (readonly [claim: string, before: object, after: object, previous: object])[] = [
  ['what stays the same is not said', { a: 1, b: { c: [1] } }, { a: 1, b: { c: [1] } }, {}],
  ['the old value of what changed', { name: 'Ada', phone: null }, { name: 'Eve', phone: null }, { name: 'Ada' }],
  ['what was not set was null', { name: null }, { name: 'Ada' }, { name: null }],
  ['what is shown only now was null', {}, { reason: 'late' }, { reason: null }],
  ['what is shown no more keeps its old value', { reason: 'late' }, {}, { reason: 'late' }],
  [
    'of metadata only the keys that changed',
    { metadata: { a: '1', b: '2' } },
    { metadata: { a: '1', c: '3' } },
    { metadata: { b: '2', c: null } },
  ],
  ['a list is said whole', { locales: ['de', 'en'] }, { locales: ['de'] }, { locales: ['de', 'en'] }],
  [
    'an object that is gone is said whole',
    { shipping: { name: 'A' } },
    { shipping: null },
    { shipping: { name: 'A' } },
  ],
  ['an object that is new was null', { shipping: null }, { shipping: { name: 'A' } }, { shipping: null }],
  ['undefined is not shown', { a: undefined }, { a: null }, {}],
]
for (const [claim, before, after, previous] of cases) {
  test(claim, () => assert.deepEqual(previousAttributes({ ...before }, { ...after }), previous))
}

test('only updates say it, and a charge that was refunded', () => {
  const types = [
    'customer.updated',
    'charge.refund.updated',
    'charge.refunded',
    'payment_intent.amount_capturable_updated',
    'charge.captured',
  ]
  assert.deepEqual(types.map(isUpdate), [true, true, true, false, false])
})
