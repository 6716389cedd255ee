/** Raising an authorisation: asked of the processor, and recorded when it has answered. */
import { decides, followsTransitions, refusesInOrder } from '../../../../../test/support/command-tables.ts'
import {
  atIssuer,
  capturing,
  decline,
  firstScene,
  held,
  incrementing,
  inEachStatus,
  paidScene,
  partCaptured,
  tooManyNotes,
} from '../../../../../test/support/payment-scenes.ts'
import { charge } from '../../charge/index.ts'
import { paymentIntent } from '../aggregate.ts'
import { transitions } from '../transitions.ts'
import { incrementAuthorization } from './increment-authorization.ts'
import { recordIncrement } from './record-increment.ts'

const raise = { intent: 'pi_1', amount: 2500 }
const begun = 'intent operation_started → requires_capture; call increment'

decides(incrementAuthorization, raise, {
  'by a quarter': [held, {}, begun, { amount: 2000, operation: { kind: 'increment', amount: 2500 } }],
  'by a cent': [held, { amount: 2001 }, begun],
  'with a note that is kept until the processor has answered': [
    held,
    { description: 'More towels' },
    begun,
    { description: null, operation: { changes: { description: 'More towels' } } },
  ],
  'by nothing': [held, { amount: 2000 }, 'refused parameter_invalid (amount)'],
  'to less': [held, { amount: 1999 }, 'refused parameter_invalid (amount)'],
  'to all that a payment may be': [held, { amount: 99_999_999 }, begun],
  'to more than a payment may be': [held, { amount: 100_000_000 }, 'refused amount_too_large (amount)'],
  'after a part was captured': [partCaptured, {}, 'refused payment_intent_unexpected_state'],
  'while it is captured': [capturing, {}, 'refused operation_in_progress'],
  'while the issuer is asked': [atIssuer, {}, 'refused payment_intent_unexpected_state'],
  'a paid one': [paidScene, {}, 'refused payment_intent_unexpected_state'],
  'one that is not there': [firstScene, {}, 'refused resource_missing (intent)'],
})

const kronur = held.but(paymentIntent, 'pi_1', { currency: 'isk' }).but(charge, 'ch_1', { currency: 'isk' })
refusesInOrder(incrementAuthorization, { given: kronur, input: raise, verdict: begun }, [
  [
    'the payment is not held',
    (world) => world.but(paymentIntent, 'pi_1', { status: 'canceled' }),
    'payment_intent_unexpected_state',
  ],
  [
    'a capture is under way',
    (world) => world.but(paymentIntent, 'pi_1', { operation: capturing.row(paymentIntent, 'pi_1').operation }),
    'operation_in_progress',
  ],
  [
    'the payer pays in another currency',
    (world) =>
      world.but(charge, 'ch_1', {
        presentment: { amount: 15, currency: 'eur', exchange_rate: '0.0075', correction_rate: '1' },
      }),
    'connector_capability_missing',
  ],
  [
    'it was made without increments',
    (world) => world.but(charge, 'ch_1', { arrangement: { no_increment: true } }),
    'authorization_feature_unavailable (amount)',
  ],
  [
    'a part was captured',
    (world) => world.but(paymentIntent, 'pi_1', { amount_received: 500 }),
    'payment_intent_unexpected_state',
  ],
  ['it is no more than now', { amount: 1999 }, 'parameter_invalid (amount)'],
  ['more than a payment may be', { amount: 10_000_000_001 }, 'amount_too_large (amount)'],
  ['half a krona', { amount: 2501 }, 'amount_not_divisible (amount)'],
  [
    'details that do not add up',
    { amount_details: { discount_amount: 2_000_000_000 } },
    'amount_details_tax_shipping_discount_greater_than_amount (amount_details)',
  ],
  ['too many notes', { metadata: tooManyNotes }, 'parameter_invalid (metadata)'],
])
followsTransitions(
  incrementAuthorization,
  transitions.operation_started,
  'payment_intent_unexpected_state',
  inEachStatus(raise),
)

decides(recordIncrement, incrementing.outcome('increment', { outcome: 'incremented' } as const), {
  'raised: more is held': [
    incrementing,
    {},
    'charge incremented, intent incremented → requires_capture; done call',
    { amount: 2500, amount_capturable: 2500, description: 'More towels', operation: null },
  ],
  'declined: it stays as it was': [
    incrementing,
    { outcome: { outcome: 'declined', decline } },
    'intent operation_refused → requires_capture; done call; declined processor_refused_operation',
    { amount: 2000, amount_capturable: 2000, operation: null },
  ],
  'never sent': [
    incrementing,
    { outcome: { outcome: 'not_sent', why: 'refused' } },
    'intent operation_refused → requires_capture; done call; declined processor_refused_operation',
  ],
  'told twice': [
    incrementing.after(recordIncrement, incrementing.outcome('increment', { outcome: 'incremented' } as const)),
    {},
    'refused outcome_already_recorded',
  ],
})
