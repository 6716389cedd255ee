/**
 * Tables of words that are looked up by what somebody sent. A plain object also answers to `constructor` and `toString`, with
 * functions that no code expects; a lookup answers to its own entries and to nothing else.
 *
 *   const said = words[query.status ?? '']   // `?status=constructor` is undefined
 *
 * Every table from text to something is made so; `gateway/test/tidy.test.ts` holds it.
 */
export const lookup = <T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.freeze(Object.assign(Object.create(null) as Record<string, T>, entries))
