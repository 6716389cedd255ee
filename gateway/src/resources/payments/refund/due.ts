import { type DueWork, type Effect, stored } from '../../../engine/command.ts'
import type { Millis } from '../../../kernel/time.ts'

export const settleRefundId = (refund: string): string => `settle_${refund}`

/** Ask the processor again how an accepted refund stands. The call is asked about, not made a second time. */
export const settleRefundDue = (refund: string, effect: Effect, dueAt: Millis): DueWork => ({
  id: settleRefundId(refund),
  kind: 'settle_refund',
  dueAt,
  payload: { effect: stored(effect) },
})
