/** Lists: `per_page` and `cursor`, and what they say of themselves under `pagination`. */
import { Type } from 'typebox'
import { ignored, mapped } from '../../contracts/dialect.ts'
import type { Page } from '../../engine/route.ts'
import { type Refusal, refuse } from '../../kernel/refusal.ts'
import { Text } from '../../kernel/schema.ts'

const perPageDefault = 10

export const orqexPageQuery = {
  per_page: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  cursor: Type.Optional(Text(255)),
}
export const orqexPageMappings = { '?per_page': mapped('limit'), '?cursor': mapped('starting_after') }

export const orqexPageFields = {
  message: ignored('A sentence for people, the same for every success of a call.'),
  'pagination.count': mapped('data'),
  'pagination.path': mapped('url'),
  'pagination.per_page': mapped('limit'),
  'pagination.next_cursor': mapped('starting_after'),
  'pagination.next_page_url': mapped('starting_after'),
  'pagination.prev_cursor': mapped('ending_before'),
  'pagination.prev_page_url': mapped('ending_before'),
  'pagination.has_more_pages': mapped('has_more'),
  'pagination.has_pages': mapped('has_more'),
}

/** A place in a list: after (or before) the item with this id. */
export type Place = { readonly id: string; readonly back: boolean }
export type OrqexListQuery = {
  readonly place: Place | null
  readonly perPage: number
  readonly url: string
  readonly more: string
}

const textOf = (place: Place): string => Buffer.from(`${place.back ? '<' : '>'}${place.id}`).toString('base64url')

const refuseCursor = (): Refusal =>
  refuse.parameterInvalid({ param: 'cursor', why: 'it is none that a list of ours gave.' })

/** Refuses a place at something that is not there: the list would begin anew, again and again. */
export async function refusePlace(
  { place }: Pick<OrqexListQuery, 'place'>,
  find: (id: string) => Promise<unknown>,
): Promise<Refusal | null> {
  return place === null || (await find(place.id)) !== null ? null : refuseCursor()
}

/** What a list's query asks for. `filters` are repeated in the URLs of the other pages. */
export function listQueryOf(
  query: { readonly per_page?: number; readonly cursor?: string },
  url: string,
  filters: Readonly<Record<string, string | undefined>> = {},
): OrqexListQuery | Refusal {
  const perPage = query.per_page ?? perPageDefault
  const more = Object.entries(filters).flatMap<[string, string]>(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  )
  const [, way, id] = /^([<>])([0-9A-Za-z_]{1,60})$/.exec(Buffer.from(query.cursor ?? '', 'base64url').toString()) ?? []
  if (query.cursor !== undefined && id === undefined) return refuseCursor()
  return {
    place: id === undefined ? null : { id, back: way === '<' },
    perPage,
    url,
    more: new URLSearchParams([...more, ['per_page', String(perPage)]]).toString(),
  }
}

/** The page of the engine's lists. */
export const orqexPage = ({ place, perPage }: OrqexListQuery, created: Page['created'] = {}): Page => ({
  limit: perPage,
  starting_after: place !== null && !place.back ? place.id : null,
  ending_before: place?.back ? place.id : null,
  created,
})

/** `more`: there is more in the direction in which was read. */
export function pagination(ids: readonly string[], more: boolean, { place, perPage, url, more: rest }: OrqexListQuery) {
  const after = place?.back ? true : more
  const before = place === null ? false : place.back ? more : true
  const [first, last] = [ids.at(0), ids.at(-1)]
  const next = after && last !== undefined ? textOf({ id: last, back: false }) : null
  const previous = before && first !== undefined ? textOf({ id: first, back: true }) : null
  const link = (cursor: string | null) => (cursor === null ? null : `${url}?${rest}&cursor=${cursor}`)
  return {
    count: ids.length,
    path: url,
    per_page: perPage,
    next_cursor: next,
    next_page_url: link(next),
    prev_cursor: previous,
    prev_page_url: link(previous),
    has_more_pages: next !== null,
    has_pages: next !== null || previous !== null,
  }
}

/** A page of a list that is whole in memory. */
export function pageIn<Item>(items: readonly Item[], idOf: (item: Item) => string, asked: OrqexListQuery) {
  const { place, perPage } = asked
  const found = place === null ? -1 : items.findIndex((item) => idOf(item) === place.id)
  // What is no longer offered stands behind everything: a list never begins anew.
  const at = place !== null && found === -1 ? items.length : found
  const from = place?.back ? Math.max(0, at - perPage) : at + 1
  const to = place?.back ? Math.max(0, at) : from + perPage
  const shown = items.slice(from, to)
  return { shown, pagination: pagination(shown.map(idOf), place?.back ? from > 0 : to < items.length, asked) }
}
