/** What is stored of deliveries: the statements of the dispatcher. Written in batches, read for many queues at once. */

import type { Receiver } from '../../contracts/receiver.ts'
import type { Position } from '../../engine/event-log.ts'
import type { Millis } from '../../kernel/time.ts'
import type { Client, Pool } from '../../storage/database.ts'
import type { AttemptRecord, DeliveryRecord } from './delivery.ts'
import type { QueueHealth } from './receiver-health.ts'

export type QueueKey = { readonly env: string; readonly id: string }
export const queueName = ({ env, id }: QueueKey): string => `${env}/${id}`

/** A queue as it stands in the database, with its endpoint; `receiver` is null for the URLs of single payments. */
export type StoredQueue = QueueKey & {
  readonly receiver: Receiver | null
  /** Some of its deliveries wait as rows, so what comes next may have to wait behind them. */
  readonly waiting: boolean
  readonly cursor: Position
  readonly health: QueueHealth
}

/**
 * Endpoints without a queue get one, endpoints that were enabled anew get a new cursor: at the fact that enabled them. Sorted,
 * because several processes do it at once: unsorted they locked each other out.
 */
const beginText = `
  insert into webhook_queues (env, id, since, cursor_tx, cursor_id)
  select w.env, w.id, (w.doc->>'enabled_since')::int4, f.tx, '~' from webhook_endpoints w
  join events f on f.env = w.env and f.object_id = w.id and f.seq = (w.doc->>'enabled_since')::int4
  left join webhook_queues q on q.env = w.env and q.id = w.id
  where w.state = 'enabled' and (q.id is null or q.since < (w.doc->>'enabled_since')::int4)
  order by w.env, w.id
  on conflict (env, id) do update set since = excluded.since, cursor_tx = excluded.cursor_tx,
    cursor_id = excluded.cursor_id, failures = 0, failing_since = null, held_until = null
  where webhook_queues.since < excluded.since`

/** Every queue that may have work, brought into being where it has to be. */
export async function readQueues(pool: Pool): Promise<StoredQueue[]> {
  await pool.query(beginText)
  const { rows } = await pool.query<Record<string, unknown>>(
    `select q.*, w.doc, exists (select 1 from webhook_deliveries d
       where d.env = q.env and d.queue = q.id and d.status = 'pending') as waiting from webhook_queues q
     left join webhook_endpoints w on w.env = q.env and w.id = q.id where w.state is null or w.state = 'enabled'`,
  )
  return rows.map((record) => ({
    env: String(record.env),
    id: String(record.id),
    receiver: record.doc === null ? null : receiverOf(String(record.doc)),
    waiting: record.waiting === true,
    cursor: { tx: Number(record.cursor_tx), id: String(record.cursor_id) },
    health: {
      failures: Number(record.failures),
      failingSince: record.failing_since === null ? null : Number(record.failing_since),
      heldUntil: record.held_until === null ? null : Number(record.held_until),
    },
  }))
}

/** The document was written by the endpoint's own table, in a shape that contains this one, without what is null. */
const receiverOf = (doc: string): Receiver => {
  const receiver = JSON.parse(doc) as Receiver
  const { chaos = null, format = 'native', api_version = null } = receiver
  return { ...receiver, chaos, format, api_version }
}

export type DueDelivery = QueueKey & {
  readonly event: string
  readonly url: string | null
  readonly format: string
  readonly tries: number
  readonly firstAt: Millis
  readonly waitUntil: Millis
}

/**
 * A due time further ahead than any pause is one that a clock which jumped back has left behind: it is due too, or the
 * delivery would wait until the clock has caught up.
 */
const farAheadMs = 13 * 3_600_000

/** Rows that are due, the longest due first; `room` for each queue, `now` in its environment. */
export async function readDue(
  queues: readonly (QueueKey & { readonly room: number; readonly now: Millis })[],
  pool: Pool,
): Promise<DueDelivery[]> {
  if (queues.length === 0) return []
  const { rows } = await pool.query<Record<string, unknown>>({
    name: 'due deliveries',
    text: `select d.* from unnest($1::text[], $2::text[], $3::int4[], $4::int8[]) as w(env, id, room, now)
      cross join lateral (
        (select * from webhook_deliveries d where d.env = w.env and d.queue = w.id and d.status = 'pending'
           and d.next_at <= w.now
           -- One that was never tried waits for the earlier ones of its object that are to be tried later.
           and (d.tries > 0 or d.wait_until <= w.now or not exists (select 1 from webhook_deliveries p
             where p.env = d.env and p.queue = d.queue and p.object_id = d.object_id and p.status = 'pending'
               and p.seq < d.seq and p.next_at > w.now and not p.overtaken))
         order by d.next_at limit w.room)
        union all
        (select * from webhook_deliveries d where d.env = w.env and d.queue = w.id and d.status = 'pending'
           and d.next_at > w.now + ${farAheadMs} order by d.next_at desc limit w.room)
      ) d order by d.env, d.queue, d.object_id, d.seq`,
    values: [
      queues.map(({ env }) => env),
      queues.map(({ id }) => id),
      queues.map(({ room }) => room),
      queues.map(({ now }) => now),
    ],
  })
  return rows.map((record) => ({
    env: String(record.env),
    id: String(record.queue),
    event: String(record.event),
    url: record.url === null ? null : String(record.url),
    format: String(record.format),
    tries: Number(record.tries),
    firstAt: Number(record.first_at),
    waitUntil: Number(record.wait_until),
  }))
}

