/**
 * A record's envelope: the text under a key of its own, that key under the data key of its environment. So a record is
 * destroyed by itself with its wrapped key, and a change of keys above it never touches what it seals.
 */
import type { Secret } from '../kernel/secret.ts'
import { decrypt, encrypt, keyBytes, nonceBytes } from './cipher.ts'
import { type KeyRing, keyOfVersion, UnsealError } from './seal.ts'

export type RecordName = { readonly env: string; readonly id: string }

/** A record as stored. Before envelopes: no key of its own, sealed under the key-encryption key `version`. */
export type Envelope = {
  readonly version: number
  readonly sealed: Buffer
  readonly data_key: number | null
  readonly wrapped: Buffer | null
}

/** A data key of an environment, by its number. */
export type DataKey = { readonly number: number; readonly key: Secret<Buffer> }

/** Random bytes of this many. */
export type Random = (count: number) => Buffer

const textLabel = ({ env, id }: RecordName): string => `${env}/${id}`
const keyLabel = ({ env, id }: RecordName): string => `${env}/${id}/key`

export function sealRecord(dataKey: DataKey, record: RecordName, plain: Uint8Array, random: Random): Envelope {
  const chance = random(keyBytes + 2 * nonceBytes)
  const own = chance.subarray(0, keyBytes)
  const sealed = encrypt(own, textLabel(record), plain, chance.subarray(keyBytes, keyBytes + nonceBytes))
  const wrapped = encrypt(dataKey.key.reveal(), keyLabel(record), own, chance.subarray(keyBytes + nonceBytes))
  own.fill(0)
  return { version: 0, sealed, data_key: dataKey.number, wrapped }
}

/** The bytes of a record; throws `UnsealError`, which names the record and nothing of its content. */
export function openRecord(dataKey: DataKey | null, record: RecordName, envelope: Envelope): Buffer {
  if (envelope.wrapped === null || dataKey === null) throw new UnsealError(record.id)
  const own = decrypt(dataKey.key.reveal(), keyLabel(record), envelope.wrapped)
  const plain = own === null ? null : decrypt(own, textLabel(record), envelope.sealed)
  own?.fill(0)
  if (plain === null) throw new UnsealError(record.id)
  return plain
}

/** The bytes of a record from before envelopes. */
export function openOldRecord(ring: KeyRing | null, record: RecordName, envelope: Envelope): Buffer {
  const key = ring === null ? null : keyOfVersion(ring, envelope.version)
  const plain = key === null ? null : decrypt(key, textLabel(record), envelope.sealed)
  if (plain === null) throw new UnsealError(record.id)
  return plain
}

/** The record's own key under another data key; what it seals stays as it is. */
export function rewrapRecord(from: DataKey, to: DataKey, record: RecordName, wrapped: Buffer, random: Random): Buffer {
  const own = decrypt(from.key.reveal(), keyLabel(record), wrapped)
  if (own === null) throw new UnsealError(record.id)
  const again = encrypt(to.key.reveal(), keyLabel(record), own, random(nonceBytes))
  own.fill(0)
  return again
}
