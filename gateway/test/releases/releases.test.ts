/**
 * Data of earlier releases, opened by the code of today: migrated, audited, and used. Facts are for ever; whoever changes what
 * a fact means, what a row holds or how work is kept for later finds out here. `npm run dump` makes the next dump.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { registry } from '../../src/app/registry.ts'
import { audit } from '../../src/operations/audit.ts'
import { createPool } from '../../src/storage/database.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { request } from '../client/client.ts'
import { emptyDatabase } from '../support/database.ts'
import { openGateway, type TestGateway } from '../support/gateway.ts'
import { openReceiver, verified } from '../support/receiver.ts'
import { type Dump, dumps, readDump, restore } from './dump.ts'

type Body = Readonly<Record<string, unknown>>
/** What was left, what is done with it now, what comes of it (a status, or several values), and of releases before which day. */
type Row = readonly [left: string, act: (id: string, at: At) => Promise<unknown>, comes: unknown, before?: string]
type At = {
  readonly gateway: TestGateway
  call(path: string, form?: Body): Promise<Body>
}

const payment = (id: string) => `/v1/payment_intents/${id}`
const status = (body: Body): unknown => body.status
const look = async (id: string, { call }: At) => status(await call(payment(id)))
const does =
  (verb: string, form: Body = {}) =>
  async (id: string, { call }: At) =>
    status(await call(`${payment(id)}/${verb}`, form))
const isRefunded = async (id: string, { call }: At) => {
  const { status, amount } = await call('/v1/refunds', { payment_intent: id })
  return [status, amount]
}
const amounts = async (id: string, { call }: At) => {
  const { status, amount, amount_received, amount_capturable } = await call(payment(id))
  return [status, amount, amount_received, amount_capturable]
}

/** The button of the page is pressed. */
const pressed = { method: 'POST', body: new URLSearchParams({ result: 'complete' }), redirect: 'manual' } as const

/** The page to which a payer was sent, in any of the places where an action says it. */
function pageOf({ next_action: action }: Body): string {
  const found = /https?:[^"]*\/3ds\/[^"]*/.exec(JSON.stringify(action))
  assert.ok(found !== null, JSON.stringify(action))
  return found[0]
}
/** The payer passes the challenge that was open then; the page's address is shown by the gateway of today. */
const passes = (noun: 'payment_intents' | 'setup_intents') => async (id: string, at: At) => {
  const page = pageOf(await at.call(`/v1/${noun}/${id}`))
  const answer = await fetch(page, pressed)
  assert.ok(answer.status < 400, `${answer.status}`)
  return status(await at.call(`/v1/${noun}/${id}`))
}
const simulated = (form: Body) => async (id: string, at: At) => {
  await at.call(`/v1/test_helpers/payment_intents/${id}/simulate`, form)
  return await amounts(id, at)
}
const types = async (id: string, { call }: At) => (await call(payment(id))).payment_method_types

const key = 'sk_test_florindemo'
const basic = `Basic ${Buffer.from(`${key}:`).toString('base64')}`
async function harsyaToken({ gateway }: At): Promise<Readonly<Record<string, string>>> {
  const { body } = await request(gateway.url, '/harsya/v1/access-token', {
    key: null,
    headers: { 'x-merchant-id': 'demo', 'x-merchant-secret': key },
    json: { grantType: 'client_credentials' },
  })
  return { authorization: `Bearer ${(body.data as unknown as { accessToken: string }).accessToken}` }
}
/** A payment of a foreign API, read through it. */
const abroad =
  (path: string, headers: (at: At) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>) =>
  async (id: string, at: At) =>
    (await request(at.gateway.url, path + id, { key: null, headers: await headers(at) })).status

/** Since the release of this day a change of terms ends the attempt that was under way. */
const termsEndAttempts = '2026-11-30'

