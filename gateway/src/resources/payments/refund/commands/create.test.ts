/** Giving money back: what is asked for, where it goes, and what is left of the charge. */
import assert from 'node:assert/strict'
import { decides, followsTransitions, refusesInOrder } from '../../../../../test/support/command-tables.ts'
import type { World } from '../../../../../test/support/deciding.ts'
import {
  atIssuer,
  declined,
  firstScene,
  held,
  paidAsWhole,
  paidByTransfer,
  paidForGood,
  paidScene,
  partCaptured,
  tooManyNotes,
  withoutMethod,
} from '../../../../../test/support/payment-scenes.ts'
import {
  account,
  arrived,
  asked,
  askedForAccount,
  inEachRefundStatus,
  ofRefund,
  refunding,
  refusedRefund,
} from '../../../../../test/support/refund-scenes.ts'
import { charge } from '../../charge/index.ts'
import { paymentIntent } from '../../payment-intent/index.ts'
import { refundTransitions } from '../aggregate.ts'
import { createRefund } from './create.ts'
import { expireRefund } from './expire.ts'
import { giveRefundAccount } from './give-account.ts'
import { updateRefund } from './update.ts'

const begun = 'refund created, charge refund_started → pending; call refund'
const waits = 'refund created, charge refund_started → requires_action'
const left = (world: World) => {
  const { amount_captured, amount_refunded, amount_refunding } = world.row(charge, 'ch_1')
  return amount_captured - amount_refunded - amount_refunding
}
/** The whole number of the account goes with the call; what is kept has its last four digits. */
const keepsFourDigits = (world: World) => {
  assert.ok(world.outcome('refund', null).effect.needsHand)
  assert.ok(!JSON.stringify([...world.rows, ...world.calls]).includes(account.account_number))
  assert.equal(world.outcome('refund', null).effect.request.transfer_to?.account_number, '******7890')
}

decides(createRefund, refunding, {
  'all that was paid': [paidScene, {}, begun, (after) => assert.equal(left(after), 0)],
  'a part of it': [paidScene, { amount: 500 }, begun, (after) => assert.equal(left(after), 1500)],
  'all that an earlier one has left': [asked, {}, begun, { amount: 1500 }],
  'more than an earlier one has left': [asked, { amount: 1501 }, 'refused amount_too_large (amount)'],
  'what a refused one has given free': [refusedRefund, { amount: 2000 }, begun],
  'what was captured, while the rest is held': [partCaptured, { amount: 500 }, begun, { amount: 500 }],
  'more than was captured, while the rest is held': [
    partCaptured,
    { amount: 501 },
    'refused amount_too_large (amount)',
  ],
  'by the charge': [paidScene, { charge: 'ch_1' }, begun],
  'to the payer of a method without a way back, whose account is not known yet': [
    paidByTransfer,
    {},
    waits,
    { method: 'promptpay' },
  ],
  'to an account that is named': [paidByTransfer, { transferTo: account }, begun, keepsFourDigits],
  'to an account, where the money goes back the way it came': [
    paidScene,
    { transferTo: account },
    'refused refund_account_not_wanted (bank_account)',
  ],
  'to an account, where that was wanted': [
    paidScene,
    { transferTo: account, byTransfer: true },
    begun,
    keepsFourDigits,
  ],
  'because money came late: the due work is done': [paidScene, { due: 'refund_ch_1' }, `${begun}; done refund`],
  'as a whole, by what is refunded as a whole': [paidAsWhole, {}, begun],
  'in part, by what is refunded as a whole': [paidAsWhole, { amount: 500 }, 'refused refund_not_partial (amount)'],
  'by what has no refunds': [paidForGood, {}, 'refused refund_not_supported'],
  'of what is only held': [held, {}, 'refused charge_not_captured'],
  'of what is at the issuer': [atIssuer, {}, 'refused charge_not_captured'],
  'of what was declined': [declined, {}, 'refused charge_not_captured'],
  'of what has no method': [withoutMethod, {}, 'refused charge_not_captured'],
  'of what is not there': [firstScene, {}, 'refused resource_missing (payment_intent)'],
  'twice in full': [paidScene.after(createRefund, refunding), {}, 'refused charge_already_refunded'],
})

const kronur = (world: World) => world.but(charge, 'ch_1', { currency: 'isk' })
const wasPaidBy = (type: string) => (world: World) => world.but(charge, 'ch_1', { method: { type, details: {} } })
refusesInOrder(
  createRefund,
  { given: paidScene, input: { ...refunding, amount: 501, transferTo: account, byTransfer: true }, verdict: begun },
  [
    ['a charge that is not there', { charge: 'ch_9' }, 'resource_missing (charge)'],
    ['nothing was captured', (world) => world.but(charge, 'ch_1', { amount_captured: 0 }), 'charge_not_captured'],
    ['all of it went back', (world) => world.but(charge, 'ch_1', { amount_refunded: 2000 }), 'charge_already_refunded'],
    ['more than is left', { amount: 2001 }, 'amount_too_large (amount)'],
    ['half a króna', kronur, 'amount_not_divisible (amount)'],
    ['its method has no refunds', wasPaidBy('bank_transfer_id'), 'refund_not_supported'],
    ['its method is refunded as a whole', wasPaidBy('mcash'), 'refund_not_partial (amount)'],
    ['no account is wanted', { byTransfer: false }, 'refund_account_not_wanted (bank_account)'],
  ],
)

decides(
  giveRefundAccount,
  { ...ofRefund, transferTo: account },
  {
    'the transfer is made': [askedForAccount, {}, 'refund account_given → pending; call refund', keepsFourDigits],
    'of a payment that is not there': [firstScene, {}, 'refused resource_missing (intent)'],
    'of a refund that is not there': [paidByTransfer, {}, 'refused resource_missing (refund)'],
  },
)
followsTransitions(
  giveRefundAccount,
  refundTransitions.account_given,
  'refund_account_not_wanted',
  inEachRefundStatus({ ...ofRefund, transferTo: account }),
)

decides(expireRefund, ofRefund, {
  'nobody named an account: the merchant keeps the money': [
    askedForAccount,
    {},
    'refund expired, charge refund_dropped → failed',
    (after) => assert.equal(left(after), 2000),
  ],
  'one that is not there': [paidByTransfer, {}, 'refused resource_missing (refund)'],
})
followsTransitions(expireRefund, refundTransitions.expired, 'refund_not_expirable', inEachRefundStatus(ofRefund))

const noted = { intent: 'pi_1', refund: 're_1', metadata: { a: 'b' } }
decides(updateRefund, noted, {
  'a note is added': [
    arrived.but(paymentIntent, 'pi_1', {}),
    {},
    'refund updated → succeeded',
    { metadata: { a: 'b' } },
  ],
  'one that is not there': [paidScene, {}, 'refused resource_missing (refund)'],
})
refusesInOrder(updateRefund, { given: arrived, input: noted, verdict: 'refund updated → succeeded' }, [
  ['a payment that is not there', { intent: 'pi_9' }, 'resource_missing (intent)'],
  ['a refund that is not there', { refund: 're_9' }, 'resource_missing (refund)'],
  ['too many notes', { metadata: tooManyNotes }, 'parameter_invalid (metadata)'],
])
followsTransitions(updateRefund, refundTransitions.updated, 'none', inEachRefundStatus(noted))
