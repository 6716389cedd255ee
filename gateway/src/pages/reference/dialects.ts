/** `/docs/dialects`: what becomes of each field of a foreign API, its words for each state, and how much is covered. */
import { type FieldMapping, type FieldTable, paymentPhases } from '../../contracts/dialect.ts'
import type { AnyForeignRoute, Dialect, Dialects } from '../../engine/dialect.ts'
import { type Html, html, linkTo } from '../../kernel/html.ts'
import { documentOf, table } from '../layout.ts'
import { percentOfCall, percentOfDialect, runs, totalScore } from './coverage.ts'

const mappingKinds = ['mapped', 'echoed', 'ignored', 'refused'] as const

const code = (text: string): Html => html`<code>${text}</code>`

/** What a field is mapped to, or why not. */
function describeMapping(mapping: FieldMapping): Html | string {
  if (mapping.kind === 'mapped') return code(mapping.to)
  return mapping.kind === 'echoed' ? 'Kept as it was sent, and shown again; it decides nothing.' : mapping.why
}

function fieldsOf(title: string, fields: FieldTable): Html | null {
  const rows = Object.entries(fields).map(
    ([path, mapping]) =>
      html`<tr><td>${code(path)}</td><td>${mapping.kind}</td><td>${describeMapping(mapping)}</td></tr>`,
  )
  return rows.length === 0 ? null : html`<p class="soft">${title}</p>${table(rows)}`
}

function callOf(dialect: Dialect, route: AnyForeignRoute): Html {
  const answers = route.answers.map((name) => fieldsOf(`Answer: ${name}`, dialect.answers[name]?.fields ?? {}))
  const origin = route.source === 'vendor' ? "in the vendor's documents" : 'ours, where the documents say nothing'
  const source = route.notYet === undefined ? origin : `${origin}; not yet: ${route.notYet}`
  const call = code(`${route.method} /${dialect.name}${route.path}`)
  return html`<details class="card"><summary>${call} ${route.summary} <strong>${percentOfCall(dialect, route)} %</strong></summary><p class="soft">${source}</p>${fieldsOf('Request', route.fields)}${answers}</details>`
}

function wordsOf({ words }: Dialect): Html | null {
  const objects = Object.entries(words)
  if (objects.length === 0) return null
  const head = html`<tr><th></th>${objects.map(([object]) => html`<th>${object}</th>`)}</tr>`
  const rows = paymentPhases.map(
    (phase) =>
      html`<tr><td>${phase.replaceAll('_', ' ')}</td>${objects.map(([, map]) => html`<td>${code(map[phase])}</td>`)}</tr>`,
  )
  return html`<h2>Words of states</h2>${table([head, ...rows])}`
}

/** With the address that an own server has usually. */
const usualUrl = 'http://127.0.0.1:4242'
const commandsOf = ({ name, notifications }: Dialect): readonly Html[] =>
  notifications
    .commands({ native: usualUrl, base: `${usualUrl}/${name}`, hook: 'http://localhost:3000/hook' })
    .map((command) => html`<pre>${command}</pre>`)

/** A line in which what stands between backticks is code. */
const lineOf = (line: string): readonly (Html | string)[] =>
  line.split(/`([^`]+)`/).map((part, at) => (at % 2 === 1 ? code(part) : part))

const listOf = (title: string, lines: readonly string[]): Html | null =>
  lines.length === 0 ? null : html`<h2>${title}</h2><ul>${lines.map((line) => html`<li>${lineOf(line)}</li>`)}</ul>`

export function dialectPage(dialect: Dialect): string {
  const { title, name, notifications, notes, strict, routes } = dialect
  return documentOf({
    title: `Florin: ${title}`,
    body: html`<h1>${title}</h1><p class="soft">Served under ${code(`/${name}`)} and at ${code(`${name}.localhost`)}. A percentage is the share of a call's fields that mean something here; what is only echoed counts as little as what is ignored, and a call that cannot run counts as nothing. <a href="/${dialect.name}/openapi.json">OpenAPI</a> · <a href="/docs/dialects">All foreign APIs</a></p>${listOf(
      'How callbacks are set up',
      notifications.says,
    )}${commandsOf(dialect)}${listOf('What is ours', notes)}${listOf('In strict mode', strict)}<h2>Calls</h2>${routes.map(
      (route) => callOf(dialect, route),
    )}${wordsOf(dialect)}`,
  })
}

const dialectRow = (dialect: Dialect): Html => {
  const { name, title, routes } = dialect
  const total = totalScore(dialect)
  return html`<tr><td><a href="${linkTo(`/docs/dialects/${name}`)}">${title}</a></td><td>${code(`/${name}`)}</td><td class="number">${routes.filter(runs).length} of ${routes.length}</td>${mappingKinds.map(
    (kind) => html`<td class="number">${total[kind]}</td>`,
  )}<td class="number">${percentOfDialect(dialect)} %</td></tr>`
}

export function dialectsPage(dialects: Dialects): string {
  const head = html`<tr><th>API</th><th>prefix</th><th>calls that run</th><th>fields mapped</th><th>echoed</th><th>ignored</th><th>refused</th><th>of all calls</th></tr>`
  return documentOf({
    title: 'Florin: foreign APIs',
    body: html`<h1>Foreign APIs</h1><p class="soft">Other gateways' APIs over the same engine. Change a base URL and a key. <a href="/docs">Back to the reference</a></p>${table(
      [head, ...[...dialects.values()].map(dialectRow)],
    )}<p class="soft">Fields are those of the calls that run. The percentage is the mean over all calls of the API: one that answers 501 counts as nothing.</p>`,
  })
}
