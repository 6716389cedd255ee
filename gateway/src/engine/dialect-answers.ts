/**
 * Answers of foreign APIs, rendered where native ones are: within the unit, so that a replay repeats the stored bytes and an
 * interrupted call is answered by the command that records its outcome.
 */
import { type AnswerRef, type FieldTable, type Problem, pathOfParam, type RowQuery } from '../contracts/dialect.ts'
import { type Sentence, translateRefusal } from '../contracts/foreign-words.ts'
import { assert } from '../kernel/assert.ts'
import type { Json } from '../kernel/json.ts'
import type { Refusal } from '../kernel/refusal.ts'
import type { Answer } from '../storage/writer/unit.ts'
import type { AnyForeignAnswer, AnyForeignRoute, Dialect, Dialects, ForeignContext } from './dialect.ts'
import type { ViewContext } from './view.ts'

/** How an answer gets its rows: at once where they are of the same commit. */
export type Fetch = {
  one(noun: string, id: string): unknown
  all(noun: string, where: Readonly<Record<string, string>>): unknown
}

export const dialectIn = (dialects: Dialects, name: string): Dialect => {
  const dialect = dialects.get(name)
  assert(dialect !== undefined, `the dialect ${name} is installed`)
  return dialect
}

export const foreignContext = (dialect: Dialect, context: ViewContext, given: Json): ForeignContext => ({
  ...context,
  strict: context.environment.strictDialects.includes(dialect.name),
  base: `${context.publicUrl}/${dialect.name}`,
  given,
})

/** The body of an answer; a promise only where a row has to be fetched. */
export function renderForeign(
  dialect: Dialect,
  name: string,
  row: unknown,
  context: ForeignContext,
  fetch: Fetch,
): unknown {
  const answer = dialect.answers[name]
  assert(answer !== undefined, `${dialect.name} has the answer ${name}`)
  const queries = Object.entries(answer.related?.(row as never) ?? {})
  if (queries.length === 0) return answer.render(row as never, {}, context)
  const found = queries.map(([, query]) => rowsOfQuery(query, fetch))
  const render = (rows: readonly unknown[]): unknown =>
    answer.render(
      row as never,
      Object.fromEntries(queries.map(([name], at) => [name, rows[at] ?? null])) as never,
      context,
    )
  return found.some((each) => each instanceof Promise) ? inTurn(found).then(render) : render(found)
}

const rowsOfQuery = (query: RowQuery<unknown>, fetch: Fetch): unknown => {
  if (query.where !== undefined) return fetch.all(query.noun, query.where)
  return query.id === null || query.id === undefined ? null : fetch.one(query.noun, query.id)
}

/** One after the other: rows may be read through a transaction. */
async function inTurn(found: readonly unknown[]): Promise<unknown[]> {
  const rows: unknown[] = []
  for (const each of found) rows.push(await each)
  return rows
}

/** A success, or what stands for one. */
export function foreignAnswer(
  dialect: Dialect,
  show: AnswerRef,
  row: unknown,
  view: ViewContext,
  fetch: Fetch,
): Answer | Promise<Answer> {
  const finish = (body: unknown): Answer => ({ status: show.status, body: JSON.stringify(body) })
  const body = renderForeign(dialect, show.answer, row, foreignContext(dialect, view, show.given), fetch)
  return body instanceof Promise ? body.then(finish) : finish(body)
}

/** The noun that a show is rendered from. */
export const nounOfAnswer = (dialect: Dialect, { answer }: AnswerRef): AnyForeignAnswer['noun'] => {
  const named = dialect.answers[answer]
  assert(named !== undefined, `${dialect.name} has the answer ${answer}`)
  return named.noun
}

/** `currency` of ours → `amount.currency` of theirs, for a call. */
const namesOfFields = new WeakMap<FieldTable, ReadonlyMap<string, string>>()
function foreignNames(fields: FieldTable): ReadonlyMap<string, string> {
  let names = namesOfFields.get(fields)
  if (names === undefined) {
    const found = new Map<string, string>()
    // A field of the query, and an object with any keys, are marked in tables only.
    for (const [path, mapping] of Object.entries(fields))
      if (mapping.kind === 'mapped' && !found.has(mapping.to)) found.set(mapping.to, path.replace(/^\?|\.\*$/g, ''))
    names = found
    namesOfFields.set(fields, names)
  }
  return names
}

const noNames: ReadonlyMap<string, string> = new Map()

/** A field of ours in this call's names: itself, or its nearest whole that is mapped. */
function foreignPath(param: string, fields: FieldTable): readonly string[] {
  const names = foreignNames(fields)
  const path = pathOfParam(param)
  for (let length = path.length; length > 0; length--) {
    const [first = '', ...rest] = path.slice(0, length)
    const name = names.get(first + rest.map((part) => `[${part}]`).join(''))
    if (name !== undefined) return [...name.split('.'), ...path.slice(length)]
  }
  return path
}

export const statusOfRefusal = ({ errors }: Dialect, { code, kind }: Refusal): number =>
  errors.statusOfCode?.[code] ?? errors.statuses[kind]

/**
 * A refusal in the API's envelope. `ours`: its fields are named as the commands name them; else they are the API's already.
 */
export function foreignRefusal(
  dialect: Dialect,
  route: AnyForeignRoute | null,
  refusal: Refusal,
  more: {
    readonly requestId: string
    readonly ours: boolean
    /** Hides card numbers that a caller has put where none belongs: messages repeat what was asked for. */
    readonly redact: (text: string) => string
    readonly shown?: unknown
  },
): Answer {
  const { errors } = dialect
  const status = statusOfRefusal(dialect, refusal)
  const named =
    refusal.fields ?? (refusal.param === undefined ? [] : [{ param: refusal.param, message: refusal.message }])
  const { code, kind } = refusal
  const names = route === null ? noNames : foreignNames(route.fields)
  const say = (text: string, field: Sentence['field']): string =>
    translateRefusal(errors.words, { text: more.redact(text), code, kind, field, fields: names })
  const told = named.map(({ param, message }) => {
    const path = more.ours && route !== null ? foreignPath(param, route.fields) : pathOfParam(more.redact(param))
    return { path, message: say(message, { ours: param, theirs: errors.words.field(path) }) }
  })
  const problem: Problem = {
    refusal: { ...refusal, message: told[0]?.message ?? say(refusal.message, null) },
    fields: told,
    requestId: more.requestId,
    ...(more.shown === undefined ? {} : { shown: more.shown }),
  }
  return { status, body: JSON.stringify(errors.body(problem, status)) }
}

export const routeOf = (dialect: Dialect, call: string): AnyForeignRoute | null =>
  dialect.routes.find(({ operationId }) => operationId === call) ?? null
