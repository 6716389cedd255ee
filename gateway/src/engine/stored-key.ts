/** Keys as they are stored. They are no rows of a noun: what opens every call is read before any of it. */
import type { Millis } from '../kernel/time.ts'

export const keyKinds = ['secret', 'publishable', 'restricted'] as const
export type KeyKind = (typeof keyKinds)[number]

/** By resource; what is not named is not permitted. To write includes to read. */
export type Permissions = Readonly<Record<string, 'read' | 'write'>>

/** A key as stored: everything but the key. */
export type StoredKey = {
  readonly id: string
  readonly kind: KeyKind
  /** `sk_test_****demo` */
  readonly hint: string
  readonly name: string | null
  readonly permissions: Permissions | null
  /** Requests a second; null for what the environment says. */
  readonly rate_limit: number | null
  readonly created: Millis
  /** From when on it opens nothing; null while nothing is said. */
  readonly revoked: Millis | null
}

export type KeyTerms = Pick<StoredKey, 'kind' | 'name' | 'rate_limit'> & {
  readonly permissions: Readonly<Record<string, 'none' | 'read' | 'write'>> | null
}
