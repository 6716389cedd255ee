/**
 * Ojire's flows, as its documents' menu names them: what the merchant's server sends, what the payer does, what the merchant
 * is told, and what the books have of it. Each runs over HTTP in a sandbox of its own.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ojire } from '../../src/dialects/ojire/index.ts'
import { assertShown, type ForeignCall, type ForeignReply, foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { openReceiver } from '../support/receiver.ts'

const gateway = await openGateway()

/** A step and the intent's status after it; `…` has nothing to be looked at. */
type Step = readonly [does: string, status: string]
type Flow = {
  readonly title: string
  readonly make: Readonly<Record<string, unknown>>
  readonly steps: readonly Step[]
  /** Of each callback: status, method and bank. */
  readonly told: readonly string[]
  /** Whole rupiah: amount and fee of each line, oldest first; and what is left. */
  readonly books: readonly string[]
  readonly left: number
}

const guest = { amount: 150_000, currency: 'IDR', metadata: { orderId: 'order-1' } }
const known = { ...guest, customerId: 'customer_test_123', merchantId: '6d2c8d8e-7c26-4c40-b6f8-0f4f5a3f7c11' }
/** 2.9 %, and 30 sen. */
const paid = 'charge 150000 fee 4350.3'

const flows: readonly Flow[] = [
  {
    title: 'saved card: saved with the first payment, asked for its code with the next',
    make: known,
    steps: [
      ['card 4242424242424242 and save', 'succeeded'],
      ['make another', 'created'],
      ['saved card without its code', '400 cvv'],
      ['saved card with its code', 'succeeded'],
    ],
    told: ['PAID CC null', 'PAID CC null'],
    books: [paid, paid],
    left: 291_299.4,
  },
  {
    title: 'guest: a card, challenged',
    make: guest,
    steps: [
      ['card 4000002760003184', 'pending'],
      ['challenge complete', 'succeeded'],
    ],
    told: ['PAID CC null'],
    books: [paid],
    left: 145_649.7,
  },
  {
    title: 'guest: the payer fails the challenge, is declined, and pays with another card',
    make: guest,
    steps: [
      ['card 4000002760003184', 'pending'],
      ['challenge fail', 'failed'],
      ['card 4000000000009995', 'failed'],
      ['card 4242424242424242', 'succeeded'],
    ],
    told: ['FAILED CC null', 'FAILED CC null', 'PAID CC null'],
    books: [paid],
    left: 145_649.7,
  },
  {
    title: 'QRIS',
    make: guest,
    steps: [
      ['QRIS', 'pending'],
      ['payer succeed', 'succeeded'],
    ],
    told: ['PAID QRIS null'],
    books: [paid],
    left: 145_649.7,
  },
  {
    title: 'QRIS, not scanned within the hour; then a virtual account',
    make: guest,
    steps: [
      ['QRIS', 'pending'],
      ['an hour passes', 'expired'],
      ['VA BNI', 'pending'],
      ['payer succeed', 'succeeded'],
    ],
    told: ['EXPIRED QRIS null', 'PAID VA BNI'],
    books: [paid],
    left: 145_649.7,
  },
  {
    title: 'virtual account',
    make: guest,
    steps: [
      ['VA BCA', 'pending'],
      ['payer succeed', 'succeeded'],
    ],
    told: ['PAID VA BCA'],
    books: [paid],
    left: 145_649.7,
  },
  {
    title: 'WeChat Pay',
    make: guest,
    steps: [
      ['WECHATPAY', 'pending'],
      ['payer succeed', 'succeeded'],
    ],
    told: ['PAID WECHATPAY WECHATPAY'],
    books: [paid],
    left: 145_649.7,
  },
  {
    title: 'Alipay, insufficient funds; then it is paid',
    make: guest,
    steps: [
      ['ALIPAY', 'pending'],
      ['payer insufficient_funds', 'failed'],
      ['ALIPAY', 'pending'],
      ['payer succeed', 'succeeded'],
    ],
    told: ['FAILED ALIPAY ALIPAY', 'PAID ALIPAY ALIPAY'],
    books: [paid],
    left: 145_649.7,
  },
]

type Made = { readonly id: string; readonly clientSecret: string; readonly customerToken?: string }

