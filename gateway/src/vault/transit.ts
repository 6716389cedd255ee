/**
 * HashiCorp Vault's transit engine as key encryption: `encrypt`, `decrypt` and `rewrap` of its HTTP API
 * (developer.hashicorp.com/vault/api-docs/secret/transit). The key-encryption key never leaves that server, so a rotation is
 * made there, and `florin vault rotate` follows it by rewrap, which shows us no key.
 */
import type { Secret } from '../kernel/secret.ts'
import { type KeyEncryption, KeyEncryptionError, tagKey, untagKey, type Wrapped } from './key-encryption.ts'

export type TransitSettings = {
  /** `https://vault.example:8200` */
  readonly url: string
  /** Where the engine is mounted, and the name of the key in it. */
  readonly mount: string
  readonly key: string
  /** Read for each request, so that a token which an agent renews in its file is used. */
  readonly token: () => Secret<string>
  /** Of Vault Enterprise; null elsewhere. */
  readonly namespace: string | null
}

/** A server that has not answered by then does not; the caller's own call to a processor still has time to fail cleanly. */
const answerTimeoutMs = 5000

const versionOf = (ciphertext: string): string | null => /^vault:(v\d+):/.exec(ciphertext)?.[1] ?? null

export function transitKeyEncryption(settings: TransitSettings): KeyEncryption {
  const kek = `transit:${settings.key}`

  const ask = async (verb: 'encrypt' | 'decrypt' | 'rewrap', body: Record<string, string>, field: string) => {
    const failed = (why: string) => new KeyEncryptionError(`transit ${verb} at ${settings.url} failed: ${why}`)
    let response: Response
    try {
      response = await fetch(
        new URL(`/v1/${settings.mount}/${verb}/${encodeURIComponent(settings.key)}`, settings.url),
        {
          method: 'POST',
          headers: {
            'x-vault-token': settings.token().reveal(),
            'x-vault-request': 'true',
            'content-type': 'application/json',
            ...(settings.namespace === null ? {} : { 'x-vault-namespace': settings.namespace }),
          },
          body: JSON.stringify(body),
          redirect: 'error',
          signal: AbortSignal.timeout(answerTimeoutMs),
        },
      )
    } catch (error) {
      throw failed(error instanceof Error && error.name === 'TimeoutError' ? 'no answer' : 'it cannot be reached')
    }
    // Its errors are a list of texts; a plaintext of ours is in none, but the status says enough.
    if (!response.ok) throw failed(`status ${response.status}`)
    const answer = (await response.json().catch(() => null)) as { data?: Record<string, unknown> } | null
    const value = answer?.data?.[field]
    if (typeof value !== 'string') throw failed('the answer makes no sense')
    return value
  }
  const ciphertextOf = (text: string): Wrapped => {
    if (versionOf(text) === null) throw new KeyEncryptionError(`transit at ${settings.url} gave no ciphertext`)
    return { kek, wrapped: Buffer.from(text) }
  }

  return {
    kind: 'transit',
    wrap: async (label, key) => {
      const plain = tagKey(label, key)
      const sealed = await ask('encrypt', { plaintext: plain.toString('base64') }, 'ciphertext')
      plain.fill(0)
      return ciphertextOf(sealed)
    },
    unwrap: async (label, { kek: name, wrapped }) => {
      if (name !== kek) throw new KeyEncryptionError(`the key-encryption key ${name} is not configured`)
      const plain = Buffer.from(await ask('decrypt', { ciphertext: wrapped.toString() }, 'plaintext'), 'base64')
      const key = untagKey(label, plain)
      plain.fill(0)
      if (key === null) throw new KeyEncryptionError(`${kek} wrapped this for another place`)
      return key
    },
    rewrap: async (_, { kek: name, wrapped }) => {
      if (name !== kek) throw new KeyEncryptionError(`the key-encryption key ${name} is not configured`)
      const before = wrapped.toString()
      const after = await ask('rewrap', { ciphertext: before }, 'ciphertext')
      return versionOf(after) === versionOf(before) ? null : ciphertextOf(after)
    },
  }
}
