/** What a schema says of a field, by its names from the outside inwards: for refusals that tell what was wrong. */
import { metadataLimits } from '../../kernel/metadata.ts'

export type JsonSchema = {
  type?: string
  properties?: Record<string, JsonSchema>
  patternProperties?: Record<string, JsonSchema>
  items?: JsonSchema
  anyOf?: JsonSchema[]
  enum?: unknown[]
  description?: string
  minimum?: number
  maximum?: number
  maxLength?: number
  /** What a text has to be that has to match a pattern, for people: `three capital letters`. */
  expected?: string
  notYet?: string
}

export function enumAt(schema: JsonSchema, names: readonly string[]): string[] {
  const found = schemaAt(schema, names)
  return (found?.enum ?? found?.anyOf?.find((branch) => branch.enum !== undefined)?.enum ?? []).map(String)
}

/** The schema of a field, by its names from the outside inwards. */
export function schemaAt(schema: JsonSchema, names: readonly string[]): JsonSchema | undefined {
  let inner: JsonSchema | undefined = schema
  for (const part of names) {
    const branch: JsonSchema | undefined =
      inner?.anyOf?.find(({ type }) => type === 'object' || type === 'array') ?? inner
    inner = branch?.properties?.[part] ?? Object.values(branch?.patternProperties ?? {})[0] ?? branch?.items
  }
  return inner
}

/** Names of the caller's own stand there: metadata. One that does not fit is no unknown parameter. */
export const isMap = (schema: JsonSchema, names: readonly string[]): boolean => {
  const found = schemaAt(schema, names)
  return [found, ...(found?.anyOf ?? [])].some((each) => each?.patternProperties !== undefined)
}
export const problemOfKey = (name: string): string =>
  name.length > metadataLimits.keyLength
    ? `a key has at most ${metadataLimits.keyLength} characters, and this one has ${name.length}.`
    : name === ''
      ? 'a key has at least one character.'
      : 'a key has no square brackets.'