/** In the order in which it is done. */
const rows: readonly Row[] = [
  ['paid', types, ['card']],
  ['paid with types', types, ['card']],
  ['paid', isRefunded, ['succeeded', 2000]],
  ['paid with types', isRefunded, ['succeeded', 2000]],
  ['captured in part', amounts, ['succeeded', 2000, 700, 0]],
  ['captured in part', isRefunded, ['succeeded', 700]],
  ['refunded in part', isRefunded, ['succeeded', 1400]],
  ['declined', does('confirm', { payment_method: 'pm_card_visa' }), 'succeeded'],
  ['challenged', passes('payment_intents'), 'succeeded'],
  // Its amount was changed under it, as could be then: what the payer was shown pays nothing, and is asked for anew.
  ['challenged, changed', amounts, ['requires_action', 9999, 0, 0], termsEndAttempts],
  [
    'challenged, changed',
    async (id, at) => (await fetch(pageOf(await at.call(payment(id))), pressed)).status,
    404,
    termsEndAttempts,
  ],
  ['challenged, changed', does('confirm'), 'requires_action'],
  ['challenged, changed', passes('payment_intents'), 'succeeded'],
  ['challenged, changed', amounts, ['succeeded', 9999, 9999, 0]],
  ['by hand', passes('payment_intents'), 'requires_confirmation'],
  ['by hand', does('confirm'), 'succeeded'],
  ['authorised', does('capture'), 'succeeded'],
  ['authorised to be cancelled', does('cancel'), 'canceled'],
  ['partly captured', amounts, ['requires_capture', 2000, 500, 1500]],
  ['partly captured', does('capture', { amount_to_capture: 1000 }), 'succeeded'],
  ['incremented', does('capture'), 'succeeded'],
  ['cancelled', look, 'canceled'],
  ['unpaid', does('confirm', { payment_method: 'pm_card_visa' }), 'succeeded'],
  ['unconfirmed', does('confirm'), 'succeeded'],
  ['updated', does('confirm'), 'succeeded'],
  ['updated', amounts, ['succeeded', 1700, 1700, 0]],
  ['saving, challenged', passes('payment_intents'), 'succeeded'],
  ['set-up, challenged', passes('setup_intents'), 'succeeded'],
  [
    'set-up, waiting',
    async (id, { call }) => status(await call(`/v1/setup_intents/${id}/confirm`, { payment_method: 'pm_card_visa' })),
    'succeeded',
  ],
  [
    'saved card',
    async (id, { call }) => {
      const { customer } = await call(`/v1/payment_methods/${id}`)
      const again = { customer, payment_method: id, off_session: true, confirm: true }
      return status(await call('/v1/payment_intents', { amount: 900, currency: 'eur', ...again }))
    },
    'succeeded',
  ],
  [
    'restricted key',
    async (key, { gateway }) => {
      const paid = await request(gateway.url, '/v1/payment_intents', { key, form: { amount: 500, currency: 'eur' } })
      return [paid.status, (await request(gateway.url, '/v1/refunds', { key })).status]
    },
    [200, 403],
  ],
  ['customer who is gone', async (id, { call }) => (await call(`/v1/customers/${id}`)).deleted, true],
  ['paid by who is gone', isRefunded, ['succeeded', 2000]],
  [
    'customer to be deleted',
    async (id, { gateway }) => (await request(gateway.url, `/v1/customers/${id}`, { method: 'DELETE' })).body.deleted,
    true,
  ],
  ['code', simulated({ outcome: 'succeed' }), ['succeeded', 1_500_000, 1_500_000, 0]],
  ['code, given up', simulated({ outcome: 'pay_late' }), ['canceled', 1_500_000, 0, 0]],
  ['code, paid', isRefunded, ['succeeded', 1_500_000]],
  [
    'code, again and again',
    simulated({ outcome: 'succeed', amount: 300_000 }),
    ['requires_action', 1_500_000, 1_000_000, 0],
  ],
  ['code, again and again', does('cancel'), 'succeeded'],
  ['number', simulated({ outcome: 'succeed' }), ['succeeded', 1_500_000, 1_500_000, 0]],
  ['number, in parts', simulated({ outcome: 'succeed' }), ['succeeded', 1_500_000, 1_500_000, 0]],
  ['wallet', simulated({ outcome: 'succeed' }), ['succeeded', 1_500_000, 1_500_000, 0]],
  [
    'order',
    async (id, at) => {
      const { payment_intent: intent } = await at.call(`/v1/orders/${id}`)
      await at.call(`${payment(String(intent))}/confirm`, { payment_method: 'pm_card_visa' })
      return status(await at.call(`/v1/orders/${id}/mark_paid`, {}))
    },
    'paid',
  ],
  ['ojire', abroad('/ojire/v1/payment-intents/', () => ({ 'x-secret-key': key })), 200],
  ['orqex', abroad('/orqex/v1/payment/intents/', () => ({ authorization: `Bearer ${key}` })), 200],
  ['wooshpay', abroad('/wooshpay/v1/payment_intents/', () => ({ authorization: basic })), 200],
  ['harsya', abroad('/harsya/v2/payments/', harsyaToken), 200],
]

