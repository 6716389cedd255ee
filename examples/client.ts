/** The official client, pointed at the gateway: nothing else changes for code that was written for Stripe. */
import Stripe from 'stripe'

export function gatewayClient(): Stripe {
  const { hostname, port, protocol } = new URL(process.env.FLORIN_URL ?? 'http://127.0.0.1:4242')
  const https = protocol === 'https:'
  return new Stripe(process.env.FLORIN_KEY ?? 'sk_test_florindemokeyforeveryone', {
    host: hostname,
    port: port === '' ? (https ? 443 : 80) : Number(port),
    protocol: https ? 'https' : 'http',
  })
}
