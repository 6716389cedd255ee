import { type Examples, exampleNow } from '../../../engine/examples.ts'
import { lookup } from '../../../kernel/lookup.ts'
import { exampleMethod, exampleShipping } from '../../customers/payment-method/index.ts'
import type { IntentFact } from './events.ts'
import type { PaymentError, PendingAction } from './model.ts'

const operation = {
  kind: 'authorise',
  call: 'call_1',
  charge: 'ch_1',
  amount: 2000,
  started: exampleNow,
  final: true,
  reason: null,
} as const
/** An intent as it is asked for. */
export const intentCreated = (
  to: { card?: boolean; return_url?: string; ship?: boolean; multiple?: boolean } = {},
): IntentFact => ({
  type: 'created',
  terms: {
    amount: 2000,
    currency: 'eur',
    metadata: { order: '1' },
    ...(to.card === false ? {} : { payment_method: exampleMethod.id }),
    ...(to.ship ? { shipping: exampleShipping } : {}),
    ...(to.multiple ? { usage: 'multiple' as const } : {}),
    card_options: { request_three_d_secure: 'any', capture_method: 'manual' },
  },
  livemode: false,
  confirmation_method: 'automatic',
  client_secret: 'pi_1_secret_x',
  return_url: to.return_url ?? null,
  idempotency_key: null,
})
/** Its card is being asked. */
export const attemptStarted: Extract<IntentFact, { type: 'attempt_started' }> = {
  type: 'attempt_started',
  attempt: {
    charge: 'ch_1',
    payment_method: exampleMethod.id,
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
  ...attemptStarted,
  attempt: { ...attemptStarted.attempt, method: code, expires_at: exampleNow + 1_800_000 },
})
const asked: PendingAction = {
  call: 'call_1',
  reference: 'sim_1',
  action: { kind: 'qr_code', data: '00020101021226…', expires_at: exampleNow + 1_800_000 },
  expires_at: exampleNow + 1_800_000,
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
  payment_method: exampleMethod,
}

export const intentExamples: Examples<IntentFact> = lookup({
  'without a method, then cancelled': [intentCreated({ card: false }), { type: 'canceled', reason: 'abandoned' }],
  'authorised, part captured, captured': [
    intentCreated({ ship: true }),
    attemptStarted,
    { type: 'authorised', charge: 'ch_1' },
    { type: 'part_captured', amount: 500 },
    { type: 'captured', amount: 1500 },
  ],
  'authorised and expired': [
    intentCreated(),
    attemptStarted,
    { type: 'authorised', charge: 'ch_1' },
    { type: 'expired' },
  ],
  'challenged on a page of its own': [
    intentCreated({ return_url: 'https://shop.example/done' }),
    attemptStarted,
    { type: 'action_required', challenge: 'chal_1' },
  ],
  'challenged inside the page, then paid': [
    intentCreated(),
    attemptStarted,
    { type: 'action_required', challenge: 'chal_1' },
    { type: 'challenge_ended', challenge: 'chal_1', result: 'authenticated', confirm_again: false },
    { type: 'attempt_continued', operation, calls: 2 },
    { type: 'paid', charge: 'ch_1' },
  ],
  declined: [intentCreated(), attemptStarted, { type: 'attempt_failed', charge: 'ch_1', error: declined }],
  'tried too often': [
    intentCreated(),
    attemptStarted,
    { type: 'attempt_failed', charge: 'ch_1', error: declined },
    { type: 'attempt_blocked', by: 'card' },
  ],
  'paid by a code, in two parts': [
    intentCreated(),
    startedBy('qris'),
    { type: 'payer_asked', asked },
    { type: 'part_received', charge: 'ch_1', amount: 500 },
    { type: 'paid', charge: 'ch_2', amount: 1500 },
    { type: 'late_received', attempt: 'ch_1', charge: 'ch_3' },
  ],
  'debited, and told later': [
    intentCreated(),
    startedBy('sepa_debit'),
    { type: 'awaiting_outcome', asked: { ...asked, action: null, charged: true } },
    { type: 'paid', charge: 'ch_1', amount: 2000 },
  ],
  'a code that was paid once, and closed': [
    intentCreated({ multiple: true }),
    startedBy('qris'),
    { type: 'payer_asked', asked },
    { type: 'part_received', charge: 'ch_1', amount: 700 },
    { type: 'closed', reason: null },
  ],
})
