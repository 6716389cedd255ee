/**
 * Ids in the shape of a foreign API, worked out of ours and back: no table knows them, so an object made through one API has
 * an id in every other.
 *
 * Our id is `time(8) n(3) random(13)` in base 62 (kernel/id.ts). A foreign id holds the time, the number within the
 * millisecond where there is room, and as much of the randomness as fits. Read back, the first two give the beginning of
 * our id, which the primary key finds (one row, or the few of that millisecond), and the rest tells which of them is meant.
 *
 *   shape       holds                                     two ids of one environment are alike
 *   uuid4       time, number, 60 bits of chance           never
 *   uuid7       time in front as RFC 9562 says, 56 bits   never
 *   text(16)    time, number, what room there is          once in a million pairs of one millisecond and number
 *   snowflake   time, 4 bits of the number, 18 of chance  once in 262,144 pairs of one millisecond: two processes only
 *
 * Whoever looks an id up must therefore be ready for two rows (engine/dialect.ts: the API's own comes first, then it refuses).
 */
import { assert } from './assert.ts'
import { base62 } from './id.ts'
import type { Millis } from './time.ts'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

export type ForeignIds = {
  /** The foreign id of ours. */
  of(id: string): string
  /** The beginning that our id has, if this is a foreign id of this shape; else null. */
  beginningOf(foreign: string): string | null
}

type Parts = { readonly time: bigint; readonly count: bigint; readonly chance: bigint }

const number62 = (text: string): bigint => {
  let value = 0n
  for (const letter of text) value = value * 62n + BigInt(alphabet.indexOf(letter))
  return value
}

function partsOf(id: string): Parts {
  const body = id.slice(id.indexOf('_') + 1)
  assert(body.length === 24, `${id} is an id of ours`)
  return {
    time: number62(body.slice(0, 8)),
    count: number62(body.slice(8, 11)),
    // The last ten characters: 59 bits.
    chance: number62(body.slice(14)),
  }
}

const timeBits = 44n
const countBits = 18n
const low = (value: bigint, bits: bigint): bigint => value & ((1n << bits) - 1n)

const beginning = (prefix: string, time: bigint, count: bigint | null): string | null => {
  const place = count === null ? '' : base62(Number(count), 3)
  return count !== null && count >= 62n ** 3n ? null : `${prefix}_${base62(Number(time), 8)}${place}`
}

/** Bits turned into others, one to one, so that neighbours in time do not look alike; `odd` tells families of ids apart. */
function turned(bits: bigint, odd: bigint): { there(value: bigint): bigint; back(value: bigint): bigint } {
  const factor = low(odd, bits)
  // Newton's iteration: each round doubles how many low bits of the inverse are right.
  let inverse = factor
  for (let right = 3n; right < bits; right *= 2n) inverse = low(inverse * (2n - low(factor * inverse, bits)), bits)
  return { there: (value) => low(value * factor, bits), back: (value) => low(value * inverse, bits) }
}

/** Any large odd numbers; they hide nothing, they only mix. */
const usualFactor = 0x2d99787926d46932a4c1f32680f70c55n
const otherFactor = 0x1a85ec53a9e3779b97f4a7c15f39cc0dn

