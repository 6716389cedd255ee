/**
 * Ending a server without waiting for those who wait for nothing. Node closes connections only that have had an answer; one that
 * was opened ahead (a browser's, a balancer's probe), or that stopped in the middle of a request, would hold the end for as long
 * as the longest request may take.
 *
 *   answered, or never asked   closed at once
 *   being answered             closed after its answer
 *   still sending its request  gets a moment to end it, then closed: nothing of it was done
 */
import type { IncomingMessage, Server } from 'node:http'
import type { Server as TlsServer } from 'node:https'
import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** Idle connections are looked for so often while a server ends. */
const lookMs = 50
/** Whoever is still sending a request gets so long. */
const sendingMs = 500

export type ServerClosing = {
  /** Closes whoever waits for nothing, until `closed` has come, and everybody after `limitMs`. */
  until(closed: Promise<unknown>, limitMs: number): Promise<void>
}

/** Begins to know the connections of a server, and of those over TLS whose requests it answers; call it before they listen. */
export function createServerClosing(server: Server, ...secured: readonly TlsServer[]): ServerClosing {
  const sockets = new Map<Socket, Set<IncomingMessage>>()
  const know = (socket: Socket): void => {
    sockets.set(socket, new Set())
    socket.once('close', () => sockets.delete(socket))
  }
  server.on('connection', know)
  for (const one of secured) {
    one.on('connection', know)
    // The connection below it is not idle any more; what is closed from now on is this one.
    one.on('secureConnection', (socket) => {
      for (const below of sockets.keys())
        if (below.remotePort === socket.remotePort && below.remoteAddress === socket.remoteAddress)
          sockets.delete(below)
      know(socket)
    })
  }
  server.on('request', (request, response) => {
    const open = sockets.get(request.socket)
    open?.add(request)
    response.once('close', () => open?.delete(request))
  })
  const closeThose = (mayClose: (open: ReadonlySet<IncomingMessage>) => boolean): void => {
    for (const [socket, open] of sockets) if (mayClose(open)) socket.destroy()
  }
  return {
    until: async (closed, limitMs) => {
      let over = false
      const end = closed.finally(() => {
        over = true
      })
      for (let waitedMs = 0; !over; waitedMs += lookMs) {
        closeThose(
          (open) => waitedMs >= limitMs || [...open].every(({ complete }) => !complete && waitedMs >= sendingMs),
        )
        await Promise.race([end, pause(lookMs)])
      }
      await end
    },
  }
}
