/**
 * Answers: from what a command decided to the HTTP status and the body's text. Pure over the rows of the flush; reads
 * through its transaction only where the request expands an object that was not part of the decision.
 */
import type { MethodCatalogue } from '../contracts/method.ts'
import { assert } from '../kernel/assert.ts'
import { isRefusal, type Refusal } from '../kernel/refusal.ts'
import type { Table } from '../storage/table.ts'
import type { Answer, RowReader } from '../storage/writer/unit.ts'
import type { EnvironmentSettings } from './command.ts'
import { expand } from './expand.ts'
import type { AnyView, ViewContext, WireObject } from './view.ts'

/** How an answer is shown; kept with a due call, so that the sweeper can answer the key of a caller that is gone. */
export type Show = {
  readonly expand: readonly string[]
  readonly audience: 'secret' | 'publishable'
  readonly requestId: string
}

export type ErrorBody = (
  refusal: Refusal,
  shown: { requestId: string; payment_intent?: unknown; setup_intent?: unknown; payment_method?: unknown },
) => Answer

export type AnswerSetup = {
  readonly views: ReadonlyMap<string, AnyView>
  readonly tables: ReadonlyMap<string, Table<unknown>>
  readonly publicUrl: () => string
  readonly nowIn: (environment: EnvironmentSettings) => number
  readonly methods: MethodCatalogue
  readonly errorBody: ErrorBody
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

/** Renders one row with its expansions; a promise only where something has to be fetched. */
export function renderRow(
  noun: string,
  row: unknown,
  show: Pick<Show, 'expand' | 'audience'>,
  environment: EnvironmentSettings,
  fetch: (noun: string, id: string) => unknown,
  setup: AnswerSetup,
): WireObject | Refusal | Promise<WireObject | Refusal> {
  const view = setup.views.get(noun)
  assert(view !== undefined, `${noun} has a view`)
  const context = viewContext(setup, environment, show.audience)
  // The row comes from the noun's own table, which its view was made for.
  const object = view.render(row as never, context)
  return show.expand.length === 0 ? object : expand(object, row, view, show.expand, setup.views, fetch, context)
}

/** The answer of a decided command: its subject, or the refusal with the objects that it shows. */
export function answerOf(
  outcome: { subject: { noun: string; id: string } | null; refusal: Refusal | null },
  show: Show,
  environment: EnvironmentSettings,
  reader: RowReader,
  setup: AnswerSetup,
): Answer | Promise<Answer> {
  const env = environment.id
  const fetch = (noun: string, id: string): unknown => {
    const table = setup.tables.get(noun)
    if (table === undefined) return null
    return reader.get({ table, env, id }) ?? reader.fetch({ table, env, id })
  }
  if (outcome.refusal !== null) return refusalAnswer(outcome.refusal, show, environment, fetch, setup)
  assert(outcome.subject !== null, 'a command that was not refused has a subject')
  const { noun, id } = outcome.subject
  const row = fetch(noun, id)
  const rendered =
    row instanceof Promise
      ? row.then((late) => renderRow(noun, late, show, environment, fetch, setup))
      : renderRow(noun, row, show, environment, fetch, setup)
  const finish = (object: WireObject | Refusal): Answer =>
    isRefusal(object)
      ? setup.errorBody(object, { requestId: show.requestId })
      : { status: 200, body: JSON.stringify(object) }
  return rendered instanceof Promise ? rendered.then(finish) : finish(rendered)
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
    const shown = renderRow(noun, intent, { expand: [], audience: show.audience }, environment, fetch, setup)
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
