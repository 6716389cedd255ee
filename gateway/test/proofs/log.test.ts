/**
 * Order of the log: transactions take their number when they begin and may wait for locks afterwards, so numbers and facts can
 * disagree. However they do, a reader sees each event once and each object's events in order, page by page and resumed
 * after any event.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import fc from 'fast-check'
import { registry } from '../../src/app/registry.ts'
import { logStart, type Position, placeOf, readable, readLog } from '../../src/engine/event-log.ts'
import { request } from '../client/client.ts'
import { openGateway } from '../support/gateway.ts'
import { openReceiver } from '../support/receiver.ts'
import { holdsForAll } from '../support/seed.ts'

const gateway = await openGateway()
const { pool } = gateway
const source = { pool, registry }

/** A sandbox with three refunds, each changed a few times: many events of few objects. */
async function story(): Promise<{ key: string; env: string }> {
  const key = await gateway.sandbox()
  const call = (path: string, form: Record<string, unknown>) => request(gateway.url, path, { key, form })
  const card = { amount: 2000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' }
  const { body: intent } = await call('/v1/payment_intents', card)
  for (let refund = 0; refund < 3; refund++) {
    const { body } = await call('/v1/refunds', { payment_intent: String(intent.id), amount: 100 })
    for (let change = 0; change < 3; change++)
      await call(`/v1/refunds/${String(body.id)}`, { metadata: { change: String(change) } })
  }
  const { rows } = await pool.query<{ env: string }>('select env from events where object_id = $1 limit 1', [intent.id])
  return { key, env: rows[0]?.env ?? '' }
}
const { env } = await story()
const { rows: original } = await pool.query<{ object_id: string; seq: number; tx: number; id: string | null }>(
  'select object_id, seq, tx, id from events where env = $1 order by tx, id',
  [env],
)
const shown = original.filter(({ id }) => id !== null)

/** Gives each event a transaction's number that need not follow from its place. */
const shuffle = async (numbers: readonly number[]) =>
  await pool.query(
    'update events e set tx = v.tx from unnest($2::text[], $3::int4[], $4::int8[]) as v(object, seq, tx) where e.env = $1 and e.object_id = v.object and e.seq = v.seq',
    [
      env,
      shown.map(({ object_id }) => object_id),
      shown.map(({ seq }) => seq),
      numbers.map((at) => shown[at % shown.length]?.tx),
    ],
  )

async function readAll(
  limit: number,
  patterns: readonly string[],
  from: Position = logStart,
): Promise<{ id: string; object: string; seq: number }[]> {
  const told: { id: string; object: string; seq: number }[] = []
  await readable(pool, setTimeout)
  let after = from
  for (;;) {
    const [page] = await readLog([{ env, after, patterns, limit }], source)
    assert.ok(page)
    for (const { event } of page.entries) told.push({ id: event.id, object: event.object_id, seq: event.seq })
    after = page.scanned
    if (!page.more) return told
  }
}

function checkOrder(told: readonly { id: string; object: string; seq: number }[], expected: number): void {
  assert.equal(new Set(told.map(({ id }) => id)).size, told.length, 'nothing is told twice')
  assert.equal(told.length, expected, 'nothing is missing')
  const latest = new Map<string, number>()
  for (const { object, seq } of told) {
    assert.ok(seq > (latest.get(object) ?? 0), `${object}: ${seq} after ${latest.get(object)}`)
    latest.set(object, seq)
  }
}

const numbers = fc.array(fc.nat(original.length - 1), { minLength: shown.length, maxLength: shown.length })

test('whatever the numbers of the transactions, each event is told once and in the order of its object', async () => {
  await holdsForAll(
    'the log is in order',
    fc.asyncProperty(numbers, fc.integer({ min: 1, max: 9 }), async (assigned, limit) => {
      await shuffle(assigned)
      checkOrder(await readAll(limit, ['*']), shown.length)
      const { rows } = await pool.query("select 1 from events where env = $1 and type like 'refund.%'", [env])
      checkOrder(await readAll(limit, ['refund.*']), rows.length)
    }),
    40,
  )
})

test('resumed after any event, the rest is told, in the same order', async () => {
  await holdsForAll(
    'the log resumes',
    fc.asyncProperty(numbers, fc.nat(shown.length - 2), async (assigned, at) => {
      await shuffle(assigned)
      const all = await readAll(4, ['*'])
      const last = all[at]
      assert.ok(last)
      const found = await placeOf(env, last.id, ['*'], pool)
      assert.ok(found)
      const rest = await readAll(4, ['*'], { tx: found.place.tx, id: '' })
      const fresh = rest.slice(rest.findIndex(({ id }) => id === last.id) + 1)
      assert.deepEqual(fresh, all.slice(at + 1))
    }),
    30,
  )
})

test('an endpoint gets them in that order too, and again none twice after it was read in pieces', async () => {
  const { key, env: own } = await story()
  const receiver = await openReceiver()
  await request(gateway.url, '/v1/webhook_endpoints', { key, form: { url: receiver.url, enabled_events: ['*'] } })
  await gateway.deliver()
  await holdsForAll(
    'deliveries are in order',
    fc.asyncProperty(fc.array(fc.nat(40), { minLength: 12, maxLength: 12 }), async (assigned) => {
      const { body } = await request(gateway.url, '/v1/payment_intents', {
        key,
        form: { amount: 2000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' },
      })
      const refund = await request(gateway.url, '/v1/refunds', {
        key,
        form: { payment_intent: String(body.id), amount: 1 },
      })
      for (let change = 0; change < 5; change++)
        await request(gateway.url, `/v1/refunds/${String(refund.body.id)}`, {
          key,
          form: { metadata: { change: String(change) } },
        })
      const { rows } = await pool.query<{ seq: number; tx: number; id: string }>(
        'select seq, tx, id from events where env = $1 and object_id = $2 and id is not null order by seq',
        [own, refund.body.id],
      )
      for (const [at, { seq }] of rows.entries())
        await pool.query('update events set tx = $4 where env = $1 and object_id = $2 and seq = $3', [
          own,
          refund.body.id,
          seq,
          rows[(assigned[at] ?? 0) % rows.length]?.tx,
        ])
      receiver.take()
      await gateway.deliver()
      const told = receiver.take().filter(({ event }) => event.data.object.id === refund.body.id)
      assert.deepEqual(
        told.map(({ event }) => event.id),
        rows.map(({ id }) => id),
      )
    }),
    8,
  )
})
