/**
 * Payers through crashes: a real gateway is killed with SIGKILL while payers pay codes and numbers. What the bank has received is
 * in the books once everything that was due has happened, and nothing is there twice.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { registry } from '../../src/app/registry.ts'
import { audit } from '../../src/operations/audit.ts'
import { createPool } from '../../src/storage/database.ts'
import { startEmbedded } from '../../src/storage/embedded/index.ts'
import { request } from '../client/client.ts'
import { catalogueMethod, paymentBy } from '../support/payers.ts'
import { seed } from '../support/seed.ts'
import { serverProcess } from '../support/server-process.ts'

const { dataDir, start, end } = serverProcess()
const codes = ['qris', 'promptpay', 'dana', 'virtual_account', 'sepa_debit', 'momo_mtn']
const moments = fc.sample(fc.integer({ min: 3, max: 40 }), { seed, numRuns: 3 })

/** Payers in four lines: each makes a payment and pays it, until the gateway is gone. */
function payers(url: string): { acts: () => number; ended: Promise<unknown> } {
  let acts = 0
  const line = async (name: number) => {
    for (let count = 0; ; count++) {
      try {
        const form = paymentBy(catalogueMethod(codes[(name + count) % codes.length] ?? 'qris'))
        const { body } = await request(url, '/v1/payment_intents', { form })
        acts++
        await request(url, `/v1/test_helpers/payment_intents/${body.id}/simulate`, { form: { outcome: 'succeed' } })
        acts++
      } catch {
        return
      }
    }
  }
  return { acts: () => acts, ended: Promise.all(Array.from({ length: 4 }, (_, name) => line(name))) }
}

test('killed with SIGKILL while payers pay: the books hold what the bank holds', async () => {
  console.log(`seed ${seed}: killed after ${moments.join(', ')} calls`)
  for (const moment of moments) {
    const load = payers(await start())
    while (load.acts() < moment) await new Promise((resolve) => setImmediate(resolve))
    await end('SIGKILL')
    await load.ended
  }
  const url = await start()
  const moved = await request(url, '/v1/test_helpers/clock', { form: { advance: 40 * 86_400 } })
  assert.equal(moved.status, 200, moved.text)
  const server = await startEmbedded({ dataDir, lock: false })
  assert.ok(!('refused' in server))
  const pool = createPool(server.connection, 2)
  const { rows } = await pool.query<{ payment: string; received: string; booked: string; charges: number }>(
    `select b.payment, (select coalesce(sum((r->>'amount')::int8), 0) from json_array_elements(b.doc->'received') r)::text as received,
       (select coalesce(sum((c.doc->>'amount_captured')::int8), 0) from charges c where c.env = b.env and c.payment_intent = b.payment)::text as booked,
       (select count(*)::int from charges c where c.env = b.env and c.payment_intent = b.payment and c.doc->>'status' = 'succeeded') as charges
     from bank_payments b`,
  )
  assert.ok(rows.length > moments.length)
  for (const { payment, received, booked, charges } of rows) {
    assert.equal(booked, received, `${payment}: the bank has ${received}, the books ${booked}`)
    assert.ok(charges <= 1, `${payment} has ${charges} charges`)
  }
  assert.deepEqual((await audit(pool, registry)).faults, [])
  await pool.end()
})
