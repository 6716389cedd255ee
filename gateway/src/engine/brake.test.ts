import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BrakeSubject, brakeKinds, brakeRules, createBrakeCounters } from './brake.ts'

const minuteMs = 60_000

function counters() {
  let now = 0
  const brake = createBrakeCounters(() => now)
  const attempt = (marks: readonly BrakeSubject[], end: 'declined' | 'passed' | 'not_tried') => {
    const held = brake.held(marks)
    if (held !== null) return held
    brake.begin(marks)
    brake.end(marks, end)
    return null
  }
  return { brake, attempt, wait: (ms: number) => (now += ms) }
}
const address: BrakeSubject[] = [{ kind: 'payer_address', name: 'env_1/192.0.2.1' }]

for (const kind of brakeKinds)
  test(`${kind}: a few declines cost nothing; then each doubles the wait, up to the longest`, () => {
    const { attempt, wait } = counters()
    const marks: BrakeSubject[] = [{ kind, name: 'a' }]
    const { free, delayMs, delayMaxMs, doubling } = brakeRules[kind]
    for (let at = 0; at <= free; at++) assert.equal(attempt(marks, 'declined'), null)
    let last = 0
    for (let at = 0; at < 60 * doubling && last < delayMaxMs; at++) {
      const held = attempt(marks, 'declined')
      assert.ok(held !== null && held.by === kind)
      assert.ok(held.waitMs >= last * 0.9, `${held.waitMs} after ${last}`)
      assert.ok(held.waitMs >= delayMs / 2 && held.waitMs <= delayMaxMs)
      last = held.waitMs
      wait(held.waitMs)
      assert.equal(attempt(marks, 'declined'), null, 'after its time a try passes')
    }
  })

test('strikes fade, a success takes one away, and what was not tried costs nothing', () => {
  const { attempt, wait } = counters()
  for (let at = 0; at < 7; at++) attempt(address, 'declined')
  assert.notEqual(attempt(address, 'declined'), null)
  wait(60 * minuteMs)
  for (let at = 0; at < 50; at++) assert.equal(attempt(address, 'not_tried'), null)
  for (let at = 0; at < 50; at++) {
    assert.equal(attempt(address, 'declined'), null)
    assert.equal(attempt(address, 'passed'), null)
  }
})

test('a shop with every third try declined is never slowed; one with nine of ten declined is', () => {
  const shop = counters()
  const env: BrakeSubject[] = [{ kind: 'environment', name: 'env_1' }]
  for (let at = 0; at < 20_000; at++) assert.equal(shop.attempt(env, at % 3 === 0 ? 'declined' : 'passed'), null)
  const attack = counters()
  let passed = 0
  for (let at = 0; at < 1000; at++) if (attack.attempt(env, at % 10 === 0 ? 'passed' : 'declined') === null) passed++
  assert.ok(passed < 200, `${passed} passed`)
})

test('many at once do not slip through before the first is answered', () => {
  const { brake } = counters()
  let begun = 0
  for (let at = 0; at < 500; at++)
    if (brake.held(address) === null) {
      brake.begin(address)
      begun++
    }
  assert.equal(begun, brakeRules.payer_address.atOnce)
})

test('of a name that is held somebody is told once, and again after it was free', () => {
  const { attempt, wait } = counters()
  for (let at = 0; at < 7; at++) attempt(address, 'declined')
  assert.equal(attempt(address, 'declined')?.first, true)
  assert.equal(attempt(address, 'declined')?.first, false)
  wait(60 * minuteMs)
  for (let at = 0; at < 6; at++) attempt(address, 'declined')
  assert.equal(attempt(address, 'declined')?.first, true)
})

test('the figure for the operator counts what is delayed now', () => {
  const { brake, attempt, wait } = counters()
  for (let at = 0; at < 7; at++) attempt(address, 'declined')
  assert.equal(brake.delayed().payer_address, 1)
  wait(60 * minuteMs)
  assert.equal(brake.delayed().payer_address, 0)
})
