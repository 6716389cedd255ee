/** What a processor answers to a refund, what it says of it later, and taking it back. */
import assert from 'node:assert/strict'
import { decides, followsTransitions, refusesInOrder } from '../../../../../test/support/command-tables.ts'
import type { World } from '../../../../../test/support/deciding.ts'
import { now, paidScene } from '../../../../../test/support/payment-scenes.ts'
import {
  arrived,
  asked,
  askedForAccount,
  inEachRefundStatus,
  ofRefund,
  onItsWay,
  refund,
  refusedRefund,
  sentBack,
  takenBack,
  takingBack,
} from '../../../../../test/support/refund-scenes.ts'
import { charge } from '../../charge/index.ts'
import { refundTransitions } from '../aggregate.ts'
import { cancelRefund } from './cancel.ts'
import { recordRefundCancel } from './record-cancel.ts'
import { recordRefundDoubt } from './record-doubt.ts'
import { recordRefund } from './record-refund.ts'
import { recordRefundSettlement } from './record-settlement.ts'

const dayMs = 86_400_000
const known = 'refused outcome_already_recorded'
/** 19.12 came in on the day of the payment; what is refunded of it is missing there, or from what is available by now. */
const pending = (world: World) => world.balances.get('merchant_pending:2026-06-17 eur')
const available = (world: World) => world.balances.get('merchant_available eur')

decides(recordRefund, asked.outcome('refund', { outcome: 'succeeded', reference: 'sim_re_1' } as const), {
  'it went back': [
    asked,
    {},
    'refund accepted, charge refunded → succeeded; done call',
    (after) => assert.deepEqual([pending(after), after.row(charge, 'ch_1').amount_refunded], [1412, 500]),
  ],
  'when the day of the payment has come': [
    asked,
    {},
    'refund accepted, charge refunded → succeeded; done call',
    (after) => assert.deepEqual([pending(after), available(after)], [1912, -500]),
    { now: now + 3 * dayMs },
  ],
  'it is on its way': [
    asked,
    { outcome: { outcome: 'pending', reference: 'sim_re_1', settles_at: now + dayMs } },
    'refund accepted, charge refunded → pending; due settle; done call',
    (after) => assert.equal(pending(after), 1412),
  ],
  'it went back, and may yet be sent back': [
    asked,
    { outcome: { outcome: 'succeeded_unsettled', reference: 'sim_re_1', settles_at: now + dayMs } },
    'refund accepted, charge refunded → succeeded; due settle; done call',
  ],
  'refused: no money has moved': [
    asked,
    { outcome: { outcome: 'failed', reason: 'declined', message: 'No.' } },
    'refund declined, charge refund_dropped → failed; done call',
    (after) => assert.deepEqual([pending(after), after.row(charge, 'ch_1').amount_refunding], [1912, 0]),
  ],
  'never received': [
    asked,
    { outcome: { outcome: 'never_received' } },
    'refund declined, charge refund_dropped → failed; done call',
  ],
  'never sent': [
    asked,
    { outcome: { outcome: 'not_sent', why: 'refused' } },
    'refund declined, charge refund_dropped → failed; done call',
    { failure_reason: 'unknown' },
  ],
  'told twice': [onItsWay, {}, known],
  'while it is taken back': [takingBack, {}, known],
})

decides(recordRefundDoubt, asked.outcome('refund', undefined), {
  'the processor said nothing: the call stays open': [
    asked,
    {},
    'nothing → pending',
    { operation: { kind: 'refund' } },
  ],
  'it was known before': [arrived, {}, known],
})

