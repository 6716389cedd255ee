/** A ratchet: which published parameters our calls do not take. The numbers only fall. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openGateway } from '../support/gateway.ts'
import { type Published, publishedParameters } from './published-parameters.ts'

type Schema = {
  properties?: Record<string, Schema>
  patternProperties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  notYet?: string
  $ref?: string
  parameters?: unknown
}

/** Published, and refused as unknown. May only fall. */
const unknownMost = 2
/** Published, and refused by name with the reason. May only fall, but for calls that are new. */
const waitingMost = 96

const gateway = await openGateway()
const document = (await (await fetch(`${gateway.url}/openapi.json`)).json()) as {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}
type Operation = {
  operationId: string
  parameters: { name?: string; in?: string; schema?: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}

/** `PaymentIntents.IncrementAuthorization` → `PaymentIntentIncrementAuthorizationParams` */
const typeOf = (operationId: string): string => {
  const [resource = '', verb = ''] = operationId.replace('TestHelpers.', '').split('.')
  return `${resource.replace(/s$/, '')}${verb}Params`
}

const takenBy = ({ parameters, requestBody }: Operation): Schema =>
  requestBody?.content['application/x-www-form-urlencoded']?.schema ?? {
    properties: Object.fromEntries(
      parameters.filter(({ in: place }) => place === 'query').map(({ name = '', schema = {} }) => [name, schema]),
    ),
  }

/** The object that a schema is, names, or holds in a list. */
const objectOf = (schema: Schema): Schema => {
  const named = document.components.schemas[schema.$ref?.split('/').at(-1) ?? '']
  if (named !== undefined) return objectOf(named)
  return (
    schema.anyOf?.map(objectOf).find(({ properties }) => properties !== undefined) ??
    (schema.items === undefined ? schema : objectOf(schema.items))
  )
}

const unknown: string[] = []
const waiting: string[] = []
let published = 0

function compare(members: Published, schema: Schema, call: string, path: string): void {
  const { properties = {}, patternProperties } = objectOf(schema)
  if (patternProperties !== undefined) return
  for (const [name, inner] of Object.entries(members)) {
    if (name === 'expand') continue
    const param = path === '' ? name : `${path}[${name}]`
    const own = properties[name]
    published += 1
    if (own === undefined) unknown.push(`${call} ${param}`)
    else if (own.notYet !== undefined) waiting.push(`${call} ${param}`)
    else if (inner !== null) compare(inner, own, call, param)
  }
}

const calls = Object.values(document.paths).flatMap((path) => Object.values(path))
for (const operation of calls) {
  const members = publishedParameters(typeOf(operation.operationId))
  if (members !== null) compare(members, takenBy(operation), operation.operationId, '')
}

test('published parameters that calls do not know become fewer', () => {
  assert.ok(published > 1500, `${published} published parameters were compared`)
  assert.ok(unknown.length <= unknownMost, `${unknown.length} are unknown:\n${unknown.join('\n')}`)
  assert.ok(unknown.length >= unknownMost, `lower unknownMost to ${unknown.length}\n${unknown.join('\n')}`)
})

test('those that wait for something become fewer', () => {
  assert.ok(waiting.length <= waitingMost, `${waiting.length} wait:\n${waiting.join('\n')}`)
  assert.ok(waiting.length >= waitingMost, `lower waitingMost to ${waiting.length}`)
})
