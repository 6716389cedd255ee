/** Two at once, whatever the interleaving: refunds, captures and confirms never exceed what there is; keys are done once. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGateway } from '../../src/app/gateway.ts'
import { createLogger } from '../../src/app/start.ts'
import { request } from '../client/client.ts'
import { freshDatabase } from '../support/database.ts'
import { openGateway, testStart, testVault } from '../support/gateway.ts'

const connection = await freshDatabase()
const first = await openGateway({ connection })
// A second gateway on the same database, as another process would be.
const second = await openGateway({ connection })
const both = [first.url, second.url]
const post = (url: string, path: string, form: Record<string, unknown>, headers: Record<string, string> = {}) =>
  request(url, path, { form, headers })
const pay = async (form: Record<string, unknown> = {}) =>
  (
    await post(first.url, '/v1/payment_intents', {
      amount: 10_000,
      currency: 'eur',
      confirm: true,
      payment_method: 'pm_card_visa',
      ...form,
    })
  ).body as unknown as {
    id: string
    latest_charge: string
  }
const codeOf = ({ body }: Awaited<ReturnType<typeof request>>) =>
  (body as { error?: { code: string } }).error?.code ?? 'ok'

test('ten refunds of 60 on a payment of 100, through two gateways: one succeeds', async () => {
  for (let round = 0; round < 5; round++) {
    const intent = await pay()
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        post(both[at % 2] ?? '', '/v1/refunds', { payment_intent: intent.id, amount: 6000 }),
      ),
    )
    assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    for (const answer of answers.filter(({ status }) => status !== 200))
      assert.equal(codeOf(answer), 'amount_too_large')
    const charge = await request(first.url, `/v1/charges/${intent.latest_charge}`)
    assert.equal((charge.body as { amount_refunded?: number }).amount_refunded, 6000)
  }
})

test('ten captures at once, through two gateways: one is done, the others are told why not', async () => {
  for (let round = 0; round < 5; round++) {
    const intent = await pay({ capture_method: 'manual' })
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        post(both[at % 2] ?? '', `/v1/payment_intents/${intent.id}/capture`, { amount_to_capture: 7000 }),
      ),
    )
    assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    for (const answer of answers.filter(({ status }) => status !== 200)) {
      assert.ok(['operation_in_progress', 'payment_intent_unexpected_state'].includes(codeOf(answer)), codeOf(answer))
    }
  }
})

test('ten confirms at once, through two gateways: one charge', async () => {
  for (let round = 0; round < 5; round++) {
    const created = await post(first.url, '/v1/payment_intents', { amount: 500, currency: 'eur' })
    const id = (created.body as { id?: string }).id
    await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        post(both[at % 2] ?? '', `/v1/payment_intents/${id}/confirm`, { payment_method: 'pm_card_visa' }),
      ),
    )
    const charges = await request(first.url, `/v1/charges?payment_intent=${id}`)
    assert.equal((charges.body as unknown as { data: unknown[] }).data.length, 1)
  }
})

test('one key sent ten times at once, through two gateways: one payment, and the same bytes ever after', async () => {
  for (let round = 0; round < 5; round++) {
    const headers = { 'idempotency-key': `once-${round}` }
    const form = {
      amount: 1234,
      currency: 'eur',
      confirm: true,
      payment_method: 'pm_card_visa',
      metadata: { round: String(round) },
    }
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) => post(both[at % 2] ?? '', '/v1/payment_intents', form, headers)),
    )
    for (const answer of answers)
      assert.ok(
        answer.status === 200 || codeOf(answer) === 'idempotency_key_in_use',
        `${answer.status} ${codeOf(answer)}`,
      )
    const again = await post(second.url, '/v1/payment_intents', form, headers)
    assert.equal(again.headers.get('idempotent-replayed'), 'true')
    assert.equal(new Set([again, ...answers].filter(({ status }) => status === 200).map(({ text }) => text)).size, 1)
    const found = await request(
      first.url,
      `/v1/payment_intents/search?query=${encodeURIComponent(`metadata['round']:'${round}' AND amount:1234`)}`,
    )
    assert.equal((found.body as unknown as { data: unknown[] }).data.length, 1)
  }
})

test('a key with one field changed is refused with the name of that field, and a decline is replayed as it was', async () => {
  const headers = { 'idempotency-key': 'mismatch' }
  const card = { type: 'card', card: { number: '4000000000000002', exp_month: 1, exp_year: 2035, cvc: '123' } }
  const form = { amount: 900, currency: 'eur', confirm: true, payment_method_data: card }
  const declined = await post(first.url, '/v1/payment_intents', form, headers)
  assert.deepEqual([declined.status, codeOf(declined)], [402, 'card_declined'])
  const replayed = await post(second.url, '/v1/payment_intents', form, headers)
  assert.equal(replayed.text, declined.text)
  const changed = (more: object) => post(first.url, '/v1/payment_intents', { ...form, ...more }, headers)
  for (const [more, param] of [
    [{ amount: 901 }, 'amount'],
    [{ currency: 'usd' }, 'currency'],
    [{ description: 'new' }, 'description'],
    [
      { payment_method_data: { type: 'card', card: { ...card.card, number: '4242424242424242' } } },
      'payment_method_data[card][number]',
    ],
  ] as const) {
    const answer = await changed(more)
    const { error } = answer.body as unknown as { error: { type: string; param: string } }
    assert.deepEqual([answer.status, error.type, error.param], [400, 'idempotency_error', param])
  }
  const elsewhere = await post(first.url, '/v1/refunds', { payment_intent: 'pi_x' }, headers)
  assert.equal((elsewhere.body as unknown as { error: { type: string } }).error.type, 'idempotency_error')
})

test('a refused request leaves nothing behind, and its key is free where it never got to the engine', async () => {
  const headers = { 'idempotency-key': 'invalid-first' }
  assert.equal((await post(first.url, '/v1/payment_intents', { amount: 'x', currency: 'eur' }, headers)).status, 400)
  assert.equal((await post(first.url, '/v1/payment_intents', { amount: 100, currency: 'eur' }, headers)).status, 200)
})

test('two writers, random overlapping work: no deadlock, and a reader of the tail sees each event exactly once', async () => {
  const intents = await Promise.all(Array.from({ length: 12 }, () => pay()))
  const seen = new Map<string, number>()
  let after = 0
  let done = false
  const tail = async () => {
    // Below the oldest open transaction nothing can appear any more.
    const { rows } = await first.pool.query<{ id: string; tx: number; upto: number }>(
      'select id, tx, pg_snapshot_xmin(pg_current_snapshot())::text::int8 as upto from events where tx > $1 and tx < pg_snapshot_xmin(pg_current_snapshot())::text::int8 and id is not null',
      [after],
    )
    for (const { id, tx } of rows) {
      seen.set(id, (seen.get(id) ?? 0) + 1)
      after = Math.max(after, tx)
    }
  }
  const reader = (async () => {
    while (!done) await tail()
  })()
  const work = Array.from({ length: 120 }, (_, at) => {
    const intent = intents[(at * 7) % intents.length]
    return post(both[at % 2] ?? '', '/v1/refunds', { payment_intent: intent?.id, amount: 100 + at })
  })
  const answers = await Promise.all(work)
  done = true
  await reader
  await tail()
  assert.ok(
    answers.every(({ status }) => status === 200 || status === 400 || status === 409),
    answers.map(({ status }) => status).join(),
  )
  const { rows } = await first.pool.query<{ id: string }>('select id from events where id is not null')
  assert.deepEqual(
    [...seen.values()].filter((times) => times !== 1),
    [],
  )
  assert.deepEqual([...seen.keys()].sort(), rows.map(({ id }) => id).sort())
  const gaps = await first.pool.query(
    'select object_id from events group by env, object_id having max(seq) <> count(*) or min(seq) <> 1',
  )
  assert.equal(gaps.rows.length, 0)
})

test('a full queue answers 503 with Retry-After and does nothing', async () => {
  const full = await createGateway({
    connection,
    vault: testVault,
    logger: createLogger('silent'),
    publicUrl: () => 'http://test',
    demoAllowed: () => true,
    wallMs: () => testStart,
    limits: { queueMax: 0 },
  })
  const answer = await full.http.app.inject({
    method: 'POST',
    url: '/v1/payment_intents',
    headers: {
      authorization: 'Bearer sk_test_florindemokeyforeveryone',
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: 'amount=100&currency=eur',
  })
  assert.deepEqual(
    [answer.statusCode, answer.headers['retry-after'], answer.json().error.code],
    [503, '1', 'queue_full'],
  )
  await full.http.app.close()
  await full.close()
})
