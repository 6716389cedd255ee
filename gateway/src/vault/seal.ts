/** The ring of key-encryption keys that an operator holds, and what does not open. */
import { Secret } from '../kernel/secret.ts'
import { keyBytes } from './cipher.ts'

export type KeyRing = {
  /** The version that new keys are wrapped under. */
  readonly current: number
  readonly keys: ReadonlyMap<number, Secret<Buffer>>
}

/** A sealed value that does not open: a wrong key, a missing version, or a record that was changed. */
export class UnsealError extends Error {
  override name = 'UnsealError'
  readonly record: string
  /** True where it is certain that no earlier reveal of this record into the same call got through. */
  neverLeft = false

  constructor(record: string) {
    super(`the vault record ${record} does not open`)
    this.record = record
  }
}

/** Reads `1:base64-of-32-bytes,2:…`; the highest version is the current one. Gives the problem where it cannot be read. */
export function parseKeyRing(text: string): KeyRing | { problem: string } {
  const keys = new Map<number, Secret<Buffer>>()
  for (const part of text.split(',')) {
    const match = /^(\d{1,9}):([A-Za-z0-9+/]+=*)$/.exec(part.trim())
    if (match === null) return { problem: 'each key is written as version:base64, keys are separated by commas' }
    const key = Buffer.from(match[2] ?? '', 'base64')
    if (key.length !== keyBytes) return { problem: `key ${match[1]} has ${key.length} bytes; it needs ${keyBytes}` }
    // Two keys under one version: whichever was dropped, what it sealed would never open again.
    if (keys.has(Number(match[1]))) return { problem: 'it gives two keys the same version; each version is one key' }
    keys.set(Number(match[1]), new Secret(key))
  }
  return { current: Math.max(...keys.keys()), keys }
}

export const keyOfVersion = (ring: KeyRing, version: number): Buffer | null => ring.keys.get(version)?.reveal() ?? null
