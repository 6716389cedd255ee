/** `/docs/events`: every event type, what it tells, and an example that the views made. */
import { html } from '../../kernel/html.ts'
import { documentOf, table } from '../layout.ts'

export type EventEntry = {
  readonly type: string
  readonly tells: string
  readonly noun: string
  readonly example: unknown
}

export function eventsPage(entries: readonly EventEntry[]): string {
  const rows = entries.map(
    ({ type, tells }) => html`<tr><td><a href="#${type}"><code>${type}</code></a></td><td>${tells}</td></tr>`,
  )
  const examples = entries.map(
    ({ type, tells, noun, example }) =>
      html`<section class="card" id="${type}"><h2><a href="#${type}"><code>${type}</code></a></h2><p>${tells} <span class="soft">data.object is a ${noun}.</span></p><details><summary>Example</summary><pre>${JSON.stringify(example, null, 2)}</pre></details></section>`,
  )
  return documentOf({
    title: 'Florin: events',
    body: html`<h1>Events</h1><p class="soft">What a webhook endpoint can ask for: a type, a family (<code>charge.*</code>) or all (<code>*</code>). <code>object_sequence</code> numbers the events of an object without gaps. <a href="/docs">Back to the reference</a></p>${table(rows)}${examples}`,
  })
}
