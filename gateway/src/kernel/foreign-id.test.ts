import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { holdsForAll } from '../../test/support/seed.ts'
import { snowflakeIds, textIds, uuid4Ids, uuid7Ids } from './foreign-id.ts'
import { idSource } from './id.ts'

const shapes = {
  uuid4: uuid4Ids('pi'),
  other: uuid4Ids('pi', 'other'),
  uuid7: uuid7Ids('pi'),
  text: textIds('pi', { begins: 'TRX', letters: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', length: 16 }),
  snowflake: snowflakeIds('pi', 'pi_'),
}
const at = Date.UTC(2026, 10, 21, 7, 15, 22, 566)

test('a foreign id leads back to the beginning of ours, whenever ours was made', async () => {
  await holdsForAll(
    'every shape leads back',
    fc.property(fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2075, 0) }), fc.nat(300), (time, more) => {
      const newId = idSource(() => time, randomBytes)
      let id = newId('pi')
      for (let made = 0; made < more; made++) id = newId('pi')
      for (const [name, ids] of Object.entries(shapes)) {
        const begins = ids.beginningOf(ids.of(id))
        assert.ok(begins !== null && id.startsWith(begins), `${name} of ${id}: ${begins}`)
      }
    }),
    300,
  )
})

test('each has the form that its API shows', () => {
  const id = idSource(() => at, randomBytes)('pi')
  assert.match(shapes.uuid4.of(id), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.match(shapes.uuid7.of(id), /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.equal(Number.parseInt(shapes.uuid7.of(id).replace('-', '').slice(0, 12), 16), at)
  assert.notEqual(shapes.uuid4.of(id), shapes.other.of(id))
  assert.match(shapes.text.of(id), /^TRX[0-9A-Z]{16}$/)
  assert.match(shapes.snowflake.of(id), /^pi_\d{19}$/)
  assert.equal((BigInt(shapes.snowflake.of(id).slice(3)) >> 22n) + 1_288_834_974_657n, BigInt(at))
})

test('ids of one process and millisecond are told apart', () => {
  const newId = idSource(() => at, randomBytes)
  const ids = Array.from({ length: 200 }, () => newId('pi'))
  for (const shape of [shapes.uuid4, shapes.uuid7, shapes.text])
    assert.equal(new Set(ids.map((id) => shape.of(id))).size, ids.length)
  const few = ids.slice(0, 16)
  assert.equal(new Set(few.map((id) => shapes.snowflake.of(id))).size, few.length)
})

test('what is no foreign id leads nowhere', () => {
  for (const [name, ids] of Object.entries(shapes))
    for (const text of [
      '',
      'pi_',
      'pi_12',
      'TRX',
      'TRX!!!!!!!!!!!!!!!!',
      '00000000-0000-0000-0000-000000000000',
      'x'.repeat(36),
    ])
      assert.equal(ids.beginningOf(text), null, `${name}: ${text}`)
})
