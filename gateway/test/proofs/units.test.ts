/**
 * Units proved: the same purchase, through every API that is spoken, ends as the same smallest units in the books; and an
 * amount with a decimal more than its currency has is refused by each in its own shape. One line of `buyers` for each API.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { seedOrder } from '../../src/app/shop-demo.ts'
import { dialects } from '../../src/dialects/index.ts'
import { currencyOf, usualStepOf } from '../../src/kernel/currency.ts'
import { coinsOf, majorText } from '../../src/kernel/units.ts'
import { type ForeignReply, foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { harsyaAt } from '../support/harsya.ts'
import { holdsForAll, seed } from '../support/seed.ts'
import { basic } from '../support/wooshpay.ts'

const gateway = await openGateway()
await seedOrder(gateway)
const { key } = gateway
const native = foreignClient(gateway.url, { authorization: `Bearer ${key}` })
const ojire = foreignClient(`${gateway.url}/ojire`, { 'x-secret-key': key })
const ojirePayer = foreignClient(`${gateway.url}/ojire`, { 'x-public-key': gateway.publishable })
const orqex = foreignClient(`${gateway.url}/orqex`, { authorization: `Bearer ${key}` })
const wooshpay = foreignClient(`${gateway.url}/wooshpay`, basic(key))
const shop = foreignClient(`${gateway.url}/shop`, {
  'x-api-key': 'shop_demo_key',
  authorization: 'Bearer shop_demo_user',
  'content-type': 'application/json',
})
const harsya = await harsyaAt(gateway)

/** A purchase: its amount in digits of major units, of the smallest ones, and of the smallest that ISO 4217 has. */
type Purchase = { readonly minor: string; readonly coins: string; readonly major: string; readonly currency: string }
type Buyer = {
  /** The API, or `native`. */
  readonly name: string
  /** Asks for the payment; the answer may be a refusal. */
  ask(purchase: Purchase): Promise<ForeignReply>
  /** Pays what was asked for, with a card. */
  pay(asked: ForeignReply): Promise<unknown>
  /** Where its refusals name the field. */
  field(refused: ForeignReply['body']): unknown
  /** What `field` gives for a fraction. */
  readonly names: string
}

const card = { number: '4242424242424242', exp_month: 12, exp_year: 2030, cvc: '123' }
const customer = { email: 'a@example.com', first_name: 'A', last_name: 'B', country: 'CI' }
let count = 0
const reference = (): string => `units-${seed}-${++count}`

/** The hosted page, as a browser without script sends its form. */
async function onPage(url: string): Promise<Response> {
  const visited = await fetch(url)
  const form = Object.entries(card).map<[string, string]>(([name, value]) => [
    `payment_method_data[card][${name}]`,
    String(value),
  ])
  const body = new URLSearchParams([['payment_method_data[type]', 'card'], ...form])
  return await fetch(visited.url, { method: 'POST', body, redirect: 'manual' })
}

const buyers: readonly Buyer[] = [
  {
    name: 'native',
    ask: ({ minor, currency }) =>
      native(
        'POST',
        '/v1/payment_intents',
        `{"amount":${minor},"currency":"${currency}","confirm":true,"payment_method":"pm_card_visa"}`,
      ),
    pay: () => Promise.resolve(),
    field: (body) => body.error.param,
    names: 'amount',
  },
  {
    name: 'ojire',
    ask: ({ major, currency }) =>
      ojire('POST', '/v1/payment-intents', `{"amount":${major},"currency":"${currency.toUpperCase()}"}`),
    pay: ({ body: { id, clientSecret } }) =>
      ojirePayer('POST', `/v1/payment-intents/${id}/confirm`, {
        clientSecret,
        paymentMethod: 'CC',
        card: { number: card.number, expMonth: card.exp_month, expYear: card.exp_year, cvv: card.cvc },
      }),
    field: (body) => body.error.fields[0].field,
    names: 'amount',
  },
  {
    name: 'orqex',
    ask: ({ major, currency }) =>
      orqex(
        'POST',
        '/v1/payment/checkouts',
        `{"amount":${major},"currency":"${currency.toUpperCase()}","description":"One","customer":${JSON.stringify(customer)}}`,
      ),
    // Its own page has no cards.
    pay: async () =>
      native('POST', `/v1/payment_intents/${await newest()}/confirm`, { payment_method: 'pm_card_visa' }),
    field: (body) => Object.keys(body.errors)[0],
    names: 'amount',
  },
  {
    name: 'wooshpay',
    ask: ({ coins, currency }) =>
      wooshpay(
        'POST',
        '/v1/payment_intents',
        `{"amount":${coins},"currency":"${currency.toUpperCase()}","confirm":true,"merchant_order_id":"${reference()}","payment_method_data":${JSON.stringify({ type: 'card', card })}}`,
      ),
    pay: () => Promise.resolve(),
    field: (body) => body.error.param,
    names: 'amount',
  },
  {
    name: 'shop',
    // Orders are made natively; the shop prices them.
    ask: async ({ minor, currency }) => {
      const line = `{"name":"One","amount":${minor},"quantity":1}`
      const order = await native(
        'POST',
        '/v1/orders',
        `{"currency":"${currency}","user":"demo","line_items":[${line}]}`,
      )
      if (order.status !== 200) return order
      return await shop('POST', `/api/v1/shop/orders/${order.body.order_id}/payment-intent`)
    },
    pay: ({ body }) =>
      native('POST', `/v1/payment_intents/${body.data.id}/confirm`, { payment_method: 'pm_card_visa' }),
    field: (body) => body.error.param,
    names: 'line_items[0][amount]',
  },
  {
    name: 'harsya',
    ask: ({ major, currency }) =>
      harsya.call(
        'POST',
        '/v2/payments',
        `{"clientReferenceId":"${reference()}","amount":{"value":${major},"currency":"${currency.toUpperCase()}"},"mode":"REDIRECT","redirectUrl":{"successReturnUrl":"https://m.example/s","failureReturnUrl":"https://m.example/f","expirationReturnUrl":"https://m.example/e"}}`,
      ),
    pay: ({ body }) => onPage(body.data.paymentUrl),
    field: (body) => JSON.stringify(body),
    names: 'amount',
  },
]

