/** How an attempt stands by now whose payer acts outside: money in time, in parts, too much, late, or not at all. */
import assert from 'node:assert/strict'
import { decides, refusesInOrder } from '../../../../../test/support/command-tables.ts'
import type { World } from '../../../../../test/support/deciding.ts'
import {
  atIssuer,
  canceled,
  debited,
  decline,
  firstScene,
  handedOut,
  now,
  partReceived,
  paymentIntent,
  reusable,
  twoAccounts,
} from '../../../../../test/support/payment-scenes.ts'
import { charge } from '../../charge/index.ts'
import { cancelIntent } from './cancel.ts'
import { confirmIntent } from './confirm.ts'
import { recordAttemptStatus } from './record-attempt-status.ts'

const dayMs = 86_400_000
/** A payment into the attempt; `open`: more may come. */
const came = (amount: number, open = false) =>
  ({
    outcome: 'received',
    reference: 'sim_1',
    payments: [{ reference: 'p_1', amount, received_at: now }],
    open,
  }) as const
const asked = { ...handedOut.outcome('authorise', came(2_000_000)), attempt: 'ch_1' }
/** The question about a code of which one payment is recorded. */
const askedAgain = { ...asked, effect: { ...asked.effect, request: { ...asked.effect.request, seen: 1 } } }
const qr = { kind: 'qr_code', data: '00020101021226', expires_at: null } as const
const waits = { outcome: 'action', reference: 'sim_1', action: qr, expires_at: null, ask_at: null } as const

const replaced = handedOut.after(confirmIntent, {
  intent: 'pi_1',
  method: { existing: 'pm_1' },
  off_session: false,
  return_url: null,
  client_secret: null,
})
const givenUp = handedOut.after(cancelIntent, { intent: 'pi_1', cancellation_reason: null })
/** Confirmed with another method, which failed: the payment is open, and its payer holds the code still. */
const open = replaced.but(paymentIntent, 'pi_1', { status: 'requires_payment_method', operation: null, attempt: null })
const paidLate = 'charge paid, intent late_received, intent paid → succeeded; due settle'

