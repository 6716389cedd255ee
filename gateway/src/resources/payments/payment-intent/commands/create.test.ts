/** Making a payment, and with `confirm` its first attempt. */
import assert from 'node:assert/strict'
import { decides, refusesInOrder, Under } from '../../../../../test/support/command-tables.ts'
import {
  card,
  confirmationToken,
  creation,
  customer,
  firstScene,
  mandate,
  now,
  paymentIntent,
  paymentMethod,
  sealed,
  tryingOnce,
} from '../../../../../test/support/payment-scenes.ts'
import { createIntent } from './create.ts'

const card1 = { method: { existing: 'pm_1' } } as const
const paying = { ...card1, confirm: true } as const
const entered = { ...sealed, id: 'pm_9', card: card.card, billing_details: null, metadata: null, allow_redisplay: null }
const begun = 'intent created, intent attempt_started → processing; call authorise'
const options = (card: object) => ({ payment_method_options: { card } })

decides(createIntent, creation, {
  'with nothing to pay with yet': [
    firstScene,
    {},
    'intent created → requires_payment_method',
    { amount: 2000, currency: 'eur' },
  ],
  'with a method': [firstScene, card1, 'intent created → requires_confirmation', { payment_method: 'pm_1' }],
  'and confirmed': [firstScene, paying, begun, { attempt: { charge: 'ch_1', amount: 2000, calls: 1 }, attempts: 1 }],
  'with a card that is entered now': [
    firstScene,
    { method: { created: entered }, confirm: true },
    'method created, intent created, intent attempt_started → processing; call authorise',
    { payment_method: 'pm_9' },
  ],
  'with a customer that is made now': [
    firstScene,
    { new_customer: { name: 'Cy' } },
    'customer created, intent created → requires_payment_method',
    { customer: 'cus_3' },
  ],
  'with a time of its own': [
    firstScene,
    { expires_at: now / 1000 + 60 },
    'intent created → requires_payment_method; due expire',
    { expires_at: now + 60_000 },
  ],
  'with what a payer chose on a page, which is used by it': [
    firstScene,
    { ...paying, confirmation_token: 'ctoken_1' },
    'intent created, token used, intent attempt_started → processing; call authorise',
  ],
  'by a token of older code, which pays once': [
    firstScene,
    { ...paying, source: 'token' },
    'method spent, intent created, intent attempt_started → processing; call authorise',
    { by_source: true },
  ],
  'as large as a payment may be': [firstScene, { amount: 99_999_999 }, 'intent created → requires_payment_method'],
  'larger than a payment may be': [firstScene, { amount: 100_000_000 }, 'refused amount_too_large (amount)'],
  'in a currency that there is not': [firstScene, { currency: 'xyz' }, 'refused invalid_currency (currency)'],
  'half a króna': [firstScene, { amount: 2001, currency: 'isk' }, 'refused amount_not_divisible (amount)'],
  'held for later, by what pays at once': [
    firstScene,
    { payment_method_types: ['qris'], capture_method: 'manual' },
    'refused capture_method_not_supported (capture_method)',
  ],
  'held for later, where one of its types can': [
    firstScene,
    { payment_method_types: ['card', 'qris'], capture_method: 'manual' },
    'intent created → requires_payment_method',
  ],
  'to be paid by a type that nobody has': [
    firstScene,
    { payment_method_types: ['card', 'shells'] },
    'refused payment_method_type_unknown (payment_method_types[1])',
  ],
  'to be paid by two lists of types': [
    firstScene,
    { payment_method_types: ['card'], excluded_payment_method_types: ['qris'] },
    'refused parameter_invalid (excluded_payment_method_types)',
  ],
  'to end at once': [firstScene, { expires_at: now / 1000 }, 'refused expiry_in_past (expires_at)'],
  'confirmed with nothing to pay with': [
    firstScene,
    { confirm: true },
    'refused payment_intent_payment_method_missing (payment_method)',
  ],
  "with another customer's method": [
    firstScene,
    { method: { existing: 'pm_bob' }, customer: 'cus_1' },
    'refused payment_method_customer_mismatch (payment_method)',
  ],
  "with a customer's method and without that customer": [
    firstScene,
    { method: { existing: 'pm_bob' } },
    'refused payment_method_customer_mismatch (payment_method)',
  ],
  'with a method that was taken away': [
    firstScene,
    { method: { existing: 'pm_gone' }, customer: 'cus_1' },
    'refused payment_method_detached (payment_method)',
  ],
  'with a method that does not take its currency': [
    firstScene,
    { method: { existing: 'pm_qris' } },
    'refused payment_method_currency_not_supported (currency)',
  ],
  'with a method that it does not name': [
    firstScene,
    { ...card1, payment_method_types: ['sepa_debit'] },
    'refused payment_method_type_not_allowed (payment_method)',
  ],
  'with less than a method takes': [
    firstScene,
    { method: { existing: 'pm_qris' }, amount: 99, currency: 'idr' },
    'refused amount_too_small (amount)',
  ],
  'to be paid again and again by a card': [
    firstScene,
    { ...card1, usage: 'multiple' },
    'refused payment_method_not_reusable (usage)',
  ],
  'over a network that the card does not have': [
    firstScene,
    { ...card1, ...options({ network: 'amex' }) },
    'refused card_network_unavailable (payment_method_options[card][network])',
  ],
  'in months that are not offered': [
    firstScene,
    { ...card1, ...options({ installments: { plan: { count: 3, interval: 'month', type: 'fixed_count' } } }) },
    'refused installment_plan_unavailable (payment_method_options[card][installments][plan])',
  ],
  'in months that are offered': [
    firstScene,
    {
      ...card1,
      amount: 30_000,
      currency: 'mxn',
      ...options({ installments: { plan: { count: 3, type: 'fixed_count' } } }),
    },
    'intent created → requires_confirmation',
  ],
  'under a leave that has ended': [
    firstScene.but(mandate, 'mandate_1', { status: 'inactive' }),
    { ...paying, confirmOptions: { mandate: 'mandate_1' } },
    'refused payment_intent_mandate_invalid (mandate)',
  ],
  'under a leave for less': [
    firstScene.but(mandate, 'mandate_1', { single_use: { amount: 1999, currency: 'eur' } }),
    { ...paying, confirmOptions: { mandate: 'mandate_1' } },
    'refused payment_intent_mandate_invalid (mandate)',
  ],
  'under the leave for just this': [
    firstScene.but(mandate, 'mandate_1', { single_use: { amount: 2000, currency: 'eur' } }),
    { ...paying, confirmOptions: { mandate: 'mandate_1' } },
    'intent created, mandate tried, intent attempt_started → processing; call authorise',
    { attempt: { arrangement: { mandate: 'mandate_1' }, once_under: 'mandate_1' } },
  ],
  'under a leave for one payment, while another one is tried under it': [
    tryingOnce,
    { ...paying, confirmOptions: { mandate: 'mandate_1' } },
    'refused payment_intent_mandate_invalid (mandate)',
  ],
  'without its payer, and without the leave for one payment that it was saved with': [
    firstScene.but(paymentMethod, 'pm_1', {
      credential: {
        network_transaction_id: '1',
        usage: 'off_session',
        stored: now,
        mandate: 'mandate_1',
        single_use: true,
      },
    }),
    { ...paying, off_session: true },
    'refused payment_intent_mandate_required (mandate)',
  ],
  'with what a processor gave, in another currency': [
    firstScene,
    {
      ...paying,
      presentment: {
        amount: 2200,
        currency: 'usd',
        exchange_rate: '1.1',
        correction_rate: '1',
        of: { amount: 2000, currency: 'eur' },
      },
    },
    begun,
    (after) => {
      const { amount, currency } = after.outcome('authorise', null).effect.request
      assert.deepEqual([amount, currency, after.row(paymentIntent, 'pi_1').attempt?.amount], [2200, 'usd', 2000])
    },
  ],
  'in a live environment without a processor': [
    firstScene,
    paying,
    'refused testmode_charges_only',
    undefined,
    { environment: { livemode: true } },
  ],
})

