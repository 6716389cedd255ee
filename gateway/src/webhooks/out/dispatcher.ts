/**
 * The dispatcher: delivers for every queue that this process owns.
 *
 *   log  → loader → queue (in memory, bounded) → sender loop → recorder: one transaction for many records, with the cursors
 *   rows ↗  (what failed, waits, or was asked for again)
 *
 * Nothing is in memory only: a delivery that is not stored is behind its queue's cursor, and whoever owns the queue next reads
 * it again. So a crash at any moment repeats at most what was under way, under the same event id, and loses nothing.
 */
import type { CallbackFormat, CallbackTransport } from '../../contracts/callback.ts'
import type { Receiver } from '../../contracts/receiver.ts'
import type { AnswerSetup } from '../../engine/answer.ts'
import type { EnvironmentSettings } from '../../engine/command.ts'
import { readable } from '../../engine/event-log.ts'
import { covers } from '../../engine/event-patterns.ts'
import type { Registry } from '../../engine/registry.ts'
import { assert } from '../../kernel/assert.ts'
import type { Secret } from '../../kernel/secret.ts'
import { type Millis, pauseTimeIn } from '../../kernel/time.ts'
import type { Client, Pool } from '../../storage/database.ts'
import { queueName, readQueues, type StoredQueue } from './delivery-store.ts'
import { DeliveryLoader } from './loader.ts'
import { type OwnedQueue, ownedQueue } from './owned-queue.ts'
import { DeliveryQueue } from './queue.ts'
import { Recorder, storePauseMs } from './recorder.ts'
import type { Sender } from './sender.ts'
import { type AttemptReport, createSenderLoop, type SenderLoop } from './sender-loop.ts'
import { type Shards, shardOf } from './shards.ts'

