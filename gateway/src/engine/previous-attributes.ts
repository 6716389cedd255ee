/** What an update changed, as Stripe's events say it: the attributes that changed, with the values that they had. */

/** Only these events say it: the updates, and a refund's change of its charge, with which clients compute what came back. */
export const isUpdate = (type: string): boolean => type.endsWith('.updated') || type === 'charge.refunded'

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The old values of what differs, as they were shown. Of an object within the object only what differs, of a list the whole;
 * what was not there before is null.
 *
 *     { name: 'Ada', metadata: { a: '1', b: '2' } } → { name: 'Eve', metadata: { a: '1', c: '3' } }
 *     gives { name: 'Ada', metadata: { b: '2', c: null } }
 */
export function previousAttributes(before: Fields, after: Fields): Fields {
  const previous: Record<string, unknown> = {}
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now] = [shownAs(before, name), shownAs(after, name)]
    if (JSON.stringify(old) === JSON.stringify(now)) continue
    previous[name] = isFields(old) && isFields(now) ? previousAttributes(old, now) : old
  }
  return previous
}

/** Absent and undefined are not shown: null, as before it was there. */
const shownAs = (fields: Fields, name: string): unknown => (Object.hasOwn(fields, name) ? (fields[name] ?? null) : null)
