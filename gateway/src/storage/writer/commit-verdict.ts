import type { Client } from '../database.ts'

/** After a lost commit we ask this often, 200 ms apart, whether it was committed; then the answer is 503. */
const doubtTriesMax = 50
const doubtPauseMs = 200

/** Asks the database, on new connections, whether a transaction whose COMMIT was not answered took place; null: not known. */
export async function commitVerdict(
  transaction: string,
  connect: () => Promise<Client>,
  keep: (client: Client) => void,
): Promise<'committed' | 'aborted' | null> {
  for (let tries = 0; tries < doubtTriesMax; tries++) {
    const status = await statusOf(transaction, connect, keep)
    if (status === 'committed' || status === 'aborted') return status
    await new Promise((resume) => setTimeout(resume, doubtPauseMs))
  }
  return null
}

async function statusOf(
  transaction: string,
  connect: () => Promise<Client>,
  keep: (client: Client) => void,
): Promise<string | null> {
  try {
    const client = await connect()
    const { rows } = await client.query<{ status: string | null }>('select pg_xact_status($1::xid8) as status', [
      transaction,
    ])
    keep(client)
    return rows[0]?.status ?? null
  } catch {
    return null
  }
}
