/**
 * Lives to show: the facts that bring an intent, a charge, a refund and an endpoint into each state that a view renders, and
 * through each event. The reference takes its examples from them, and the tests of the views their objects.
 */

import type { Approval, CardChecks } from '../contracts/connector.ts'
import type { Aggregate, Fact, Living } from '../engine/aggregate.ts'
import { usualReceipts } from '../engine/command.ts'
import type { ViewContext } from '../engine/view.ts'
import { lookup } from '../kernel/lookup.ts'
import { methodCatalogue } from '../methods/index.ts'
import { demo } from '../operations/accounts.ts'
import { noBilling, type PaymentMethod } from '../resources/customers/payment-method/index.ts'
import type { IntentFact } from '../resources/payments/payment-intent/events.ts'
import type { PaymentError, PendingAction } from '../resources/payments/payment-intent/model.ts'
import type { EndpointFact } from '../resources/platform/webhook-endpoint/index.ts'

export const now = Date.UTC(2026, 5, 15, 12, 0, 0)
export const context: ViewContext = {
  environment: {
    id: demo.env,
    account: demo.account,
    livemode: false,
    clock: { mode: 'wall' },
    fees: { ratePpm: 29_000, fixed: 30 },
    connectorAccounts: [{ id: 'ca_1', connector: 'simulator', seed: '' }],
    statementDescriptor: 'FLORIN DEMO',
    country: 'DE',
    defaultCurrency: 'eur',
    receipts: usualReceipts,
    strictDialects: [],
  },
  publicUrl: 'http://127.0.0.1:4242',
  audience: 'secret',
  methods: methodCatalogue,
  now,
}

/** An object's rows, after each of its facts. */
export function lifeOf<State extends Living, F extends Fact>(
  noun: Aggregate<State, F>,
  id: string,
  facts: readonly F[],
) {
  let state: State | null = null
  return facts.map((fact, at): State => {
    state = noun.evolve(state, fact, { env: demo.env, id, at: now, seq: at + 1 })
    return state
  })
}

export const method: PaymentMethod = {
  env: demo.env,
  id: 'pm_1',
  seq: 1,
  type: 'card',
  created: now,
  livemode: false,
  billing_details: { ...noBilling, email: 'ada@example.com' },
  card: {
    brand: 'visa',
    display_brand: 'visa',
    funding: 'credit',
    country: 'US',
    last4: '4242',
    exp_month: 12,
    exp_year: 2030,
    fingerprint: 'fp_1',
    networks: ['visa'],
    test_name: null,
  },
  details: null,
  radar_session: null,
  metadata: { note: "the merchant's own" },
  allow_redisplay: null,
  customer: null,
  credential: null,
  detached: null,
  spent: null,
}
export const shipping = { address: noBilling.address, carrier: null, name: 'Ada', phone: null, tracking_number: null }
export const checks: CardChecks = { address_line1_check: null, address_postal_code_check: 'fail', cvc_check: 'pass' }
export const approval: Approval = {
  reference: 'sim_1',
  authorization_code: '123456',
  network_transaction_id: '098765',
  checks,
  three_d_secure: {
    authentication_flow: 'challenge',
    electronic_commerce_indicator: '05',
    result: 'authenticated',
    result_reason: null,
    transaction_id: 'ds_1',
    version: '2.2.0',
  },
  risk: { level: 'normal', score: 20 },
  settles_at_once: false,
}

