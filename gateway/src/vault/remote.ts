/**
 * The vault in a process of its own, as a gateway calls it: `POST /v1/{verb}?env=…`, secrets as the bytes of the body, so that
 * on neither side a number becomes a text which nobody can overwrite. docs/operating/vault.md has the calls.
 */
import { Pool } from 'undici'
import { Secret } from '../kernel/secret.ts'
import { UnsealError } from './seal.ts'
import type { RemoteConfig } from './settings.ts'
import { type Vault, VaultRefusal, VaultUnavailable } from './vault.ts'

/** A vault that has not answered by then does not: well below the time that a call to a processor has. */
const answerTimeoutMs = 5000
/** Requests at a time; more wait here, and the vault's database answers them in the same statements anyway. */
const connectionsMax = 64

type Answer = { readonly status: number; readonly body: Buffer }

/** More came than is taken. */
export class TooManyBytes extends Error {}

/** The bytes of a body in one piece, which alone has to be overwritten. */
export async function bytesOf(body: AsyncIterable<Uint8Array>, bytesMax = Infinity): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes <= bytesMax) continue
    for (const one of chunks) one.fill(0)
    throw new TooManyBytes()
  }
  const whole = Buffer.concat(chunks)
  for (const chunk of chunks) chunk.fill(0)
  return whole
}

export function createRemoteVault({ url, token }: RemoteConfig): Vault {
  const pool = new Pool(new URL(url).origin, {
    connections: connectionsMax,
    headersTimeout: answerTimeoutMs,
    bodyTimeout: answerTimeoutMs,
    connect: { timeout: answerTimeoutMs },
  })

  const send = async (verb: string, about: Record<string, string>, body: Uint8Array | null): Promise<Answer> => {
    try {
      const answer = await pool.request({
        method: 'POST',
        path: `/v1/${verb}?${new URLSearchParams(about).toString()}`,
        headers: { authorization: `Bearer ${token.reveal()}`, 'content-type': 'application/octet-stream' },
        body,
      })
      return { status: answer.statusCode, body: await bytesOf(answer.body) }
    } catch {
      // The reason is a socket's; the bytes that were sent are in none of it.
      throw new VaultUnavailable(`the vault at ${url} does not answer`)
    }
  }
  const ask = async (verb: string, about: Record<string, string>, body: Uint8Array | null = null): Promise<Buffer> => {
    const answer = await send(verb, about, body)
    if (answer.status === 200) return answer.body
    if (answer.status === 422) {
      const error = new UnsealError(about.id ?? '')
      error.neverLeft = (JSON.parse(answer.body.toString()) as { never_left: boolean }).never_left
      throw error
    }
    throw new VaultUnavailable(`the vault at ${url} answered ${answer.status} to ${verb}`)
  }
  // The vault's own process wrote these answers.
  const json = async <T>(verb: string, about: Record<string, string>, body: Uint8Array | null = null): Promise<T> =>
    JSON.parse((await ask(verb, about, body)).toString()) as T

  return {
    start: async () => {
      const { status } = await send('ready', {}, null).catch((error: unknown) => {
        throw new VaultRefusal(error instanceof Error ? error.message : String(error))
      })
      if (status === 401) throw new VaultRefusal(`the vault at ${url} refuses the token; both sides need the same one`)
      if (status !== 200) throw new VaultRefusal(`the vault at ${url} answered ${status}; is that a vault?`)
    },
    store: async ({ env, id, plain, mark }) => {
      const about = { env, id, ...(mark === null ? {} : mark) }
      try {
        const { version, sealed, data_key, wrapped, fingerprint } = await json<{
          version: number
          sealed: string
          data_key: number
          wrapped: string
          fingerprint: string
        }>('store', about, plain)
        const record = {
          id,
          version,
          sealed: Buffer.from(sealed, 'base64'),
          data_key,
          wrapped: Buffer.from(wrapped, 'base64'),
        }
        return { record, fingerprint }
      } finally {
        plain.fill(0)
      }
    },
    fingerprint: async (account, text) =>
      (await json<{ fingerprint: string }>('fingerprint', { account }, Buffer.from(text))).fingerprint,
    hashes: async (values) => await json<string[]>('hashes', {}, Buffer.from(JSON.stringify(values))),
    derivedKey: async (use) => (await json<{ key: string }>('derived_key', { use })).key,
    reveal: async (call, env, id) => call.hold(await ask('reveal', { env, id, call: call.id, reason: call.reason })),
    signingSecret: async (env, id) => {
      const answer = await send('signing_secret', { env, id }, null)
      if (answer.status === 404) return null
      if (answer.status === 200) return new Secret(answer.body.toString())
      if (answer.status === 422) throw new UnsealError(id)
      throw new VaultUnavailable(`the vault at ${url} answered ${answer.status} to signing_secret`)
    },
    destroy: async (env, id, reason) => (await json<{ gone: boolean }>('destroy', { env, id, reason })).gone,
    close: () => pool.close(),
  }
}
