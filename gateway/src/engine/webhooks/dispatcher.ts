/**
 * The dispatcher: delivers for every queue that this process owns.
 *
 *   log  → intake → queue (in memory, bounded) → courier → recorder: one transaction for many records, with the cursors
 *   rows ↗  (what failed, waits, or was asked for again)
 *
 * Nothing is in memory only: a delivery that is not stored is behind its queue's cursor, and whoever owns the queue next reads
 * it again. So a crash at any moment repeats at most what was under way, under the same event id, and loses nothing.
 */
import type { CallbackFormat } from '../../contracts/callback.ts'
import { assert } from '../../kernel/assert.ts'
import type { Secret } from '../../kernel/secret.ts'
import type { Millis } from '../../kernel/time.ts'
import type { Client, Pool } from '../../storage/database.ts'
import type { AnswerSetup } from '../answer.ts'
import type { EnvironmentSettings } from '../command.ts'
import type { Registry } from '../registry.ts'
import { type AttemptReport, createCourier } from './courier.ts'
import { createIntake } from './intake.ts'
import { type Owned, ownedQueue } from './owner.ts'
import { covers } from './patterns.ts'
import { DeliveryQueue } from './queue.ts'
import type { Receiver } from './receiver.ts'
import { createRecorder, storePauseMs } from './recorder.ts'
import type { Sender } from './sender.ts'
import { type Shards, shardOf } from './shards.ts'
import { queueName, readQueues, type StoredQueue } from './store.ts'

export type DispatcherOptions = {
  readonly pool: Pool
  /** A connection of its own for what is stored, pipelined. */
  readonly connect: () => Promise<Client>
  readonly shards: Shards
  readonly registry: Registry
  readonly answers: AnswerSetup
  readonly formats: ReadonlyMap<string, CallbackFormat>
  readonly sender: Sender
  readonly environmentsOf: (envs: readonly string[]) => Promise<ReadonlyMap<string, EnvironmentSettings>>
  /** The signing secrets that live now, newest first; for a null receiver those of payments' own URLs. */
  readonly secretsOf: (env: string, receiver: Receiver | null, now: Millis) => Promise<readonly Secret<string>[]>
  readonly nowIn: (environment: EnvironmentSettings) => Millis
  readonly wallMs: () => Millis
  readonly monotonicMs: () => number
  /** From 0 to 1. */
  readonly chance: () => number
  readonly onFault: (error: unknown) => void
  readonly onAttempt: (report: AttemptReport) => void
}

export type Dispatcher = {
  /** Works until it is stopped. */
  start(): void
  /** Works until nothing is due and nothing is under way. */
  settle(): Promise<void>
  /** Ends what is under way, stores it, and gives its queues to others. */
  stop(): Promise<void>
}

/** Endpoints, clocks and ownership are looked at this often: a change is noticed within it. */
const refreshMs = 500
/** Between two looks at the log while there is work, and while there is none. */
const busyPauseMs = 20
const idlePauseMs = 100
/** After work there may be more: so long the shorter pause is kept. */
const busyMs = 1000
/** What is left to be stored at the end gets this long. */
const lastStoreMs = 3000
/** Cursors that moved past events that nobody wanted are stored this often. */
const saveCursorsMs = 1000

