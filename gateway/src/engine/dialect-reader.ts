/** Reads for foreign APIs: by foreign id, as rows, and rendered in their words. From the pool; nothing is decided on them. */
import { assert } from '../kernel/assert.ts'
import type { Json } from '../kernel/json.ts'
import type { AnyNoun, Noun } from '../kernel/noun.ts'
import { isRefusal } from '../kernel/refusal.ts'
import type { Pool } from '../storage/database.ts'
import { readAll, readBeginning, readNewest, readPlaced, readRow } from '../storage/statements.ts'
import { type AnswerSetup, viewContext } from './answer.ts'
import type { NounEntry } from './define-noun.ts'
import { type ForeignEngine, refuseForeign } from './dialect.ts'
import { dialectIn, type Fetch, foreignContext, renderForeign } from './dialect-answers.ts'
import { referencesTable } from './engine-tables.ts'
import { publicEvents } from './events.ts'
import { idBounds } from './page.ts'
import { pageReader, searchReader } from './reader.ts'
import type { Registry } from './registry.ts'
import type { Engine, Page, Reply, RequestContext, Where } from './route.ts'
import { referenceId } from './unit.ts'

/** Rows of one millisecond that are looked through for a foreign id; more are not made in one environment. */
const alikeMax = 100

/** Rows that an answer needs beside its own, as they are now. */
export const rowsIn = (pool: Pool, env: string, { tables }: Pick<AnswerSetup, 'tables'>): Fetch => ({
  one: (noun, id) => {
    const table = tables.get(noun)
    return table === undefined ? null : readRow(pool, table, env, id)
  },
  all: (noun, where) => {
    const table = tables.get(noun)
    return table === undefined ? [] : readAll(pool, table, env, where)
  },
})

type ForeignReads = Omit<ForeignEngine, keyof Engine | 'methods' | 'probe' | 'rates' | 'ratedCurrencies'>

/** Rows by their place in the order of time. */
const placedIn =
  (pool: Pool, entryOf: (noun: AnyNoun) => NounEntry): ForeignEngine['placed'] =>
  async <Row>(
    noun: Noun<Row>,
    where: Parameters<ForeignEngine['placed']>[1],
    { created, ...place }: Parameters<ForeignEngine['placed']>[2],
    { environment }: RequestContext,
  ) => {
    const { table, prefix } = entryOf(noun)
    const page = { limit: place.limit, starting_after: null, ending_before: null }
    const bounds = created === undefined ? [] : idBounds(prefix, { ...page, created })
    const found = await readPlaced(pool, table, environment.id, where, { ...place, bounds })
    // Rows of the noun's own table.
    return { rows: found.rows as Row[], total: found.total }
  }

export function createForeignReader(options: { pool: Pool; registry: Registry; answers: AnswerSetup }): ForeignReads {
  const { pool, registry, answers } = options
  const readPage = pageReader(pool)
  const readSearch = searchReader(pool)
  const entryOf = ({ name }: AnyNoun): NounEntry => {
    const entry = registry.get(name)
    assert(entry !== undefined, `${name} is registered`)
    return entry
  }

  const render = async (
    answer: string,
    row: unknown,
    request: RequestContext,
    given: Json = null,
  ): Promise<unknown> => {
    const { environment, foreign } = request
    assert(foreign !== undefined, 'a foreign API is spoken')
    const dialect = dialectIn(answers.dialects, foreign.dialect)
    const context = foreignContext(dialect, viewContext(answers, environment, request.audience), given)
    return await renderForeign(dialect, answer, row, context, rowsIn(pool, environment.id, answers))
  }

  const send = (body: unknown, status = 200): Reply => ({ status, body: JSON.stringify(body), replayed: false })

  return {
    find: async <Row>(
      noun: Noun<Row>,
      ids: Parameters<ForeignEngine['find']>[1],
      foreign: string,
      request: RequestContext,
    ) => {
      const beginning = ids.beginningOf(foreign)
      if (beginning === null) return null
      const { table } = entryOf(noun)
      const rows = await readBeginning(pool, table, request.environment.id, { beginning, limit: alikeMax })
      const alike = (rows as { id: string; foreign?: { dialect: string } | null }[]).filter(
        ({ id }) => ids.of(id) === foreign,
      )
      const own = alike.filter((row) => row.foreign?.dialect === request.foreign?.dialect)
      const [first, second] = alike.length > 1 && own.length > 0 ? own : alike
      if (second !== undefined) return refuseForeign.ambiguous({ id: foreign })
      // Rows of the noun's own table.
      return (first ?? null) as Row | null
    },
    rows: async <Row>(noun: Noun<Row>, where: Where, page: Page, request: RequestContext) => {
      const found = await readPage(entryOf(noun), where, page, request.environment.id)
      // Rows of the noun's own table.
      return { rows: found.rows as Row[], more: found.more }
    },
    searched: async <Row>(
      noun: Noun<Row>,
      search: Parameters<ForeignEngine['searched']>[1],
      { environment }: RequestContext,
    ) => {
      const found = await readSearch(entryOf(noun), search, environment.id)
      // Rows of the noun's own table.
      return isRefusal(found) ? found : { rows: found.rows as Row[], more: found.more }
    },
    newest: async <Row>(noun: Noun<Row>, where: Readonly<Record<string, string>>, { environment }: RequestContext) =>
      // A row of the noun's own table.
      ((await readNewest(pool, entryOf(noun).table, environment.id, where, 1))[0] ?? null) as Row | null,
    placed: placedIn(pool, entryOf),
    render,
    answer: async (answer, row, request, given) =>
      send(await render(answer, row, request, given), request.foreign?.status),
    send,
    factOf: async (event, _request) => {
      const [folded] = await publicEvents([event], { pool, registry })
      return folded === undefined
        ? null
        : { type: folded.type, noun: folded.noun, row: folded.state, before: folded.before }
    },
    referred: async (space, value, { environment }) =>
      (await readRow(pool, referencesTable, environment.id, referenceId({ space, value })))?.object ?? null,
  }
}
