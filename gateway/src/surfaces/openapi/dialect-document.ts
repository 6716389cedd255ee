/**
 * The OpenAPI document of a foreign API as it is served here: its calls, what becomes of each of their fields, and what is shown. The field
 * tables of the dialect say all of that; the types of what is shown are the vendor's, and stand in the vendor's own documents.
 */
import type { FieldMapping, FieldTable } from '../../contracts/dialect.ts'
import type { AnyForeignRoute, Dialect } from '../../engine/dialect.ts'
import { type Refusal, refuse } from '../../kernel/refusal.ts'
import { type DocumentSchema, documented, plain, type Said, withSentences } from './schema.ts'

/** What becomes of a field, in a sentence. */
function sentenceFor(mapping: FieldMapping, sent: boolean): string {
  switch (mapping.kind) {
    case 'mapped':
      return `${sent ? 'Becomes' : 'Shows'} \`${mapping.to}\` of the native API.`
    case 'echoed':
      return 'Kept as it was sent, and shown again; it decides nothing.'
    case 'ignored':
      return `${sent ? 'Taken without effect' : 'Always the same'}: ${mapping.why}.`
    case 'refused':
      return `Refused: ${mapping.why}.`
  }
}

/** `amount.value`, `data[].id`, `metadata.*` as a tree of fields. */
function treeOf(table: FieldTable, sent: boolean): DocumentSchema {
  const root: DocumentSchema = { type: 'object', properties: {} }
  for (const [path, mapping] of Object.entries(table)) {
    if (/^[?]|^header /.test(path)) continue
    let at = root
    const names = path.split('.')
    for (const [place, name] of names.entries()) {
      const last = place === names.length - 1
      if (name === '*') {
        at.additionalProperties = true
        at.description = sentenceFor(mapping, sent)
        break
      }
      const field = name.replace('[]', '')
      at.properties ??= {}
      at.properties[field] ??= { description: '' }
      let next: DocumentSchema = at.properties[field]
      if (last) next.description = sentenceFor(mapping, sent)
      else if (next.description === '') next.description = `A part: ${field}.`
      if (name.endsWith('[]')) {
        next.type = 'array'
        next.items ??= {}
        next = next.items
      }
      if (!last) next.type = 'object'
      at = next
    }
  }
  return root
}

/** The request's schema with the sentences of the table; what only the table has is added. */
function requestOf(route: AnyForeignRoute): DocumentSchema {
  const named = new Map(
    Object.entries(route.fields).map(([path, mapping]) => [path.replaceAll('[]', '').replace(/\.\*$/, ''), mapping]),
  )
  const said: Said = (path) => {
    const mapping = named.get(path.join('.'))
    return mapping === undefined ? `A part: ${path.at(-1)}.` : sentenceFor(mapping, true)
  }
  const declared = documented(withSentences(plain(route.body ?? ({} as never)), said))
  const whole = treeOf(route.fields, true)
  return { ...declared, type: 'object', properties: { ...whole.properties, ...declared.properties } }
}

function parametersOf(route: AnyForeignRoute): DocumentSchema[] {
  const parameter = (name: string, place: string, description: string): DocumentSchema => ({
    name,
    in: place,
    required: place === 'path',
    description,
    schema: { type: 'string' },
  })
  const told = Object.entries(route.fields).flatMap(([path, mapping]) => {
    const sentence = sentenceFor(mapping, true)
    if (path.startsWith('?')) return [parameter(path.slice(1), 'query', sentence)]
    return path.startsWith('header ') ? [parameter(path.slice('header '.length), 'header', sentence)] : []
  })
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) =>
    parameter(name, 'path', 'The id of the object.'),
  )
  return [...inPath, ...told]
}

const wrong: Refusal = refuse.parameterMissing({ param: 'amount' })

/** Each status that a refusal may have here, with what the API's own form says. */
function refusalsOf({ errors }: Dialect): Record<string, DocumentSchema> {
  const byStatus = new Map<number, string[]>()
  for (const [kind, status] of Object.entries(errors.statuses))
    byStatus.set(status, [...(byStatus.get(status) ?? []), kind.replaceAll('_', ' ')])
  return Object.fromEntries(
    [...byStatus].map(([status, kinds]) => {
      const example = errors.body(
        { refusal: wrong, fields: [{ path: ['amount'], message: wrong.message }], requestId: 'req_1' },
        status,
      )
      return [
        status,
        {
          description: `A refusal: ${kinds.join(', ')}.`,
          content: { 'application/json': { schema: { type: 'object', description: "This API's own form." }, example } },
        },
      ]
    }),
  )
}

function operationOf(dialect: Dialect, route: AnyForeignRoute): DocumentSchema {
  const shown = route.answers.map((name) => ({ $ref: `#/components/schemas/${name}` }))
  const [only] = shown
  const schema: DocumentSchema = shown.length === 1 && only !== undefined ? only : { anyOf: shown }
  const origin = route.source === 'vendor' ? "As in the vendor's documents." : 'Ours, where the documents say nothing.'
  const notYet = route.notYet === undefined ? '' : ` Not yet: ${route.notYet}.`
  return {
    operationId: route.operationId,
    summary: route.summary,
    description: `${route.summary}. ${origin}${notYet}`,
    parameters: parametersOf(route),
    ...(route.body === undefined
      ? {}
      : { requestBody: { content: { 'application/json': { schema: requestOf(route) } } } }),
    responses: {
      ...(route.notYet === undefined
        ? {
            '2XX': {
              description: 'The answer.',
              ...(shown.length === 0 ? {} : { content: { 'application/json': { schema } } }),
            },
          }
        : { 501: { description: `Not yet: ${route.notYet}.` } }),
      ...refusalsOf(dialect),
    },
  }
}

/** The whole document of a foreign API. */
export function dialectDocument(dialect: Dialect): DocumentSchema {
  const paths: Record<string, Record<string, DocumentSchema>> = {}
  for (const route of dialect.routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(dialect, route) }
  }
  const schemas = Object.entries(dialect.answers).map(([name, { noun, fields }]) => [
    name,
    { ...treeOf(fields, false), description: `Shows a ${noun} of the native API.` },
  ])
  return {
    openapi: '3.1.0',
    info: {
      title: dialect.title,
      version: '1',
      description: `${dialect.title} over Florin. What becomes of each field is told at /docs/dialects/${dialect.name}.`,
    },
    servers: [{ url: `/${dialect.name}`, description: 'This API on this gateway.' }],
    paths,
    components: { schemas: Object.fromEntries(schemas) },
  }
}
