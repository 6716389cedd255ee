/** An operation of the document: a declared call, with what it takes, what it answers and what it may be refused with. */
import type { TObject, TSchema } from 'typebox'
import type { AnyRoute } from '../../engine/route.ts'
import { commonSentence } from './common-fields.ts'
import { errorResponsesOf } from './errors.ts'
import { type DocumentSchema, documented, fieldAt, plain, type Said, sentenceOf, withSentences } from './schema.ts'

export const componentOf = (name: string): DocumentSchema => ({ $ref: `#/components/schemas/${name}` })
export const requestName = (operationId: string): string => `${operationId}.request`

/** What a success shows: an object, what is left of one, or a page of them. */
export function answerName({ noun, as, deleted }: AnyRoute['answers']): DocumentSchema {
  if (as !== undefined) return componentOf(as === 'list' ? `${noun}_list` : `${noun}_search_result`)
  if (deleted === undefined) return componentOf(noun)
  const gone = componentOf(`deleted_${noun}`)
  return deleted === 'always' ? gone : { anyOf: [componentOf(noun), gone] }
}

/** A page of objects. */
export const pageSchema = (noun: string, as: 'list' | 'search'): DocumentSchema => ({
  type: 'object',
  description: as === 'list' ? `A page of a list: ${noun}.` : `A page of a search: ${noun}.`,
  required: ['object', 'data', 'has_more', 'url', ...(as === 'search' ? ['next_page'] : [])],
  properties: {
    object: {
      const: as === 'list' ? 'list' : 'search_result',
      description: `What this object is: always \`${as === 'list' ? 'list' : 'search_result'}\`.`,
    },
    data: { type: 'array', items: componentOf(noun), description: 'The objects of the page, newest first.' },
    has_more: { type: 'boolean', description: 'Whether there are more after these.' },
    url: { type: 'string', description: 'The path of the list.' },
    ...(as === 'search'
      ? {
          next_page: { type: ['string', 'null'], description: 'What the next call sends as `page`; null on the last.' },
          total_count: {
            type: 'integer',
            description: 'How many there are in all. Shown where the request expands it.',
          },
        }
      : {}),
  },
})

/** What is left of an object that was deleted. */
export const deletedSchema = (noun: string): DocumentSchema => ({
  type: 'object',
  description: `What is left of a deleted ${noun}: its id.`,
  required: ['id', 'object', 'deleted'],
  properties: {
    id: { type: 'string', description: 'The id that it had.' },
    object: { const: noun, description: `What this object was: always \`${noun}\`.` },
    deleted: { const: true, description: 'Always true: nothing else is left.' },
  },
})

/** A call's schema for the document; a field without a sentence has the one of the object's field of the same name. */
export function requestSchema(schema: TSchema, shown: DocumentSchema | undefined): DocumentSchema {
  const said: Said = (path) => {
    for (let from = 0; from < path.length; from++) {
      const found = fieldAt(shown, path.slice(from))
      const sentence = found === undefined ? undefined : sentenceOf(found)
      if (sentence !== undefined) return sentence
    }
    return commonSentence(path.at(-1) ?? '')
  }
  return documented(withSentences(plain(schema), said))
}

const parametersOf = (
  schema: TObject | undefined,
  where: 'path' | 'query',
  shown: DocumentSchema | undefined,
): DocumentSchema[] => {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = requestSchema(schema, shown)
  return Object.entries(properties).map(([name, { description, ...field }]) => ({
    name,
    in: where,
    required: where === 'path' || (Array.isArray(required) && required.includes(name)),
    ...(description === undefined ? {} : { description }),
    ...(where === 'query' && isNested(field) ? { style: 'deepObject', explode: true } : {}),
    schema: field,
  }))
}

/** Written with brackets in a query: `created[gte]`, `expand[]`. */
const isNested = ({ type, anyOf }: DocumentSchema): boolean =>
  type === 'object' || type === 'array' || (anyOf?.some(isNested) ?? false)

export const isEmpty = (schema: DocumentSchema): boolean => Object.keys(schema.properties ?? {}).length === 0

export function operationOf(route: AnyRoute, shown: DocumentSchema | undefined): DocumentSchema {
  const { operationId, summary, description, tag } = route
  const request = { schema: componentOf(requestName(operationId)) }
  return {
    operationId,
    summary,
    description: description ?? `${summary}.`,
    tags: [tag],
    parameters: [
      ...parametersOf(route.params, 'path', shown),
      ...parametersOf(route.query, 'query', shown),
      ...(route.method === 'POST' ? [{ $ref: '#/components/parameters/idempotency_key' }] : []),
    ],
    ...(route.body === undefined
      ? {}
      : { requestBody: { content: { 'application/x-www-form-urlencoded': request, 'application/json': request } } }),
    responses: {
      200: { description: 'The answer.', content: { 'application/json': { schema: answerName(route.answers) } } },
      ...errorResponsesOf(route),
    },
    ...(route.access === 'client' ? { 'x-publishable-key': 'with the client_secret' } : {}),
  }
}
