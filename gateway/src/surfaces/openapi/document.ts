/** The OpenAPI 3.1 document, made of the declarations that also validate and render: it cannot say anything else than the server does. */
import type { AnyRoute } from '../../engine/route.ts'
import type { AnyView } from '../../engine/view.ts'
import { assert } from '../../kernel/assert.ts'
import { errorResponses, errorSchema } from './errors.ts'
import { type EventDescription, eventSchemas, webhooksOf } from './events.ts'
import { componentOf, deletedSchema, operationOf, pageSchema, requestName, requestSchema } from './operation.ts'
import { type DocumentSchema, documented, plain } from './schema.ts'
import { sharedParts } from './shared.ts'

/** What the document is made of. */
export type ApiDescription = {
  readonly routes: readonly AnyRoute[]
  /** Every view that some call shows, once. */
  readonly views: readonly AnyView[]
  readonly events: readonly EventDescription[]
}

export type ApiDocument = DocumentSchema & {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentSchema>>>>
  readonly components: DocumentSchema & { readonly schemas: Readonly<Record<string, DocumentSchema>> }
}

/** The objects, by noun. Of a noun that can be deleted the living object is shown; the deleted one has a name of its own. */
export function objectsOf(views: readonly AnyView[]): Map<string, DocumentSchema> {
  const declared = views.map(({ noun, about, schema }) => {
    const whole = plain(schema())
    const gone = whole.anyOf?.some(({ properties }) => properties?.deleted !== undefined) ?? false
    const living = whole.anyOf?.find(({ properties }) => properties?.deleted === undefined) ?? whole
    return { noun, about, living, gone }
  })
  const deletable = new Set(declared.flatMap(({ noun, gone }) => (gone ? [noun] : [])))
  return new Map([
    ...declared.map(({ noun, about, living }) => {
      const shown = { ...withDeleted(documented(living), deletable), description: about }
      return [noun, shown] as const
    }),
    ...[...deletable].map((noun) => [`deleted_${noun}`, deletedSchema(noun)] as const),
  ])
}

/** Where an id is expanded whose object was deleted, what is left of it is shown. */
const withDeleted = (schema: DocumentSchema, deletable: ReadonlySet<string>): DocumentSchema =>
  JSON.parse(JSON.stringify(schema), (key, value: unknown) => {
    if (key !== 'anyOf' || !Array.isArray(value)) return value
    return value.flatMap((each: DocumentSchema) => {
      const noun = each.$ref?.split('/').at(-1) ?? ''
      return deletable.has(noun) ? [each, componentOf(`deleted_${noun}`)] : [each]
    })
  }) as DocumentSchema

function schemasOf({ routes, views, events }: ApiDescription): Record<string, DocumentSchema> {
  const objects = objectsOf(views)
  const shown = (noun: string): DocumentSchema => {
    const found = objects.get(noun)
    assert(found !== undefined, `${noun} is shown by a view`)
    return found
  }
  const schemas: Record<string, DocumentSchema> = { error: errorSchema() }
  for (const { operationId, body, answers } of routes) {
    const { noun, as, deleted } = answers
    schemas[noun] = shown(noun)
    if (as !== undefined) schemas[`${noun}_${as === 'list' ? 'list' : 'search_result'}`] = pageSchema(noun, as)
    if (deleted !== undefined) schemas[`deleted_${noun}`] = deletedSchema(noun)
    if (body !== undefined)
      schemas[requestName(operationId)] = {
        ...requestSchema(body, shown(noun)),
        description: `What ${operationId} takes.`,
      }
  }
  const all = { ...schemas, ...eventSchemas(events) }
  addNamed(all, objects)
  return Object.fromEntries(Object.entries(sharedParts(all)).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Adds the objects that others name, until none is missing. */
function addNamed(schemas: Record<string, DocumentSchema>, objects: ReadonlyMap<string, DocumentSchema>): void {
  const open = Object.values(schemas)
  for (let schema = open.pop(); schema !== undefined; schema = open.pop()) {
    for (const [, noun = ''] of JSON.stringify(schema).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      const found = objects.get(noun)
      if (schemas[noun] !== undefined || found === undefined) continue
      schemas[noun] = found
      open.push(found)
    }
  }
}

/** What a reader looks for first; all other groups follow by name. */
const firstGroups: readonly string[] = ['Payment intents', 'Charges', 'Refunds', 'Payment methods', 'Customers']

/** The groups of the reference in their order, each with what its first object is. */
function groupsOf({ routes, views }: ApiDescription): DocumentSchema[] {
  const about = new Map(views.map((view) => [view.noun, view.about]))
  const groups = new Map(routes.toReversed().map(({ tag, answers }) => [tag, about.get(answers.noun)]))
  const rank = (name: string): number => (firstGroups.includes(name) ? firstGroups.indexOf(name) : firstGroups.length)
  return [...groups]
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([name, description]) => ({ name, ...(description === undefined ? {} : { description }) }))
}

/** The whole document. */
export function openApiOf(description: ApiDescription): ApiDocument {
  const { routes, events } = description
  const schemas = schemasOf(description)
  const paths: Record<string, Record<string, DocumentSchema>> = {}
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, schemas[route.answers.noun]) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Florin',
      version: '1',
      description:
        'The native API: Stripe-shaped, so the official client libraries work against it. Every error code is explained at /docs/errors.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'This gateway.' }],
    security: [{ bearer: [] }, { basic: [] }],
    tags: groupsOf(description),
    paths,
    webhooks: webhooksOf(events),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'A key, as a bearer token.' },
        basic: { type: 'http', scheme: 'basic', description: 'A key as the user name, and no password.' },
      },
      parameters: {
        idempotency_key: {
          name: 'Idempotency-Key',
          in: 'header',
          schema: { type: 'string', maxLength: 255 },
          description: 'The same key with the same request is done once, and answered with the same bytes.',
        },
        signature: {
          name: 'Stripe-Signature',
          in: 'header',
          schema: { type: 'string' },
          description: 'Proves that this gateway sent it. The headers of Standard Webhooks come besides.',
        },
      },
      responses: errorResponses(),
      schemas,
    },
  }
}
