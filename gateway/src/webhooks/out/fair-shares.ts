/**
 * Fair between environments: what one may have of something that all share, and whose turn it is. An environment alone gets nearly
 * all of it; a noisy one never gets what a quiet one would need.
 */

/** How much more an environment may take: half of what the others leave, so that whoever comes next finds room. */
export function shareLeft(max: number, own: number, all: number): number {
  return Math.max(0, Math.floor((max - (all - own)) / 2) - own)
}

/** Counts by environment, and in all. */
export class Shares {
  readonly #max: number
  readonly #own = new Map<string, number>()
  all = 0

  constructor(max: number) {
    this.#max = max
  }
  left(env: string): number {
    return shareLeft(this.#max, this.#own.get(env) ?? 0, this.all)
  }
  add(env: string, count: number): void {
    this.all += count
    const own = (this.#own.get(env) ?? 0) + count
    if (own > 0) this.#own.set(env, own)
    else this.#own.delete(env)
  }
}

/** Takes up to `most` from lines, one of each in turn; what is taken is gone from them, and so are lines that are empty. */
export function takeInTurn<T>(lines: Map<string, T[]>, most: number): T[] {
  const taken: T[] = []
  const places = new Map<string, number>()
  for (let round = 0; taken.length < most; round++) {
    const before = taken.length
    for (const [name, line] of lines) {
      if (taken.length >= most || round >= line.length) continue
      taken.push(line[round] as T)
      places.set(name, round + 1)
    }
    if (taken.length === before) break
  }
  for (const [name, count] of places) {
    const rest = (lines.get(name) ?? []).slice(count)
    if (rest.length > 0) lines.set(name, rest)
    else lines.delete(name)
  }
  return taken
}
