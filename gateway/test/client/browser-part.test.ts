/** What a publishable key sees, as the schemas mark it: this table is the whole of it. A new field is seen only where it is added here. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleContext as context } from '../../src/app/example-context.ts'
import { statesOf } from '../../src/engine/examples.ts'
import { exampleMethod as method, paymentMethodView } from '../../src/resources/customers/payment-method/index.ts'
import { intentExamples } from '../../src/resources/payments/payment-intent/examples.ts'
import { paymentIntent, paymentIntentView } from '../../src/resources/payments/payment-intent/index.ts'
import { objectsOf } from '../../src/surfaces/openapi/document.ts'
import type { DocumentSchema } from '../../src/surfaces/openapi/schema.ts'
import { ownViews } from './own-schemas.ts'

const objects = objectsOf(ownViews)
const markOf = (field: DocumentSchema | undefined): unknown => field?.['x-publishable-key']

test('of a payment intent a browser sees what finishes the payment', () => {
  const intent = objects.get('payment_intent')
  const seen = Object.entries(intent?.properties ?? {}).filter(([, field]) => markOf(field) === 'shown')
  assert.equal(markOf(intent), 'listed')
  assert.deepEqual(seen.map(([name]) => name).sort(), [
    'amount',
    'amount_details',
    'automatic_payment_methods',
    'canceled_at',
    'cancellation_reason',
    'capture_method',
    'client_secret',
    'confirmation_method',
    'correction_rate',
    'created',
    'currency',
    'description',
    'exchange_rate',
    'expires_at',
    'id',
    'last_payment_error',
    'livemode',
    'next_action',
    'object',
    'payment_method',
    'payment_method_types',
    'presentment_details',
    'processing',
    'receipt_email',
    'setup_future_usage',
    'shipping',
    'source',
    'status',
    'usage',
  ])
})

test('of other objects it sees everything but what is the merchant’s', () => {
  const blank: string[] = []
  const walk = (schema: DocumentSchema, path: string): void => {
    for (const [name, field] of Object.entries(schema.properties ?? {})) {
      if (markOf(field) === 'blank') blank.push(`${path}.${name}`)
      walk(field, `${path}.${name}`)
    }
    for (const each of schema.anyOf ?? []) walk(each, path)
  }
  for (const [noun, schema] of objects) walk(schema, noun)
  assert.deepEqual(blank.sort(), [
    'card.fingerprint',
    'card.metadata',
    'confirmation_token.payment_method_preview.card.fingerprint',
    'customer.default_source',
    'customer.description',
    'customer.metadata',
    'payment_method.card.fingerprint',
    'payment_method.metadata',
    'setup_intent.customer',
    'setup_intent.latest_attempt',
    'setup_intent.metadata',
    'token.card.fingerprint',
    'token.card.metadata',
  ])
})

test('a browser is shown the same values in the same order, also within the error of a payment', () => {
  for (const facts of Object.values(intentExamples)) {
    for (const row of statesOf(paymentIntent, 'pi_1', facts)) {
      const whole = paymentIntentView.render(row, context)
      const part = paymentIntentView.render(row, { ...context, audience: 'publishable' })
      const shared = Object.keys(whole).filter((name) => Object.hasOwn(part, name))
      assert.deepEqual(Object.keys(part), shared)
      assert.equal('metadata' in part, false)
      const within = part.last_payment_error?.payment_method
      if (within !== undefined) assert.deepEqual([within.metadata, within.card?.fingerprint], [{}, null])
    }
  }
})

test('what is blank is empty, and the rest is as it was', () => {
  const whole = paymentMethodView.render(method, context)
  const part = paymentMethodView.render(method, { ...context, audience: 'publishable' })
  assert.deepEqual(part, { ...whole, metadata: {}, card: { ...whole.card, fingerprint: null } })
  assert.equal(whole.card?.fingerprint, 'fp_1')
})
