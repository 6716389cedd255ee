/** The audit log: each write leaves its entry, with who, by which call and what changed; and nothing secret stands in it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createKey, operator, setFees, setReceipts } from '../../src/operations/accounts.ts'
import { request } from '../client/client.ts'
import { openGateway, testStart } from '../support/gateway.ts'
import { openReceiver } from '../support/receiver.ts'

const gateway = await openGateway({
  webhookNetworks: (await import('../../src/webhooks/out/allowed-addresses.ts')).networksOf('127.0.0.0/8'),
})
const key = await gateway.sandbox()
const { rows: own } = await gateway.pool.query<{ env: string; id: string }>(
  'select env, id from api_keys where env <> $1',
  [gateway.env],
)
const { env, id: keyId } = own[0] ?? { env: '', id: '' }

type Change = {
  object: string
  id: string
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}
type Entry = {
  id: string
  operation: string
  actor: { type: string; api_key: string | null; api_key_hint: string | null; address: string | null }
  request: { id: string; call: string | null } | null
  changes: Change[]
  created: number
}
const call = (path: string, form?: Record<string, unknown>, method?: string) =>
  request(gateway.url, path, {
    key,
    ...(form === undefined ? {} : { form }),
    ...(method === undefined ? {} : { method }),
  })
const entries = async (query: string): Promise<Entry[]> =>
  (await call(`/v1/audit_log?limit=100&${query}`)).body.data as unknown as Entry[]
/** Makes a write, and gives its answer with the entries of its request, oldest first. */
async function write(path: string, form: Record<string, unknown> = {}, method?: string) {
  const answer = await call(path, form, method)
  assert.equal(answer.status, 200, answer.text)
  const found = await entries(`request=${answer.headers.get('request-id')}`)
  return { body: answer.body as unknown as Record<string, string>, found: found.reverse() }
}
const paid = { amount: 2000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' }

test('a payment leaves an entry for what was asked, and one for what the processor answered', async () => {
  const { body, found } = await write('/v1/payment_intents', paid)
  assert.deepEqual(
    found.map(({ operation, actor }) => [operation, actor.type]),
    [
      ['payment_intent.create', 'api_key'],
      ['payment_intent.record_authorisation', 'processor'],
    ],
  )
  const [asked, answered] = found as [Entry, Entry]
  assert.equal(asked.actor.api_key, keyId)
  assert.match(asked.actor.api_key_hint ?? '', /^sk_test_\*{4}\w{4}$/)
  assert.equal(asked.actor.address, '127.0.0.1')
  assert.equal(asked.request?.call, 'POST /v1/payment_intents')
  const made = asked.changes.find(({ id }) => id === body.id)
  assert.equal(made?.before, null)
  assert.equal(made?.after?.amount, 2000)
  const settled = answered.changes.find(({ id }) => id === body.id)
  assert.deepEqual([settled?.before?.status, settled?.after?.status], ['processing', 'succeeded'])
  assert.deepEqual([settled?.before?.amount_received, settled?.after?.amount_received], [0, 2000])
  assert.equal(settled?.after?.currency, undefined)
})

test('every write of the API leaves its entry', async () => {
  const receiver = await openReceiver()
  const held = (await write('/v1/payment_intents', { ...paid, capture_method: 'manual' })).body
  const open = (await write('/v1/payment_intents', { amount: 100, currency: 'eur' })).body
  const waiting = (
    await write('/v1/payment_intents', {
      amount: 1_500_000,
      currency: 'idr',
      confirm: true,
      payment_method_data: { type: 'qris' },
    })
  ).body
  const charge = held.latest_charge
  const refund = (await write('/v1/refunds', { payment_intent: (await write('/v1/payment_intents', paid)).body.id }))
    .body
  const endpoint = (await write('/v1/webhook_endpoints', { url: receiver.url, enabled_events: ['*'] })).body
  const made = (await write('/v1/api_keys', { permissions: { refunds: 'read' } })).body
  const later = (await write('/v1/payment_intents', paid)).body
  const events = (await call(`/v1/events?object=${later.id}`)).body.data as unknown as { id: string }[]
  const writes: [operation: string, path: string, form?: Record<string, unknown>, method?: string][] = [
    ['payment_intent.update', `/v1/payment_intents/${open.id}`, { description: 'books' }],
    ['payment_intent.confirm', `/v1/payment_intents/${open.id}/confirm`, { payment_method: 'pm_card_visa' }],
    [
      'payment_intent.increment_authorization',
      `/v1/payment_intents/${held.id}/increment_authorization`,
      { amount: 2500 },
    ],
    ['charge.update', `/v1/charges/${charge}`, { description: 'seen' }],
    ['payment_intent.capture', `/v1/payment_intents/${held.id}/capture`, {}],
    ['refund.update', `/v1/refunds/${refund.id}`, { metadata: { why: 'returned' } }],
    ['payment_method.create', '/v1/payment_methods', { type: 'card', card: { token: 'tok_visa' } }],
    ['test_helpers.simulate', `/v1/test_helpers/payment_intents/${waiting.id}/simulate`, { outcome: 'succeed' }],
    ['webhook_endpoint.update', `/v1/webhook_endpoints/${endpoint.id}`, { description: 'shop' }],
    ['webhook_endpoint.roll_secret', `/v1/webhook_endpoints/${endpoint.id}/roll_secret`, {}],
    ['event.resend', `/v1/events/${events[0]?.id}/retry`, {}],
    ['webhook_endpoint.resend', `/v1/webhook_endpoints/${endpoint.id}/resend`, { since: 0 }],
    ['webhook_endpoint.delete', `/v1/webhook_endpoints/${endpoint.id}`, {}, 'DELETE'],
    ['webhook_signing_secret.create', '/v1/webhook_signing_secret', undefined, 'GET'],
    ['api_key.revoke', `/v1/api_keys/${made.id}/revoke`, {}],
    ['test_helpers.fault.create', '/v1/test_helpers/faults', { on: 'authorise', do: 'lose_answer' }],
    ['test_helpers.fault.delete', '/v1/test_helpers/faults', undefined, 'DELETE'],
    ['clock.set', '/v1/test_helpers/clock', { advance: 3600 }],
    ['clock.set', '/v1/test_helpers/clock', undefined, 'DELETE'],
  ]
  for (const [operation, path, form, method] of writes) {
    const answer = await call(path, form, method)
    assert.equal(answer.status, 200, `${path}: ${answer.text}`)
    const found = await entries(`request=${answer.headers.get('request-id')}`)
    const entry = found.find((one) => one.operation === operation)
    assert.ok(entry, `${operation} leaves its entry, not only ${found.map((one) => one.operation)}`)
    assert.equal(entry.actor.api_key, keyId, operation)
    assert.ok(entry.changes.length > 0, operation)
  }
  const cancelled = (await write('/v1/payment_intents', { amount: 100, currency: 'eur' })).body
  const { found } = await write(`/v1/payment_intents/${cancelled.id}/cancel`, { cancellation_reason: 'duplicate' })
  assert.deepEqual(found[0]?.changes[0]?.after?.cancellation_reason, 'duplicate')
})

test('what nobody asked for just now is written by the schedule, and what an operator sets by the operator', async () => {
  await setReceipts(gateway.pool, env, { late: 'refund' }, operator())
  const { rows } = await gateway.pool.query<{ account: string }>('select account from environments where env = $1', [
    env,
  ])
  await setFees(gateway.pool, rows[0]?.account ?? '', { ratePpm: 10_000, fixed: 5 }, operator())
  const set = await entries('actor=operator&operation=receipts.set')
  assert.deepEqual(set[0]?.changes[0], {
    object: 'environment',
    id: env,
    before: { receipts: null },
    after: { receipts: { late: 'refund' } },
  })
  assert.equal((await entries('operation=fees.set')).length, 1)
  assert.ok((await entries('actor=operator&operation=environment.create')).length === 1)
  await gateway.advance(5 * 86_400_000)
  assert.ok((await entries('actor=schedule&operation=balance.settle')).length > 0)
})

test('entries are found by object, key, operation, request and time, page by page', async () => {
  const { body } = await write('/v1/payment_intents', paid)
  const other = await createKey(gateway.pool, env, 'secret', false, testStart)
  await request(gateway.url, `/v1/payment_intents/${body.id}`, { key: other, form: { description: 'by another' } })
  const ofIntent = await entries(`object=${body.id}`)
  assert.deepEqual(
    ofIntent.map(({ operation }) => operation),
    ['payment_intent.update', 'payment_intent.record_authorisation', 'payment_intent.create'],
  )
  const ofCharge = await entries(`object=${body.latest_charge}`)
  assert.deepEqual(
    ofCharge.map(({ operation }) => operation),
    ['payment_intent.record_authorisation'],
  )
  const otherId = ofIntent[0]?.actor.api_key ?? ''
  assert.notEqual(otherId, keyId)
  assert.equal((await entries(`api_key=${otherId}`)).length, 1)
  assert.equal((await entries(`object=${otherId}&operation=api_key.*`))[0]?.operation, 'api_key.create')
  assert.ok((await entries('operation=payment_intent.*')).every(({ operation }) => operation.startsWith('payment_')))
  assert.equal((await entries(`object=${body.id}&created[gt]=${Math.floor(gateway.wallMs() / 1000) + 60}`)).length, 0)

  const all = await entries(`object=${body.id}`)
  const pages: string[] = []
  for (let after = ''; ; ) {
    const page = (await call(`/v1/audit_log?object=${body.id}&limit=1${after}`)).body as unknown as {
      data: Entry[]
      has_more: boolean
    }
    pages.push(...page.data.map(({ id }) => id))
    if (!page.has_more) break
    after = `&starting_after=${page.data.at(-1)?.id}`
  }
  assert.deepEqual(
    pages,
    all.map(({ id }) => id),
  )
  const back = (await call(`/v1/audit_log?object=${body.id}&limit=1&ending_before=${all[1]?.id}`)).body
  assert.deepEqual((back.data as unknown as Entry[])[0]?.id, all[0]?.id)
  assert.deepEqual((await call(`/v1/audit_log/${all[0]?.id}`)).body, all[0])
})

test('another environment sees none of it', async () => {
  const [mine] = await entries('')
  assert.equal((await request(gateway.url, `/v1/audit_log/${mine?.id}`)).status, 404)
})

test('a refused call leaves nothing', async () => {
  const answer = await call('/v1/payment_intents', { amount: 0, currency: 'eur' })
  assert.deepEqual(await entries(`request=${answer.headers.get('request-id')}`), [])
})

test('no secret stands in the log: no key, card number, client secret or signing secret', async () => {
  const card = { number: '4000000000003220', exp_month: 12, exp_year: 2034, cvc: '123' }
  const secure = await write('/v1/payment_intents', {
    ...paid,
    payment_method: undefined,
    return_url: 'https://shop.example/back',
    payment_method_data: { type: 'card', card },
  })
  const endpoint = await write('/v1/webhook_endpoints', { url: 'https://shop.example/hook', enabled_events: ['*'] })
  const made = await write('/v1/api_keys', { type: 'secret' })
  const secrets = [key, made.body.key, secure.body.client_secret, endpoint.body.secret, card.number]
  for (const secret of secrets) assert.ok(typeof secret === 'string' && secret.length > 10)
  let text = ''
  for (let after = ''; ; ) {
    const page = await call(`/v1/audit_log?limit=100${after}`)
    text += page.text
    const { data, has_more } = page.body as unknown as { data: Entry[]; has_more: boolean }
    if (!has_more) break
    after = `&starting_after=${data.at(-1)?.id}`
  }
  const { rows } = await gateway.pool.query<{ line: string }>(
    'select audit_note::text as line from events where audit_note is not null union all select a::text from audit_log a',
  )
  text += rows.map(({ line }) => line).join('\n')
  for (const secret of secrets) assert.ok(!text.includes(secret as string))
  assert.doesNotMatch(text, /client_secret"|_secret_\w|whsec_\w|[sr]k_test_\w{8}|"cvc"|"number"/)
})
