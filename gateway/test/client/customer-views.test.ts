/** Customers and what belongs to them, in every state, held to the published schemas; and what a browser is not shown. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleContext as context } from '../../src/app/example-context.ts'
import type { Aggregate, AggregateRow, Fact } from '../../src/engine/aggregate.ts'
import { type Examples, statesOf } from '../../src/engine/examples.ts'
import type { View } from '../../src/engine/view.ts'
import { customerExamples } from '../../src/resources/customers/customer/examples.ts'
import { customer, customerView } from '../../src/resources/customers/customer/index.ts'
import { sessionExamples } from '../../src/resources/customers/customer-session/examples.ts'
import { customerSession, customerSessionView } from '../../src/resources/customers/customer-session/index.ts'
import { mandateExamples } from '../../src/resources/customers/mandate/examples.ts'
import { mandate, mandateView } from '../../src/resources/customers/mandate/index.ts'
import { methodExamples } from '../../src/resources/customers/payment-method/examples.ts'
import { paymentMethod, paymentMethodView } from '../../src/resources/customers/payment-method/index.ts'
import { setupAttemptExamples, setupExamples } from '../../src/resources/payments/setup-intent/examples.ts'
import {
  setupAttempt,
  setupAttemptView,
  setupIntent,
  setupIntentView,
} from '../../src/resources/payments/setup-intent/index.ts'
import { holdToContract } from './contract.ts'

function shown<State extends AggregateRow, F extends Fact>(
  noun: Aggregate<State, F>,
  view: View<State>,
  examples: Examples<F>,
): void {
  for (const [title, facts] of Object.entries(examples))
    test(`a ${noun.name} is shown as published · ${title}`, () => {
      for (const [at, row] of statesOf(noun, `${noun.name}_1`, facts).entries())
        holdToContract(view.render(row, context), facts[at]?.type ?? '')
    })
}
shown(customer, customerView, customerExamples)
shown(paymentMethod, paymentMethodView, methodExamples)
shown(setupIntent, setupIntentView, setupExamples)
shown(setupAttempt, setupAttemptView, setupAttemptExamples)
shown(mandate, mandateView, mandateExamples)
shown(customerSession, customerSessionView, sessionExamples)

test('a browser does not see whose setup it is, nor the notes of the merchant', () => {
  const rows = statesOf(setupIntent, 'seti_1', setupExamples['challenged and saved'] ?? [])
  const browser = { ...context, audience: 'publishable' as const }
  for (const row of rows) {
    const { customer: whose, metadata, latest_attempt } = setupIntentView.render(row, browser)
    assert.deepEqual([whose, metadata, latest_attempt], [null, {}, null])
  }
})
