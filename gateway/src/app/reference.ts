/** The reference of events: every type that some fact has, what it tells, and an example that the views made. */

import type { AggregateRow } from '../engine/aggregate.ts'
import type { NounEntry } from '../engine/define-noun.ts'
import { exampleNow, statesOf } from '../engine/examples.ts'
import { isUpdate, previousAttributes } from '../engine/previous-attributes.ts'
import type { WireObject } from '../engine/view.ts'
import type { EventEntry } from '../pages/reference/events.ts'
import { eventView } from '../resources/platform/event/index.ts'
import { exampleContext } from './example-context.ts'
import { registry } from './registry.ts'

/** The events of a noun, each with the first of its examples that comes to it. */
function entriesOf({ aggregate, view, examples }: NounEntry): EventEntry[] {
  if (aggregate === null || examples === null) return []
  const entries = new Map<string, EventEntry>()
  const render = (row: AggregateRow): WireObject => view.render(row as never, exampleContext)
  for (const facts of Object.values(examples.facts)) {
    let sequence = 0
    const states = statesOf(aggregate, examples.id, facts)
    for (const [at, state] of states.entries()) {
      const type = aggregate.eventTypes[facts[at]?.type ?? ''] ?? null
      if (type === null) continue
      sequence++
      const object = render(state)
      const before = states[at - 1]
      const second = aggregate.alsoTold?.[type]
      for (const told of second === undefined ? [type] : [type, second]) {
        if (entries.has(told)) continue
        const example = exampleOf(told, object, before === undefined ? null : render(before), sequence)
        entries.set(told, { type: told, tells: aggregate.descriptions[told] ?? '', noun: aggregate.name, example })
      }
      if (second !== undefined) sequence++
    }
  }
  return [...entries.values()]
}

function exampleOf(type: string, object: WireObject, before: WireObject | null, sequence: number): unknown {
  const request = { id: 'req_1', idempotency_key: null }
  const previous = before !== null && isUpdate(type) ? previousAttributes(before, object) : undefined
  const row = { id: 'evt_1', type, created: exampleNow, request, object, previous }
  return eventView.render({ ...row, sequence, pending_webhooks: 1 }, exampleContext)
}

/** Every documented event type, sorted. */
export const eventReference = (): EventEntry[] =>
  [...registry.values()].flatMap(entriesOf).sort((a, b) => (a.type < b.type ? -1 : 1))
