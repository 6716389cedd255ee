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
