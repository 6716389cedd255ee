/**
 * Flows of a shop's order, through its own calls and the official client with the client secret, down to the books; and the
 * same calls at the same moment.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type Stripe from 'stripe'
import { seedOrder } from '../../src/app/shop-demo.ts'
import { officialClient } from '../client/client.ts'
import { freshDatabase } from '../support/database.ts'
import { foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'

const connection = await freshDatabase()
const gateway = await openGateway({ connection })
await seedOrder(gateway)
const asUser = foreignClient(`${gateway.url}/shop`, {
  'x-api-key': 'shop_demo_key',
  authorization: 'Bearer shop_demo_user',
})
const asShop = foreignClient(`${gateway.url}/shop`, { 'x-api-key': 'shop_demo_key' })
const native = foreignClient(gateway.url, { authorization: `Bearer ${gateway.key}` })
const merchant = officialClient(gateway.url, gateway.key)
const browser = officialClient(gateway.url, gateway.publishable)

/** What a flow knows of its order. */
type Cart = { readonly order_id: number; id: string; client_secret: string }

async function cart(): Promise<Cart> {
  const line_items = [{ name: 'Main product 2', amount: 5600, quantity: 2 }]
  const { body } = await native('POST', '/v1/orders', { currency: 'usd', user: 'demo', line_items })
  return { order_id: body.order_id, id: '', client_secret: '' }
}

const price = async (of: Cart) => {
  const reply = await asUser('POST', `/api/v1/shop/orders/${of.order_id}/payment-intent`)
  const { data } = reply.body
  if (reply.status !== 200) return String(reply.status)
  Object.assign(of, { id: data.id, client_secret: data.client_secret })
  return `200 ${data.status} ${data.amount}`
}
const mark = async ({ order_id }: Cart) => {
  const { status, body } = await asShop('POST', `/api/v1/shop/orders/${order_id}/payment`)
  return status === 200 ? `200 ${body.data.status} ${body.data.amount}` : String(status)
}
const order = async ({ order_id }: Cart) => {
  const { data } = (await asShop('GET', `/api/v1/shop/orders/${order_id}`)).body
  return `${data.status} ${data.payment_status} ${data.amount_refunded}`
}
const attach = (card: string) => async (of: Cart) =>
  (await merchant.paymentIntents.update(of.id, { payment_method: `pm_card_${card}` })).status
/** The customer's page: a publishable key and the client secret. */
const confirm =
  (more: { payment_method?: string; return_url?: string } = {}) =>
  async ({ id, client_secret }: Cart) =>
    // The client's types leave out what only browsers send.
    await browser.paymentIntents.confirm(id, { client_secret, ...more } as Stripe.PaymentIntentConfirmParams).then(
      ({ status }) => status as string,
      ({ code }: { code?: string }) => code ?? '',
    )
const challenge = (result: 'complete' | 'fail') => async (of: Cart) => {
  const { next_action } = await merchant.paymentIntents.retrieve(of.id)
  await fetch(next_action?.redirect_to_url?.url ?? '', {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ result }),
  })
  return (await merchant.paymentIntents.retrieve(of.id)).status
}
const refund = (amount?: number) => async (of: Cart) =>
  (await merchant.refunds.create({ payment_intent: of.id, ...(amount === undefined ? {} : { amount }) })).status ?? ''
const cancel = async (of: Cart) => (await merchant.paymentIntents.cancel(of.id)).status
const capture = async (of: Cart) => (await merchant.paymentIntents.capture(of.id)).status
const holdOnly = async (of: Cart) =>
  (await merchant.paymentIntents.update(of.id, { capture_method: 'manual' })).capture_method
/** What the books say of this payment, newest first: type, amount, fee. */
const books = async (of: Cart) => {
  const { latest_charge } = await merchant.paymentIntents.retrieve(of.id)
  if (latest_charge === null) return 'nothing'
  const refunds = (await merchant.refunds.list({ payment_intent: of.id })).data.map(({ id }) => id)
  const lines = []
  for (const source of [...refunds, String(latest_charge)])
    for (const { type, amount, fee } of (await merchant.balanceTransactions.list({ source })).data)
      lines.push(`${type} ${amount} −${fee}`)
  return lines.length === 0 ? 'nothing' : lines.join(' · ')
}

type Step = readonly [what: string, does: (of: Cart) => Promise<string>, gives: string]
const payment = 'charge 11200 −355'

