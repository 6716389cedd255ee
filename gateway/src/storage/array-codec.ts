/**
 * Arrays in PostgreSQL's binary format, one for each column of a multi-row statement.
 *
 * The text format needs every quote of every JSON document escaped and unescaped again; the binary format is a header,
 * then a length and the bytes of each element. Format: array_send() in PostgreSQL's arrayfuncs.c: dimensions, has-nulls
 * flag, element type's oid, size and lower bound of each dimension, then elements.
 */
import { assert } from '../kernel/assert.ts'
import type { ColumnType, ColumnValue } from './table.ts'

const elementOid: Record<ColumnType, number> = { bool: 16, bytea: 17, int8: 20, int4: 23, text: 25, json: 114 }
const fixedBytes: Partial<Record<ColumnType, number>> = { bool: 1, int4: 4, int8: 8 }
const headerBytes = 20

/** One column's values as a binary array parameter. */
export function encodeArray(type: ColumnType, values: readonly ColumnValue[]): Buffer {
  const fixed = fixedBytes[type]
  let size = headerBytes + values.length * 4
  if (fixed !== undefined) size += values.length * fixed
  else
    for (const value of values) {
      if (typeof value === 'string') size += Buffer.byteLength(value)
      else if (Buffer.isBuffer(value)) size += value.length
    }
  const buffer = Buffer.allocUnsafe(size)
  buffer.writeInt32BE(1, 0)
  buffer.writeInt32BE(1, 4)
  buffer.writeInt32BE(elementOid[type], 8)
  buffer.writeInt32BE(values.length, 12)
  buffer.writeInt32BE(1, 16)
  let at = headerBytes
  for (const value of values) at = writeElement(buffer, at, type, value)
  return at === size ? buffer : buffer.subarray(0, at)
}

function writeElement(buffer: Buffer, at: number, type: ColumnType, value: ColumnValue): number {
  if (value === null) return buffer.writeInt32BE(-1, at)
  switch (type) {
    case 'int8':
      assert(typeof value === 'bigint' || Number.isSafeInteger(value), 'an int8 column gets a whole number')
      buffer.writeInt32BE(8, at)
      return buffer.writeBigInt64BE(BigInt(value as number | bigint), at + 4)
    case 'int4':
      assert(typeof value === 'number', 'an int4 column gets a number')
      buffer.writeInt32BE(4, at)
      return buffer.writeInt32BE(value, at + 4)
    case 'bool':
      buffer.writeInt32BE(1, at)
      return buffer.writeUInt8(value ? 1 : 0, at + 4)
    case 'bytea':
      assert(Buffer.isBuffer(value), 'a bytea column gets bytes')
      buffer.writeInt32BE(value.length, at)
      return at + 4 + value.copy(buffer, at + 4)
    default: {
      assert(typeof value === 'string', `a ${type} column gets text`)
      const bytes = buffer.write(value, at + 4)
      buffer.writeInt32BE(bytes, at)
      return at + 4 + bytes
    }
  }
}
