/** Where a payer seems to be, for counting tries and page views. */
import type { FastifyRequest } from 'fastify'
import ipaddr from 'ipaddr.js'

/** Said by proxies of whom they pass on. */
const forwardings = ['x-forwarded-for', 'forwarded', 'x-real-ip'] as const

/**
 * The network of a request's address: the address itself, or the 2⁶⁴ that whoever has one of the newer kind has. Null
 * where a proxy stands before the gateway that it was not told of (`FLORIN_TRUSTED_PROXIES`): its address is everybody's.
 */
export function payerNetwork({ ip, headers, socket }: Seen): string | null {
  if (!ipaddr.isValid(ip)) return null
  const parsed = ipaddr.process(ip)
  const untold = ip === socket.remoteAddress && forwardings.some((name) => headers[name] !== undefined)
  if (untold && parsed.range() !== 'unicast') return null
  if (parsed.kind() === 'ipv4') return parsed.toString()
  return `${parsed.toNormalizedString().split(':').slice(0, 4).join(':')}::/64`
}

type Seen = Pick<FastifyRequest, 'ip' | 'headers'> & { readonly socket: { readonly remoteAddress?: string } }