decides(recordAttemptStatus, asked, {
  'all of it came in': [
    handedOut,
    {},
    'charge paid, intent paid → succeeded; due settle; done ask',
    { amount_received: 2_000_000, attempt: null },
  ],
  'a part, and the rest may follow': [
    handedOut,
    { outcome: came(500_000, true) },
    'charge paid, intent part_received → requires_action; due settle, ask; done ask',
    { amount_received: 500_000, attempt: { asked: { seen: 1 } } },
  ],
  'a part, and no more can come: it failed, and the part stays': [
    handedOut,
    { outcome: came(500_000) },
    'charge paid, intent part_received, intent attempt_failed → requires_payment_method; due settle; done ask',
    { amount_received: 500_000, last_payment_error: { code: 'payment_amount_mismatch' } },
  ],
  'the rest of a part': [
    partReceived,
    { ...askedAgain, outcome: came(1_500_000) },
    'charge paid, intent paid → succeeded; due settle; done ask',
    (after) =>
      assert.deepEqual([after.row(charge, 'ch_1').amount, after.row(charge, 'ch_2').amount], [500_000, 1_500_000]),
  ],
  'too much, which is kept': [
    handedOut,
    { outcome: came(2_100_000) },
    'charge paid, intent paid → succeeded; due settle; done ask',
    { amount_received: 2_100_000 },
  ],
  'too much, of which the difference goes back': [
    handedOut,
    { outcome: came(2_100_000) },
    'charge paid, intent paid → succeeded; due settle, refund; done ask',
    { amount_received: 2_100_000 },
    { environment: { receipts: { late: 'accept', excess: 'refund' } } },
  ],
  'a code that is paid again and again': [
    reusable,
    { outcome: came(2_000_000, true) },
    'charge paid, intent part_received → requires_action; due settle, ask; done ask',
    { status: 'requires_action' },
  ],
  'the payer waits still': [handedOut, { outcome: waits }, 'nothing → requires_action; due ask; done ask'],
  'the payer is done, and the scheme tells later': [
    handedOut,
    { outcome: { outcome: 'pending', reference: 'sim_1', ask_at: now + dayMs } },
    'charge pending, intent awaiting_outcome → processing; due ask; done ask',
  ],
  'a debit is on its way still': [
    debited,
    { ...debited.outcome('authorise', { outcome: 'pending', reference: 'sim_1', ask_at: now + dayMs } as const) },
    'nothing → processing; due ask; done ask',
  ],
  'a debit was paid: its charge settles': [
    debited,
    { ...debited.outcome('authorise', came(2000)) },
    'charge settled, intent paid → succeeded; due settle; done ask',
    (after) => assert.partialDeepStrictEqual(after.row(charge, 'ch_1'), { status: 'succeeded', captured: true }),
  ],
  'a debit brought less: its charge is returned, and what came stands by itself': [
    debited,
    { ...debited.outcome('authorise', came(1500)) },
    'charge returned, charge paid, intent part_received, intent attempt_failed → requires_payment_method; due settle; done ask',
    { amount_received: 1500 },
  ],
  'a debit was returned': [
    debited,
    { ...debited.outcome('authorise', { outcome: 'declined', decline } as const) },
    'charge returned, intent attempt_failed → requires_payment_method; done ask',
    { last_payment_error: { code: 'payment_method_provider_decline' } },
  ],
  'the time of its payer is over': [
    handedOut,
    { outcome: { outcome: 'expired' } },
    'intent attempt_failed → requires_payment_method; due ask; done ask',
    { past_attempts: [{ charge: 'ch_1' }], last_payment_error: { code: 'payment_intent_payment_attempt_expired' } },
  ],
  declined: [
    handedOut,
    { outcome: { outcome: 'declined', decline } },
    'charge failed, intent attempt_failed → requires_payment_method; done ask',
  ],
  'the processor never had it, and there is a backup': [
    handedOut,
    { outcome: { outcome: 'never_received' } },
    'charge failed, intent attempt_passed_on → processing; call authorise; done ask',
    { attempt: { charge: 'ch_2', connector_account: 'ca_2' } },
    { environment: { connectorAccounts: twoAccounts } },
  ],
  'approved, and held': [
    handedOut,
    { outcome: { outcome: 'authorised', approval: approvalOf() } },
    'charge authorised, intent authorised → requires_capture; due expire; done ask',
  ],
  'an answer that only cards have says nothing: it is asked again': [
    handedOut,
    { outcome: { outcome: 'captured', approval: approvalOf() } },
    'nothing → requires_action; due ask; done ask',
  ],
  'late, while the payment is open: it is paid': [
    open,
    {},
    `${paidLate}, ask; done ask`,
    { amount_received: 2_000_000 },
  ],
  'late and too much, of which the difference goes back': [
    open,
    { outcome: came(2_100_000) },
    `${paidLate}, refund, ask; done ask`,
    {},
    { environment: { receipts: { late: 'accept', excess: 'refund' } } },
  ],
  'late and too little: it goes back': [
    open,
    { outcome: came(1_000_000) },
    'charge paid, intent late_received → requires_payment_method; due settle, refund, ask; done ask',
    { amount_received: 0 },
  ],
  'late, where the merchant wants it back': [
    open,
    {},
    'charge paid, intent late_received → requires_payment_method; due settle, refund, ask; done ask',
    {},
    { environment: { receipts: { late: 'refund', excess: 'accept' } } },
  ],
  'late, where the merchant decides': [
    open,
    {},
    'charge paid, intent late_received → requires_payment_method; due settle, ask; done ask',
    {},
    { environment: { receipts: { late: 'record', excess: 'accept' } } },
  ],
  'late, while the issuer is asked about another attempt: it goes back': [
    replaced,
    {},
    'charge paid, intent late_received → processing; due settle, refund, ask; done ask',
  ],
  'late, after the payment was given up: it goes back': [
    givenUp,
    {},
    'charge paid, intent late_received → canceled; due settle, refund, ask; done ask',
    { amount_received: 0 },
  ],
  'late, in what the payment is no longer in: it goes back': [
    open.but(paymentIntent, 'pi_1', { currency: 'eur' }),
    {},
    'charge paid, intent late_received → requires_payment_method; due settle, refund, ask; done ask',
  ],
  'an attempt that has ended is looked back at, whatever is said': [
    givenUp,
    { outcome: { outcome: 'declined', decline } },
    'nothing → canceled; due ask; done ask',
  ],
  'approved when the attempt had ended': [
    givenUp,
    { outcome: { outcome: 'authorised', approval: approvalOf() } },
    'nothing → canceled; due ask; done ask',
  ],
  'looked back at for the last time': [
    givenUp,
    { outcome: { outcome: 'expired' } },
    'nothing → canceled; done ask',
    {},
    { now: now + 31 * dayMs },
  ],
  'of an attempt that nobody knows': [handedOut, { attempt: 'ch_9' }, 'refused outcome_already_recorded'],
  'of an attempt that asked nobody': [atIssuer, {}, 'refused outcome_already_recorded'],
  'of a payment without attempts': [canceled, {}, 'refused outcome_already_recorded'],
  'of a payment that is not there': [firstScene, {}, 'refused resource_missing (intent)'],
})

function approvalOf() {
  return debited.row(charge, 'ch_1').approval ?? assert.fail('a pending charge has its approval')
}

const underWay = (world: World) =>
  world.but(paymentIntent, 'pi_1', { operation: atIssuer.row(paymentIntent, 'pi_1').operation })
refusesInOrder(
  recordAttemptStatus,
  { given: handedOut, input: asked, verdict: 'charge paid, intent paid → succeeded; due settle; done ask' },
  [
    ['the method is gone', { effect: { ...asked.effect, paymentMethod: 'pm_9' } }, 'resource_missing (payment_method)'],
    ['the answer is to another call', { effect: { ...asked.effect, id: 'call_9' } }, 'outcome_already_recorded'],
    ['a call is under way, and decides first', underWay, 'operation_in_progress'],
    [
      'these payments were counted before',
      { effect: { ...asked.effect, request: { ...asked.effect.request, seen: 1 } } },
      'outcome_already_recorded',
    ],
  ],
)
