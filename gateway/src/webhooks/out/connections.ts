/**
 * Connections to receivers: one request at a time on each, kept for a few seconds and used again. A receiver that takes half a
 * second needs fifteen hundred of them, so a free one is taken from the end of a list and not looked for among all: in a
 * profile that search was a twelfth of the time.
 */
import { buildConnector, Client } from 'undici'
import {
  type AddressRules,
  ForbiddenAddressError,
  forbiddenAddress,
  guardedLookup,
  literalAddress,
  type Resolve,
} from './allowed-addresses.ts'

/** A host that does not take the connection by then is away. */
export const receiverConnectTimeoutMs = 5_000
/** An idle connection is kept for the next delivery, but not past what most servers keep. */
const keepAliveMs = 4_000
/** Origins that nothing was sent to for so long are forgotten. */
const forgetMs = 60_000

type Origin = { readonly free: Client[]; usedAt: number }

export class Connections {
  readonly #origins = new Map<string, Origin>()
  readonly #connector: buildConnector.connector
  readonly #monotonicMs: () => number
  #forgotAt = 0

  constructor(options: { rules: AddressRules; resolve: Resolve | undefined; monotonicMs: () => number }) {
    this.#connector = guardedConnector(options.rules, options.resolve)
    this.#monotonicMs = options.monotonicMs
  }

  take(origin: string): Client {
    const now = this.#monotonicMs()
    if (now - this.#forgotAt > forgetMs) this.#forget(now)
    const known = this.#origins.get(origin)
    if (known !== undefined) known.usedAt = now
    return (
      known?.free.pop() ??
      new Client(origin, {
        connect: this.#connector,
        allowH2: false,
        pipelining: 1,
        keepAliveTimeout: keepAliveMs,
        keepAliveMaxTimeout: keepAliveMs,
        // The sender has one limit for the whole attempt.
        headersTimeout: 0,
        bodyTimeout: 0,
      })
    )
  }

  give(origin: string, client: Client): void {
    const known = this.#origins.get(origin)
    if (known !== undefined) known.free.push(client)
    else this.#origins.set(origin, { free: [client], usedAt: this.#monotonicMs() })
  }

  close(): void {
    for (const { free } of this.#origins.values()) for (const client of free) void client.destroy()
    this.#origins.clear()
  }

  #forget(now: number): void {
    this.#forgotAt = now
    for (const [name, { free, usedAt }] of this.#origins) {
      if (now - usedAt < forgetMs) continue
      for (const client of free) void client.destroy()
      this.#origins.delete(name)
    }
  }
}

/** Dials only what the rules permit: names through the guarded lookup, written addresses here. */
function guardedConnector(rules: AddressRules, resolve: Resolve | undefined): buildConnector.connector {
  // The connector hands `lookup` on to net.connect and tls.connect; its type names only what is undici's own.
  const connect = buildConnector({
    timeout: receiverConnectTimeoutMs,
    allowH2: false,
    lookup: guardedLookup(rules, resolve),
  } as buildConnector.BuildOptions)
  return (given, callback) => {
    const literal = literalAddress(given.hostname)
    const kind = literal === null ? null : forbiddenAddress(literal, rules)
    if (kind !== null) return callback(new ForbiddenAddressError(given.hostname, kind), null)
    return connect(given, callback)
  }
}
