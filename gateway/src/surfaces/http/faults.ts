/** What went wrong before or beside the engine's own refusals: unreadable requests, lost connections, bugs. */
import type { Socket } from 'node:net'
import type { FastifyBaseLogger } from 'fastify'
import { type Refusal, refuse } from '../../kernel/refusal.ts'
import { ReadTooLargeError } from '../../storage/guarded-client.ts'
import { transientFaultOf } from '../../storage/transient-faults.ts'
import { refuseVaultAway } from '../../vault/answering.ts'
import { VaultUnavailable } from '../../vault/vault.ts'
import { bodyBytesMax } from './body.ts'
import { errorBody } from './errors.ts'
import { refuseLimit } from './limits.ts'

/** An exception as a refusal: the server's own complaints about a request, else `faultOf`. */
export function refusalOf(error: unknown, requestId: string, logger: FastifyBaseLogger): Refusal {
  const { code, statusCode } = error instanceof Error ? detailsOf(error) : {}
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return refuse.bodyTooLarge({ limitBytes: bodyBytesMax })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return refuse.bodyUnreadable({
        why: 'its Content-Type is neither application/x-www-form-urlencoded nor application/json.',
      })
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return refuse.bodyUnreadable({ why: 'its length differs from its Content-Length.' })
  }
  if (statusCode !== undefined && statusCode < 500) return refuse.bodyUnreadable({ why: 'it is malformed.' })
  return faultOf(error, { id: requestId }, logger)
}

/**
 * An unexpected exception: what passes by itself is nobody's bug; everything else is ours, and is logged with its stack. A call that
 * writes (`mayBeHalf`) may have committed something before, and is not told that nothing was done.
 */
export function faultOf(
  error: unknown,
  { id: requestId, mayBeHalf = false }: { id: string; mayBeHalf?: boolean },
  logger: FastifyBaseLogger,
): Refusal {
  if (error instanceof ReadTooLargeError) return refuseLimit.answerTooLarge()
  if (transientFaultOf(error) !== null) return refuse.databaseUnavailable()
  if (error instanceof VaultUnavailable) return refuseVaultAway()
  logger.error({ err: error, requestId }, 'a request failed')
  return refuse.internal({ reference: requestId, mayBeHalf })
}

const detailsOf = (error: Error): { code?: unknown; statusCode?: number } => ({
  ...('code' in error ? { code: error.code } : {}),
  ...('statusCode' in error && typeof error.statusCode === 'number' ? { statusCode: error.statusCode } : {}),
})

/** Answers a connection on which no request could be read whole, in the shape of every other refusal, and closes it. */
export function answerBrokenRequest(
  socket: Socket,
  code: string | undefined,
  context: { publicUrl: string; requestId: string },
): void {
  if (code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy()
    return
  }
  const stalled = code === 'ERR_HTTP_REQUEST_TIMEOUT'
  const refusal = stalled
    ? refuse.bodyStalled()
    : refuse.bodyUnreadable({
        why: code === 'HPE_HEADER_OVERFLOW' ? 'its headers are too large.' : 'it is not an HTTP request.',
      })
  const { status, body } = errorBody(refusal, context)
  const head = [
    `HTTP/1.1 ${status} ${stalled ? 'Request Timeout' : 'Bad Request'}`,
    'Content-Type: application/json',
    'X-Content-Type-Options: nosniff',
    'Cache-Control: no-store',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `Request-Id: ${context.requestId}`,
    // Nothing of it was done: the whole of it never arrived.
    `Stripe-Should-Retry: ${stalled}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}
