/** Whether this gateway can take payments now: the question of load balancers, answered within a second whatever the database does. */
import type { Connection } from '../storage/database.ts'
import { createSideConnection } from '../storage/side-connection.ts'

/** Null: it can. Else why not. */
export type Readiness = { ask(): Promise<string | null>; close(): void }

/** Of the second that the answer may take; the rest is the network's and a busy processor's. */
const answerMs = 700

/** A connection of its own: a pool that is exhausted, or a table that is locked, says nothing about the database. */
export function createReadiness(connection: Connection, monotonicMs: () => number): Readiness {
  const side = createSideConnection({
    connection,
    answerMs,
    freshMs: 0,
    monotonicMs,
    question: async (client) => {
      const { rows } = await client.query<{ read_only: boolean }>(
        "select pg_is_in_recovery() or current_setting('default_transaction_read_only')::bool as read_only",
      )
      return rows[0]?.read_only === true ? 'the database is read-only' : null
    },
  })
  return { ask: () => side.ask().catch(() => 'the database does not answer'), close: side.close }
}
