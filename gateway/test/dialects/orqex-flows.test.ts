/** Orqex's flows as a merchant's code drives them, each step with its words, and the money in the books at the end. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { orqex } from '../../src/dialects/orqex/index.ts'
import { assertShown, type ForeignReply, foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { openReceiver } from '../support/receiver.ts'

const gateway = await openGateway()
const fields = (answer: string) => orqex.answers[answer]?.fields ?? {}
const second = 1000
const hour = 3_600_000

const order = {
  amount: 2500,
  currency: 'XOF',
  description: 'Order 1024',
  customer: { email: 'ama@example.com', first_name: 'Ama', last_name: 'Mensah', country: 'CI' },
}
const wallet = (method_code: string, number: string, country = 'CI') => ({ method_code, country, phone: { number } })
const mtn = (number = '+2250504123456') => wallet('momo_mtn', number)
const orange = wallet('momo_orange', '+2250707123456')

/** A merchant with a sandbox of its own; `natively` plays what is no call of Orqex's. */
async function open() {
  const key = await gateway.sandbox()
  const authorization = `Bearer ${key}`
  return {
    call: foreignClient(`${gateway.url}/orqex/v1`, { authorization }),
    natively: foreignClient(`${gateway.url}/v1`, { authorization }),
  }
}
type Merchant = Awaited<ReturnType<typeof open>>

/** Our id of the newest payment, for the hands that play its payer. */
const newest = async ({ natively }: Merchant): Promise<string> =>
  (await natively('GET', '/payment_intents?limit=1')).body.data[0].id

const payer = async (merchant: Merchant, outcome: string): Promise<void> => {
  const id = await newest(merchant)
  const played = await merchant.natively('POST', `/test_helpers/payment_intents/${id}/simulate`, { outcome })
  assert.equal(played.status, 200, played.text)
}

/** What a step does, and how the intent and its last attempt stand after it. */
type Step = readonly [what: string, act: (at: Flow) => Promise<unknown>, stands: string]
type Flow = Merchant & { readonly id: () => string; readonly made: { reply: ForeignReply | null } }

const at = (flow: Flow, path = ''): string => `/payment/intents/${flow.id()}${path}`
const create = (body: object) => async (flow: Flow) => {
  const reply = await flow.call('POST', '/payment/intents', body)
  assert.equal(reply.status, 201, reply.text)
  flow.made.reply = reply
}
const attempt =
  (body: object, path = '/attempts') =>
  async (flow: Flow) => {
    const reply = await flow.call('POST', at(flow, path), body)
    assert.equal(reply.status, 201, reply.text)
    assertShown(reply.body, fields(path === '/attempts' ? 'attempt' : 'paymentIntent'))
  }
const authorize = (body: object) => async (flow: Flow) => {
  const reply = await flow.call('POST', at(flow, '/authorize'), body)
  assert.equal(reply.status, 200, reply.text)
  assertShown(reply.body, fields('paymentIntent'))
}
const confirm = (body: object) => async (flow: Flow) => {
  const { body: intent } = await flow.call('GET', at(flow))
  const reply = await flow.call('POST', at(flow, `/attempts/${intent.data.active_attempt.id}/confirm`), body)
  assert.equal(reply.status, 200, reply.text)
  assertShown(reply.body, fields('attempt'))
}
const plays = (outcome: string) => (flow: Flow) => payer(flow, outcome)
const waits = (milliseconds: number) => () => gateway.advance(milliseconds)
const refund =
  (body: object, status = 201) =>
  async (flow: Flow) => {
    const reply = await flow.call('POST', at(flow, '/refunds'), body)
    assert.equal(reply.status, status, reply.text)
    if (status === 201) assertShown(reply.body, fields('refund'))
  }

