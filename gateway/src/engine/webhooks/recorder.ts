/** Stores what became of deliveries, many in one transaction, and only then lets the queues pass them. */
import type { Millis } from '../../kernel/time.ts'
import type { Client } from '../../storage/database.ts'
import type { DeliveryRecord } from './delivery.ts'
import type { Owned } from './owner.ts'
import { type Flush, storeFlush } from './store.ts'

/** Records of one transaction. */
const flushMax = 1000
/** While the database is away, what is to be stored waits this long between tries. */
export const storePauseMs = 500

export type Recorder = {
  note(owner: Owned, records: readonly DeliveryRecord[]): void
  turned(owner: Owned, turn: 'back' | 'exhausted'): void
  /** Cursors that moved past events that nobody wanted. */
  saveCursors(owners: Iterable<Owned>): Promise<void>
  /** Resolves when nothing waits to be stored. */
  idle(): Promise<void>
  busy(): boolean
  close(): Promise<void>
}

export type RecorderOptions = {
  readonly connect: () => Promise<Client>
  readonly now: (owner: Owned) => Millis
  readonly pauseMs: (milliseconds: number) => Promise<void>
  readonly onFault: (error: unknown) => void
}

type Noted = { readonly owner: Owned; readonly record: DeliveryRecord }

export function createRecorder(options: RecorderOptions): Recorder {
  let noted: Noted[] = []
  let back: Owned[] = []
  let exhausted: Owned[] = []
  let client: Client | null = null
  let closing = false
  /** One transaction after the other: they share a connection. */
  let working: Promise<void> | null = null

  const keyed = (owner: Owned) => ({ ...owner.key, now: options.now(owner) })

  const store = async (flush: Flush): Promise<void> => {
    client ??= await options.connect()
    const session = client
    try {
      await storeFlush(flush, session)
    } catch (error) {
      client = null
      await session.end().catch(() => undefined)
      throw error
    }
  }

  const storeBatch = async (batch: readonly Noted[], owners: readonly Owned[]): Promise<void> => {
    const turns = { back: [...back], exhausted: [...exhausted] }
    const cursors = owners.map(cursorText)
    await store({
      records: batch.map(({ owner, record }) => ({ ...record, ...keyed(owner) })),
      queues: owners.map(({ key, queue }) => ({ ...key, cursor: queue.cursor, health: queue.health })),
      lifted: turns.back.map(keyed),
      exhausted: turns.exhausted.map(keyed),
    })
    back = back.slice(turns.back.length)
    exhausted = exhausted.slice(turns.exhausted.length)
    for (const [at, owner] of owners.entries()) owner.savedCursor = cursors[at] ?? ''
    for (const { owner, record } of batch) {
      owner.unstored--
      owner.queue.stored(record)
      if (record.status === 'pending') owner.waiting = true
    }
  }

  const storeAll = async (): Promise<void> => {
    // At the end of this turn, so that what ended together is stored together.
    await new Promise((resume) => setImmediate(resume))
    while (noted.length > 0 && !closing) {
      const batch = noted.slice(0, flushMax)
      try {
        await storeBatch(batch, [...new Set(batch.map(({ owner }) => owner))])
        noted = noted.slice(batch.length)
      } catch (error) {
        options.onFault(error)
        if (!closing) await options.pauseMs(storePauseMs)
      }
    }
  }

  const work = (task: () => Promise<void>): Promise<void> => {
    const before = working ?? Promise.resolve()
    const mine = before.then(task).finally(() => {
      if (working === mine) working = null
    })
    working = mine
    return mine
  }

  return {
    note: (owner, records) => {
      if (records.length === 0) return
      const first = noted.length === 0
      for (const record of records) noted.push({ owner, record })
      owner.unstored += records.length
      if (first) void work(storeAll)
    },
    turned: (owner, turn) => {
      const list = turn === 'back' ? back : exhausted
      if (!list.includes(owner)) list.push(owner)
    },
    saveCursors: async (owners) => {
      const moved = [...owners].filter(
        (owner) => owner.stored.receiver !== null && cursorText(owner) !== owner.savedCursor,
      )
      if (moved.length > 0) await work(() => storeBatch([], moved))
    },
    idle: async () => {
      while (working !== null) await working
    },
    busy: () => working !== null,
    close: async () => {
      closing = true
      await working?.catch(() => undefined)
      await client?.end().catch(() => undefined)
    },
  }
}

const cursorText = ({ queue: { cursor } }: Owned): string => `${cursor.tx}/${cursor.id}`
