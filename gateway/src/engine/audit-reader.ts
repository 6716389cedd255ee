/** The audit log, read: each write with its objects before and after, which are folds of their facts. */
import { assert } from '../kernel/assert.ts'
import { isRefusal, refuse } from '../kernel/refusal.ts'
import type { Pool } from '../storage/database.ts'
import { type AnswerSetup, emptyLoader, renderRow } from './answer.ts'
import type { AuditEntry, AuditFilter, AuditNote, Change, Touched } from './audit-note.ts'
import type { EnvironmentSettings } from './command.ts'
import { factsOf, fold, type LoggedFact } from './events.ts'
import { idBounds, refuseCursor, refusePage } from './page.ts'
import type { Registry } from './registry.ts'
import type { AuditApi, Page } from './route.ts'

type Options = { readonly pool: Pool; readonly registry: Registry; readonly answers: AnswerSetup }
/** The request of a note: the row of a public event names it by itself. */
const requestOf = {
  commands: "coalesce(a.audit_note->>'request', a.request->>'id')",
  others: "a.audit_note->>'request'",
}

/** Both places of notes, each with its own condition: with the facts of commands, and by themselves. */
const union = (commands: string, others: string, order: string): string => `
  select n.*, (select k.hint from api_keys k where k.env = $1 and k.id = n.audit_note->>'key') as hint from (
    (select audit, audit_note, ${requestOf.commands} as request from events a where a.env = $1 and a.audit_note is not null and ${commands} ${order})
    union all
    (select audit, audit_note, ${requestOf.others} as request from audit_log a where a.env = $1 and ${others} ${order})
  ) n ${order}`

/** A note as it is stored, with the hint of its key. */
export type FoundNote = { audit: string; audit_note: string; request: string | null; hint: string | null }

export function createAuditApi(options: Options): AuditApi {
  const { pool } = options
  const shown = async (records: readonly FoundNote[], environment: EnvironmentSettings): Promise<AuditEntry[]> => {
    const env = environment.id
    // Written by the engine, in this shape.
    const notes = records.map(({ audit_note }) => JSON.parse(audit_note) as AuditNote)
    const facts = await factsOf(
      notes.flatMap(({ objects }) => (objects ?? []).map(([object_id]) => ({ env, object_id }))),
      pool,
    )
    return records.map(({ audit, request, hint }, at) => {
      const note = notes[at] as AuditNote
      const folded = (note.objects ?? []).map((touched) =>
        changeOf(touched, facts.get(`${env}/${touched[0]}`) ?? [], environment, options),
      )
      const changes = [...folded, ...(note.change === undefined ? [] : [note.change])].map(withoutSecrets)
      return { id: audit, note, request, hint, changes }
    })
  }

  return {
    find: async (id, { environment }) => {
      const { rows } = await pool.query<FoundNote>(union('a.audit = $2', 'a.audit = $2', ''), [environment.id, id])
      return (await shown(rows, environment))[0] ?? refuse.resourceMissing({ noun: 'audit_log_entry', id })
    },
    list: async (filter, page, { environment }) => {
      const known = async (id: string) =>
        (await pool.query<FoundNote>(union('a.audit = $2', 'a.audit = $2', ''), [environment.id, id])).rows[0] ?? null
      const refusal = refusePage(page) ?? (await refuseCursor(page, 'audit_log_entry', known))
      if (refusal !== null) return refusal
      const { text, values } = auditQuery(filter, page, environment.id)
      const { rows } = await pool.query<FoundNote>(text, values)
      const records = rows.slice(0, page.limit)
      if (page.ending_before !== null) records.reverse()
      return { data: await shown(records, environment), has_more: rows.length > page.limit }
    },
  }
}

/** The notes of a page, newest first, one more than the page: what the API shows, and the command line. */
export function auditQuery(filter: AuditFilter, page: Page, env: string): { text: string; values: unknown[] } {
  const values: unknown[] = [env]
  const conditions: string[] = []
  const add = (condition: (place: string) => string, value: unknown): void => {
    if (value !== null) conditions.push(condition(`$${values.push(value)}`))
  }
  add((place) => `a.audit_note->>'key' = ${place}`, filter.api_key)
  add((place) => `a.audit_note->>'actor' = ${place}`, filter.actor)
  const { operation } = filter
  if (operation?.endsWith('*'))
    add((place) => `starts_with(a.audit_note->>'operation', ${place})`, operation.slice(0, -1))
  else add((place) => `a.audit_note->>'operation' = ${place}`, operation)
  // A request's own id says when it began, and nothing is written before that.
  if (filter.request?.startsWith('req_')) add((place) => `a.audit >= ${place}`, `aud_${filter.request.slice(4, 12)}`)
  for (const { operator, id } of idBounds('aud', page)) add((place) => `a.audit ${operator} ${place}`, id)
  const all = conditions.join(' and ')
  const made = filter.request === null ? null : `$${values.push(filter.request)}`
  const [commands, others] = [requestOf.commands, requestOf.others].map((request) =>
    made === null ? all : `${request} = ${made} and ${all}`,
  ) as [string, string]
  const limit = values.push(page.limit + 1)
  const order = `order by audit ${page.ending_before === null ? 'desc' : 'asc'} limit $${limit}`
  if (filter.object === null) return { text: union(commands, others, order), values }
  // An object's facts name their writes.
  const object = `$${values.push(filter.object)}`
  const ofFacts = `a.audit in (select e.audit from events e where e.env = $1 and e.object_id = ${object})`
  return { text: union(`${ofFacts} and ${commands}`, `a.object_id = ${object} and ${others}`, order), values }
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
    const shown = renderRow(object, row, { expand: [], audience: 'secret' }, environment, emptyLoader, answers)
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
