/**
 * What passes by itself is 503 and asks to come again, whatever the server's reason and whichever API is spoken: the database is
 * made to say so, at the first write of each call, and afterwards the same request is done, once. And what never reaches it: numbers
 * that are not whole, and results that are too large.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { connectPipelined, createPool } from '../../src/storage/database.ts'
import { ReadTooLargeError } from '../../src/storage/guarded-client.ts'
import { request } from '../client/client.ts'
import { freshDatabase } from '../support/database.ts'
import { openGateway } from '../support/gateway.ts'

const gateway = await openGateway()

/** From now on whoever writes to one of these tables is told this; null: nobody is. */
const says = (code: string | null) => gateway.pool.query('update said set code = $1', [code])

before(async () => {
  await gateway.pool.query('create table said (code text)')
  await gateway.pool.query('insert into said values (null)')
  // Outside of transactions, so that it counts what was rolled back.
  await gateway.pool.query('create sequence said_times')
  await gateway.pool.query(`create function say() returns trigger language plpgsql as $$ declare what text; begin
    select code into what from said;
    if what is not null then perform nextval('said_times'); raise exception 'said by the test' using errcode = what; end if;
    return new; end $$`)
  for (const table of ['payment_intents', 'api_keys', 'customers'])
    await gateway.pool.query(
      `create trigger say before insert or update on ${table} for each row execute function say()`,
    )
})

const paymentForm = { amount: 2000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' }

for (const code of ['53100', '53200', '53400', '25006', '57014', '58030', '40001', '40P01', '57P01', '08006'])
  test(`${code}: a payment is answered 503 with Retry-After, and the same request is done afterwards`, async () => {
    const key = `passing-${code}`
    const pay = () =>
      request(gateway.url, '/v1/payment_intents', {
        key: gateway.key,
        form: paymentForm,
        headers: { 'idempotency-key': key },
      })
    await says(code)
    const refused = await pay()
    const error = refused.body.error as unknown as { code: string; type: string }
    assert.deepEqual([refused.status, error.code, error.type], [503, 'database_unavailable', 'api_error'])
    assert.deepEqual([refused.headers.get('retry-after'), refused.headers.get('stripe-should-retry')], ['1', 'true'])
    await says(null)
    const done = await pay()
    assert.deepEqual([done.status, done.body.status], [200, 'succeeded'], done.text)
  })

test('a bug is 500 and not to be repeated', async () => {
  await says('XX000')
  const { status, headers } = await request(gateway.url, '/v1/payment_intents', { key: gateway.key, form: paymentForm })
  assert.deepEqual([status, headers.get('stripe-should-retry')], [500, 'false'])
  await says(null)
})

test('calls that write beside the writer say the same', async () => {
  const form = { type: 'restricted', name: 'reader', permissions: { payment_intents: 'read' } }
  const make = () => request(gateway.url, '/v1/api_keys', { key: gateway.key, form })
  await says('53100')
  const refused = await make()
  assert.deepEqual(
    [refused.status, refused.headers.get('retry-after'), refused.headers.get('stripe-should-retry')],
    [503, '1', 'true'],
    refused.text,
  )
  await says(null)
  assert.equal((await make()).status, 200)
})

/** The shortest payment of each foreign API. */
const json = { 'content-type': 'application/json' }
const foreign: readonly {
  readonly name: string
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: object
}[] = [
  {
    name: 'ojire',
    path: '/ojire/v1/payment-intents',
    headers: { 'x-secret-key': gateway.key },
    body: { amount: 100_000, currency: 'IDR', metadata: { order_id: 'order_1' } },
  },
  {
    name: 'orqex',
    path: '/orqex/v1/payment/intents',
    headers: { authorization: `Bearer ${gateway.key}` },
    body: {
      amount: 50,
      currency: 'XOF',
      description: 'Order',
      customer: { email: 'ama@example.com', first_name: 'Ama', last_name: 'Mensah' },
    },
  },
  {
    name: 'wooshpay',
    path: '/wooshpay/v1/payment_intents',
    headers: { authorization: `Basic ${btoa(`${gateway.key}:`)}` },
    body: { amount: 10, currency: 'USD', merchant_order_id: 'Order112344343' },
  },
]
for (const { name, path, headers, body } of foreign)
  test(`${name} says it in its own words: 503 with Retry-After, and afterwards it is done`, async () => {
    const ask = () =>
      fetch(gateway.url + path, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) })
    await says('53100')
    const refused = await ask()
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [503, '1'], await refused.text())
    await says(null)
    const done = await ask()
    assert.ok(done.status < 300, await done.text())
  })

test('an outcome that cannot be written at first is not lost: the caller waits, and gets it', async () => {
  // Told only from the second write on: the intent is made, the processor charges, and then the disk is full for a moment.
  await gateway.pool.query('alter table payment_intents disable trigger say')
  await gateway.pool.query(
    'create trigger say_later before update on payment_intents for each row execute function say()',
  )
  await says('53100')
  const countOf = async (text: string): Promise<number> =>
    (await gateway.pool.query<{ n: number }>(`select ${text}`)).rows[0]?.n ?? 0
  const [said, charges] = ['last_value::int as n from said_times', 'count(*)::int as n from charges'] as const
  const [saidBefore, chargesBefore] = [await countOf(said), await countOf(charges)]
  const answer = request(gateway.url, '/v1/payment_intents', { key: gateway.key, form: paymentForm })
  while ((await countOf(said)) === saidBefore) await new Promise((next) => setImmediate(next))
  await says(null)
  const { status, body } = await answer
  assert.deepEqual([status, body.status], [200, 'succeeded'])
  assert.equal(await countOf(charges), chargesBefore + 1, 'one charge')
})

const connection = await freshDatabase()
const pool = createPool(connection, 2, 100_000)
after(() => pool.end())

test('a fraction is not sent, wherever it stands and by whichever connection; whole numbers are', async () => {
  const pipelined = await connectPipelined(connection)
  for (const by of [pool, pipelined]) {
    for (const fraction of [1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e300])
      await assert.rejects(
        by.query('select $1::int8 as n', [fraction]),
        /\$1 of 'select \$1::int8 as n' is a whole number/,
      )
    await assert.rejects(
      by.query({ name: 'many', text: 'select $1::int8[]', values: [[1, 2.5]] }),
      /of 'many' is a whole/,
    )
    assert.deepEqual((await by.query('select $1::int8 as n', [15])).rows, [{ n: 15 }])
  }
  await pipelined.end()
})

test('a result beyond its bound ends, and the next one is read as if nothing had been', async () => {
  await assert.rejects(pool.query("select repeat('x', 1000) from generate_series(1, 1000)"), ReadTooLargeError)
  const { rows } = await pool.query("select repeat('x', 1000) as x from generate_series(1, 50)")
  assert.equal(rows.length, 50)
})
