/** Making a payment method of what a payer entered, and changing it. */
import { decides, refusesInOrder } from '../../../../../test/support/command-tables.ts'
import { card, firstScene, now, sealed, tooManyNotes } from '../../../../../test/support/payment-scenes.ts'
import { paymentMethod } from '../aggregate.ts'
import { createPaymentMethod } from './create.ts'
import { updatePaymentMethod } from './update.ts'

const entered = { ...sealed, id: 'pm_9', card: card.card, billing_details: null, metadata: null, allow_redisplay: null }
const qris = { ...entered, seal: null, card: null, method: { type: 'qris', details: {} } }

decides(
  createPaymentMethod,
  { method: entered },
  {
    'a card': [firstScene, {}, 'method created', { id: 'pm_9', type: 'card', card: { last4: '4242' }, customer: null }],
    'what is no card': [firstScene, { method: qris }, 'method created', { type: 'qris', card: null }],
  },
)

const theirs = firstScene
  .but(paymentMethod, 'pm_1', { customer: 'cus_1' })
  .but(paymentMethod, 'pm_debit', { customer: 'cus_1', type: 'us_bank_account' })
const notes = { id: 'pm_1', metadata: { a: 'b' } }
const year = 'card[exp_year]'
const wrong = 'refused invalid_expiry_year'
decides(
  updatePaymentMethod,
  { id: 'pm_1' },
  {
    'its notes': [theirs, notes, 'method updated', { metadata: { a: 'b' } }],
    nothing: [theirs, {}, 'nothing'],
    'who pays': [
      theirs,
      { billing_details: { name: 'Ada' } },
      'method updated',
      { billing_details: { name: 'Ada', email: 'ada@example.com' } },
    ],
    'whether it is shown again': [
      theirs,
      { allow_redisplay: 'always' },
      'method updated',
      { allow_redisplay: 'always' },
    ],
    'until when the card is good': [
      theirs,
      { card: { exp_year: 2031 } },
      'method updated',
      { card: { exp_month: 12, exp_year: 2031 } },
    ],
    'a year of two digits': [theirs, { card: { exp_year: 31 } }, 'method updated', { card: { exp_year: 2031 } }],
    'until this month': [theirs, { card: { exp_month: 6, exp_year: 2026 } }, 'method updated'],
    'until the month before': [theirs, { card: { exp_month: 5, exp_year: 2026 } }, `${wrong} (${year})`],
    'until a month that is past, of the year that it has': [
      theirs.but(paymentMethod, 'pm_1', { card: { ...cardOf(), exp_year: 2026 } }),
      { card: { exp_month: 5 } },
      `${wrong} (card[exp_month])`,
    ],
    'until fifty years from now': [theirs, { card: { exp_year: 2076 } }, 'method updated'],
    'until a year that is a typing error': [theirs, { card: { exp_year: 2077 } }, `${wrong} (${year})`],
    'an expired card, of which something else changes': [
      theirs.but(paymentMethod, 'pm_1', {
        card: { ...cardOf(), exp_year: 2020, networks: ['visa', 'cartes_bancaires'] },
      }),
      { card: { networks: { preferred: 'cartes_bancaires' } } },
      'method updated',
      { card: { preferred_network: 'cartes_bancaires' } },
    ],
    'a network that the card does not have': [
      theirs,
      { card: { networks: { preferred: 'amex' } } },
      'refused card_network_unavailable (card[networks][preferred])',
    ],
    'its kind of account': [
      theirs,
      { id: 'pm_debit', us_bank_account: { account_type: 'savings' } },
      'method updated',
      { details: { account_type: 'savings', last4: '3000' } },
    ],
    'one that nobody has': [firstScene, notes, 'refused payment_method_unattached (payment_method)'],
    'one that nobody has, by a foreign API that lets it': [
      firstScene,
      { ...notes, unattached: 'changed' },
      'method updated',
    ],
  },
)
function cardOf() {
  if (card.card === null) throw new Error('pm_1 is a card')
  return card.card
}

refusesInOrder(updatePaymentMethod, { given: theirs, input: notes, verdict: 'method updated' }, [
  ['one that is not there', { id: 'pm_9' }, 'resource_missing (payment_method)'],
  [
    'it was taken away',
    (world) => world.but(paymentMethod, 'pm_1', { detached: true }),
    'payment_method_detached (payment_method)',
  ],
  [
    'nobody has it',
    (world) => world.but(paymentMethod, 'pm_1', { customer: null }),
    'payment_method_unattached (payment_method)',
  ],
  ['it is no card', (world) => world.but(paymentMethod, 'pm_1', { card: null }), 'parameter_unknown (card)'],
  ['it is no such account', { us_bank_account: {} }, 'parameter_unknown (us_bank_account)'],
  [
    'a network that the card does not have',
    { card: { exp_year: 2020, networks: { preferred: 'amex' } } },
    'card_network_unavailable (card[networks][preferred])',
  ],
  ['until a year that is past', { card: { exp_year: 2020 } }, `invalid_expiry_year (${year})`],
  ['too many notes', { metadata: tooManyNotes }, 'parameter_invalid (metadata)'],
])
assertJune(now)
function assertJune(at: number) {
  if (!new Date(at).toISOString().startsWith('2026-06')) throw new Error('the tables above are written for June 2026')
}