export type Obstacles = { readonly known: ReadonlySet<string>; readonly blocked: ReadonlySet<string> }

/**
 * Of each queue's events those that have a row already, and of their objects those whose earlier events are undelivered. All queues in
 * one question: forty of them would make forty trips of it, and everybody's deliveries wait for the last.
 */
export async function readObstacles(
  wanted: readonly { readonly key: QueueKey; readonly events: readonly { event: string; object: string }[] }[],
  pool: Pool,
): Promise<ReadonlyMap<string, Obstacles>> {
  const found = new Map(
    wanted.map(({ key }) => [queueName(key), { known: new Set<string>(), blocked: new Set<string>() }]),
  )
  if (wanted.length === 0) return found
  const lines = wanted.flatMap(({ key, events }) => events.map((one) => ({ ...key, ...one })))
  const { rows } = await pool.query<{ env: string; queue: string; event: string | null; object_id: string | null }>({
    name: 'obstacles of deliveries',
    text: `with e as (select * from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as e(env, queue, event, object_id))
      select d.env, d.queue, d.event, null as object_id from e
        join webhook_deliveries d on d.env = e.env and d.queue = e.queue and d.event = e.event
      union all
      select o.env, o.queue, null, o.object_id from (select distinct env, queue, object_id from e) o
        where exists (select 1 from webhook_deliveries d where d.env = o.env and d.queue = o.queue
          and d.object_id = o.object_id and d.status = 'pending' and not d.overtaken)`,
    values: [
      lines.map(({ env }) => env),
      lines.map(({ id }) => id),
      lines.map(({ event }) => event),
      lines.map(({ object }) => object),
    ],
  })
  for (const { env, queue, event, object_id } of rows) {
    const obstacles = found.get(queueName({ env, id: queue }))
    if (event !== null) obstacles?.known.add(event)
    if (object_id !== null) obstacles?.blocked.add(object_id)
  }
  return found
}

export type QueueState = QueueKey & { readonly cursor: Position; readonly health: QueueHealth }
export type Flush = {
  readonly records: readonly (QueueKey & DeliveryRecord & { readonly now: Millis })[]
  readonly queues: readonly QueueState[]
  /** Receivers that are back: what waits for them is due at the given time of their environment. */
  readonly lifted: readonly (QueueKey & { readonly now: Millis })[]
  /** Endpoints that have failed for too long; a due row has them disabled by a command. */
  readonly exhausted: readonly (QueueKey & { readonly now: Millis })[]
}

const recordsText = `
  insert into webhook_deliveries as d
    (env, queue, event, object_id, seq, type, url, format, status, tries, first_at, wait_until, next_at, overtaken, attempts)
  select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int4[], $6::text[], $7::text[], $8::text[],
    $9::text[], $10::int4[], $11::int8[], $12::int8[], $13::int8[], $14::bool[], $15::jsonb[])
  on conflict (env, queue, event) do update set status = excluded.status, tries = excluded.tries, first_at = excluded.first_at,
    wait_until = excluded.wait_until, next_at = excluded.next_at, overtaken = excluded.overtaken,
    attempts = d.attempts || excluded.attempts`

/** Those that wait for an earlier event of their object, and for nothing else: the first of them is due when that is done. */
const releaseText = `
  update webhook_deliveries d set next_at = least(d.next_at, n.now) from (
    select distinct on (p.env, p.queue, p.object_id) p.env, p.queue, p.event, o.now
    from unnest($1::text[], $2::text[], $3::text[], $4::int8[]) as o(env, queue, object_id, now)
    join webhook_deliveries p on p.env = o.env and p.queue = o.queue and p.object_id = o.object_id and p.status = 'pending'
    order by p.env, p.queue, p.object_id, p.seq
  ) n where d.env = n.env and d.queue = n.queue and d.event = n.event and d.tries = 0 and not d.overtaken`

