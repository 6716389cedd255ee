/**
 * What goes wrong in a foreign API is told in its own words: every call with everything wrong that can be wrong with it. No word of
 * the native API, no inner name and no pattern is in any of it.
 */
import { test } from 'node:test'
import type { TObject } from 'typebox'
import { dialects } from '../../src/dialects/index.ts'
import { foreignClient } from '../support/foreign.ts'
import { callersAt, checkWords, type Name } from '../support/foreign-words.ts'
import { openGateway } from '../support/gateway.ts'

const gateway = await openGateway()
const callers = await callersAt(gateway)
const at = (name: Name, headers: Record<string, string>) => foreignClient(`${gateway.url}/${name}`, headers)

/** Credentials that are wrong, or another audience's. */
const strangers: Readonly<Record<Name, readonly Record<string, string>[]>> = {
  ojire: [{}, { 'x-secret-key': 'sk_wrong' }, { 'x-secret-key': gateway.publishable }],
  orqex: [{}, { authorization: 'Bearer sk_test_wrong' }, { authorization: `Bearer ${gateway.publishable}` }],
  wooshpay: [
    {},
    { authorization: `Basic ${btoa('sk_wrong:')}` },
    { authorization: `Basic ${btoa(`${gateway.publishable}:`)}` },
  ],
  shop: [
    {},
    { 'x-api-key': 'wrong' },
    { 'x-api-key': gateway.publishable },
    { 'x-api-key': gateway.key, authorization: 'Bearer x' },
  ],
  harsya: [{}, { authorization: 'Bearer x' }, { authorization: `Bearer ${gateway.key}` }],
}

type Schema = {
  type?: string
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  const?: unknown
  enum?: unknown[]
}

/** A body of the right shape, as far as a schema says it. */
function sample(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  const branch = schema.anyOf?.find(({ type }) => type !== 'null')
  if (branch !== undefined) return sample(branch)
  if (schema.properties !== undefined)
    return Object.fromEntries(Object.entries(schema.properties).map(([name, field]) => [name, sample(field)]))
  if (schema.type === 'array') return []
  if (schema.type === 'boolean') return true
  return schema.type === 'integer' || schema.type === 'number' ? 10 : 'USD'
}
const wrongValues: readonly unknown[] = [
  'x',
  '',
  0,
  -1.5,
  1e30,
  [],
  {},
  'x'.repeat(3000),
  '4242 4242 4242 4242',
  'requires_action?',
]

/** The body with one field wrong, for every field. */
function* spoilt(schema: Schema): Generator<unknown> {
  const whole = sample(schema) as Record<string, unknown>
  yield {}
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    for (const value of wrongValues) yield { ...whole, [name]: value }
    const inner = (field.anyOf?.find(({ properties }) => properties !== undefined) ?? field).properties
    for (const [under, deeper] of Object.entries(inner ?? {})) {
      const part = whole[name] as Record<string, unknown>
      for (const value of [-1.5, 'x'.repeat(3000)]) yield { ...whole, [name]: { ...part, [under]: value } }
      for (const last of Object.keys(deeper.properties ?? {}))
        yield { ...whole, [name]: { ...part, [under]: { ...(part[under] as object), [last]: 'x' } } }
    }
  }
}

for (const dialect of dialects.values()) {
  const name = dialect.name as Name
  const call = callers[name]

  test(`${dialect.title}: wrong credentials, paths, bodies and keys are told in its words`, async () => {
    for (const { method, path, operationId } of dialect.routes) {
      const where = path.replaceAll(/:\w+/g, 'pi_000000000000000000000000')
      for (const headers of strangers[name])
        checkWords(name, await at(name, headers)(method, where, method === 'GET' ? undefined : {}), operationId)
      checkWords(name, await call(method, where, method === 'GET' ? undefined : '{"amount":'), operationId)
      checkWords(name, await call(method, where, method === 'GET' ? undefined : '[1]'), operationId)
      checkWords(name, await call('PUT', where), operationId)
    }
    checkWords(name, await call('GET', '/v9/nothing'), 'an unknown path')
    checkWords(
      name,
      await call('POST', dialect.routes[0]?.path ?? '', `{"a":"${'x'.repeat(300_000)}"}`),
      'a large body',
    )
    if (dialect.idempotency === null) return
    const { header } = dialect.idempotency
    const create = dialect.routes.find(({ method, body }) => method === 'POST' && body !== undefined)
    const bodies: Partial<Record<Name, readonly [object, object]>> = {
      ojire: [
        { amount: 1000, currency: 'IDR' },
        { amount: 2000, currency: 'IDR' },
      ],
      wooshpay: [
        { amount: 10, currency: 'USD' },
        { amount: 11, currency: 'USD' },
      ],
    }
    const [one, other] = bodies[name] ?? [{}, { user: 'x', amount: 1 }]
    for (const key of ['x', 'x y', 'x'.repeat(300), 'abcdefghijklmnop1234'])
      for (const body of [one, other])
        checkWords(name, await call('POST', create?.path ?? '', body, { [header]: key }), `key ${key}`)
  })

  test(`${dialect.title}: every field of every call, wrong in every way, is told in its words`, async () => {
    for (const { method, path, body, query, operationId } of dialect.routes) {
      const where = path.replaceAll(/:\w+/g, 'x')
      if (method !== 'GET' && body !== undefined)
        for (const wrong of spoilt(body as TObject as Schema))
          checkWords(name, await call(method, where, wrong), operationId)
      for (const field of Object.keys((query ?? { properties: {} }).properties))
        for (const value of ['x', '', '-1', '1e9', '%20', 'x'.repeat(400)])
          checkWords(name, await call(method, `${where}?${field}=${value}`), operationId)
    }
  })
}
