/** Taking money that is held: asked of the processor, and recorded when it has answered. */
import { decides, followsTransitions, refusesInOrder } from '../../../../../test/support/command-tables.ts'
import {
  approval,
  atIssuer,
  capturing,
  firstScene,
  held,
  inEachStatus,
  paidScene,
  partCaptured,
  partCapturing,
  tooManyNotes,
} from '../../../../../test/support/payment-scenes.ts'
import { charge } from '../../charge/index.ts'
import { paymentIntent } from '../aggregate.ts'
import { transitions } from '../transitions.ts'
import { captureIntent } from './capture.ts'
import { recordCapture } from './record-capture.ts'

const begun = 'intent operation_started → requires_capture; call capture'
const approvedMore = { ...approval, maximum_capturable: 2500 }
const overcapture = held.but(charge, 'ch_1', { arrangement: { overcapture: true }, approval: approvedMore })
const onlyOnce = held.but(charge, 'ch_1', { arrangement: { no_multicapture: true } })

decides(
  captureIntent,
  { intent: 'pi_1' },
  {
    'all that is held': [held, {}, begun, { operation: { kind: 'capture', amount: 2000, final: true } }],
    'a part, and the rest is released': [
      held,
      { amount_to_capture: 500 },
      begun,
      { operation: { amount: 500, final: true } },
    ],
    'a part, and more may follow': [
      held,
      { amount_to_capture: 500, final_capture: false },
      begun,
      { operation: { amount: 500, final: false } },
    ],
    'all of it is the last capture, whatever is said': [
      held,
      { final_capture: false },
      begun,
      { operation: { final: true } },
    ],
    'what a part has left': [partCaptured, {}, begun, { operation: { amount: 1500, final: true } }],
    'more than what a part has left': [
      partCaptured,
      { amount_to_capture: 1501 },
      'refused amount_too_large (amount_to_capture)',
    ],
    'more than was authorised, as far as the network lets': [overcapture, { amount_to_capture: 2500 }, begun],
    'more than the network lets': [
      overcapture,
      { amount_to_capture: 2501 },
      'refused amount_too_large (amount_to_capture)',
    ],
    'notes are kept with the operation until the processor has answered': [
      held,
      { metadata: { a: 'b' } },
      begun,
      { metadata: {}, operation: { changes: { metadata: { a: 'b' } } } },
    ],
    'the whole, where only one capture is allowed': [onlyOnce, { final_capture: false }, begun],
    'an intent that is not there': [firstScene, {}, 'refused resource_missing (intent)'],
    'an intent that is still at the issuer': [atIssuer, {}, 'refused payment_intent_unexpected_state'],
  },
)

refusesInOrder(captureIntent, { given: onlyOnce, input: { intent: 'pi_1' }, verdict: begun }, [
  [
    'the payment is not held',
    (given) => given.but(paymentIntent, 'pi_1', { status: 'succeeded' }),
    'payment_intent_unexpected_state',
  ],
  [
    'a void is under way',
    (given) =>
      given.but(paymentIntent, 'pi_1', {
        operation: {
          kind: 'void',
          call: 'call_9',
          charge: 'ch_1',
          amount: 2000,
          started: 0,
          final: true,
          reason: null,
        },
      }),
    'operation_in_progress',
  ],
  ['more than is held', { amount_to_capture: 3001 }, 'amount_too_large (amount_to_capture)'],
  [
    'half a krona',
    (given) => given.but(paymentIntent, 'pi_1', { currency: 'isk', amount: 2000 }),
    'amount_not_divisible (amount_to_capture)',
  ],
  [
    'more captures than were asked for',
    { amount_to_capture: 501, final_capture: false },
    'authorization_feature_unavailable (final_capture)',
  ],
  [
    'details that do not add up',
    { amount_details: { discount_amount: 9999 } },
    'amount_details_tax_shipping_discount_greater_than_amount (amount_details)',
  ],
  ['too many notes', { metadata: tooManyNotes }, 'parameter_invalid (metadata)'],
])

followsTransitions(
  captureIntent,
  transitions.operation_started,
  'payment_intent_unexpected_state',
  inEachStatus({ intent: 'pi_1' }),
)

const captured = { outcome: 'captured' } as const
decides(recordCapture, capturing.outcome('capture', captured), {
  'captured: the fee is ours, the rest is pending': [
    capturing,
    {},
    'charge captured, intent captured → succeeded; due settle; done call, expire',
    { amount_received: 2000, amount_capturable: 0, operation: null },
  ],
  'a part captured: the rest stays held': [
    partCapturing,
    partCapturing.outcome('capture', captured),
    'charge captured, intent part_captured → requires_capture; due settle; done call',
    { amount_received: 500, amount_capturable: 1500, operation: null },
  ],
  refused: [
    capturing,
    capturing.outcome('capture', { outcome: 'refused', code: 'expired', message: 'Too late.' } as const),
    'intent operation_refused → requires_capture; done call; declined processor_refused_operation',
    { amount_received: 0, amount_capturable: 2000, operation: null },
  ],
  'never sent': [
    capturing,
    capturing.outcome('capture', { outcome: 'not_sent', why: 'refused' } as const),
    'intent operation_refused → requires_capture; done call; declined processor_refused_operation',
  ],
  'never received': [
    capturing,
    capturing.outcome('capture', { outcome: 'never_received' } as const),
    'intent operation_refused → requires_capture; done call; declined processor_refused_operation',
  ],
  'told twice': [
    capturing.after(recordCapture, capturing.outcome('capture', captured)),
    {},
    'refused outcome_already_recorded',
  ],
  'of another call': [partCaptured, {}, 'refused outcome_already_recorded'],
  'of a payment that was captured by itself': [paidScene, {}, 'refused outcome_already_recorded'],
})
