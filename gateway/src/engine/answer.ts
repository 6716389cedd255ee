/**
 * Answers: from what a command decided to the HTTP status and the body's text. Pure over the rows of the flush; reads
 * through its transaction only where the request expands an object that was not part of the decision.
 */
import type { AnswerRef } from '../contracts/dialect.ts'
import type { MethodCatalogue } from '../contracts/method.ts'
import { assert } from '../kernel/assert.ts'
import { isRefusal, type Refusal, refusalFor } from '../kernel/refusal.ts'
import type { Table } from '../storage/table.ts'
import type { Answer, RowReader } from '../storage/writer/unit.ts'
import type { Decision, EnvironmentSettings } from './command.ts'
import type { Dialects } from './dialect.ts'
import {
  dialectIn,
  type Fetch,
  foreignAnswer,
  foreignContext,
  foreignRefusal,
  renderForeign,
  routeOf,
} from './dialect-answers.ts'
import { expand, type Loader } from './expand.ts'
import type { AnswerAs } from './route.ts'
import type { AnyView, ViewContext, WireObject } from './view.ts'

/** How an answer is shown; kept with a due call, so that the sweeper can answer the key of a caller that is gone. */
export type Show = {
  readonly expand: readonly string[]
  readonly audience: 'secret' | 'publishable'
  readonly requestId: string
  /** A foreign API's answer instead of the native one. */
  readonly foreign?: AnswerRef
  readonly answer?: AnswerAs
}

export type ErrorBody = (
  refusal: Refusal,
  shown: { requestId: string; payment_intent?: unknown; setup_intent?: unknown; payment_method?: unknown },
) => Answer

export type AnswerSetup = {
  readonly views: ReadonlyMap<string, AnyView>
  /** The noun, or the face of one, whose ids begin so. */
  readonly prefixes: ReadonlyMap<string, string>
  readonly tables: ReadonlyMap<string, Table<unknown>>
  readonly publicUrl: () => string
  readonly nowIn: (environment: EnvironmentSettings) => number
  readonly methods: MethodCatalogue
  readonly errorBody: ErrorBody
  /** Foreign APIs, by name. */
  readonly dialects: Dialects
  /** Hides card numbers in what is repeated to a caller. */
  readonly redact: (text: string) => string
}

export const viewContext = (
  setup: AnswerSetup,
  environment: EnvironmentSettings,
  audience: Show['audience'],
): ViewContext => ({
  environment,
  publicUrl: setup.publicUrl(),
  audience,
  methods: setup.methods,
  now: setup.nowIn(environment),
})

/** For what expands nothing. */
export const emptyLoader: Loader = { one: () => null, newest: () => [] }

/** Renders one row with its expansions; a promise only where something has to be fetched. */
export function renderRow(
  noun: string,
  row: unknown,
  show: Pick<Show, 'expand' | 'audience'>,
  environment: EnvironmentSettings,
  load: Loader,
  setup: AnswerSetup,
): WireObject | Refusal | Promise<WireObject | Refusal> {
  const view = setup.views.get(noun)
  assert(view !== undefined, `${noun} has a view`)
  const context = viewContext(setup, environment, show.audience)
  // The row comes from the noun's own table, which its view was made for.
  const object = view.render(row as never, context)
  return show.expand.length === 0
    ? object
    : expand(object, row, view, show.expand, { views: setup.views, prefixes: setup.prefixes, load, context })
}

/** The answer of a decided command: its subject, or the refusal with the objects that it shows. */
export function answerOf(
  decided: { subject: Decision['subject'] | null; refusal: Refusal | null },
  show: Show,
  environment: EnvironmentSettings,
  reader: RowReader,
  setup: AnswerSetup,
): Answer | Promise<Answer> {
  const env = environment.id
  const { refusal } = decided
  const outcome = refusal === null ? decided : { ...decided, refusal: refusalFor(show.audience, refusal) }
  const fetch = (noun: string, id: string): unknown => {
    const table = setup.tables.get(noun)
    if (table === undefined) return null
    return reader.get({ table, env, id }) ?? reader.fetch({ table, env, id })
  }
  if (show.foreign !== undefined) {
    const all: Fetch['all'] = (noun, where) => {
      const table = setup.tables.get(noun)
      return table === undefined ? [] : reader.fetchAll({ table, env, where })
    }
    return foreignAnswerOf(
      outcome,
      show,
      show.foreign,
      viewContext(setup, environment, show.audience),
      { one: fetch, all },
      setup,
    )
  }
  if (outcome.refusal !== null) return refusalAnswer(outcome.refusal, show, environment, fetch, setup)
  assert(outcome.subject !== null, 'a command that was not refused has a subject')
  const { id } = outcome.subject
  const noun = outcome.subject.noun.name
  const load: Loader = {
    one: fetch,
    newest: (listed, where, limit) => {
      const table = setup.tables.get(listed)
      return table === undefined ? [] : reader.fetchNewest({ table, env, where }, limit)
    },
  }
  const subject = fetch(noun, id)
  const view = (row: unknown) => subjectShown(noun, row, show, environment, load, setup)
  const rendered = subject instanceof Promise ? subject.then(view) : view(subject)
  const finish = (object: WireObject | Refusal): Answer =>
    isRefusal(object)
      ? setup.errorBody(object, { requestId: show.requestId })
      : { status: 200, body: JSON.stringify(object) }
  return rendered instanceof Promise ? rendered.then(finish) : finish(rendered)
}

