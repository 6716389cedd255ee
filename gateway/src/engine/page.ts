import { idFloor } from '../kernel/id.ts'
import { defineRefusal, type Refusal } from '../kernel/refusal.ts'
import type { PageFields } from '../kernel/schema.ts'
import type { IdBound } from '../storage/statements.ts'
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

const refuseBoth = defineRefusal(
  'invalid_request',
  'parameter_invalid',
  '',
  () => 'Both starting_after and ending_before were sent. A page goes one way: send only one of them.',
  () => ({ param: 'ending_before' }),
)

/** A page goes one way. */
export const refusePage = (page: Page): Refusal | null =>
  page.starting_after !== null && page.ending_before !== null ? refuseBoth() : null

/** An object that is asked for by its own address is not found; as a place in a list it is a wrong parameter. */
export const refuseUnknownCursor = defineRefusal<{ noun: string; id: string; param: string }>(
  'invalid_request',
  'resource_missing',
  '',
  ({ noun, id, param }) =>
    `No such ${noun}: '${id}', so no page of the list can begin there. Send as ${param} an id that the list gave.`,
  ({ param }) => ({ param }),
)

/**
 * Refuses a page that begins at an object which is not there: the list would begin anew, and whoever pages through it would
 * never come to its end. What was deleted is known still.
 */
export async function refuseCursor(
  { starting_after, ending_before }: Pick<Page, 'starting_after' | 'ending_before'>,
  noun: string,
  find: (id: string) => Promise<unknown>,
): Promise<Refusal | null> {
  const id = starting_after ?? ending_before
  if (id === null || (await find(id)) !== null) return null
  return refuseUnknownCursor({ noun, id, param: starting_after === null ? 'ending_before' : 'starting_after' })
}

/** Refuses a page of a search that no search gave. */
export const refusePageToken = defineRefusal(
  'invalid_request',
  'parameter_invalid',
  '',
  () => 'Invalid value for page: it is none that a search gave as next_page.',
  () => ({ param: 'page' }),
)

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
