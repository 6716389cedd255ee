/** What a sandbox's chaos switch does to a delivery: worked out from the seed and the delivery's number, so a run repeats. */
import { createHash } from 'node:crypto'
import type { Chaos } from '../../contracts/receiver.ts'
import { secondMs, wholeMillis } from '../../kernel/time.ts'

export type ChaosEffect = {
  readonly duplicate: boolean
  readonly drop: boolean
  /** Held back for so many milliseconds; 0 for not at all. */
  readonly delayMs: number
  /** While it is held back, later events of its object pass. */
  readonly overtaken: boolean
}

/** How long a reordered event is held back: longer than its followers take. */
const reorderMs = 3 * secondMs

export const noChaos: ChaosEffect = { duplicate: false, drop: false, delayMs: 0, overtaken: false }

/** What chaos does to the endpoint's delivery number `count`, counted from when the switch was set or the gateway started. */
export function chaosEffect(chaos: Chaos | null, count: number): ChaosEffect {
  if (chaos === null) return noChaos
  const hash = createHash('sha256').update(`${chaos.seed}/${count}`).digest()
  // A number from 0 to 99 for each question.
  const percent = (at: number) => hash.readUInt32BE(at * 4) % 100
  const overtaken = percent(2) < chaos.reorder
  const delayMs = overtaken
    ? reorderMs
    : percent(1) < chaos.delay
      ? wholeMillis(((percent(4) + 1) * chaos.delay_seconds * secondMs) / 100)
      : 0
  return { duplicate: percent(0) < chaos.duplicate, drop: percent(3) < chaos.drop, delayMs, overtaken }
}
