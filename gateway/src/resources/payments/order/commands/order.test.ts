/** A shop's orders: made, changed, given a payment, and marked as paid after a look at it. */
import assert from 'node:assert/strict'
import { decides, refusesInOrder } from '../../../../../test/support/command-tables.ts'
import {
  atIssuer,
  canceled,
  firstScene,
  held,
  now,
  paidScene,
  paymentIntent,
  ready,
} from '../../../../../test/support/payment-scenes.ts'
import { charge } from '../../charge/index.ts'
import { cancelIntent } from '../../payment-intent/index.ts'
import { order, orderBook } from '../aggregate.ts'
import { createOrder } from './create.ts'
import { markPaid } from './mark-paid.ts'
import { requestPayment } from './request-payment.ts'
import { updateOrder } from './update.ts'

const line = { title: 'Towel', description: '', amount: 1000, quantity: 2 }
const creation = { currency: 'eur', lines: [line], user: null, receipt_email: null, order_id: null, order_number: null }
const first = 'ord_000000000001'
const ordered = firstScene.after(createOrder, creation)
const requested = ordered.after(requestPayment, { order: first, intent: null })
const byIntent = { order: first, intent: 'pi_1' }
/** The order's payment as it stands at a step of its way. */
const at = (scene: typeof paidScene) => scene.with(order, requested.row(order, first))
const marked = at(paidScene).after(markPaid, { ...byIntent, said: null })

decides(createOrder, creation, {
  'with the next id and a number of ours': [
    firstScene,
    {},
    'order book entered, order created → open',
    { order_id: 1, order_number: orderNumber() },
  ],
  'after another one': [ordered, {}, 'order book entered, order created → open', { order_id: 2 }],
  'with an id of the shop': [firstScene, { order_id: 9 }, 'order book entered, order created → open', { order_id: 9 }],
  'after an id of the shop': [
    firstScene.after(createOrder, { ...creation, order_id: 9 }),
    {},
    'order book entered, order created → open',
    { order_id: 10 },
  ],
  'with a lower id than the highest': [
    firstScene.after(createOrder, { ...creation, order_id: 9 }),
    { order_id: 3 },
    'order book entered, order created → open',
    (after) => assert.equal(after.row(orderBook, 'orders_book').latest, 9),
  ],
  'without lines': [firstScene, { lines: [] }, 'order book entered, order created → open'],
  'with an id that is taken': [ordered, { order_id: 1 }, 'refused order_id_taken (order_id)'],
  'after the last id that there is': [
    firstScene.after(createOrder, { ...creation, order_id: 999_999_999_999 }),
    {},
    'refused order_id_taken (order_id)',
  ],
  'with a number that may be made here': [
    firstScene,
    { order_number: 'ORD-20260615-AAAA' },
    'refused order_number_reserved (order_number)',
  ],
  'with a number of an earlier day': [
    firstScene,
    { order_number: 'ORD-20260614-AAAA' },
    'order book entered, order created → open',
  ],
  'for half a króna each': [
    firstScene,
    { currency: 'isk', lines: [line, { ...line, amount: 1001 }] },
    'refused amount_not_divisible (line_items[1][amount])',
  ],
})
function orderNumber() {
  return ordered.row(order, first).order_number
}
refusesInOrder(createOrder, { given: ordered, input: creation, verdict: 'order book entered, order created → open' }, [
  ['a currency that there is not', { currency: 'xyz' }, 'invalid_currency (currency)'],
  ['more than a payment may be', { lines: [{ ...line, amount: 99_999_999 }] }, 'amount_too_large (line_items)'],
  ['an id that is taken', { order_id: 1 }, 'order_id_taken (order_id)'],
  ['a number that may be made here', { order_number: 'ORD-20260615-AAAA' }, 'order_number_reserved (order_number)'],
])

const update = { order: first, intent: null, changes: { lines: [{ ...line, quantity: 3 }] } }
decides(updateOrder, update, {
  'its lines': [ordered, {}, 'order updated → open', { lines: [{ quantity: 3 }] }],
  'its lines, and what its payment asks for': [
    requested,
    byIntent,
    'order updated, intent updated → open',
    (after) => assert.equal(after.row(paymentIntent, 'pi_1').amount, 3000),
  ],
  'its user: its payment says nothing of it': [
    requested,
    { ...byIntent, changes: { user: 'user_1' } },
    'order updated → open',
    { user: 'user_1' },
  ],
  'its email, and that of its payment': [
    requested,
    { ...byIntent, changes: { receipt_email: 'ada@example.com' } },
    'order updated, intent updated → open',
    (after) => assert.equal(after.row(paymentIntent, 'pi_1').receipt_email, 'ada@example.com'),
  ],
  'while its payment is made': [at(atIssuer), byIntent, 'refused payment_intent_unexpected_state (amount)'],
  'when its payment was canceled': [at(canceled), byIntent, 'order updated → open'],
  'to nothing that costs anything': [
    requested,
    { ...byIntent, changes: { lines: [] } },
    'refused order_empty (line_items)',
  ],
})
refusesInOrder(
  updateOrder,
  { given: requested, input: { ...update, ...byIntent }, verdict: 'order updated, intent updated → open' },
  [
    ['an order that is not there', { order: 'ord_000000000009' }, 'resource_missing (id)'],
    ['it is paid', (world) => world.but(order, first, { status: 'paid' }), 'order_already_paid'],
    [
      'it was given another payment meanwhile',
      (world) => world.but(order, first, { payment_intent: 'pi_2' }),
      'order_in_progress',
    ],
    [
      'more than a payment may be',
      { changes: { lines: [{ ...line, amount: 99_999_999 }] } },
      'amount_too_large (line_items)',
    ],
    [
      'its payment is under way',
      (world) => world.but(paymentIntent, 'pi_1', { status: 'processing' }),
      'payment_intent_unexpected_state (amount)',
    ],
  ],
)

