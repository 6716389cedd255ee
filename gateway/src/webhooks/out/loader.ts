/** The loader: fills the queues with deliveries from the log and from due rows. A body is rendered once for all receivers. */
import type { CallbackFormat, CallbackTransport, WireEvent } from '../../contracts/callback.ts'
import { waitMs } from '../../contracts/receiver.ts'
import type { AnswerSetup } from '../../engine/answer.ts'
import { eventsTable } from '../../engine/engine-tables.ts'
import { type LogPage, type Position, readLog } from '../../engine/event-log.ts'
import { type FoldedEvent, publicEvents, showEvent } from '../../engine/events.ts'
import type { Registry } from '../../engine/registry.ts'
import { assert } from '../../kernel/assert.ts'
import { type Millis, pauseTimeIn } from '../../kernel/time.ts'
import type { Pool } from '../../storage/database.ts'
import { chaosEffect, noChaos } from './chaos.ts'
import type { Delivery, DeliveryRecord } from './delivery.ts'
import { type DueDelivery, type Obstacles, queueName, readDue, readObstacles } from './delivery-store.ts'
import { shareLeft } from './fair-shares.ts'
import { foreignBody } from './foreign-body.ts'
import type { OwnedQueue } from './owned-queue.ts'

/** Events that one look reads for one queue. */
const pageMax = 500
/** Events of one look over all queues, shared by environments and then by queues: the next look, and the first attempts, are not far. */
const lookMax = 1024
/** Deliveries in memory over all queues: bounds the memory of a gateway with many slow receivers. */
const deliveriesMax = 16_384
/** And their bytes, by the size of an environment's bodies as they were lately: a third of the thread's heap. */
const deliveryBytesMax = 64 << 20
/** What a body is taken to be while none was made, and at least. */
const usualBodyBytes = 4 << 10
/** Bytes of bodies that are kept for the other endpoints of an environment. */
const bodiesBytesMax = 16 << 20

export type DeliveryLoaderOptions = {
  readonly pool: Pool
  readonly registry: Registry
  readonly answers: AnswerSetup
  readonly formatOf: (name: string) => CallbackFormat | CallbackTransport
  /** How many endpoints of an environment want a type: the event says so. */
  readonly receiversOf: (env: string, type: string) => number
  readonly now: (owner: OwnedQueue) => Millis
  readonly wallMs: () => Millis
  /** Takes what has to be stored at once: deliveries that wait as rows from the beginning. */
  readonly note: (owner: OwnedQueue, records: readonly DeliveryRecord[]) => void
}

type Open = { readonly owner: OwnedQueue; readonly room: number }

export class DeliveryLoader {
  readonly #options: DeliveryLoaderOptions
  readonly #bodies = new Map<string, Buffer>()
  #bodiesBytes = 0
  #looks = 0
  /** By environment: how large a body has been lately. */
  readonly #bodyBytes = new Map<string, number>()

  constructor(options: DeliveryLoaderOptions) {
    this.#options = options
  }

  #bodyOf(event: FoldedEvent, owner: OwnedQueue, name: string): Buffer | Promise<Buffer | null> {
    const format = this.#options.formatOf(name)
    if (!('envelope' in format)) return foreignBody(name, event, owner.environment, this.#options)
    const version = owner.stored.receiver?.api_version ?? null
    const key = `${name}/${version ?? ''}/${event.env}/${event.id}`
    const known = this.#bodies.get(key)
    if (known !== undefined) return known
    const pending = Math.max(1, this.#options.receiversOf(event.env, event.type))
    // The event's own view made it; a format reads of it what every event has.
    const shown = showEvent(
      event,
      { pending, version },
      owner.environment,
      this.#options.answers,
    ) as unknown as WireEvent
    const body = Buffer.from(format.envelope(shown))
    this.#keep(key, body)
    const lately = this.#bodyBytes.get(event.env) ?? usualBodyBytes
    this.#bodyBytes.set(event.env, Math.max(usualBodyBytes, body.length, 0.99 * lately))
    return body
  }

  #keep(key: string, body: Buffer): void {
    this.#bodies.set(key, body)
    this.#bodiesBytes += body.length
    for (const [oldest, { length }] of this.#bodies) {
      if (this.#bodiesBytes <= bodiesBytesMax) return
      this.#bodies.delete(oldest)
      this.#bodiesBytes -= length
    }
  }

  #loggedDelivery(owner: OwnedQueue, event: FoldedEvent, place: Position): Delivery {
    const { receiver } = owner.stored
    assert(receiver !== null, 'a log is read for an endpoint')
    const now = this.#options.now(owner)
    const { format } = receiver
    return {
      ...described(event),
      body: () => this.#bodyOf(event, owner, format),
      url: receiver.url,
      format,
      place,
      tries: 0,
      firstAt: now,
      waitUntil: now + waitMs,
      chaos: chaosEffect(owner.environment.livemode ? null : receiver.chaos, owner.count++),
    }
  }

