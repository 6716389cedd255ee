/** A live environment takes nothing that the simulator would answer: only a connected account at a real processor serves it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testNames } from '../../src/methods/card/test-names.ts'
import { methodCatalogue } from '../../src/methods/index.ts'
import { request } from '../client/client.ts'
import { foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { harsyaAt, harsyaDocumented as session } from '../support/harsya.ts'
import { paymentBy } from '../support/payers.ts'
import { acme, everyVerb, liveMerchant, openProcessor } from '../support/processor.ts'
import { basic, byCard } from '../support/wooshpay.ts'

const processor = await openProcessor()
const gateway = await openGateway({ connectors: [acme('acme', () => processor.url, everyVerb)] })

/** Nobody publishes it for trying out; its check digit fits. */
const number = '4539578763621486'
const card = { number, exp_month: 12, exp_year: 2040, cvc: '123' }
const byRawCard = (more: Record<string, unknown> = {}) => ({ type: 'card', card: { ...card, ...more } })
const pay = { amount: 2000, currency: 'eur', confirm: true }

type Refused = { code: string; message: string; decline_code?: string; type: string }
const errorOf = (body: Record<string, unknown>): Refused => body.error as Refused

/** What a refused call must not leave behind. */
const traces = async (env: string) =>
  (
    await gateway.pool.query<{ count: number }>(
      `select (select count(*) from payment_methods where env = $1)::int + (select count(*) from vault_records where env = $1)::int
        + (select count(*) from bank_payments where env = $1)::int + (select count(*) from due_work where env = $1)::int
        + (select count(*) from charges where env = $1)::int + (select count(*) from simulated_calls where env = $1)::int as count`,
      [env],
    )
  ).rows[0]?.count

test('without a connected account no method of any family pays, saves or hands out a code, and the refusal says how to connect one', async () => {
  const { env, call } = await liveMerchant(gateway)
  const { body: customer } = await call('/v1/customers', { name: 'Ada' })
  const intents = (await call('/v1/payment_intents', { amount: 2000, currency: 'eur' })).body
  const calls: [string, string, Record<string, unknown>][] = [
    ['a raw card', '/v1/payment_intents', { ...pay, payment_method_data: byRawCard() }],
    ['a card for later', '/v1/payment_intents', { ...pay, confirm: false, payment_method_data: byRawCard() }],
    ['a confirm', `/v1/payment_intents/${intents.id}/confirm`, { payment_method_data: byRawCard() }],
    ['an update', `/v1/payment_intents/${intents.id}`, { payment_method_data: byRawCard() }],
    ['a method alone', '/v1/payment_methods', byRawCard()],
    ['a setup', '/v1/setup_intents', { confirm: true, payment_method_data: byRawCard() }],
    ['a setup for later', '/v1/setup_intents', { payment_method_data: byRawCard() }],
    [
      'a debit that is saved',
      '/v1/payment_methods',
      {
        type: 'sepa_debit',
        sepa_debit: { iban: 'DE89370400440532013000' },
        billing_details: { name: 'Ada', email: 'ada@example.com' },
      },
    ],
    ...methodCatalogue.all
      .filter(({ code }) => code !== 'card')
      .map((method): [string, string, Record<string, unknown>] => [
        method.code,
        '/v1/payment_intents',
        paymentBy(method),
      ]),
  ]
  for (const [title, path, form] of calls) {
    const { status, body } = await call(path, form)
    assert.deepEqual([title, status, errorOf(body)?.code], [title, 403, 'testmode_charges_only'])
    assert.match(errorOf(body).message, new RegExp(`florin connectors ${env} <id>:<connector>`))
  }
  assert.equal(await traces(env), 0)
  const shown = (await call(`/v1/payment_intents/${intents.id}`)).body
  assert.deepEqual([shown.status, shown.payment_method], ['requires_payment_method', null])
  assert.equal((await call(`/v1/payment_methods?customer=${customer.id}`)).status, 200)
})

