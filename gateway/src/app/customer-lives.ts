/** Lives of customers, their saved methods, setups and mandates, for the reference and the tests of the views. */
import type { Fact } from '../engine/aggregate.ts'
import type { CustomerFact } from '../resources/customers/customer/index.ts'
import type { SessionFact } from '../resources/customers/customer-session/index.ts'
import type { MandateFact } from '../resources/customers/mandate/index.ts'
import { type MethodFact, noAddress } from '../resources/customers/payment-method/index.ts'
import type { SetupAttemptFact, SetupFact } from '../resources/payments/setup-intent/index.ts'
import { approval, method, now, shipping } from './lives.ts'

type Lives<F extends Fact> = Readonly<Record<string, readonly F[]>>
const acceptance = { type: 'online', accepted_at: now, ip_address: '203.0.113.7', user_agent: 'Firefox' } as const

export const customerLives: Lives<CustomerFact> = {
  'made, changed and deleted': [
    {
      type: 'created',
      livemode: false,
      terms: {
        email: 'ada@example.com',
        name: 'Ada Lovelace',
        invoice_prefix: '7F3A21BC',
        address: { ...noAddress, country: 'GB' },
        shipping,
      },
    },
    {
      type: 'updated',
      changes: { business_name: 'Engines Ltd', individual_name: 'Ada', balance: -500, currency: 'eur' },
    },
    { type: 'deleted' },
  ],
}

export const methodLives: Lives<MethodFact> = {
  'saved, changed and taken away': [
    {
      type: 'created',
      livemode: false,
      card: method.card,
      billing_details: method.billing_details,
      metadata: null,
      allow_redisplay: null,
    },
    { type: 'attached', customer: 'cus_1' },
    {
      type: 'credential_stored',
      credential: { network_transaction_id: '098765', usage: 'off_session', stored: now, mandate: 'mandate_1' },
    },
    { type: 'updated', changes: { allow_redisplay: 'always' } },
    { type: 'detached' },
  ],
}

export const mandateLives: Lives<MandateFact> = {
  'granted and ended': [
    {
      type: 'granted',
      livemode: false,
      terms: {
        payment_method: method.id,
        type: 'sepa_debit',
        acceptance,
        single_use: null,
        reference: 'MNDT7F3A21BC',
      },
    },
    { type: 'ended' },
  ],
  'granted once, on paper': [
    {
      type: 'granted',
      livemode: false,
      terms: {
        payment_method: method.id,
        type: 'us_bank_account',
        acceptance: { type: 'offline', accepted_at: null, ip_address: null, user_agent: null },
        single_use: { amount: 500, currency: 'usd' },
        reference: 'MNDT7F3A21BD',
      },
    },
  ],
}

const created: SetupFact = {
  type: 'created',
  terms: {
    customer: 'cus_1',
    payment_method: method.id,
    automatic_payment_methods: { enabled: true, allow_redirects: 'always' },
  },
  livemode: false,
  client_secret: 'seti_1_secret_x',
  return_url: null,
}
const started: SetupFact = {
  type: 'attempt_started',
  attempt: {
    id: 'setatt_1',
    payment_method: method.id,
    connector_account: 'ca_1',
    call: 'call_1',
    challenge: null,
    acceptance,
  },
  changes: {},
  return_url: null,
}
const error = {
  type: 'card_error',
  code: 'card_declined',
  decline_code: 'generic_decline',
  message: 'No.',
  network_decline_code: '05',
  advice_code: 'try_again_later',
  payment_method: method,
} as const

export const setupLives: Lives<SetupFact> = {
  'challenged and saved': [
    created,
    started,
    { type: 'action_required', challenge: 'chl_0', step: 'device' },
    { type: 'challenge_ended', result: 'authenticated' },
    { type: 'attempt_continued', call: 'call_2' },
    { type: 'action_required', challenge: 'chl_1' },
    { type: 'challenge_ended', result: 'authenticated' },
    { type: 'attempt_continued', call: 'call_3' },
    { type: 'succeeded', mandate: 'mandate_1' },
  ],
  'challenged on a page of its own': [
    { ...created, return_url: 'https://shop.example/done' },
    started,
    { type: 'action_required', challenge: 'chl_1' },
  ],
  'declined, changed and cancelled': [
    { ...created, terms: { payment_method_types: ['card'] } },
    started,
    { type: 'attempt_failed', error },
    { type: 'attempt_blocked', by: 'card' },
    { type: 'updated', changes: { metadata: { a: 'b' } } },
    { type: 'canceled', reason: 'abandoned' },
  ],
}

const tried: SetupAttemptFact = {
  type: 'started',
  livemode: false,
  terms: {
    setup_intent: 'seti_1',
    customer: 'cus_1',
    payment_method: method.id,
    usage: 'off_session',
    card: method.card,
    method: null,
  },
}
export const attemptLives: Lives<SetupAttemptFact> = {
  'asked and verified': [tried, { type: 'asked' }, { type: 'verified', approval }],
  'a debit': [{ ...tried, terms: { ...tried.terms, card: null, method: { type: 'sepa_debit', details: {} } } }],
  failed: [tried, { type: 'failed', error }],
  'left by its payer': [tried, { type: 'asked' }, { type: 'abandoned' }],
}

export const sessionLives: Lives<SessionFact> = {
  opened: [
    {
      type: 'opened',
      livemode: false,
      customer: 'cus_1',
      client_secret: 'cuss_1_secret_x',
      expires_at: now + 1_800_000,
      features: { redisplay: true, allow_redisplay: ['always'], save: true, remove: false },
    },
  ],
}
