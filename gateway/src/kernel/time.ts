/**
 * Time is a value: milliseconds since 1970 as an integer, handed in. Each environment has a clock: a live one is the
 * wall clock; a sandbox's can be frozen and moved.
 */
export type Millis = number

export type EnvironmentClock =
  | { readonly mode: 'wall' }
  /** Stands at `at` until it is moved. */
  | { readonly mode: 'frozen'; readonly at: Millis; readonly towards?: ClockGoal }
  /** Runs with the wall clock, `ahead` milliseconds before it. */
  | { readonly mode: 'shifted'; readonly ahead: Millis; readonly towards?: ClockGoal }

/** Where a clock is being moved to, stop by stop: kept with each stop, so that a move which broke off can be gone on with. */
export type ClockGoal = {
  readonly clock: EnvironmentClock
  /** Seconds, where that was asked for: the same call again means the same goal. */
  readonly advance: number | null
}

/**
 * A moment or a pause that was worked out (a share of a way, of a chance), as a clock shows it: down to the millisecond. Whatever
 * divides a time, or multiplies it by a fraction, goes through here; PostgreSQL's columns take nothing else (storage/guarded-client.ts).
 */
export const wholeMillis = (milliseconds: number): Millis => Math.floor(milliseconds)

/** The time in an environment when the wall clock shows `wall`; whole, whatever that clock counts in. */
export const timeIn = (clock: EnvironmentClock, wall: Millis): Millis =>
  wholeMillis(clock.mode === 'wall' ? wall : clock.mode === 'frozen' ? clock.at : wall + clock.ahead)

/**
 * A time that runs with the wall clock and jumps with a sandbox's: pauses that spare somebody end by themselves, and also
 * when the sandbox's clock is moved over them.
 */
export const pauseTimeIn = (clock: EnvironmentClock, wall: Millis): Millis =>
  wholeMillis(clock.mode === 'wall' ? wall : wall + (clock.mode === 'frozen' ? clock.at : clock.ahead))

export const secondMs = 1000
export const minuteMs = 60 * secondMs
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/** Unix seconds, as the native API shows times. */
export const unixSeconds = (at: Millis): number => Math.floor(at / 1000)

/** The UTC day of a moment: `2026-11-20`. */
export const utcDay = (at: Millis): string => new Date(at).toISOString().slice(0, 10)

/** The moment at which a UTC day begins. */
export const startOfUtcDay = (at: Millis): Millis => Math.floor(at / dayMs) * dayMs
