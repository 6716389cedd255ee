/** Deliveries for the API: listed, read and sent again. It reads the rows and makes them due; the dispatcher does the rest. */

import { type Author, note } from '../../engine/audit-log.ts'
import type { EnvironmentSettings } from '../../engine/command.ts'
import { covers } from '../../engine/event-patterns.ts'
import { idBounds, refuseCursor, refusePage } from '../../engine/page.ts'
import type { DeliveryApi, Page, RequestContext, ResendFrom, ResendResult, StoredDelivery } from '../../engine/route.ts'
import { refuseHookAddress } from '../../kernel/formats.ts'
import { idFloor } from '../../kernel/id.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/refusal.ts'
import { problemOfAddress } from '../../kernel/web-address.ts'
import { inTransaction, type Pool } from '../../storage/database.ts'
import { type AddressRules, forbiddenHost, type Resolve } from './allowed-addresses.ts'
import { refuseWebhook } from './refusals.ts'

/** Rows that one call makes due: about a second of work. The answer says where to go on. */
export const resendMax = 5000

export type DeliveryApiOptions = {
  readonly pool: Pool
  readonly types: readonly string[]
  readonly rules: (environment: EnvironmentSettings) => AddressRules
  readonly nowIn: (environment: EnvironmentSettings) => number
  readonly wallMs: () => number
  /** What it has from elsewhere: secrets, and the formats in which events can be sent. */
  readonly given: Pick<DeliveryApi, 'newSecret' | 'secret' | 'paymentUrlSecret' | 'formats'>
  readonly authorOf: (request: RequestContext) => Author
  readonly resolve?: Resolve
}

// A delivery that has no row yet is still in the log, before its queue's cursor: it is due when the queue is.
const columns = `e.id as event, e.type, e.object_id, coalesce(d.url, w.doc->>'url') as url, d.queue,
  coalesce(d.status, 'pending') as status, coalesce(d.attempts, '[]') as attempts,
  case when d.status is null or d.status = 'pending' then coalesce(d.next_at, 0) end as next_at, q.held_until`

const stillToCome = `w.state = 'enabled' and e.type like any (string_to_array(w.patterns, ','))
  and case when q.id is null then substr(e.id, 5) > substr(w.id, 4) else (e.tx, e.id) > (q.cursor_tx, q.cursor_id) end`

/** `held` is what a hold's end is before the environment's time: only a frozen clock is not the one it is measured by. */
const read = (record: Record<string, unknown>, now: number, held: number): StoredDelivery => {
  const queue = String(record.queue_id)
  return {
    event: String(record.event),
    type: String(record.type),
    object: String(record.object_id),
    endpoint: queue.startsWith('we_') ? queue : null,
    url: String(record.url),
    status: String(record.status) as StoredDelivery['status'],
    next_attempt_at:
      record.next_at === null ? null : Math.max(now, Number(record.next_at), Number(record.held_until ?? 0) - held),
    // Written by the dispatcher, in this shape.
    attempts: record.attempts as StoredDelivery['attempts'],
  }
}

const readerOf =
  (options: DeliveryApiOptions) =>
  (record: Record<string, unknown>, { environment }: RequestContext): StoredDelivery => {
    const { clock } = environment
    return read(record, options.nowIn(environment), clock.mode === 'frozen' ? options.wallMs() : 0)
  }

