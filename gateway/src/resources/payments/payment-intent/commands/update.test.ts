/** Changing what a payment asks for, and what a charge says beside its money. */
import { decides, followsTransitions, refusesInOrder, Under } from '../../../../../test/support/command-tables.ts'
import {
  atIssuer,
  canceled,
  card,
  challenged,
  customer,
  declined,
  firstScene,
  handedOut,
  held,
  inEachStatus,
  now,
  paidScene,
  partReceived,
  paymentIntent,
  paymentMethod,
  ready,
  sealed,
  tooManyNotes,
  withoutMethod,
} from '../../../../../test/support/payment-scenes.ts'
import { charge } from '../../charge/index.ts'
import { transitions } from '../transitions.ts'
import { blockAttempt } from './block-attempt.ts'
import { updateIntent } from './update.ts'
import { updateCharge } from './update-charge.ts'

const update = { intent: 'pi_1', method: null }
const state = 'payment_intent_unexpected_state'

decides(updateIntent, update, {
  'its amount': [ready, { amount: 2500 }, 'intent updated → requires_confirmation', { amount: 2500 }],
  'its method': [
    withoutMethod,
    { method: { existing: 'pm_1' } },
    'intent updated → requires_confirmation',
    { payment_method: 'pm_1' },
  ],
  'its method, by a card that is entered now': [
    withoutMethod,
    {
      method: {
        created: {
          ...sealed,
          id: 'pm_9',
          card: card.card,
          billing_details: null,
          metadata: null,
          allow_redisplay: null,
        },
      },
    },
    'method created, intent updated → requires_confirmation',
    { payment_method: 'pm_9' },
  ],
  'its customer': [ready, { customer: 'cus_1' }, 'intent updated → requires_confirmation', { customer: 'cus_1' }],
  'its own time': [
    ready,
    { expires_at: now / 1000 + 60 },
    'intent updated → requires_confirmation; due expire; done expire',
    { expires_at: now + 60_000 },
  ],
  'its notes, one of them unset': [
    ready.but(paymentIntent, 'pi_1', { metadata: { a: 'b', c: 'd' } }),
    { metadata: { a: null, e: 'f' } },
    'intent updated → requires_confirmation',
    { metadata: { c: 'd', e: 'f' } },
  ],
  'its amount while the payer is challenged: the attempt is over': [
    challenged,
    { amount: 2500 },
    'intent attempt_ended, intent updated → requires_confirmation',
    { attempt: null },
  ],
  'its amount while the payer holds a code, which stays known': [
    handedOut,
    { amount: 2_500_000 },
    'intent attempt_ended, intent updated → requires_confirmation',
    { attempt: null, past_attempts: [{ charge: 'ch_1', currency: 'idr' }] },
  ],
  'the amount that it has, while the payer is challenged: nothing ends': [
    challenged,
    { amount: 2000 },
    'intent updated → requires_action',
    { attempt: { charge: 'ch_1' } },
  ],
  'its notes while the payer is challenged: nothing ends': [
    challenged,
    { description: 'Towels' },
    'intent updated → requires_action',
    { description: 'Towels', attempt: { charge: 'ch_1' } },
  ],
  'its notes while the issuer is asked': [atIssuer, { description: 'Towels' }, 'intent updated → processing'],
  'its amount while the issuer is asked': [atIssuer, { amount: 2500 }, `refused ${state} (amount)`],
  'its notes when it is paid': [paidScene, { description: 'Towels' }, 'intent updated → succeeded'],
  'its way of capture when it is paid': [paidScene, { capture_method: 'manual' }, `refused ${state} (capture_method)`],
  'its options when it is held, by the name that the request has for them': [
    held,
    { payment_method_options: { card: { moto: true } } },
    `refused ${state} (payment_method_options)`,
  ],
  'its method when it is canceled': [canceled, { method: { existing: 'pm_1' } }, `refused ${state} (payment_method)`],
  'to less than what came in': [partReceived, { amount: 400_000 }, 'refused amount_too_small (amount)'],
  'to just what came in': [partReceived, { amount: 500_000 }, 'refused amount_too_small (amount)'],
  'to more than what came in': [
    partReceived,
    { amount: 500_100 },
    'intent attempt_ended, intent updated → requires_confirmation',
  ],
  'to another currency than what came in': [partReceived, { currency: 'eur' }, `refused ${state} (currency)`],
  'to another currency, while a payer may pay in an older one that was not kept': [
    ready.but(paymentIntent, 'pi_1', {
      past_attempts: [
        {
          charge: 'ch_0',
          payment_method: 'pm_1',
          connector_account: 'ca_1',
          amount: 1,
          calls: 1,
          off_session: false,
          challenge: null,
        },
      ],
    }),
    { currency: 'usd' },
    `refused ${state} (currency)`,
  ],
  'to nobody, where it has a customer': [
    ready.but(paymentIntent, 'pi_1', { customer: 'cus_1' }),
    { customer: null },
    `refused ${state} (customer)`,
  ],
  "to a customer that is not its method's": [
    ready.but(paymentMethod, 'pm_1', { customer: 'cus_2' }),
    { customer: 'cus_1' },
    'refused payment_method_customer_mismatch (payment_method)',
  ],
  'an amount that was counted in another currency': [
    ready,
    { counted_in: 'usd', amount: 1 },
    'refused operation_in_progress',
  ],
  'one that is not there': [firstScene, {}, 'refused resource_missing (intent)'],
})

