/**
 * The queue in front of the writer: bounded, and fair between environments.
 *
 * Each environment has its own line; a flush takes from the lines in turn, so an environment that sends ten
 * thousand commands at once delays another's by one place, not by ten thousand. Outcomes of calls already made have a
 * line of their own that goes first: they end what was begun, and refusing them would leave payments in doubt.
 */
import type { Unit, UnitResult } from './unit.ts'

export type Waiting = {
  readonly unit: Unit
  readonly resolve: (result: UnitResult) => void
  tries: number
  /** Since when it waits for what somebody else holds, in monotonic milliseconds; null while it does not. */
  heldSince: number | null
}

export class FairQueue {
  readonly #lines = new Map<string, Waiting[]>()
  #urgent: Waiting[] = []
  #turn: string[] = []
  size = 0
  /** Bytes of the requests that wait. */
  bytes = 0

  push(waiting: Waiting): void {
    this.size++
    this.bytes += waiting.unit.bytes
    if (waiting.unit.urgent) {
      this.#urgent.push(waiting)
      return
    }
    const line = this.#lines.get(waiting.unit.env)
    if (line === undefined) {
      this.#lines.set(waiting.unit.env, [waiting])
      this.#turn.push(waiting.unit.env)
    } else line.push(waiting)
  }

  /** Takes the next flush: at most `unitsMax` units and, after the first, at most `bytesMax` bytes of requests. */
  take(unitsMax: number, bytesMax: number): Waiting[] {
    const taken: Waiting[] = this.#urgent.slice(0, unitsMax)
    this.#urgent = this.#urgent.slice(taken.length)
    let bytes = taken.reduce((sum, { unit }) => sum + unit.bytes, 0)
    while (taken.length < unitsMax && this.#turn.length > 0) {
      const env = this.#turn[0] as string
      const line = this.#lines.get(env) as Waiting[]
      const next = line[0] as Waiting
      if (taken.length > 0 && bytes + next.unit.bytes > bytesMax) break
      line.shift()
      this.#turn.shift()
      if (line.length === 0) this.#lines.delete(env)
      else this.#turn.push(env)
      taken.push(next)
      bytes += next.unit.bytes
    }
    this.size -= taken.length
    this.bytes -= bytes
    return taken
  }
}
