import type { DueWork } from '../../engine/command.ts'
import type { Millis } from '../../kernel/time.ts'

/** What becomes due for payments, all in the environment's clock. */

export const expireAuthorisationId = (charge: string): string => `expire_${charge}`

/** An authorisation that nobody captured lapses. */
export const expireAuthorisationDue = (intent: string, charge: string, dueAt: Millis): DueWork => ({
  id: expireAuthorisationId(charge),
  kind: 'expire_authorisation',
  dueAt,
  payload: { intent },
})

/** A day's bucket becomes available: one row for each currency and day, whoever announces it first. */
export const settleFundsDue = (currency: string, day: string, dueAt: Millis): DueWork => ({
  id: `settle_${currency}_${day}`,
  kind: 'settle_funds',
  dueAt,
  payload: { currency, day },
})
