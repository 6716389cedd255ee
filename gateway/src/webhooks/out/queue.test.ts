import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { pauseAfter } from '../../contracts/callback.ts'
import { waitMs } from '../../contracts/receiver.ts'
import { logStart } from '../../engine/event-log.ts'
import { covers, likePatterns } from '../../engine/event-patterns.ts'
import { dayMs, minuteMs, secondMs } from '../../kernel/time.ts'
import { chaosEffect, noChaos } from './chaos.ts'
import type { Delivery } from './delivery.ts'
import { nativePlan } from './native-format.ts'
import { DeliveryQueue, inFlightMax, windowMax } from './queue.ts'
import { holdAfter } from './receiver-health.ts'

const healthy = { failures: 0, failingSince: null, heldUntil: null }
const openQueue = (health: ConstructorParameters<typeof DeliveryQueue>[1] = healthy) =>
  new DeliveryQueue(logStart, health)

let made = 0
const delivery = (object: string, more: Partial<Delivery> = {}): Delivery => {
  const number = ++made
  const event = `evt_${String(number).padStart(6, '0')}`
  return {
    event,
    object,
    seq: number,
    type: 'charge.succeeded',
    body: () => Buffer.from('{}'),
    url: 'http://x',
    format: 'native',
    place: { tx: number, id: event },
    tries: 0,
    firstAt: 0,
    waitUntil: waitMs,
    chaos: noChaos,
    ...more,
  }
}
const yes = { status: 200, error: null, body: '', milliseconds: 1 }
const no = { status: 500, error: null, body: '', milliseconds: 1 }
const timeOf = (env: number, wall: number) => ({ env, wall, pause: wall })
const now = timeOf(1000, 1000)
const drain = (queue: DeliveryQueue, wall = 0): Delivery[] => {
  const out: Delivery[] = []
  for (let next = queue.next(wall); next !== null; next = queue.next(wall)) out.push(next)
  return out
}

test('one of each object is under way; the next one follows when it is acknowledged', () => {
  const queue = openQueue()
  const [a1, a2, b1] = [delivery('a'), delivery('a'), delivery('b')]
  for (const one of [a1, a2, b1]) queue.add(one)
  assert.deepEqual(drain(queue), [a1, b1])
  const { records } = queue.settle(a1, yes, nativePlan, now, 0.5)
  assert.deepEqual(
    records.map(({ status }) => status),
    ['delivered'],
  )
  assert.deepEqual(drain(queue), [a2])
})

test('one that fails takes those behind it along, and the log finds them waiting until that is stored', () => {
  const queue = openQueue()
  const [first, behind] = [delivery('a'), delivery('a')]
  queue.add(first)
  queue.add(behind)
  drain(queue)
  const { records } = queue.settle(first, no, nativePlan, now, 0.5)
  assert.deepEqual(
    records.map(({ status, tries, nextAt }) => [status, tries, nextAt]),
    [
      ['pending', 1, 1000 + 10 * secondMs],
      ['pending', 0, waitMs],
    ],
  )
  assert.ok(queue.blocks('a'))
  for (const record of records) queue.stored(record)
  assert.ok(!queue.blocks('a'))
  assert.equal(queue.size, 0)
})

test('one that has waited its minute goes, whatever became of the one before', () => {
  const queue = openQueue()
  const [first, behind] = [delivery('a'), delivery('a')]
  queue.add(first)
  queue.add(behind)
  drain(queue)
  queue.settle(first, no, nativePlan, timeOf(waitMs + 1, 0), 0.5)
  assert.deepEqual(drain(queue), [behind])
})

test('the cursor never passes what is not stored', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(4), { minLength: 1, maxLength: 40 }),
      fc.infiniteStream(fc.boolean()),
      (objects, effects) => {
        const queue = openQueue()
        const all = objects.map((object) => delivery(String(object)))
        for (const one of all) queue.add(one)
        queue.read = { tx: 1e9, id: '' }
        const stored = new Set<string>()
        for (let under = drain(queue); under.length > 0; under = drain(queue)) {
          for (const one of under.reverse()) {
            for (const record of queue.settle(one, effects.next().value ? yes : { ...no }, nativePlan, now, 0.5)
              .records) {
              stored.add(record.delivery.event)
              queue.stored(record)
            }
            const unstored = all.filter(({ event }) => !stored.has(event))
            for (const { place } of unstored) assert.ok(place !== null && queue.cursor.tx < place.tx)
          }
        }
        if (stored.size === all.length) assert.equal(queue.cursor.tx, 1e9)
      },
    ),
    { numRuns: 200 },
  )
})

