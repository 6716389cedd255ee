/** Bodies and queries: bytes to a plain object, or the refusal that says where they break. */
import qs from 'qs'
import { type Refusal, refuse } from '../../kernel/refusal.ts'

/** Larger than any valid request: 50 metadata pairs, addresses and a card are under 60 kB. */
export const bodyBytesMax = 256 * 1024
/** Deeper than any documented parameter. */
export const bodyDepthMax = 10
/** More fields than any valid request has. */
const parametersMax = 1000

const utf8 = new TextDecoder('utf-8', { fatal: true })
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype'])

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
  if (/%(?![0-9a-fA-F]{2})/.test(text))
    return refuse.bodyUnreadable({ why: 'a % is not followed by two hexadecimal digits.' })
  let plain: string
  try {
    plain = decodeURIComponent(text)
  } catch {
    return refuse.bodyUnreadable({ why: 'its escapes are not valid UTF-8.' })
  }
  // The library drops this name without a word; a request that has it is refused like any other wrong one.
  if (plain.includes('__proto__')) return refuse.bodyUnreadable({ why: 'it has the key __proto__.' })
  // Plain: without prototypes and without the library's silent dropping of their names, so that we can refuse them.
  const parsed: unknown = qs.parse(text, {
    depth: bodyDepthMax,
    parameterLimit: parametersMax + 1,
    plainObjects: true,
    allowPrototypes: true,
    arrayLimit: 100,
    ignoreQueryPrefix: true,
  })
  return checked(parsed)
}

export function parseJson(text: string): unknown | Refusal {
  if (text.trim() === '') return {}
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
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

function problemIn(value: unknown, depth: number): string | null {
  if (typeof value === 'string') {
    if (value.includes('\u0000')) return 'it has a NUL character.'
    return value.isWellFormed() ? null : 'it has half of a surrogate pair.'
  }
  if (typeof value !== 'object' || value === null) return null
  if (depth >= bodyDepthMax) return `it is nested deeper than ${bodyDepthMax} levels.`
  const keys = Object.keys(value)
  if (keys.length > parametersMax) return `it has more than ${parametersMax} fields.`
  for (const key of keys) {
    if (forbiddenKeys.has(key)) return `it has the key ${key}.`
    if (key.includes('[') && depth >= 1) return `it is nested deeper than ${bodyDepthMax} levels.`
    const problem = problemIn(key, depth + 1) ?? problemIn(Reflect.get(value, key), depth + 1)
    if (problem !== null) return problem
  }
  return null
}
