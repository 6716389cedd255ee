/**
 * Identifiers: `pi_` + 24 characters of [0-9A-Za-z], ordered by time under byte order.
 *
 *   pi_ 0VqK3x9a 004 8ZkQ1mD0wPz3T
 *       time(8)  n(3) random(13)
 *
 * `time` is milliseconds since 1970 in base 62, `n` counts within the millisecond, so that one process issues
 * rising ids, and 13 random characters carry 77 bits. Rising ids keep index inserts on the right-most page: random
 * ids cost the prototype a third of its throughput. Lists are ordered by id, so no index on `created` is needed.
 */

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const timeChars = 8
const counterChars = 3
const randomChars = 13
const counterMax = 62 ** counterChars

/** Gives a new id: prefix and 24 characters. Handed to `decide` as `ctx.newId`; nothing below `app/` makes its own. */
export type NewId = (prefix: string) => string

/** Bytes of randomness, e.g. `crypto.randomBytes`; a seeded source in tests. */
export type RandomBytes = (count: number) => Uint8Array

/** Base 62, most significant character first, padded to `width`. */
export function base62(value: number, width: number): string {
  let text = ''
  let rest = value
  for (let place = 0; place < width; place++) {
    text = alphabet[rest % 62] + text
    rest = Math.floor(rest / 62)
  }
  return text
}

/** The smallest id body of a millisecond, for `created[gte]` filters on the id itself. */
export const idFloor = (prefix: string, atMs: number): string =>
  `${prefix}_${base62(Math.max(0, Math.floor(atMs)), timeChars)}`

/** The milliseconds at which an id was made. */
export const idTime = (id: string): number => {
  const from = id.indexOf('_') + 1
  return [...id.slice(from, from + timeChars)].reduce((value, place) => value * 62 + alphabet.indexOf(place), 0)
}

/** `count` random characters of base 62 without modulo bias (bytes of 248 and more are passed over). */
export function randomText(count: number, random: RandomBytes): string {
  let text = ''
  while (text.length < count) {
    for (const byte of random((count - text.length) * 2)) {
      if (byte < 248 && text.length < count) text += alphabet[byte % 62]
    }
  }
  return text
}

/** Makes the process's id source from its clock (milliseconds) and its randomness. */
export function idSource(nowMs: () => number, random: RandomBytes): NewId {
  let lastMs = 0
  let count = 0
  let timeText = base62(0, timeChars)
  let pool = ''
  let used = 0
  return (prefix) => {
    const now = nowMs()
    if (now > lastMs) {
      lastMs = now
      count = 0
      timeText = base62(now, timeChars)
    } else {
      count++
      // A clock that stands still or steps back never makes an id fall: the counter flows over into the time.
      if (count >= counterMax) {
        lastMs++
        count = 0
        timeText = base62(lastMs, timeChars)
      }
    }
    if (used + randomChars > pool.length) {
      pool = randomText(randomChars * 256, random)
      used = 0
    }
    const chance = pool.slice(used, used + randomChars)
    used += randomChars
    return `${prefix}_${timeText}${base62(count, counterChars)}${chance}`
  }
}
