import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Ability, type Capabilities, everythingBy, lackOf, verbs } from './capabilities.ts'

const choosy: Capabilities = {
  methods: { card: { verbs: ['authorise', 'refund'], currencies: ['eur'], parts: ['partial_refund'] } },
  others: { verbs: ['authorise', 'capture'], currencies: 'every', parts: [] },
}

test('what is not listed cannot be done, and what is missing is named', () => {
  const table: readonly [Ability, unknown][] = [
    [{ verb: 'authorise', method: 'card', currency: 'eur' }, null],
    [{ verb: 'authorise', method: 'card', currency: 'usd' }, { lacks: 'currency' }],
    [{ verb: 'authorise', method: 'card' }, null],
    [{ verb: 'capture', method: 'card', currency: 'eur' }, { lacks: 'verb' }],
    [{ verb: 'void', method: 'card', currency: 'eur' }, { lacks: 'verb' }],
    [{ verb: 'refund', method: 'card', currency: 'eur', parts: ['partial_refund'] }, null],
    [
      { verb: 'refund', method: 'card', currency: 'eur', parts: ['partial_refund', 'several_refunds'] },
      { lacks: 'part', part: 'several_refunds' },
    ],
    [{ verb: 'authorise', method: 'qris', currency: 'idr' }, null],
    [
      { verb: 'capture', method: 'qris', parts: ['partial_capture'] },
      { lacks: 'part', part: 'partial_capture' },
    ],
    // A name that every object has is no method.
    [{ verb: 'refund', method: 'toString' }, { lacks: 'verb' }],
  ]
  for (const [ability, lack] of table) assert.deepEqual(lackOf(choosy, ability), lack, JSON.stringify(ability))
  assert.deepEqual(lackOf({ methods: choosy.methods }, { verb: 'authorise', method: 'qris' }), { lacks: 'method' })
})

test('who can do everything lacks nothing', () => {
  for (const verb of verbs)
    assert.equal(lackOf(everythingBy(verbs), { verb, method: 'any', currency: 'xof', parts: ['overcapture'] }), null)
})
