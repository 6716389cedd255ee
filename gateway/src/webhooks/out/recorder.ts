/** Stores what became of deliveries, many in one transaction, and only then lets the queues pass them. */
import type { Millis } from '../../kernel/time.ts'
import type { Client } from '../../storage/database.ts'
import type { DeliveryRecord } from './delivery.ts'
import { type Flush, storeFlush } from './delivery-store.ts'
import { takeInTurn } from './fair-shares.ts'
import type { OwnedQueue } from './owned-queue.ts'

/** Records of one transaction. */
const flushMax = 1000
/** Records gather for so long: nobody waits for them, and a transaction for each would take the disk from payments. */
const gatherMs = 40
/** While the database is away, what is to be stored waits this long between tries. */
export const storePauseMs = 500

export type RecorderOptions = {
  readonly connect: () => Promise<Client>
  readonly now: (owner: OwnedQueue) => Millis
  readonly sleepMs: (milliseconds: number) => Promise<void>
  readonly onFault: (error: unknown) => void
}

type Noted = { readonly owner: OwnedQueue; readonly record: DeliveryRecord }

export class Recorder {
  readonly #options: RecorderOptions
  /** By environment: one that fails a thousand times a second does not keep another's outcomes waiting. */
  readonly #noted = new Map<string, Noted[]>()
  #notedCount = 0
  #back: OwnedQueue[] = []
  #exhausted: OwnedQueue[] = []
  #client: Client | null = null
  #closing = false
  /** One transaction after the other: they share a connection. */
  #working: Promise<void> | null = null

  constructor(options: RecorderOptions) {
    this.#options = options
  }

  note(owner: OwnedQueue, records: readonly DeliveryRecord[]): void {
    if (records.length === 0) return
    const first = this.#notedCount === 0
    const line = this.#noted.get(owner.key.env) ?? []
    for (const record of records) line.push({ owner, record })
    this.#noted.set(owner.key.env, line)
    this.#notedCount += records.length
    owner.unstored += records.length
    if (first) void this.#work(() => this.#storeAll())
  }

  /** The receiver is back, or has failed for too long; stored with the records that say so. */
  turned(owner: OwnedQueue, turn: 'back' | 'exhausted'): void {
    const list = turn === 'back' ? this.#back : this.#exhausted
    if (!list.includes(owner)) list.push(owner)
  }

  /** Cursors that moved past events that nobody wanted. */
  async saveCursors(owners: Iterable<OwnedQueue>): Promise<void> {
    const moved = [...owners].filter(
      (owner) => owner.stored.receiver !== null && cursorText(owner) !== owner.savedCursor,
    )
    if (moved.length > 0) await this.#work(() => this.#storeBatch([], moved))
  }

  get busy(): boolean {
    return this.#working !== null
  }

  /** Resolves when nothing waits to be stored. */
  async idle(): Promise<void> {
    while (this.#working !== null) await this.#working
  }

  async close(): Promise<void> {
    this.#closing = true
    await this.#working?.catch(() => undefined)
    await this.#client?.end().catch(() => undefined)
  }

  #work(task: () => Promise<void>): Promise<void> {
    const mine = (this.#working ?? Promise.resolve()).then(task).finally(() => {
      if (this.#working === mine) this.#working = null
    })
    this.#working = mine
    return mine
  }

  async #storeAll(): Promise<void> {
    while (this.#notedCount > 0 && !this.#closing) {
      if (this.#notedCount < flushMax) await this.#options.sleepMs(gatherMs)
      const batch = takeInTurn(this.#noted, flushMax)
      while (!(await this.#stored(batch))) if (this.#closing) return
      this.#notedCount -= batch.length
    }
  }

  /** The same records again until they are stored: what is behind a cursor must not be passed. */
  async #stored(batch: readonly Noted[]): Promise<boolean> {
    try {
      await this.#storeBatch(batch, [...new Set(batch.map(({ owner }) => owner))])
      return true
    } catch (error) {
      this.#options.onFault(error)
      if (!this.#closing) await this.#options.sleepMs(storePauseMs)
      return false
    }
  }

  async #storeBatch(batch: readonly Noted[], owners: readonly OwnedQueue[]): Promise<void> {
    const keyed = (owner: OwnedQueue) => ({ ...owner.key, now: this.#options.now(owner) })
    const [back, exhausted] = [[...this.#back], [...this.#exhausted]]
    const cursors = owners.map(cursorText)
    await this.#store({
      records: batch.map(({ owner, record }) => ({ ...record, ...keyed(owner) })),
      queues: owners.map(({ key, queue }) => ({ ...key, cursor: queue.cursor, health: queue.health })),
      lifted: back.map(keyed),
      exhausted: exhausted.map(keyed),
    })
    this.#back = this.#back.slice(back.length)
    this.#exhausted = this.#exhausted.slice(exhausted.length)
    for (const [at, owner] of owners.entries()) owner.savedCursor = cursors[at] ?? ''
    for (const { owner, record } of batch) {
      owner.unstored--
      owner.queue.stored(record)
      if (record.status === 'pending') owner.waiting = true
    }
  }

  async #store(flush: Flush): Promise<void> {
    this.#client ??= await this.#options.connect()
    const session = this.#client
    try {
      await storeFlush(flush, session)
    } catch (error) {
      this.#client = null
      await session.end().catch(() => undefined)
      throw error
    }
  }
}

const cursorText = ({ queue: { cursor } }: OwnedQueue): string => `${cursor.tx}/${cursor.id}`
