/**
 * Key encryption: who wraps the vault's keys. A key-management service is one more implementation of `KeyEncryption`; it
 * sees keys, never cards, and is asked when a process first needs a key, not for each payment.
 */
import { createHash } from 'node:crypto'
import { decrypt, encrypt, keyBytes, nonceBytes } from './cipher.ts'
import type { Random } from './envelope.ts'
import { type KeyRing, keyOfVersion } from './seal.ts'

/** A key as stored. `kek` names what wrapped it: `local:2`, `transit:florin`. */
export type Wrapped = { readonly kek: string; readonly wrapped: Buffer }

export type KeyEncryption = {
  /** What the names of its keys begin with: `local`, `transit`. */
  readonly kind: string
  wrap(label: string, key: Buffer): Promise<Wrapped>
  /** Throws `KeyEncryptionError` where the key is missing, wrong, or the service does not answer. */
  unwrap(label: string, wrapped: Wrapped): Promise<Buffer>
  /** The same key under the newest version of what wraps; null where it is already. */
  rewrap(label: string, wrapped: Wrapped): Promise<Wrapped | null>
}

/** Says what is missing or wrong, never a key. */
export class KeyEncryptionError extends Error {
  override name = 'KeyEncryptionError'
}

/** Keys that an operator hands to the process. */
export function localKeyEncryption(ring: KeyRing, random: Random): KeyEncryption {
  const named = (kek: string): Buffer => {
    const key = keyOfVersion(ring, Number(kek.slice('local:'.length)))
    if (key === null) throw new KeyEncryptionError(`the key-encryption key ${kek} is not configured`)
    return key
  }
  const wrap = (label: string, key: Buffer): Wrapped => {
    const kek = `local:${ring.current}`
    return { kek, wrapped: encrypt(named(kek), label, key, random(nonceBytes)) }
  }
  const unwrap = (label: string, { kek, wrapped }: Wrapped): Buffer => {
    const key = decrypt(named(kek), label, wrapped)
    if (key === null)
      throw new KeyEncryptionError(`the key-encryption key ${kek} is not the one that this database was sealed with`)
    return key
  }
  return {
    kind: 'local',
    wrap: async (label, key) => wrap(label, key),
    unwrap: async (label, wrapped) => unwrap(label, wrapped),
    rewrap: async (label, wrapped) => {
      if (wrapped.kek === `local:${ring.current}`) return null
      const key = unwrap(label, wrapped)
      const again = wrap(label, key)
      key.fill(0)
      return again
    },
  }
}

/** The first one wraps; each opens what is its own. Moving from one to another is a rotation. */
export function joinedKeyEncryption(all: readonly [KeyEncryption, ...KeyEncryption[]]): KeyEncryption {
  const [first] = all
  const of = ({ kek }: Wrapped): KeyEncryption => {
    const found = all.find(({ kind }) => kek.startsWith(`${kind}:`))
    if (found === undefined) throw new KeyEncryptionError(`the key-encryption key ${kek} is not configured`)
    return found
  }
  return {
    kind: first.kind,
    wrap: first.wrap,
    unwrap: (label, wrapped) => of(wrapped).unwrap(label, wrapped),
    rewrap: async (label, wrapped) => {
      const holder = of(wrapped)
      if (holder === first) return await first.rewrap(label, wrapped)
      const key = await holder.unwrap(label, wrapped)
      const again = await first.wrap(label, key)
      key.fill(0)
      return again
    },
  }
}

const markBytes = 16
const markOf = (label: string): Buffer => createHash('sha256').update(label).digest().subarray(0, markBytes)

/** A key and the mark of its place, for services that authenticate no label of ours. */
export const tagKey = (label: string, key: Buffer): Buffer => Buffer.concat([key, markOf(label)])

/** The key without its mark; null where it was wrapped for another place. */
export const untagKey = (label: string, bytes: Buffer): Buffer | null =>
  bytes.length > markBytes && bytes.subarray(-markBytes).equals(markOf(label))
    ? Buffer.from(bytes.subarray(0, -markBytes))
    : null

export { keyBytes }