/** Beyond every smallest payment, within every largest one. */
const ranges: Readonly<Record<string, readonly [number, number]>> = {
  jpy: [100, 9_999_999],
  krw: [1000, 9_999_999],
  usd: [100, 9_999_999],
  eur: [100, 9_999_999],
  kwd: [1000, 9_999_999],
  idr: [2_000_000, 999_999_999],
  ugx: [100_000, 999_999_999],
}
const decimalsOf = (currency: string): number => currencyOf(currency)?.coins ?? 0

const purchase: fc.Arbitrary<{ minor: number; currency: string }> = fc
  .constantFrom(...Object.keys(ranges))
  .chain((currency) => {
    const [min, max] = ranges[currency] ?? [1, 1]
    const known = currencyOf(currency)
    // What every API can ask for: whole rupiah, no thousandths.
    const step = known === undefined ? 1 : usualStepOf(known)
    const steps = fc.integer({ min: Math.ceil(min / step), max: Math.floor(max / step) })
    return fc.record({ currency: fc.constant(currency), minor: steps.map((count) => count * step) })
  })

const newest = async (): Promise<string> => (await native('GET', '/v1/payment_intents?limit=1')).body.data[0].id

test('every API that is spoken buys', () => {
  assert.deepEqual(buyers.map(({ name }) => name).sort(), ['native', ...dialects.keys()].sort())
})

test('the same purchase is the same smallest units in the books, whoever asks for it', async () => {
  const expected: Record<string, number> = {}
  await holdsForAll(
    'units are converted without loss',
    fc.asyncProperty(purchase, async ({ minor, currency }) => {
      for (const { name, ask, pay } of buyers) {
        const major = majorText(minor, currency)
        const coins = String(coinsOf(minor, currency))
        const asked = await ask({ minor: String(minor), coins, major, currency })
        assert.ok(asked.status < 300, `${name}: ${major} ${currency}: ${asked.text}`)
        const id = await newest()
        await pay(asked)
        const { body } = await native('GET', `/v1/payment_intents/${id}?expand[]=latest_charge.balance_transaction`)
        const line = body.latest_charge?.balance_transaction
        assert.deepEqual(
          [body.status, body.amount_received, line?.amount, line?.currency],
          ['succeeded', minor, minor, currency],
          `${name}: ${major} ${currency}`,
        )
        expected[currency] = (expected[currency] ?? 0) + line.net
      }
    }),
    20,
  )
  const { body } = await native('GET', '/v1/balance')
  const held: Record<string, number> = {}
  for (const { currency, amount } of [...body.pending, ...body.available])
    held[currency] = (held[currency] ?? 0) + amount
  for (const [currency, amount] of Object.entries(expected)) assert.equal(held[currency], amount, currency)
})

test('a decimal more than the currency has is refused in the own shape of each, and nothing is made', async () => {
  const before = await newest()
  await holdsForAll(
    'no fraction is rounded',
    fc.asyncProperty(purchase, fc.integer({ min: 1, max: 9 }), async ({ minor, currency }, digit) => {
      const whole = majorText(minor, currency)
      const major = decimalsOf(currency) === 0 ? `${whole}.${digit}` : `${whole}${digit}`
      for (const { name, ask, field, names } of buyers) {
        const coins = `${coinsOf(minor, currency)}.${digit}`
        const refused = await ask({ minor: `${minor}.${digit}`, coins, major, currency })
        assert.ok(refused.status >= 400 && refused.status < 500, `${name}: ${major} ${currency}: ${refused.text}`)
        assert.ok(String(field(refused.body)).includes(names), `${name}: ${refused.text}`)
      }
    }),
    20,
  )
  assert.equal(await newest(), before)
})
