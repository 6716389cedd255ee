/**
 * Deferred units. One whose row is locked elsewhere is set aside and retried, until the row is free or it has
 * waited long enough; a batch that waited too long for another lock is taken apart, until the culprit is alone.
 */
import { refuse } from '../../kernel/refusal.ts'
import type { Waiting } from './queue.ts'
import type { FlushResult } from './unit.ts'

export type DeferredUnits = {
  /** Answers the units of a flush; those whose row is held come again a little later, or have waited long enough. */
  settle(batch: readonly Waiting[], results: readonly FlushResult[]): void
  /** What to try next of a batch that did not get a lock; what cannot be divided, or has waited long enough, is refused. */
  partsOf(batch: Waiting[]): Waiting[][]
  /** Environments that lately did not get their locks stand apart. */
  sorted(batch: Waiting[]): { free: Waiting[]; slow: Waiting[] }
  /** Units set aside. */
  size(): number
}

export function createDeferredUnits(options: {
  limits: { readonly heldMaxMs: number; readonly heldPauseMs: number }
  monotonicMs: () => number
  /** Takes units back into the queue. */
  back: (waiting: readonly Waiting[]) => void
}): DeferredUnits {
  const { heldMaxMs, heldPauseMs } = options.limits
  /** Environments that did not get a lock, and until when they stand apart. */
  const slowUntil = new Map<string, number>()
  let size = 0

  /** True once a unit has been held up for too long, counted from the first time that it was. */
  const spent = (waiting: Waiting): boolean => {
    const now = options.monotonicMs()
    waiting.heldSince ??= now
    return now - waiting.heldSince >= heldMaxMs
  }
  const giveUp = ({ resolve }: Waiting) => resolve({ kind: 'refused', refusal: refuse.lockTimeout() })
  const setAside = (held: readonly Waiting[]): void => {
    if (held.length === 0) return
    size += held.length
    setTimeout(() => {
      size -= held.length
      options.back(held)
    }, heldPauseMs)
  }

  return {
    settle: (batch, results) => {
      const held: Waiting[] = []
      for (const [at, waiting] of batch.entries()) {
        const result = results[at] as FlushResult
        if (result.kind !== 'held') waiting.resolve(result)
        else if (spent(waiting)) giveUp(waiting)
        else held.push(waiting)
      }
      setAside(held)
    },
    partsOf: (batch) => {
      const [first] = batch
      const one = batch.filter(({ unit }) => unit.env === first?.unit.env)
      if (one.length < batch.length) return [one, batch.filter((waiting) => !one.includes(waiting))]
      // What a flush waits for are, but for an operator's own locks, the balances that an environment shares.
      if (first !== undefined) slowUntil.set(first.unit.env, options.monotonicMs() + heldMaxMs)
      const late = batch.filter(spent)
      if (late.length === batch.length) for (const waiting of late) giveUp(waiting)
      else if (batch.length === 1) setAside(batch)
      if (late.length === batch.length || batch.length === 1) return []
      const middle = batch.length >> 1
      return [batch.slice(0, middle), batch.slice(middle)]
    },
    sorted: (batch) => {
      if (slowUntil.size === 0) return { free: batch, slow: [] }
      const now = options.monotonicMs()
      for (const [env, until] of slowUntil) if (until <= now) slowUntil.delete(env)
      const isSlow = ({ unit }: Waiting) => slowUntil.has(unit.env)
      return { free: batch.filter((one) => !isSlow(one)), slow: batch.filter(isSlow) }
    },
    size: () => size,
  }
}