const operation = {
  kind: 'authorise',
  call: 'call_1',
  charge: 'ch_1',
  amount: 2000,
  started: now,
  final: true,
  reason: null,
} as const
export const created = (
  to: { card?: boolean; return_url?: string; ship?: boolean; multiple?: boolean } = {},
): IntentFact => ({
  type: 'created',
  terms: {
    amount: 2000,
    currency: 'eur',
    metadata: { order: '1' },
    ...(to.card === false ? {} : { payment_method: method.id }),
    ...(to.ship ? { shipping } : {}),
    ...(to.multiple ? { usage: 'multiple' as const } : {}),
    card_options: { request_three_d_secure: 'any', capture_method: 'manual' },
  },
  livemode: false,
  confirmation_method: 'automatic',
  client_secret: 'pi_1_secret_x',
  return_url: to.return_url ?? null,
  idempotency_key: null,
})
export const started: Extract<IntentFact, { type: 'attempt_started' }> = {
  type: 'attempt_started',
  attempt: {
    charge: 'ch_1',
    payment_method: method.id,
    connector_account: 'ca_1',
    amount: 2000,
    calls: 1,
    off_session: false,
    challenge: null,
  },
  operation,
  changes: {},
  return_url: null,
}
const startedBy = (code: string): IntentFact => ({
  ...started,
  attempt: { ...started.attempt, method: code, expires_at: now + 1_800_000 },
})
const asked: PendingAction = {
  call: 'call_1',
  reference: 'sim_1',
  action: { kind: 'qr_code', data: '00020101021226…', expires_at: now + 1_800_000 },
  expires_at: now + 1_800_000,
  seen: 0,
  charged: false,
}
const declined: PaymentError = {
  type: 'card_error',
  code: 'card_declined',
  decline_code: 'insufficient_funds',
  message: 'No funds.',
  network_decline_code: '51',
  advice_code: 'try_again_later',
  charge: 'ch_1',
  payment_method: method,
}

export const intentLives: Readonly<Record<string, readonly IntentFact[]>> = lookup({
  'without a method, then cancelled': [created({ card: false }), { type: 'canceled', reason: 'abandoned' }],
  'authorised, part captured, captured': [
    created({ ship: true }),
    started,
    { type: 'authorised', charge: 'ch_1' },
    { type: 'part_captured', amount: 500 },
    { type: 'captured', amount: 1500 },
  ],
  'authorised and expired': [created(), started, { type: 'authorised', charge: 'ch_1' }, { type: 'expired' }],
  'challenged on a page of its own': [
    created({ return_url: 'https://shop.example/done' }),
    started,
    { type: 'action_required', challenge: 'chal_1' },
  ],
  'challenged inside the page, then paid': [
    created(),
    started,
    { type: 'action_required', challenge: 'chal_1' },
    { type: 'challenge_ended', challenge: 'chal_1', result: 'authenticated', confirm_again: false },
    { type: 'attempt_continued', operation, calls: 2 },
    { type: 'paid', charge: 'ch_1' },
  ],
  declined: [created(), started, { type: 'attempt_failed', charge: 'ch_1', error: declined }],
  'tried too often': [
    created(),
    started,
    { type: 'attempt_failed', charge: 'ch_1', error: declined },
    { type: 'attempt_blocked', by: 'card' },
  ],
  'paid by a code, in two parts': [
    created(),
    startedBy('qris'),
    { type: 'payer_asked', asked },
    { type: 'part_received', charge: 'ch_1', amount: 500 },
    { type: 'paid', charge: 'ch_2', amount: 1500 },
    { type: 'late_received', attempt: 'ch_1', charge: 'ch_3' },
  ],
  'debited, and told later': [
    created(),
    startedBy('sepa_debit'),
    { type: 'awaiting_outcome', asked: { ...asked, action: null, charged: true } },
    { type: 'paid', charge: 'ch_1', amount: 2000 },
  ],
  'a code that was paid once, and closed': [
    created({ multiple: true }),
    startedBy('qris'),
    { type: 'payer_asked', asked },
    { type: 'part_received', charge: 'ch_1', amount: 700 },
    { type: 'closed', reason: null },
  ],
})

export const endpointLives: Readonly<Record<string, readonly EndpointFact[]>> = lookup({
  'disabled after failures': [
    {
      type: 'created',
      livemode: false,
      terms: {
        url: 'https://shop.example/webhooks',
        enabled_events: ['*'],
        description: null,
        metadata: {},
        radar_session: null,
        chaos: null,
      },
      api_version: null,
      secret: 'whs_1',
    },
    { type: 'given_up' },
  ],
})
