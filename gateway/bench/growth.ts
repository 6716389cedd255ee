/** Fills the database with copies of one real payment, consistent to the last posting, so that the audit holds over all. */
import type { Pool } from '../src/storage/database.ts'

/** Adds `count` copies of a paid intent, older than everything there is. */
export async function fill(pool: Pool, count: number, progress: (line: string) => void): Promise<void> {
  const { rows } = await pool.query<{ env: string; pi: string; ch: string; pm: string; txn: string }>(
    `select i.env, i.id as pi, c.id as ch, c.doc->>'payment_method' as pm, c.doc->>'balance_transaction' as txn
     from payment_intents i join charges c on c.env = i.env and c.payment_intent = i.id where i.status = 'succeeded' order by i.id limit 1`,
  )
  const one = rows[0]
  if (one === undefined) throw new Error('there is no payment to copy')
  const step = 100_000
  for (let from = 1; from <= count; from += step) {
    const to = Math.min(count, from + step - 1)
    const client = await pool.connect()
    try {
      await client.query('set statement_timeout = 0')
      await client.query('begin')
      const renamed = (column: string) =>
        ['pi', 'ch', 'pm', 'txn'].reduce(
          (text, kind) => `replace(${text}, '${Reflect.get(one, kind)}', ${name(kind)})`,
          `${column}::text`,
        )
      await client.query(
        `insert into payment_intents select env, ${name('pi')}, status, amount, currency, customer, metadata, ${renamed('doc')}::json
         from payment_intents, generate_series(${from}, ${to}) n where env = $1 and id = $2`,
        [one.env, one.pi],
      )
      await client.query(
        `insert into charges select env, ${name('ch')}, ${name('pi')}, customer, ${renamed('doc')}::json
         from charges, generate_series(${from}, ${to}) n where env = $1 and id = $2`,
        [one.env, one.ch],
      )
      await client.query(
        `insert into payment_methods select env, ${name('pm')}, customer, ${renamed('doc')}::json
         from payment_methods, generate_series(${from}, ${to}) n where env = $1 and id = $2`,
        [one.env, one.pm],
      )
      await client.query(
        `insert into events (env, object_id, seq, noun, id, type, created, request, fact)
         select env, ${renamed('object_id')}, seq, noun, case when id is null then null else 'evt_0A' || seq || left(noun, 9) || lpad(n::text, 10, '0') end,
                type, created, request, ${renamed('fact')}::json
         from events, generate_series(${from}, ${to}) n where env = $1 and object_id = any($2::text[])`,
        [one.env, [one.pi, one.ch, one.pm]],
      )
      await client.query(
        `insert into entries select env, ${name('txn')}, type, currency, ${name('ch')}, created, available_on, postings
         from entries, generate_series(${from}, ${to}) n where env = $1 and id = $2`,
        [one.env, one.txn],
      )
      await client.query(
        `update balances b set amount = b.amount + $3::int8 * p.amount from (
           select e.env, p->>1 as account, e.currency, sum((p->>2)::int8) as amount from entries e, json_array_elements(e.postings) p
           where e.env = $1 and e.id = $2 group by 1, 2, 3) p where b.env = p.env and b.account = p.account and b.currency = p.currency`,
        [one.env, one.txn, to - from + 1],
      )
      await client.query('commit')
    } finally {
      client.release()
    }
    progress(`filled ${to.toLocaleString('en')} of ${count.toLocaleString('en')} payments`)
  }
  for (const table of ['payment_intents', 'charges', 'payment_methods', 'events', 'entries']) {
    const client = await pool.connect()
    await client.query('set statement_timeout = 0')
    await client.query(`vacuum analyze ${table}`)
    client.release(true)
  }
}

/** Ids of copies sort before every real id, as older payments do. */
const name = (kind: string) => `'${kind}_0A' || lpad(n::text, 22, '0')`
