/** The vault's own process: a few calls over HTTP for gateways that show its token. It holds the keys; they hold none. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { lookup } from '../kernel/lookup.ts'
import type { Secret } from '../kernel/secret.ts'
import { isKeyUse } from './hash-uses.ts'
import type { LocalVault } from './local.ts'
import { bytesOf, TooManyBytes } from './remote.ts'
import { UnsealError } from './seal.ts'
import { isSigningSecret } from './vault.ts'

/** Larger than the secrets of the largest request that a gateway takes. */
const bodyBytesMax = 512 * 1024

type Call = {
  /** A parameter of the address; an empty one is missing. */
  readonly about: (name: string) => string
  readonly body: () => Promise<Buffer>
}
type Reply = { readonly status: number; readonly body: Buffer }

const json = (value: unknown, status = 200): Reply => ({ status, body: Buffer.from(JSON.stringify(value)) })

class Malformed extends Error {}

const verbs: Readonly<Record<string, (vault: LocalVault, call: Call) => Promise<Reply>>> = lookup({
  ready: async () => json({ ready: true }),
  store: async (vault, { about, body }) => {
    const account = about('account')
    const plain = await body()
    const { record, fingerprint } = await vault.store({
      env: needed(about, 'env'),
      id: needed(about, 'id'),
      plain,
      mark: account === '' ? null : { account, prefix: about('prefix') },
    })
    const { version, sealed, data_key, wrapped } = record
    return json({
      version,
      sealed: sealed.toString('base64'),
      data_key,
      wrapped: wrapped?.toString('base64') ?? null,
      fingerprint,
    })
  },
  fingerprint: async (vault, { about, body }) =>
    json({ fingerprint: await vault.fingerprint(needed(about, 'account'), (await body()).toString()) }),
  hashes: async (vault, { body }) => {
    const values: unknown = JSON.parse((await body()).toString())
    if (!Array.isArray(values) || !values.every((value) => typeof value === 'string')) throw new Malformed()
    return json(await vault.hashes(values))
  },
  derived_key: async (vault, { about }) => {
    const use = about('use')
    if (!isKeyUse(use)) throw new Malformed()
    return json({ key: await vault.derivedKey(use) })
  },
  reveal: async (vault, { about }) => {
    const [env, id] = [needed(about, 'env'), needed(about, 'id')]
    // A signing secret is for a gateway's own use, and has a call of its own.
    if (isSigningSecret(id)) throw new Malformed()
    const body = await vault.open({ env, id, call: needed(about, 'call'), reason: needed(about, 'reason') })
    return { status: 200, body }
  },
  signing_secret: async (vault, { about }) => {
    const secret = await vault.signingSecret(needed(about, 'env'), needed(about, 'id'))
    return secret === null
      ? json({ error: 'no record' }, 404)
      : { status: 200, body: Buffer.from(secret.reveal(), 'utf8') }
  },
  destroy: async (vault, { about }) =>
    json({ gone: await vault.destroy(needed(about, 'env'), needed(about, 'id'), needed(about, 'reason')) }),
})

function needed(about: Call['about'], name: string): string {
  const value = about(name)
  // A character that PostgreSQL cannot store would fail the statement that others share.
  if (value === '' || value.includes('\0') || !value.isWellFormed()) throw new Malformed()
  return value
}

/** Not listening yet. `onFault` is told what went wrong, never what was asked. */
export function createVaultServer(options: {
  vault: LocalVault
  token: Secret<string>
  onFault: (verb: string, error: unknown) => void
}): Server {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  const wanted = digest(`Bearer ${options.token.reveal()}`)
  const server = createServer((request, response) => {
    answerTo(request)
      .then((reply) => send(response, reply))
      .catch(() => response.destroy())
  })
  server.requestTimeout = 10_000
  server.keepAliveTimeout = 72_000

  const answerTo = async (request: IncomingMessage): Promise<Reply> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://vault')
    if (request.method === 'GET' && pathname === '/healthz') return json({ status: 'ok' })
    if (!timingSafeEqual(digest(request.headers.authorization ?? ''), wanted)) return json({ error: 'token' }, 401)
    const verb = pathname.replace(/^\/v1\//, '')
    const answer = verbs[verb]
    if (request.method !== 'POST' || answer === undefined) return json({ error: 'unknown call' }, 404)
    if (Number(request.headers['content-length'] ?? 0) > bodyBytesMax) return json({ error: 'too large' }, 413)
    try {
      return await answer(options.vault, {
        about: (name) => searchParams.get(name) ?? '',
        // In chunks it says no length beforehand.
        body: () => bytesOf(request, bodyBytesMax),
      })
    } catch (error) {
      if (error instanceof TooManyBytes) return json({ error: 'too large' }, 413)
      if (error instanceof Malformed || error instanceof SyntaxError) return json({ error: 'malformed' }, 400)
      options.onFault(verb, error)
      return error instanceof UnsealError
        ? json({ error: 'unopened', never_left: error.neverLeft }, 422)
        : json({ error: 'unavailable' }, 503)
    }
  }
  return server
}

function send(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, {
    'content-type': 'application/octet-stream',
    'content-length': body.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // What was not read of a body that is too large is not waited for.
    ...(status === 413 ? { connection: 'close' } : {}),
  })
  // Sent, or the connection is gone: either way the bytes have served.
  response.end(body, () => body.fill(0))
}