const queuesText = `
  update webhook_queues q set cursor_tx = v.tx, cursor_id = v.cursor, failures = v.failures, failing_since = v.failing,
    held_until = v.held
  from unnest($1::text[], $2::text[], $3::int8[], $4::text[], $5::int4[], $6::int8[], $7::int8[])
    as v(env, id, tx, cursor, failures, failing, held)
  where q.env = v.env and q.id = v.id and (v.tx, v.cursor) >= (q.cursor_tx, q.cursor_id)`

const liftText = `
  update webhook_deliveries d set next_at = w.now from unnest($1::text[], $2::text[], $3::int8[]) as w(env, id, now)
  where d.env = w.env and d.queue = w.id and d.status = 'pending' and d.tries > 0`

const exhaustText = `
  insert into due_work (env, id, kind, due_at, payload)
  select w.env, 'disable_' || w.id, 'disable_webhook_endpoint', w.now, json_build_object('endpoint', w.id)
  from unnest($1::text[], $2::text[], $3::int8[]) as w(env, id, now) where w.id like 'we\\_%' on conflict do nothing`

/**
 * Stores what happened, in one transaction: a cursor never passes what is not stored. It does not wait for the disk: a
 * crash of the server takes the last moments back as a whole, records and cursors together, and they are delivered again.
 */
export async function storeFlush({ records, queues, lifted, exhausted }: Flush, client: Client): Promise<void> {
  const sent: Promise<unknown>[] = [client.query('begin; set local synchronous_commit = off')]
  const send = (name: string, text: string, values: unknown[]) => void sent.push(client.query({ name, text, values }))
  if (records.length > 0) send('store deliveries', recordsText, recordValues(records))
  // Only a delivery that has a row can have others waiting behind it as rows.
  const ended = records.filter(({ delivery, status }) => status !== 'pending' && delivery.place === null)
  if (ended.length > 0)
    send('release deliveries', releaseText, [
      ended.map(({ env }) => env),
      ended.map(({ id }) => id),
      ended.map(({ delivery }) => delivery.object),
      ended.map(({ now }) => now),
    ])
  for (const [name, text, rows] of [
    ['lift deliveries', liftText, lifted],
    ['exhausted endpoints', exhaustText, exhausted],
  ] as const)
    if (rows.length > 0)
      send(name, text, [rows.map(({ env }) => env), rows.map(({ id }) => id), rows.map(({ now }) => now)])
  if (queues.length > 0) send('store queues', queuesText, queueValues(queues))
  try {
    await Promise.all(sent)
    await client.query('commit')
  } catch (error) {
    await Promise.allSettled(sent)
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

function recordValues(records: Flush['records']): unknown[] {
  const attemptText = (attempt: AttemptRecord | null): string => (attempt === null ? '[]' : JSON.stringify([attempt]))
  // A statement cannot touch a row twice: of several records of one delivery, their attempts go together with the last state.
  const last = new Map<string, { record: Flush['records'][number]; attempts: AttemptRecord[] }>()
  for (const record of records) {
    const key = `${queueName(record)}/${record.delivery.event}`
    const attempts = [...(last.get(key)?.attempts ?? []), ...(record.attempt === null ? [] : [record.attempt])]
    last.set(key, { record, attempts })
  }
  // Sorted as everybody who touches deliveries does, so that nobody waits in a circle.
  const rows = [...last].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
  const of = <T>(column: (row: (typeof rows)[number]) => T): T[] => rows.map(column)
  return [
    of(({ record }) => record.env),
    of(({ record }) => record.id),
    of(({ record }) => record.delivery.event),
    of(({ record }) => record.delivery.object),
    of(({ record }) => record.delivery.seq),
    of(({ record }) => record.delivery.type),
    of(({ record }) => (record.id.startsWith('we_') ? null : record.delivery.url)),
    of(({ record }) => record.delivery.format),
    of(({ record }) => record.status),
    of(({ record }) => record.tries),
    of(({ record }) => record.delivery.firstAt),
    of(({ record }) => record.delivery.waitUntil),
    of(({ record }) => record.nextAt),
    of(({ record }) => record.overtaken),
    of(({ attempts }) => (attempts.length === 1 ? attemptText(attempts[0] ?? null) : JSON.stringify(attempts))),
  ]
}

const queueValues = (queues: readonly QueueState[]): unknown[] => [
  queues.map(({ env }) => env),
  queues.map(({ id }) => id),
  queues.map(({ cursor }) => cursor.tx),
  queues.map(({ cursor }) => cursor.id),
  queues.map(({ health }) => health.failures),
  queues.map(({ health }) => health.failingSince),
  queues.map(({ health }) => health.heldUntil),
]