const request = { order: first, intent: null }
decides(requestPayment, request, {
  'the first time: a payment over its total': [
    ordered,
    {},
    'intent created, order payment_requested → open',
    (after) =>
      assert.partialDeepStrictEqual(after.row(paymentIntent, 'pi_1'), {
        amount: 2000,
        currency: 'eur',
        metadata: { order_id: '1' },
      }),
  ],
  'again: the same payment': [requested, byIntent, 'nothing → open', { payment_intent: 'pi_1' }],
  'at the same moment as another request': [requested, request, 'nothing → open', { payment_intent: 'pi_1' }],
  'at the same moment as another request, for another amount': [
    requested.but(order, first, { lines: [{ ...line, quantity: 3 }] }),
    request,
    'refused order_in_progress',
  ],
  'after its payment was changed from outside: it asks for the total again': [
    requested.but(paymentIntent, 'pi_1', { amount: 1 }),
    byIntent,
    'intent updated → open',
    (after) => assert.equal(after.row(paymentIntent, 'pi_1').amount, 2000),
  ],
  'after its payment was canceled: another one': [
    requested.after(cancelIntent, { intent: 'pi_1', cancellation_reason: null }),
    byIntent,
    'intent created, order payment_requested → open',
    { payment_intent: 'pi_2' },
  ],
})
refusesInOrder(requestPayment, { given: requested, input: byIntent, verdict: 'nothing → open' }, [
  ['an order that is not there', { order: 'ord_000000000009' }, 'resource_missing (orderId)'],
  ['it is paid', (world) => world.but(order, first, { status: 'paid' }), 'order_already_paid'],
  ['it costs nothing', (world) => world.but(order, first, { lines: [] }), 'order_empty (line_items)'],
  [
    'its payment is under way, over another amount',
    (world) => world.but(paymentIntent, 'pi_1', { status: 'processing', amount: 1 }),
    'payment_intent_unexpected_state (amount)',
  ],
])

const mark = { ...byIntent, said: null }
decides(markPaid, mark, {
  'its payment has succeeded': [at(paidScene), {}, 'order paid → paid', { paid_at: now }],
  'more came in than it costs': [
    at(paidScene).but(paymentIntent, 'pi_1', { amount_received: 2001 }),
    {},
    'order paid → paid',
  ],
  'a part went back': [at(paidScene).but(charge, 'ch_1', { amount_refunded: 1999 }), {}, 'order paid → paid'],
  'all of it went back': [
    at(paidScene).but(charge, 'ch_1', { amount_refunded: 2000 }),
    {},
    'refused order_payment_refunded',
  ],
  twice: [marked, {}, 'nothing → paid'],
  'its payment is at the issuer': [at(atIssuer), {}, 'refused order_not_paid'],
  'its payment is only held': [at(held), {}, 'refused order_not_paid'],
  'its payment is not confirmed': [at(ready), {}, 'refused order_not_paid'],
})
refusesInOrder(markPaid, { given: at(paidScene), input: { ...mark, said: 'pi_1' }, verdict: 'order paid → paid' }, [
  ['an order that is not there', { order: 'ord_000000000009' }, 'resource_missing (orderId)'],
  ['no payment was asked for', (world) => world.but(order, first, { payment_intent: null }), 'order_payment_missing'],
  ['another payment is said', { said: 'pi_9' }, 'order_payment_mismatch (payment_intent)'],
  ['it was given another payment meanwhile', { intent: null, said: null }, 'order_in_progress'],
  [
    'its payment has not succeeded',
    (world) => world.but(paymentIntent, 'pi_1', { status: 'processing' }),
    'order_not_paid',
  ],
  [
    'less came in than it costs',
    (world) => world.but(paymentIntent, 'pi_1', { amount_received: 1999 }),
    'order_amount_mismatch',
  ],
  [
    'it came in in another currency',
    (world) => world.but(paymentIntent, 'pi_1', { currency: 'usd' }),
    'order_amount_mismatch',
  ],
  ['all of it went back', (world) => world.but(charge, 'ch_1', { amount_refunded: 2000 }), 'order_payment_refunded'],
])