const dashed = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`

const uuidPattern = /^([0-9a-f]{8})-([0-9a-f]{4})-([47])([0-9a-f]{3})-([89ab])([0-9a-f]{3})-([0-9a-f]{12})$/

/** 122 bits with the version and the variant in their places. */
function uuidOf(version: '4' | '7', bits: bigint): string {
  const first = (bits >> 74n).toString(16).padStart(12, '0')
  const second = low(bits >> 62n, 12n)
    .toString(16)
    .padStart(3, '0')
  const third = (low(bits, 62n) | (2n << 62n)).toString(16).padStart(16, '0')
  return dashed(`${first}${version}${second}${third}`)
}

function bitsOf(uuid: string, version: '4' | '7'): bigint | null {
  const [, first, second, given, third, variant, fourth, last] = uuidPattern.exec(uuid) ?? []
  if (given !== version) return null
  const end = low(BigInt(`0x${variant}${fourth}${last}`), 62n)
  return (BigInt(`0x${first}${second}`) << 74n) | (BigInt(`0x${third}`) << 62n) | end
}

/** Random-looking UUIDs (version 4). Two families: an API whose secret carries a uuid that is not the object's id takes both. */
export function uuid4Ids(prefix: string, family: 'usual' | 'other' = 'usual'): ForeignIds {
  const turn = turned(122n, family === 'usual' ? usualFactor : otherFactor)
  return {
    of: (id) => {
      const { time, count, chance } = partsOf(id)
      return uuidOf('4', turn.there((time << 78n) | (count << 60n) | low(chance, 60n)))
    },
    beginningOf: (foreign) => {
      const bits = bitsOf(foreign.toLowerCase(), '4')
      if (bits === null) return null
      const plain = turn.back(bits)
      return beginning(prefix, plain >> 78n, low(plain >> 60n, countBits))
    },
  }
}

/** UUIDs that begin with their time (version 7, RFC 9562). */
export const uuid7Ids = (prefix: string): ForeignIds => ({
  of: (id) => {
    const { time, count, chance } = partsOf(id)
    return uuidOf('7', (time << 74n) | (count << 56n) | low(chance, 56n))
  },
  beginningOf: (foreign) => {
    const bits = bitsOf(foreign.toLowerCase(), '7')
    return bits === null ? null : beginning(prefix, bits >> 74n, low(bits >> 56n, countBits))
  },
})

/** `TRX` and `length` of `letters`: at least thirteen of 36, so that the time and the number fit. */
export function textIds(prefix: string, shape: { begins: string; letters: string; length: number }): ForeignIds {
  const base = BigInt(shape.letters.length)
  const bits = BigInt((base ** BigInt(shape.length)).toString(2).length - 1)
  const chanceBits = bits - timeBits - countBits
  assert(chanceBits >= 0n, 'the time and the number fit')
  const turn = turned(bits, usualFactor)
  return {
    of: (id) => {
      const { time, count, chance } = partsOf(id)
      let rest = turn.there((((time << countBits) | count) << chanceBits) | low(chance, chanceBits))
      let text = ''
      for (let place = 0; place < shape.length; place++) {
        text = shape.letters[Number(rest % base)] + text
        rest /= base
      }
      return shape.begins + text
    },
    beginningOf: (foreign) => {
      const text = foreign.slice(shape.begins.length)
      if (!foreign.startsWith(shape.begins) || text.length !== shape.length) return null
      let value = 0n
      for (const letter of text) {
        const digit = shape.letters.indexOf(letter)
        if (digit < 0) return null
        value = value * base + BigInt(digit)
      }
      if (value >> bits !== 0n) return null
      const plain = turn.back(value) >> chanceBits
      return beginning(prefix, plain >> countBits, low(plain, countBits))
    },
  }
}

/** The epoch of the snowflake ids that are in use for payments. */
const snowflakeEpoch: Millis = 1_288_834_974_657

/** `pi_` and nineteen digits: milliseconds since 2010-11-04 above 22 bits. */
export const snowflakeIds = (prefix: string, begins: string): ForeignIds => ({
  of: (id) => {
    const { time, count, chance } = partsOf(id)
    const bits = (low(count, 4n) << 18n) | low(chance, 18n)
    return begins + String(((time - BigInt(snowflakeEpoch)) << 22n) | bits)
  },
  beginningOf: (foreign) => {
    const digits = foreign.slice(begins.length)
    if (!foreign.startsWith(begins) || !/^[1-9]\d{17,18}$/.test(digits)) return null
    return beginning(prefix, (BigInt(digits) >> 22n) + BigInt(snowflakeEpoch), null)
  },
})
