import { type Minor, shareHalfEven } from '../kernel/money.ts'

/** What we charge a merchant for processing: a share of each capture, and a fixed part for each charge. */
export type FeeSchedule = {
  /** Parts per million of the captured amount: 29,000 is 2.9 %. */
  readonly ratePpm: number
  /** Minor units of the charge's currency, once for each charge, at its first capture. */
  readonly fixed: Minor
}

export const defaultFees: FeeSchedule = { ratePpm: 29_000, fixed: 30 }

/** The fee of one capture in minor units, rounded half to even. */
export const captureFee = (schedule: FeeSchedule, amount: Minor, firstCapture: boolean): Minor =>
  shareHalfEven(amount, schedule.ratePpm) + (firstCapture ? schedule.fixed : 0)
