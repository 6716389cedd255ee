/**
 * What the vault's hash key is used for: every use once, and each in a domain of its own, so that what one use shows says nothing about
 * another. A new use is a line here.
 *
 *   fingerprint       first half   HMAC of an account and a number; the same for ever, since cards are recognised by it
 *   request secret    second half  HMAC of a secret that came with a request; nothing else may be made of this half, because whoever
 *                                  reads the database sees its hashes of texts that a caller chose
 *   derived keys      both halves  HKDF (RFC 5869) under a label; no hash of the other two can come out like it
 */
export const derivedKeyUses = [
  /** Signs Harsya's access tokens. */
  'harsya/access-token',
  /** Names a customer by an e-mail address. */
  'harsya/customer',
  /** Signs the tokens of a shop's users. */
  'shop/user-token',
] as const
export type KeyUse = (typeof derivedKeyUses)[number]

/** The `info` of HKDF. The version changes when the keys have to. */
export const labelOfUse = (use: KeyUse): string => `derived key, 2: ${use}`

export const isKeyUse = (text: string): text is KeyUse => (derivedKeyUses as readonly string[]).includes(text)
