/**
 * What a failed request means for its call. Only one thing is certain: where no connection came about, nothing was sent. Whatever
 * fails later (a reset, a timeout, half an answer) may have reached the processor, and is unknown.
 *
 *   const answer = await fetch(url, …).catch((error: unknown) => failureOf(error))
 *
 * Of a call that takes several requests, only the failure of the first one may be read this way: after it, something was sent.
 */
import type { NotSent, Unknown } from './attempt-status.ts'

/** A name that no address answers to (getaddrinfo), and clients that gave up before there was a connection. */
const neverConnected: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EAI_NONAME',
  'ECONNREFUSED',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** What the operating system says of a connection; counts only where it says it of the attempt to connect. */
const whileConnecting: ReadonlySet<string> = new Set([
  'EACCES',
  'EADDRNOTAVAIL',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'EPERM',
  'ETIMEDOUT',
])

/** A certificate that is not trusted, and a handshake that the two sides could not agree on: no request goes out before it. */
const handshake: ReadonlySet<string> = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])
/** Node's own words for a connection that ended in the middle of a handshake; its code is that of any reset. */
const endedInHandshake = 'Client network socket disconnected before secure TLS connection was established'

const textOf = (error: object, name: string): string => {
  const value: unknown = Reflect.get(error, name)
  return typeof value === 'string' ? value : ''
}

/** Whether an error says that no connection came about; errors of `fetch` carry it as their cause, attempts at several addresses as a list. */
function neverLeft(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false
  const tried: unknown = Reflect.get(error, 'errors')
  if (Array.isArray(tried) && tried.length > 0) return tried.every((one) => neverLeft(one, depth + 1))
  const code = textOf(error, 'code')
  if (neverConnected.has(code) || handshake.has(code)) return true
  if (whileConnecting.has(code) && textOf(error, 'syscall') === 'connect') return true
  if (code === 'ECONNRESET' && textOf(error, 'message') === endedInHandshake) return true
  return neverLeft(Reflect.get(error, 'cause'), depth + 1)
}

/** The outcome of a call whose first request failed so: `not_sent` where that is certain, else `unknown`. */
export function failureOf(error: unknown): NotSent | Unknown {
  const why = error instanceof Error ? error.name : 'the request failed'
  return neverLeft(error) ? { outcome: 'not_sent', why } : { outcome: 'unknown', why }
}