test('published test cards are declined in live mode, whoever published them, and test names are refused', async () => {
  for (const accounts of [[], [{ id: 'main', connector: 'acme' }]]) {
    const { env, call } = await liveMerchant(gateway, accounts)
    for (const one of [
      '4242424242424242',
      '4000002760003184',
      '5555555555554444',
      '378282246310005',
      '4111111111111111',
      '4440000112200001',
      '4000 0000 0004 0008',
    ]) {
      const { status, body } = await call('/v1/payment_intents', {
        ...pay,
        payment_method_data: byRawCard({ number: one }),
      })
      const { code, decline_code, type, message } = errorOf(body)
      assert.deepEqual(
        [one, status, type, code, decline_code],
        [one, 402, 'card_error', 'card_declined', 'live_mode_test_card'],
      )
      assert.equal(
        message.includes('florin connectors'),
        accounts.length === 0,
        'what would have stopped a true card too is told',
      )
    }
    for (const name of [...testNames(), 'tok_visa']) {
      const { status, body } = await call('/v1/payment_intents', { ...pay, payment_method: name })
      assert.deepEqual([name, status, errorOf(body).code], [name, 400, 'test_method_in_live_mode'])
    }
    const token = await call('/v1/payment_methods', { type: 'card', card: { token: 'tok_visa' } })
    assert.deepEqual([token.status, errorOf(token.body).code], [400, 'test_method_in_live_mode'])
    assert.equal(await traces(env), 0)
  }
})

test('no foreign API pays in a live environment without an account, and each says so in its own envelope', async () => {
  const { env, key, publishable, call } = await liveMerchant(gateway)
  const native = await call('/v1/payment_intents', { amount: 50_000_00, currency: 'idr' })
  assert.equal(native.status, 200)
  const ojire = foreignClient(`${gateway.url}/ojire`, { 'x-secret-key': key })
  const payer = foreignClient(`${gateway.url}/ojire`, { 'x-public-key': publishable })
  const orqex = foreignClient(`${gateway.url}/orqex`, { authorization: `Bearer ${key}` })
  const wooshpay = foreignClient(`${gateway.url}/wooshpay`, basic(key))
  const { call: harsya } = await harsyaAt(gateway, { 'x-merchant-id': env, 'x-merchant-secret': key })
  const made = (
    await ojire('POST', '/v1/payment-intents', { amount: 150_000, currency: 'IDR', metadata: { orderId: '1' } })
  ).body
  const confirm = (body: object) =>
    payer('POST', `/v1/payment-intents/${made.id}/confirm`, { clientSecret: made.clientSecret, ...body })
  const customer = { email: 'ama@example.com', first_name: 'Ama', last_name: 'Mensah', country: 'CI' }
  const answers = {
    'ojire qris': await confirm({ paymentMethod: 'QRIS' }),
    'ojire va': await confirm({ paymentMethod: 'VA', bank: 'BCA' }),
    'ojire card': await confirm({ paymentMethod: 'CC', card: { number, expMonth: 12, expYear: 2040, cvv: '123' } }),
    'orqex wallet': await orqex('POST', '/v1/payment/intents', {
      amount: 50,
      currency: 'XOF',
      description: 'Order',
      customer,
      attempt: { method_code: 'momo_mtn', country: 'CI', phone: { number: '+2250504123456' } },
    }),
    'wooshpay card': await wooshpay('POST', '/v1/payment_intents', byCard(number)),
    'harsya number': await harsya('POST', '/v2/payments', { ...session, clientReferenceId: 'live-1' }),
    'harsya code': await harsya('POST', '/v2/payments', {
      ...session,
      clientReferenceId: 'live-2',
      paymentMethod: { type: 'QR' },
      paymentMethodOptions: {},
    }),
  }
  for (const [title, { status, text }] of Object.entries(answers)) {
    assert.ok(status >= 400 && status < 500, `${title}: ${status} ${text}`)
    // Ojire's payers confirm by themselves; the others' merchants do.
    assert.match(text, title.startsWith('ojire') ? /This shop cannot take this payment/ : /florin connectors/, title)
  }
  assert.equal(await traces(env), 0)
})

