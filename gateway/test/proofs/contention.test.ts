/** Somebody else holds a row: whoever needs it waits a little and is told `lock_timeout`; nobody else waits at all. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { connectPlain } from '../../src/storage/database.ts'
import { request } from '../client/client.ts'
import { freshDatabase } from '../support/database.ts'
import { openGateway } from '../support/gateway.ts'

const connection = await freshDatabase()
const heldMaxMs = 400
const gateway = await openGateway({ connection, limits: { heldMaxMs, lockTimeoutMs: 300 } })
const holder = await connectPlain(connection)
after(() => holder.end())

const post = (path: string, form: Record<string, unknown>, headers: Record<string, string> = {}, key = gateway.key) =>
  request(gateway.url, path, { form, headers, key })
const held = async (text: string, values: unknown[], work: () => Promise<void>): Promise<void> => {
  await holder.query('begin')
  try {
    await holder.query(text, values)
    await work()
  } finally {
    await holder.query('rollback')
  }
}
const create = async (form: Record<string, unknown> = {}, key = gateway.key) =>
  (await post('/v1/payment_intents', { amount: 1000, currency: 'eur', ...form }, {}, key)).body as unknown as {
    id: string
    latest_charge: string
  }
const codeOf = ({ body }: Awaited<ReturnType<typeof post>>) =>
  (body as { error?: { code: string } }).error?.code ?? 'ok'
const holdIntent = 'select 1 from payment_intents where id = $1 for update'
const paid = { amount: 1000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' }

test('a held payment is answered 429 lock_timeout, and the others that came with it are done meanwhile', async () => {
  const { id } = await create()
  await held(holdIntent, [id], async () => {
    const order: string[] = []
    const blocked = post(`/v1/payment_intents/${id}`, { description: 'late' }).finally(() => order.push('held'))
    const others = await Promise.all(
      Array.from({ length: 20 }, () => post('/v1/payment_intents', paid).finally(() => order.push('other'))),
    )
    assert.deepEqual([...new Set(others.map(codeOf))], ['ok'])
    const answer = await blocked
    assert.equal(order.at(-1), 'held')
    assert.equal(answer.status, 429)
    assert.equal(codeOf(answer), 'lock_timeout')
    assert.equal((answer.body.error as unknown as { type: string }).type, 'invalid_request_error')
    assert.equal(answer.headers.get('retry-after'), '1')
    assert.equal(answer.headers.get('stripe-should-retry'), 'true')
  })
  const after = await request(gateway.url, `/v1/payment_intents/${id}`)
  assert.equal(after.body.description, null)
})

test('the answer is not kept with the idempotency key: the same request succeeds once the row is free', async () => {
  const { id } = await create()
  const headers = { 'idempotency-key': 'held-once' }
  const send = () => post(`/v1/payment_intents/${id}`, { description: 'soon' }, headers)
  await held(holdIntent, [id], async () => {
    assert.equal(codeOf(await send()), 'lock_timeout')
    const { rows } = await gateway.pool.query("select 1 from idempotency_keys where key = 'held-once'")
    assert.equal(rows.length, 0)
  })
  const answer = await send()
  assert.equal(answer.body.description, 'soon')
  assert.equal(answer.headers.get('idempotent-replayed'), null)
  assert.equal((await send()).headers.get('idempotent-replayed'), 'true')
})

test('a request whose row becomes free in time is done, and its caller never knows', async () => {
  const { id } = await create()
  let answer: ReturnType<typeof post> | null = null
  await held(holdIntent, [id], async () => {
    answer = post(`/v1/payment_intents/${id}`, { description: 'waited' })
    // Another payment's answer shows that a flush has met the held row.
    await post('/v1/payment_intents', paid)
  })
  const waited = await (answer as unknown as ReturnType<typeof post>)
  assert.equal(waited.body.description, 'waited')
})

test('a held charge below a free payment refuses its own capture only', async () => {
  const [mine, other] = [
    await create({ ...paid, capture_method: 'manual' }),
    await create({ ...paid, capture_method: 'manual' }),
  ]
  await held('select 1 from charges where id = $1 for update', [mine.latest_charge], async () => {
    const answers = await Promise.all([
      post(`/v1/charges/${mine.latest_charge}`, { description: 'held' }),
      ...Array.from({ length: 5 }, () => post('/v1/payment_intents', { amount: 500, currency: 'eur' })),
      post(`/v1/payment_intents/${other.id}/capture`, {}),
    ])
    assert.deepEqual(answers.map(codeOf), ['lock_timeout', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'])
  })
  assert.equal(codeOf(await post(`/v1/charges/${mine.latest_charge}`, { description: 'free' })), 'ok')
})

test("a held balance stops its own environment's payments, and no other environment's", async () => {
  const elsewhere = await gateway.sandbox()
  await create(paid)
  await create(paid, elsewhere)
  const authorised = await create({ ...paid, capture_method: 'manual' })
  let mine: ReturnType<typeof post> | null = null
  await held('select 1 from balances where env = $1 for update', [gateway.env], async () => {
    mine = post(`/v1/payment_intents/${authorised.id}/capture`, {})
    const others = await Promise.all(Array.from({ length: 10 }, () => post('/v1/payment_intents', paid, {}, elsewhere)))
    assert.deepEqual([...new Set(others.map(codeOf))], ['ok'])
  })
  // The bank had captured: the outcome was offered again until it could be recorded.
  const captured = await (mine as unknown as ReturnType<typeof post>)
  assert.equal(captured.body.status, 'succeeded')
})
