/** A declared schema as a document shows it: plain JSON Schema 2020-12, short where that says the same, and each field with its sentence. */
import type { TSchema } from 'typebox'

/** What a document's schema may hold; anything else that a declaration has is left as it is. */
export type DocumentSchema = {
  type?: string | string[]
  description?: string
  properties?: Record<string, DocumentSchema>
  patternProperties?: Record<string, DocumentSchema>
  additionalProperties?: boolean | DocumentSchema
  required?: string[] | boolean
  items?: DocumentSchema
  anyOf?: DocumentSchema[]
  enum?: unknown[]
  const?: unknown
  not?: object
  notYet?: string
  examples?: unknown[]
  browser?: string
  $ref?: string
  [keyword: string]: unknown
}

/** A TypeBox schema as plain JSON Schema: a copy, without what only TypeBox sees. */
export const plain = (schema: TSchema): DocumentSchema => JSON.parse(JSON.stringify(schema)) as DocumentSchema

/** Rewrites a plain schema in place of the declaration's own marks. */
export function documented(schema: DocumentSchema): DocumentSchema {
  const { browser, ...shown } = schema
  const written: DocumentSchema = nullable({
    ...shown,
    ...(shown.properties === undefined ? {} : { properties: mapped(shown.properties) }),
    ...(shown.patternProperties === undefined ? {} : { patternProperties: mapped(shown.patternProperties) }),
    ...(typeof shown.additionalProperties === 'object'
      ? { additionalProperties: documented(shown.additionalProperties) }
      : {}),
    ...(shown.items === undefined ? {} : { items: documented(shown.items) }),
    ...(shown.anyOf === undefined ? {} : { anyOf: shown.anyOf.map(documented) }),
  })
  // What a publishable key sees of it (engine/browser-part.ts).
  return browser === undefined ? written : { ...written, 'x-publishable-key': browser }
}

const mapped = (fields: Record<string, DocumentSchema>): Record<string, DocumentSchema> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, documented(field)]))

/** `anyOf: [{ type: 'string' }, { type: 'null' }]` → `type: ['string', 'null']`. */
function nullable(schema: DocumentSchema): DocumentSchema {
  const { anyOf, ...rest } = schema
  if (anyOf === undefined) return schema
  const some = anyOf.filter(({ type }) => type !== 'null')
  const [only] = some
  if (some.length === anyOf.length || some.length !== 1 || only === undefined) return schema
  if (typeof only.type !== 'string') {
    // An id or a whole object, or null: one list of alternatives.
    return only.anyOf === undefined ? schema : { ...rest, anyOf: [...only.anyOf, { type: 'null' }] }
  }
  return {
    ...only,
    ...rest,
    type: [only.type, 'null'],
    ...(only.enum === undefined ? {} : { enum: [...only.enum, null] }),
  }
}

/** Where a field of a request stands: `payment_method_data`, `billing_details`, `name`. */
export type Said = (path: readonly string[]) => string | undefined

/** Gives each field that has no sentence of its own the one that is said of its place. */
export function withSentences(schema: DocumentSchema, said: Said, path: readonly string[] = []): DocumentSchema {
  const within = (fields: Record<string, DocumentSchema>): Record<string, DocumentSchema> =>
    Object.fromEntries(
      Object.entries(fields).map(([name, field]) => {
        const here = [...path, name]
        const whole = withSentences(field, said, here)
        const sentence = sentenceOf(field) ?? said(here)
        return [name, sentence === undefined ? whole : { ...whole, description: sentence }]
      }),
    )
  return {
    ...schema,
    ...(schema.properties === undefined ? {} : { properties: within(schema.properties) }),
    ...(schema.items === undefined ? {} : { items: withSentences(schema.items, said, path) }),
    ...(schema.anyOf === undefined ? {} : { anyOf: schema.anyOf.map((each) => withSentences(each, said, path)) }),
  }
}

/** A field's own sentence, or that of the only thing that it may be. */
export const sentenceOf = (schema: DocumentSchema): string | undefined =>
  schema.description ?? schema.anyOf?.map(({ description }) => description).find((each) => each !== undefined)

/** The field of a schema at a path, through lists and alternatives. */
export function fieldAt(schema: DocumentSchema | undefined, path: readonly string[]): DocumentSchema | undefined {
  if (schema === undefined) return undefined
  const [name, ...rest] = path
  if (name === undefined) return schema
  const own = schema.properties?.[name]
  if (own !== undefined) return fieldAt(own, rest)
  if (schema.items !== undefined) return fieldAt(schema.items, path)
  // A list within an object, which a request sends as a plain list.
  if (schema.properties?.has_more !== undefined) return fieldAt(schema.properties.data?.items, path)
  for (const each of schema.anyOf ?? []) {
    const found = fieldAt(each, path)
    if (found !== undefined) return found
  }
  return undefined
}