test('payers are never played in a live environment, and its clock and faults are its own', async () => {
  const { env, call } = await liveMerchant(gateway, [{ id: 'main', connector: 'acme' }])
  const { body } = await call('/v1/payment_intents', { ...pay, payment_method_data: byRawCard() })
  assert.equal(body.status, 'succeeded', JSON.stringify(body))
  for (const [path, form] of [
    [`/v1/test_helpers/payment_intents/${body.id}/simulate`, { outcome: 'succeed' }],
    ['/v1/test_helpers/faults', { on: 'authorise', do: 'out_of_order' }],
    ['/v1/test_helpers/clock', { advance_seconds: 60 }],
  ] as const) {
    const answer = await call(path, form)
    assert.ok(answer.status >= 400 && answer.status < 500, `${path} ${answer.text}`)
  }
  for (const page of [`/bank/${env}`, `/bank/${env}/phone?number=1`, `/bank/${env}/pay/ch_1`])
    assert.equal((await fetch(gateway.url + page)).status, 404, page)
})

test("a payer's browser is told nothing of what only the operator can mend, natively or through another API", async () => {
  const { env, key, publishable, call } = await liveMerchant(gateway)
  const made = (await call('/v1/payment_intents', { amount: 2000, currency: 'eur' })).body
  const setup = (await call('/v1/setup_intents', { usage: 'off_session' })).body
  const ojire = foreignClient(`${gateway.url}/ojire/v1`, {})
  const order = { amount: 100000, currency: 'IDR', metadata: { order_id: 'a' } }
  const asked = (await ojire('POST', '/payment-intents', order, { 'x-secret-key': key })).body
  const said = /^This shop cannot take this payment at the moment\. Nothing was paid\.$/
  const inBrowser = (path: string, form: Record<string, unknown>) =>
    request(gateway.url, path, { key: publishable, form })
  const debit = { iban: 'DE89370400440532013000' }
  const method = { type: 'sepa_debit', sepa_debit: debit, billing_details: { name: 'Ada', email: 'ada@example.com' } }
  for (const [title, path, form] of [
    ['a card', '/v1/payment_methods', byRawCard()],
    ['a debit', '/v1/payment_methods', method],
    ['a payment', `/v1/payment_intents/${made.id}/confirm`, { payment_method_data: byRawCard() }],
    ['a code', `/v1/payment_intents/${made.id}/confirm`, { payment_method_data: method }],
    ['a setup', `/v1/setup_intents/${setup.id}/confirm`, { payment_method_data: byRawCard() }],
  ] as const) {
    const secret = path.includes('setup') ? setup : made
    const confirm = path.endsWith('confirm') ? { client_secret: secret.client_secret } : {}
    const { status, body } = await inBrowser(path, { ...form, ...confirm })
    assert.deepEqual([title, status, errorOf(body).code], [title, 403, 'testmode_charges_only'])
    assert.match(errorOf(body).message, said, title)
  }
  const body = { clientSecret: asked.clientSecret, paymentMethod: 'QRIS' }
  const path = `/payment-intents/${asked.id}/confirm`
  const answer = await ojire('POST', path, body, { 'x-public-key': publishable })
  assert.deepEqual([answer.status, answer.body.error.code], [403, 'testmode_charges_only'])
  assert.match(answer.body.error.message, said)
  const test = await inBrowser('/v1/payment_methods', byRawCard({ number: '4242424242424242' }))
  assert.equal(
    errorOf(test.body).message,
    'Your card was declined. Your request was in live mode, but used a known test card.',
  )
  assert.equal(await traces(env), 0)
})

