/**
 * AES-256-GCM over bytes (NIST SP 800-38D): nonce, tag and body in one. The label is authenticated with it, so that a
 * value copied to another place does not open there.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto'

export const keyBytes = 32
export const nonceBytes = 12
const tagBytes = 16

/** `nonce` is 12 random bytes, never used twice under a key. */
export function encrypt(key: Uint8Array, label: string, plain: Uint8Array, nonce: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(label))
  const body = cipher.update(plain)
  cipher.final()
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** Null where it does not open: another key, another label, or changed. */
export function decrypt(key: Uint8Array, label: string, sealed: Uint8Array): Buffer | null {
  if (sealed.length < nonceBytes + tagBytes) return null
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(label))
  decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
  const plain = decipher.update(sealed.subarray(nonceBytes + tagBytes))
  try {
    decipher.final()
    return plain
  } catch {
    plain.fill(0)
    return null
  }
}
