/** What a processor answers to an authorisation, and what it does not answer. */
import assert from 'node:assert/strict'
import { decides } from '../../../../../test/support/command-tables.ts'
import {
  approval,
  atIssuer,
  canceled,
  challenged,
  debiting,
  decline,
  forLater,
  handing,
  now,
  paidScene,
  paymentIntent,
  paymentMethod,
  ready,
  tryingOnce,
  twoAccounts,
} from '../../../../../test/support/payment-scenes.ts'
import { charge } from '../../charge/index.ts'
import { recordAuthorisation } from './record-authorisation.ts'
import { recordDoubt } from './record-doubt.ts'

const outOfOrder = { ...decline, code: 'processing_error', decline_code: 'processing_error' }
const qr = { kind: 'qr_code', data: '00020101021226', expires_at: null } as const
const again = { environment: { connectorAccounts: twoAccounts } }
const failed = 'charge failed, intent attempt_failed → requires_payment_method; done call; declined'
const never = 'intent attempt_failed → requires_payment_method; done call; declined processing_error'
const passedOn = 'charge failed, intent attempt_passed_on → processing; call authorise; done call'

decides(recordAuthorisation, atIssuer.outcome('authorise', { outcome: 'captured', approval } as const), {
  'paid at once': [
    atIssuer,
    {},
    'charge paid, intent paid → succeeded; due settle; done call',
    (after) => {
      assert.partialDeepStrictEqual(after.row(paymentIntent, 'pi_1'), {
        amount_received: 2000,
        operation: null,
        attempt: null,
      })
      // 2.9 % of 20.00 and 0.30 are 0.88.
      assert.equal(after.balances.get('processing_fees eur'), 88)
      assert.equal(after.balances.get('merchant_pending:2026-06-17 eur'), 1912)
    },
  ],
  'paid, and in the available balance at once': [
    atIssuer,
    { outcome: { outcome: 'captured', approval: { ...approval, settles_at_once: true } } },
    'charge paid, intent paid → succeeded; done call',
    (after) => assert.equal(after.balances.get('merchant_available eur'), 1912),
  ],
  'held for a week': [
    atIssuer,
    { outcome: { outcome: 'authorised', approval } },
    'charge authorised, intent authorised → requires_capture; due expire; done call',
    (after) => assert.equal(after.row(charge, 'ch_1').capture_before, now + 7 * 86_400_000),
  ],
  'held for a month, where that was agreed': [
    atIssuer.but(paymentIntent, 'pi_1', {
      attempt: { ...attemptOf(), arrangement: { extended_authorization: true } },
    }),
    { outcome: { outcome: 'authorised', approval } },
    'charge authorised, intent authorised → requires_capture; due expire; done call',
    (after) => assert.equal(after.row(charge, 'ch_1').capture_before, now + 30 * 86_400_000),
  ],
  'its payer is challenged': [
    atIssuer,
    { outcome: { outcome: 'challenge', challenge: 'chal_1', step: 'challenge', three_d_secure_version: '2.2.0' } },
    'intent action_required → requires_action; done call',
    { attempt: { challenge: { id: 'chal_1', result: null } } },
  ],
  'its browser is to be recognised first': [
    atIssuer,
    { outcome: { outcome: 'challenge', challenge: 'chal_1', step: 'device', three_d_secure_version: '2.2.0' } },
    'intent action_required → requires_action; done call',
    { attempt: { challenge: { step: 'device' } } },
  ],
  declined: [
    atIssuer,
    { outcome: { outcome: 'declined', decline } },
    `${failed} card_declined`,
    { payment_method: null, last_payment_error: { code: 'card_declined', charge: 'ch_1' }, operation: null },
  ],
  'declined, and there is a backup: another issuer would say the same': [
    atIssuer,
    { outcome: { outcome: 'declined', decline } },
    `${failed} card_declined`,
    {},
    again,
  ],
  'its payer failed the challenge: no issuer was asked, and there is no charge': [
    atIssuer,
    { outcome: { outcome: 'declined', decline: { ...decline, code: 'payment_intent_authentication_failure' } } },
    'intent attempt_failed → requires_payment_method; done call; declined payment_intent_authentication_failure',
    { last_payment_error: { type: 'invalid_request_error', charge: null } },
  ],
  'the processor is out of order': [
    atIssuer,
    { outcome: { outcome: 'declined', decline: outOfOrder } },
    `${failed} processing_error`,
  ],
  'the processor is out of order, and there is a backup': [
    atIssuer,
    { outcome: { outcome: 'declined', decline: outOfOrder } },
    passedOn,
    { attempt: { charge: 'ch_2', connector_account: 'ca_2', fallback: true }, latest_charge: 'ch_1' },
    again,
  ],
  'out of order by a risk rule: it stands': [
    atIssuer,
    { outcome: { outcome: 'declined', decline: { ...outOfOrder, blocked: true } } },
    `${failed} processing_error`,
    {},
    again,
  ],
  'out of order after a challenge was passed: its proof is of that account': [
    atIssuer.but(paymentIntent, 'pi_1', {
      attempt: { ...attemptOf(), challenge: { id: 'chal_1', result: 'authenticated' } },
    }),
    { outcome: { outcome: 'declined', decline: outOfOrder } },
    `${failed} processing_error`,
    {},
    again,
  ],
  'never received': [atIssuer, { outcome: { outcome: 'never_received' } }, never],
  'never received, and there is a backup': [atIssuer, { outcome: { outcome: 'never_received' } }, passedOn, {}, again],
  'never sent, and there is a backup': [
    atIssuer,
    { outcome: { outcome: 'not_sent', why: 'refused' } },
    passedOn,
    {},
    again,
  ],
  'the card could not be read: no account could': [
    atIssuer,
    { outcome: { outcome: 'never_received', unopened: 'record' } },
    never,
    { last_payment_error: { advice_code: 'confirm_card_data' } },
    again,
  ],
  'a code is handed out': [
    handing,
    handing.outcome('authorise', {
      outcome: 'action',
      reference: 'sim_1',
      action: qr,
      expires_at: now + 60_000,
      ask_at: null,
    } as const),
    'intent payer_asked → requires_action; due ask; done ask, call',
    { attempt: { asked: { seen: 0, charged: false, action: { kind: 'qr_code' } } } },
  ],
  'a debit is taken on': [
    debiting,
    debiting.outcome('authorise', { outcome: 'pending', reference: 'sim_1', ask_at: now } as const),
    'charge pending, intent awaiting_outcome → processing; due ask; done ask, call',
    { latest_charge: 'ch_1' },
  ],
  'all of it came in at once': [
    handing,
    handing.outcome('authorise', received(2_000_000, false)),
    'charge paid, intent payer_asked, intent paid → succeeded; due settle; done ask, call',
    { amount_received: 2_000_000 },
  ],
  'the time of its payer is over': [
    handing,
    handing.outcome('authorise', { outcome: 'expired' } as const),
    'intent attempt_failed → requires_payment_method; due ask; done ask, call',
  ],
  'kept for later payments of its customer': [
    forLater,
    forLater.outcome('authorise', { outcome: 'captured', approval } as const),
    'charge paid, intent paid, method attached → succeeded; due settle; done call',
    (after) => assert.equal(after.row(paymentMethod, 'pm_1').credential?.network_transaction_id, '098765'),
  ],
  "kept for later, but another customer's by now: it stays as it is": [
    forLater.but(paymentMethod, 'pm_1', { customer: 'cus_2' }),
    forLater.outcome('authorise', { outcome: 'captured', approval } as const),
    'charge paid, intent paid → succeeded; due settle; done call',
  ],
  'under a leave for one payment, which is used up by it': [
    tryingOnce,
    tryingOnce.outcome('authorise', { outcome: 'captured', approval } as const),
    'charge paid, intent paid, mandate ended → succeeded; due settle; done call',
  ],
  'declined under a leave for one payment, which may be tried again': [
    tryingOnce,
    tryingOnce.outcome('authorise', { outcome: 'declined', decline } as const),
    `${failed} card_declined`,
  ],
  'told twice': [paidScene, {}, 'refused outcome_already_recorded'],
  'told after it was canceled': [canceled, {}, 'refused outcome_already_recorded'],
  'told of a challenge that is asked for': [challenged, {}, 'refused outcome_already_recorded'],
})

function attemptOf() {
  const { attempt } = atIssuer.row(paymentIntent, 'pi_1')
  return attempt ?? assert.fail('there is an attempt')
}
function received(amount: number, open: boolean) {
  return {
    outcome: 'received',
    reference: 'sim_1',
    payments: [{ reference: 'p_1', amount, received_at: now }],
    open,
  } as const
}

decides(recordDoubt, atIssuer.outcome('authorise', undefined), {
  'the processor said nothing: the call stays open': [
    atIssuer,
    {},
    'nothing → processing',
    { operation: { call: 'call_1' } },
  ],
  'it was known before': [paidScene, {}, 'refused outcome_already_recorded'],
  'there is no call': [ready, {}, 'refused outcome_already_recorded'],
})