test('the hosted page of such an environment tells its payer that nothing was paid, and no command', async () => {
  const { env, call } = await liveMerchant(gateway)
  const { id, client_secret } = (await call('/v1/payment_intents', { amount: 2000, currency: 'eur' })).body
  const page = `${gateway.url}/checkout/${env}/${id}?client_secret=${client_secret}`
  for (const [one, words] of [
    [number, /This shop cannot take this payment at the moment\. Nothing was paid\./],
    ['4242424242424242', /This shop cannot take this payment at the moment\. Nothing was paid\./],
  ] as const) {
    const form = new URLSearchParams({
      'payment_method_data[type]': 'card',
      'payment_method_data[card][number]': one,
      'payment_method_data[card][exp_month]': '12',
      'payment_method_data[card][exp_year]': '2040',
      'payment_method_data[card][cvc]': '123',
    })
    const answer = await fetch(page, { method: 'POST', body: form, redirect: 'manual' })
    const html = await answer.text()
    assert.equal(answer.status, 403, html)
    assert.match(html, words)
    assert.doesNotMatch(html, /florin --|env_\w+ &lt;id/)
  }
  const shown = await (await fetch(page)).text()
  assert.match(shown, /Nothing was paid/)
  assert.doesNotMatch(shown, /<form/)
  assert.equal(await traces(env), 0)
})

test('the simulated issuer takes no word of a payer for a live payment', async () => {
  const { env, call } = await liveMerchant(gateway, [{ id: 'main', connector: 'acme' }])
  const form = { ...pay, capture_method: 'manual', payment_method_data: byRawCard() }
  const { id, client_secret } = (await call('/v1/payment_intents', form)).body
  for (const init of [{}, { method: 'POST', body: new URLSearchParams({ result: 'complete' }) }]) {
    const answer = await fetch(`${gateway.url}/3ds/${env}/${id}/chl_1?client_secret=${client_secret}`, init)
    assert.equal(answer.status, 404)
  }
})

test('a test card on the hosted page of a connected live environment is told as one, in a payer’s words', async () => {
  const { env, call } = await liveMerchant(gateway, [{ id: 'main', connector: 'acme' }])
  const { id, client_secret } = (await call('/v1/payment_intents', { amount: 2000, currency: 'eur' })).body
  const form = new URLSearchParams({
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': '4242424242424242',
    'payment_method_data[card][exp_month]': '12',
    'payment_method_data[card][exp_year]': '2040',
  })
  const page = `${gateway.url}/checkout/${env}/${id}?client_secret=${client_secret}`
  const answer = await fetch(page, { method: 'POST', body: form, redirect: 'manual' })
  assert.match(await answer.text(), /it is a test card/)
})

test('with a connected account a live environment pays, captures, refunds and saves through it', async () => {
  const { call, stripe } = await liveMerchant(gateway, [{ id: 'main', connector: 'acme' }])
  const held = (
    await call('/v1/payment_intents', { ...pay, capture_method: 'manual', payment_method_data: byRawCard() })
  ).body
  assert.deepEqual([held.status, held.livemode], ['requires_capture', true])
  await stripe.paymentIntents.incrementAuthorization(String(held.id), { amount: 2500 })
  assert.equal((await stripe.paymentIntents.capture(String(held.id))).amount_received, 2500)
  assert.equal((await stripe.refunds.create({ payment_intent: String(held.id) })).status, 'succeeded')
  const { id: customer } = await stripe.customers.create({})
  const { body: method } = await call('/v1/payment_methods', byRawCard())
  assert.equal((await stripe.paymentMethods.attach(String(method.id), { customer })).customer, customer)
  const declined = await call('/v1/payment_intents', {
    ...pay,
    payment_method_data: byRawCard({ number: '4539578763621585' }),
  })
  assert.ok(declined.status === 402, declined.text)
  assert.deepEqual(
    processor.calls
      .slice(-6)
      .map((line) => line.split('/')[1])
      .slice(0, 5),
    ['authorise', 'increment', 'capture', 'refund', 'verify'],
  )
})
