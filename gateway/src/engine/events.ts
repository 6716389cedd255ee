/**
 * Events as the API shows them: a fact with its object as it was then. The object is not stored with the event; it is the
 * fold of the object's facts up to this one, so an event can never show anything else than what happened.
 */
import { assert } from '../kernel/assert.ts'
import type { Pool } from '../storage/database.ts'
import type { Living } from './aggregate.ts'
import { type EventRow, eventsTable } from './records.ts'
import type { Registry } from './registry.ts'

export type FoldedEvent = EventRow & { readonly state: Living }

/** Folds facts, in order, into the row after the last of them. */
export function fold(facts: readonly EventRow[], registry: Registry): Living | null {
  let state: Living | null = null
  for (const { noun, env, object_id, seq, created, fact } of facts) {
    const aggregate = registry.get(noun)?.aggregate
    assert(aggregate != null, `${noun} has a life`)
    state = aggregate.evolve(state, fact, { env, id: object_id, at: created, seq })
  }
  return state
}

/** The given events, each with its object as it was then. */
export async function publicEvents(
  events: readonly EventRow[],
  options: { pool: Pool; registry: Registry; env: string },
): Promise<FoldedEvent[]> {
  if (events.length === 0) return []
  const { rows } = await options.pool.query<Record<string, unknown>>(
    'select * from events where env = $1 and object_id = any($2::text[]) order by object_id, seq',
    [options.env, [...new Set(events.map(({ object_id }) => object_id))]],
  )
  const facts = new Map<string, EventRow[]>()
  for (const record of rows) {
    const fact = eventsTable.read(record)
    facts.set(fact.object_id, [...(facts.get(fact.object_id) ?? []), fact])
  }
  return events.map((event) => {
    const state = fold(
      (facts.get(event.object_id) ?? []).filter(({ seq }) => seq <= event.seq),
      options.registry,
    )
    assert(state !== null, 'an event has its object')
    return { ...event, state }
  })
}