/** Flows: the steps, the words of all attempts at the end (newest first), and the merchant's balance in the native API. */
const flows: Readonly<Record<string, { steps: readonly Step[]; attempts: readonly string[]; books: number }>> = {
  'mobile money, approved on the phone': {
    steps: [
      ['create', create(order), 'pending'],
      ['attempt', attempt(mtn()), 'pending action_required approve_on_phone *133#'],
      ['the payer approves', plays('succeed'), 'completed completed none'],
    ],
    attempts: ['momo_mtn completed'],
    books: 2500,
  },
  'in one call, and MTN tells five seconds later': {
    steps: [
      ['create with attempt', create({ ...order, attempt: mtn('46733123453') }), 'pending processing none'],
      ['five seconds', waits(6 * second), 'completed completed none'],
    ],
    attempts: ['momo_mtn completed'],
    books: 2500,
  },
  'a code that the operator sent, by authorize': {
    steps: [
      ['create', create({ ...order, attempt: orange }), 'pending action_required collect_otp #144*82#'],
      ['authorize', authorize({ otp: '123456' }), 'completed completed none'],
    ],
    attempts: ['momo_orange completed'],
    books: 2500,
  },
  'a wrong code fails the attempt; the next one has a right one, by confirm': {
    steps: [
      ['create', create({ ...order, attempt: orange }), 'pending action_required collect_otp #144*82#'],
      ['confirm', confirm({ otp: '111111' }), 'pending failed none INVALID_CODE'],
      ['attempt', attempt(orange, '/attempt'), 'pending action_required collect_otp #144*82#'],
      ['confirm', confirm({ confirmation_data: { otp: '123456' } }), 'completed completed none'],
    ],
    attempts: ['momo_orange completed', 'momo_orange failed'],
    books: 2500,
  },
  'the operator is away; another wallet pays': {
    steps: [
      ['create', create({ ...order, attempt: mtn('46733123450') }), 'pending failed none GATEWAY_UNAVAILABLE'],
      ['attempt', attempt(wallet('momo_moov', '+2250101123456')), 'pending action_required approve_on_phone *155#'],
      ['the payer approves', plays('succeed'), 'completed completed none'],
    ],
    attempts: ['momo_moov completed', 'momo_mtn failed'],
    books: 2500,
  },
  'the payer has no money, and comes back with some': {
    steps: [
      ['create', create({ ...order, attempt: mtn() }), 'pending action_required approve_on_phone *133#'],
      ['the account is empty', plays('insufficient_funds'), 'pending failed none INSUFFICIENT_BALANCE'],
      ['attempt', attempt(mtn()), 'pending action_required approve_on_phone *133#'],
      ['the payer approves', plays('succeed'), 'completed completed none'],
    ],
    attempts: ['momo_mtn completed', 'momo_mtn failed'],
    books: 2500,
  },
  'a redirect, left for another wallet': {
    steps: [
      [
        'create',
        create({ ...order, attempt: wallet('wallet_wave', '+2250707123456') }),
        'pending action_required redirect_to_url',
      ],
      ['attempt', attempt(mtn()), 'pending action_required approve_on_phone *133#'],
      ['the payer approves', plays('succeed'), 'completed completed none'],
    ],
    attempts: ['momo_mtn completed', 'wallet_wave cancelled'],
    books: 2500,
  },
  'nobody approves: the attempt fails, and a day later the payment': {
    steps: [
      ['create', create({ ...order, attempt: mtn() }), 'pending action_required approve_on_phone *133#'],
      ['five minutes', waits(6 * 60 * second), 'pending failed none ATTEMPT_EXPIRED'],
      ['a day', waits(24 * hour), 'failed failed none ATTEMPT_EXPIRED'],
    ],
    attempts: ['momo_mtn failed'],
    books: 0,
  },
  'never tried: expired': {
    steps: [
      ['create', create(order), 'pending'],
      ['a day', waits(25 * hour), 'expired'],
    ],
    attempts: [],
    books: 0,
  },
  'refunded in two parts': {
    steps: [
      ['create', create({ ...order, attempt: orange }), 'pending action_required collect_otp #144*82#'],
      ['authorize', authorize({ otp: '123456' }), 'completed completed none'],
      ['refund 1000', refund({ amount: 1000, reason: 'requested_by_customer' }), 'partially_refunded completed none'],
      ['refund too much', refund({ amount: 1501, reason: 'other' }, 422), 'partially_refunded completed none'],
      [
        'refund 1500',
        refund({ amount: 1500, reason: 'product_not_received', note: 'lost' }),
        'refunded completed none',
      ],
      ['refund again', refund({ amount: 1, reason: 'other' }, 422), 'refunded completed none'],
    ],
    attempts: ['momo_orange completed'],
    books: 0,
  },
  'a code to scan, in rupiah': {
    steps: [
      [
        'create',
        create({ ...order, amount: 25_000, currency: 'IDR', attempt: { method_code: 'qris' } }),
        'pending action_required scan_qr_code',
      ],
      ['the payer scans', plays('succeed'), 'completed completed none'],
    ],
    attempts: ['qris completed'],
    books: 2_500_000,
  },
}

