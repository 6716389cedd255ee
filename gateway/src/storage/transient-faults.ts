/**
 * Transient faults: the one table, for whoever has to tell "retry" from "this is a bug". Used by the writer, by
 * reads, by what works in the background, and so by every API's answer (503 with `Retry-After`).
 *
 *   lost        the connection is gone, or was never there: another one may do. A COMMIT that was under way is in doubt.
 *   contended   this transaction lost against another one and was rolled back: run again at once, it may win.
 *   unable      the server said no for a reason of its own (disk full, read-only after a failover, out of memory, a
 *               statement that took too long): nothing was done; it may be able to in a moment, or once an operator has made room.
 *
 * Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html, and Node's names of system errors.
 */
export type TransientFault = 'lost' | 'contended' | 'unable'

/** From the most special to the most general: the first that fits counts. */
const table: readonly (readonly [codes: RegExp, TransientFault])[] = [
  // Connection exceptions.
  [/^08/, 'lost'],
  // Shut down, crashed, starting, the database dropped, an idle session ended.
  [/^57P0[1-5]$/, 'lost'],
  // No slots left: met while connecting only.
  [/^53300$/, 'lost'],
  // The role or the database is not (yet) there: met while connecting only, after a restore or a change of passwords.
  [/^(28...|3D000)$/, 'lost'],
  // A transaction or its silence outlived the server's own limit, which ends the session.
  [/^25P0[34]$/, 'lost'],
  [/^(ECONN(RESET|REFUSED|ABORTED)|EPIPE|ETIMEDOUT|E(HOST|NET)(UNREACH|DOWN)|ENOTFOUND|EAI_AGAIN|E[MN]FILE)$/, 'lost'],
  [/^(40001|40P01)$/, 'contended'],
  // Insufficient resources: disk full, out of memory, too many connections, a configured limit.
  [/^53/, 'unable'],
  // Errors outside PostgreSQL, of its disk.
  [/^58/, 'unable'],
  // Read-only: a replica, as the old primary is after a failover; or an operator has closed it for writes.
  [/^25006$/, 'unable'],
  // A lock that was not to be had in time; a statement that took too long, or that an operator cancelled; a snapshot too old.
  [/^(55P03|57014|57000|72000)$/, 'unable'],
]

/** The driver's own words where it has no code. */
const lostWords =
  /Connection terminated|Client has encountered a connection error|not queryable|timeout exceeded when trying to connect|connection timeout|Query read timeout|Client was closed|Cannot use a pool after calling end/i

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '')

/** How a fault passes, or null for one that does not: a bug. */
export function transientFaultOf(error: unknown): TransientFault | null {
  if (!(error instanceof Error)) return null
  const code = codeOf(error)
  // A file that is missing is a bug; a socket that is, a server that does not run.
  if (code === 'ENOENT') return 'syscall' in error && error.syscall === 'connect' ? 'lost' : null
  for (const [codes, passing] of table) if (codes.test(code)) return passing
  return lostWords.test(error.message) ? 'lost' : null
}

/** True where a write was refused because the database, or this user's role, only reads. */
export const isReadOnly = (error: unknown): boolean => error instanceof Error && /^(25006|42501)$/.test(codeOf(error))

/** True for an error that says nothing about the statement: the connection or the server went away. */
export const isConnectionLoss = (error: unknown): boolean => transientFaultOf(error) === 'lost'
