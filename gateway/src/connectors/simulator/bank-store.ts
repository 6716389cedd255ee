/** Where the simulated bank keeps its payments: a table of its own, changed row by row under a lock. */
import { inTransaction, type Pool, type PoolClient } from '../../storage/database.ts'
import type { BankPayment } from './bank.ts'

export type BankStore = {
  /** Keeps a payment, unless the attempt has one already, which is then given. Null: its number is taken. */
  open(payment: BankPayment): Promise<BankPayment | null>
  of(env: string, id: string): Promise<BankPayment | null>
  /** Of a payment, the newest attempt first. */
  ofPayment(env: string, payment: string): Promise<readonly BankPayment[]>
  byLookup(env: string, lookup: string): Promise<BankPayment | null>
  byPhone(env: string, phone: string): Promise<readonly BankPayment[]>
  /** Changes one under its lock; what `change` gives, or null where there is none. `also` writes in the same commit. */
  change<T>(
    env: string,
    id: string,
    change: (payment: BankPayment) => { readonly payment: BankPayment; readonly result: T },
    also?: (client: PoolClient) => Promise<void>,
  ): Promise<T | null>
}

/** Prompts that a phone shows at once. */
const phoneMax = 20
const read = (row: { doc: string } | undefined): BankPayment | null =>
  // Written by this store.
  row === undefined ? null : (JSON.parse(row.doc) as BankPayment)

export function createBankStore(pool: Pool): BankStore {
  const one = async (condition: string, values: unknown[]) =>
    (await pool.query<{ doc: string }>(`select doc from bank_payments where ${condition}`, values)).rows.map(read)
  return {
    open: async (payment) => {
      const { env, id, lookup, phone, opened_at } = payment
      // A number whose payer's time is over is free again.
      if (lookup !== null)
        await pool.query(
          "update bank_payments set open = false where env = $1 and lookup = $2 and open and (doc->>'expires_at')::int8 < $3",
          [env, lookup, opened_at],
        )
      const values = [env, id, payment.payment, lookup, phone, payment.state === 'waiting', JSON.stringify(payment)]
      const { rowCount } = await pool.query(
        'insert into bank_payments (env, id, payment, lookup, phone, open, doc) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing',
        values,
      )
      if (rowCount === 1) return payment
      return (await one('env = $1 and id = $2', [env, id]))[0] ?? null
    },
    of: async (env, id) => (await one('env = $1 and id = $2', [env, id]))[0] ?? null,
    ofPayment: async (env, payment) =>
      (await one('env = $1 and payment = $2 order by id desc limit 20', [env, payment])).filter((row) => row !== null),
    byLookup: async (env, lookup) =>
      (await one('env = $1 and lookup = $2 order by open desc, id desc limit 1', [env, lookup]))[0] ?? null,
    byPhone: async (env, phone) =>
      (await one(`env = $1 and phone = $2 order by id desc limit ${phoneMax}`, [env, phone])).filter(
        (row) => row !== null,
      ),
    change: async (env, id, change, also) =>
      await inTransaction(pool, async (client) => {
        const { rows } = await client.query<{ doc: string }>(
          'select doc from bank_payments where env = $1 and id = $2 for update',
          [env, id],
        )
        const before = read(rows[0])
        const after = before === null ? null : change(before)
        if (after !== null && after.payment !== before) {
          const { payment } = after
          await client.query('update bank_payments set doc = $3, open = $4 where env = $1 and id = $2', [
            env,
            id,
            JSON.stringify(payment),
            payment.state === 'waiting',
          ])
          await also?.(client)
        }
        return after?.result ?? null
      }),
  }
}
