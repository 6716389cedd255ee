/** Every path that the published descriptions let a request expand, read from `../shared/specs/` beside the checkout. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../../../shared/specs/stripe')
const older = join(folder, 'stripe-spec3-2023-08-16.json')
const newest = join(folder, 'stripe-schema-2026-10-28.endive.json')

/** Why the paths are not known, or null where they are. */
export const pathsAbsent: string | null = existsSync(older) && existsSync(newest) ? null : '../shared/specs is absent'

type Schema = { readonly [name: string]: unknown }
const inner = (schema: unknown, name: string): unknown => Reflect.get(Object(schema), name)
const listed = (schema: unknown, name: string): readonly unknown[] => {
  const found = inner(schema, name)
  return Array.isArray(found) ? found : []
}

/** The names of the schemas that a property may hold. */
function references(property: unknown): string[] {
  const ref = inner(property, '$ref')
  return [
    ...(typeof ref === 'string' ? [ref.split('/').at(-1) ?? ''] : []),
    ...[...listed(property, 'anyOf'), ...listed(property, 'oneOf'), inner(property, 'items')].flatMap((each) =>
      each === undefined ? [] : references(each),
    ),
  ]
}

type Walk = {
  readonly schemas: Schema
  readonly fields: (schema: unknown) => readonly string[]
  readonly found: Set<string>
}

function walk(schema: unknown, before: string, levels: number, way: Walk): void {
  for (const union of [...listed(schema, 'anyOf'), ...listed(schema, 'oneOf')])
    for (const name of references(union)) walk(way.schemas[name], before, levels, way)
  const isList = inner(inner(schema, 'properties'), 'has_more') !== undefined
  for (const field of isList ? ['data'] : way.fields(schema)) {
    const left = isList ? levels : levels - 1
    if (left < 0) continue
    const path = before === '' ? field : `${before}.${field}`
    way.found.add(path)
    const property = inner(inner(schema, 'properties'), field)
    if (inner(property, 'properties') !== undefined) walk(property, path, left, way)
    for (const name of references(property)) walk(way.schemas[name], path, left, way)
  }
}

/** The fields that the newest description types as an id or the object itself, and lists. */
const typed = (schema: unknown): readonly string[] =>
  Object.entries(Object(inner(schema, 'properties')) as Schema)
    .filter(([, property]) => {
      const names = references(property)
      const byId = listed(property, 'anyOf').some((each) => inner(each, 'type') === 'string')
      return names.some((name) => name.startsWith('lib.ApiList') || (byId && /^[A-Z]/.test(name)))
    })
    .map(([name]) => name)

let files: { older: unknown; newest: unknown } | null = null
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

/** The paths of an object, by the name that it shows of itself, so many levels deep; of both descriptions. */
export function publishedPaths(object: string, levels: number): string[] {
  files ??= { older: read(older), newest: read(newest) }
  const found = new Set<string>()
  const schemas = inner(inner(files.older, 'components'), 'schemas') as Schema
  const fields = (schema: unknown) => listed(schema, 'x-expandableFields').map(String)
  walk(schemas[object], '', levels, { schemas, fields, found })
  const types = inner(files.newest, '$defs') as Schema
  const ref = references(inner(inner(files.newest, 'properties'), object))[0]
  if (ref !== undefined) walk(types[ref], '', levels, { schemas: types, fields: typed, found })
  return [...found].sort()
}
