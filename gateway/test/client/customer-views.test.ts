/** Customers and what belongs to them, in every state, held to the published schemas; and what a browser is not shown. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  attemptLives,
  customerLives,
  mandateLives,
  methodLives,
  sessionLives,
  setupLives,
} from '../../src/app/customer-lives.ts'
import { context, lifeOf } from '../../src/app/lives.ts'
import type { Aggregate, Fact, Living } from '../../src/engine/aggregate.ts'
import type { View } from '../../src/engine/view.ts'
import { customer, customerView } from '../../src/resources/customers/customer/index.ts'
import { customerSession, customerSessionView } from '../../src/resources/customers/customer-session/index.ts'
import { mandate, mandateView } from '../../src/resources/customers/mandate/index.ts'
import { paymentMethod, paymentMethodView } from '../../src/resources/customers/payment-method/index.ts'
import {
  setupAttempt,
  setupAttemptView,
  setupIntent,
  setupIntentView,
} from '../../src/resources/payments/setup-intent/index.ts'
import { holdToContract } from './contract.ts'

function shown<State extends Living, F extends Fact>(
  noun: Aggregate<State, F>,
  view: View<State>,
  lives: Readonly<Record<string, readonly F[]>>,
): void {
  for (const [life, facts] of Object.entries(lives))
    test(`a ${noun.name} is shown as published · ${life}`, () => {
      for (const [at, row] of lifeOf(noun, `${noun.name}_1`, facts).entries())
        holdToContract(view.render(row, context), facts[at]?.type ?? '')
    })
}
shown(customer, customerView, customerLives)
shown(paymentMethod, paymentMethodView, methodLives)
shown(setupIntent, setupIntentView, setupLives)
shown(setupAttempt, setupAttemptView, attemptLives)
shown(mandate, mandateView, mandateLives)
shown(customerSession, customerSessionView, sessionLives)

test('a browser does not see whose setup it is, nor the notes of the merchant', () => {
  const rows = lifeOf(setupIntent, 'seti_1', setupLives['challenged and saved'] ?? [])
  const browser = { ...context, audience: 'publishable' as const }
  for (const row of rows) {
    const { customer: whose, metadata, latest_attempt } = setupIntentView.render(row, browser)
    assert.deepEqual([whose, metadata, latest_attempt], [null, {}, null])
  }
})
