/** The reference of events: every type that some fact has, what it tells, and an example that the views made. */

import type { FastifyInstance } from 'fastify'
import type { AggregateRow } from '../engine/aggregate.ts'
import type { NounEntry } from '../engine/define-noun.ts'
import { exampleNow, statesOf } from '../engine/examples.ts'
import { isUpdate, previousAttributes } from '../engine/previous-attributes.ts'
import type { WireObject } from '../engine/view.ts'
import { eventView } from '../resources/platform/event/index.ts'
import { escapeHtml, htmlType, page, policyOf } from '../surfaces/http/pages.ts'
import { serveStatic } from '../surfaces/http/static-answers.ts'
import { exampleContext } from './example-context.ts'
import { registry } from './registry.ts'

export type EventEntry = {
  readonly type: string
  readonly tells: string
  readonly noun: string
  readonly example: unknown
}

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

/** The page of it. */
export function eventsPage(): string {
  const entries = eventReference()
  const rows = entries
    .map(
      ({ type, tells }) =>
        `<tr><td><a href="#${escapeHtml(type)}"><code>${escapeHtml(type)}</code></a></td><td>${escapeHtml(tells)}</td></tr>`,
    )
    .join('')
  const examples = entries
    .map(
      ({ type, tells, noun, example }) =>
        `<section class="card" id="${escapeHtml(type)}"><h2><a href="#${escapeHtml(type)}"><code>${escapeHtml(type)}</code></a></h2>` +
        `<p>${escapeHtml(tells)} <span class="soft">data.object is a ${escapeHtml(noun)}.</span></p>` +
        `<details><summary>Example</summary><pre>${escapeHtml(JSON.stringify(example, null, 2))}</pre></details></section>`,
    )
    .join('')
  return page(
    'Florin: events',
    `<h1>Events</h1><p class="soft">What a webhook endpoint can ask for: a type, a family (<code>charge.*</code>) or all (<code>*</code>). ` +
      `<code>object_sequence</code> numbers the events of an object without gaps. <a href="/docs">Back to the reference</a></p>` +
      `<table>${rows}</table>${examples}`,
  )
}

export const mountReference = (app: FastifyInstance): void => {
  serveStatic(app, '/docs/events', { type: htmlType, policy: policyOf(), text: eventsPage })
}
