/** RSA keys of environments, for what payers encrypt to them: the private key is sealed in the vault like every other secret. */
import { createPublicKey, generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import type { PayloadKeys } from '../engine/dialect.ts'
import { assert } from '../kernel/assert.ts'
import type { Secret } from '../kernel/secret.ts'
import type { Pool } from '../storage/database.ts'
import type { Vault } from '../vault/vault.ts'

/** The vault's record of an environment's private key. */
const record = 'epk_cards'
const modulusBits = 2048
/** Opened keys that are kept in memory; an environment has one. */
const openedMax = 10_000

const generated = promisify(generateKeyPair)

export function payloadKeysWith({ vault, pool }: { vault: Vault; pool: Pool }): (env: string) => Promise<PayloadKeys> {
  const opened = new Map<string, Promise<PayloadKeys>>()

  const stored = async (env: string): Promise<Secret<string>> => {
    const known = await vault.signingSecret(env, record)
    if (known !== null) return known
    const { privateKey } = await generated('rsa', { modulusLength: modulusBits })
    const plain = Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
    const made = (await vault.store({ env, id: record, plain, mark: null })).record
    // Two may make it at once; the first one's counts for both.
    await pool.query(
      'insert into vault_records (env, id, version, sealed, data_key, wrapped) values ($1, $2, $3, $4, $5, $6) on conflict do nothing',
      [env, made.id, made.version, made.sealed, made.data_key, made.wrapped],
    )
    const kept = await vault.signingSecret(env, record)
    assert(kept !== null, 'the key was just stored')
    return kept
  }

  const open = async (env: string): Promise<PayloadKeys> => {
    const privateKey = await stored(env)
    const der = createPublicKey(privateKey.reveal()).export({ type: 'spki', format: 'der' })
    return { publicKey: der.toString('base64'), privateKey }
  }

  return async (env) => {
    const known = opened.get(env)
    if (known !== undefined) return await known
    if (opened.size >= openedMax) opened.clear()
    const keys = open(env)
    opened.set(env, keys)
    keys.catch(() => opened.delete(env))
    return await keys
  }
}
