/** Where the gateway listens: plain, and over TLS where that is asked for; and how both end. */
import type { Server } from 'node:http'
import type { Logger } from 'pino'
import { dialects } from '../dialects/index.ts'
import { codeOf, reasonOf } from '../kernel/reason.ts'
import { dayMs } from '../kernel/time.ts'
import { createServerClosing } from '../surfaces/http/closing.ts'
import { serveMetrics } from '../surfaces/http/metrics-page.ts'
import { type Certificate, certificateOf } from '../surfaces/tls/certificate.ts'
import { createTlsListener, type TlsListener } from '../surfaces/tls/listener.ts'
import type { TlsSettings } from '../surfaces/tls/settings.ts'
import type { Config } from './config.ts'
import type { Gateway } from './gateway.ts'

export type Listening = {
  readonly url: string
  readonly tls: { readonly url: string; readonly trust: string | null } | null
  /** Where the figures are, where they have a port of their own. */
  readonly metricsUrl: string | null
  /** Ends it: those who wait for an answer get it, within `limitMs`. */
  close(limitMs: number): Promise<void>
}
type Refused = { readonly refused: string }

/** An operator hears of a certificate that ends this soon. */
const warnDays = 14

export async function listen(
  gateway: Pick<Gateway, 'http' | 'metrics' | 'ready'>,
  config: Pick<Config, 'host' | 'port' | 'tls' | 'dataDir' | 'dialectHosts' | 'metrics'>,
  logger: Logger,
): Promise<Listening | Refused> {
  const { http } = gateway
  const plain = http.app.server
  const secured = config.tls === null ? null : await secure(plain, config.tls, config, logger)
  if (secured !== null && 'refused' in secured) return secured
  const closing = createServerClosing(plain, ...(secured === null ? [] : [secured.listener.server]))
  const { host, port } = config
  try {
    await http.app.listen({ host, port })
  } catch (error) {
    return { refused: whyNot(error, host, port, 'PORT') }
  }
  let figures: Server | null = null
  const close = async (limitMs: number): Promise<void> => {
    await closing.until(Promise.all([http.app.close(), secured?.listener.close()]), limitMs)
    figures?.closeAllConnections()
    figures?.close()
  }
  const { port: own, key } = config.metrics
  if (own !== null)
    try {
      figures = await serveMetrics({ port: own, host, key }, gateway.metrics, gateway.ready)
    } catch (error) {
      await close(0)
      return { refused: whyNot(error, host, own, 'FLORIN_METRICS_PORT') }
    }
  if (secured !== null && config.tls !== null) {
    const why = await bind(secured.listener, host, config.tls.port)
    if (why !== null) {
      await close(0)
      return { refused: why }
    }
  }
  return {
    url: `http://${shown(host)}:${portOf(plain, port)}`,
    tls:
      secured === null
        ? null
        : {
            // The name that every certificate for this machine has.
            url: `https://${secured.certificate.trust === null ? shown(host) : 'localhost'}:${portOf(secured.listener.server, 0)}`,
            trust: secured.certificate.trust,
          },
    metricsUrl: figures === null ? null : `http://${shown(host)}:${portOf(figures, 0)}/metrics`,
    close,
  }
}

const shown = (host: string): string => (host.includes(':') ? `[${host}]` : host)
const portOf = (server: Pick<Server, 'address'>, configured: number): number => {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : configured
}

async function secure(
  plain: Server,
  settings: TlsSettings,
  { dataDir, dialectHosts }: Pick<Config, 'dataDir' | 'dialectHosts'>,
  logger: Logger,
): Promise<{ readonly listener: TlsListener; readonly certificate: Certificate } | Refused> {
  const hosts = [...[...dialects.keys()].map((name) => `${name}.localhost`), ...[...dialectHosts.values()].flat()]
  const read = () => certificateOf(settings, dataDir, hosts, Date.now())
  const certificate = await read()
  if ('refused' in certificate) return certificate
  const tellEnd = ({ endsAt }: Certificate) => {
    const days = Math.floor((endsAt - Date.now()) / dayMs)
    if (days < warnDays) logger.warn(days < 0 ? 'the certificate has ended' : `the certificate ends in ${days} days`)
  }
  tellEnd(certificate)
  let told = ''
  const listener = createTlsListener(plain, certificate, async () => {
    const now = await read()
    if (!('refused' in now)) return now
    // Once: what cannot be used now is looked at again every minute, and the old one goes on.
    if (told !== now.refused) logger.warn(now.refused)
    told = now.refused
    return null
  })
  return { listener, certificate }
}

async function bind({ server }: TlsListener, host: string, port: number): Promise<string | null> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, host, () => {
        server.off('error', reject)
        resolve()
      })
    })
    return null
  } catch (error) {
    return whyNot(error, host, port, 'FLORIN_TLS_PORT')
  }
}

function whyNot(error: unknown, host: string, port: number, setting: string): string {
  if (codeOf(error) === 'EADDRINUSE')
    return `port ${port} on ${host} is in use; stop what uses it, or set ${setting} to another`
  if (codeOf(error) === 'EACCES') return `port ${port} may not be opened by this user; set ${setting} to one above 1023`
  return `the server could not listen on ${host}:${port}: ${reasonOf(error)}`
}
