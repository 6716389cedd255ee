import { createHmac, hkdfSync } from 'node:crypto'
import { base62 } from '../kernel/id.ts'
import type { KeyRing } from './seal.ts'

/**
 * Keyed hashes. Their key is derived from the oldest key of the ring and not from the current one: a fingerprint has to stay
 * the same when keys are rotated, so the oldest key stays configured for as long as fingerprints are to be compared.
 */
function deriveKey(ring: KeyRing, purpose: string): Buffer {
  const oldest = Math.min(...ring.keys.keys())
  const key = ring.keys.get(oldest)?.reveal() ?? Buffer.alloc(0)
  return Buffer.from(hkdfSync('sha256', key, 'florin', purpose, 32))
}

export type KeyedHashes = {
  /** 16 characters, equal for the same number within an account. */
  fingerprint(account: string, number: string): string
  /** Stands for a secret in records that must tell two requests apart. */
  secret(value: string): string
}

export function keyedHashes(ring: KeyRing): KeyedHashes {
  const fingerprintKey = deriveKey(ring, 'fingerprint')
  const secretKey = deriveKey(ring, 'request')
  return {
    fingerprint: (account, number) => {
      const hash = createHmac('sha256', fingerprintKey).update(`${account}/${number}`).digest()
      return base62(hash.readUIntBE(0, 6), 8) + base62(hash.readUIntBE(6, 6), 8)
    },
    secret: (value) => createHmac('sha256', secretKey).update(value).digest('base64url').slice(0, 22),
  }
}
