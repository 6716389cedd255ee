/** The audit log, read: each write with its objects before and after, which are folds of their facts. */
import { assert } from '../kernel/assert.ts'
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts'
import type { Pool } from '../storage/database.ts'
import { type AnswerSetup, renderRow } from './answer.ts'
import { type Actor, type AuditRow, auditTable, type Change, type Touched } from './audit-log.ts'
import type { EnvironmentSettings } from './command.ts'
import { factsOf, fold, type LoggedFact } from './events.ts'
import { idBounds, refusePage } from './page.ts'
import type { Registry } from './registry.ts'
import type { Page, RequestContext } from './route.ts'

export type AuditFilter = {
  readonly object: string | null
  readonly api_key: string | null
  readonly actor: Actor['type'] | null
  /** `payment_intent.capture`, or with a final `*` a family: `payment_intent.*`. */
  readonly operation: string | null
  readonly request: string | null
}

/** A write as it is shown: of what changed, only the fields that did. */
export type AuditEntry = Pick<AuditRow, 'id' | 'created' | 'operation' | 'actor' | 'request'> & {
  /** The hint of the key; null where there was none. */
  readonly hint: string | null
  readonly changes: readonly Change[]
}

export type AuditDesk = {
  find(id: string, request: RequestContext): Promise<AuditEntry | Refusal>
  list(
    filter: AuditFilter,
    page: Page,
    request: RequestContext,
  ): Promise<{ data: readonly AuditEntry[]; has_more: boolean } | Refusal>
}

type Options = { readonly pool: Pool; readonly registry: Registry; readonly answers: AnswerSetup }
const columns = 'a.*, (select k.hint from api_keys k where k.env = a.env and k.id = a.api_key) as hint from audit_log a'

export function createAuditDesk(options: Options): AuditDesk {
  const { pool } = options
  const shown = async (
    records: readonly Record<string, unknown>[],
    environment: EnvironmentSettings,
  ): Promise<AuditEntry[]> => {
    const rows = records.map((record) => auditTable.read(record))
    const facts = await factsOf(
      rows.flatMap(({ env, objects }) => objects.map(([object_id]) => ({ env, object_id }))),
      pool,
    )
    return rows.map(({ env, objects, change, ...row }, at) => {
      const hint = records[at]?.hint
      return {
        ...row,
        hint: typeof hint === 'string' ? hint : null,
        changes: [
          ...objects.map((touched) => changeOf(touched, facts.get(`${env}/${touched[0]}`) ?? [], environment, options)),
          ...(change === null ? [] : [change]),
        ].map(withoutSecrets),
      }
    })
  }

  return {
    find: async (id, { environment }) => {
      const { rows } = await pool.query<Record<string, unknown>>(`select ${columns} where a.env = $1 and a.id = $2`, [
        environment.id,
        id,
      ])
      return (await shown(rows, environment))[0] ?? refuse.resourceMissing({ noun: 'audit_log_entry', id })
    },
    list: async (filter, page, { environment }) => {
      const refusal = refusePage(page)
      if (refusal !== null) return refusal
      const { text, values } = listQuery(filter, page, environment.id)
      const { rows } = await pool.query<Record<string, unknown>>(text, values)
      const records = rows.slice(0, page.limit)
      if (page.ending_before !== null) records.reverse()
      return { data: await shown(records, environment), has_more: rows.length > page.limit }
    },
  }
}

function listQuery(filter: AuditFilter, page: Page, env: string): { text: string; values: unknown[] } {
  const values: unknown[] = [env]
  const conditions = ['a.env = $1']
  const add = (condition: (place: string) => string, value: unknown): void => {
    if (value !== null) conditions.push(condition(`$${values.push(value)}`))
  }
  // Its facts lead to their commits, and those to their rows; what has no facts names its object itself.
  add(
    (
      place,
    ) => `(a.change->>'id' = ${place} or a.tx in (select e.tx from events e where e.env = $1 and e.object_id = ${place})
      and exists (select from json_array_elements(a.objects) o where o->>0 = ${place}))`,
    filter.object,
  )
  add((place) => `a.api_key = ${place}`, filter.api_key)
  add((place) => `a.actor = ${place}`, filter.actor)
  add((place) => `a.request = ${place}`, filter.request)
  const { operation } = filter
  if (operation?.endsWith('*')) add((place) => `starts_with(a.operation, ${place})`, operation.slice(0, -1))
  else add((place) => `a.operation = ${place}`, operation)
  for (const { operator, id } of idBounds('aud', page)) add((place) => `a.id ${operator} ${place}`, id)
  const order = page.ending_before === null ? 'desc' : 'asc'
  const limit = values.push(page.limit + 1)
  return {
    text: `select ${columns} where ${conditions.join(' and ')} order by a.id ${order} limit $${limit}`,
    values,
  }
}

type Fields = Readonly<Record<string, unknown>>

/** An object before and after some of its facts, as the API shows it. */
function changeOf(
  [id, first, last]: Touched,
  facts: readonly LoggedFact[],
  environment: EnvironmentSettings,
  { registry, answers }: Options,
): Change {
  const object = facts[0]?.noun
  assert(object !== undefined, 'what was touched has facts')
  const render = (upTo: number): Fields | null => {
    const row = fold(
      facts.filter(({ seq }) => seq <= upTo),
      registry,
    )
    if (row === null) return null
    const shown = renderRow(object, row, { expand: [], audience: 'secret' }, environment, () => null, answers)
    assert(!(shown instanceof Promise) && !isRefusal(shown), 'nothing is expanded')
    return shown
  }
  const [before, after] = [render(first - 1), render(last)]
  if (before === null || after === null) return { object, id, before, after }
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  )
  return { object, id, before: only(before, changed), after: only(after, changed) }
}

const only = (object: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.filter((name) => object[name] !== undefined).map((name) => [name, object[name]]))

/** Fields that hold a secret, and texts that carry one: a client secret in the address of a page. */
const secretNames: ReadonlySet<string> = new Set(['client_secret', 'secret', 'key'])
const secretText = /\b(\w+_secret_|whsec_|[spr]k_(?:test|live)_)[\w+/=]+/g

function withoutSecrets(change: Change): Change {
  const scrub = (name: string, value: unknown): unknown =>
    secretNames.has(name) ? undefined : typeof value === 'string' ? value.replace(secretText, '$1…') : value
  return JSON.parse(JSON.stringify(change, scrub)) as Change
}
