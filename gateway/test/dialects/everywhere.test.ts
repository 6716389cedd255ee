/** One payment, made through each API in turn and paid, is visible through every other and natively, in the words of each. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sessionIds } from '../../src/dialects/harsya/ids.ts'
import { ojireIntentIds as ojireIds } from '../../src/dialects/ojire/ids.ts'
import { orqexIntentIds as orqexIds } from '../../src/dialects/orqex/ids.ts'
import { ids as wooshpayIds } from '../../src/dialects/wooshpay/ids.ts'
import { foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { harsyaAt, harsyaDocumented } from '../support/harsya.ts'

const gateway = await openGateway()
const bearer = { authorization: `Bearer ${gateway.key}` }
const at = (path: string, headers: Record<string, string>) => foreignClient(gateway.url + path, headers)
const native = at('', bearer)
const ojire = at('/ojire', { 'x-secret-key': gateway.key })
const orqex = at('/orqex', bearer)
const wooshpay = at('/wooshpay', { authorization: `Basic ${btoa(`${gateway.key}:`)}` })
const shop = at('/shop', { 'x-api-key': gateway.key, authorization: 'Bearer shop_demo_user' })
const { call: harsya } = await harsyaAt(gateway)

/** How each API shows a payment: its status, its amount and its currency, in its own words and units. */
const shown: Readonly<Record<string, (id: string) => Promise<unknown[]>>> = {
  native: async (id) => {
    const { body } = await native('GET', `/v1/payment_intents/${id}`)
    return [body.status, body.amount, body.currency]
  },
  ojire: async (id) => {
    const { body } = await ojire('GET', `/v1/payment-intents/${ojireIds.of(id)}`)
    return [body.status, body.amount, body.currency]
  },
  orqex: async (id) => {
    const { body } = await orqex('GET', `/v1/payment/intents/${orqexIds.of(id)}`)
    return [body.data.status, body.data.amount.value, body.data.amount.currency]
  },
  wooshpay: async (id) => {
    const { body } = await wooshpay('GET', `/v1/payment_intents/${wooshpayIds.payment_intent.of(id)}`)
    return [body.status, body.amount, body.currency]
  },
  harsya: async (id) => {
    const { body } = await harsya('GET', `/v2/payments/${sessionIds.of(id)}`)
    return [body.data.status, body.data.amount.value, body.data.amount.currency]
  },
  shop: async (id) => {
    const { body } = await shop('GET', `/api/v1/shop/payment-intents/${id}`)
    return [body.data.status, body.data.amount, body.data.currency]
  },
}

/** 20,000 rupiah, made through each API that takes them. */
const made: Readonly<Record<string, () => Promise<{ status: number; text: string }>>> = {
  native: () => native('POST', '/v1/payment_intents', { amount: 2_000_000, currency: 'idr' }),
  ojire: () => ojire('POST', '/v1/payment-intents', { amount: 20_000, currency: 'IDR' }),
  orqex: () =>
    orqex('POST', '/v1/payment/intents', {
      amount: 20_000,
      currency: 'IDR',
      description: 'Order 7',
      customer: { email: 'ada@example.com', first_name: 'Ada', last_name: 'L' },
    }),
  wooshpay: () => wooshpay('POST', '/v1/payment_intents', { amount: 2_000_000, currency: 'IDR' }),
  harsya: () => {
    const { expiryAt: _, ...session } = harsyaDocumented
    return harsya('POST', '/v2/payments', { ...session, autoConfirm: false })
  },
}

const waiting = {
  native: [2_000_000, 'idr'],
  ojire: [20_000, 'IDR'],
  orqex: [2_000_000, 'IDR'],
  wooshpay: [2_000_000, 'IDR'],
  harsya: [20_000, 'IDR'],
  shop: ['20000.00', 'idr'],
} as const
const paidWords = {
  native: 'succeeded',
  ojire: 'succeeded',
  orqex: 'completed',
  wooshpay: 'succeeded',
  harsya: 'PAID',
  shop: 'succeeded',
} as const

for (const [api, make] of Object.entries(made))
  test(`a payment of ${api} is seen by all of them, before and after it is paid`, async () => {
    const answer = await make()
    assert.ok(answer.status < 300, answer.text)
    const { body } = await native('GET', '/v1/payment_intents?limit=1')
    const { id } = body.data[0] as { id: string }
    for (const [name, look] of Object.entries(shown)) {
      const [, ...money] = await look(id)
      assert.deepEqual(money, waiting[name as keyof typeof waiting], name)
    }
    const paid = await native('POST', `/v1/payment_intents/${id}/confirm`, {
      payment_method_data: { type: 'virtual_account', virtual_account: { channel: 'permata' } },
    })
    assert.equal(paid.status, 200, paid.text)
    await native('POST', `/v1/test_helpers/payment_intents/${id}/simulate`, { outcome: 'succeed' })
    for (const [name, look] of Object.entries(shown)) {
      const [status] = await look(id)
      assert.equal(status, paidWords[name as keyof typeof paidWords], name)
    }
  })
