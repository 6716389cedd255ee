/** The writer by itself: a poisoned unit changes nobody else's answer; partitions of the same units give the same rows. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { connectPipelined, createPool } from '../../src/storage/database.ts'
import { ranks, type Table } from '../../src/storage/table.ts'
import type { Unit } from '../../src/storage/writer/unit.ts'
import { createWriter } from '../../src/storage/writer/writer.ts'
import { freshDatabase, stopOwnServer } from '../support/database.ts'
import { holdsForAll } from '../support/seed.ts'

type Row = { readonly env: string; readonly id: string; readonly value: number }
const table: Table<Row> = {
  name: 'proof_rows',
  key: ['env', 'id'],
  columns: [
    { name: 'env', type: 'text', of: (row) => row.env },
    { name: 'id', type: 'text', of: (row) => row.id },
    { name: 'value', type: 'int8', of: (row) => row.value },
  ],
  keyOf: (row) => `${row.env}/${row.id}`,
  read: (record) => ({ env: String(record.env), id: String(record.id), value: Number(record.value) }),
  rank: ranks.charges,
}

const connection = await freshDatabase()
const pool = createPool(connection, 2)
await pool.query(
  'create table proof_rows (env text collate "C", id text collate "C", value int8 check (value <= 1000), primary key (env, id))',
)
after(async () => {
  await pool.end()
  await stopOwnServer()
})

type Act = { id: string; add: number; kind: 'good' | 'refused' | 'throws' | 'breaks a constraint' }
const faults: string[] = []

const unitOf = (env: string, act: Act): Unit => ({
  env,
  claim: null,
  completes: null,
  urgent: false,
  bytes: 10,
  reads: [{ table, env, id: act.id, lock: true } as unknown as Unit['reads'][number]],
  thenReads: () => [],
  decide: (scope) => {
    const before = scope.get(table, env, act.id)
    const value = (before?.value ?? 0) + (act.kind === 'breaks a constraint' ? 5000 : act.add)
    const row = { env, id: act.id, value }
    if (before === null) scope.insert(table, row)
    else scope.put(table, row)
    scope.credit(env, 'sum', 'eur', act.add)
    if (act.kind === 'throws') throw new Error('an impossibility')
    return act.kind === 'refused' ? 'discard' : 'keep'
  },
  respond: (reader) => ({
    status: 200,
    body: JSON.stringify(reader.get({ table: table as unknown as Table<unknown>, env, id: act.id }) ?? null),
  }),
})

async function run(
  env: string,
  acts: readonly Act[],
  unitsMax: number,
): Promise<{ kinds: string[]; rows: unknown; sum: number }> {
  const writer = createWriter({
    connect: () => connectPipelined(connection),
    onFault: ({ reference }) => faults.push(reference),
    newReference: () => 'flt',
    monotonicMs: () => performance.now(),
    limits: { unitsMax, flushesMax: 1 },
  })
  const results = await Promise.all(acts.map((act) => writer.submit(unitOf(env, act))))
  await writer.close()
  const { rows } = await pool.query('select id, value from proof_rows where env = $1 order by id', [env])
  const balance = await pool.query<{ amount: number }>(
    "select amount from balances where env = $1 and account = 'sum'",
    [env],
  )
  return {
    kinds: results.map((result) => (result.kind === 'refused' ? result.refusal.code : result.kind)),
    rows,
    sum: Number(balance.rows[0]?.amount ?? 0),
  }
}

const act = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd'),
  add: fc.integer({ min: 1, max: 9 }),
  kind: fc.constantFrom<Act['kind']>('good', 'good', 'good', 'refused', 'throws', 'breaks a constraint'),
})
let number = 0

test('poisoned units are answered internal_error; all others are done, at any batch size', async () => {
  await holdsForAll(
    'independence and transparency',
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 30 }), async (acts) => {
      const good = acts.filter(({ kind }) => kind === 'good')
      const expected = new Map<string, number>()
      for (const { id, add } of good) expected.set(id, (expected.get(id) ?? 0) + add)
      for (const unitsMax of [1, 2, 7, 256]) {
        const played = await run(`env_${++number}`, acts, unitsMax)
        assert.deepEqual(
          played.kinds,
          acts.map(({ kind }) => (kind === 'throws' || kind === 'breaks a constraint' ? 'internal_error' : 'answered')),
        )
        assert.deepEqual(
          played.rows,
          [...expected].sort().map(([id, value]) => ({ id, value })),
        )
        assert.equal(
          played.sum,
          good.reduce((sum, { add }) => sum + add, 0),
        )
      }
    }),
    15,
  )
  assert.ok(faults.length > 0)
  await pool.query('delete from balances')
})

test('the queue is fair: an environment with a thousand units does not hold up another with one', async () => {
  const writer = createWriter({
    connect: () => connectPipelined(connection),
    onFault: () => undefined,
    newReference: () => 'flt',
    monotonicMs: () => performance.now(),
    limits: { unitsMax: 10, flushesMax: 1 },
  })
  const order: string[] = []
  const many = Array.from({ length: 1000 }, (_, at) =>
    writer.submit(unitOf('env_many', { id: `m${at}`, add: 1, kind: 'good' })).then(() => order.push('many')),
  )
  const one = writer.submit(unitOf('env_one', { id: 'x', add: 1, kind: 'good' })).then(() => order.push('one'))
  await Promise.all([...many, one])
  await writer.close()
  assert.ok(order.indexOf('one') < 30, `answered after ${order.indexOf('one')} of the others`)
  await pool.query('delete from balances')
})