const flows: Readonly<Record<string, readonly Step[]>> = {
  "an order paid through the client's update and confirm": [
    ['price the order', price, '200 requires_payment_method 112.00'],
    ['not paid yet', mark, '409'],
    ['the client updates', attach('visa'), 'requires_confirmation'],
    ['priced again', price, '200 requires_confirmation 112.00'],
    ['still not paid', mark, '409'],
    ['the page confirms', confirm(), 'succeeded'],
    ['nobody has said so yet', order, 'open paid 0.00'],
    ['priced again', price, '200 succeeded 112.00'],
    ['mark it paid', mark, '200 succeeded 112.00'],
    ['mark it again', mark, '200 succeeded 112.00'],
    ['the order', order, 'paid paid 0.00'],
    ['it is not paid twice', price, '409'],
    ['books', books, payment],
  ],
  'declined, then paid with another card': [
    ['price the order', price, '200 requires_payment_method 112.00'],
    ['the page confirms', confirm({ payment_method: 'pm_card_visa_chargeDeclined' }), 'card_declined'],
    ['not paid', mark, '409'],
    ['the order', order, 'open failed 0.00'],
    ['the same intent again', price, '200 requires_payment_method 112.00'],
    ['another card', confirm({ payment_method: 'pm_card_mastercard' }), 'succeeded'],
    ['mark it paid', mark, '200 succeeded 112.00'],
    ['books', books, payment],
  ],
  'the payer authenticates': [
    ['price the order', price, '200 requires_payment_method 112.00'],
    [
      'the page confirms',
      confirm({ payment_method: 'pm_card_authenticationRequired', return_url: 'https://shop.example/done' }),
      'requires_action',
    ],
    ['not paid', mark, '409'],
    ['the order', order, 'open pending 0.00'],
    ['the challenge', challenge('complete'), 'succeeded'],
    ['mark it paid', mark, '200 succeeded 112.00'],
    ['books', books, payment],
  ],
  'held, then captured': [
    ['price the order', price, '200 requires_payment_method 112.00'],
    ['only hold it', holdOnly, 'manual'],
    ['the page confirms', confirm({ payment_method: 'pm_card_visa' }), 'requires_capture'],
    ['held is not paid', mark, '409'],
    ['the order', order, 'open authorised 0.00'],
    ['books', books, 'nothing'],
    ['capture', capture, 'succeeded'],
    ['mark it paid', mark, '200 succeeded 112.00'],
    ['books', books, payment],
  ],
  'paid, and sent back in two parts': [
    ['price the order', price, '200 requires_payment_method 112.00'],
    ['the page confirms', confirm({ payment_method: 'pm_card_visa' }), 'succeeded'],
    ['mark it paid', mark, '200 succeeded 112.00'],
    ['a part goes back', refund(1200), 'succeeded'],
    ['the order', order, 'paid partially_refunded 12.00'],
    ['the rest goes back', refund(), 'succeeded'],
    ['the order', order, 'paid refunded 112.00'],
    ['books', books, `refund -10000 −0 · refund -1200 −0 · ${payment}`],
  ],
  'sent back before it was marked': [
    ['price the order', price, '200 requires_payment_method 112.00'],
    ['the page confirms', confirm({ payment_method: 'pm_card_visa' }), 'succeeded'],
    ['all of it goes back', refund(), 'succeeded'],
    ['no longer paid', mark, '409'],
    ['the order', order, 'open refunded 112.00'],
    ['books', books, `refund -11200 −0 · ${payment}`],
  ],
  'canceled, priced anew and paid': [
    ['price the order', price, '200 requires_payment_method 112.00'],
    ['canceled', cancel, 'canceled'],
    ['not paid', mark, '409'],
    ['priced anew', price, '200 requires_payment_method 112.00'],
    ['the page confirms', confirm({ payment_method: 'pm_card_visa' }), 'succeeded'],
    ['mark it paid', mark, '200 succeeded 112.00'],
    ['books', books, payment],
  ],
}

for (const [name, steps] of Object.entries(flows))
  test(`flow: ${name}`, async () => {
    const of = await cart()
    for (const [at, [what, does, gives]] of steps.entries())
      assert.equal(await does(of), gives, `step ${at + 1}: ${what}`)
  })

const together = async <T>(count: number, work: () => Promise<T>): Promise<T[]> =>
  await Promise.all(Array.from({ length: count }, work))
const intentsOf = async (order_id: number): Promise<number> => {
  const { rows } = await gateway.pool.query<{ n: string }>(
    "select count(*)::text as n from payment_intents where metadata::jsonb->>'order_id' = $1",
    [String(order_id)],
  )
  return Number(rows[0]?.n)
}
const factsOf = async (order_id: number, type: string): Promise<number> => {
  const { rows } = await gateway.pool.query<{ n: string }>(
    "select count(*)::text as n from events where object_id = $1 and fact->>'type' = $2",
    [`ord_${String(order_id).padStart(12, '0')}`, type],
  )
  return Number(rows[0]?.n)
}