export function createDeliveryApi(options: DeliveryApiOptions): DeliveryApi {
  const { pool } = options
  const readIn = readerOf(options)

  const eventExists = async (event: string, { environment }: RequestContext): Promise<Refusal | null> => {
    const { rowCount } = event.startsWith('evt_')
      ? await pool.query('select 1 from events where env = $1 and id = $2', [environment.id, event])
      : { rowCount: 0 }
    return rowCount === 0 ? refuse.resourceMissing({ noun: 'event', id: event }) : null
  }
  const stateOf = async (endpoint: string, { environment }: RequestContext): Promise<string | Refusal> => {
    const { rows } = await pool.query<{ state: string }>(
      "select state from webhook_endpoints where env = $1 and id = $2 and state <> 'deleted'",
      [environment.id, endpoint],
    )
    return (
      rows[0]?.state ?? refuse.resourceMissing({ noun: 'webhook_endpoint', id: endpoint, param: 'webhook_endpoint' })
    )
  }

  const ofEvent: DeliveryApi['ofEvent'] = async (event, request) => {
    const refusal = await eventExists(event, request)
    if (refusal !== null) return refusal
    const { rows } = await pool.query<Record<string, unknown>>(
      `select ${columns}, w.id as queue_id from events e join webhook_endpoints w on w.env = e.env and w.state <> 'deleted'
         left join webhook_queues q on q.env = w.env and q.id = w.id
         left join webhook_deliveries d on d.env = w.env and d.queue = w.id and d.event = e.id
       where e.env = $1 and e.id = $2 and (d.event is not null or (${stillToCome}))
       union all
       select ${columns}, q.id as queue_id from events e join webhook_queues q on q.env = e.env and q.id like 'http%'
         join webhook_deliveries d on d.env = q.env and d.queue = q.id and d.event = e.id
         left join webhook_endpoints w on false where e.env = $1 and e.id = $2
       order by queue_id`,
      [request.environment.id, event],
    )
    return rows.map((record) => readIn(record, request))
  }

  return {
    ...options.given,
    refuseUrl: async (url, param, { environment }) => {
      const why = problemOfUrl(url, environment.livemode)
      if (why !== null) return refuseHookAddress({ param, why })
      const { hostname } = new URL(url)
      const kind = await forbiddenHost(hostname, options.rules(environment), options.resolve)
      if (kind === null) return null
      return refuseWebhook.urlForbidden({ param, host: hostname, kind, livemode: environment.livemode })
    },
    refuseTypes: (patterns, param) => refuseTypes(patterns, param, options.types),
    ofEvent,
    ofEndpoint: async (endpoint, filter, page, request) => {
      const state = await stateOf(endpoint, request)
      const known = async (id: string) => ((await eventExists(id, request)) === null ? id : null)
      const refusal = isRefusal(state) ? state : (refusePage(page) ?? (await refuseCursor(page, 'event', known)))
      if (refusal !== null) return refusal
      const { text, values } = endpointQuery(endpoint, filter.status, page, request.environment.id)
      const { rows } = await pool.query<Record<string, unknown>>(text, values)
      const shown = rows.slice(0, page.limit).map((record) => readIn(record, request))
      if (page.ending_before !== null) shown.reverse()
      return { data: shown, has_more: rows.length > page.limit }
    },
    resend: async (event, endpoint, request) => {
      const refusal =
        (await eventExists(event, request)) ??
        (endpoint === null ? null : await refuseTarget(endpoint, request, stateOf))
      if (refusal !== null) return refusal
      if ((await resendOne(event, endpoint, request, options)) === 0) return refuseWebhook.nobody({ event })
      const deliveries = await ofEvent(event, request)
      return isRefusal(deliveries) || endpoint === null
        ? deliveries
        : deliveries.filter((one) => one.endpoint === endpoint)
    },
    resendSince: async (endpoint, from, request) => {
      const refusal = await refuseTarget(endpoint, request, stateOf)
      return refusal ?? (await resendMany(endpoint, from, request, options))
    },
  }
}

const refuseTarget = async (
  endpoint: string,
  request: RequestContext,
  stateOf: (endpoint: string, request: RequestContext) => Promise<string | Refusal>,
): Promise<Refusal | null> => {
  const state = await stateOf(endpoint, request)
  if (isRefusal(state)) return state
  return state === 'disabled' ? refuseWebhook.endpointDisabled({ id: endpoint }) : null
}

/** Makes deliveries due now, with a plan that begins anew. $1 is the environment, $2 its time. */
const resendText = (condition: string, more = ''): string => `
  insert into webhook_deliveries as d (env, queue, event, object_id, seq, type, status, first_at, wait_until, next_at)
  select e.env, w.id, e.id, e.object_id, e.seq, e.type, 'pending', $2, $2, $2
  from events e join webhook_endpoints w on w.env = e.env and w.state = 'enabled' ${more}
  where e.env = $1 and e.id is not null and ${condition}
  order by w.id, e.id
  on conflict (env, queue, event) do update set status = 'pending', tries = 0, first_at = excluded.first_at,
    wait_until = excluded.wait_until, next_at = excluded.next_at, overtaken = false
  returning d.event`