  async #addLogged(open: readonly Open[]): Promise<{ added: number; more: boolean }> {
    const pages = await readLog(
      open.map(({ owner, room }) => ({
        env: owner.key.env,
        after: owner.queue.read,
        patterns: owner.stored.receiver?.enabled_events ?? [],
        limit: room,
      })),
      this.#options,
    )
    const read = pages.map((page, at) => {
      const { owner } = open[at] as Open
      const deliveries = page.entries.map(({ event, place }) => this.#loggedDelivery(owner, event, place))
      return { owner, page, deliveries }
    })
    const hindered = read.filter(({ owner, deliveries }) => deliveries.length > 0 && (owner.waiting || !owner.caughtUp))
    const obstacles = await readObstacles(
      hindered.map(({ owner, deliveries }) => ({ key: owner.key, events: deliveries })),
      this.#options.pool,
    )
    for (const { owner, page, deliveries } of read)
      this.#addPage(owner, page, { deliveries, obstacles: obstacles.get(owner.name) ?? null })
    const added = read.reduce((sum, { deliveries }) => sum + deliveries.length, 0)
    return { added, more: pages.some(({ more }) => more) }
  }

  #addPage(
    owner: OwnedQueue,
    page: LogPage,
    { deliveries, obstacles }: { deliveries: readonly Delivery[]; obstacles: Obstacles | null },
  ): void {
    const { queue } = owner
    for (const delivery of deliveries) {
      if (obstacles?.known.has(delivery.event) || queue.holds(delivery.event)) continue
      const { delayMs, overtaken } = delivery.chaos
      const blocked = obstacles?.blocked.has(delivery.object) || queue.blocks(delivery.object)
      if (delayMs > 0) this.#options.note(owner, [queue.park(delivery, delivery.firstAt + delayMs, overtaken)])
      else if (blocked) this.#options.note(owner, [queue.park(delivery, delivery.waitUntil, false)])
      else queue.add(delivery)
    }
    queue.read = page.scanned
    if (!page.more) owner.caughtUp = true
  }

  async #addDue(open: readonly Open[], owners: ReadonlyMap<string, OwnedQueue>): Promise<number> {
    const wanted = open.map(({ owner, room }) => ({
      ...owner.key,
      // What is under way is still due in the database.
      room: room + Math.min(owner.queue.size, pageMax),
      now: this.#options.now(owner),
    }))
    const due = await readDue(wanted, this.#options.pool)
    const fresh = due.filter((row) => owners.get(queueName(row))?.queue.holds(row.event) === false)
    if (fresh.length === 0) return 0
    const events = await this.#eventsOf(fresh)
    let added = 0
    for (const row of fresh) {
      const owner = owners.get(queueName(row))
      const event = events.get(`${row.env}/${row.event}`)
      if (owner === undefined || event === undefined || owner.queue.room(this.#pauseTime(owner)) === 0) continue
      owner.queue.add(this.#dueDelivery(owner, row, event))
      added++
    }
    return added
  }

  async #eventsOf(due: readonly DueDelivery[]): Promise<Map<string, FoldedEvent>> {
    const { rows } = await this.#options.pool.query<Record<string, unknown>>(
      'select e.* from (select distinct * from unnest($1::text[], $2::text[]) as w(env, id)) w join events e on e.env = w.env and e.id = w.id',
      [due.map(({ env }) => env), due.map(({ event }) => event)],
    )
    const records = rows.map((record) => eventsTable.read(record))
    const events = await publicEvents(records, this.#options)
    return new Map(events.map((event) => [`${event.env}/${event.id}`, event]))
  }

  #dueDelivery(owner: OwnedQueue, row: DueDelivery, event: FoldedEvent): Delivery {
    return {
      ...described(event),
      body: () => this.#bodyOf(event, owner, row.format),
      url: row.url ?? owner.stored.receiver?.url ?? '',
      format: row.format,
      place: null,
      tries: row.tries,
      firstAt: row.firstAt,
      waitUntil: row.waitUntil,
      chaos: noChaos,
    }
  }

  #pauseTime(owner: OwnedQueue): Millis {
    return pauseTimeIn(owner.environment.clock, this.#options.wallMs())
  }

  /** How many deliveries an environment may still take into memory, by their number and by their bytes. */
  #roomOf(env: string, held: { readonly own: number; readonly all: number; readonly bytes: number }): number {
    const each = this.#bodyBytes.get(env) ?? usualBodyBytes
    const bytes = shareLeft(deliveryBytesMax, held.own * each, held.bytes)
    return Math.min(shareLeft(deliveriesMax, held.own, held.all), Math.floor(bytes / each))
  }

  /** Queues that take something now, and how much: environments share a look, and the queues of each share its part. */
  #withRoom(owners: Iterable<OwnedQueue>, all: Iterable<OwnedQueue>): Open[] {
    const open = Map.groupBy(
      [...owners].filter((owner) => owner.queue.room(this.#pauseTime(owner)) > 0),
      ({ key }) => key.env,
    )
    if (open.size === 0) return []
    const sizes = new Map<string, number>()
    for (const { key, queue } of all) sizes.set(key.env, (sizes.get(key.env) ?? 0) + queue.size)
    let [held, bytes] = [0, 0]
    for (const [env, size] of sizes) {
      held += size
      bytes += size * (this.#bodyBytes.get(env) ?? usualBodyBytes)
    }
    const part = Math.ceil(lookMax / open.size)
    return [...open].flatMap(([env, queues]) => {
      const room = Math.min(part, this.#roomOf(env, { own: sizes.get(env) ?? 0, all: held, bytes }))
      const each = Math.min(pageMax, Math.ceil(room / queues.length))
      return rotated(queues, this.#looks)
        .slice(0, each === 0 ? 0 : Math.ceil(room / each))
        .map((owner) => ({ owner, room: Math.min(owner.queue.room(this.#pauseTime(owner)), each) }))
    })
  }

  /** One look for all queues; gives how many deliveries came in, and whether the log has more. */
  async look(owners: ReadonlyMap<string, OwnedQueue>): Promise<{ added: number; more: boolean }> {
    this.#looks++
    const open = this.#withRoom(owners.values(), owners.values())
    if (open.length === 0) return { added: 0, more: false }
    const due = await this.#addDue(open, owners)
    const readers = open.map(({ owner }) => owner).filter(({ stored }) => stored.receiver !== null)
    const logged = await this.#addLogged(this.#withRoom(readers, owners.values()))
    return { added: due + logged.added, more: logged.more }
  }
}

/** The same, beginning somewhere else: where there is not room for all queues, each comes first in its turn. */
const rotated = <T>(all: readonly T[], by: number): T[] => [
  ...all.slice(by % all.length),
  ...all.slice(0, by % all.length),
]

const described = (event: FoldedEvent) => ({
  event: event.id,
  object: event.object_id,
  seq: event.seq,
  type: event.type,
})
