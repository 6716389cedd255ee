/** What is done now and then, and when it was last done: for the operator's figures. */
import type { Pool } from '../storage/database.ts'

/** Notes that an operation has ended, in the real time, and what it came to. */
export async function noteOperation(
  pool: Pool,
  { name, at, came }: { name: 'audit'; at: number; came: Readonly<Record<string, number>> },
): Promise<void> {
  await pool.query(
    'insert into operations (name, at, doc) values ($1, $2, $3) on conflict (name) do update set at = excluded.at, doc = excluded.doc',
    [name, at, JSON.stringify(came)],
  )
}
