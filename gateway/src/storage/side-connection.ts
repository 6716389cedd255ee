/**
 * A connection beside the pool, for whoever has to know how the database is, whatever happens to it: one question at a time, each
 * answered within a time or not at all. Who asks while one is under way gets its answer, so questions never pile up.
 */
import type pg from 'pg'
import { type Connection, clientConfig } from './database.ts'
import { GuardedClient } from './guarded-client.ts'

export type SideConnection<T> = {
  /** The newest answer; a refusal to answer in time throws. */
  ask(): Promise<T>
  close(): void
}

/** After this a connection that does not answer is given up, and the next question opens another. */
const givenUpMs = 5000

/** `answerMs`: how long whoever asks waits. `freshMs`: an answer is given again for so long. */
export function createSideConnection<T>(options: {
  connection: Connection
  question: (client: pg.Client) => Promise<T>
  answerMs: number
  freshMs: number
  monotonicMs: () => number
}): SideConnection<T> {
  let client: pg.Client | null = null
  let asking: Promise<T> | null = null
  let last: { readonly answer: T; readonly at: number } | null = null
  let closed = false

  const drop = (): void => {
    const gone = client
    client = null
    // Not waited for: a server that hangs does not take a goodbye either.
    void gone?.end().catch(() => undefined)
  }
  const open = async (): Promise<pg.Client> => {
    const fresh = new GuardedClient({
      ...clientConfig(options.connection),
      connectionTimeoutMillis: givenUpMs,
      query_timeout: givenUpMs,
      statement_timeout: givenUpMs,
    })
    fresh.on('error', drop)
    await fresh.connect()
    return fresh
  }
  const askNow = async (): Promise<T> => {
    try {
      client ??= await open()
      const answer = await options.question(client)
      last = { answer, at: options.monotonicMs() }
      return answer
    } catch (error) {
      drop()
      throw error
    } finally {
      asking = null
      if (closed) drop()
    }
  }
  return {
    ask: async () => {
      if (last !== null && options.monotonicMs() - last.at < options.freshMs) return last.answer
      asking ??= askNow()
      // It is waited for below; if its time is over by then, its failure is nobody's.
      asking.catch(() => undefined)
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error('Query read timeout')), options.answerMs)
      })
      try {
        return await Promise.race([asking, late])
      } finally {
        clearTimeout(timer)
      }
    },
    close: () => {
      closed = true
      if (asking === null) drop()
    },
  }
}
