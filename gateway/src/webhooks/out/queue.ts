/**
 * A receiver's queue in memory: what to send next, in which order, how much at once. It sends nothing and stores nothing;
 * the dispatcher does, and reports the results to it.
 *
 *   open     deliveries go out, as many at once as the receiver has shown to take
 *   held     so many failed in a row that the receiver counts as away: nothing goes out until `heldUntil` (by `pauseTimeIn`)
 *   probing  the hold is over: one delivery goes out; its success opens the queue, its failure holds it for longer
 *
 * Deliveries of one object go out one after the other. One that fails takes those behind it along: they wait as rows until
 * it is delivered, or for a minute, and what came after them in the log finds them there.
 *
 * What was read from the log is remembered in order until it is stored, so that the cursor never passes what a crash would
 * lose.
 */
import { pauseAfter, type RetryPlan } from '../../contracts/callback.ts'
import { failingDaysMax } from '../../contracts/receiver.ts'
import { isAfter, type Position } from '../../engine/event-log.ts'
import { assert } from '../../kernel/assert.ts'
import { dayMs, type Millis } from '../../kernel/time.ts'
import type { AttemptRecord, Delivery, DeliveryRecord } from './delivery.ts'
import { holdUntil, isHeld, type QueueHealth } from './receiver-health.ts'
import type { AttemptResult } from './sender.ts'

/** Deliveries of one queue that may be in memory: with events of 3 kB about 12 MB. More stay in the log. */
export const windowMax = 4096
/** Deliveries under way at once: 3,000 a second to a receiver that takes half a second. A receiver that fails is asked for less. */
export const inFlightMax = 2048
const inFlightFirst = 256
/** Each success makes room for so many more: a receiver that keeps up gets all that there is after one round trip. */
const inFlightGrowth = 8
/** The stored beginning of the window is cut off when it is so long, so that cutting costs little for each. */
const cutAt = 1024

/** The environment's time for what a merchant sees, the real one (`wall`), and the one that pauses go by (`pauseTimeIn`). */
export type QueueTime = { readonly env: Millis; readonly wall: Millis; readonly pause: Millis }

export type Settled = {
  readonly records: readonly DeliveryRecord[]
  /** The receiver is back: whatever waits for it is due now. */
  readonly lifted: boolean
  /** It has been failing for too long. */
  readonly exhausted: boolean
}

const delivered = (delivery: Delivery, tries: number, attempt: AttemptRecord | null): DeliveryRecord => {
  return { delivery, status: 'delivered', tries, nextAt: null, overtaken: false, attempt }
}

export class DeliveryQueue {
  /** Read from the log and not stored yet, in order. */
  #window: { readonly event: string; readonly place: Position; stored: boolean }[] = []
  /** How much of the window's beginning is stored; it is cut off from time to time. */
  #passed = 0
  readonly #byEvent = new Map<string, { stored: boolean }>()
  /** By object: the delivery that is under way or ready, and those that follow it. */
  readonly #chains = new Map<string, Delivery[]>()
  #ready: Delivery[] = []
  #inFlight = 0
  /** The one delivery that finds out whether the receiver is back. */
  #probe: Delivery | null = null
  #atOnce = inFlightFirst
  #health: QueueHealth
  /** Up to where the log was read. */
  read: Position
  /** Up to where everything is stored. */
  #stored: Position
  readonly #rows = new Set<string>()
  /** Objects with deliveries that wait, as far as that is not stored yet. */
  readonly #waiting = new Map<string, number>()
  /** Set while its owner gives it up: what is under way ends, nothing more goes out. */
  leaving = false

  constructor(cursor: Position, health: QueueHealth) {
    this.read = cursor
    this.#stored = cursor
    this.#health = health
  }

  get health(): QueueHealth {
    return this.#health
  }
  get size(): number {
    return this.#byEvent.size + this.#rows.size
  }
  get inFlight(): number {
    return this.#inFlight
  }
  /** The cursor that may be stored. */
  get cursor(): Position {
    return this.#passed === this.#window.length ? this.read : this.#stored
  }
  /** True where earlier events of the object wait and that is not stored yet. */
  blocks(object: string): boolean {
    return this.#waiting.has(object)
  }
  holds(event: string): boolean {
    return this.#rows.has(event) || this.#byEvent.has(event)
  }

