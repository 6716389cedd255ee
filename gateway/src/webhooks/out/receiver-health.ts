/** The health of a receiver, and how long deliveries to it pause when it counts as down. */
import { type Millis, minuteMs, secondMs, wholeMillis } from '../../kernel/time.ts'

export type QueueHealth = {
  readonly failures: number
  /** The environment's time. */
  readonly failingSince: Millis | null
  /** By `pauseTimeIn`: the real time, and a sandbox's moved clock. */
  readonly heldUntil: Millis | null
}

/** After so many failures in a row a receiver counts as away. */
export const holdAfter = 10
/** The pause before an absent receiver is tried again: doubles between these. */
const holdFirstMs = 5 * secondMs
const holdLongestMs = 5 * minuteMs

/** Whether a hold still holds. One that ends further ahead than any does was left behind by a clock that jumped back. */
export const isHeld = (heldUntil: Millis, now: Millis): boolean =>
  now < heldUntil && heldUntil - now <= 2 * holdLongestMs

/** Until when a receiver is left alone after so many failures in a row; null while it is not. `chance` is from 0 to 1. */
export function holdUntil(failures: number, now: Millis, chance: number): Millis | null {
  if (failures < holdAfter) return null
  const pause = Math.min(holdFirstMs * 2 ** Math.min(failures - holdAfter, 20), holdLongestMs)
  return now + wholeMillis(pause * (0.9 + 0.2 * chance))
}
