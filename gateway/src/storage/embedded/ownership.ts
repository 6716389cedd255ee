/**
 * Who owns a data directory: the gateway whose session holds the advisory lock. The lock lives as long as the session, so a
 * `kill -9` frees it by itself.
 *
 *   held      one session holds the lock
 *   lost      the server ended the session (it crashed and recovered, or ended): the server is seen to, and the lock taken again
 *             as soon as possible, because an unowned data directory lets a second gateway in beside the first
 *   released  the gateway ends
 */
import { type Client, type Connection, connectPlain } from '../database.ts'

const ownerLock = 7_301_847
/** A killed gateway's session takes a moment to end: asked for about two seconds, then the owner is taken to be alive. */
const lockTriesMax = 40
const pauseMs = 50
/** Between two attempts to take a lost lock again; the server may need seconds to recover. */
const retakePauseMs = 200

export type Ownership = {
  /** Whether the lock is held at this moment. */
  held(): boolean
  release(): Promise<void>
}

const pause = (milliseconds: number) =>
  new Promise<void>((resume) => {
    // Waiting for a lost lock keeps no process alive.
    setTimeout(resume, milliseconds).unref()
  })

const tryLock = async (client: Client): Promise<boolean> => {
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [ownerLock])
  return rows[0]?.taken === true
}

/**
 * Makes this process the owner for as long as it lives, or gives null where another one is. `revive` is called while the server
 * does not answer.
 */
export async function takeOwnership(connection: Connection, revive: () => Promise<void>): Promise<Ownership | null> {
  const first = await connectPlain(connection)
  for (let tries = 0; !(await tryLock(first)); tries++) {
    if (tries >= lockTriesMax) {
      await first.end()
      return null
    }
    await new Promise((resume) => setTimeout(resume, pauseMs))
  }
  let session: Client | null = first
  let released = false
  const keep = (client: Client) => {
    session = client
    client.once('end', () => {
      session = null
      void retake()
    })
  }
  const retake = async () => {
    while (!released && session === null) {
      await pause(retakePauseMs)
      const client = await connectPlain(connection).catch(() => null)
      if (client === null) {
        if (!released) await revive()
        continue
      }
      const taken = await tryLock(client).catch(() => false)
      if (taken && !released) keep(client)
      else await client.end().catch(() => undefined)
    }
  }
  keep(first)
  return {
    held: () => session !== null,
    release: async () => {
      released = true
      await session?.end().catch(() => undefined)
    },
  }
}

/** Whether a gateway owns the data directory now; a server that does not answer is nobody's. */
export async function isOwned(connection: Connection): Promise<boolean> {
  try {
    const client = await connectPlain(connection)
    try {
      return !(await tryLock(client))
    } finally {
      await client.end()
    }
  } catch {
    return false
  }
}
