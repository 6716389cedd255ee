/**
 * WooshPay's flows, as a cashier reads them: what the merchant sends, what the payer does, and what the books have of it. Each runs
 * over HTTP in a sandbox of its own.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wooshpay } from '../../src/dialects/wooshpay/index.ts'
import { assertShown, type ForeignCall, foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { basic, byCard, paying } from '../support/wooshpay.ts'

const gateway = await openGateway()
const fields = wooshpay.answers.paymentIntent?.fields ?? {}

/** A step and what comes of it: the status, the next action, and what 3DS has come to. */
type Step = readonly [does: string, status: string, action?: string | null, secure?: string | null]
type Flow = {
  readonly title: string
  readonly send: Readonly<Record<string, unknown>>
  readonly steps: readonly Step[]
  /** `charge 20.00 − 0.88`, oldest first; and what is left. */
  readonly books: readonly string[]
  readonly balance: string
}

const usd = { amount: 2000 }
const dana = paying({ amount: 5_000_000, currency: 'IDR', payment_method_data: { type: 'dana' } })

const flows: readonly Flow[] = [
  {
    title: 'card, nobody asks',
    send: byCard('4242424242424242', usd),
    steps: [['pay', 'succeeded', null, null]],
    books: ['charge 2000 fee 88'],
    balance: 'usd 1912',
  },
  {
    title: 'card, the device is recognised, and the payer passes the challenge',
    send: byCard('4000000000040065', usd),
    steps: [
      ['pay', 'requires_action', 'ddc_redirect', 'PENDING null'],
      ['browser: complete', 'requires_action', 'challenge_redirect', 'PENDING C'],
      ['browser: complete', 'succeeded', null, 'COMPLETED Y'],
      ['refund 500', 'succeeded', null, 'COMPLETED Y'],
    ],
    books: ['charge 2000 fee 88', 'refund -500 fee 0'],
    balance: 'usd 1412',
  },
  {
    title: 'card, the device is recognised, and the issuer is content',
    send: byCard('4000000000040073', usd),
    steps: [
      ['pay', 'requires_action', 'ddc_redirect', 'PENDING null'],
      ['browser: complete', 'succeeded', null, 'COMPLETED Y'],
    ],
    books: ['charge 2000 fee 88'],
    balance: 'usd 1912',
  },
  {
    title: 'card, frictionless',
    send: byCard('4000000032200000', { ...usd, payment_method_options: { card: { request_three_d_secure: 'any' } } }),
    steps: [['pay', 'succeeded', null, 'COMPLETED Y']],
    books: ['charge 2000 fee 88'],
    balance: 'usd 1912',
  },
  {
    title: 'card, the payer fails the challenge, then pays with another',
    send: byCard('4000000000040065', usd),
    steps: [
      ['pay', 'requires_action', 'ddc_redirect', 'PENDING null'],
      ['browser: complete', 'requires_action', 'challenge_redirect', 'PENDING C'],
      ['browser: fail', 'requires_payment_method', null, 'FAILED N'],
      ['confirm 4242424242424242', 'succeeded', null, null],
    ],
    books: ['charge 2000 fee 88'],
    balance: 'usd 1912',
  },
  {
    title: 'card, declined',
    send: byCard('4000000000009995', usd),
    steps: [['pay', 'requires_payment_method', null, null]],
    books: [],
    balance: '',
  },
  {
    title: 'card, challenged, and the server confirms again',
    send: byCard('4000000000040065', { ...usd, confirmation_method: 'manual' }),
    steps: [
      ['pay', 'requires_action', 'ddc_redirect', 'PENDING null'],
      ['browser: complete', 'requires_confirmation', null, 'COMPLETED Y'],
      ['confirm', 'requires_action', 'challenge_redirect', 'PENDING C'],
      ['browser: complete', 'requires_confirmation', null, 'COMPLETED Y'],
      ['confirm', 'succeeded', null, 'COMPLETED Y'],
    ],
    books: ['charge 2000 fee 88'],
    balance: 'usd 1912',
  },
  {
    title: 'card, held, and a part captured',
    send: byCard('4242424242424242', { ...usd, capture_method: 'manual' }),
    steps: [
      ['pay', 'requires_capture', null, null],
      ['capture 1500', 'succeeded', null, null],
    ],
    books: ['charge 1500 fee 74'],
    balance: 'usd 1426',
  },
  {
    title: 'card, held, and given up',
    send: byCard('4242424242424242', { ...usd, capture_method: 'manual' }),
    steps: [
      ['pay', 'requires_capture', null, null],
      ['cancel', 'canceled', null, null],
    ],
    books: [],
    balance: '',
  },
  {
    title: 'a redirect wallet: the payer pays',
    send: dana,
    steps: [
      ['pay', 'requires_action', 'dana_handle_redirect', null],
      ['wallet: succeed', 'succeeded', null, null],
    ],
    books: ['charge 5000000 fee 145030'],
    balance: 'idr 4854970',
  },
  {
    title: 'a redirect wallet: the payer declines, and tries again',
    send: dana,
    steps: [
      ['pay', 'requires_action', 'dana_handle_redirect', null],
      ['wallet: decline', 'requires_payment_method', null, null],
      ['confirm dana', 'requires_action', 'dana_handle_redirect', null],
      ['wallet: succeed', 'succeeded', null, null],
    ],
    books: ['charge 5000000 fee 145030'],
    balance: 'idr 4854970',
  },
  {
    title: 'a wallet without a name of its own is a plain redirect',
    send: paying({ amount: 5000, currency: 'MYR', payment_method_data: { type: 'grabpay' } }),
    steps: [
      ['pay', 'requires_action', 'redirect_to_url', null],
      ['wallet: succeed', 'succeeded', null, null],
    ],
    books: ['charge 5000 fee 175'],
    balance: 'myr 4825',
  },
  {
    title: 'a code that the payer scans',
    send: paying({ amount: 5000, currency: 'CNY', payment_method_data: { type: 'wechat_pay' } }),
    steps: [
      ['pay', 'requires_action', 'wechat_pay_display_qr_code', null],
      ['cancel', 'canceled', null, null],
    ],
    books: [],
    balance: '',
  },
]

