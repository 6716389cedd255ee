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
