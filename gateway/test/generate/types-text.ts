/** TypeScript's types of an OpenAPI document: objects, requests, events told apart by their type, errors and operations. */
import type { ApiDocument } from '../../src/surfaces/openapi/document.ts'
import type { DocumentSchema } from '../../src/surfaces/openapi/schema.ts'

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1)
const pascal = (name: string): string => name.split(/[._]/).map(capital).join('')

/** `payment_intent` → `PaymentIntent`, `PaymentIntents.Create.request` → `PaymentIntentsCreateRequest`. */
export function typeName(component: string): string {
  if (component === 'event') return 'EventBase'
  if (component === 'error') return 'ErrorAnswer'
  if (component.startsWith('event.')) return `${pascal(component.slice('event.'.length))}Event`
  if (component.startsWith('part.')) return `${pascal(component.slice('part.'.length))}Part`
  return pascal(component)
}

const comment = (text: string | undefined, indent: string): string =>
  text === undefined || text === '' ? '' : `${indent}/** ${text.replaceAll('*/', '* /')} */\n`
const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name))

/** The type of a schema; `indent` is where its fields stand. */
export function typeOf(schema: DocumentSchema, indent = ''): string {
  if (schema.$ref !== undefined) return typeName(schema.$ref.slice('#/components/schemas/'.length))
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map((each) => typeOf(each, indent)))].join(' | ')
  const types = [schema.type].flat()
  return types.map((type) => plainType(type, schema, indent)).join(' | ')
}

function plainType(type: string | undefined, schema: DocumentSchema, indent: string): string {
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
      return type
    case 'integer':
    case 'number':
      return 'number'
    case 'array': {
      const item = typeOf(schema.items ?? {}, indent)
      return /^[\w"]+$/.test(item) ? `readonly ${item}[]` : `ReadonlyArray<${item}>`
    }
    case 'object':
      return objectType(schema, indent)
    default:
      return 'unknown'
  }
}

function objectType(schema: DocumentSchema, indent: string): string {
  const [values] = Object.values(schema.patternProperties ?? {})
  if (values !== undefined) return `{ readonly [key: string]: ${typeOf(values, indent)} }`
  const fields = fieldsOf(schema, `${indent}  `)
  // Members that are named by what is configured: whatever they are, they are looked at before they are used.
  const open = schema.additionalProperties === true || typeof schema.additionalProperties === 'object'
  const rest = open ? `${indent}  readonly [name: string]: unknown\n` : ''
  return fields + rest === '' ? '{}' : `{\n${fields}${rest}${indent}}`
}

function fieldsOf(schema: DocumentSchema, indent: string): string {
  const required = Array.isArray(schema.required) ? schema.required : []
  return Object.entries(schema.properties ?? {})
    .filter(([, { notYet }]) => notYet === undefined)
    .map(([name, field]) => {
      const optional = required.includes(name) ? '' : '?'
      return `${comment(field.description, indent)}${indent}readonly ${key(name)}${optional}: ${typeOf(field, indent)}\n`
    })
    .join('')
}

function declaration(name: string, schema: DocumentSchema): string {
  const said = comment(schema.description, '')
  const text = typeOf(schema)
  return text.startsWith('{\n')
    ? `${said}export interface ${typeName(name)} ${text}\n`
    : `${said}export type ${typeName(name)} = ${text}\n`
}

/** An event of one type: the base with its own type and object. */
function eventDeclaration(name: string, schema: DocumentSchema): string {
  const own = (schema.allOf as DocumentSchema[] | undefined)?.[1]?.properties
  const object = own?.data?.properties?.object ?? {}
  return `${comment(schema.description, '')}export type ${typeName(name)} = EventOf<${JSON.stringify(own?.type?.const)}, ${typeOf(object)}>\n`
}

const eventOf = `/** An event: its type says what happened, and what its object is. */
export interface EventOf<Type extends string, Shown> extends Omit<EventBase, 'type' | 'data'> {
  readonly type: Type
  readonly data: {
    /** The object as it was right after the event. */
    readonly object: Shown
    /** Of an update: what changed, with the values from before. */
    readonly previous_attributes?: { readonly [name: string]: unknown }
  }
}
`

type Operation = DocumentSchema & {
  readonly operationId: string
  readonly parameters: readonly (DocumentSchema & {
    readonly name?: string
    readonly in?: string
    schema?: DocumentSchema
  })[]
}

function operationType(method: string, path: string, operation: Operation): string {
  const { operationId, description, parameters } = operation
  const inPlace = (place: string): string => {
    const own = parameters.filter((parameter) => parameter.in === place)
    const required = own
      .filter((parameter) => (parameter.required as unknown) === true)
      .flatMap(({ name }) => name ?? [])
    const properties = Object.fromEntries(
      own.map(({ name = '', schema = {}, description: said }) => [name, { ...schema, description: said }]),
    )
    return typeOf({ type: 'object', properties: properties as Record<string, DocumentSchema>, required }, '    ')
  }
  const at = (...names: readonly string[]): DocumentSchema =>
    names.reduce<unknown>((inner, name) => Reflect.get(Object(inner), name), operation) as DocumentSchema
  const body =
    operation.requestBody === undefined ? '{}' : typeOf(at('requestBody', 'content', 'application/json', 'schema'))
  const answer = typeOf(at('responses', '200', 'content', 'application/json', 'schema'))
  return (
    `${comment(description, '  ')}  readonly ${JSON.stringify(operationId)}: {\n` +
    `    readonly method: ${JSON.stringify(method.toUpperCase())}\n    readonly path: ${JSON.stringify(path)}\n` +
    `    readonly params: ${inPlace('path')}\n    readonly query: ${inPlace('query')}\n` +
    `    readonly body: ${body}\n    readonly answer: ${answer}\n  }\n`
  )
}

/** The whole file, without its first line. */
export function typesText(document: ApiDocument): string {
  const schemas = Object.entries(document.components.schemas)
  const events = schemas.filter(([name]) => name.startsWith('event.'))
  const others = schemas.filter(([name]) => !name.startsWith('event.'))
  const operations = Object.entries(document.paths).flatMap(([path, calls]) =>
    Object.entries(calls).map(([method, operation]) => operationType(method, path, operation as Operation)),
  )
  return [
    ...others.map(([name, schema]) => declaration(name, schema)),
    eventOf,
    ...events.map(([name, schema]) => eventDeclaration(name, schema)),
    `/** Any event, told apart by its type. */\nexport type Event =\n${events.map(([name]) => `  | ${typeName(name)}`).join('\n')}\n`,
    `/** Every call, by its name. */\nexport interface Operations {\n${operations.join('')}}\n`,
  ].join('\n')
}
