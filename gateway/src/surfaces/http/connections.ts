/**
 * What a connection may cost, whoever is at its other end: how many there are, how many requests wait on one of them, how many bytes
 * of bodies are on their way, and how long an answer may lie unread. A request costs a few additions; age is looked at once a second.
 */
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Refusal } from '../../kernel/refusal.ts'
import {
  bytesInFlightMax,
  connectionsMax,
  leastReadBytes,
  pipelinedMax,
  refuseLimit,
  requestsMax,
  smallBodyBytes,
  unreadMaxMs,
} from './limits.ts'

/** Why a connection or a request was not served: for the operator's figures. */
export type CutReason = 'connections' | 'pipelined' | 'busy' | 'unread'

/** Ages are looked at so often. */
const usualLookMs = 1000

type State = {
  /** Requests that are not answered yet. */
  open: number
  /**
   * How many looks ago something began to lie unread, and how much had been read by then; null while nothing does. Looks, not time: a
   * server that was busy has not looked, and its readers could not read.
   */
  unread: { looks: number; read: number } | null
}

export type GuardOptions = {
  readonly refuse: (reply: FastifyReply, url: string, refusal: Refusal, requestId: string) => void
  readonly onCut: (why: CutReason) => void
  /** The largest body that is read at all: what one without a length may come to. */
  readonly bodyBytesMax: number
  /** For tests. */
  readonly patience?: { readonly lookMs: number; readonly unreadMaxMs: number }
}

export function guardConnections(app: FastifyInstance, options: GuardOptions): void {
  const states = new Map<Socket, State>()
  const { onCut } = options
  let requests = 0
  let bodies = 0
  limitConnections(app.server, onCut)

  const stateOf = (socket: Socket): State => {
    const known = states.get(socket)
    if (known !== undefined) return known
    const state: State = { open: 0, unread: null }
    states.set(socket, state)
    socket.once('close', () => states.delete(socket))
    return state
  }

  app.addHook('onRequest', (request, reply, done) => {
    const { socket, headers } = request.raw
    const state = stateOf(socket)
    if (state.open >= pipelinedMax) {
      onCut('pipelined')
      socket.destroy()
      return
    }
    const body = countedBytes(headers, options.bodyBytesMax)
    if (requests >= requestsMax || bodies + body > bytesInFlightMax / 2) {
      onCut('busy')
      // Its body is not read, so nothing else can come on this connection.
      reply.header('connection', 'close')
      options.refuse(reply, request.url, refuseLimit.busy(), request.id)
      return
    }
    state.open++
    requests++
    bodies += body
    reply.raw.once('close', () => {
      state.open--
      requests--
      bodies -= body
    })
    done()
  })

  const patience = options.patience ?? { lookMs: usualLookMs, unreadMaxMs }
  const look = setInterval(() => {
    for (const [socket, state] of states)
      if (isStuck(socket, state, patience.unreadMaxMs / patience.lookMs)) {
        onCut('unread')
        socket.destroy()
      }
  }, patience.lookMs)
  look.unref()
  app.addHook('onClose', (_, done) => {
    clearInterval(look)
    done()
  })
}

/** At the limit, those who say nothing make room first; whoever still finds none is closed at once. */
function limitConnections(server: Server, onCut: (why: CutReason) => void): void {
  server.maxConnections = connectionsMax
  server.on('drop', () => {
    onCut('connections')
    server.closeIdleConnections()
  })
}

/** Bytes of a body, where they are counted: it is small, or its length is not said and may be anything. */
function countedBytes(headers: { 'content-length'?: string; 'transfer-encoding'?: string }, most: number): number {
  if (headers['transfer-encoding'] !== undefined) return most
  const length = Number(headers['content-length'] ?? 0)
  // A larger one is refused before it is read.
  return length <= smallBodyBytes || length > most ? 0 : length
}

/** Whether its reader has taken too little of what was sent, in so many looks. */
function isStuck(socket: Socket, state: State, looksMax: number): boolean {
  if (socket.writableLength === 0) {
    state.unread = null
    return false
  }
  const read = readBytes(socket)
  const unread = state.unread ?? { looks: 0, read }
  state.unread = unread
  if (++unread.looks < looksMax) return false
  if (read - unread.read < leastReadBytes) return true
  state.unread = { looks: 0, read }
  return false
}

/**
 * How much of what was written the system has taken. A large answer is one write, which counts as written from its first byte on; how
 * far it really is only the socket's handle knows (Node looks there too, for its own timeouts), or the one below it where TLS is spoken.
 */
function readBytes(socket: Socket): number {
  const own = field(socket, '_handle')
  const handle = field(own, '_parent') ?? own
  const [written, queued] = [field(handle, 'bytesWritten'), field(handle, 'writeQueueSize')]
  return typeof written === 'number' && typeof queued === 'number'
    ? written - queued
    : socket.bytesWritten - socket.writableLength
}

const field = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined
