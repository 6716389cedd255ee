/**
 * Reading records for calls, each read with its line in the record of reveals, in one statement: nothing is read that is not
 * written down. Reads that come while one is under way go together in the next.
 *
 * The statement does not wait for the disk. The log of PostgreSQL is one sequence: the call itself was committed before, and
 * its outcome is committed after, both waiting for the disk. So a crash that loses the line has also lost the outcome; then the
 * call is still due, and whoever takes it up reveals again, with a line under the same call.
 */
import type { Pool } from '../storage/database.ts'
import type { Envelope } from './envelope.ts'

export type VaultAccess = { readonly env: string; readonly id: string; readonly call: string; readonly reason: string }

export type Accesses = {
  /** The record as stored, or null; its reading is written down. */
  read(asked: VaultAccess): Promise<Envelope | null>
  /** What was read did not open: the line says so. True where no reveal of this record into this call ever got through. */
  failed(asked: VaultAccess): Promise<boolean>
}

/** Reads in one statement: their arrays stay under a hundred kilobytes. */
const togetherMax = 500

type Row = Envelope & { env: string; id: string }
type Waiting = { asked: VaultAccess; resolve: (row: Envelope | null) => void; reject: (error: unknown) => void }

const statement = {
  name: 'vault reveal',
  text: `with asked as (
      select * from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as a(env, id, call, reason)
    ), held as (
      select r.env, r.id, r.version, r.sealed, r.data_key, r.wrapped, a.call, a.reason
      from asked a join vault_records r on r.env = a.env and r.id = a.id
    ), written as (
      insert into vault_accesses (env, record, call, reason) select env, id, call, reason from held
    )
    select env, id, version, sealed, data_key, wrapped, set_config('synchronous_commit', 'off', true) from held`,
}

export function createAccesses(pool: Pool): Accesses {
  let waiting: Waiting[] = []
  let reading = false

  const readAll = async (): Promise<void> => {
    reading = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, togetherMax)
      waiting = waiting.slice(togetherMax)
      try {
        const of = (field: keyof VaultAccess) => batch.map(({ asked }) => asked[field])
        const { rows } = await pool.query<Row>({
          ...statement,
          values: [of('env'), of('id'), of('call'), of('reason')],
        })
        const found = new Map(rows.map((row) => [`${row.env}/${row.id}`, row]))
        for (const { asked, resolve } of batch) resolve(found.get(`${asked.env}/${asked.id}`) ?? null)
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    reading = false
  }

  return {
    read: (asked) =>
      new Promise((resolve, reject) => {
        waiting.push({ asked, resolve, reject })
        if (!reading) void readAll()
      }),
    failed: async ({ env, id, call }) => {
      await pool.query(
        `update vault_accesses set opened = false where (env, record, seq) =
           (select env, record, seq from vault_accesses where env = $1 and record = $2 and call = $3 order by seq desc limit 1)`,
        [env, id, call],
      )
      const { rows } = await pool.query<{ left: boolean }>(
        'select exists (select from vault_accesses where env = $1 and record = $2 and call = $3 and opened) as left',
        [env, id, call],
      )
      return rows[0]?.left === false
    },
  }
}
