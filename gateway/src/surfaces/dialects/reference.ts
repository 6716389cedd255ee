/** The reference of foreign APIs: what becomes of each of their fields, their words for each state, and how much is covered. */
import type { FastifyInstance } from 'fastify'
import { type FieldMapping, type FieldTable, paymentPhases } from '../../contracts/dialect.ts'
import { dialects } from '../../dialects/index.ts'
import type { AnyForeignRoute, Dialect } from '../../engine/dialect.ts'
import { escapeHtml, htmlType, page, policyOf } from '../http/pages.ts'
import { serveStatic } from '../http/static-answers.ts'

export type Score = Readonly<Record<FieldMapping['kind'], number>>

/** How many fields of a call, its request and its answers together, are mapped, echoed, ignored and refused. */
export function scoreOf(dialect: Dialect, route: AnyForeignRoute): Score {
  const tables = [route.fields, ...route.answers.map((name) => dialect.answers[name]?.fields ?? {})]
  const kinds = tables.flatMap((table) => Object.values(table)).map(({ kind }) => kind)
  const count = (wanted: string) => kinds.filter((kind) => kind === wanted).length
  return { mapped: count('mapped'), echoed: count('echoed'), ignored: count('ignored'), refused: count('refused') }
}

/** The fields of all calls that run; what a call that cannot run would take counts for nothing. */
export const totalScore = (dialect: Dialect): Score => {
  const scores = dialect.routes.filter(runs).map((route) => scoreOf(dialect, route))
  const sum = (kind: FieldMapping['kind']) => scores.reduce((total, score) => total + score[kind], 0)
  return { mapped: sum('mapped'), echoed: sum('echoed'), ignored: sum('ignored'), refused: sum('refused') }
}

export const runs = ({ notYet }: Pick<AnyForeignRoute, 'notYet'>): boolean => notYet === undefined

/** The mean over all calls of an API, those that cannot run included: each of them counts as nothing. */
export const percentOfDialect = (dialect: Dialect): number =>
  Math.round(dialect.routes.reduce((total, route) => total + percentOfCall(dialect, route), 0) / dialect.routes.length)

/** The share of a call's fields that mean something here, in percent; none where the call cannot run. */
export const percentOfCall = (dialect: Dialect, route: AnyForeignRoute): number =>
  runs(route) ? percentOf(scoreOf(dialect, route)) : 0

export const percentOf = ({ mapped, echoed, ignored, refused }: Score): number => {
  const all = mapped + echoed + ignored + refused
  return all === 0 ? 100 : Math.round((100 * mapped) / all)
}

const mappingKinds = ['mapped', 'echoed', 'ignored', 'refused'] as const

const code = (text: string): string => `<code>${escapeHtml(text)}</code>`

/** What a field is mapped to, or why not. */
function describeMapping(mapping: FieldMapping): string {
  if (mapping.kind === 'mapped') return code(mapping.to)
  return escapeHtml(
    mapping.kind === 'echoed' ? 'Kept as it was sent, and shown again; it decides nothing.' : mapping.why,
  )
}

const fieldsOf = (title: string, table: FieldTable): string =>
  Object.keys(table).length === 0
    ? ''
    : `<p class="soft">${escapeHtml(title)}</p><table>${Object.entries(table)
        .map(
          ([path, mapping]) =>
            `<tr><td>${code(path)}</td><td>${mapping.kind}</td><td>${describeMapping(mapping)}</td></tr>`,
        )
        .join('')}</table>`

function callOf(dialect: Dialect, route: AnyForeignRoute): string {
  const answers = route.answers.map((name) => fieldsOf(`Answer: ${name}`, dialect.answers[name]?.fields ?? {})).join('')
  const origin = route.source === 'vendor' ? "in the vendor's documents" : 'ours, where the documents say nothing'
  const source = route.notYet === undefined ? origin : `${origin}; not yet: ${escapeHtml(route.notYet)}`
  return (
    `<details class="card"><summary>${code(`${route.method} /${dialect.name}${route.path}`)} ${escapeHtml(route.summary)}` +
    ` <strong>${percentOfCall(dialect, route)} %</strong></summary><p class="soft">${source}</p>` +
    `${fieldsOf('Request', route.fields)}${answers}</details>`
  )
}

