/** Accounts that can do some things: what goes through which, and what is refused before anything is written. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Capabilities } from '../../src/contracts/capabilities.ts'
import { openGateway } from '../support/gateway.ts'
import { acme, everyVerb, liveMerchant, openProcessor } from '../support/processor.ts'

const processor = await openProcessor()
/** Cards, whole payments, two currencies; and QR codes in one, without a way back. */
const choosy: Capabilities = {
  methods: {
    card: { verbs: ['authorise', 'capture', 'void', 'refund', 'verify'], currencies: ['eur', 'sgd'], parts: [] },
    qris: { verbs: ['authorise'], currencies: ['idr'], parts: [] },
  },
}
const gateway = await openGateway({
  connectors: [acme('acme', () => processor.url, everyVerb), acme('choosy', () => processor.url, everyVerb, choosy)],
})

const number = '4539578763621486'
const payment_method_data = { type: 'card', card: { number, exp_month: 12, exp_year: 2040, cvc: '123' } }
const pay = { amount: 2000, currency: 'eur', confirm: true, payment_method_data }
const errorOf = (body: Record<string, unknown>) => body.error as { code: string; message: string }

const openCalls = async (env: string) =>
  (await gateway.pool.query("select 1 from due_work where env = $1 and kind = 'call'", [env])).rowCount
const events = async (env: string) =>
  (await gateway.pool.query<{ count: number }>('select count(*)::int as count from events where env = $1', [env]))
    .rows[0]?.count

test('what an account cannot do with a method, a currency or a part is refused before anything is written', async () => {
  const { env, call } = await liveMerchant(gateway, [{ id: 'main', connector: 'choosy' }])
  const paid = (await call('/v1/payment_intents', pay)).body
  const held = (await call('/v1/payment_intents', { ...pay, capture_method: 'manual' })).body
  const wide = { request_multicapture: 'if_available', request_overcapture: 'if_available' }
  const several = { ...pay, capture_method: 'manual', payment_method_options: { card: wide } }
  const open = (await call('/v1/payment_intents', several)).body
  assert.deepEqual([paid.status, held.status, open.status], ['succeeded', 'requires_capture', 'requires_capture'])
  const before = await events(env)
  for (const [path, form, words] of [
    ['/v1/payment_intents', { ...pay, currency: 'usd' }, /cannot take payments in USD/],
    [
      '/v1/payment_intents',
      {
        amount: 20_000,
        currency: 'idr',
        confirm: true,
        payment_method_data: { type: 'ovo', ovo: { phone: '+6281234567890' } },
        return_url: 'https://a.example',
      },
      /cannot take payments by ovo/,
    ],
    [`/v1/payment_intents/${held.id}/capture`, { amount_to_capture: 500 }, /capture a part/],
    [`/v1/payment_intents/${open.id}/capture`, { amount_to_capture: 500, final_capture: false }, /in several parts/],
    [`/v1/payment_intents/${held.id}/increment_authorization`, { amount: 2500 }, /raise an authorisation/],
    ['/v1/refunds', { payment_intent: paid.id, amount: 500 }, /refund a part/],
  ] as const) {
    const { status, body, text } = await call(path, form)
    assert.deepEqual([path, status, errorOf(body)?.code], [path, 400, 'connector_capability_missing'], text)
    assert.match(errorOf(body).message, words)
  }
  assert.deepEqual([await events(env), await openCalls(env)], [before, 0], 'nothing was written')
  assert.equal((await call(`/v1/payment_intents/${held.id}/capture`, {})).body.status, 'succeeded')
  assert.equal((await call('/v1/refunds', { payment_intent: paid.id })).body.status, 'succeeded')
})

test('a payment goes through the first account that can do it', async () => {
  const { call } = await liveMerchant(gateway, [
    { id: 'main', connector: 'choosy' },
    { id: 'spare', connector: 'acme' },
  ])
  const accounts = async () =>
    (
      await gateway.pool.query<{ account: string }>(
        "select doc->>'connector_account' as account from charges order by id desc limit 1",
      )
    ).rows[0]?.account
  for (const [currency, account] of [
    ['eur', 'main'],
    ['usd', 'spare'],
  ] as const) {
    assert.equal((await call('/v1/payment_intents', { ...pay, currency })).body.status, 'succeeded')
    assert.equal(await accounts(), account)
  }
})
