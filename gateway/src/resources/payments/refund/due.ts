import type { DueWork } from '../../../engine/command.ts'
import { type EffectOf, storedEffect } from '../../../engine/effect.ts'
import type { Millis } from '../../../kernel/time.ts'

export const settleRefundId = (refund: string): string => `settle_${refund}`

/** Ask the processor again how an accepted refund stands. The call is asked about, not made a second time. */
export const settleRefundDue = (refund: string, effect: EffectOf<'refund'>, dueAt: Millis): DueWork => ({
  id: settleRefundId(refund),
  kind: 'settle_refund',
  dueAt,
  payload: { effect: storedEffect(effect) },
})
