/** The text by which two requests with one idempotency key are compared. */
import { isRefusal, type Refusal } from '../../kernel/refusal.ts'
import { mayHoldCardNumber, secretFields } from './redact.ts'

/** Keyed hashes of secrets, in their order; a refusal where the vault does not answer. */
export type HashSecrets = (values: readonly string[]) => Promise<readonly string[] | Refusal>

/**
 * Method, path and body in canonical JSON: keys sorted, and keyed hashes for secrets. It is stored with the key, so a card
 * number is hashed also where it stands in a field that should not have one.
 */
export async function canonicalParams(
  method: string,
  url: string,
  body: Readonly<Record<string, unknown>>,
  hashSecrets: HashSecrets,
  more: ReadonlySet<string> = noMore,
): Promise<string | Refusal> {
  // The router takes a path with and without a final slash for the same, so the comparison does too.
  const path = (url.split('?', 1)[0] ?? '').replace(/\/$/, '')
  const secrets: string[] = []
  const plain = sorted(body, (secret) => String(secrets.push(secret)), more)
  let hidden = plain
  if (secrets.length > 0) {
    // All at once: the vault may be another process.
    const hashes = await hashSecrets(secrets)
    if (isRefusal(hashes)) return hashes
    let at = 0
    hidden = sorted(body, () => hashes[at++] ?? '', more)
  }
  return JSON.stringify({ request: `${method} ${path}`, ...(hidden as object) })
}

const textOf = (field: unknown): string => (typeof field === 'object' ? JSON.stringify(field) : String(field))

/** Fields that hold secrets besides `secretFields`: those of a foreign API. */
const noMore: ReadonlySet<string> = new Set()

function sorted(value: unknown, hidden: (secret: string) => string, more: ReadonlySet<string>): unknown {
  if (typeof value === 'string') return mayHoldCardNumber(value) ? hidden(value) : value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => sorted(item, hidden, more))
  const result: Record<string, unknown> = {}
  for (const name of Object.keys(value).sort()) {
    const field: unknown = Reflect.get(value, name)
    const key = mayHoldCardNumber(name) ? hidden(name) : name
    const secret = (secretFields.has(name) || more.has(name)) && field !== null
    result[key] = secret ? hidden(textOf(field)) : sorted(field, hidden, more)
  }
  return result
}
