/** Signing secrets of webhooks: made, sealed in the vault, and opened to sign or to be shown once. */

import type { Receiver } from '../contracts/receiver.ts'
import type { SealedRecord } from '../contracts/sealed-record.ts'
import { type Author, authorIn, note } from '../engine/audit-log.ts'
import { scheduleActor } from '../engine/audit-note.ts'
import type { DeliveryApi } from '../engine/route.ts'
import { assert } from '../kernel/assert.ts'
import type { NewId } from '../kernel/id.ts'
import type { Secret } from '../kernel/secret.ts'
import type { Millis } from '../kernel/time.ts'
import { inTransaction, type Pool } from '../storage/database.ts'
import type { Vault } from '../vault/vault.ts'
import { secretPrefix } from '../webhooks/out/signature.ts'

/** 192 bits, which base64 writes without padding: the official client signs with the text, Standard Webhooks with the bytes. */
const secretBytes = 24
/** The vault's record of the secret that signs what goes to the URLs of single payments. */
const paymentUrlRecord = 'whs_payment_urls'
/** Opened secrets that are kept; each endpoint has one or two. */
const openedMax = 10_000

export type SigningSecrets = Pick<DeliveryApi, 'newSecret' | 'secret' | 'paymentUrlSecret'> & {
  /** Those that live at `now` (the environment's time), newest first. */
  live(env: string, receiver: Receiver | null, now: Millis): Promise<readonly Secret<string>[]>
}

export function createSigningSecrets(options: {
  vault: Vault
  newId: NewId
  wallMs: () => Millis
  pool: Pool
  random: (count: number) => Buffer
}): SigningSecrets {
  const { vault, pool } = options
  const opened = new Map<string, Secret<string>>()

  const sealed = async (env: string, id: string, own?: string): Promise<SealedRecord> => {
    const secret = own ?? secretPrefix + options.random(secretBytes).toString('base64')
    return (await vault.store({ env, id, plain: Buffer.from(secret), mark: null })).record
  }

  const open = async (env: string, id: string): Promise<Secret<string> | null> => {
    const key = `${env}/${id}`
    const known = opened.get(key)
    if (known !== undefined) return known
    const secret = await vault.signingSecret(env, id)
    if (secret === null) return null
    if (opened.size >= openedMax) opened.clear()
    opened.set(key, secret)
    return secret
  }

  const paymentUrl = async (env: string, author: Author): Promise<Secret<string>> => {
    const known = await open(env, paymentUrlRecord)
    if (known !== null) return known
    const made = await sealed(env, paymentUrlRecord)
    // Two may make it at once; the first one's counts for both.
    await inTransaction(pool, async (client) => {
      const { rowCount } = await client.query(
        'insert into vault_records (env, id, version, sealed, data_key, wrapped) values ($1, $2, $3, $4, $5, $6) on conflict do nothing',
        [env, made.id, made.version, made.sealed, made.data_key, made.wrapped],
      )
      const change = { object: 'webhook_signing_secret', id: made.id, before: null, after: { id: made.id } }
      if (rowCount === 1) await note(client, env, 'webhook_signing_secret.create', change, author)
    })
    const stored = await open(env, paymentUrlRecord)
    assert(stored !== null, 'the secret was just stored')
    return stored
  }

  return {
    newSecret: ({ environment }, own) => sealed(environment.id, options.newId('whs'), own),
    secret: async (id, { environment }) => {
      const secret = await open(environment.id, id)
      assert(secret !== null, `the vault has a record of ${id}`)
      return secret.reveal()
    },
    paymentUrlSecret: async (request) =>
      (await paymentUrl(request.environment.id, authorIn(options)(request))).reveal(),
    live: async (env, receiver, now) => {
      if (receiver === null) return [await paymentUrl(env, { ...options, actor: scheduleActor, request: null })]
      const secrets: Secret<string>[] = []
      for (const { id, expires_at } of receiver.secrets) {
        const secret = expires_at === null || expires_at > now ? await open(env, id) : null
        if (secret !== null) secrets.push(secret)
      }
      return secrets
    },
  }
}
