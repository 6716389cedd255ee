/** Making, changing and deleting a customer. */
import assert from 'node:assert/strict'
import { decides, refusesInOrder } from '../../../../../test/support/command-tables.ts'
import { card, firstScene, sealed, tooManyNotes } from '../../../../../test/support/payment-scenes.ts'
import { paymentMethod } from '../../payment-method/index.ts'
import { customer } from '../aggregate.ts'
import { createCustomer } from './create.ts'
import { deleteCustomer } from './delete.ts'
import { updateCustomer } from './update.ts'

const entered = { ...sealed, id: 'pm_9', card: card.card, billing_details: null, metadata: null, allow_redisplay: null }
const usual = (method: string) => ({ invoice_settings: { default_payment_method: method } })
const param = 'invoice_settings[default_payment_method]'
const theirs = firstScene.but(paymentMethod, 'pm_1', { customer: 'cus_1' })

decides(
  createCustomer,
  { terms: { name: 'Cy' }, method: null },
  {
    'with a name': [firstScene, {}, 'customer created', { id: 'cus_3', name: 'Cy', invoice_prefix: 'XXXXXXXX' }],
    'with a method that nobody has': [
      firstScene,
      { method: { existing: 'pm_1' } },
      'customer created, method attached',
    ],
    'with a card that is entered now': [
      firstScene,
      { method: { created: entered } },
      'customer created, method created, method attached',
      (after) => assert.equal(after.row(paymentMethod, 'pm_9').customer, 'cus_3'),
    ],
    'with a source of older code, which is its default': [
      firstScene,
      { method: { existing: 'pm_1' }, as_source: true },
      'customer created, method attached',
      { default_source: 'pm_1' },
    ],
    'with the method that it has as its usual one': [
      firstScene,
      { method: { existing: 'pm_1' }, terms: usual('pm_1') },
      'customer created, method attached',
    ],
    'with a usual method that it does not have': [
      firstScene,
      { terms: usual('pm_1') },
      `refused payment_method_customer_mismatch (${param})`,
    ],
    "with another customer's method": [
      firstScene,
      { method: { existing: 'pm_bob' } },
      'refused payment_method_already_attached (payment_method)',
    ],
    "with a source that is another customer's": [
      firstScene,
      { method: { existing: 'pm_bob' }, as_source: true },
      'refused payment_method_already_attached (source)',
    ],
    'with a method that cannot be saved': [
      firstScene,
      { method: { existing: 'pm_qris' } },
      'refused payment_method_not_savable (payment_method)',
    ],
  },
)
refusesInOrder(
  createCustomer,
  {
    given: firstScene,
    input: { terms: usual('pm_qris'), method: { existing: 'pm_debit' } },
    verdict: `refused payment_method_customer_mismatch (${param})`,
  },
  [
    ['a method that is not there', { method: { existing: 'pm_9' } }, 'resource_missing (payment_method)'],
    [
      'the method was taken away',
      (world) => world.but(paymentMethod, 'pm_qris', { detached: true }),
      'payment_method_detached (payment_method)',
    ],
    [
      "the method is another customer's",
      (world) => world.but(paymentMethod, 'pm_qris', { customer: 'cus_2' }),
      'payment_method_already_attached (payment_method)',
    ],
    ['the method cannot be saved', { method: { existing: 'pm_qris' } }, 'payment_method_not_savable (payment_method)'],
  ],
)

decides(
  updateCustomer,
  { id: 'cus_1', terms: {} },
  {
    'its name': [firstScene, { terms: { name: 'Ada L.' } }, 'customer updated', { name: 'Ada L.' }],
    nothing: [firstScene, {}, 'nothing'],
    'its notes, one of them unset': [
      firstScene.but(customer, 'cus_1', { metadata: { a: 'b', c: 'd' } }),
      { terms: { metadata: { a: null } } },
      'customer updated',
      { metadata: { c: 'd' } },
    ],
    'what it owes, in the currency of the account': [
      firstScene,
      { terms: { balance: -500 } },
      'customer updated',
      { balance: -500, currency: 'eur' },
    ],
    'a card that is entered now, as its default source': [
      firstScene,
      { source: { created: entered } },
      'method created, method attached, customer updated',
      { default_source: 'pm_9' },
    ],
    'a card that it has, as its default source': [
      theirs,
      { source: { existing: 'pm_1' } },
      'customer updated',
      { default_source: 'pm_1' },
    ],
    'one of its cards, as its default source': [
      theirs,
      { default_source: 'pm_1' },
      'customer updated',
      { default_source: 'pm_1' },
    ],
    'its usual method': [theirs, { terms: usual('pm_1') }, 'customer updated'],
    'one that is not there': [firstScene, { id: 'cus_9' }, 'refused resource_missing (id)'],
  },
)
refusesInOrder(
  updateCustomer,
  { given: theirs, input: { id: 'cus_1', terms: { name: 'Ada' } }, verdict: 'customer updated' },
  [
    ['a source that is not there', { source: { existing: 'pm_9' } }, 'resource_missing (source)'],
    [
      'a default source that is not there',
      { default_source: 'pm_9', source: { existing: 'pm_gone' } },
      'resource_missing (default_source)',
    ],
    ['the customer was deleted', (world) => world.but(customer, 'cus_1', { deleted: true }), 'resource_missing (id)'],
    ['the source was taken away', { source: { existing: 'pm_gone' } }, 'payment_method_detached (source)'],
    [
      "the source is another customer's",
      { source: { existing: 'pm_bob' } },
      'payment_method_already_attached (source)',
    ],
    ['the source cannot be saved', { source: { existing: 'pm_qris' } }, 'payment_method_not_savable (source)'],
    [
      "the default source is another customer's",
      { default_source: 'pm_bob' },
      'payment_method_customer_mismatch (default_source)',
    ],
    [
      "the usual method is another customer's",
      { terms: { ...usual('pm_bob'), metadata: tooManyNotes } },
      `payment_method_customer_mismatch (${param})`,
    ],
    ['too many notes', { terms: { metadata: tooManyNotes } }, 'parameter_invalid (metadata)'],
  ],
)

decides(
  deleteCustomer,
  { id: 'cus_1' },
  {
    'what is personal is erased, as due work of the same commit': [
      firstScene,
      {},
      'customer deleted; due erase',
      { name: null, deleted: true },
    ],
    twice: [firstScene.after(deleteCustomer, { id: 'cus_1' }), {}, 'refused resource_missing (id)'],
    'one that is not there': [firstScene, { id: 'cus_9' }, 'refused resource_missing (id)'],
  },
)
