/** The text by which two requests with one idempotency key are compared. */
import { mayHoldCardNumber, secretFields } from './concealed.ts'

/**
 * Method, path and body in canonical JSON: keys sorted, and keyed hashes for secrets. It is stored with the key, so a card
 * number is hashed also where it stands in a field that should not have one.
 */
export function canonicalParams(
  method: string,
  url: string,
  body: Readonly<Record<string, unknown>>,
  hashSecret: (value: string) => string,
): string {
  // The router takes a path with and without a final slash for the same, so the comparison does too.
  const path = (url.split('?', 1)[0] ?? '').replace(/\/$/, '')
  return JSON.stringify({ request: `${method} ${path}`, ...(sorted(body, hashSecret) as object) })
}

function sorted(value: unknown, hashSecret: (value: string) => string): unknown {
  if (typeof value === 'string') return mayHoldCardNumber(value) ? hashSecret(value) : value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => sorted(item, hashSecret))
  const result: Record<string, unknown> = {}
  for (const name of Object.keys(value).sort()) {
    const field: unknown = Reflect.get(value, name)
    const key = mayHoldCardNumber(name) ? hashSecret(name) : name
    result[key] = secretFields.has(name) && field !== null ? hashSecret(String(field)) : sorted(field, hashSecret)
  }
  return result
}
