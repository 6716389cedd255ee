import { currencyOf, stepOf } from '../kernel/currency.ts'
import { type Minor, shareHalfEven } from '../kernel/money.ts'

/** What we charge a merchant for processing: a share of each capture, and a fixed part for each charge. */
export type FeeSchedule = {
  /** Parts per million of the captured amount: 29,000 is 2.9 %. */
  readonly ratePpm: number
  /** Minor units of the charge's currency, once for each charge, at its first capture. */
  readonly fixed: Minor
}

export const defaultFees: FeeSchedule = { ratePpm: 29_000, fixed: 30 }

/** The fee of one capture in minor units, rounded half to even, to what there are coins for: whole shillings of Uganda. */
export function captureFee(schedule: FeeSchedule, amount: Minor, currency: string, firstCapture: boolean): Minor {
  const known = currencyOf(currency)
  const step = known === undefined ? 1 : stepOf(known)
  const fee = shareHalfEven(amount, schedule.ratePpm) + (firstCapture ? schedule.fixed : 0)
  return step === 1 ? fee : shareHalfEven(fee, 1_000_000 / step) * step
}