for (const flow of flows) {
  test(`flow · ${flow.title}`, async () => {
    const key = await gateway.sandbox()
    const native = foreignClient(gateway.url, { authorization: `Bearer ${key}` })
    const { body: publishable } = await native('POST', '/v1/api_keys', { type: 'publishable' })
    const server = foreignClient(`${gateway.url}/ojire`, { 'x-secret-key': key })
    const payer = foreignClient(`${gateway.url}/ojire`, { 'x-public-key': publishable.secret ?? publishable.key })
    const receiver = await openReceiver()
    const hook = { url: receiver.url, enabled_events: ['*'], format: 'ojire', secret: key }
    assert.equal((await native('POST', '/v1/webhook_endpoints', hook)).status, 200)
    const made = await server('POST', '/v1/payment-intents', flow.make)
    assert.equal(made.status, 200, made.text)
    let intent = made.body as Made
    const told: string[] = []
    for (const [does, expected] of flow.steps) {
      const [verb = '', what = ''] = does.split(' ')
      if (does === 'make another') intent = (await server('POST', '/v1/payment-intents', flow.make)).body
      else if (verb === 'challenge') await challenge(native, what)
      else if (verb === 'payer') await act(native, what)
      else if (verb === 'an') await gateway.advance(3_601_000)
      else {
        const answer = await pay(does, intent, payer)
        const [status, field] = expected.split(' ')
        if (field !== undefined) {
          assert.equal(answer.status, Number(status), answer.text)
          assert.equal(answer.body.error.fields[0].field, field)
          continue
        }
        assert.equal(answer.status, 200, `${does}: ${answer.text}`)
        assertShown(answer.body, ojire.answers.confirmedIntent?.fields ?? {})
        assert.equal(answer.body.status, expected, does)
      }
      const { body } = await server('GET', `/v1/payment-intents/${intent.id}`)
      assert.equal(body.status, expected, does)
      await gateway.deliver()
      for (const { body: text } of receiver.take()) {
        const { data } = JSON.parse(text)
        assert.equal(data.partnerReferenceNo, 'order-1')
        told.push(`${data.status} ${data.paymentMethod} ${data.bank}`)
      }
    }
    assert.deepEqual(told, flow.told)
    const { body: lines } = await native('GET', '/v1/balance_transactions')
    const books = (lines.data as { type: string; amount: number; fee: number }[])
      .reverse()
      .map(({ type, amount, fee }) => `${type} ${amount / 100} fee ${fee / 100}`)
    assert.deepEqual(books, flow.books)
    const { body: balance } = await native('GET', '/v1/balance')
    assert.equal(balance.pending[0].amount / 100 + (balance.available[0]?.amount ?? 0) / 100, flow.left)
  })
}

const newest = async (
  native: ForeignCall,
): Promise<{ id: string; next_action: { redirect_to_url: { url: string } } }> =>
  (await native('GET', '/v1/payment_intents?limit=1')).body.data[0]

async function challenge(native: ForeignCall, result: string): Promise<void> {
  const { url } = (await newest(native)).next_action.redirect_to_url
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams({ result }), redirect: 'manual' })
  const back = await fetch(answer.headers.get('location') ?? '', { redirect: 'manual' })
  const status = result === 'complete' ? 'succeeded' : 'failed'
  assert.match(back.headers.get('location') ?? '', new RegExp(`/ojire/pay/[0-9a-f-]{36}\\?status=${status}$`))
}

async function act(native: ForeignCall, outcome: string): Promise<void> {
  const { id } = await newest(native)
  assert.equal((await native('POST', `/v1/test_helpers/payment_intents/${id}/simulate`, { outcome })).status, 200)
}

/** The payer's app or page: `card …`, `saved card …`, or a method of the documents. */
async function pay(does: string, { id, clientSecret, customerToken }: Made, payer: ForeignCall): Promise<ForeignReply> {
  const [verb = '', what] = does.split(' ')
  const confirm = (body: object) => payer('POST', `/v1/payment-intents/${id}/confirm`, { clientSecret, ...body })
  if (verb === 'card') {
    const card = { number: what, expMonth: 12, expYear: 2030, cvv: '123' }
    return await confirm({
      paymentMethod: 'CC',
      card,
      ...(does.endsWith('save') ? { customerToken, saveCard: true } : {}),
    })
  }
  if (verb !== 'saved') return await confirm({ paymentMethod: verb, ...(what === undefined ? {} : { bank: what }) })
  const { body } = await payer('GET', `/v1/payment-methods?customerToken=${customerToken}`)
  assertShown(body, ojire.answers.savedCard?.fields ?? {}, true)
  const [card] = body.data
  assert.equal(card.last4, '4242')
  const cvv = does.includes('with its') ? { cvv: '123' } : {}
  return await confirm({ paymentMethod: 'CC', customerToken, cardToken: card.cardToken, ...cvv })
}
