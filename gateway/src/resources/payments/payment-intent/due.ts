import type { DueWork } from '../../../engine/command.ts'
import type { Minor } from '../../../kernel/money.ts'
import type { Millis } from '../../../kernel/time.ts'

/** What becomes due for payments, all in the environment's clock. */

export const expireAuthorisationId = (charge: string): string => `expire_${charge}`

/** An authorisation that nobody captured lapses. */
export const expireAuthorisationDue = (intent: string, charge: string, dueAt: Millis): DueWork => ({
  id: expireAuthorisationId(charge),
  kind: 'expire_authorisation',
  dueAt,
  payload: { intent },
})

export const probeAttemptId = (attempt: string): string => `ask_${attempt}`

/** Ask the processor how an attempt stands; nobody may have told us. */
export const probeAttemptDue = (intent: string, attempt: string, dueAt: Millis): DueWork => ({
  id: probeAttemptId(attempt),
  kind: 'ask_attempt',
  dueAt,
  payload: { intent, attempt },
})

export const expireIntentId = (intent: string): string => `expire_${intent}`

/** A payment with a time of its own is given up. */
export const expireIntentDue = (intent: string, dueAt: Millis): DueWork => ({
  id: expireIntentId(intent),
  kind: 'expire_intent',
  dueAt,
  payload: { intent },
})

/** Money that came late, or was too much, goes back. One row for each charge, so that it goes once. */
export const refundReceiptDue = (intent: string, charge: string, amount: Minor, dueAt: Millis): DueWork => ({
  id: `refund_${charge}`,
  kind: 'refund_receipt',
  dueAt,
  payload: { intent, charge, amount },
})

/** A day's bucket becomes available: one row for each currency and day, whoever announces it first. */
export const settleFundsDue = (currency: string, day: string, dueAt: Millis): DueWork => ({
  id: `settle_${currency}_${day}`,
  kind: 'settle_funds',
  dueAt,
  payload: { currency, day },
})