decides(recordRefundSettlement, onItsWay.outcome('refund', { outcome: 'succeeded', reference: 'sim_re_1' } as const), {
  'it has arrived': [onItsWay, {}, 'refund settled → succeeded; done settle'],
  'it had arrived before': [arrived, {}, 'nothing → succeeded; done settle'],
  'it is on its way still': [
    onItsWay,
    { outcome: { outcome: 'pending', reference: 'sim_re_1', settles_at: now + dayMs } },
    'nothing → pending; due settle; done settle',
  ],
  'it was sent back: the merchant has the money again': [
    onItsWay,
    { outcome: { outcome: 'failed', reason: 'invalid_account', message: 'No.' } },
    'refund returned, charge refund_returned → failed; done settle',
    (after) => assert.deepEqual([pending(after), after.row(charge, 'ch_1').amount_refunded], [1912, 0]),
  ],
  'it was sent back after it had arrived': [
    arrived,
    { outcome: { outcome: 'failed', reason: 'invalid_account', message: 'No.' } },
    'refund returned, charge refund_returned → failed; done settle',
    { failure_reason: 'invalid_account' },
  ],
  'the processor knows nothing of it any more': [
    onItsWay,
    { outcome: { outcome: 'never_received' } },
    'refund returned, charge refund_returned → failed; done settle',
  ],
  'while it is taken back, that call decides first': [takingBack, {}, 'nothing → pending; due settle; done settle'],
  'sent back while it is taken back: that call decides first': [
    takingBack,
    { outcome: { outcome: 'failed', reason: 'declined', message: 'No.' } },
    'nothing → pending; due settle; done settle',
  ],
  'of one that was never accepted': [asked, {}, known],
  'of one that was refused': [refusedRefund, {}, known],
  'of one that was sent back': [sentBack, {}, known],
  'of one that was taken back': [takenBack, {}, known],
})

decides(cancelRefund, ofRefund, {
  'the processor is asked': [onItsWay, {}, 'refund cancel_started → pending; call cancel_refund'],
  'one that waits for an account is dropped': [
    askedForAccount,
    {},
    'refund dropped, charge refund_dropped → canceled',
    (after) => assert.equal(after.row(charge, 'ch_1').amount_refunding, 0),
  ],
  'one that is not accepted yet': [asked, {}, 'refused refund_not_cancelable'],
  'one that is taken back': [takingBack, {}, 'refused refund_not_cancelable'],
  'one that has arrived': [arrived, {}, 'refused refund_not_cancelable'],
})
refusesInOrder(
  cancelRefund,
  { given: onItsWay, input: ofRefund, verdict: 'refund cancel_started → pending; call cancel_refund' },
  [
    ['a payment that is not there', { intent: 'pi_9' }, 'resource_missing (intent)'],
    ['a refund that is not there', { refund: 're_9' }, 'resource_missing (refund)'],
    ['a charge that is not there', { charge: 'ch_9' }, 'resource_missing (charge)'],
    ['it has arrived', (world) => world.but(refund, 're_1', { status: 'succeeded' }), 'refund_not_cancelable'],
  ],
)
followsTransitions(
  cancelRefund,
  { ...refundTransitions.cancel_started, ...refundTransitions.dropped },
  'refund_not_cancelable',
  inEachRefundStatus(ofRefund),
)

const canceled = { outcome: 'canceled' } as const
decides(recordRefundCancel, takingBack.outcome('cancel_refund', canceled), {
  'taken back: the merchant has the money again': [
    takingBack,
    {},
    'refund canceled, charge refund_returned → canceled; done call, settle',
    (after) => assert.deepEqual([pending(after), after.row(charge, 'ch_1').amount_refunded], [1912, 0]),
  ],
  'refused: the refund goes on': [
    takingBack,
    { outcome: { outcome: 'refused', code: 'late', message: 'Too late.' } },
    'refund cancel_refused → pending; done call; declined processor_refused_operation',
    { operation: null },
  ],
  'never sent: the refund goes on': [
    takingBack,
    { outcome: { outcome: 'not_sent', why: 'refused' } },
    'refund cancel_refused → pending; done call; declined processor_refused_operation',
  ],
  'refused, where an earlier release has noted meanwhile that it arrived': [
    takingBack.but(refund, 're_1', { status: 'succeeded' }),
    { outcome: { outcome: 'refused', code: 'late', message: 'Too late.' } },
    'refund cancel_refused → succeeded; done call; declined processor_refused_operation',
    { operation: null },
  ],
  'taken back, where an earlier release has noted meanwhile that it arrived: nobody knows': [
    takingBack.but(refund, 're_1', { status: 'succeeded' }),
    {},
    known,
  ],
  'told twice': [takenBack, {}, known],
  'of a refund that was not taken back': [onItsWay, {}, known],
  'of a payment without refunds': [paidScene, {}, 'refused resource_missing (refund)'],
})
