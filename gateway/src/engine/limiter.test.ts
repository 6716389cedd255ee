import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { holdsForAll } from '../../test/support/seed.ts'
import { createLimiter } from './limiter.ts'

const at = { now: 0 }
const limiter = () => {
  at.now = 0
  return createLimiter({ monotonicMs: () => at.now })
}

test("a second's requests pass at once, then one as often as the rate says", () => {
  const { take } = limiter()
  const rates = [{ name: 'key', perSecond: 4 }]
  assert.deepEqual(
    Array.from({ length: 6 }, () => take(rates)),
    [0, 0, 0, 0, 250, 250],
  )
  at.now = 250
  assert.deepEqual([take(rates), take(rates)], [0, 250])
})

test('a request that one rate refuses takes nothing from another', () => {
  const { take } = limiter()
  const [small, large] = [
    { name: 'small', perSecond: 1 },
    { name: 'large', perSecond: 3 },
  ]
  assert.equal(take([small, large]), 0)
  for (let tries = 0; tries < 5; tries++) assert.ok(take([small, large]) > 0)
  assert.deepEqual([take([large]), take([large]), take([large]) > 0], [0, 0, true])
})

test('no limit is no limit', () => {
  const { take } = limiter()
  for (let tries = 0; tries < 10_000; tries++) assert.equal(take([{ name: 'any', perSecond: null }]), 0)
})

test('over any stretch no more passes than the rate and one burst; and what was told to wait passes then', async () => {
  const steps = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 200 })
  await holdsForAll(
    'rates',
    fc.property(fc.integer({ min: 1, max: 50 }), steps, (perSecond, pauses) => {
      const { take } = limiter()
      const rates = [{ name: 'key', perSecond }]
      let passed = 0
      let wait = 0
      for (const pause of pauses) {
        at.now += pause
        const next = take(rates)
        if (next === 0) passed++
        assert.ok(passed <= perSecond + Math.ceil((at.now * perSecond) / 1000) + 1e-6)
        wait = next
      }
      at.now += wait
      if (wait > 0) assert.equal(take(rates), 0)
    }),
    2000,
  )
})
