/**
 * Which addresses a delivery may be dialled at. The name is resolved once for each connection, every address that it has is
 * looked at, and one of those is dialled: a name that resolves differently a moment later gains nothing.
 *
 *   live      public addresses only, and https only
 *   sandbox   loopback besides, and http
 *
 * `allowed` are further networks of an operator (a compose file's, a VPN's); they hold for both.
 */
import { lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

export type Networks = readonly (readonly [ipaddr.IPv4 | ipaddr.IPv6, number])[]
export type AddressRules = { readonly livemode: boolean; readonly allowed: Networks }

const parts = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** The first part of `10.0.0.0/8,fd00::/8` that is no network, or null. */
export const problemOfNetworks = (text: string): string | null =>
  parts(text).find((part) => !ipaddr.isValidCIDR(part)) ?? null

/** Reads `10.0.0.0/8,fd00::/8`. */
export const networksOf = (text: string): Networks => parts(text).map((part) => ipaddr.parseCIDR(part))

/** What an address is, where it may not be dialled; else null. Mapped and tunnelled addresses count as what they lead to. */
export function forbiddenAddress(address: string, { livemode, allowed }: AddressRules): string | null {
  const parsed = ipaddr.process(address)
  if (allowed.some(([network, bits]) => parsed.kind() === network.kind() && parsed.match([network, bits] as never)))
    return null
  const range = parsed.range()
  if (range === 'unicast' || (range === 'loopback' && !livemode)) return null
  return range
}

export class ForbiddenAddressError extends Error {
  override name = 'ForbiddenAddressError'
  readonly code = 'EFORBIDDENADDRESS'
  constructor(host: string, kind: string) {
    super(`${host} leads to a ${kind} address`)
  }
}

/** The address behind a URL's host where it is written as one: `127.0.0.1`, `[::1]`. */
export const literalAddress = (hostname: string): string | null => {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return isIP(bare) === 0 ? null : bare
}

export type Resolve = (
  hostname: string,
  done: (error: Error | null, addresses: { address: string; family: number }[]) => void,
) => void

const resolveAll: Resolve = (hostname, done) =>
  systemLookup(hostname, { all: true }, (error, addresses) => done(error, addresses ?? []))

/** A lookup for `net.connect` and `tls.connect` that gives permitted addresses only. */
export const guardedLookup =
  (rules: AddressRules, resolve: Resolve = resolveAll): LookupFunction =>
  (hostname, options, callback) =>
    resolve(hostname, (error, addresses) => {
      if (error !== null) return callback(error, [])
      for (const { address } of addresses) {
        const kind = forbiddenAddress(address, rules)
        if (kind !== null) return callback(new ForbiddenAddressError(hostname, kind), [])
      }
      const [first] = addresses
      if (first === undefined) return callback(new Error(`${hostname} has no address`), [])
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family)
    })

/** Why a host may not be dialled, or null. A name that does not resolve now may do so later, so it is no reason. */
export async function forbiddenHost(
  hostname: string,
  rules: AddressRules,
  resolve: Resolve = resolveAll,
): Promise<string | null> {
  const literal = literalAddress(hostname)
  if (literal !== null) return forbiddenAddress(literal, rules)
  const addresses = await new Promise<{ address: string }[]>((done) =>
    resolve(hostname, (error, found) => done(error === null ? found : [])),
  )
  for (const { address } of addresses) {
    const kind = forbiddenAddress(address, rules)
    if (kind !== null) return kind
  }
  return null
}