  /** How many deliveries it takes now: none while it is held, one while it probes. A clock that jumped back ends a hold. */
  room(pause: Millis): number {
    if (this.leaving) return 0
    const { heldUntil } = this.#health
    if (heldUntil === null) return Math.max(0, windowMax - this.size)
    if (isHeld(heldUntil, pause)) return 0
    return this.size === 0 ? 1 : 0
  }

  /** Takes a delivery: of the log in its order, or a row that is due. */
  add(delivery: Delivery): void {
    assert(!this.holds(delivery.event), `${delivery.event} is not in the queue yet`)
    if (delivery.place === null) this.#rows.add(delivery.event)
    else this.#remember(delivery, delivery.place)
    const chain = this.#chains.get(delivery.object)
    if (chain === undefined) {
      this.#chains.set(delivery.object, [delivery])
      this.#ready.push(delivery)
    } else chain.push(delivery)
  }

  /** Notes a delivery of the log that waits as a row from the beginning. */
  park(delivery: Delivery, waitsUntil: Millis, overtaken: boolean): DeliveryRecord {
    assert(delivery.place !== null, 'only what is read from the log is parked')
    this.#remember(delivery, delivery.place)
    if (!overtaken) this.#waits(delivery.object)
    return { delivery, status: 'pending', tries: 0, nextAt: waitsUntil, overtaken, attempt: null }
  }

