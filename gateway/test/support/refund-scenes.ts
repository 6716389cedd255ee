/** Refunds as they stand at each step of their way: `re_1`, of the paid payment `pi_1`. */
import {
  cancelRefund,
  createRefund,
  recordRefund,
  recordRefundCancel,
  recordRefundSettlement,
  refund,
} from '../../src/resources/payments/refund/index.ts'
import { now, paidByTransfer, paidScene } from './payment-scenes.ts'

export const refunding = {
  intent: 'pi_1',
  charge: null,
  reason: null,
  metadata: {},
  transferTo: null,
} as const
export const ofRefund = { intent: 'pi_1', refund: 're_1', charge: 'ch_1' }
export const account = { bank: 'bca', account_number: '1234567890', account_holder: 'Ada' }

export const asked = paidScene.after(createRefund, { ...refunding, amount: 500 })
export const askedForAccount = paidByTransfer.after(createRefund, { ...refunding, amount: 500 })
export const onItsWay = asked.after(
  recordRefund,
  asked.outcome('refund', { outcome: 'pending', reference: 'sim_re_1', settles_at: now + 86_400_000 } as const),
)
export const arrived = onItsWay.after(
  recordRefundSettlement,
  onItsWay.outcome('refund', { outcome: 'succeeded', reference: 'sim_re_1' } as const),
)
export const refusedRefund = asked.after(
  recordRefund,
  asked.outcome('refund', { outcome: 'failed', reason: 'declined', message: 'No.' } as const),
)
export const takingBack = onItsWay.after(cancelRefund, ofRefund)
export const takenBack = takingBack.after(
  recordRefundCancel,
  takingBack.outcome('cancel_refund', { outcome: 'canceled' } as const),
)
export const sentBack = arrived.after(
  recordRefundSettlement,
  arrived.outcome('refund', { outcome: 'failed', reason: 'invalid_account', message: 'No.' } as const),
)

/** A request over each status that a refund may have. */
export const inEachRefundStatus = <Input>(input: Input) =>
  ({
    requires_action: [askedForAccount, input],
    pending: [onItsWay, input],
    succeeded: [arrived, input],
    failed: [refusedRefund, input],
    canceled: [takenBack, input],
  }) as const

export { refund }