function wordsOf({ words }: Dialect): string {
  const objects = Object.entries(words)
  const head = objects.map(([object]) => `<th>${escapeHtml(object)}</th>`).join('')
  const rows = paymentPhases.map(
    (phase) =>
      `<tr><td>${escapeHtml(phase.replaceAll('_', ' '))}</td>${objects.map(([, map]) => `<td>${code(map[phase])}</td>`).join('')}</tr>`,
  )
  return objects.length === 0 ? '' : `<h2>Words of states</h2><table><tr><th></th>${head}</tr>${rows.join('')}</table>`
}

/** With the address that an own server has usually. */
const usualUrl = 'http://127.0.0.1:4242'
const commandsOf = ({ name, notifications: beingTold }: Dialect): string =>
  beingTold
    .commands({ native: usualUrl, base: `${usualUrl}/${name}`, hook: 'http://localhost:3000/hook' })
    .map((command) => `<pre>${escapeHtml(command)}</pre>`)
    .join('')

export function dialectPage(dialect: Dialect): string {
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0
      ? ''
      : `<h2>${title}</h2><ul>${lines.map((line) => `<li>${escapeHtml(line).replaceAll(/`([^`]+)`/g, '<code>$1</code>')}</li>`).join('')}</ul>`
  return page(
    `Florin: ${dialect.title}`,
    `<h1>${escapeHtml(dialect.title)}</h1><p class="soft">Served under ${code(`/${dialect.name}`)} and at ${code(`${dialect.name}.localhost`)}. ` +
      `A percentage is the share of a call's fields that mean something here; what is only echoed counts as little as what is ignored, and a call that cannot run counts as nothing. <a href="/docs/dialects">All foreign APIs</a></p>` +
      `${list('How callbacks are set up', dialect.notifications.says)}${commandsOf(dialect)}` +
      `${list('What is ours', dialect.notes)}${list('In strict mode', dialect.strict)}<h2>Calls</h2>` +
      `${dialect.routes.map((route) => callOf(dialect, route)).join('')}${wordsOf(dialect)}`,
  )
}

export function dialectsPage(): string {
  const rows = [...dialects.values()].map((dialect) => {
    const total = totalScore(dialect)
    return (
      `<tr><td><a href="/docs/dialects/${dialect.name}">${escapeHtml(dialect.title)}</a></td><td>${code(`/${dialect.name}`)}</td>` +
      `<td class="number">${dialect.routes.filter(runs).length} of ${dialect.routes.length}</td>` +
      `${mappingKinds.map((kind) => `<td class="number">${total[kind]}</td>`).join('')}` +
      `<td class="number">${percentOfDialect(dialect)} %</td></tr>`
    )
  })
  return page(
    'Florin: foreign APIs',
    `<h1>Foreign APIs</h1><p class="soft">Other gateways' APIs over the same engine. Change a base URL and a key. <a href="/docs">Back to the reference</a></p>` +
      `<table><tr><th>API</th><th>prefix</th><th>calls that run</th><th>fields mapped</th><th>echoed</th><th>ignored</th><th>refused</th><th>of all calls</th></tr>${rows.join('')}</table>` +
      '<p class="soft">Fields are those of the calls that run. The percentage is the mean over all calls of the API: one that answers 501 counts as nothing.</p>',
  )
}

export function mountDialectReference(app: FastifyInstance): void {
  serveStatic(app, '/docs/dialects', { type: htmlType, policy: policyOf(), text: dialectsPage })
  for (const dialect of dialects.values())
    serveStatic(app, `/docs/dialects/${dialect.name}`, {
      type: htmlType,
      policy: policyOf(),
      text: () => dialectPage(dialect),
    })
}