/** Makes an event due again; gives how many receivers that concerns. */
async function resendOne(
  event: string,
  endpoint: string | null,
  request: RequestContext,
  options: DeliveryApiOptions,
): Promise<number> {
  const { environment } = request
  const values = [environment.id, options.nowIn(environment), event, endpoint]
  return await inTransaction(options.pool, async (client) => {
    const { rowCount } = await client.query(
      resendText(
        "e.id = $3 and ($4::text is null or w.id = $4) and (w.id = $4 or e.type like any (string_to_array(w.patterns, ',')))",
      ),
      values,
    )
    // The URL of a payment is no endpoint, but was told of the event too.
    const urls = await client.query(
      `update webhook_deliveries set status = 'pending', tries = 0, first_at = $2, wait_until = $2, next_at = $2
       where env = $1 and event = $3 and url is not null and queue in (select id from webhook_queues where env = $1 and id like 'http%') and $4::text is null`,
      values,
    )
    const count = (rowCount ?? 0) + (urls.rowCount ?? 0)
    const change = { object: 'event', id: event, before: null, after: { webhook_endpoint: endpoint, due_again: count } }
    if (count > 0) await note(client, environment.id, 'event.resend', change, options.authorOf(request))
    return count
  })
}

async function resendMany(
  endpoint: string,
  { since, after, undelivered }: ResendFrom,
  request: RequestContext,
  options: DeliveryApiOptions,
): Promise<ResendResult> {
  const { environment } = request
  const from = after ?? idFloor('evt', (since ?? 0) * 1000)
  const rows = await inTransaction(options.pool, async (client) => {
    const resent = await client.query<{ event: string }>(
      resendText(
        `w.id = $3 and e.id in (select e.id from events e
         left join webhook_deliveries o on o.env = e.env and o.queue = $3 and o.event = e.id
         where e.env = $1 and e.id > $4 and e.type like any (string_to_array((select patterns from webhook_endpoints where env = $1 and id = $3), ','))
           and (not $5 or o.status is distinct from 'delivered') order by e.id limit ${resendMax})`,
      ),
      [environment.id, options.nowIn(environment), endpoint, from, undelivered],
    )
    const after = { from, undelivered_only: undelivered, due_again: resent.rows.length }
    const change = { object: 'webhook_endpoint', id: endpoint, before: null, after }
    await note(client, environment.id, 'webhook_endpoint.resend', change, options.authorOf(request))
    return resent.rows
  })
  const last =
    rows
      .map(({ event }) => event)
      .sort()
      .at(-1) ?? null
  return { count: rows.length, next: rows.length === resendMax ? last : null }
}

function endpointQuery(
  endpoint: string,
  status: StoredDelivery['status'] | null,
  page: Page,
  env: string,
): { text: string; values: unknown[] } {
  const values: unknown[] = [env, endpoint]
  const bounds = idBounds('evt', page).map(({ operator, id }) => `e.id ${operator} $${values.push(id)}`)
  if (status !== null) bounds.push(`coalesce(d.status, 'pending') = $${values.push(status)}`)
  const order = page.ending_before === null ? 'desc' : 'asc'
  // What has a row is found by its row, what has none lies beyond the cursor: neither looks at the other's events.
  const source = (join: string, condition: string) => `
    select ${columns}, w.id as queue_id from webhook_endpoints w
      left join webhook_queues q on q.env = w.env and q.id = w.id ${join}
    where w.env = $1 and w.id = $2 and ${condition} and ${bounds.join(' and ')}`
  const stored = source(
    'join webhook_deliveries d on d.env = w.env and d.queue = w.id join events e on e.env = d.env and e.id = d.event',
    'true',
  )
  const coming = source(
    'join events e on e.env = w.env and e.id is not null left join webhook_deliveries d on d.env = w.env and d.queue = w.id and d.event = e.id',
    `d.event is null and ${stillToCome}`,
  )
  const text = `(${stored} order by e.id ${order} limit ${page.limit + 1}) union all (${coming} order by e.id ${order} limit ${page.limit + 1})
    order by event ${order} limit ${page.limit + 1}`
  return { text, values }
}

function problemOfUrl(url: string, livemode: boolean): string | null {
  const problem = problemOfAddress(url, 'hook')
  if (problem !== null) return problem
  return livemode && new URL(url).protocol === 'http:' ? 'in live mode it must begin with https://.' : null
}

/** Refuses patterns that no event type of this gateway fits: they would never be delivered, and nobody would notice. */
function refuseTypes(patterns: readonly string[], param: string, types: readonly string[]): Refusal | null {
  for (const [at, pattern] of patterns.entries()) {
    const whole = pattern === '*' || pattern.endsWith('.*') || !pattern.includes('*')
    if (whole && types.some((type) => covers([pattern], type))) continue
    const family = pattern.split('.', 1)[0] ?? ''
    const near = types.filter((type) => type.startsWith(`${family}.`)).slice(0, 8)
    return refuseWebhook.typeUnknown({ param: `${param}[${at}]`, type: pattern, near })
  }
  return null
}
