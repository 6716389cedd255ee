/** The audit sees terms that were exchanged, even where every row is the fold of its facts and the books balance. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { registry } from '../../src/app/registry.ts'
import { audit } from '../../src/operations/audit.ts'
import { openGateway } from '../support/gateway.ts'
import { merchantAt } from '../support/merchant.ts'

const gateway = await openGateway()
const { call } = await merchantAt(gateway)
const create = async (form: Record<string, unknown>) => {
  const { status, body, text } = await call('/v1/payment_intents', {
    amount: 2000,
    currency: 'eur',
    confirm: true,
    ...form,
  })
  assert.equal(status, 200, text)
  return body
}
const customer = async () => String((await call('/v1/customers', { email: 'ada@example.com' })).body.id)

test('the audit holds what was booked against what was asked for, and sees a forged pair', async () => {
  const paid = await create({ payment_method: 'pm_card_visa' })
  const shown = await create({ amount: 1_500_000, currency: 'idr', payment_method_data: { type: 'qris' } })
  const [ada, bob] = [await customer(), await customer()]
  const theirs = await create({ payment_method: 'pm_card_visa', customer: ada })
  assert.deepEqual((await audit(gateway.pool, registry)).faults, [])
  /** Rows and facts of one payment are forged so that each is still the fold of its own facts, and the books still balance. */
  const forge = async (id: unknown, from: string, to: string, expected: RegExp) => {
    const swap = async (before: string, after: string) => {
      for (const [table, key, column] of [
        ['events', 'object_id', 'fact'],
        ['payment_intents', 'id', 'doc'],
      ])
        await gateway.pool.query(
          `update ${table} set ${column} = replace(${column}::text, $2, $3)::json where ${key} = $1`,
          [id, before, after],
        )
    }
    await swap(from, to)
    assert.match((await audit(gateway.pool, registry)).faults.join('\n'), expected)
    await swap(to, from)
    assert.deepEqual((await audit(gateway.pool, registry)).faults, [])
  }
  await forge(paid.id, '"currency":"eur"', '"currency":"usd"', /is booked in eur, and its attempt was for usd/)
  await forge(paid.id, '"amount":2000', '"amount":2500', /is booked with 2000, and its attempt was for 2500/)
  await forge(shown.id, '"currency":"idr"', '"currency":"usd"', /shows 15000(\.00)? idr, and is for 1500000 usd/)
  await forge(shown.id, '1500000', '1600000', /shows 15000(\.00)? idr, and is for 1600000 idr/)
  await forge(theirs.id, ada, bob, /is booked for cus_\w+, and its attempt was for cus_/)
})
