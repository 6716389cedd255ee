/**
 * Parts that several requests or objects have alike are told once: an object of some size that occurs in more than one place gets a
 * name of its own, that of its field, and is referred to.
 */
import type { DocumentSchema } from './schema.ts'

/** Shorter ones read better where they stand. */
const charactersMin = 400

type Change = (part: DocumentSchema, field: string) => DocumentSchema

/** A schema with each of its direct parts changed. */
function withParts(schema: DocumentSchema, field: string, change: Change): DocumentSchema {
  const { properties, items, anyOf } = schema
  return {
    ...schema,
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, change(each, name)])),
        }),
    ...(items === undefined ? {} : { items: change(items, field) }),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map((each) => change(each, field)) }),
  }
}

/** A part without what belongs to its place: whether it may be null, and its sentence. */
function core({ description: _, ...part }: DocumentSchema): DocumentSchema {
  return Array.isArray(part.type) ? { ...part, type: 'object' } : part
}

/** The text of a part that is worth a name; null of any other. */
function textOf(part: DocumentSchema): string | null {
  if (part.properties === undefined) return null
  const text = JSON.stringify(core(part))
  return text.length < charactersMin ? null : text
}

/** The texts that occur in more than one place. What occurs only within one of them stays there. */
function repeatedIn(schemas: Readonly<Record<string, DocumentSchema>>): ReadonlySet<string> {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  const visit: Change = (part, field) => {
    const text = textOf(part)
    if (text !== null && seen.has(text)) {
      repeated.add(text)
      return part
    }
    if (text !== null) seen.add(text)
    return withParts(part, field, visit)
  }
  for (const [name, schema] of Object.entries(schemas)) withParts(schema, name, visit)
  return repeated
}

/** The schemas with their common parts beside them, named `part.address`. */
export function sharedParts(schemas: Readonly<Record<string, DocumentSchema>>): Record<string, DocumentSchema> {
  const repeated = repeatedIn(schemas)
  const named: Record<string, DocumentSchema> = {}
  const names = new Map<string, string>()
  const nameFor = (text: string, field: string): string => {
    let name = `part.${field}`
    for (let next = 2; named[name] !== undefined; next++) name = `part.${field}_${next}`
    names.set(text, name)
    return name
  }
  const shorten: Change = (part, field) => {
    const text = textOf(part)
    if (text === null || !repeated.has(text)) return withParts(part, field, shorten)
    const known = names.get(text)
    const name = known ?? nameFor(text, field)
    if (known === undefined) {
      // Its place in the order comes before that of its own parts.
      named[name] = part
      named[name] = {
        ...withParts(core(part), field, shorten),
        description: part.description ?? `Alike in several places: ${field}.`,
      }
    }
    const reference: DocumentSchema = { $ref: `#/components/schemas/${name}` }
    const said = part.description === undefined ? {} : { description: part.description }
    return Array.isArray(part.type) ? { anyOf: [reference, { type: 'null' }], ...said } : { ...reference, ...said }
  }
  const shortened = Object.entries(schemas).map(([name, schema]) => [name, withParts(schema, name, shorten)] as const)
  return { ...Object.fromEntries(shortened), ...named }
}
