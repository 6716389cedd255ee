/** The fields of every call of every API that hold secrets, from the registries. */
import type { TSchema } from 'typebox'
import { dialects } from '../../src/dialects/index.ts'
import type { AnyRoute } from '../../src/engine/route.ts'
import { secretFields } from '../../src/surfaces/http/redact.ts'

export type RequestBody = {
  readonly api: string
  readonly method: string
  readonly path: string
  readonly body: TSchema
}
/** Bodies of the native calls that are mounted, and of every foreign one. */
export const bodies = (routes: readonly AnyRoute[]): readonly RequestBody[] => [
  ...routes.flatMap(({ method, path, body }) => (body === undefined ? [] : [{ api: 'native', method, path, body }])),
  ...[...dialects.values()].flatMap(({ name, routes }) =>
    routes.flatMap(({ method, path, body }) => (body === undefined ? [] : [{ api: name, method, path, body }])),
  ),
]
export const secretsOf = (api: string): ReadonlySet<string> =>
  new Set([...secretFields, ...(dialects.get(api)?.secretFields ?? [])])

/** The fields of a schema, with the way to each. */
export function* fieldPathsOf(schema: TSchema, path: readonly string[] = []): Generator<readonly string[]> {
  const known = schema as { properties?: Record<string, TSchema>; anyOf?: TSchema[]; items?: TSchema }
  for (const [name, inner] of Object.entries(known.properties ?? {})) {
    yield [...path, name]
    yield* fieldPathsOf(inner, [...path, name])
  }
  for (const one of known.anyOf ?? []) yield* fieldPathsOf(one, path)
  if (known.items !== undefined) yield* fieldPathsOf(known.items, path)
}
export const secretPlaces = (body: TSchema, secrets: ReadonlySet<string>): readonly (readonly string[])[] =>
  [...fieldPathsOf(body)].filter((path) => secrets.has(path.at(-1) ?? ''))
