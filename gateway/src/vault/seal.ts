/**
 * Sealing: AES-256-GCM under a key-encryption key. Each sealed value names the version of its key, so keys can be rotated:
 * new values use the current key, old ones still open. The associated data binds a value to its environment and record, so
 * that a row copied elsewhere does not open (NIST SP 800-38D).
 */
import { createCipheriv, createDecipheriv } from 'node:crypto'
import { Secret } from '../kernel/secret.ts'

export type KeyRing = {
  /** The version that new values are sealed under. */
  readonly current: number
  readonly keys: ReadonlyMap<number, Secret<Buffer>>
}

/** A sealed value that does not open: a wrong key, a missing version, or a record that was changed. */
export class UnsealError extends Error {
  override name = 'UnsealError'
}

const nonceBytes = 12
const tagBytes = 16

/** Reads `1:base64-of-32-bytes,2:…`; the highest version is the current one. Gives the problem where it cannot be read. */
export function parseKeyRing(text: string): KeyRing | { problem: string } {
  const keys = new Map<number, Secret<Buffer>>()
  for (const part of text.split(',')) {
    const match = /^(\d{1,9}):([A-Za-z0-9+/]+=*)$/.exec(part.trim())
    if (match === null) return { problem: 'each key is written as version:base64, keys are separated by commas' }
    const key = Buffer.from(match[2] ?? '', 'base64')
    if (key.length !== 32) return { problem: `key ${match[1]} has ${key.length} bytes; it needs 32` }
    keys.set(Number(match[1]), new Secret(key))
  }
  return { current: Math.max(...keys.keys()), keys }
}

const keyOf = (ring: KeyRing, version: number): Buffer => {
  const key = ring.keys.get(version)
  if (key === undefined) throw new UnsealError(`key version ${version} is not configured`)
  return key.reveal()
}

/** Seals a text for one record; `nonce` is 12 random bytes, never used twice under a key. */
export function seal(
  ring: KeyRing,
  record: { env: string; id: string },
  plain: string,
  nonce: Uint8Array,
): { version: number; sealed: Buffer } {
  const cipher = createCipheriv('aes-256-gcm', keyOf(ring, ring.current), nonce.subarray(0, nonceBytes))
  cipher.setAAD(Buffer.from(`${record.env}/${record.id}`))
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return { version: ring.current, sealed: Buffer.concat([nonce.subarray(0, nonceBytes), cipher.getAuthTag(), body]) }
}

/** Opens a sealed value of this record. Throws `UnsealError`, which names the record and nothing of its content. */
export function unseal(
  ring: KeyRing,
  record: { env: string; id: string },
  version: number,
  sealed: Buffer,
): Secret<string> {
  const key = keyOf(ring, version)
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
    decipher.setAAD(Buffer.from(`${record.env}/${record.id}`))
    decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
    const plain = Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()])
    return new Secret(plain.toString('utf8'))
  } catch {
    throw new UnsealError(`the vault record ${record.id} does not open`)
  }
}
