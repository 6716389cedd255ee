/** From the log and from rows that are due to deliveries in their queues: what to send, rendered once for all receivers. */
import type { CallbackFormat, CallbackManner, WireEvent } from '../../contracts/callback.ts'
import { assert } from '../../kernel/assert.ts'
import { type Millis, pauseTimeIn } from '../../kernel/time.ts'
import type { Pool } from '../../storage/database.ts'
import type { AnswerSetup } from '../answer.ts'
import { type FoldedEvent, publicEvents, showEvent } from '../events.ts'
import { type LogPage, type Position, readLog } from '../log.ts'
import { eventsTable } from '../records.ts'
import type { Registry } from '../registry.ts'
import { calm, fateOf } from './chaos.ts'
import type { Delivery, DeliveryRecord } from './delivery.ts'
import { foreignBody } from './foreign.ts'
import type { Owned } from './owner.ts'
import { waitMs } from './receiver.ts'
import { type DueDelivery, queueName, readDue, readObstacles } from './store.ts'

/** Events that one look reads for one queue. */
const pageMax = 500
/** Deliveries in memory over all queues: bounds the memory of a gateway with many slow receivers. */
const deliveriesMax = 16_384
/** Bodies that are kept for the other endpoints of an environment. */
const bodiesMax = 4096

export type IntakeOptions = {
  readonly pool: Pool
  readonly registry: Registry
  readonly answers: AnswerSetup
  readonly formatOf: (name: string) => CallbackFormat | CallbackManner
  /** How many endpoints of an environment want a type: the event says so. */
  readonly receiversOf: (env: string, type: string) => number
  readonly now: (owner: Owned) => Millis
  readonly wallMs: () => Millis
  /** Takes what has to be stored at once: deliveries that wait as rows from the beginning. */
  readonly note: (owner: Owned, records: readonly DeliveryRecord[]) => void
}

type Open = { readonly owner: Owned; readonly room: number }

export class Intake {
  readonly #options: IntakeOptions
  readonly #bodies = new Map<string, Buffer>()

  constructor(options: IntakeOptions) {
    this.#options = options
  }

  #bodyOf(event: FoldedEvent, owner: Owned, name: string): Buffer | Promise<Buffer | null> {
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
    this.#bodies.set(key, body)
    if (this.#bodies.size > bodiesMax) this.#bodies.delete(this.#bodies.keys().next().value ?? '')
    return body
  }

  #loggedDelivery(owner: Owned, event: FoldedEvent, place: Position): Delivery {
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
      fate: fateOf(owner.environment.livemode ? null : receiver.chaos, owner.count++),
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
    let added = 0
    for (const [at, page] of pages.entries()) {
      await this.#addPage((open[at] as Open).owner, page)
      added += page.entries.length
    }
    return { added, more: pages.some(({ more }) => more) }
  }

  async #addPage(owner: Owned, page: LogPage): Promise<void> {
    const { queue } = owner
    const deliveries = page.entries.map(({ event, place }) => this.#loggedDelivery(owner, event, place))
    const unhindered = deliveries.length === 0 || (owner.caughtUp && !owner.waiting)
    const obstacles = unhindered ? null : await readObstacles(owner.key, deliveries, this.#options.pool)
    for (const delivery of deliveries) {
      if (obstacles?.known.has(delivery.event) || queue.holds(delivery.event)) continue
      const { delayMs, overtaken } = delivery.fate
      const blocked = obstacles?.blocked.has(delivery.object) || queue.blocks(delivery.object)
      if (delayMs > 0) this.#options.note(owner, [queue.park(delivery, delivery.firstAt + delayMs, overtaken)])
      else if (blocked) this.#options.note(owner, [queue.park(delivery, delivery.waitUntil, false)])
      else queue.add(delivery)
    }
    queue.read = page.scanned
    if (!page.more) owner.caughtUp = true
  }

  async #addDue(open: readonly Open[], owners: ReadonlyMap<string, Owned>): Promise<number> {
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

  #dueDelivery(owner: Owned, row: DueDelivery, event: FoldedEvent): Delivery {
    return {
      ...described(event),
      body: () => this.#bodyOf(event, owner, row.format),
      url: row.url ?? owner.stored.receiver?.url ?? '',
      format: row.format,
      place: null,
      tries: row.tries,
      firstAt: row.firstAt,
      waitUntil: row.waitUntil,
      fate: calm,
    }
  }

  #pauseTime(owner: Owned): Millis {
    return pauseTimeIn(owner.environment.clock, this.#options.wallMs())
  }

  #withRoom(owners: Iterable<Owned>, left: number): Open[] {
    return [...owners]
      .map((owner) => ({ owner, room: Math.min(owner.queue.room(this.#pauseTime(owner)), pageMax, left) }))
      .filter(({ room }) => room > 0)
  }

  /** One look for all queues; gives how many deliveries came in, and whether the log has more. */
  async look(owners: ReadonlyMap<string, Owned>): Promise<{ added: number; more: boolean }> {
    let left = deliveriesMax
    for (const { queue } of owners.values()) left -= queue.size
    const open = this.#withRoom(owners.values(), left)
    if (open.length === 0) return { added: 0, more: false }
    const due = await this.#addDue(open, owners)
    const readers = open.map(({ owner }) => owner).filter(({ stored }) => stored.receiver !== null)
    const logged = await this.#addLogged(this.#withRoom(readers, left))
    return { added: due + logged.added, more: logged.more }
  }
}

const described = (event: FoldedEvent) => ({
  event: event.id,
  object: event.object_id,
  seq: event.seq,
  type: event.type,
})
