/** Giving a payment up: at once where nothing is held, else after the processor has released it. */
import { decides, followsTransitions, refusesInOrder } from '../../../../../test/support/command-tables.ts'
import {
  atIssuer,
  canceled,
  capturing,
  challenged,
  debited,
  declined,
  firstScene,
  handedOut,
  held,
  inEachStatus,
  paidScene,
  partCaptured,
  partReceived,
  ready,
  voiding,
  voidingRest,
  withoutMethod,
} from '../../../../../test/support/payment-scenes.ts'
import { paymentIntent } from '../aggregate.ts'
import { transitions } from '../transitions.ts'
import { cancelIntent } from './cancel.ts'
import { recordVoid } from './record-void.ts'

const cancel = { intent: 'pi_1', cancellation_reason: 'abandoned' } as const
const given = { status: 'canceled', cancellation_reason: 'abandoned', attempt: null }

decides(cancelIntent, cancel, {
  'before there is a method': [withoutMethod, {}, 'intent canceled → canceled', given],
  'before it is confirmed': [ready, {}, 'intent canceled → canceled', given],
  'after a decline': [declined, {}, 'intent canceled → canceled', given],
  'while its payer is challenged': [challenged, {}, 'intent canceled → canceled', given],
  'while its payer holds a code, which stays known': [
    handedOut,
    {},
    'intent canceled → canceled',
    { ...given, past_attempts: [{ charge: 'ch_1' }] },
  ],
  'what a first part brought stays paid': [
    partReceived,
    {},
    'intent closed → succeeded',
    { amount_received: 500_000, cancellation_reason: 'abandoned' },
  ],
  'what is held is released first': [
    held,
    {},
    'intent operation_started → requires_capture; call void',
    { operation: { kind: 'void', amount: 2000, reason: 'abandoned' } },
  ],
  'what is left of a part is released': [
    partCaptured,
    {},
    'intent operation_started → requires_capture; call void',
    { operation: { kind: 'void', amount: 1500 } },
  ],
  'at the moment that an API allows': [ready, { at: ['needs_confirmation'] }, 'intent canceled → canceled'],
  'at a moment that an API does not allow': [
    ready,
    { at: ['needs_method'] },
    'refused payment_intent_unexpected_state',
  ],
  'while the issuer is asked': [atIssuer, {}, 'refused payment_intent_unexpected_state'],
  'while a debit is on its way': [debited, {}, 'refused payment_intent_unexpected_state'],
  'while it is captured': [capturing, {}, 'refused operation_in_progress'],
  'a paid one': [paidScene, {}, 'refused payment_intent_unexpected_state'],
  'a canceled one': [canceled, {}, 'refused payment_intent_unexpected_state'],
  'one that is not there': [firstScene, {}, 'refused resource_missing (intent)'],
})

refusesInOrder(
  cancelIntent,
  { given: held, input: cancel, verdict: 'intent operation_started → requires_capture; call void' },
  [
    [
      'it is final',
      (world) => world.but(paymentIntent, 'pi_1', { status: 'succeeded' }),
      'payment_intent_unexpected_state',
    ],
    ['at another moment', { at: ['paid'] }, 'payment_intent_unexpected_state'],
    [
      'a capture is under way',
      (world) => world.but(paymentIntent, 'pi_1', capturing.row(paymentIntent, 'pi_1')),
      'operation_in_progress',
    ],
  ],
)
followsTransitions(cancelIntent, transitions.canceled, 'payment_intent_unexpected_state', inEachStatus(cancel))

const released = { outcome: 'voided' } as const
decides(recordVoid, voiding.outcome('void', released), {
  'released: the payment is canceled': [
    voiding,
    {},
    'charge voided, intent canceled → canceled; done call, expire',
    { cancellation_reason: 'abandoned', amount_capturable: 0, operation: null },
  ],
  'released after a part: it stays paid': [
    voidingRest,
    voidingRest.outcome('void', released),
    'charge voided, intent closed → succeeded; done call, expire',
    { amount_received: 500, amount_capturable: 0, operation: null },
  ],
  'refused: it stays held': [
    voiding,
    { outcome: { outcome: 'refused', code: 'gone', message: 'Too late.' } },
    'intent operation_refused → requires_capture; done call; declined processor_refused_operation',
    { amount_capturable: 2000, operation: null },
  ],
  'never sent: it stays held': [
    voiding,
    { outcome: { outcome: 'not_sent', why: 'refused' } },
    'intent operation_refused → requires_capture; done call; declined processor_refused_operation',
  ],
  'told twice': [voiding.after(recordVoid, voiding.outcome('void', released)), {}, 'refused outcome_already_recorded'],
  'while another call is under way': [
    capturing,
    voidingRest.outcome('void', released),
    'refused outcome_already_recorded',
  ],
})
