/**
 * What an operator's alerts ask the database: asked at most every fifteen seconds however often it is scraped, on a connection of its
 * own, and answered from indexes or with a bound; no question reads a table that grows with payments.
 */
import { idTime } from '../kernel/id.ts'
import type { Connection } from '../storage/database.ts'
import { createSideConnection } from '../storage/side-connection.ts'

export type Figures = {
  /** Seconds since the oldest call whose outcome is in doubt was made; 0 where none is. */
  readonly oldestDoubtSeconds: number
  readonly doubts: number
  /** Seconds by which the oldest due work of live environments, and of those whose clock runs, is late. */
  readonly oldestDueSeconds: number
  /** Deliveries that wait for a further attempt; counted up to `backlogMax`. */
  readonly webhookBacklog: number
  readonly heldQueues: number
  readonly disabledEndpoints: number
  readonly databaseBytes: number
  /** Null: the books were never audited. */
  readonly auditedSecondsAgo: number | null
  readonly auditFaults: number
}

/** Counting stops here: more is no other alert, and counting on would cost more. */
const backlogMax = 100_000
const doubtsMax = 10_000
const freshMs = 15_000
const answerMs = 900

// Each from an index: the smallest id in doubt, the smallest due time, the partial index of pending deliveries up to the bound;
// endpoints and queues are few, a database's size is what its files say.
const question = `select
  (select min(id) from due_work where kind = 'call' and tries > 0) as doubt,
  (select count(*) from (select 1 from due_work where kind = 'call' and tries > 0 limit ${doubtsMax}) d)::int as doubts,
  (select d.due_at from due_work d where not exists (select 1 from environments e
     where e.env = d.env and not e.livemode and coalesce(e.doc->'clock'->>'mode', 'wall') <> 'wall') order by d.due_at limit 1) as due,
  (select count(*) from (select 1 from webhook_deliveries where status = 'pending' limit ${backlogMax}) w)::int as backlog,
  (select count(*) from webhook_queues where held_until is not null)::int as held,
  (select count(*) from webhook_endpoints where state = 'disabled')::int as disabled,
  pg_database_size(current_database()) as bytes,
  (select at from operations where name = 'audit') as audited,
  (select (doc->>'faults')::int from operations where name = 'audit') as faults`

type Row = {
  doubt: string | null
  doubts: number
  due: number | null
  backlog: number
  held: number
  disabled: number
  bytes: number | bigint
  audited: number | null
  faults: number | null
}

export type FigureReader = { read(): Promise<Figures | null>; close(): void }

export function createFigures(
  connection: Connection,
  { wallMs, monotonicMs }: { wallMs: () => number; monotonicMs: () => number },
): FigureReader {
  const side = createSideConnection({
    connection,
    answerMs,
    freshMs,
    monotonicMs,
    question: async (client) => (await client.query<Row>(question)).rows[0] ?? null,
  })
  const since = (at: number | null): number => (at === null ? 0 : Math.max(0, (wallMs() - at) / 1000))
  return {
    read: async () => {
      const row = await side.ask().catch(() => null)
      if (row === null) return null
      return {
        oldestDoubtSeconds: since(row.doubt === null ? null : idTime(row.doubt)),
        doubts: row.doubts,
        oldestDueSeconds: since(row.due),
        webhookBacklog: row.backlog,
        heldQueues: row.held,
        disabledEndpoints: row.disabled,
        databaseBytes: Number(row.bytes),
        auditedSecondsAgo: row.audited === null ? null : since(row.audited),
        auditFaults: row.faults ?? 0,
      }
    },
    close: side.close,
  }
}