/** What was written, or what an older call shows instead; where there is no such thing yet, what was written. */
function subjectShown(
  noun: string,
  row: unknown,
  show: Show,
  environment: EnvironmentSettings,
  load: Loader,
  setup: AnswerSetup,
): WireObject | Refusal | Promise<WireObject | Refusal> {
  const { of, as } = show.answer ?? {}
  const id: unknown = of === undefined ? null : Reflect.get(Object(row), of)
  if (typeof id !== 'string') return renderRow(as ?? noun, row, show, environment, load, setup)
  const view = (charge: unknown) => renderRow('charge', charge, show, environment, load, setup)
  const charge = load.one('charge', id)
  return charge instanceof Promise ? charge.then(view) : view(charge)
}

/** A refusal that shows no object, in the wording of the caller's API. */
export function plainRefusal(
  decided: Refusal,
  show: Pick<Show, 'audience' | 'requestId' | 'foreign'>,
  setup: AnswerSetup,
): Answer {
  const refusal = refusalFor(show.audience, decided)
  if (show.foreign === undefined) return setup.errorBody(refusal, { requestId: show.requestId })
  const dialect = dialectIn(setup.dialects, show.foreign.dialect)
  const { requestId } = show
  return foreignRefusal(dialect, routeOf(dialect, show.foreign.call), refusal, {
    requestId,
    ours: true,
    redact: setup.redact,
  })
}

/** The same in a foreign API's words. A decline may be a success there: a payment that failed. */
function foreignAnswerOf(
  outcome: { subject: Decision['subject'] | null; refusal: Refusal | null },
  show: Show,
  foreign: AnswerRef,
  view: ViewContext,
  fetch: Fetch,
  setup: AnswerSetup,
): Answer | Promise<Answer> {
  const dialect = dialectIn(setup.dialects, foreign.dialect)
  const { subject, refusal } = outcome
  const { errors } = dialect
  if (refusal !== null && !(refusal.kind === 'declined' && errors.declines === 'answered' && subject !== null)) {
    const id = refusal.shows?.payment_intent
    const about = { requestId: show.requestId, ours: true, redact: setup.redact }
    const finish = (shown?: unknown): Answer =>
      foreignRefusal(dialect, routeOf(dialect, foreign.call), refusal, {
        ...about,
        ...(shown === undefined ? {} : { shown }),
      })
    const { shows } = errors
    if (shows === undefined || id === undefined) return finish()
    const render = (row: unknown): unknown =>
      row === null ? undefined : renderForeign(dialect, shows, row, foreignContext(dialect, view, null), fetch)
    const row = fetch.one('payment_intent', id)
    const shown = row instanceof Promise ? row.then(render) : render(row)
    return shown instanceof Promise ? shown.then(finish) : finish(shown)
  }
  assert(subject !== null, 'a command that was not refused has a subject')
  const row = fetch.one(subject.noun.name, subject.id)
  const answer = (found: unknown) => foreignAnswer(dialect, foreign, found, view, fetch)
  return row instanceof Promise ? row.then(answer) : answer(row)
}

function refusalAnswer(
  refusal: Refusal,
  show: Show,
  environment: EnvironmentSettings,
  fetch: (noun: string, id: string) => unknown,
  setup: AnswerSetup,
): Answer | Promise<Answer> {
  const noun = refusal.shows?.setup_intent === undefined ? 'payment_intent' : 'setup_intent'
  const id = refusal.shows?.[noun]
  const finish = (intent: unknown): Answer => {
    if (intent === null || intent === undefined) return setup.errorBody(refusal, { requestId: show.requestId })
    const shown = renderRow(noun, intent, { expand: [], audience: show.audience }, environment, emptyLoader, setup)
    const error = Reflect.get(shown, noun === 'setup_intent' ? 'last_setup_error' : 'last_payment_error')
    const payment_method =
      typeof error === 'object' && error !== null ? Reflect.get(error, 'payment_method') : undefined
    return setup.errorBody(refusal, {
      requestId: show.requestId,
      [noun]: shown,
      ...(refusal.kind === 'declined' && payment_method !== undefined ? { payment_method } : {}),
    })
  }
  if (id === undefined) return finish(null)
  const intent = fetch(noun, id)
  return intent instanceof Promise ? intent.then(finish) : finish(intent)
}
