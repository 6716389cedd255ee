/**
 * Events as the API shows them: a fact with its object as it was then. The object is not stored with the event; it is the
 * fold of the object's facts up to this one, so an event can never show anything else than what happened.
 */
import { assert } from '../kernel/assert.ts'
import { isRefusal } from '../kernel/refusal.ts'
import type { Pool } from '../storage/database.ts'
import { type AggregateRow, evolved, isRetold } from './aggregate.ts'
import { type AnswerSetup, emptyLoader, renderRow } from './answer.ts'
import type { EnvironmentSettings } from './command.ts'
import { eventsTable } from './engine-tables.ts'
import type { EventRow } from './event-row.ts'
import { isUpdate, previousAttributes } from './previous-attributes.ts'
import type { Registry } from './registry.ts'
import type { WireObject } from './view.ts'

/** An event that the API shows. */
export type PublicEvent = EventRow & { readonly id: string; readonly type: string }

/** A fact with the transaction that wrote it: its place in the log. */
export type LoggedFact = EventRow & { readonly tx: number }

export type FoldedEvent = PublicEvent & {
  readonly state: AggregateRow
  /** The object before its fact; null where the fact made it. */
  readonly before: AggregateRow | null
  /** Which public event of its object this is, from 1, without gaps. */
  readonly sequence: number
}

/** Folds facts, in order, into the row after the last of them. */
export const fold = (facts: readonly EventRow[], registry: Registry): AggregateRow | null =>
  states(facts, registry).at(-1)?.state ?? null

/** The row before and after each fact, in order. */
function states(
  facts: readonly EventRow[],
  registry: Registry,
): { fact: EventRow; before: AggregateRow | null; state: AggregateRow }[] {
  let state: AggregateRow | null = null
  let before: AggregateRow | null = null
  return facts.map((fact) => {
    const aggregate = registry.get(fact.noun)?.aggregate
    assert(aggregate != null, `${fact.noun} has a life`)
    const { env, object_id, seq, created } = fact
    // What is published again is about the change that was published before.
    if (!isRetold(fact.fact)) before = state
    state = evolved(aggregate, state, fact.fact, { env, id: object_id, at: created, seq })
    return { fact, before, state }
  })
}

const objectKey = ({ env, object_id }: { env: string; object_id: string }): string => `${env}/${object_id}`

/** All facts of the objects that the events are about, by object, in order. */
export async function factsOf(
  events: readonly { env: string; object_id: string }[],
  pool: Pool,
): Promise<Map<string, LoggedFact[]>> {
  const facts = new Map<string, LoggedFact[]>()
  if (events.length === 0) return facts
  const objects = new Map(events.map((event) => [objectKey(event), event]))
  const { rows } = await pool.query<Record<string, unknown>>({
    name: 'facts of objects',
    text:
      'select e.* from unnest($1::text[], $2::text[]) as o(env, object_id) ' +
      'join events e on e.env = o.env and e.object_id = o.object_id order by e.env, e.object_id, e.seq',
    values: [[...objects.values()].map(({ env }) => env), [...objects.values()].map(({ object_id }) => object_id)],
  })
  for (const record of rows) {
    const fact = { ...eventsTable.read(record), tx: Number(record.tx) }
    const known = facts.get(objectKey(fact))
    if (known === undefined) facts.set(objectKey(fact), [fact])
    else known.push(fact)
  }
  return facts
}

export const isPublic = (event: EventRow): event is PublicEvent => event.id !== null && event.type !== null

/** The given events, each with its object as it was then. `facts` are all facts of these objects. */
export function foldEvents(
  events: readonly EventRow[],
  facts: ReadonlyMap<string, readonly EventRow[]>,
  registry: Registry,
): FoldedEvent[] {
  const folded = new Map<string, Map<number, Pick<FoldedEvent, 'before' | 'state' | 'sequence'>>>()
  return events.map((event) => {
    const key = objectKey(event)
    let known = folded.get(key)
    if (known === undefined) {
      known = new Map()
      let sequence = 0
      for (const { fact, before, state } of states(facts.get(key) ?? [], registry))
        if (isPublic(fact)) known.set(fact.seq, { before, state, sequence: ++sequence })
      folded.set(key, known)
    }
    const then = known.get(event.seq)
    assert(then !== undefined && isPublic(event), 'an event has its object')
    return { ...event, ...then }
  })
}

/** The given events, each with its object as it was then. */
export const publicEvents = async (
  events: readonly EventRow[],
  { pool, registry }: { pool: Pool; registry: Registry },
): Promise<FoldedEvent[]> => foldEvents(events, await factsOf(events, pool), registry)

/**
 * An event as the wire shows it, for its own environment. `pending` is how many receivers have not acknowledged it; `version`
 * labels it with the version of the API that its receiver has pinned.
 */
export function showEvent(
  event: FoldedEvent,
  { pending, version = null }: { pending: number; version?: string | null },
  environment: EnvironmentSettings,
  setup: AnswerSetup,
): WireObject {
  const show = { expand: [], audience: 'secret' as const }
  const render = (noun: string, row: unknown): WireObject => {
    const shown = renderRow(noun, row, show, environment, emptyLoader, setup)
    assert(!(shown instanceof Promise) && !isRefusal(shown), 'an event expands nothing')
    return shown
  }
  const object = render(event.noun, event.state)
  const previous =
    isUpdate(event.type) && event.before !== null
      ? previousAttributes(render(event.noun, event.before), object)
      : undefined
  return render('event', { ...event, object, previous, pending_webhooks: pending, api_version: version })
}
