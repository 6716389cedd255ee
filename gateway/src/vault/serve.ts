/** `florin vault serve`: the vault's process, until it is told to end. */
import { once } from 'node:events'
import { reasonOf } from '../kernel/reason.ts'
import type { Secret } from '../kernel/secret.ts'
import type { Keeper } from './open.ts'
import { createVaultServer } from './server.ts'

export type ServeVault = Pick<Keeper, 'vault'> & {
  readonly config: { readonly vaultToken: Secret<string> | null; readonly host: string; readonly port: number }
  readonly ending: AbortSignal
  readonly onReady: (url: string) => void
  /** Names the call and the record; nothing of what was asked. */
  readonly onFault: (line: string) => void
}

/** Requests under way get this long to end; then their connections are closed. */
const drainMs = 5000

/** Serves until `ending`; gives why it could not, or null once it has ended. */
export async function serveVault({ vault, config, ending, onReady, onFault }: ServeVault): Promise<string | null> {
  const token = config.vaultToken
  if (token === null) return 'FLORIN_VAULT_TOKEN is missing: gateways show it. Make one with: openssl rand -base64 32'
  const server = createVaultServer({
    vault,
    token,
    onFault: (verb, error) => onFault(`${verb} failed: ${reasonOf(error)}`),
  })
  server.listen(config.port, config.host)
  const listening = await Promise.race([once(server, 'listening'), once(server, 'error').then(([error]) => error)])
  if (listening instanceof Error)
    return `the vault cannot listen on ${config.host}:${config.port}: ${reasonOf(listening)}`
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : config.port
  onReady(`http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`)
  if (!ending.aborted) await once(ending, 'abort')
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  const forced = setTimeout(() => server.closeAllConnections(), drainMs)
  await closed
  clearTimeout(forced)
  return null
}
