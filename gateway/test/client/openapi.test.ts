/** The document of the native API: whole, and in sentences. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventDescriptions, registry } from '../../src/app/registry.ts'
import { openApiOf } from '../../src/surfaces/openapi/document.ts'
import type { DocumentSchema } from '../../src/surfaces/openapi/schema.ts'
import { openGateway } from '../support/gateway.ts'
import { ownViews } from './own-schemas.ts'

const gateway = await openGateway()
const document = openApiOf({ routes: gateway.routes, views: ownViews, events: eventDescriptions(registry) })
const operations = Object.entries(document.paths).flatMap(([path, calls]) =>
  Object.entries(calls).map(([method, operation]) => ({ call: `${method} ${path}`, operation })),
)

/** Every field of a schema, by its path, and of the schemas within it. */
function* fieldsOf(schema: DocumentSchema, path: string): Generator<{ path: string; field: DocumentSchema }> {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    yield { path: `${path}.${name}`, field }
    yield* fieldsOf(field, `${path}.${name}`)
  }
  if (schema.items !== undefined) yield* fieldsOf(schema.items, `${path}[]`)
  for (const each of [schema.anyOf, schema.allOf].flat())
    if (typeof each === 'object' && each !== null) yield* fieldsOf(each as DocumentSchema, path)
}
const isSentence = (text: unknown): boolean => typeof text === 'string' && /^[\p{Lu}`'"\d][\s\S]*[.?]$/u.test(text)

test('every object, request and field has a sentence', () => {
  const silent: string[] = []
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    if (!isSentence(schema.description)) silent.push(`${name}: ${schema.description}`)
    for (const { path, field } of fieldsOf(schema, name))
      if (!isSentence(field.description)) silent.push(`${path}: ${field.description}`)
  }
  assert.deepEqual(silent, [])
})

test('every operation and parameter has a sentence, and says what it may be refused with', () => {
  const silent: string[] = []
  for (const { call, operation } of operations) {
    if (!isSentence(operation.description)) silent.push(`${call}: ${operation.description}`)
    const parameters = operation.parameters as (DocumentSchema & { name?: string; in?: string })[]
    for (const { name, description, $ref } of parameters)
      if ($ref === undefined && !isSentence(description)) silent.push(`${call} ${name}: ${description}`)
    const statuses = Object.keys(operation.responses as object)
    for (const status of ['200', '400', '401', '403', '429', '500', '503'])
      assert.ok(statuses.includes(status), `${call} answers ${status}`)
  }
  assert.deepEqual(silent, [])
  assert.ok(operations.length >= 100)
})

test('what a call takes under its path is told to be missing, and a card may be declined', () => {
  const statusesOf = (id: string) =>
    Object.keys(operations.find(({ operation }) => operation.operationId === id)?.operation.responses ?? {})
  assert.ok(statusesOf('PaymentIntents.Confirm').includes('402'))
  assert.ok(statusesOf('PaymentIntents.Confirm').includes('404'))
  assert.ok(!statusesOf('Balance.Retrieve').includes('404'))
  assert.ok(!statusesOf('Refunds.List').includes('402'))
})

test('every reference leads somewhere', () => {
  const text = JSON.stringify(document)
  for (const [, path = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const found = path
      .split('/')
      .reduce<unknown>(
        (inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined),
        document,
      )
    assert.notEqual(found, undefined, path)
  }
})

test('every event type has a webhook with its own object', () => {
  const { webhooks } = document as unknown as { webhooks: Record<string, unknown> }
  assert.deepEqual(
    Object.keys(webhooks).sort(),
    eventDescriptions(registry).map(({ type }) => type),
  )
  const refunded = JSON.stringify(document.components.schemas['event.charge.refunded'])
  assert.match(refunded, /"const":"charge.refunded"/)
  assert.match(refunded, /#\/components\/schemas\/charge"/)
})
