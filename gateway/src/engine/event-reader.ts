/** Events for the API: one, or a page, each with how many receivers have not acknowledged it. */
import { refuse } from '../kernel/refusal.ts'
import type { Pool } from '../storage/database.ts'
import type { AnswerSetup } from './answer.ts'
import { eventsTable } from './engine-tables.ts'
import { likePatterns } from './event-patterns.ts'
import { publicEvents, showEvent } from './events.ts'
import { idBounds, refuseCursor, refusePage } from './page.ts'
import type { Registry } from './registry.ts'
import type { Engine, EventFilter, Page, Reply, RequestContext } from './route.ts'

// A receiver that has no row for an event is still to get it if its queue has not come that far. Before an endpoint has a
// queue, what was made after it counts: both ids rise with time.
const pendingCount = `
  (select count(*) from webhook_endpoints w
     left join webhook_queues q on q.env = w.env and q.id = w.id
     left join webhook_deliveries d on d.env = w.env and d.queue = w.id and d.event = e.id
   where w.env = e.env and w.state = 'enabled' and case
     when d.event is not null then d.status <> 'delivered'
     when not (e.type like any (string_to_array(w.patterns, ','))) then false
     when q.id is null then substr(e.id, 5) > substr(w.id, 4)
     else (e.tx, e.id) > (q.cursor_tx, q.cursor_id) end)
  + (select count(*) from webhook_deliveries d
     where d.env = e.env and d.event = e.id and d.url is not null and d.status <> 'delivered')`

// What may be undelivered at all, so that a page of it does not look at every event that was delivered.
const undelivered = `
  e.id in (select event from webhook_deliveries where env = $1 and status <> 'delivered'
    union all
    select l.id from events l where l.env = $1 and l.id is not null and (l.tx, l.id) > (
      select coalesce(q.cursor_tx, 0), coalesce(q.cursor_id, '') from webhook_endpoints w
      left join webhook_queues q on q.env = w.env and q.id = w.id where w.env = $1 and w.state = 'enabled'
      order by 1, 2 limit 1))`

type Reads = Pick<Engine, 'showEvent' | 'listEvents'>

export function createEventReader(options: { pool: Pool; registry: Registry; answers: AnswerSetup }): Reads {
  const { pool } = options

  const shown = async (records: readonly Record<string, unknown>[], request: RequestContext): Promise<unknown[]> => {
    const pending = new Map(records.map((record) => [String(record.id), Number(record.pending)]))
    const events = await publicEvents(
      records.map((record) => eventsTable.read(record)),
      options,
    )
    return events.map((event) =>
      showEvent(event, { pending: pending.get(event.id) ?? 0 }, request.environment, options.answers),
    )
  }

  const find = async (id: string, request: RequestContext) => {
    if (!id.startsWith('evt_')) return []
    const { rows } = await pool.query<Record<string, unknown>>(
      `select e.*, ${pendingCount} as pending from events e where e.env = $1 and e.id = $2`,
      [request.environment.id, id],
    )
    return rows
  }

  const reply = (object: unknown): Reply => ({ status: 200, body: JSON.stringify(object), replayed: false })

  return {
    showEvent: async (id, request) => {
      const rows = await find(id, request)
      if (rows.length === 0) return refuse.resourceMissing({ noun: 'event', id })
      return reply((await shown(rows, request))[0])
    },
    listEvents: async (filter, page, url, request) => {
      const known = async (id: string) => (await find(id, request))[0] ?? null
      const refusal = refusePage(page) ?? (await refuseCursor(page, 'event', known))
      if (refusal !== null) return refusal
      const { text, values } = listQuery(filter, page, request.environment.id)
      const { rows } = await pool.query<Record<string, unknown>>(text, values)
      const has_more = rows.length > page.limit
      const records = rows.slice(0, page.limit)
      if (page.ending_before !== null) records.reverse()
      return reply({ object: 'list', url, has_more, data: await shown(records, request) })
    },
  }
}

function listQuery(filter: EventFilter, page: Page, env: string): { text: string; values: unknown[] } {
  const values: unknown[] = [env]
  const value = (given: unknown): string => {
    values.push(given)
    return `$${values.length}`
  }
  const conditions = ['e.env = $1', 'e.id is not null']
  if (filter.patterns !== null)
    conditions.push(`e.type like any (string_to_array(${value(likePatterns(filter.patterns))}, ','))`)
  if (filter.object !== null) conditions.push(`e.object_id = ${value(filter.object)}`)
  for (const { operator, id } of idBounds('evt', page)) conditions.push(`e.id ${operator} ${value(id)}`)
  if (filter.delivery_success === true) conditions.push(`${pendingCount} = 0`)
  if (filter.delivery_success === false) conditions.push(undelivered, `${pendingCount} > 0`)
  const order = page.ending_before === null ? 'desc' : 'asc'
  return {
    text: `select e.*, ${pendingCount} as pending from events e where ${conditions.join(' and ')} order by e.id ${order} limit ${value(page.limit + 1)}`,
    values,
  }
}
