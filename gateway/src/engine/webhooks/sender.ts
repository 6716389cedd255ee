/** One attempt over HTTP: bounded in time, in bytes and in where it may lead. Redirects are not followed. */
import { Agent, buildConnector, type Dispatcher } from 'undici'
import {
  type AddressRules,
  ForbiddenAddressError,
  forbiddenAddress,
  guardedLookup,
  literalAddress,
  type Networks,
  type Resolve,
} from './address.ts'

/** Acknowledged within this or not at all: longer would hold back what waits behind it. */
export const answerTimeoutMs = 10_000
/** A host that does not take the connection by then is away. */
export const connectTimeoutMs = 5_000
/** What is kept of an answer. */
export const answerKeptBytes = 1024
/** An answer longer than this ends its connection; reading on would let a receiver hold us. */
const answerBytesMax = 64 << 10
/** An idle connection is kept for the next delivery, but not past what most servers keep. */
const keepAliveMs = 4_000

/** What became of an attempt. `status` is null where no answer came; `error` says why. */
export type Sent = {
  readonly status: number | null
  readonly error: string | null
  readonly body: string | null
  readonly milliseconds: number
}

export type Sender = {
  send(message: {
    url: string
    headers: Readonly<Record<string, string>>
    body: string
    livemode: boolean
  }): Promise<Sent>
  close(): Promise<void>
}

const explained: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the receiver closed the connection before it answered',
  UND_ERR_SOCKET: 'the receiver closed the connection before it answered',
  EPIPE: 'the receiver closed the connection before it answered',
  ENOTFOUND: 'the host name does not resolve',
  EAI_AGAIN: 'the host name could not be resolved',
  UND_ERR_CONNECT_TIMEOUT: `no connection within ${connectTimeoutMs / 1000} seconds`,
  UND_ERR_HEADERS_TIMEOUT: `no answer within ${answerTimeoutMs / 1000} seconds`,
  UND_ERR_HEADERS_OVERFLOW: 'the answer has more headers than are read',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
}

/** Why an attempt failed, in words for the merchant; nothing of our own network is told beyond the kind of an address. */
function reasonOf(error: unknown): string {
  if (error instanceof ForbiddenAddressError) return error.message
  if (!(error instanceof Error)) return 'the attempt failed'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  if (error.name === 'TimeoutError') return `no answer within ${answerTimeoutMs / 1000} seconds`
  if (explained[code] !== undefined) return explained[code]
  if (code.startsWith('HPE_')) return 'the answer is not HTTP'
  if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(code))
    return `the certificate is not accepted (${code})`
  return `the attempt failed (${code})`
}

export function createSender(options: {
  allowed: Networks
  monotonicMs: () => number
  /** Connections to one origin. */
  connectionsMax: number
  timeoutMs?: number
  resolve?: Resolve
}): Sender {
  const timeoutMs = options.timeoutMs ?? answerTimeoutMs
  const agentFor = (rules: AddressRules): Agent =>
    new Agent({
      connect: guardedConnector(rules, options.resolve),
      connections: options.connectionsMax,
      pipelining: 1,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      keepAliveTimeout: keepAliveMs,
      keepAliveMaxTimeout: keepAliveMs,
    })
  const live = agentFor({ livemode: true, allowed: options.allowed })
  const sandbox = agentFor({ livemode: false, allowed: options.allowed })

  return {
    send: async ({ url, headers, body, livemode }) => {
      const began = options.monotonicMs()
      const took = () => Math.round(options.monotonicMs() - began)
      const abort = new AbortController()
      const timer = setTimeout(() => abort.abort(new DOMException('too late', 'TimeoutError')), timeoutMs)
      try {
        const { origin, pathname, search, username, password } = new URL(url)
        const answer = await (livemode ? live : sandbox).request({
          origin,
          path: pathname + search,
          method: 'POST',
          headers: username === '' ? headers : { ...headers, authorization: basic(username, password) },
          body,
          signal: abort.signal,
        })
        return { status: answer.statusCode, error: null, body: await keptOf(answer), milliseconds: took() }
      } catch (error) {
        return { status: null, error: reasonOf(error), body: null, milliseconds: took() }
      } finally {
        clearTimeout(timer)
      }
    },
    close: async () => {
      await Promise.all([live.destroy(), sandbox.destroy()])
    },
  }
}

const basic = (username: string, password: string): string =>
  `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`

/** Dials only what the rules permit: names through the guarded lookup, written addresses here. */
function guardedConnector(rules: AddressRules, resolve?: Resolve): buildConnector.connector {
  const connect = buildConnector({
    timeout: connectTimeoutMs,
    lookup: guardedLookup(rules, resolve),
  } as buildConnector.BuildOptions)
  return (given, callback) => {
    const literal = literalAddress(given.hostname)
    const kind = literal === null ? null : forbiddenAddress(literal, rules)
    if (kind !== null) return callback(new ForbiddenAddressError(given.hostname, kind), null)
    return connect(given, callback)
  }
}

/** The first kilobyte of an answer as text. The status has come: whatever happens to the body changes nothing about it. */
async function keptOf({ body }: Dispatcher.ResponseData): Promise<string> {
  const chunks: Buffer[] = []
  let kept = 0
  let size = 0
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length
      if (kept < answerKeptBytes) {
        chunks.push(chunk.subarray(0, answerKeptBytes - kept))
        kept += chunk.length
      }
      // Leaving the loop destroys the stream, and with it the connection.
      if (size > answerBytesMax) break
    }
  } catch {
    // Closed in the middle, or too slow: what came is kept.
  }
  // Text columns take no NUL.
  return Buffer.concat(chunks).toString('utf8').replaceAll('\0', '\uFFFD')
}
