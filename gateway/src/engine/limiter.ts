/**
 * Rates of requests, by name. The generic cell rate algorithm: of each name one number is kept, the time at which it will
 * have used up what it was given, so a burst of one second's requests passes and then an even flow. Of this process alone:
 * several processes let through as many times the rate, which spares every request a shared counter.
 */

/** One name with its requests a second; null is no limit. */
export type RequestRate = { readonly name: string; readonly perSecond: number | null }

export type Limiter = {
  /** Takes one request from all the rates, or from none; gives the milliseconds until it would pass, 0 where it passes. */
  take(rates: readonly RequestRate[]): number
}

/** Names that are kept; beyond it those that have nothing used up are forgotten, and they would pass anyway. */
const namesMax = 10_000
const burstMs = 1000
/** Sums of fractions are off by less than this; who came when it was told to is not sent away for it. */
const exactMs = 1e-3

export function createLimiter(options: { monotonicMs: () => number }): Limiter {
  const usedUntil = new Map<string, number>()
  return {
    take: (rates) => {
      const now = options.monotonicMs()
      let wait = 0
      for (const { name, perSecond } of rates) {
        if (perSecond === null) continue
        const after = Math.max(usedUntil.get(name) ?? 0, now) + burstMs / perSecond
        wait = Math.max(wait, after - burstMs - now)
      }
      if (wait > exactMs) return wait
      if (usedUntil.size >= namesMax) for (const [name, until] of usedUntil) if (until <= now) usedUntil.delete(name)
      for (const { name, perSecond } of rates)
        if (perSecond !== null) usedUntil.set(name, Math.max(usedUntil.get(name) ?? 0, now) + burstMs / perSecond)
      return 0
    },
  }
}
