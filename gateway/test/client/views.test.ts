/** Every view, over the states that a payment can be in: what it renders is what is published of its object. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleContext as context } from '../../src/app/example-context.ts'
import { exampleNow as now, statesOf } from '../../src/engine/examples.ts'
import type { Entry } from '../../src/ledger/entry.ts'
import { captureMove, feeMove, refundMove, refundReversalMove } from '../../src/ledger/moves.ts'
import { demo } from '../../src/operations/accounts.ts'
import { exampleMethod as method, paymentMethodView } from '../../src/resources/customers/payment-method/index.ts'
import { balanceTransactionView, renderBalance } from '../../src/resources/money/balance/views.ts'
import { chargeExamples } from '../../src/resources/payments/charge/examples.ts'
import { charge, chargeView } from '../../src/resources/payments/charge/index.ts'
import { attemptStarted, intentCreated, intentExamples } from '../../src/resources/payments/payment-intent/examples.ts'
import { paymentIntent, paymentIntentView } from '../../src/resources/payments/payment-intent/index.ts'
import type { PaymentIntent } from '../../src/resources/payments/payment-intent/model.ts'
import { refundExamples } from '../../src/resources/payments/refund/examples.ts'
import { refund, refundView } from '../../src/resources/payments/refund/index.ts'
import { renderAccount } from '../../src/resources/platform/account/views.ts'
import { eventView } from '../../src/resources/platform/event/index.ts'
import { holdToContract } from './contract.ts'

const entry = (type: Entry['type'], source: string, postings: Entry['postings'], available_on = now): Entry => ({
  env: demo.env,
  id: 'txn_1',
  type,
  currency: 'eur',
  source,
  created: now,
  available_on,
  postings,
})

for (const [title, facts] of Object.entries(intentExamples)) {
  test(`a payment intent is shown as published · ${title}`, () => {
    for (const row of statesOf(paymentIntent, 'pi_1', facts)) {
      holdToContract(paymentIntentView.render(row, context), row.status)
      holdToContract(paymentIntentView.render(row, { ...context, audience: 'publishable' }), row.status, {
        partial: true,
      })
    }
  })
}
for (const [title, facts] of Object.entries(chargeExamples)) {
  test(`a charge is shown as published · ${title}`, () => {
    for (const row of statesOf(charge, 'ch_1', facts)) holdToContract(chargeView.render(row, context), row.status)
  })
}
for (const [title, facts] of Object.entries(refundExamples)) {
  test(`a refund is shown as published · ${title}`, () => {
    for (const row of statesOf(refund, 're_1', facts)) holdToContract(refundView.render(row, context), row.status)
  })
}

/** Some fields of what a view renders. */
const pick = (shown: object, ...fields: readonly string[]): unknown[] =>
  fields.map((field) => Reflect.get(shown, field))
const last = <State>(rows: readonly State[]): State => {
  const row = rows.at(-1)
  assert.ok(row !== undefined)
  return row
}
const intentAfter = (title: string): PaymentIntent => last(statesOf(paymentIntent, 'pi_1', intentExamples[title] ?? []))

test('an intent whose attempt is under way is processing', () => {
  const shown = paymentIntentView.render(
    last(statesOf(paymentIntent, 'pi_1', [intentCreated(), attemptStarted])),
    context,
  )
  assert.deepEqual(pick(shown, 'status', 'processing'), ['processing', { card: {}, type: 'card' }])
})

test('a challenge leads to the same page, with a return url and without', () => {
  const page = `${context.publicUrl}/3ds/${demo.env}/pi_1/chal_1?client_secret=pi_1_secret_x`
  const away = paymentIntentView.render(intentAfter('challenged on a page of its own'), context)
  assert.deepEqual(pick(away, 'next_action'), [
    { type: 'redirect_to_url', redirect_to_url: { return_url: 'https://shop.example/done', url: page } },
  ])
  const inside = paymentIntentView.render(
    last(
      statesOf(paymentIntent, 'pi_1', [
        intentCreated(),
        attemptStarted,
        { type: 'action_required', challenge: 'chal_1' },
      ]),
    ),
    context,
  )
  assert.deepEqual(pick(inside, 'next_action'), [
    {
      type: 'use_stripe_sdk',
      use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: page, source: 'chal_1' },
    },
  ])
})

