/** The OpenAPI document of each foreign API: every call, every answer, and a sentence for every field. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dialects } from '../../src/dialects/index.ts'
import type { DocumentSchema } from '../../src/surfaces/openapi/schema.ts'
import { openGateway } from '../support/gateway.ts'

const gateway = await openGateway()

type Document = {
  readonly openapi: string
  readonly paths: Record<string, Record<string, DocumentSchema>>
  readonly components: { readonly schemas: Record<string, DocumentSchema> }
}

function* silentIn(value: unknown, path: string): Generator<string> {
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'example') continue
    if (name === 'properties')
      for (const [field, schema] of Object.entries(Object(inner) as Record<string, DocumentSchema>))
        if (!schema.description) yield `${path}.${field}`
    yield* silentIn(inner, `${path}.${name}`)
  }
}

for (const dialect of dialects.values()) {
  test(`${dialect.title} has a document of its own, with every call, answer and field`, async () => {
    const response = await fetch(`${gateway.url}/${dialect.name}/openapi.json`)
    assert.equal(response.status, 200)
    const text = await response.text()
    const document = JSON.parse(text) as Document
    const calls = Object.values(document.paths).flatMap((path) => Object.values(path))
    assert.equal(document.openapi, '3.1.0')
    assert.deepEqual(
      calls.map(({ operationId }) => operationId).sort(),
      dialect.routes.map(({ operationId }) => operationId).sort(),
    )
    assert.deepEqual(Object.keys(document.components.schemas), Object.keys(dialect.answers))
    assert.deepEqual([...silentIn(document, '')], [])
    for (const { description, responses } of calls) {
      assert.match(String(description), /\.$/)
      assert.ok(Object.keys(Object(responses) as object).length > 3)
    }
    for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g))
      assert.ok(document.components.schemas[name], name)
  })
}

test('a field says what becomes of it, and a call what it may be refused with, in its own form', async () => {
  const document = (await (await fetch(`${gateway.url}/ojire/openapi.json`)).json()) as Document
  const shown = document.components.schemas.paymentIntent?.properties
  assert.match(shown?.clientSecret?.description ?? '', /Shows `client_secret` of the native API/)
  const create = JSON.stringify(document.paths['/v1/payment-intents']?.post)
  assert.match(create, /Becomes `amount` of the native API/)
  assert.match(create, /"example":\{/)
})