export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const owners = new Map<string, Owned>()
  let receivers: readonly StoredQueue[] = []
  let refreshedAt = Number.NEGATIVE_INFINITY
  let running: Promise<void> | null = null
  let stopped = false
  let wake: () => void = () => undefined

  const now = (owner: Owned) => options.nowIn(owner.environment)
  const formatOf = (name: string): CallbackFormat => {
    const format = options.formats.get(name)
    assert(format !== undefined, `the callback format ${name} exists`)
    return format
  }
  /** A pause of the loop; `wake` ends it early. */
  const pauseMs = (milliseconds: number): Promise<void> =>
    new Promise((resume) => {
      const timer = setTimeout(resume, milliseconds)
      wake = () => {
        clearTimeout(timer)
        resume()
      }
    })
  const sleepMs = (milliseconds: number) => new Promise<void>((resume) => setTimeout(resume, milliseconds))

  const recorder = createRecorder({ connect: options.connect, now, pauseMs: sleepMs, onFault: options.onFault })
  const { note, turned } = recorder
  const courier = createCourier({
    ...options,
    formatOf,
    note,
    turned,
    moment: (owner) => ({ env: now(owner), wall: options.wallMs() }),
  })
  const receiversOf = (env: string, type: string): number =>
    receivers.filter((stored) => stored.env === env && covers(stored.receiver?.enabled_events ?? [], type)).length
  const intake = createIntake({ ...options, formatOf, note, now, receiversOf })

  /** Takes what this process should deliver for, and lets go of what it should not. */
  const refresh = async (): Promise<void> => {
    const surplus = new Set(await options.shards.refresh())
    receivers = await readQueues(options.pool)
    const environments = await options.environmentsOf([...new Set(receivers.map(({ env }) => env))])
    const mine = new Set<string>()
    for (const stored of receivers) {
      const name = queueName(stored)
      const environment = environments.get(stored.env)
      if (environment === undefined || !options.shards.owned.has(shardOf(name))) continue
      mine.add(name)
      take(name, stored, environment, surplus.has(shardOf(name)))
    }
    // Disabled, deleted, or another process' now: what is under way still ends and is stored.
    for (const [name, owner] of owners) {
      if (!mine.has(name)) owner.queue.leaving = true
      if (owner.queue.leaving && isIdle(owner)) owners.delete(name)
    }
    for (const shard of surplus)
      if (![...owners.keys()].some((name) => shardOf(name) === shard)) await options.shards.give(shard)
    refreshedAt = options.monotonicMs()
  }

  const take = (name: string, stored: StoredQueue, environment: EnvironmentSettings, surplus: boolean): void => {
    const known = owners.get(name)
    // Enabled anew: its cursor begins anew, once what is under way has ended.
    const restarted = known !== undefined && known.stored.receiver?.enabled_since !== stored.receiver?.enabled_since
    if (known === undefined || (restarted && isIdle(known))) {
      if (!surplus) owners.set(name, ownedQueue(stored, environment, new DeliveryQueue(stored.cursor, stored.health)))
      return
    }
    if (JSON.stringify(known.stored.receiver?.chaos) !== JSON.stringify(stored.receiver?.chaos)) known.count = 0
    known.queue.leaving = surplus || restarted
    if (!restarted) known.stored = stored
    known.waiting = stored.waiting || known.unstored > 0
    known.environment = environment
  }

  const isIdle = ({ queue, unstored }: Owned): boolean => queue.inFlight === 0 && unstored === 0

  const round = async (): Promise<{ added: number; more: boolean }> => {
    if (options.monotonicMs() - refreshedAt >= refreshMs) await refresh()
    const looked = await intake.look(owners)
    for (const owner of owners.values()) courier.pump(owner)
    return looked
  }

  const work = async (): Promise<void> => {
    let busyUntil = 0
    let savedAt = options.monotonicMs()
    while (!stopped) {
      try {
        const { added, more } = await round()
        const time = options.monotonicMs()
        if (added > 0) busyUntil = time + busyMs
        if (time - savedAt >= saveCursorsMs) {
          savedAt = time
          await recorder.saveCursors(owners.values())
        }
        if (!more) await pauseMs(time < busyUntil ? busyPauseMs : idlePauseMs)
      } catch (error) {
        options.onFault(error)
        await pauseMs(storePauseMs)
      }
    }
  }

  /** Waits until nothing is under way, whatever time receivers take. */
  const ended = async (): Promise<void> => {
    while (courier.underWay() > 0 || recorder.busy()) {
      await recorder.idle()
      if (courier.underWay() > 0) await sleepMs(2)
    }
  }

  return {
    start: () => {
      running ??= work()
    },
    settle: async () => {
      for (let quiet = 0; quiet < 2; ) {
        refreshedAt = Number.NEGATIVE_INFINITY
        const { added } = await round()
        await ended()
        quiet = added === 0 ? quiet + 1 : 0
      }
      await recorder.saveCursors(owners.values())
    },
    stop: async () => {
      stopped = true
      wake()
      await running
      for (const { queue } of owners.values()) queue.leaving = true
      while (courier.underWay() > 0) await sleepMs(2)
      // Without its database it ends all the same: what is not stored is behind the cursor.
      await Promise.race([
        recorder.idle().then(() => recorder.saveCursors(owners.values())),
        sleepMs(lastStoreMs),
      ]).catch(options.onFault)
      await recorder.close()
      await options.shards.close()
      await options.sender.close()
    },
  }
}