test("a browser sees neither the merchant's notes nor what identifies the card", () => {
  const shown = paymentIntentView.render(intentAfter('declined'), { ...context, audience: 'publishable' })
  const hidden = ['metadata', 'latest_charge', 'customer', 'amount_received', 'transfer_group', 'statement_descriptor']
  assert.deepEqual(
    hidden.filter((field) => field in shown),
    [],
  )
  const text = JSON.stringify(shown)
  assert.ok(text.includes('"last4":"4242"'), 'the method of the error is shown')
  assert.ok(!text.includes('fp_1') && !text.includes("the merchant's own"))
  const whole = JSON.stringify(paymentMethodView.render(method, context))
  assert.ok(whole.includes('fp_1') && whole.includes("the merchant's own"))
})

test('a charge says how much of it was captured and refunded, and who stopped it', () => {
  const rows = statesOf(charge, 'ch_1', chargeExamples['authorised, captured in part, refunded in full'] ?? [])
  const steps = rows.map((row) => pick(chargeView.render(row, context), 'captured', 'amount_captured', 'refunded'))
  assert.deepEqual(steps, [
    [false, 0, false],
    [true, 1500, false],
    [true, 1500, false],
    [true, 1500, true],
  ])
  const stopped = chargeView.render(last(statesOf(charge, 'ch_1', chargeExamples.blocked ?? [])), context)
  assert.deepEqual(pick(stopped, 'paid', 'status', 'failure_code'), [false, 'failed', 'card_declined'])
  assert.deepEqual(pick(Object(Reflect.get(stopped, 'outcome')), 'type', 'network_status', 'reason'), [
    'blocked',
    'not_sent_to_network',
    'highest_risk_level',
  ])
})

test('a balance transaction shows what an entry does to the merchant, and from when', () => {
  const day = '2026-06-17'
  const debtor = { connectorAccount: 'ca_1', exchanged: false }
  const entries: readonly (readonly [entry: Entry, shows: readonly unknown[]])[] = [
    [
      entry('charge', 'ch_1', [...captureMove(debtor, 2000, day), ...feeMove(88, day)], now + 1),
      ['charge', 2000, 88, 1912, 'pending'],
    ],
    [entry('refund', 're_1', refundMove(debtor, 500, null)), ['refund', -500, 0, -500, 'available']],
    [
      entry('refund_failure', 're_1', refundReversalMove(debtor, 500, null)),
      ['refund_failure', 500, 0, 500, 'available'],
    ],
  ]
  for (const [row, shows] of entries) {
    const shown = balanceTransactionView.render(row, context)
    holdToContract(shown, row.type)
    assert.deepEqual(pick(shown, 'type', 'amount', 'fee', 'net', 'status'), shows)
  }
})

test('a balance, an account, a method and an event are shown as published', () => {
  holdToContract(renderBalance([{ currency: 'eur', available: -500n, pending: 1912n }], false), 'balance')
  holdToContract(renderBalance([], true), 'balance')
  holdToContract(renderAccount(context.environment), 'account')
  holdToContract(paymentMethodView.render(method, context), 'payment_method')
  const object = paymentIntentView.render(intentAfter('declined'), context)
  const event = { id: 'evt_1', type: 'payment_intent.payment_failed', created: now, request: null }
  const row = { ...event, object, sequence: 2, pending_webhooks: 1 }
  holdToContract(eventView.render(row, context), 'event')
})

test('a balance that JSON cannot carry exactly is a fault, not a wrong number', () => {
  assert.throws(() => renderBalance([{ currency: 'eur', available: 2n ** 53n, pending: 0n }], false), /exact in JSON/)
})
