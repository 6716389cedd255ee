/**
 * The log: the public events of an environment in the order in which their transactions began, each object's own in the
 * order of their numbers. Whatever publishes events (webhooks, the stream) reads them here, from a position onwards.
 *
 * A transaction takes its number when it begins and may wait for a lock afterwards, so an object's later event can stand
 * before its earlier one. Such an earlier event is published at the place of the later one; from the object's facts everybody
 * works out the same place, so no reader has to remember what it pulled forward.
 */
import { assert } from '../kernel/assert.ts'
import type { Pool } from '../storage/database.ts'
import { eventsTable } from './engine-tables.ts'
import { covers, likePatterns } from './event-patterns.ts'
import { type FoldedEvent, factsOf, foldEvents, isPublic, type LoggedFact, type PublicEvent } from './events.ts'
import type { Registry } from './registry.ts'

/** A place in an environment's log: after the event `id` of the transaction `tx`. */
export type Position = { readonly tx: number; readonly id: string }

export const logStart: Position = { tx: 0, id: '' }
export const isAfter = (a: Position, b: Position): boolean => a.tx > b.tx || (a.tx === b.tx && a.id > b.id)

export type LogQuery = {
  readonly env: string
  readonly after: Position
  /** Which types: `*`, `charge.*`, `payment_intent.created`. */
  readonly patterns: readonly string[]
  readonly limit: number
}

/** An event with its place of publication; `place` is a position to continue from once all events there were published. */
export type LogEntry = { readonly event: FoldedEvent; readonly place: Position }
export type LogPage = {
  readonly entries: readonly LogEntry[]
  /** Everything up to here was looked at. */
  readonly scanned: Position
  readonly more: boolean
}

// Only below the oldest transaction that is still open: what a slow one commits later is never skipped.
const pageText = `
  select w.n, e.*, pg_snapshot_xmin(pg_current_snapshot())::text as xmin
  from unnest($1::text[], $2::int8[], $3::text[], $4::text[], $5::int4[]) with ordinality as w(env, tx, id, patterns, room, n)
  left join lateral (
    select e.* from events e
    where e.env = w.env and e.id is not null and (e.tx, e.id) > (w.tx, w.id)
      and e.tx < pg_snapshot_xmin(pg_current_snapshot())::text::int8
      and (w.patterns = '%' or e.type like any (string_to_array(w.patterns, ',')))
    order by e.tx, e.id limit w.room
  ) e on true order by w.n, e.tx, e.id`

type Fetched = { events: (PublicEvent & { tx: number })[]; xmin: number }

async function fetchPages(pool: Pool, queries: readonly LogQuery[]): Promise<Fetched[]> {
  const { rows } = await pool.query<Record<string, unknown>>({
    name: 'pages of the log',
    text: pageText,
    values: [
      queries.map(({ env }) => env),
      queries.map(({ after }) => after.tx),
      queries.map(({ after }) => after.id),
      queries.map(({ patterns }) => likePatterns(patterns)),
      queries.map(({ limit }) => limit),
    ],
  })
  const pages: Fetched[] = queries.map(() => ({ events: [], xmin: 0 }))
  for (const record of rows) {
    const page = pages[Number(record.n) - 1]
    assert(page !== undefined, 'a page belongs to its query')
    page.xmin = Number(record.xmin)
    if (record.id === null) continue
    const event = eventsTable.read(record)
    assert(isPublic(event), 'the log holds public events')
    page.events.push({ ...event, tx: Number(record.tx) })
  }
  return pages
}

/** Reads a page for each query, all in one round. */
export async function readLog(
  queries: readonly LogQuery[],
  { pool, registry }: { pool: Pool; registry: Registry },
): Promise<LogPage[]> {
  if (queries.length === 0) return []
  const pages = await fetchPages(pool, queries)
  const facts = await factsOf(
    pages.flatMap(({ events }) => events),
    pool,
  )
  return queries.map((query, at) => {
    const { events, xmin } = pages[at] as Fetched
    const more = events.length === query.limit
    const last = events.at(-1)
    // Nothing below xmin is left, so the next page begins there.
    const scanned = more && last !== undefined ? last : laterOf({ tx: xmin - 1, id: '~' }, query.after)
    return { entries: entriesOf(events, query, facts, registry), scanned: { tx: scanned.tx, id: scanned.id }, more }
  })
}

const laterOf = (a: Position, b: Position): Position => (isAfter(a, b) ? a : b)

function entriesOf(
  events: readonly (PublicEvent & { tx: number })[],
  query: LogQuery,
  facts: ReadonlyMap<string, readonly LoggedFact[]>,
  registry: Registry,
): LogEntry[] {
  const told = events.flatMap((event) =>
    placed(facts.get(`${event.env}/${event.object_id}`) ?? [], query.patterns)
      .filter(({ place }) => place.id === event.id)
      .map((entry) => ({ ...entry })),
  )
  const folded = foldEvents(
    told.map(({ event }) => event),
    facts,
    registry,
  )
  return told.map(({ place }, at) => ({ event: folded[at] as FoldedEvent, place }))
}

/**
 * An object's public events with the place of publication of each: the earliest position of it and of the ones after it. In the
 * usual case that is its own.
 */
export function placed(
  facts: readonly LoggedFact[],
  patterns: readonly string[],
): { event: LoggedFact & PublicEvent; place: Position }[] {
  const entries: { event: LoggedFact & PublicEvent; place: Position }[] = []
  let earliest: Position | null = null
  for (let at = facts.length - 1; at >= 0; at--) {
    const event = facts[at] as LoggedFact
    if (!isPublic(event) || !covers(patterns, event.type)) continue
    const own: Position = { tx: event.tx, id: event.id }
    earliest = earliest === null || isAfter(earliest, own) ? own : earliest
    entries.push({ event, place: earliest })
  }
  return entries.reverse()
}

/**
 * Resolves when everything that is committed by now can be read: when every transaction that is open now, of whatever
 * database of the server, has ended. For whoever has to know that nothing is left.
 */
export async function readable(pool: Pool, pauseMs: (milliseconds: number) => Promise<void>): Promise<void> {
  const edges = async (): Promise<{ xmin: string; xmax: string }> => {
    const { rows } = await pool.query<{ xmin: string; xmax: string }>(
      'select pg_snapshot_xmin(s)::text as xmin, pg_snapshot_xmax(s)::text as xmax from pg_current_snapshot() s',
    )
    return rows[0] ?? { xmin: '0', xmax: '0' }
  }
  const { xmax } = await edges()
  while (BigInt((await edges()).xmin) < BigInt(xmax)) await pauseMs(readablePauseMs)
}
const readablePauseMs = 2

/** The place where an event is published, or null where the environment has no such event. */
export async function placeOf(
  env: string,
  id: string,
  patterns: readonly string[],
  pool: Pool,
): Promise<{ place: Position; seq: number; object_id: string } | null> {
  const { rows } = await pool.query<Record<string, unknown>>('select * from events where env = $1 and id = $2', [
    env,
    id,
  ])
  if (rows[0] === undefined) return null
  const event = eventsTable.read(rows[0])
  const facts = (await factsOf([event], pool)).get(`${env}/${event.object_id}`) ?? []
  // A type that the reader has not asked for stands at its own position.
  const found = placed(facts, patterns).find((entry) => entry.event.id === id)
  const place = found?.place ?? { tx: Number(rows[0].tx), id }
  return { place, seq: event.seq, object_id: event.object_id }
}
