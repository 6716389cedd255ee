/**
 * Reads: one object, a page, a search, the balances. From the pool, never from the writer; nothing is decided on them.
 */
import { Kysely, PostgresDialect, sql } from 'kysely'
import { assert } from '../kernel/assert.ts'
import type { AnyNoun, Noun } from '../kernel/noun.ts'
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts'
import type { Pool } from '../storage/database.ts'
import { readNewest, readRow } from '../storage/statements.ts'
import { type AnswerSetup, renderRow } from './answer.ts'
import { readBalances } from './balances.ts'
import type { NounEntry } from './define-noun.ts'
import { listPaths, totalCount } from './expand.ts'
import { idBounds, refuseCursor, refusePage, refusePageToken } from './page.ts'
import type { Registry } from './registry.ts'
import type { Engine, Page, Reply, RequestContext, Where } from './route.ts'
import { readQuery, type Searching, searchCondition } from './search.ts'

/** Tables as the query builder sees them: every one that is listed has an environment and an id. */
type ListedTables = Record<string, { env: string; id: string } & Record<string, unknown>>

/** Reads a page of a noun's rows, newest first. */
export function pageReader(pool: Pool) {
  const database = new Kysely<ListedTables>({ dialect: new PostgresDialect({ pool }) })
  return async (
    { table, prefix }: NounEntry,
    where: Where,
    page: Page,
    env: string,
  ): Promise<{ rows: unknown[]; more: boolean }> => {
    const upwards = page.ending_before !== null
    let query = database.selectFrom(table.name).selectAll().where('env', '=', env)
    for (const [column, value] of Object.entries(where)) {
      if (value === undefined) continue
      query = query.where(sql.ref(column), Array.isArray(value) ? 'in' : '=', value)
    }
    for (const { operator, id } of idBounds(prefix, page)) query = query.where('id', operator, id)
    const found = await query
      .orderBy('id', upwards ? 'asc' : 'desc')
      .limit(page.limit + 1)
      .execute()
    const records = found.slice(0, page.limit)
    if (upwards) records.reverse()
    return { rows: records.map((record) => table.read(record)), more: found.length > page.limit }
  }
}

/** A search counts no further: as published. */
const totalMax = 10_000

/** Reads a page of what a query of the search language holds for, newest first. */
export function searchReader(pool: Pool) {
  const database = new Kysely<ListedTables>({ dialect: new PostgresDialect({ pool }) })
  return async (
    entry: NounEntry,
    { query: asked, limit, page, searchable, count = false }: Searching,
    env: string,
  ): Promise<{ rows: unknown[]; more: boolean; total: number | null } | Refusal> => {
    const { table, prefix, searchedWhere } = entry
    const read = typeof asked === 'string' ? readQuery(asked) : asked
    if (isRefusal(read)) return read
    const condition = searchCondition(read, { ...entry.searchable, ...searchable }, prefix)
    if ('refused' in condition) return condition
    if (page !== null && (await readRow(pool, table, env, page)) === null) return refusePageToken()
    let query = database.selectFrom(table.name).where('env', '=', env).where(condition)
    for (const [column, value] of Object.entries(searchedWhere)) query = query.where(sql.ref(column), '=', value)
    const counted = count ? await query.select('id').limit(totalMax).execute() : null
    // A page is named by the last id of the one before.
    if (page !== null) query = query.where('id', '<', page)
    const found = await query
      .selectAll()
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
    return {
      rows: found.slice(0, limit).map((record) => table.read(record)),
      more: found.length > limit,
      total: counted?.length ?? null,
    }
  }
}

const rowsOf = (pool: Pool, registry: Registry) => ({
  entryOf: (noun: string): NounEntry => {
    const entry = registry.get(noun)
    assert(entry !== undefined, `${noun} is registered`)
    return entry
  },
  rowOf: async (noun: string, env: string, id: string): Promise<unknown | null> => {
    const entry = registry.get(noun)
    // Ids begin with their noun's prefix; anything else cannot be one, and never reaches the database.
    if (entry === undefined || !id.startsWith(`${entry.prefix}_`)) return null
    return await readRow(pool, entry.table, env, id)
  },
})

type Reads = Pick<Engine, 'show' | 'list' | 'search' | 'row' | 'reply' | 'balances'>

export function createReader(options: { pool: Pool; registry: Registry; answers: AnswerSetup }): Reads {
  const { pool, registry, answers } = options
  const readPage = pageReader(pool)
  const readSearch = searchReader(pool)

  const { entryOf, rowOf } = rowsOf(pool, registry)

  const render = async (
    noun: string,
    row: unknown,
    request: RequestContext,
    expand: readonly string[],
  ): Promise<unknown | Refusal> => {
    const { environment, answer } = request
    return await renderRow(
      answer?.as ?? noun,
      row,
      { expand, audience: request.audience },
      environment,
      {
        one: (next, id) => rowOf(next, environment.id, id),
        newest: (next, where, limit) => readNewest(pool, entryOf(next).table, environment.id, where, limit),
      },
      answers,
    )
  }

  const renderAll = async (
    noun: string,
    rows: readonly unknown[],
    request: RequestContext,
    as: 'list' | 'search' = 'list',
  ): Promise<unknown[] | Refusal> => {
    const paths = listPaths(request.expand, as)
    if (isRefusal(paths)) return paths
    const data: unknown[] = []
    for (const row of rows) {
      const object = await render(noun, row, request, paths)
      if (isRefusal(object)) return object
      data.push(object)
    }
    return data
  }

  const reply = (object: unknown): Reply => ({ status: 200, body: JSON.stringify(object), replayed: false })

  const list = async (
    { name: noun }: AnyNoun,
    where: Where,
    page: Page,
    url: string,
    request: RequestContext,
  ): Promise<Reply | Refusal> => {
    const refusal =
      refusePage(page) ?? (await refuseCursor(page, noun, (id) => rowOf(noun, request.environment.id, id)))
    if (refusal !== null) return refusal
    const { rows, more: has_more } = await readPage(entryOf(noun), where, page, request.environment.id)
    const data = await renderAll(noun, rows, request)
    return isRefusal(data) ? data : reply({ object: 'list', url, has_more, data })
  }

  return {
    row: async <Row>(noun: Noun<Row>, id: string, request: RequestContext) =>
      // A row of the noun's own table.
      (await rowOf(noun.name, request.environment.id, id)) as Row | null,
    show: async ({ name: noun }, id, request) => {
      const row = await rowOf(noun, request.environment.id, id)
      if (row === null) return refuse.resourceMissing({ noun, id })
      const object = await render(noun, row, request, request.expand)
      return isRefusal(object) ? object : reply(object)
    },
    list,
    search: async ({ name: noun }, text, limit, page, url, request) => {
      const count = request.expand.includes(totalCount)
      const found = await readSearch(entryOf(noun), { query: text, limit, page, count }, request.environment.id)
      if (isRefusal(found)) return found
      const data = await renderAll(noun, found.rows, request, 'search')
      if (isRefusal(data)) return data
      const last = found.rows.at(-1) as { id: string } | undefined
      return reply({
        object: 'search_result',
        url,
        has_more: found.more,
        data,
        next_page: found.more ? (last?.id ?? null) : null,
        ...(found.total === null ? {} : { total_count: found.total }),
      })
    },
    reply,
    balances: ({ environment }) => readBalances(pool, environment.id, answers.nowIn(environment)),
  }
}
