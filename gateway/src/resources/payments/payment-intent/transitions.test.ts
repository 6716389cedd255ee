import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paymentIntent } from './aggregate.ts'
import type { IntentFact } from './events.ts'
import { intentStatuses, type PaymentIntent } from './model.ts'
import { transitions } from './transitions.ts'

const born = paymentIntent.evolve(
  null,
  {
    type: 'created',
    terms: { amount: 1000, currency: 'eur' },
    livemode: false,
    confirmation_method: 'automatic',
    client_secret: 's',
    return_url: null,
    idempotency_key: null,
  },
  { env: 'env_1', id: 'pi_1', at: 0, seq: 1 },
)
const operation = {
  kind: 'authorise',
  call: 'call_1',
  charge: 'ch_1',
  amount: 1000,
  started: 0,
  final: true,
  reason: null,
} as const
const asked = { call: 'call_1', reference: 'r', action: null, expires_at: null, seen: 0, charged: false }
const attempt = {
  charge: 'ch_1',
  payment_method: 'pm_1',
  connector_account: 'ca',
  amount: 1000,
  calls: 1,
  off_session: false,
  challenge: null,
  asked,
}
const error = {
  type: 'card_error',
  code: 'c',
  decline_code: null,
  message: 'm',
  network_decline_code: null,
  advice_code: null,
  charge: null,
  payment_method: null,
} as const

/** One of each fact. */
const facts: { [T in Exclude<IntentFact['type'], 'created'>]: Extract<IntentFact, { type: T }> } = {
  updated: { type: 'updated', changes: {} },
  attempt_started: { type: 'attempt_started', attempt, operation, changes: {}, return_url: null },
  action_required: { type: 'action_required', challenge: 'x' },
  challenge_ended: { type: 'challenge_ended', challenge: 'x', result: 'failed', confirm_again: false },
  attempt_continued: { type: 'attempt_continued', operation, calls: 2 },
  attempt_passed_on: { type: 'attempt_passed_on', charge: 'ch_1', attempt: { ...attempt, charge: 'ch_2' }, operation },
  attempt_ended: { type: 'attempt_ended' },
  attempt_blocked: { type: 'attempt_blocked', by: 'card' },
  attempt_failed: { type: 'attempt_failed', charge: null, error },
  authorised: { type: 'authorised', charge: 'ch_1' },
  paid: { type: 'paid', charge: 'ch_1' },
  operation_started: { type: 'operation_started', operation },
  operation_refused: { type: 'operation_refused', kind: 'capture', code: 'c', message: 'm' },
  part_captured: { type: 'part_captured', amount: 1 },
  captured: { type: 'captured', amount: 1 },
  incremented: { type: 'incremented', amount: 1001, by: 1 },
  payer_asked: { type: 'payer_asked', asked },
  awaiting_outcome: { type: 'awaiting_outcome', asked },
  part_received: { type: 'part_received', charge: 'ch_1', amount: 1 },
  late_received: { type: 'late_received', attempt: 'ch_1', charge: 'ch_2' },
  closed: { type: 'closed', reason: null },
  canceled: { type: 'canceled', reason: null },
  expired: { type: 'expired' },
  rest_expired: { type: 'rest_expired' },
}

test('every transition of the table happens, and every other one is an impossibility', () => {
  let refused = 0
  for (const fact of Object.values(facts)) {
    for (const status of intentStatuses) {
      const before: PaymentIntent = { ...born, status, attempt }
      const context = { env: 'env_1', id: 'pi_1', at: 1, seq: 2 }
      const next = transitions[fact.type][status]
      if (next === undefined) {
        refused++
        assert.throws(() => paymentIntent.evolve(before, fact, context), /may happen/, `${fact.type} in ${status}`)
      } else assert.equal(paymentIntent.evolve(before, fact, context).status, next, `${fact.type} in ${status}`)
    }
  }
  assert.ok(refused > 60)
})

test('succeeded and canceled are final: nothing but an update and late money happens to them', () => {
  for (const [type, table] of Object.entries(transitions)) {
    for (const status of ['succeeded', 'canceled'] as const)
      assert.equal(table[status] === undefined, type !== 'updated' && type !== 'late_received', `${type} in ${status}`)
  }
})
