import type { Minor } from '../../../kernel/money.ts'
import { dayMs, type Millis, startOfUtcDay, utcDay } from '../../../kernel/time.ts'
import { captureFee, type FeeSchedule } from '../../../ledger/fees.ts'
import type { CapturedFunds, Exchange } from './events.ts'

/** Captured money becomes available at the start of the second UTC day after: the usual rhythm of card settlement. */
export const settlementDays = 2

/** The funds of a capture: its fee, and when and in which bucket the merchant's share becomes available. */
export function capturedFunds(facts: {
  amount: Minor
  currency: string
  fees: FeeSchedule
  firstCapture: boolean
  settlesAtOnce: boolean
  now: Millis
  balanceTransaction: string
  exchange?: Exchange | null
}): CapturedFunds {
  const available_on = facts.settlesAtOnce ? facts.now : startOfUtcDay(facts.now) + settlementDays * dayMs
  return {
    amount: facts.amount,
    fee: captureFee(facts.fees, facts.amount, facts.currency, facts.firstCapture),
    funds_day: facts.settlesAtOnce ? null : utcDay(available_on),
    available_on,
    balance_transaction: facts.balanceTransaction,
    ...(facts.exchange == null ? {} : { exchange: facts.exchange }),
  }
}

/** Where a refund takes the money from: the charge's bucket until its day has come, then the available balance. */
export const refundsFrom = (
  charge: { funds_day: string | null; available_on: Millis | null },
  now: Millis,
): string | null => (charge.available_on !== null && charge.available_on > now ? charge.funds_day : null)