/** The intent's word, its attempt's, the action with its USSD string, and the failure's code. */
function standing({ status, active_attempt: last }: ForeignReply['body']): string {
  if (last === null) return status
  const { type, dial_code } = last.next_action
  return [status, last.status, type, dial_code, last.failure?.code].filter((part) => part != null).join(' ')
}

/** What of the merchant's balance is gross: net and fees, refunds taken off. */
async function booked({ natively }: Merchant): Promise<number> {
  const { body } = await natively('GET', '/balance_transactions?limit=100')
  return body.data.reduce((sum: number, { amount }: { amount: number }) => sum + amount, 0)
}

for (const [title, { steps, attempts, books }] of Object.entries(flows))
  test(title, async () => {
    const merchant = await open()
    const made: Flow['made'] = { reply: null }
    const flow: Flow = { ...merchant, made, id: () => made.reply?.body.data.id }
    for (const [what, act, stands] of steps) {
      await act(flow)
      const { body } = await flow.call('GET', at(flow))
      assert.equal(standing(body.data), stands, what)
      assertShown(body, fields('paymentIntent'))
    }
    const { body: list } = await flow.call('GET', at(flow, '/attempts'))
    assertShown(list, fields('attempts'))
    assert.deepEqual(
      list.data.map(({ method, status }: { method: { value: string }; status: string }) => `${method.value} ${status}`),
      attempts,
    )
    for (const one of list.data) {
      assert.deepEqual((await flow.call('GET', at(flow, `/attempts/${one.id}`))).body.data, one)
      assert.equal(one.completed_at !== null, one.status === 'completed', one.status)
      assert.equal(one.failed_at !== null, one.status === 'failed', one.status)
      assert.equal(one.failure !== null, one.status === 'failed', one.status)
    }
    assert.equal(await booked(merchant), books)
  })

test('the first gateway is out of order: a second attempt, is_fallback, goes through the backup in the same call', async () => {
  const merchant = await open()
  const { call, natively } = merchant
  await call('POST', '/payment/intents', order)
  const { rows } = await gateway.pool.query<{ env: string }>('select env from payment_intents where id = $1', [
    await newest(merchant),
  ])
  const env = rows[0]?.env ?? ''
  const accounts = ['simulator', 'spare'].map((id) => ({ id, connector: 'simulator', seed: `${env}/${id}` }))
  await gateway.pool.query('update environments set doc = $2 where env = $1', [
    env,
    JSON.stringify({ connector_accounts: accounts }),
  ])
  gateway.access.forget()
  const fault = { on: 'authorise', do: 'out_of_order', connector_account: 'simulator' }
  assert.equal((await natively('POST', '/test_helpers/faults', fault)).status, 200)
  const receiver = await openReceiver()
  const made = await call('POST', '/payment/intents', { ...order, webhook_url: receiver.url, attempt: mtn() })
  assert.equal(standing(made.body.data), 'pending action_required approve_on_phone *133#')
  assert.equal(made.body.data.active_attempt.is_fallback, true)
  await payer(merchant, 'succeed')
  const { body } = await call('GET', `/payment/intents/${made.body.data.id}`)
  assert.equal(standing(body.data), 'completed completed none')
  const { body: list } = await call('GET', `/payment/intents/${made.body.data.id}/attempts`)
  assert.deepEqual(
    list.data.map((one: { status: string; is_fallback: boolean; failure: { code: string } | null }) => [
      one.status,
      one.is_fallback,
      one.failure?.code ?? null,
    ]),
    [
      ['completed', true, null],
      ['failed', false, 'GATEWAY_UNAVAILABLE'],
    ],
  )
  const { body: record } = await call(
    'GET',
    `/payment/intents/${made.body.data.id}/attempts/${list.data[1].id}/inspect`,
  )
  assert.deepEqual([record.data.gateway, record.data.payload.status], ['simulator', 'failed'])
  assert.equal(await booked(merchant), 2500)
  await gateway.deliver()
  const told = receiver.take().map(({ body: text }) => JSON.parse(text))
  assert.deepEqual(
    told.map(({ event, payment, attempt: one }) => `${event} ${payment.status} ${one.is_fallback}`).sort(),
    [
      'payment.attempt.action_required pending true',
      'payment.attempt.completed completed true',
      'payment.attempt.failed pending false',
      'payment.completed completed true',
    ],
  )
})