const theirs = ready.but(paymentIntent, 'pi_1', { customer: 'cus_1' })
refusesInOrder(
  updateIntent,
  {
    given: theirs,
    input: { ...update, method: { existing: 'pm_debit' }, customer: 'cus_1' },
    verdict: 'intent updated → requires_confirmation',
  },
  [
    ['a method that is not there', { method: { existing: 'pm_9' } }, 'resource_missing (payment_method)'],
    ['it is paid', (world) => world.but(paymentIntent, 'pi_1', { status: 'succeeded' }), `${state} (amount)`],
    ['an amount that was counted in another currency', { counted_in: 'chf' }, 'operation_in_progress'],
    ['another customer', { customer: 'cus_2' }, `${state} (customer)`],
    [
      'a part was paid in another currency',
      (world) => world.but(paymentIntent, 'pi_1', { amount_received: 500_000_000, currency: 'usd' }),
      `${state} (currency)`,
    ],
    [
      'less than what came in',
      (world) => world.but(paymentIntent, 'pi_1', { amount_received: 500_000_000, currency: 'xyz' }),
      'amount_too_small (amount)',
    ],
    ['a currency that there is not', { currency: 'xyz' }, 'invalid_currency (currency)'],
    ['more than a payment may be', { amount: 100_000_000, currency: 'eur' }, 'amount_too_large (amount)'],
    [
      'a type that nobody has',
      { payment_method_types: ['shells'] },
      'payment_method_type_unknown (payment_method_types[0])',
    ],
    ['its end would be past', new Under({ now: now + 61_000 }), 'expiry_in_past (expires_at)'],
    [
      'details that do not add up',
      { amount_details: { discount_amount: 999_999_999 } },
      'amount_details_tax_shipping_discount_greater_than_amount (amount_details)',
    ],
    [
      'the customer was deleted',
      (world) => world.but(customer, 'cus_1', { deleted: true }),
      'resource_missing (customer)',
    ],
    [
      "the method is another customer's",
      (world) => world.but(paymentMethod, 'pm_debit', { customer: 'cus_2' }),
      'payment_method_customer_mismatch (payment_method)',
    ],
    ['too many notes', { metadata: tooManyNotes, expires_at: now / 1000 + 60 }, 'parameter_invalid (metadata)'],
  ],
)
followsTransitions(updateIntent, transitions.attempt_started, state, inEachStatus({ ...update, amount: 2100 }))
followsTransitions(updateIntent, transitions.updated, state, inEachStatus({ ...update, description: 'Towels' }))

const change = { intent: 'pi_1', charge: 'ch_1' }
decides(updateCharge, change, {
  'its notes': [paidScene, { metadata: { a: 'b' } }, 'charge updated → succeeded', { metadata: { a: 'b' } }],
  'its customer, where it has none': [
    paidScene,
    { customer: 'cus_1' },
    'charge updated → succeeded',
    { customer: 'cus_1' },
  ],
  'the customer that it has': [
    paidScene.but(charge, 'ch_1', { customer: 'cus_1' }),
    { customer: 'cus_1' },
    'charge updated → succeeded',
  ],
  'where the goods go, taken back': [paidScene, { shipping: null }, 'charge updated → succeeded', { shipping: null }],
  'that it was fraud': [
    paidScene,
    { fraud_details: { user_report: 'fraudulent' } },
    'charge updated → succeeded',
    { fraud_details: { user_report: 'fraudulent' } },
  ],
  'of a failed one': [declined, { description: 'Towels' }, 'charge updated → failed', { description: 'Towels' }],
  'one that is not there': [ready, {}, 'refused resource_missing (charge)'],
  'for a customer that is not there': [paidScene, { customer: 'cus_9' }, 'refused resource_missing (customer)'],
})
refusesInOrder(
  updateCharge,
  { given: paidScene, input: { ...change, customer: 'cus_1' }, verdict: 'charge updated → succeeded' },
  [
    ['no such payment', { intent: 'pi_9' }, 'resource_missing (intent)'],
    ['no such charge', { charge: 'ch_9' }, 'resource_missing (charge)'],
    [
      'the customer was deleted',
      (world) => world.but(customer, 'cus_1', { deleted: true }),
      'resource_missing (customer)',
    ],
    [
      'it has another customer',
      (world) => world.but(charge, 'ch_1', { customer: 'cus_2' }),
      'parameter_invalid (customer)',
    ],
    ['too many notes', { metadata: tooManyNotes }, 'parameter_invalid (metadata)'],
  ],
)

decides(
  blockAttempt,
  { intent: 'pi_1', by: 'card' },
  {
    'told where a failed attempt is told': [
      declined,
      {},
      'intent attempt_blocked → requires_payment_method',
      { last_payment_error: { code: 'card_testing_suspected' } },
    ],
    'one that is not there': [firstScene, {}, 'refused resource_missing (intent)'],
  },
)
followsTransitions(blockAttempt, transitions.attempt_blocked, state, inEachStatus({ intent: 'pi_1', by: 'card' }))
