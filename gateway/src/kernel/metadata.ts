import type { JsonObject } from './json.ts'
import { type Refusal, refuse } from './refusal.ts'

/** At most 50 keys of 40 characters, values of 500. */
export const metadataLimits = { keys: 50, keyLength: 40, valueLength: 500 }

/** A merchant's own key-value pairs. */
export type Metadata = Readonly<Record<string, string>>

/** As a request has them: `null` unsets one key, or as a whole all of them. */
export type MetadataInput = Readonly<Record<string, string | null>> | null | undefined

/** Metadata after a request: keys are added or replaced, `null` values unset one key, `null` as a whole unsets all. */
export function mergeMetadata(before: Metadata, input: MetadataInput): Metadata {
  if (input === undefined) return before
  if (input === null) return {}
  const merged: Record<string, string> = { ...before }
  for (const [key, value] of Object.entries(input)) {
    if (value === null) delete merged[key]
    else merged[key] = value
  }
  return merged
}

/** Refuses pairs that would make more than fifty together with those that are there. */
export const refuseMetadata = (before: Metadata, input: MetadataInput): Refusal | null =>
  Object.keys(mergeMetadata(before, input)).length <= metadataLimits.keys
    ? null
    : refuse.parameterInvalid({
        param: 'metadata',
        why: `an object has at most ${metadataLimits.keys} keys in all. Unset others by sending them empty.`,
      })

/** What a foreign API took for metadata, as ours: other values than texts as JSON text; what is too long or too many stays out. */
export function metadataOfJson(raw: JsonObject): Metadata {
  const metadata: Record<string, string> = {}
  for (const [key, value] of Object.entries(raw).slice(0, metadataLimits.keys)) {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    const fits = key.length > 0 && key.length <= metadataLimits.keyLength && !/[[\]]/.test(key)
    if (fits && text.length <= metadataLimits.valueLength) metadata[key] = text
  }
  return metadata
}

/** The metadata as it was sent, unless it was changed since through another API. */
export const metadataShown = (raw: JsonObject | null, now: Metadata): JsonObject =>
  raw !== null && JSON.stringify(metadataOfJson(raw)) === JSON.stringify(now) ? raw : now

/** The column that searches look up: null where there is none, else JSON with values in lower case, for they ignore it. */
export const searchedMetadata = (metadata: Readonly<Record<string, string>>): string | null => {
  const pairs = Object.entries(metadata)
  return pairs.length === 0
    ? null
    : JSON.stringify(Object.fromEntries(pairs.map(([key, value]) => [key, value.toLowerCase()])))
}
