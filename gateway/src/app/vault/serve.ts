/** `florin vault serve`: the vault's process, until Ctrl-C or SIGTERM. */
import { once } from 'node:events'
import type { Pool } from '../../storage/database.ts'
import type { Config } from '../config.ts'
import type { Keeper } from './open.ts'
import { createVaultServer } from './server.ts'

export async function serveVault({ vault, config }: Keeper & { readonly pool: Pool; readonly config: Config }) {
  const token = config.vaultToken
  if (token === null) {
    console.error('FLORIN_VAULT_TOKEN is missing: gateways show it. Make one with: openssl rand -base64 32')
    return 2
  }
  const server = createVaultServer({
    vault,
    token,
    // Names the call and the record; nothing of what was asked.
    onFault: (verb, error) => console.error(`${verb} failed: ${error instanceof Error ? error.message : 'unknown'}`),
  })
  server.listen(config.port, config.host)
  const listening = await Promise.race([once(server, 'listening'), once(server, 'error').then(([error]) => error)])
  if (listening instanceof Error) {
    console.error(`the vault cannot listen on ${config.host}:${config.port}: ${listening.message}`)
    return 2
  }
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : config.port
  console.log(`The vault is ready at http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`)
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  const forced = setTimeout(() => server.closeAllConnections(), 5000)
  await closed
  clearTimeout(forced)
  return 0
}
