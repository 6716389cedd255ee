/**
 * The same gateway over TLS: a second listener, whose requests are answered as those of the first. For clients whose address
 * must be https, and for machines without a proxy in front.
 */
import type { Server } from 'node:http'
import { createServer, type Server as TlsServer } from 'node:https'
import type { Certificate } from './certificate.ts'

/** Its certificate is looked at again this often: a renewed one is used without a restart. */
const lookMs = 60_000

export type TlsListener = {
  readonly server: TlsServer
  close(): Promise<void>
}

/** A listener that hands every request to `plain`; it does not listen yet. `renewed` gives the certificate as it is now. */
export function createTlsListener(
  plain: Server,
  certificate: Certificate,
  renewed: () => Promise<Certificate | null>,
): TlsListener {
  const server = createServer(
    {
      cert: certificate.cert,
      key: certificate.key,
      requestTimeout: plain.requestTimeout,
      headersTimeout: plain.headersTimeout,
      keepAliveTimeout: plain.keepAliveTimeout,
      connectionsCheckingInterval: 1000,
    },
    (request, response) => plain.emit('request', request, response),
  )
  server.maxConnections = plain.maxConnections
  server.on('clientError', (error, socket) => plain.emit('clientError', error, socket))
  let { cert } = certificate
  const look = setInterval(async () => {
    const now = await renewed()
    if (now === null || now.cert === cert) return
    server.setSecureContext({ cert: now.cert, key: now.key })
    cert = now.cert
  }, lookMs)
  look.unref()
  return {
    server,
    close: async () => {
      clearInterval(look)
      if (!server.listening) return
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
