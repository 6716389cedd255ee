/** Bodies and queries: bytes to a plain object, or the refusal that says where they break. */
import qs from 'qs'
import { type Refusal, refuse } from '../../kernel/refusal.ts'

/** Larger than any valid request: 50 metadata pairs, addresses and a card are under 60 kB. */
export const bodyBytesMax = 256 * 1024
/** Deeper than any documented parameter. */
export const bodyDepthMax = 10
/** More fields than any valid request has. */
export const parametersMax = 1000

const utf8 = new TextDecoder('utf-8', { fatal: true })
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype'])
/** `a`, `a[b]`, `a[b][]`: anything else would be read by halves, and the rest dropped without a word. */
const formKey = /^[^[\]]+(\[[^[\]]*\])*$/

/** Text of a body; malformed UTF-8 is refused, not repaired. */
export function textOf(bytes: Buffer): string | Refusal {
  try {
    return utf8.decode(bytes)
  } catch {
    return refuse.bodyUnreadable({ why: 'it is not valid UTF-8.' })
  }
}

/** A form, or a query string, with nested brackets. */
export function parseForm(text: string): unknown | Refusal {
  if (text === '') return {}
  // Counted first: beyond its limit the library drops parameters without a word.
  let count = 1
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) count++
  if (count > parametersMax) return refuse.bodyUnreadable({ why: `it has more than ${parametersMax} fields.` })

  // The first thing wrong with a key or an escape; found while the library decodes, so that each is read once.
  const found: { problem: string | null; indices: boolean } = { problem: null, indices: false }
  const decoder = (raw: string, _: unknown, __: string, type: 'key' | 'value'): string => {
    const decoded = unescaped(raw)
    if (decoded === null) {
      found.problem ??= problemOfEscapes(raw)
      return ''
    }
    if (type === 'value') return decoded
    found.problem ??= problemOfKey(decoded) ?? problemOfText(decoded)
    const marked = decoded.replace(/\[(?=\d+\])/g, `[${indexMark}`)
    found.indices ||= marked !== decoded
    return marked
  }
  // Plain: without prototypes and without the library's silent dropping of their names, so that we can refuse them.
  const parsed: unknown = qs.parse(text, {
    depth: bodyDepthMax,
    parameterLimit: parametersMax,
    plainObjects: true,
    allowPrototypes: true,
    // Empty brackets alone make a list: an index is a name, since `metadata[5]` names a key.
    arrayLimit: parametersMax,
    decoder,
  })
  if (found.problem !== null) return refuse.bodyUnreadable({ why: found.problem })
  return checked(found.indices ? unmarked(parsed) : parsed)
}

/**
 * Stands before an index while the library reads, or it would make a list of `metadata[5]=a` and lose the 5. What is a list is
 * known by the schema alone, whose decoder takes `{ 0: …, 1: … }` for one. No key of a request has this character.
 */
const indexMark = '\u0000'

function unmarked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unmarked)
  if (typeof value !== 'object' || value === null) return value
  const plain: Record<string, unknown> = Object.create(null)
  // Marked names come last where both `a[0]` and `a[]` were sent: a list that is named twice ends as no list, and is refused.
  for (const [key, field] of Object.entries(value)) plain[key.replace(indexMark, '')] = unmarked(field)
  return plain
}

function unescaped(raw: string): string | null {
  const spaced = raw.includes('+') ? raw.replaceAll('+', ' ') : raw
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    return null
  }
}

const problemOfEscapes = (raw: string): string =>
  /%(?![0-9a-fA-F]{2})/.test(raw)
    ? 'a % is not followed by two hexadecimal digits.'
    : 'its escapes are not valid UTF-8.'

function problemOfKey(key: string): string | null {
  if (key === '') return null
  if (!key.includes('[') && !key.includes(']')) return forbiddenKeys.has(key) ? `it has the key ${key}.` : null
  if (!formKey.test(key)) return 'the brackets of a key do not match.'
  const names = key.split('[').map((part) => (part.endsWith(']') ? part.slice(0, -1) : part))
  if (names.length > bodyDepthMax) return `it is nested deeper than ${bodyDepthMax} levels.`
  const forbidden = names.find((name) => forbiddenKeys.has(name))
  return forbidden === undefined ? null : `it has the key ${forbidden}.`
}

/** A JSON object. `reviver` as JSON.parse takes it, for those who need more than values. */
export function parseJson(
  text: string,
  reviver?: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
): unknown | Refusal {
  if (text.trim() === '') return {}
  let parsed: unknown
  try {
    parsed = JSON.parse(text, reviver as (key: string, value: unknown) => unknown)
  } catch (error) {
    const where =
      error instanceof Error ? (/position \d+|line \d+ column \d+/.exec(error.message)?.[0] ?? 'its end') : 'its end'
    return refuse.bodyUnreadable({ why: `it is not valid JSON, at ${where}.` })
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    return refuse.bodyUnreadable({ why: 'a JSON object is expected.' })
  return checked(parsed)
}

/** Refuses what no parameter is: prototype names, too deep nesting, characters that text cannot have. */
function checked(value: unknown): unknown | Refusal {
  const problem = problemIn(value, 0)
  return problem === null ? value : refuse.bodyUnreadable({ why: problem })
}

/** Why a text cannot be stored: PostgreSQL has no NUL character, and UTF-8 no half surrogates. */
export function problemOfText(text: string): string | null {
  if (text.includes('\u0000')) return 'it has a NUL character.'
  return text.isWellFormed() ? null : 'it has half of a surrogate pair.'
}

function problemIn(value: unknown, depth: number): string | null {
  if (typeof value === 'string') return problemOfText(value)
  if (typeof value !== 'object' || value === null) return null
  if (depth >= bodyDepthMax) return `it is nested deeper than ${bodyDepthMax} levels.`
  const keys = Object.keys(value)
  if (keys.length > parametersMax) return `it has more than ${parametersMax} fields.`
  for (const key of keys) {
    if (forbiddenKeys.has(key)) return `it has the key ${key}.`
    const problem = problemOfText(key) ?? problemIn(Reflect.get(value, key), depth + 1)
    if (problem !== null) return problem
  }
  return null
}
