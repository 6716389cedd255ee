/**
 * The brake on card testing (velocity checks): thieves try lists of stolen numbers, or of guessed codes, against any shop's page. Each try that
 * an issuer declines is a strike against whoever made it, by every name that is known: the payer's address, the card, the
 * payment, the environment. Strikes fade; beyond a few of them the next try has to wait, twice as long each time.
 *
 *   free       nothing but a few strikes: tries pass
 *   delayed    a try passes once its time is over; a decline doubles it, a success takes strikes away
 *   blocked    the longest delay: as good as closed
 *
 * The counters are approximate, and are meant to be: of this process alone, forgotten when it ends, read before the try and
 * written after it. What must hold exactly (how often one payment may be tried) is decided on the locked row.
 */

export const brakeKinds = ['payer_address', 'card', 'intent', 'environment'] as const
export type BrakeKind = (typeof brakeKinds)[number]

export type BrakeRule = {
  /** Strikes that cost nothing. */
  readonly free: number
  /** After so long a strike is forgotten. */
  readonly forgetMs: number
  /** The first delay, and the longest. */
  readonly delayMs: number
  readonly delayMaxMs: number
  /** So many strikes double the delay. */
  readonly doubling: number
  /** Strikes that a success takes away. */
  readonly forgiven: number
  /** Tries at once, beyond which the next waits for one of them. */
  readonly atOnce: number
}

const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs

/**
 *   payer_address  Payers mistype and change cards: seven declines in an hour are many, and an office or a carrier's network has
 *                  successes too. After a dozen the address waits for an hour.
 *   card           Nobody enters one card wrongly more than four times; who guesses its code does. Schemes fine merchants for more
 *                  than 15 tries in 30 days.
 *   intent         One payer's payment; what it may be tried in all is on its row.
 *   environment    Shops see a fifth to a third of tries declined, tests of cards nine tenths: with two strikes forgiven for each
 *                  success only the latter climbs. Then tries are let through one at a time.
 */
export const brakeRules: Readonly<Record<BrakeKind, BrakeRule>> = {
  payer_address: {
    free: 6,
    forgetMs: 10 * minuteMs,
    delayMs: 5 * secondMs,
    delayMaxMs: hourMs,
    doubling: 1,
    forgiven: 1,
    atOnce: 10,
  },
  card: {
    free: 4,
    forgetMs: 30 * minuteMs,
    delayMs: 15 * secondMs,
    delayMaxMs: 6 * hourMs,
    doubling: 1,
    forgiven: 4,
    atOnce: 10,
  },
  intent: {
    free: 5,
    forgetMs: 10 * minuteMs,
    delayMs: 2 * secondMs,
    delayMaxMs: 10 * minuteMs,
    doubling: 1,
    forgiven: 5,
    atOnce: 10,
  },
  environment: {
    free: 100,
    forgetMs: 2 * secondMs,
    delayMs: secondMs / 4,
    delayMaxMs: minuteMs,
    doubling: 20,
    forgiven: 2,
    atOnce: Infinity,
  },
}

export type BrakeSubject = { readonly kind: BrakeKind; readonly name: string }
export type BrakeHold = { readonly by: BrakeKind; readonly waitMs: number; readonly first: boolean }
export type AttemptEnd = 'declined' | 'passed' | 'not_tried'

type Counter = { strikes: number; at: number; last: number; under: number; told: boolean }

/** Names that are kept; beyond it the oldest are forgotten. */
const namesMax = 50_000

export function createBrakeCounters(monotonicMs: () => number) {
  const counters = new Map<string, Counter>()

  const counterOf = ({ kind, name }: BrakeSubject, now: number): Counter => {
    const key = `${kind}/${name}`
    const known = counters.get(key)
    if (known === undefined) {
      if (counters.size >= namesMax) counters.delete(counters.keys().next().value ?? '')
      const fresh: Counter = { strikes: 0, at: now, last: now, under: 0, told: false }
      counters.set(key, fresh)
      return fresh
    }
    known.strikes = Math.max(0, known.strikes - (now - known.at) / brakeRules[kind].forgetMs)
    known.at = now
    if (known.strikes <= brakeRules[kind].free) known.told = false
    return known
  }

  const waitOf = (kind: BrakeKind, { strikes, last, under }: Counter, now: number): number => {
    const rule = brakeRules[kind]
    if (under >= rule.atOnce) return secondMs
    // A strike that is just over is not worth a wait.
    if (strikes <= rule.free + 1e-6) return 0
    const delay = Math.min(rule.delayMaxMs, rule.delayMs * 2 ** ((strikes - rule.free) / rule.doubling - 1))
    return Math.max(0, last + delay - now)
  }

  return {
    /** Why an attempt has to wait; null where it may proceed. `first`: no event was sent about this subject yet. */
    held: (marks: readonly BrakeSubject[]): BrakeHold | null => {
      const now = monotonicMs()
      let longest: BrakeHold | null = null
      for (const mark of marks) {
        const counter = counterOf(mark, now)
        const waitMs = waitOf(mark.kind, counter, now)
        if (waitMs <= (longest?.waitMs ?? 0)) continue
        longest = { by: mark.kind, waitMs, first: !counter.told }
      }
      if (longest !== null) for (const mark of marks) if (mark.kind === longest.by) counterOf(mark, now).told = true
      return longest
    },
    begin: (marks: readonly BrakeSubject[]): void => {
      const now = monotonicMs()
      for (const mark of marks) {
        const counter = counterOf(mark, now)
        counter.under++
        counter.last = now
      }
    },
    end: (marks: readonly BrakeSubject[], end: AttemptEnd): void => {
      const now = monotonicMs()
      for (const mark of marks) {
        const counter = counterOf(mark, now)
        counter.under = Math.max(0, counter.under - 1)
        if (end === 'declined') counter.strikes++
        if (end === 'passed') counter.strikes = Math.max(0, counter.strikes - brakeRules[mark.kind].forgiven)
      }
    },
    /** A strike without a try of its own: what a challenge ended in. */
    strike: (marks: readonly BrakeSubject[]): void => {
      const now = monotonicMs()
      for (const mark of marks) counterOf(mark, now).strikes++
    },
    /** How many names are delayed now, by kind. */
    delayed: (): Readonly<Record<BrakeKind, number>> => {
      const now = monotonicMs()
      const count = { payer_address: 0, card: 0, intent: 0, environment: 0 }
      for (const [key, { strikes, at }] of counters) {
        const kind = brakeKinds.find((one) => key.startsWith(`${one}/`))
        if (kind !== undefined && strikes - (now - at) / brakeRules[kind].forgetMs > brakeRules[kind].free)
          count[kind]++
      }
      return count
    },
  }
}
export type BrakeCounters = ReturnType<typeof createBrakeCounters>