  #waits(object: string): void {
    this.#waiting.set(object, (this.#waiting.get(object) ?? 0) + 1)
  }

  #remember(delivery: Delivery, place: Position): void {
    // An event that is published at a later one's place does not end it: the cursor stays before until the later one is stored.
    const noted = {
      event: delivery.event,
      place: place.id === delivery.event ? place : this.#lastPlace(),
      stored: false,
    }
    this.#window.push(noted)
    this.#byEvent.set(delivery.event, noted)
  }

  #lastPlace(): Position {
    return this.#window.at(-1)?.place ?? this.#stored
  }

  /** The next delivery to send, or null where none may go now. */
  next(pause: Millis): Delivery | null {
    if (this.leaving) return null
    const { heldUntil } = this.#health
    if (heldUntil !== null && (this.#inFlight > 0 || isHeld(heldUntil, pause))) return null
    if (this.#inFlight >= this.#atOnce) return null
    const delivery = this.#ready.shift()
    if (delivery === undefined) return null
    this.#inFlight++
    if (heldUntil !== null) this.#probe = delivery
    return delivery
  }

  /** What an attempt came to. The records are to be stored; what they say has not happened before that. */
  settle(delivery: Delivery, sent: AttemptResult, plan: RetryPlan, now: QueueTime, chance: number): Settled {
    this.#inFlight--
    if (sent.againInMs !== undefined) return this.#postponed(delivery, sent.againInMs, now)
    if (sent.skipped === true) return this.#skipped(delivery)
    const { status, error, body, milliseconds } = sent
    const attempt: AttemptRecord = { at: now.env, status, error, body, milliseconds }
    const acknowledged = sent.status !== null && sent.status >= 200 && sent.status < 300
    return acknowledged ? this.#delivered(delivery, attempt) : this.#failed(delivery, attempt, plan, now, chance)
  }

  /** Nothing was sent, and it says nothing of the receiver. */
  #postponed(delivery: Delivery, pause: number, now: QueueTime): Settled {
    if (this.#probe === delivery) this.#probe = null
    this.#waits(delivery.object)
    const record: DeliveryRecord = {
      delivery,
      status: 'pending',
      tries: delivery.tries,
      nextAt: now.env + pause,
      overtaken: false,
      attempt: null,
    }
    return { records: [record, ...this.#takeAlong(delivery, false, now)], lifted: false, exhausted: false }
  }

  /** This format has no callback for the event; that says nothing about the receiver's health. */
  #skipped(delivery: Delivery): Settled {
    if (this.#probe === delivery) this.#probe = null
    this.#goOn(delivery)
    return { records: [delivered(delivery, delivery.tries, null)], lifted: false, exhausted: false }
  }

  #goOn(delivery: Delivery): void {
    const chain = this.#chainOf(delivery)
    chain.shift()
    const next = chain[0]
    if (next === undefined) this.#chains.delete(delivery.object)
    else this.#ready.push(next)
  }

  #delivered(delivery: Delivery, attempt: AttemptRecord): Settled {
    const lifted = this.#health.heldUntil !== null
    this.#probe = null
    this.#health = { failures: 0, failingSince: null, heldUntil: null }
    this.#atOnce = Math.min(inFlightMax, this.#atOnce + inFlightGrowth)
    this.#goOn(delivery)
    return { records: [delivered(delivery, delivery.tries + 1, attempt)], lifted, exhausted: false }
  }

  #failed(delivery: Delivery, attempt: AttemptRecord, plan: RetryPlan, now: QueueTime, chance: number): Settled {
    const probed = this.#probe === delivery
    if (probed) this.#probe = null
    const failingSince = this.#health.failingSince ?? now.env
    // What was under way when the hold began says nothing new, and must not make it longer.
    if (probed || this.#health.heldUntil === null) {
      const failures = this.#health.failures + 1
      this.#health = { failures, failingSince, heldUntil: holdUntil(failures, now.pause, chance) }
    }
    // A receiver that says no to one event may well take others; one that gives no answer is asked for less.
    if (attempt.status === null || attempt.status === 429 || attempt.status === 503)
      this.#atOnce = Math.max(1, this.#atOnce >> 1)

    // A probe says something of the receiver, not of the event: it does not count towards the event's plan.
    const tries = probed ? Math.max(1, delivery.tries) : delivery.tries + 1
    const progress = { tries, sinceFirstMs: now.env - delivery.firstAt, chance, status: attempt.status }
    const pause = pauseAfter(plan, progress)
    const record: DeliveryRecord = {
      delivery,
      status: pause === null ? 'failed' : 'pending',
      tries,
      nextAt: pause === null ? null : now.env + pause,
      overtaken: false,
      attempt,
    }
    if (pause !== null) this.#waits(delivery.object)
    return {
      records: [record, ...this.#takeAlong(delivery, pause === null, now)],
      lifted: false,
      exhausted: now.env - failingSince >= failingDaysMax * dayMs,
    }
  }

  /** Those behind a delivery that failed: they wait as rows, unless it is given up or they have waited long enough. */
  #takeAlong(delivery: Delivery, givenUp: boolean, now: QueueTime): DeliveryRecord[] {
    const chain = this.#chainOf(delivery)
    chain.shift()
    const first = chain[0]
    if (first === undefined) {
      this.#chains.delete(delivery.object)
      return []
    }
    if (givenUp || first.waitUntil <= now.env) {
      this.#ready.push(first)
      return []
    }
    this.#chains.delete(delivery.object)
    for (const _ of chain) this.#waits(delivery.object)
    return chain.map((behind) => ({
      delivery: behind,
      status: 'pending',
      tries: behind.tries,
      nextAt: behind.waitUntil,
      overtaken: false,
      attempt: null,
    }))
  }

  #chainOf(delivery: Delivery): Delivery[] {
    const chain = this.#chains.get(delivery.object)
    assert(chain !== undefined && chain[0] === delivery, 'a delivery is the first of its object')
    return chain
  }

  /** The record is stored: the cursor may pass it. */
  stored({ delivery: { event, object }, status, overtaken }: DeliveryRecord): void {
    if (status === 'pending' && !overtaken) {
      const left = (this.#waiting.get(object) ?? 1) - 1
      if (left === 0) this.#waiting.delete(object)
      else this.#waiting.set(object, left)
    }
    this.#rows.delete(event)
    const noted = this.#byEvent.get(event)
    if (noted === undefined) return
    noted.stored = true
    this.#byEvent.delete(event)
    const before = this.#passed
    while (this.#window[this.#passed]?.stored) this.#passed++
    const last = this.#window[this.#passed - 1]?.place
    if (this.#passed > before && last !== undefined && isAfter(last, this.#stored)) this.#stored = last
    if (this.#passed < cutAt && this.#passed < this.#window.length) return
    this.#window = this.#window.slice(this.#passed)
    this.#passed = 0
  }
}