test('after failures in a row it is held; one probe finds out, and success lifts it', () => {
  const queue = openQueue()
  for (let count = 0; count < holdAfter; count++) {
    const one = delivery(`o${count}`)
    queue.add(one)
    assert.deepEqual(drain(queue), [one])
    for (const record of queue.settle(one, no, nativePlan, now, 0.5).records) queue.stored(record)
  }
  assert.equal(queue.room(now.wall), 0)
  queue.add(delivery('x'))
  queue.add(delivery('y'))
  assert.deepEqual(drain(queue, now.wall), [])
  const [probe, ...more] = drain(queue, now.wall + minuteMs)
  assert.ok(probe)
  assert.equal(more.length, 0, 'one probe and no more')
  const failed = queue.settle(probe, no, nativePlan, timeOf(2000, now.wall + minuteMs), 0.5)
  assert.equal(failed.records[0]?.tries, 1, 'a probe counts once towards the plan')
  assert.deepEqual(drain(queue, now.wall + minuteMs), [])
  const [second] = drain(queue, now.wall + 3 * minuteMs)
  assert.ok(second)
  assert.ok(queue.settle(second, yes, nativePlan, now, 0.5).lifted)
  assert.ok(queue.room(now.wall) > 0)
})

test('failures that were under way when the hold began do not make it longer', () => {
  const queue = openQueue()
  const many = Array.from({ length: 60 }, (_, at) => delivery(`o${at}`))
  for (const one of many) queue.add(one)
  const under = drain(queue)
  for (const one of under) queue.settle(one, no, nativePlan, now, 0.5)
  assert.equal(queue.health.heldUntil, now.wall + 5 * secondMs)
})

test('a hold of a clock that jumped back does not hold', () => {
  const queue = openQueue({ failures: holdAfter, failingSince: 0, heldUntil: 10 * dayMs })
  assert.equal(queue.room(0), 1)
})

test('failing for five days is too long', () => {
  const queue = openQueue({ failures: 3, failingSince: 0, heldUntil: null })
  const one = delivery('a')
  queue.add(one)
  drain(queue)
  assert.ok(queue.settle(one, no, nativePlan, timeOf(5 * dayMs, 0), 0.5).exhausted)
})

test('what is in memory and what is under way are bounded', () => {
  const queue = openQueue()
  for (let count = 0; count < windowMax; count++) queue.add(delivery(`o${count}`))
  assert.equal(queue.room(0), 0)
  for (let round = 0; round < 20; round++)
    for (const one of drain(queue))
      for (const record of queue.settle(one, yes, nativePlan, now, 0.5).records) queue.stored(record)
  const fresh = Array.from({ length: windowMax }, (_, at) => delivery(`p${at}`))
  for (const one of fresh) queue.add(one)
  assert.equal(drain(queue).length, inFlightMax)
})

test('the native plan grows, ends after three days, and its jitter keeps to a tenth', () => {
  let sum = 0
  let before = 0
  for (const [at, pause] of nativePlan.pausesMs.entries()) {
    assert.ok(pause >= before)
    before = pause
    const least = pauseAfter(nativePlan, { tries: at + 1, sinceFirstMs: 0, chance: 0 })
    const most = pauseAfter(nativePlan, { tries: at + 1, sinceFirstMs: 0, chance: 1 })
    assert.deepEqual([least, most], [Math.round(pause * 0.9), Math.round(pause * 1.1)])
    sum += pause
  }
  assert.ok(sum > 2.9 * dayMs && sum <= 3 * dayMs, `${sum / dayMs} days`)
  assert.equal(pauseAfter(nativePlan, { tries: nativePlan.pausesMs.length + 1, sinceFirstMs: 0, chance: 0 }), null)
  assert.equal(pauseAfter(nativePlan, { tries: 3, sinceFirstMs: 3 * dayMs, chance: 0.5 }), null)
})

test('patterns: all, a family, one type; an underscore is no wildcard in SQL', () => {
  assert.ok(
    covers(['*'], 'charge.failed') &&
      covers(['charge.*'], 'charge.failed') &&
      covers(['charge.failed'], 'charge.failed'),
  )
  assert.ok(!covers(['charge.*', 'refund.failed'], 'payment_intent.created'))
  assert.equal(likePatterns(['*']), '%')
  assert.equal(likePatterns(['payment_intent.*', 'charge.failed']), 'payment\\_intent.%,charge.failed')
})

test('chaos repeats with its seed, keeps to its shares, and is nothing where it is off', () => {
  const chaos = { seed: 7, duplicate: 30, delay: 20, delay_seconds: 10, reorder: 10, drop: 40 }
  const effects = Array.from({ length: 2000 }, (_, at) => chaosEffect(chaos, at))
  assert.deepEqual(
    effects,
    Array.from({ length: 2000 }, (_, at) => chaosEffect(chaos, at)),
  )
  const share = (count: number) => Math.round(count / 20)
  assert.ok(Math.abs(share(effects.filter(({ duplicate }) => duplicate).length) - 30) <= 4)
  assert.ok(Math.abs(share(effects.filter(({ drop }) => drop).length) - 40) <= 4)
  assert.ok(Math.abs(share(effects.filter(({ overtaken }) => overtaken).length) - 10) <= 4)
  assert.ok(effects.every(({ delayMs }) => delayMs <= 10 * secondMs))
  assert.notDeepEqual(effects[0], chaosEffect({ ...chaos, seed: 8 }, 0))
  assert.deepEqual(chaosEffect(null, 1), noChaos)
})
