import type { Millis } from '../../../kernel/time.ts'

/** `ORD-`, the day in UTC, and four letters or digits. */
const pattern = /^ORD-(\d{8})-[0-9A-Z]{4}$/
const letters = 4
const endings = 36 ** letters
/** Has no factor in common with 36, so that as many orders in a row have as many endings, and neighbours look unlike. */
const stride = 1_000_003

const dayOf = (at: Millis): string => new Date(at).toISOString().slice(0, 10).replaceAll('-', '')

/** The number of an environment's `count`th order. No two of one day are alike before 1,679,616 orders were made that day. */
export const orderNumber = (count: number, at: Millis): string =>
  `ORD-${dayOf(at)}-${(((count % endings) * stride) % endings).toString(36).toUpperCase().padStart(letters, '0')}`

/** True of a number in the shape of ours and of today or later: we may make it ourselves. */
export function mayBeMade(number: string, now: Millis): boolean {
  const day = pattern.exec(number)?.[1]
  return day !== undefined && day >= dayOf(now)
}
