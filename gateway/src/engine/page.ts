import { idFloor } from '../kernel/id.ts'
import { type Refusal, refuse } from '../kernel/refusal.ts'
import type { PageFields } from '../kernel/schema.ts'
import type { Page } from './route.ts'

/** Objects a page where the request does not say. */
export const pageDefault = 10

/** The page that a list's query asks for. A bare `created` is a moment. */
export const pageOf = (query: PageFields): Page => ({
  limit: query.limit ?? pageDefault,
  starting_after: query.starting_after ?? null,
  ending_before: query.ending_before ?? null,
  created: typeof query.created === 'number' ? { gte: query.created, lte: query.created } : (query.created ?? {}),
})

/** A page goes one way. */
export const refusePage = (page: Page): Refusal | null =>
  page.starting_after !== null && page.ending_before !== null
    ? refuse.parameterInvalid({ param: 'ending_before', why: 'send either starting_after or ending_before.' })
    : null

export type IdBound = { readonly operator: '>=' | '<' | '>'; readonly id: string }

/** A page as bounds on the id. Ids rise with time, so a moment is one too, and the primary key serves every page alike. */
export function idBounds(prefix: string, { created, starting_after, ending_before }: Page): IdBound[] {
  const bounds: IdBound[] = [
    { operator: '>=', id: `${prefix}_` },
    { operator: '<', id: `${prefix}\`` },
  ]
  const { gt, gte, lt, lte } = created
  if (gt !== undefined) bounds.push({ operator: '>=', id: idFloor(prefix, (gt + 1) * 1000) })
  if (gte !== undefined) bounds.push({ operator: '>=', id: idFloor(prefix, gte * 1000) })
  if (lt !== undefined) bounds.push({ operator: '<', id: idFloor(prefix, lt * 1000) })
  if (lte !== undefined) bounds.push({ operator: '<', id: idFloor(prefix, (lte + 1) * 1000) })
  if (starting_after !== null) bounds.push({ operator: '<', id: starting_after })
  if (ending_before !== null) bounds.push({ operator: '>', id: ending_before })
  return bounds
}