/** What the processor is asked about, and what becomes due, when the gateway has been up again for a while. */
const later: readonly Row[] = [
  ['silent', look, 'succeeded'],
  ['never heard of', look, 'requires_payment_method'],
  ['silent at capture', look, 'succeeded'],
  ['debit', look, 'succeeded'],
  ['refund of refunded late', async (id, { call }) => status(await call(`/v1/refunds/${id}`)), 'succeeded'],
  ['refund of refunded in vain', async (id, { call }) => status(await call(`/v1/refunds/${id}`)), 'failed'],
  ['refund of refunded in silence', async (id, { call }) => status(await call(`/v1/refunds/${id}`)), 'succeeded'],
  ['slip', look, 'requires_payment_method'],
]

/** What a payment is, whichever release shows it. */
const lasting = [
  'id',
  'amount',
  'amount_capturable',
  'amount_received',
  'capture_method',
  'client_secret',
  'currency',
  'customer',
  'description',
  'latest_charge',
  'metadata',
  'receipt_email',
  'setup_future_usage',
  'status',
] as const
const lastingOf = (shown: Body): Body => Object.fromEntries(lasting.map((name) => [name, shown[name] ?? null]))

const lookTwice = async (at: At): Promise<void> => {
  const { data } = (await at.call('/v1/events?limit=100')) as { data: Body[] }
  assert.ok(data.length > 20)
}

/** What nobody heard of then is told now: the endpoint moves to a receiver that is there, with the secret of then. */
async function heard(gateway: TestGateway, { left }: Dump, nowMs: () => number, wait: (ms: number) => void) {
  const secret = left['secret of the endpoint']
  if (left.endpoint === undefined || secret === undefined) return
  const receiver = await openReceiver()
  const url = `/v1/webhook_endpoints/${left.endpoint}`
  const moved = await request(gateway.url, url, { form: { url: receiver.url } })
  assert.equal(moved.status, 200, moved.text)
  await gateway.deliver()
  wait(4 * 3_600_000)
  await gateway.deliver()
  const told = receiver.received.map((one) => verified(one, secret, nowMs()))
  const paid = told.filter(({ data }) => (data.object as { id?: string }).id === left.paid).map(({ type }) => type)
  assert.deepEqual(paid, ['payment_intent.created', 'payment_intent.succeeded'])
}

for (const name of dumps()) {
  const dump = readDump(name)
  test(`data of ${dump.release} is opened, audited, and goes on`, async (t) => {
    const connection = await emptyDatabase()
    await restore(connection, dump)
    await migrate(connection)
    const pool = createPool(connection, 2)
    t.after(() => pool.end())
    const rightBooks = async () => assert.deepEqual((await audit(pool, registry)).faults, [])
    await rightBooks()

    const began = Date.now()
    let moved = 0
    const wallMs = () => dump.taken + Date.now() - began + moved
    const gateway = await openGateway({ connection, wallMs })
    const call: At['call'] = async (path, form) => {
      const answer = await request(gateway.url, path, form === undefined ? {} : { form, method: 'POST' })
      assert.ok(answer.status < 300, `${path}: ${answer.status} ${answer.text}`)
      return answer.body
    }
    const at: At = { gateway, call }
    await lookTwice(at)
    for (const [id, shown] of Object.entries(dump.shown))
      assert.deepEqual(lastingOf(await call(payment(id))), lastingOf(shown))
    // The same request with the same key is answered as it was then.
    const again = await request(gateway.url, '/v1/payment_intents', {
      form: { amount: 2000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa', metadata: { order: '1' } },
      headers: { 'idempotency-key': 'paid-once' },
    })
    assert.equal(again.body.id, dump.left.paid)
    const play = async (table: readonly Row[]) => {
      for (const [left, act, comes, before] of table) {
        const id = dump.left[left]
        if (id !== undefined && (before === undefined || dump.release < before))
          assert.deepEqual(await act(id, at), comes, left)
      }
    }
    await play(rows)
    await heard(gateway, dump, wallMs, (ms) => {
      moved += ms
    })
    for (let day = 0; day < 15; day++) {
      moved += 86_400_000
      await gateway.sweep()
    }
    await play(later)
    await rightBooks()
  })
}
