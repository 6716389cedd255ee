/** A way to PostgreSQL that a test can make silent: connections stay open, and nothing passes. */
import { connect, createServer, type Socket } from 'node:net'
import { after } from 'node:test'
import type { freshDatabase } from './database.ts'

type ServerConnection = Awaited<ReturnType<typeof freshDatabase>>

export async function silenceableDatabase(
  to: ServerConnection,
): Promise<{ connection: ServerConnection; silence(on: boolean): void }> {
  const open = new Set<Socket>()
  let silent = false
  const set = (socket: Socket) => (silent ? socket.pause() : socket.resume())
  const server = createServer((near) => {
    // PostgreSQL's name for the socket in a folder.
    const far = to.host.startsWith('/') ? connect(`${to.host}/.s.PGSQL.${to.port}`) : connect(to.port, to.host)
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from)
      from.on('data', (chunk) => into.write(chunk))
      from.on('error', () => into.destroy())
      from.on('close', () => {
        open.delete(from)
        into.destroy()
      })
      set(from)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  return {
    connection: { ...to, host: '127.0.0.1', port },
    silence: (on) => {
      silent = on
      for (const socket of open) set(socket)
    },
  }
}