test('the first call sixteen times at once makes one intent', async () => {
  for (let round = 0; round < 5; round++) {
    const { order_id } = await cart()
    const path = `/api/v1/shop/orders/${order_id}/payment-intent`
    const replies = await together(16, () => asUser('POST', path))
    assert.deepEqual(new Set(replies.map(({ status }) => status)), new Set([200]))
    assert.equal(new Set(replies.map(({ text }) => text)).size, 1)
    assert.equal(await intentsOf(order_id), 1)
    assert.equal(await factsOf(order_id, 'payment_requested'), 1)
  }
})

test('the third call sixteen times at once, while the payment is confirmed, marks it once', async () => {
  for (let round = 0; round < 5; round++) {
    const of = await cart()
    await price(of)
    const [, ...early] = await Promise.all([
      confirm({ payment_method: 'pm_card_visa' })(of),
      ...Array.from({ length: 16 }, () => mark(of)),
    ])
    for (const status of early) assert.match(status, /^(409|200 succeeded 112\.00)$/)
    assert.deepEqual(new Set(await together(16, () => mark(of))), new Set(['200 succeeded 112.00']))
    assert.equal(await factsOf(of.order_id, 'paid'), 1)
    assert.equal(await books(of), payment)
  }
})

test('the last mark and a full refund at once leave an order that tells what happened', async () => {
  for (let round = 0; round < 5; round++) {
    const of = await cart()
    await price(of)
    await confirm({ payment_method: 'pm_card_visa' })(of)
    const [marked] = await Promise.all([mark(of), refund()(of)])
    assert.equal(await order(of), marked === '409' ? 'open refunded 112.00' : 'paid refunded 112.00')
  }
})

test('sixteen orders at once get sixteen ids and numbers in a row', async () => {
  const before = await cart()
  const made = await together(16, () => native('POST', '/v1/orders', { currency: 'usd' }))
  const ids = made.map(({ body }) => body.order_id as number).sort((a, b) => a - b)
  assert.deepEqual(
    ids,
    Array.from({ length: 16 }, (_, at) => before.order_id + 1 + at),
  )
  assert.equal(new Set(made.map(({ body }) => body.order_number)).size, 16)
})

test('an order that is changed and priced at once asks for one of its two totals, and the next call for the last', async () => {
  for (let round = 0; round < 5; round++) {
    const of = await cart()
    await price(of)
    const id = `ord_${String(of.order_id).padStart(12, '0')}`
    const line_items = [{ name: 'Main product 2', amount: 5600, quantity: 3 }]
    const [changed, ...priced] = await Promise.all([
      native('POST', `/v1/orders/${id}`, { line_items }),
      ...Array.from({ length: 4 }, () => price(of)),
    ])
    assert.equal(changed.status, 200, changed.text)
    for (const answer of priced) assert.match(answer, /^200 requires_payment_method (112|168)\.00$/)
    assert.equal(await price(of), '200 requires_payment_method 168.00')
    assert.equal(await intentsOf(of.order_id), 1)
  }
})

test('two gateways on one database: first orders of a shop, prices and marks at the same moment', async () => {
  const second = await openGateway({ connection })
  const urls = [gateway.url, second.url]
  for (let round = 0; round < 3; round++) {
    const key = await gateway.sandbox()
    const everywhere = async (count: number, method: string, path: string, body?: unknown) =>
      await Promise.all(
        Array.from({ length: count }, (_, at) =>
          foreignClient(urls[at % 2] ?? '', { authorization: `Bearer ${key}` })(method, path, body),
        ),
      )
    const line_items = [{ name: 'Main product 2', amount: 5600, quantity: 2 }]
    const made = await everywhere(12, 'POST', '/v1/orders', { currency: 'usd', line_items })
    assert.deepEqual(
      made.map(({ body, text }) => body.order_id ?? text).sort((a, b) => a - b),
      Array.from({ length: 12 }, (_, at) => at + 1),
    )
    const id = 'ord_000000000007'
    const priced = await everywhere(8, 'POST', `/v1/orders/${id}/request_payment`)
    const intents = new Set(priced.map(({ body, text }) => body.payment_intent ?? text))
    assert.equal(intents.size, 1, [...intents].join('\n'))
    const [intent] = intents
    await everywhere(1, 'POST', `/v1/payment_intents/${intent}/confirm`, { payment_method: 'pm_card_visa' })
    const marked = await everywhere(8, 'POST', `/v1/orders/${id}/mark_paid`)
    assert.deepEqual(new Set(marked.map(({ body, text }) => body.status ?? text)), new Set(['paid']))
    assert.equal(new Set(marked.map(({ text }) => text)).size, 1)
  }
})
