/** Every foreign field has a mapping, every answer shows what its table says, and every state and refusal has its words. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TObject } from 'typebox'
import { paymentPhases } from '../../src/contracts/dialect.ts'
import { dialects } from '../../src/dialects/index.ts'
import { refusalKinds } from '../../src/kernel/refusal.ts'
import { percentOf, percentOfCall, percentOfDialect, runs, scoreOf } from '../../src/pages/reference/coverage.ts'
import { dialectPage, dialectsPage } from '../../src/pages/reference/dialects.ts'
import { documentsAbsent, documentText, fieldsNamed } from './documents.ts'

/** The shop's document shows an intent of Stripe's, which the native API serves: its fields, and the keys of its metadata. */
const ofStripe = [
  'amount_capturable',
  'amount_details',
  'amount_received',
  'application',
  'application_fee_amount',
  'automatic_payment_methods',
  'canceled_at',
  'cancellation_reason',
  'capture_method',
  'card',
  'confirmation_method',
  'created',
  'customer',
  'installments',
  'invoice',
  'last_payment_error',
  'latest_charge',
  'livemode',
  'mandate_options',
  'metadata',
  'network',
  'next_action',
  'object',
  'on_behalf_of',
  'order_id',
  'payment_method',
  'payment_method_configuration_details',
  'payment_method_options',
  'payment_method_types',
  'processing',
  'receipt_email',
  'request_three_d_secure',
  'review',
  'setup_future_usage',
  'shipping',
  'source',
  'statement_descriptor',
  'statement_descriptor_suffix',
  'tip',
  'transfer_data',
  'transfer_group',
]

/** Which documents are whose, and the names in them that are no fields of the API: headers, keys of a merchant's metadata. */
const documents: Readonly<Record<string, { readonly file: string; readonly others: readonly string[] }>> = {
  ojire: { file: '000', others: ['order_id', 'orderId'] },
  shop: { file: '003', others: ['Authorization', 'Content-Type', 'X-API-Key', ...ofStripe] },
  wooshpay: { file: '002', others: ['Accept', 'Content-Type', 'key1', 'optional'] },
  orqex: { file: '001', others: ['Authorization', 'X-Idempotency-Key'] },
  harsya: { file: '004', others: ['invoiceNo'] },
}

type Schema = { type?: string; properties?: Record<string, Schema>; items?: Schema; anyOf?: Schema[] }

/** The paths of a schema's fields; of an object that may have any keys, `.*`. */
function pathsOf(schema: Schema, path = ''): string[] {
  // Null says of a whole what its fields say one by one.
  const branches = schema.anyOf?.filter(({ type }) => type !== 'null')
  if (branches !== undefined) return [...new Set(branches.flatMap((branch) => pathsOf(branch, path)))]
  if (schema.items !== undefined) return pathsOf(schema.items, `${path}[]`)
  const properties = Object.entries(schema.properties ?? {})
  if (properties.length === 0) return [path]
  return properties.flatMap(([name, field]) => pathsOf(field, path === '' ? name : `${path}.${name}`))
}

for (const dialect of dialects.values()) {
  test(`${dialect.title}: every field that a call takes is mapped`, () => {
    for (const route of dialect.routes) {
      const known = Object.keys(route.fields).map((path) => path.replace(/\.\*$/, ''))
      const taken = [
        ...pathsOf((route.body ?? { properties: {} }) as TObject as Schema),
        ...pathsOf((route.query ?? { properties: {} }) as TObject as Schema).map((path) =>
          path === '' ? '' : `?${path}`,
        ),
      ].filter((path) => path !== '')
      for (const path of taken) {
        const whole = known.some((name) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[]`))
        assert.ok(whole, `${route.operationId} takes ${path}, and no table says what becomes of it`)
      }
      for (const name of route.answers) assert.ok(dialect.answers[name], `${route.operationId} shows ${name}`)
    }
  })

  test(`${dialect.title}: every state has a word, and every kind of refusal a status`, () => {
    for (const [object, words] of Object.entries(dialect.words))
      assert.deepEqual(Object.keys(words).sort(), [...paymentPhases].sort(), object)
    assert.deepEqual(Object.keys(dialect.errors.statuses).sort(), [...refusalKinds].sort())
  })

  test(`${dialect.title}: every field of its documents is listed`, { skip: documentsAbsent ?? false }, () => {
    const document = documents[dialect.name]
    assert.ok(document, `${dialect.name} has a document`)
    const tables = [
      ...dialect.routes.map(({ fields }) => fields),
      ...Object.values(dialect.answers).map(({ fields }) => fields),
    ]
    const listed = new Set(tables.flatMap((table) => Object.keys(table)).flatMap((path) => path.split(/[.[\]]+/)))
    const named = fieldsNamed(documentText(document.file))
    assert.ok(named.length > 5, 'the document names fields')
    assert.deepEqual(
      named.filter((name) => !listed.has(name) && !document.others.includes(name)),
      [],
    )
  })

  test(`${dialect.title}: the reference has a page with a score for each call`, () => {
    const text = dialectPage(dialect)
    for (const route of dialect.routes) {
      assert.ok(text.includes(`/${dialect.name}${route.path}`), route.operationId)
      assert.ok(percentOf(scoreOf(dialect, route)) <= 100)
    }
    assert.ok(dialectsPage(dialects).includes(dialect.title))
  })
}

test('what is only kept and shown again is called echoed, and nothing is mapped to where it is kept', () => {
  for (const { name, routes, answers } of dialects.values())
    for (const table of [...routes, ...Object.values(answers)].map(({ fields }) => fields))
      for (const [path, mapping] of Object.entries(table))
        if (mapping.kind === 'mapped') assert.ok(!mapping.to.startsWith('foreign'), `${name}: ${path} is echoed`)
})

test('a call that cannot run counts as nothing, for itself and for its API', () => {
  for (const dialect of dialects.values()) {
    const running = dialect.routes.filter(runs)
    for (const route of dialect.routes)
      if (!runs(route)) assert.equal(percentOfCall(dialect, route), 0, route.operationId)
    const most = Math.ceil((100 * running.length) / dialect.routes.length)
    assert.ok(percentOfDialect(dialect) <= most, `${dialect.name}: ${percentOfDialect(dialect)} %`)
    assert.ok(dialectsPage(dialects).includes(`${running.length} of ${dialect.routes.length}`), dialect.name)
  }
})