type Shown = Readonly<Record<string, unknown>> & { readonly id: string; readonly status: string }
const actionUrl = ({ next_action: action }: Shown): string =>
  String((action as Record<string, { url: string }>)[(action as { type: string }).type]?.url)

/** Does a step; gives the intent as it is then. */
async function act(does: string, intent: Shown, call: ForeignCall, send: Flow['send']): Promise<Shown> {
  const [verb = '', what] = does.split(' ')
  const path = `/v1/payment_intents/${intent.id}`
  const form = (body: string) =>
    fetch(actionUrl(intent), { method: 'POST', body: new URLSearchParams(body), redirect: 'manual' })
  switch (verb) {
    case 'browser:':
      assert.equal((await form(`result=${what}`)).status, 303, does)
      break
    case 'wallet:':
      assert.equal((await form(`do=${what}`)).status, 303, does)
      break
    case 'confirm': {
      const data =
        what === undefined
          ? {}
          : { payment_method_data: what === 'dana' ? { type: 'dana' } : byCard(what).payment_method_data }
      assert.equal((await call('POST', `${path}/confirm`, { ...data, return_url: send.return_url })).status, 200, does)
      break
    }
    case 'capture':
      assert.equal((await call('POST', `${path}/capture`, { amount_to_capture: Number(what) })).status, 200, does)
      break
    case 'cancel':
      assert.equal((await call('POST', `${path}/cancel`, {})).status, 200, does)
      break
    case 'refund':
      assert.equal((await call('POST', '/v1/refunds', { payment_intent: intent.id, amount: what })).status, 200, does)
      break
  }
  return (await call('GET', path)).body as Shown
}

for (const flow of flows) {
  test(`flow · ${flow.title}`, async () => {
    const key = await gateway.sandbox()
    const call = foreignClient(`${gateway.url}/wooshpay`, basic(key))
    const native = foreignClient(gateway.url, { authorization: `Bearer ${key}` })
    const made = await call('POST', '/v1/payment_intents', flow.send)
    assert.ok([200, 402].includes(made.status), made.text)
    let intent = (made.status === 200 ? made.body : made.body.error.payment_intent) as Shown
    for (const [at, [does, status, action = null, secure = null]] of flow.steps.entries()) {
      if (at > 0) intent = await act(does, intent, call, flow.send)
      assertShown(intent, fields)
      assert.equal(intent.status, status, `${does}: ${JSON.stringify(intent)}`)
      assert.equal((intent.next_action as { type: string } | null)?.type ?? null, action, does)
      const three = intent['3ds_status'] as { status: string; three_d_result: string | null } | null
      assert.equal(three === null ? null : `${three.status} ${three.three_d_result}`, secure, does)
    }
    const { body: transactions } = await native('GET', '/v1/balance_transactions')
    const books = (transactions.data as { type: string; amount: number; fee: number }[])
      .reverse()
      .map(({ type, amount, fee }) => `${type} ${amount} fee ${fee}`)
    assert.deepEqual(books, flow.books)
    const { body: balance } = await call('GET', '/v1/balance')
    const left = (balance.pending as { amount: number; currency: string }[])
      .map(({ amount, currency }) => `${currency.toLowerCase()} ${amount}`)
      .join()
    assert.equal(left, flow.balance)
  })
}
