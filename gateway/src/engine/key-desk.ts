/** What the API does about its own keys. They are no rows of a noun: what opens every call is read before any of it. */
import type { Refusal } from '../kernel/refusal.ts'
import type { Millis } from '../kernel/time.ts'
import type { KeyKind, Permissions } from './access.ts'
import type { Page, RequestContext } from './route.ts'

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

export type KeyDesk = {
  /** The new key with its text, which is given once and stored nowhere. */
  create(terms: KeyTerms, request: RequestContext): Promise<{ stored: StoredKey; key: string } | Refusal>
  find(id: string, request: RequestContext): Promise<StoredKey | Refusal>
  list(page: Page, request: RequestContext): Promise<{ data: readonly StoredKey[]; has_more: boolean } | Refusal>
  /** Ends a key in so many seconds; an end that has come, or comes sooner, stays. */
  revoke(id: string, inSeconds: number, request: RequestContext): Promise<StoredKey | Refusal>
  /** What restricted keys can be given permission for. */
  resources(): readonly string[]
}
