/** The text by which two requests with one idempotency key are compared. */

/** Fields that hold what must not be stored: a keyed hash stands for them. */
const secretFields = new Set(['number', 'cvc', 'account_number', 'client_secret'])

/** Method, path and body in canonical JSON: keys sorted, secrets replaced by keyed hashes. */
export function canonicalParams(
  method: string,
  url: string,
  body: Readonly<Record<string, unknown>>,
  hashSecret: (value: string) => string,
): string {
  return JSON.stringify({ request: `${method} ${url.split('?')[0]}`, ...(sorted(body, hashSecret) as object) })
}

function sorted(value: unknown, hashSecret: (value: string) => string): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => sorted(item, hashSecret))
  const result: Record<string, unknown> = {}
  for (const name of Object.keys(value).sort()) {
    const field: unknown = Reflect.get(value, name)
    result[name] = secretFields.has(name) && field !== null ? hashSecret(String(field)) : sorted(field, hashSecret)
  }
  return result
}
