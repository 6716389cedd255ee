/**
 * The vault as the gateway sees it. Two things are one: `createLocalVault` over keys in this process, and
 * `createRemoteVault` over a process of its own. Nothing here gives out a card number without a `Call` in hand.
 */
import type { SealedRecord } from '../contracts/sealed-record.ts'
import type { Call, CallSecret, Secret } from '../kernel/secret.ts'
import type { KeyUse } from './hash-uses.ts'

/** What a new record is sealed from. `plain` is overwritten once it is sealed. */
export type RecordToStore = {
  readonly env: string
  readonly id: string
  readonly plain: Uint8Array
  /** Whose fingerprint is wanted, and what stands before the text in it; null for none. */
  readonly mark: { readonly account: string; readonly prefix: string } | null
}

export type Stored = { readonly record: SealedRecord; readonly fingerprint: string }

export type Vault = {
  /** Refuses to go on with keys that do not open what the database holds: throws `VaultRefusal`. */
  start(): Promise<void>
  /** Seals a text. The record belongs in the commit of the row that it belongs to; the vault keeps nothing of it before. */
  store(text: RecordToStore): Promise<Stored>
  /** Equal for the same text within an account. */
  fingerprint(account: string, text: string): Promise<string>
  /** Keyed hashes that stand for secrets where two requests have to be told apart. */
  hashes(values: readonly string[]): readonly string[] | Promise<readonly string[]>
  /** A key for one use of the gateway's own, such as signing a dialect's tokens (`vault/hash-uses.ts`). */
  derivedKey(use: KeyUse): string | Promise<string>
  /**
   * Opens a record for a call, and writes down that it did, and why. Throws `UnsealError` where the record is missing or
   * broken, `VaultUnavailable` where the vault cannot say.
   */
  reveal(call: Call, env: string, id: string): Promise<CallSecret>
  /** A secret of the gateway's own use (`isSigningSecret`): no other record is opened this way. Null where there is none. */
  signingSecret(env: string, id: string): Promise<Secret<string> | null>
  /** Destroys one record with its key; what it sealed is gone. False where there was none. */
  destroy(env: string, id: string, reason: string): Promise<boolean>
  close(): Promise<void>
}

/** Why this process must not start. */
export class VaultRefusal extends Error {
  override name = 'VaultRefusal'
}

/** The vault, its database or its key-management service does not answer: nothing was sealed or opened. */
export class VaultUnavailable extends Error {
  override name = 'VaultUnavailable'
}

/**
 * Records that a gateway uses itself: webhooks' signing secrets (`whs_…`), and the keys that payers encrypt their cards to
 * (`epk_…`). All others are opened for calls only.
 */
export const isSigningSecret = (id: string): boolean => id.startsWith('whs_') || id.startsWith('epk_')
