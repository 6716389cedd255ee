/** The OpenAPI 3.1 document, made of the declarations that also validate: it cannot say anything else than the server does. */
import type { TObject } from 'typebox'
import type { AnyRoute } from '../../engine/route.ts'
import { refusalCatalogue } from '../../kernel/refusal.ts'
import { wireOf } from './errors.ts'

type Json = Record<string, unknown>

/** A TypeBox schema as plain JSON Schema. */
const plain = (schema: TObject): Json => JSON.parse(JSON.stringify(schema)) as Json

const parametersOf = (schema: TObject | undefined, where: 'path' | 'query'): Json[] =>
  Object.entries(schema?.properties ?? {}).map(([name, field]) => ({
    name,
    in: where,
    required: where === 'path' || requiredIn(schema).includes(name),
    ...(where === 'query' && isNested(field) ? { style: 'deepObject', explode: true } : {}),
    schema: JSON.parse(JSON.stringify(field)) as Json,
  }))

/** Written with brackets in a query: `created[gte]`, `expand[]`. */
const isNested = (field: object): boolean => {
  const { type, anyOf } = field as { type?: string; anyOf?: object[] }
  return type === 'object' || type === 'array' || (anyOf?.some(isNested) ?? false)
}

function operationOf(route: AnyRoute): Json {
  const body = route.body === undefined ? null : plain(route.body)
  const shown = { $ref: `#/components/schemas/${route.answers.noun}` }
  const schema =
    route.answers.as === undefined
      ? shown
      : {
          type: 'object',
          required: ['object', 'data', 'has_more', 'url'],
          properties: {
            object: { const: route.answers.as === 'list' ? 'list' : 'search_result' },
            data: { type: 'array', items: shown },
            has_more: { type: 'boolean' },
            url: { type: 'string' },
            ...(route.answers.as === 'search' ? { next_page: { type: ['string', 'null'] } } : {}),
          },
        }
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    tags: [route.tag],
    parameters: [
      ...parametersOf(route.params, 'path'),
      ...parametersOf(route.query, 'query'),
      ...(route.method === 'POST' ? [{ $ref: '#/components/parameters/idempotency_key' }] : []),
    ],
    ...(body === null
      ? {}
      : {
          requestBody: {
            content: { 'application/x-www-form-urlencoded': { schema: body }, 'application/json': { schema: body } },
          },
        }),
    responses: {
      200: { description: 'The answer.', content: { 'application/json': { schema } } },
      default: {
        description: 'A refusal.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/error' } } },
      },
    },
  }
}

/** The whole document. */
export function openApiOf(routes: readonly AnyRoute[]): Json {
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) }
  }
  // The error object shows an intent, whatever the routes answer with.
  const nouns = [...new Set([...routes.map(({ answers }) => answers.noun), 'payment_intent'])].sort()
  return {
    openapi: '3.1.0',
    info: {
      title: 'Florin',
      version: '1',
      description:
        'The native API: Stripe-shaped, so the official client libraries work against it. Every error code is explained at /docs/errors.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { basic: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' }, basic: { type: 'http', scheme: 'basic' } },
      parameters: {
        idempotency_key: {
          name: 'Idempotency-Key',
          in: 'header',
          schema: { type: 'string', maxLength: 255 },
          description: 'The same key with the same request is done once, and answered with the same bytes.',
        },
      },
      schemas: {
        ...Object.fromEntries(
          nouns.map((noun) => [
            noun,
            { type: 'object', required: ['object'], properties: { id: { type: 'string' }, object: { const: noun } } },
          ]),
        ),
        error: {
          type: 'object',
          required: ['error'],
          properties: {
            error: {
              type: 'object',
              required: ['type', 'message', 'code'],
              properties: {
                type: { enum: [...new Set(Object.values(wireOf).map(({ type }) => type))] },
                code: { enum: refusalCatalogue().map(({ code }) => code) },
                message: { type: 'string' },
                param: { type: 'string' },
                decline_code: { type: 'string' },
                doc_url: { type: 'string' },
                charge: { type: 'string' },
                payment_intent: { $ref: '#/components/schemas/payment_intent' },
              },
            },
          },
        },
      },
    },
  }
}

const requiredIn = (schema: TObject | undefined): readonly string[] =>
  (schema as { required?: string[] } | undefined)?.required ?? []
