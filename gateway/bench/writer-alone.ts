/** The writer without HTTP: small rows, one hot clearing account for everybody, 128 callers that each wait for their answer. */
import { type Connection, connectPipelined, type Pool } from '../src/storage/database.ts'
import { ranks, type Table } from '../src/storage/table.ts'
import type { Unit } from '../src/storage/writer/unit.ts'
import { createWriter } from '../src/storage/writer/writer.ts'

type BenchRow = { readonly env: string; readonly id: string; readonly amount: number }

const table: Table<BenchRow> = {
  name: 'bench_units',
  key: ['env', 'id'],
  columns: [
    { name: 'env', type: 'text', of: (row) => row.env },
    { name: 'id', type: 'text', of: (row) => row.id },
    { name: 'amount', type: 'int8', of: (row) => row.amount },
  ],
  keyOf: (row) => `${row.env}/${row.id}`,
  read: (record) => ({ env: String(record.env), id: String(record.id), amount: Number(record.amount) }),
  rank: ranks.charges,
}

const callers = 128

/** Units a second; asserts that every acknowledged unit is stored and counted in the clearing account. */
export async function writerAlone(
  connection: Connection,
  pool: Pool,
  seconds: number,
): Promise<{ perSecond: number; lost: number }> {
  await pool.query(
    'create table if not exists bench_units (env text collate "C", id text collate "C", amount int8, primary key (env, id))',
  )
  const writer = createWriter({
    connect: () => connectPipelined(connection),
    onFault: ({ error }) => console.error(error),
    newReference: () => 'bench',
    monotonicMs: () => performance.now(),
  })
  let number = 0
  let acknowledged = 0
  const unit = (): Unit => {
    const id = `unit_${String(++number).padStart(20, '0')}`
    return {
      env: 'env_bench_writer',
      claim: null,
      completes: null,
      urgent: false,
      bytes: 0,
      reads: [],
      thenReads: () => [],
      decide: (scope) => {
        scope.insert(table, { env: 'env_bench_writer', id, amount: 1 })
        scope.credit('env_bench_writer', 'clearing', 'eur', 1)
        scope.credit('env_bench_writer', 'other_side', 'eur', -1)
        return 'keep'
      },
      respond: () => ({ status: 200, body: '' }),
    }
  }
  const began = performance.now()
  const until = began + seconds * 1000
  const caller = async () => {
    while (performance.now() < until) {
      const result = await writer.submit(unit())
      if (result.kind === 'answered') acknowledged++
    }
  }
  await Promise.all(Array.from({ length: callers }, caller))
  const elapsed = (performance.now() - began) / 1000
  await writer.close()
  const { rows } = await pool.query<{ stored: string; balance: string }>(
    "select (select count(*) from bench_units)::text as stored, (select amount from balances where env = 'env_bench_writer' and account = 'clearing')::text as balance",
  )
  const lost = acknowledged - Math.min(Number(rows[0]?.stored), Number(rows[0]?.balance))
  await pool.query('drop table bench_units')
  await pool.query("delete from balances where env = 'env_bench_writer'")
  return { perSecond: acknowledged / elapsed, lost }
}