export type DispatcherOptions = {
  readonly pool: Pool
  /** A connection of its own for what is stored, pipelined. */
  readonly connect: () => Promise<Client>
  readonly shards: Shards
  readonly registry: Registry
  readonly answers: AnswerSetup
  readonly formats: ReadonlyMap<string, CallbackFormat | CallbackTransport>
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

/** Endpoints, clocks and ownership are looked at this often: a change is noticed within it. */
const refreshMs = 500
/** Between two reads of the log while there is work, and while there is none. */
const busyPauseMs = 40
const idlePauseMs = 100
/** After work there may be more: so long the shorter pause is kept. */
const busyMs = 1000
/** What is left to be stored at the end gets this long. */
const lastStoreMs = 3000
/** Cursors that moved past events that nobody wanted are stored this often. */
const saveCursorsMs = 1000

export class Dispatcher {
  readonly #options: DispatcherOptions
  readonly #owners = new Map<string, OwnedQueue>()
  readonly #recorder: Recorder
  readonly #senderLoop: SenderLoop
  readonly #loader: DeliveryLoader
  #receivers: readonly StoredQueue[] = []
  #refreshedAt = Number.NEGATIVE_INFINITY
  #running: Promise<void> | null = null
  #stopped = false
  #wake: () => void = () => undefined

  constructor(options: DispatcherOptions) {
    this.#options = options
    const now = (owner: OwnedQueue) => options.nowIn(owner.environment)
    const formatOf = (name: string): CallbackFormat | CallbackTransport => {
      const format = options.formats.get(name)
      assert(format !== undefined, `the callback format ${name} exists`)
      return format
    }
    this.#recorder = new Recorder({ connect: options.connect, now, sleepMs, onFault: options.onFault })
    const note: Recorder['note'] = (owner, records) => this.#recorder.note(owner, records)
    this.#senderLoop = createSenderLoop({
      ...options,
      formatOf,
      note,
      turned: (owner, turn) => this.#recorder.turned(owner, turn),
      timeOf: (owner) => ({
        env: now(owner),
        wall: options.wallMs(),
        pause: pauseTimeIn(owner.environment.clock, options.wallMs()),
      }),
    })
    this.#loader = new DeliveryLoader({
      ...options,
      formatOf,
      note,
      now,
      receiversOf: (env, type) =>
        this.#receivers.filter((stored) => stored.env === env && covers(stored.receiver?.enabled_events ?? [], type))
          .length,
    })
  }

  /** Works until it is stopped. */
  start(): void {
    this.#running ??= this.#work()
  }

  /** Looks at clocks and endpoints again at once: somebody has changed them. */
  hurry(): void {
    this.#refreshedAt = Number.NEGATIVE_INFINITY
    this.#wake()
  }

  /** Works until nothing is due and nothing is under way. */
  async settle(): Promise<void> {
    await readable(this.#options.pool, sleepMs)
    for (let quiet = 0; quiet < 2; ) {
      this.#refreshedAt = Number.NEGATIVE_INFINITY
      const { added } = await this.#round()
      while (this.#senderLoop.underWay() > 0 || this.#recorder.busy) {
        await this.#recorder.idle()
        if (this.#senderLoop.underWay() > 0) await sleepMs(2)
      }
      quiet = added === 0 ? quiet + 1 : 0
    }
    await this.#recorder.saveCursors(this.#owners.values())
  }

  /** Ends what is under way, stores it, and gives its queues to others. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#wake()
    await this.#running
    for (const { queue } of this.#owners.values()) queue.leaving = true
    while (this.#senderLoop.underWay() > 0) await sleepMs(2)
    const stored = this.#recorder.idle().then(() => this.#recorder.saveCursors(this.#owners.values()))
    // Without its database it ends all the same: what is not stored is behind the cursor.
    const waited = new AbortController()
    await Promise.race([stored, sleepMs(lastStoreMs, waited.signal)]).catch(this.#options.onFault)
    // Else its timer would hold the thread, and with it the end of the process, for as long as the longest wait.
    waited.abort()
    await this.#recorder.close()
    await this.#options.shards.close()
    await this.#options.sender.close()
  }

  async #work(): Promise<void> {
    const { monotonicMs, onFault } = this.#options
    let busyUntil = 0
    let savedAt = monotonicMs()
    while (!this.#stopped) {
      try {
        const { added, more } = await this.#round()
        const time = monotonicMs()
        if (added > 0) busyUntil = time + busyMs
        if (time - savedAt >= saveCursorsMs) {
          savedAt = time
          await this.#recorder.saveCursors(this.#owners.values())
        }
        if (!more) await this.#pauseMs(time < busyUntil ? busyPauseMs : idlePauseMs)
      } catch (error) {
        onFault(error)
        await this.#pauseMs(storePauseMs)
      }
    }
  }

  async #round(): Promise<{ added: number; more: boolean }> {
    if (this.#options.monotonicMs() - this.#refreshedAt >= refreshMs) await this.#refresh()
    const looked = await this.#loader.look(this.#owners)
    for (const owner of this.#owners.values()) this.#senderLoop.pump(owner)
    return looked
  }

  /** Takes what this process should deliver for, and lets go of what it should not. */
  async #refresh(): Promise<void> {
    const { shards, pool, environmentsOf } = this.#options
    const before = await readQueues(pool)
    const claimed = await shards.refresh(new Set(before.map((stored) => shardOf(queueName(stored)))))
    const surplus = new Set(claimed.surplus)
    // Whose shard came to us just now may have moved on meanwhile: cursors are read once it is ours.
    this.#receivers = claimed.taken ? await readQueues(pool) : before
    const environments = await environmentsOf([...new Set(this.#receivers.map(({ env }) => env))])
    const mine = new Set<string>()
    for (const stored of this.#receivers) {
      const name = queueName(stored)
      const environment = environments.get(stored.env)
      if (environment === undefined || !shards.owned.has(shardOf(name))) continue
      mine.add(name)
      this.#take(name, stored, environment, surplus.has(shardOf(name)))
    }
    // Disabled, deleted, or another process' now: what is under way still ends and is stored.
    for (const [name, owner] of this.#owners) {
      if (!mine.has(name)) owner.queue.leaving = true
      if (owner.queue.leaving && isIdle(owner)) this.#owners.delete(name)
    }
    for (const shard of surplus)
      if (![...this.#owners.keys()].some((name) => shardOf(name) === shard)) await shards.give(shard)
    this.#refreshedAt = this.#options.monotonicMs()
  }

  #take(name: string, stored: StoredQueue, environment: EnvironmentSettings, surplus: boolean): void {
    const known = this.#owners.get(name)
    // Enabled anew: its cursor begins anew, once what is under way has ended.
    const restarted = known !== undefined && known.stored.receiver?.enabled_since !== stored.receiver?.enabled_since
    if (known === undefined || (restarted && isIdle(known))) {
      const queue = new DeliveryQueue(stored.cursor, stored.health)
      if (!surplus) this.#owners.set(name, ownedQueue(stored, environment, queue))
      return
    }
    if (JSON.stringify(known.stored.receiver?.chaos) !== JSON.stringify(stored.receiver?.chaos)) known.count = 0
    known.queue.leaving = surplus || restarted
    if (!restarted) known.stored = stored
    known.waiting = stored.waiting || known.unstored > 0
    known.environment = environment
  }

  /** A pause of the loop; `stop` ends it early. */
  #pauseMs(milliseconds: number): Promise<void> {
    return new Promise((resume) => {
      const timer = setTimeout(resume, milliseconds)
      this.#wake = () => {
        clearTimeout(timer)
        resume()
      }
    })
  }
}

const isIdle = ({ queue, unstored }: OwnedQueue): boolean => queue.inFlight === 0 && unstored === 0
const sleepMs = (milliseconds: number, ended?: AbortSignal): Promise<void> =>
  new Promise((resume) => {
    const timer = setTimeout(resume, milliseconds)
    ended?.addEventListener('abort', () => clearTimeout(timer), { once: true })
  })
