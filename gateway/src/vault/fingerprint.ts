import { createHmac, hkdfSync } from 'node:crypto'
import { base62 } from '../kernel/id.ts'
import { type KeyUse, labelOfUse } from './hash-uses.ts'
import type { KeyRing } from './seal.ts'

/**
 * Keyed hashes. Their keys are kept in the vault, wrapped like any other, because a fingerprint has to stay the same
 * when keys are rotated. What each part of it is for stands in `hash-uses.ts`. Where card data was sealed before that, they are those that the oldest key of the ring gave.
 */
export const hashKeyBytes = 64

export function hashKeyOf(ring: KeyRing): Buffer {
  const oldest = Math.min(...ring.keys.keys())
  const key = ring.keys.get(oldest)?.reveal() ?? Buffer.alloc(0)
  const derived = (purpose: string) => Buffer.from(hkdfSync('sha256', key, 'florin', purpose, hashKeyBytes / 2))
  return Buffer.concat([derived('fingerprint'), derived('request')])
}

export type KeyedHashes = {
  /** 16 characters, equal for the same number within an account. */
  fingerprint(account: string, number: string | Uint8Array): string
  /** Stands for a secret in records that must tell two requests apart. */
  secret(value: string): string
  /** A key for one use: 43 characters that only gateways of this vault have. */
  derived(use: KeyUse): string
}

export function keyedHashes(hashKey: Buffer): KeyedHashes {
  const [fingerprintKey, secretKey] = [hashKey.subarray(0, hashKeyBytes / 2), hashKey.subarray(hashKeyBytes / 2)]
  return {
    fingerprint: (account, number) => {
      const hash = createHmac('sha256', fingerprintKey).update(`${account}/`).update(number).digest()
      return base62(hash.readUIntBE(0, 6), 8) + base62(hash.readUIntBE(6, 6), 8)
    },
    secret: (value) => createHmac('sha256', secretKey).update(value).digest('base64url').slice(0, 22),
    derived: (use) =>
      Buffer.from(hkdfSync('sha256', hashKey, 'florin', labelOfUse(use), hashKeyBytes / 2)).toString('base64url'),
  }
}
