import { type Examples, exampleApproval, exampleNow } from '../../../engine/examples.ts'
import { exampleMethod } from '../../customers/payment-method/index.ts'
import type { SetupAttemptFact, SetupFact } from './events.ts'

const acceptance = {
  type: 'online',
  accepted_at: exampleNow,
  ip_address: '203.0.113.7',
  user_agent: 'Firefox',
} as const

const created: SetupFact = {
  type: 'created',
  terms: {
    customer: 'cus_1',
    payment_method: exampleMethod.id,
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
    payment_method: exampleMethod.id,
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
  payment_method: exampleMethod,
} as const

export const setupExamples: Examples<SetupFact> = {
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
    payment_method: exampleMethod.id,
    usage: 'off_session',
    card: exampleMethod.card,
    method: null,
  },
}
export const setupAttemptExamples: Examples<SetupAttemptFact> = {
  'asked and verified': [tried, { type: 'asked' }, { type: 'verified', approval: exampleApproval }],
  'a debit': [{ ...tried, terms: { ...tried.terms, card: null, method: { type: 'sepa_debit', details: {} } } }],
  failed: [tried, { type: 'failed', error }],
  'left by its payer': [tried, { type: 'asked' }, { type: 'abandoned' }],
}
