/** One attempt over HTTP: bounded in time, in bytes and in where it may lead. Redirects are not followed. */
import type { Client, Dispatcher } from 'undici'
import { lookup } from '../../kernel/lookup.ts'
import { problemOfAddress } from '../../kernel/web-address.ts'
import { ForbiddenAddressError, type Networks, type Resolve } from './allowed-addresses.ts'
import { Connections, receiverConnectTimeoutMs } from './connections.ts'

/** Acknowledged within this or not at all: longer would hold back what waits behind it. */
export const answerTimeoutMs = 10_000
/** What is kept of an answer. */
export const answerKeptBytes = 1024
/** An answer longer than this ends its connection; reading on would let a receiver hold us. */
const answerBytesMax = 64 << 10
/** Time-outs are looked at so often: one timer for all attempts instead of one each. */
const lookMs = 250

/** What became of an attempt. `status` is null where no answer came; `error` says why. */
export type AttemptResult = {
  readonly status: number | null
  readonly error: string | null
  readonly body: string | null
  readonly milliseconds: number
  /** No attempt was made, by an outage of ours: it is made after so many milliseconds, and the plan does not count this. */
  readonly againInMs?: number
  /** No attempt was made: the receiver's format has no callback for the event. */
  readonly skipped?: boolean
}

export type Message = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly livemode: boolean
}

export type Sender = { send(message: Message): Promise<AttemptResult>; close(): Promise<void> }

const tooLate = 'TOO_LATE'
const tooLong = 'TOO_LONG'

const explained: Readonly<Record<string, string>> = lookup({
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the receiver closed the connection before it answered',
  UND_ERR_SOCKET: 'the receiver closed the connection before it answered',
  EPIPE: 'the receiver closed the connection before it answered',
  ENOTFOUND: 'the host name does not resolve',
  EAI_AGAIN: 'the host name could not be resolved',
  UND_ERR_CONNECT_TIMEOUT: `no connection within ${receiverConnectTimeoutMs / 1000} seconds`,
  UND_ERR_HEADERS_OVERFLOW: 'the answer has more headers than are read',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
})

/** Why an attempt failed, in words for the merchant; nothing of our own network is revealed beyond the kind of an address. */
function reasonOf(error: unknown, timeoutMs: number): string {
  if (error instanceof ForbiddenAddressError) return error.message
  if (!(error instanceof Error)) return 'the attempt failed'
  if (error.message === tooLate) return `no answer within ${timeoutMs / 1000} seconds`
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  if (explained[code] !== undefined) return explained[code]
  if (code.startsWith('HPE_') || code === 'HTTPParserError') return 'the answer is not HTTP'
  if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(code))
    return `the certificate is not accepted (${code})`
  return `the attempt failed (${code})`
}

/** An attempt under way, as undici reports it. */
class Attempt implements Dispatcher.DispatchHandler {
  readonly deadline: number
  readonly #client: Client
  readonly #done: (attempt: Attempt, error: Error | null) => void
  #controller: Dispatcher.DispatchController | null = null
  #chunks: Buffer[] = []
  #size = 0
  #ended = false
  status: number | null = null

  constructor(client: Client, deadline: number, done: (attempt: Attempt, error: Error | null) => void) {
    this.#client = client
    this.deadline = deadline
    this.#done = done
  }
  get ended(): boolean {
    return this.#ended
  }
  /** What is kept of the body. Text columns take no NUL. */
  get body(): string {
    return Buffer.concat(this.#chunks).toString('utf8').replaceAll('\0', '\uFFFD')
  }
  abort(reason: string): void {
    const error = new Error(reason)
    if (this.#controller === null) void this.#client.destroy(error)
    else this.#controller.abort(error)
  }
  #end(error: Error | null): void {
    if (this.#ended) return
    this.#ended = true
    this.#done(this, error)
  }
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
  }
  onResponseStart(_: Dispatcher.DispatchController, status: number): void {
    // 1xx are on the way; the answer is what follows.
    if (status >= 200) this.status = status
  }
  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    // Copied: the parser's buffer is used again.
    if (this.#size < answerKeptBytes) this.#chunks.push(Buffer.from(chunk.subarray(0, answerKeptBytes - this.#size)))
    this.#size += chunk.length
    if (this.#size > answerBytesMax) this.abort(tooLong)
  }
  onResponseEnd(): void {
    this.#end(null)
  }
  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#end(error)
  }
}

export function createSender(options: {
  allowed: Networks
  monotonicMs: () => number
  timeoutMs?: number
  resolve?: Resolve
}): Sender {
  const { monotonicMs, allowed, timeoutMs = answerTimeoutMs } = options
  const connections = (livemode: boolean) =>
    new Connections({ rules: { livemode, allowed }, resolve: options.resolve, monotonicMs })
  const [live, sandbox] = [connections(true), connections(false)]
  /** In the order in which they began, which is that of their deadlines. */
  let underWay: Attempt[] = []
  const watch = setInterval(
    () => {
      const now = monotonicMs()
      for (const attempt of underWay) {
        if (attempt.deadline > now) break
        if (!attempt.ended) attempt.abort(tooLate)
      }
      underWay = underWay.filter(({ ended }) => !ended)
    },
    Math.min(lookMs, timeoutMs / 4),
  )
  watch.unref()

  return {
    send: ({ url, headers, body, livemode }) =>
      new Promise((resolve) => {
        // Endpoints from before addresses were held to more may have credentials that do not decode.
        if (problemOfAddress(url, 'hook') !== null)
          return resolve({ status: null, error: 'the URL cannot be sent to; change it', body: null, milliseconds: 0 })
        const { origin, pathname, search, username, password } = new URL(url)
        const pool = livemode ? live : sandbox
        const client = pool.take(origin)
        const began = monotonicMs()
        const done = (attempt: Attempt, error: Error | null) => {
          // A connection that broke is not used again; one that only ended is opened anew by its client.
          if (error === null) pool.give(origin, client)
          else void client.destroy()
          const milliseconds = Math.round(monotonicMs() - began)
          // Once the status has come, whatever happens to the body changes nothing about it.
          if (attempt.status !== null)
            resolve({ status: attempt.status, error: null, body: attempt.body, milliseconds })
          else resolve({ status: null, error: reasonOf(error, timeoutMs), body: null, milliseconds })
        }
        const attempt = new Attempt(client, began + timeoutMs, done)
        underWay.push(attempt)
        const more = username === '' ? headers : { ...headers, authorization: basic(username, password) }
        client.dispatch({ path: pathname + search, method: 'POST', headers: more, body }, attempt)
      }),
    close: async () => {
      clearInterval(watch)
      live.close()
      sandbox.close()
    },
  }
}

const basic = (username: string, password: string): string =>
  `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`
