/** When periodic operations (audit, backup, rates) were last run: for the operator's figures. */
import type { Pool } from '../storage/database.ts'
import { isReadOnly } from '../storage/transient-faults.ts'

/**
 * Notes that an operation has ended, in the real time, and what it came to. False where the database lets nobody write, or not
 * this user: a replica, one that an operator has closed, an auditor's role. What was found out there holds all the same.
 */
export async function noteOperation(
  pool: Pool,
  { name, at, came }: { name: 'audit'; at: number; came: Readonly<Record<string, number>> },
): Promise<boolean> {
  const noting = pool.query(
    'insert into operations (name, at, doc) values ($1, $2, $3) on conflict (name) do update set at = excluded.at, doc = excluded.doc',
    [name, at, JSON.stringify(came)],
  )
  return await noting.then(
    () => true,
    (error: unknown) => {
      if (isReadOnly(error)) return false
      throw error
    },
  )
}
