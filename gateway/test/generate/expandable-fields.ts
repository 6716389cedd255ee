/** Reads two kinds of published descriptions as trees of fields that may be expanded, and joins them. */

/** As deep as a request may expand; `data` of a list is no level of its own. */
export const levelsMax = 4

export type Field = {
  /** Names of objects that it may show. */
  readonly objects: Set<string>
  /** The fields of a part that is no object of its own. */
  readonly parts: Fields
  /** Where the object may lack it, but it is never null. */
  optional: boolean
}
export type Fields = Map<string, Field>

type Schema = { readonly [name: string]: unknown }
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const named = (schema: unknown, name: string): unknown => (isSchema(schema) ? schema[name] : undefined)

/** A description: its named schemas, and which of a schema's properties may be expanded, parts without an object included. */
type Description = {
  readonly schemas: Schema
  readonly expandable: (schema: Schema) => readonly string[]
  readonly bareParts: boolean
}

/** The newest one lists types: whatever leads to an object may be expanded. */
const newestOf = (file: unknown): Description => {
  const schemas = named(file, '$defs')
  return {
    schemas: isSchema(schemas) ? schemas : {},
    expandable: (schema) => Object.keys(Object(schema.properties)),
    bareParts: false,
  }
}
/** The older one says it of each field, of parts that are always shown too. */
const olderOf = (file: unknown): Description => {
  const schemas = named(named(file, 'components'), 'schemas')
  return {
    schemas: isSchema(schemas) ? schemas : {},
    expandable: (schema) => listOf(schema['x-expandableFields']).map(String),
    bareParts: true,
  }
}

const refName = (ref: unknown): string => String(ref).split('/').at(-1) ?? ''

/** All alternatives behind references, unions and arrays: schemas of objects and of parts. */
function alternatives(schema: unknown, schemas: Schema, seen: ReadonlySet<string> = new Set()): Schema[] {
  if (!isSchema(schema)) return []
  if (schema.$ref !== undefined) {
    const name = refName(schema.$ref)
    return seen.has(name) ? [] : alternatives(schemas[name], schemas, new Set([...seen, name]))
  }
  const inner = [
    ...listOf(schema.anyOf),
    ...listOf(schema.oneOf),
    ...(schema.items === undefined ? [] : [schema.items]),
  ]
  const own = isSchema(schema.properties) ? [schema] : []
  return [...own, ...inner.flatMap((each) => alternatives(each, schemas, seen))]
}

/** The name that an object shows of itself; null for a part. */
const objectName = (schema: Schema): string | null => {
  const object = named(schema.properties, 'object')
  const name = named(object, 'const') ?? listOf(named(object, 'enum'))[0]
  return typeof name === 'string' && name !== 'list' && name !== 'search_result' ? name : null
}
const isDeleted = (schema: Schema): boolean => named(schema.properties, 'deleted') !== undefined
const isAmounts = (schema: unknown, schemas: Schema): boolean => {
  const reference = named(schema, '$ref')
  const found = reference === undefined ? schema : schemas[refName(reference)]
  return named(named(found, 'additionalProperties'), 'type') === 'number'
}
const isNullable = (schema: unknown): boolean =>
  named(schema, 'nullable') === true || listOf(named(schema, 'anyOf')).some((each) => named(each, 'type') === 'null')

function fieldsOf(schema: Schema, description: Description, depth: number): Fields {
  const fields: Fields = new Map()
  if (depth === 0) return fields
  const isList = named(named(schema.properties, 'object'), 'const') === 'list' || named(schema.properties, 'has_more')
  for (const name of isList ? ['data'] : description.expandable(schema)) {
    const property = named(schema.properties, name)
    const found = alternatives(property, description.schemas)
    const optional = !listOf(schema.required).includes(name) && !isNullable(property)
    // A map of amounts that is shown only where it is asked for.
    const map = optional && isAmounts(property, description.schemas)
    const field: Field = { objects: new Set(), parts: new Map(), optional }
    for (const each of found) {
      const object = objectName(each)
      if (object === null) join(field.parts, fieldsOf(each, description, isList ? depth : depth - 1))
      else if (!isDeleted(each)) field.objects.add(object)
    }
    if (map || description.bareParts || field.objects.size > 0 || field.parts.size > 0) fields.set(name, field)
  }
  return fields
}

/** Adds fields to fields; the first description says what may be absent. */
function join(into: Fields, more: Fields): void {
  for (const [name, { objects, parts, optional }] of more) {
    const known = into.get(name)
    if (known === undefined) {
      into.set(name, { objects, parts, optional })
      continue
    }
    for (const object of objects) known.objects.add(object)
    join(known.parts, parts)
  }
}

/** Every object of both descriptions with its fields. */
function objectsOf(descriptions: readonly Description[], depth: number): Map<string, Fields> {
  const objects = new Map<string, Fields>()
  for (const description of descriptions) {
    for (const schema of Object.values(description.schemas)) {
      const name = isSchema(schema) && !isDeleted(schema) ? objectName(schema) : null
      if (name === null || !isSchema(schema)) continue
      const known = objects.get(name) ?? new Map<string, Field>()
      join(known, fieldsOf(schema, description, depth))
      objects.set(name, known)
    }
  }
  return objects
}

/** How many levels of each object a path from one of the roots may still go down. */
function levelsOf(objects: ReadonlyMap<string, Fields>, roots: readonly string[], depth: number): Map<string, number> {
  const levels = new Map<string, number>()
  const waiting: [string, number][] = roots.map((name) => [name, depth])
  const visit = (fields: Fields, left: number): void => {
    for (const [name, field] of fields) {
      const below = name === 'data' ? left : left - 1
      if (below < 0) continue
      for (const object of field.objects) waiting.push([object, below])
      visit(field.parts, below)
    }
  }
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const [name, left] = next
    if ((levels.get(name) ?? -1) >= left) continue
    levels.set(name, left)
    visit(objects.get(name) ?? new Map(), left)
  }
  return levels
}

/** A line for each object that a path can reach: its name and its fields. Names are sorted, so that the file is stable. */
export function pathsFrom(
  [newest, older]: readonly [newest: unknown, older: unknown],
  dropped: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
  roots: readonly string[],
  depth: number,
): string[] {
  const objects = objectsOf([newestOf(newest), olderOf(older)], depth)
  for (const [object, fields] of Object.entries(dropped))
    for (const [name, shown] of Object.entries(fields))
      objects.get(object)?.set(name, { objects: new Set(shown), parts: new Map(), optional: false })
  const levels = levelsOf(objects, roots, depth)
  const leads = (object: string): boolean => roots.includes(object) || (levels.get(object) ?? 0) > 0
  const text = (fields: Fields, left: number): string =>
    [...fields]
      .filter(([name]) => name === 'data' || left > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { objects: targets, parts, optional }]) => {
        const inner = text(parts, name === 'data' ? left : left - 1)
        const shown = [...targets].filter(leads).sort().join('|')
        return `${name}${optional ? '-' : ''}${shown === '' ? '' : `=${shown}`}${inner === '' ? '' : `(${inner})`}`
      })
      .join(' ')
  return [...levels]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, left]) => [name, text(objects.get(name) ?? new Map(), left)])
    .filter(([, line]) => line !== '')
    .map(([name, line]) => `${name}: ${line}`)
}
