/** The reference of foreign APIs: what becomes of each of their fields, their words for each state, and how much is covered. */
import type { FastifyInstance } from 'fastify'
import { type FieldTable, moments } from '../contracts/dialect.ts'
import type { AnyForeignRoute, Dialect } from '../engine/dialect.ts'
import { dialects } from './dialects.ts'
import { escapeHtml, page } from './http/pages.ts'

export type Score = { readonly mapped: number; readonly ignored: number; readonly refused: number }

/** How many fields of a call, its request and its answers together, have which fate. */
export function scoreOf(dialect: Dialect, route: AnyForeignRoute): Score {
  const tables = [route.fields, ...route.answers.map((name) => dialect.answers[name]?.fields ?? {})]
  const fates = tables.flatMap((table) => Object.values(table)).map(({ fate }) => fate)
  const count = (wanted: string) => fates.filter((fate) => fate === wanted).length
  return { mapped: count('mapped'), ignored: count('ignored'), refused: count('refused') }
}

/** The share of a call's fields that mean something here, in percent; none where the call cannot run. */
export const percentOfCall = (dialect: Dialect, route: AnyForeignRoute): number =>
  route.notYet === undefined ? percentOf(scoreOf(dialect, route)) : 0

export const percentOf = ({ mapped, ignored, refused }: Score): number =>
  mapped + ignored + refused === 0 ? 100 : Math.round((100 * mapped) / (mapped + ignored + refused))

const code = (text: string): string => `<code>${escapeHtml(text)}</code>`

const fieldsOf = (title: string, table: FieldTable): string =>
  Object.keys(table).length === 0
    ? ''
    : `<p class="soft">${escapeHtml(title)}</p><table>${Object.entries(table)
        .map(
          ([path, fate]) =>
            `<tr><td>${code(path)}</td><td>${fate.fate}</td><td>${fate.fate === 'mapped' ? code(fate.to) : escapeHtml(fate.why)}</td></tr>`,
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
  const rows = moments.map(
    (moment) =>
      `<tr><td>${escapeHtml(moment.replaceAll('_', ' '))}</td>${objects.map(([, map]) => `<td>${code(map[moment])}</td>`).join('')}</tr>`,
  )
  return objects.length === 0 ? '' : `<h2>Words of states</h2><table><tr><th></th>${head}</tr>${rows.join('')}</table>`
}

export function dialectPage(dialect: Dialect): string {
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0
      ? ''
      : `<h2>${title}</h2><ul>${lines.map((line) => `<li>${escapeHtml(line).replaceAll(/`([^`]+)`/g, '<code>$1</code>')}</li>`).join('')}</ul>`
  return page(
    `Florin: ${dialect.title}`,
    `<h1>${escapeHtml(dialect.title)}</h1><p class="soft">Served under ${code(`/${dialect.name}`)} and at ${code(`${dialect.name}.localhost`)}. ` +
      `A percentage is the share of a call's fields that mean something here. <a href="/docs/dialects">All foreign APIs</a></p>` +
      `${list('What is ours', dialect.notes)}${list('In strict mode', dialect.strict)}<h2>Calls</h2>` +
      `${dialect.routes.map((route) => callOf(dialect, route)).join('')}${wordsOf(dialect)}`,
  )
}

export function dialectsPage(): string {
  const rows = [...dialects.values()].map((dialect) => {
    const scores = dialect.routes.map((route) => scoreOf(dialect, route))
    const sum = (field: keyof Score) => scores.reduce((total, score) => total + score[field], 0)
    const total = { mapped: sum('mapped'), ignored: sum('ignored'), refused: sum('refused') }
    return (
      `<tr><td><a href="/docs/dialects/${dialect.name}">${escapeHtml(dialect.title)}</a></td><td>${code(`/${dialect.name}`)}</td>` +
      `<td class="number">${dialect.routes.length}</td><td class="number">${total.mapped}</td><td class="number">${total.ignored}</td>` +
      `<td class="number">${total.refused}</td><td class="number">${percentOf(total)} %</td></tr>`
    )
  })
  return page(
    'Florin: foreign APIs',
    `<h1>Foreign APIs</h1><p class="soft">Other gateways' APIs over the same engine. Change a base URL and a key. <a href="/docs">Back to the reference</a></p>` +
      `<table><tr><th>API</th><th>prefix</th><th>calls</th><th>fields mapped</th><th>ignored</th><th>refused</th><th></th></tr>${rows.join('')}</table>`,
  )
}

export function mountDialectReference(app: FastifyInstance): void {
  const html = 'text/html; charset=utf-8'
  app.get('/docs/dialects', (_, reply) => reply.header('content-type', html).send(dialectsPage()))
  for (const dialect of dialects.values())
    app.get(`/docs/dialects/${dialect.name}`, (_, reply) =>
      reply.header('content-type', html).send(dialectPage(dialect)),
    )
}
