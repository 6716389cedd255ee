/** The right to erasure: a deleted customer leaves its payments and the books, and nothing that says who it was. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { registry } from '../../src/app/registry.ts'
import { audit } from '../../src/operations/audit.ts'
import { erased } from '../../src/operations/erasure.ts'
import { request } from '../client/client.ts'
import { openGateway } from '../support/gateway.ts'
import { merchantAt } from '../support/merchant.ts'

const gateway = await openGateway()
const { stripe, call } = await merchantAt(gateway)

const marks = ['Zenobia', 'zenobia@example.com', '+4930777', 'Mauerweg 7', 'Zenobias Bank', '203.0.113.99']
const address = { line1: 'Mauerweg 7', city: 'Berlin', country: 'DE', line2: '', postal_code: '10115', state: '' }
const shipping = { name: 'Zenobia', phone: '+4930777', address }
const who = { name: 'Zenobia', email: 'zenobia@example.com', phone: '+4930777', address }

/** Every place of the database in which a text stands, as `table.column`. */
async function placesOf(text: string): Promise<string[]> {
  const { rows: columns } = await gateway.pool.query<{ table_name: string; column_name: string }>(
    "select c.table_name, c.column_name from information_schema.columns c join information_schema.tables t using (table_schema, table_name) where c.table_schema = 'public' and t.table_type = 'BASE TABLE'",
  )
  const found: string[] = []
  for (const { table_name, column_name } of columns) {
    const { rows } = await gateway.pool.query<{ count: number }>(
      `select count(*)::int as count from "${table_name}" where position($1 in "${column_name}"::text) > 0`,
      [text],
    )
    if ((rows[0]?.count ?? 0) > 0) found.push(`${table_name}.${column_name}`)
  }
  return found
}

test('a deleted customer is found nowhere in the database, and its payments are all there', async () => {
  const customer = await stripe.customers.create(
    { ...who, description: 'Zenobia likes tea', metadata: { nick: 'Zenobia' }, shipping },
    { idempotencyKey: 'zenobia-1' },
  )
  const typed = await stripe.paymentMethods.create({
    type: 'card',
    card: { number: '5555555555554444', exp_month: 12, exp_year: 2040, cvc: '123' },
    billing_details: who,
  })
  const paid = await stripe.paymentIntents.create({
    amount: 2000,
    currency: 'eur',
    customer: customer.id,
    payment_method: typed.id,
    setup_future_usage: 'off_session',
    confirm: true,
    receipt_email: who.email,
    shipping: { name: who.name, address },
    mandate_data: { customer_acceptance: { type: 'online', online: { ip_address: '203.0.113.99', user_agent: 'x' } } },
  })
  const { body: failed } = await call('/v1/payment_intents', {
    amount: 700,
    currency: 'eur',
    customer: customer.id,
    confirm: true,
    payment_method_data: {
      type: 'card',
      card: { number: '4000000000000002', exp_month: 12, exp_year: 2040, cvc: '123' },
      billing_details: who,
    },
  })
  assert.equal((failed.error as unknown as { code: string }).code, 'card_declined')
  await stripe.refunds.create({ payment_intent: paid.id, amount: 500 })
  const before = await stripe.balance.retrieve()
  for (const mark of marks.slice(0, 2)) assert.ok((await placesOf(mark)).length > 3, mark)

  await stripe.customers.del(customer.id)
  await gateway.sweep()
  await gateway.advance(2 * 86_400_000)

  for (const mark of marks) {
    const places = (await placesOf(mark)).filter((place) => !place.startsWith('bank_'))
    assert.deepEqual(places, [], mark)
  }
  const { rows } = await gateway.pool.query('select 1 from vault_records where id = $1', [typed.id])
  assert.equal(rows.length, 0, 'the number is gone')
  const after = await stripe.paymentIntents.retrieve(paid.id, { expand: ['latest_charge', 'customer'] })
  assert.deepEqual([after.status, after.amount, after.receipt_email, after.shipping], ['succeeded', 2000, null, null])
  assert.deepEqual((after.customer as { deleted?: boolean }).deleted, true)
  const [charge] = (await stripe.charges.list({ payment_intent: paid.id })).data
  assert.deepEqual([charge?.amount_refunded, charge?.billing_details.name], [500, null])
  assert.deepEqual((await stripe.balance.retrieve()).livemode, before.livemode)
  const replay = await call(
    '/v1/customers',
    { ...who, description: 'Zenobia likes tea', metadata: { nick: 'Zenobia' }, shipping },
    { 'idempotency-key': 'zenobia-1' },
  )
  assert.ok(!replay.text.includes('tea'), 'a late retry is not told either')
  const { faults } = await audit(gateway.pool, registry, () => undefined)
  assert.deepEqual(faults, [])
})

test('a customer who came through a foreign API is forgotten there too, in answers that are kept for retries', async () => {
  const email = 'winifred@example.com'
  const form = {
    amount: 50,
    currency: 'XOF',
    description: 'Order 1024',
    customer: { email, first_name: 'Winifred', last_name: 'Quist' },
    attempt: { method_code: 'momo_mtn', country: 'CI', phone: { number: '+2250504123456' } },
  }
  const ask = () =>
    fetch(`${gateway.url}/orqex/v1/payment/intents`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer sk_test_florindemokeyforeveryone',
        'content-type': 'application/json',
        'x-idempotency-key': 'winifred-1024',
      },
      body: JSON.stringify(form),
    })
  assert.equal((await ask()).status, 201)
  assert.ok((await placesOf(email)).includes('idempotency_keys.body'))
  const { rows } = await gateway.pool.query<{ id: string }>('select id from customers where email = $1', [email])
  const answer = await request(gateway.url, `/v1/customers/${rows[0]?.id}`, { method: 'DELETE' })
  assert.equal(answer.status, 200, answer.text)
  await gateway.sweep()
  for (const mark of [email, 'Winifred', 'Quist', '0504123456']) {
    const places = (await placesOf(mark)).filter((place) => !place.startsWith('bank_'))
    assert.deepEqual(places, [], mark)
  }
})

test('who comes again under a name that another API had given is a new customer', async () => {
  const pay = async () => {
    const answer = await fetch(`${gateway.url}/ojire/v1/payment-intents`, {
      method: 'POST',
      headers: { 'x-secret-key': gateway.key, 'content-type': 'application/json' },
      body: JSON.stringify({ amount: 100_000, currency: 'IDR', customerId: 'customer_7' }),
    })
    assert.equal(answer.status, 200, await answer.text())
    const { body } = await request(gateway.url, '/v1/payment_intents?limit=1')
    return (body.data as unknown as { customer: string }[])[0]?.customer
  }
  const first = await pay()
  assert.equal(await pay(), first)
  await request(gateway.url, `/v1/customers/${first}`, { method: 'DELETE' })
  await gateway.sweep()
  const second = await pay()
  assert.ok(second !== undefined && second !== first)
})

test('erasing takes what says who, and leaves what says how much', () => {
  const charge = { amount: 5, currency: 'eur', metadata: { order: '7' }, billing_details: { ...who, tax_id: '1' } }
  assert.deepEqual(erased({ charges: [charge] }, {}), {
    charges: [
      {
        amount: 5,
        currency: 'eur',
        metadata: { order: '7' },
        billing_details: {
          name: null,
          email: null,
          phone: null,
          tax_id: null,
          address: { line1: null, city: null, country: null, line2: null, postal_code: null, state: null },
        },
      },
    ],
  })
})