const dated = {
  ...creation,
  ...paying,
  customer: 'cus_1',
  confirmation_token: 'ctoken_1',
  confirmOptions: { mandate: 'mandate_1' },
}
const right = {
  given: firstScene,
  input: dated,
  verdict: 'intent created, token used, intent attempt_started → processing; call authorise',
}
refusesInOrder(createIntent, right, [
  ['a customer that is not there', { customer: 'cus_9' }, 'resource_missing (customer)'],
  ['a leave that is not there', { confirmOptions: { mandate: 'mandate_9' } }, 'resource_missing (mandate)'],
  [
    'the token was used',
    (world) => world.but(confirmationToken, 'ctoken_1', { payment_intent: 'pi_9' }),
    'confirmation_token_used (confirmation_token)',
  ],
  ['the token is too old', new Under({ now: now + 43_200_000 }), 'confirmation_token_expired (confirmation_token)'],
  ['a currency that there is not', { currency: 'xyz' }, 'invalid_currency (currency)'],
  ['more than a payment may be', { amount: 100_000_001 }, 'amount_too_large (amount)'],
  [
    'a type that nobody has',
    { payment_method_types: ['shells'] },
    'payment_method_type_unknown (payment_method_types[0])',
  ],
  ['an end that is past', { expires_at: 1 }, 'expiry_in_past (expires_at)'],
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
    'the method was taken away',
    (world) => world.but(paymentMethod, 'pm_1', { detached: true }),
    'payment_method_detached (payment_method)',
  ],
  [
    "the method is another customer's",
    (world) => world.but(paymentMethod, 'pm_1', { customer: 'cus_2' }),
    'payment_method_customer_mismatch (payment_method)',
  ],
  [
    'a type that it does not let through',
    { excluded_payment_method_types: ['card'] },
    'payment_method_type_not_allowed (payment_method)',
  ],
  ['to be paid again and again', { usage: 'multiple' }, 'payment_method_not_reusable (usage)'],
  [
    'a network that the card does not have',
    { payment_method_options: { card: { network: 'amex', require_cvc_recollection: true } } },
    'card_network_unavailable (payment_method_options[card][network])',
  ],
  [
    'the leave has ended',
    (world) => world.but(mandate, 'mandate_1', { status: 'inactive' }),
    'payment_intent_mandate_invalid (mandate)',
  ],
  [
    'the code of the card is asked for again',
    { payment_method_options: { card: { require_cvc_recollection: true } } },
    'parameter_missing (payment_method_options[card][cvc])',
  ],
  ['no processor is connected', new Under({ environment: { connectorAccounts: [] } }), 'testmode_charges_only'],
])
refusesInOrder(
  createIntent,
  {
    ...right,
    input: { ...dated, source: 'token' },
    verdict: right.verdict.replace('intent created', 'method spent, intent created'),
  },
  [
    ['a token that is not there', { method: { existing: 'pm_9' } }, 'resource_missing (source)'],
    [
      'the confirmation token was used',
      (world) => world.but(confirmationToken, 'ctoken_1', { payment_intent: 'pi_9' }),
      'confirmation_token_used (confirmation_token)',
    ],
    ['the token has paid', (world) => world.but(paymentMethod, 'pm_1', { spent: true }), 'token_already_used (source)'],
    ['a currency that there is not', { currency: 'xyz' }, 'invalid_currency (currency)'],
  ],
)
