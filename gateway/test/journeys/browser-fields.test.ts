/** What a payer may say with a publishable key: all that the official browser library sends, and none of the merchant's terms. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dialects } from '../../src/dialects/index.ts'
import { methodCatalogue } from '../../src/methods/index.ts'
import { request } from '../client/client.ts'
import { openGateway } from '../support/gateway.ts'
import { paymentBy } from '../support/payers.ts'

const gateway = await openGateway()

type Form = Readonly<Record<string, unknown>>
type Made = { readonly id: string; readonly client_secret: string; readonly env: string }

const made = async (noun: string, form: Form): Promise<Made> => {
  const { body, status, text } = await request(gateway.url, `/v1/${noun}`, { key: gateway.key, form })
  assert.equal(status, 200, text)
  return body as unknown as Made
}
const intent = (form: Form = {}) => made('payment_intents', { amount: 5000, currency: 'eur', ...form })
const setup = (form: Form = {}) => made('setup_intents', form)
const confirm = (noun: string, { id, client_secret }: Made, form: Form, key = gateway.publishable) =>
  request(gateway.url, `/v1/${noun}/${id}/confirm`, { key, form: { client_secret, ...form } })
const errorOf = ({ body }: Awaited<ReturnType<typeof request>>) =>
  body.error as unknown as { code: string; param: string; message: string }
const seen = async (noun: string, { id }: Made) =>
  (await request(gateway.url, `/v1/${noun}/${id}`, { key: gateway.key })).body as Record<string, unknown>

const visa = { payment_method: 'pm_card_visa' }
const offline = { customer_acceptance: { type: 'offline', offline: {} } }
const longAgo = { customer_acceptance: { type: 'online', online: { infer_from_client: true }, accepted_at: 1 } }

/** What is sent, and the field that the refusal names. */
const merchants: readonly (readonly [Form, string])[] = [
  [{ off_session: true }, 'off_session'],
  [{ error_on_requires_action: true }, 'error_on_requires_action'],
  [{ capture_method: 'manual' }, 'capture_method'],
  [{ payment_method_types: ['card', 'sepa_debit'] }, 'payment_method_types'],
  [{ setup_future_usage: '' }, 'setup_future_usage'],
  [{ mandate_data: offline }, 'mandate_data[customer_acceptance][type]'],
  [{ mandate_data: longAgo }, 'mandate_data[customer_acceptance][accepted_at]'],
  [{ mandate_data: '' }, 'mandate_data'],
  [{ presentment_currency: 'usd' }, 'presentment_currency'],
  [{ payment_method_options: '' }, 'payment_method_options'],
  [
    { payment_method_options: { card: { request_three_d_secure: 'automatic' } } },
    'payment_method_options[card][request_three_d_secure]',
  ],
  [{ payment_method_options: { card: { capture_method: 'manual' } } }, 'payment_method_options[card][capture_method]'],
  [
    { payment_method_options: { card: { require_cvc_recollection: false } } },
    'payment_method_options[card][require_cvc_recollection]',
  ],
  [{ payment_method_options: { pix: { expires_after_seconds: 15_552_000 } } }, 'payment_method_options[pix]'],
  [
    { payment_method_data: { type: 'virtual_account', virtual_account: { channel: 'bca', open_amount: true } } },
    'payment_method_data[virtual_account][open_amount]',
  ],
]

test('each of the merchant’s terms is refused by its name, and nothing is tried', async () => {
  for (const [sent, param] of merchants) {
    const terms = { payment_method_options: { card: { request_three_d_secure: 'challenge' } } }
    const one = await intent(terms)
    const answer = await confirm('payment_intents', one, 'payment_method_data' in sent ? sent : { ...visa, ...sent })
    assert.equal(answer.status, 400, answer.text)
    assert.deepEqual([errorOf(answer).code, errorOf(answer).param], ['parameter_requires_secret_key', param])
    assert.equal((await seen('payment_intents', one)).status, 'requires_payment_method')
  }
})

test('the same fields are the merchant’s own: a secret key sends them', async () => {
  for (const [sent] of merchants) {
    if ('mandate_data' in sent || 'payment_method_data' in sent || 'presentment_currency' in sent) continue
    const answer = await confirm('payment_intents', await intent(), { ...visa, ...sent }, gateway.key)
    assert.equal(answer.status, 200, `${JSON.stringify(sent)} ${answer.text}`)
  }
})

test('what the browser library sends is taken', async () => {
  const address = { line1: 'Hauptstr. 1', city: 'Berlin', postal_code: '10115', country: 'DE' }
  const data = { type: 'card', card: { token: 'tok_visa' }, billing_details: { name: 'Ada', address } }
  const sent = {
    payment_method_data: { ...data, metadata: { a: 'b' }, allow_redisplay: 'limited' },
    return_url: 'https://shop.example/back',
    receipt_email: 'ada@example.com',
    shipping: { name: 'Ada', address },
    setup_future_usage: 'off_session',
    use_stripe_sdk: true,
    mandate_data: { customer_acceptance: { type: 'online', online: { infer_from_client: true } } },
    expand: ['payment_method'],
  }
  const one = await intent()
  const answer = await confirm('payment_intents', one, sent)
  assert.equal(answer.status, 200, answer.text)
  const row = await seen('payment_intents', one)
  assert.deepEqual(
    [row.status, row.receipt_email, row.setup_future_usage],
    ['succeeded', 'ada@example.com', 'off_session'],
  )
})

test('a payer saves more than was asked for, and never less', async () => {
  const wishes = [
    ['on_session', 'off_session', 200],
    ['off_session', 'off_session', 200],
    ['off_session', 'on_session', 400],
  ] as const
  for (const [set, wished, status] of wishes) {
    const one = await intent({ setup_future_usage: set })
    const answer = await confirm('payment_intents', one, { ...visa, setup_future_usage: wished })
    assert.equal(answer.status, status, answer.text)
    if (status === 400) assert.equal(errorOf(answer).param, 'setup_future_usage')
  }
})

test('goods go where the merchant said; where the payer said it, the payer may say it anew', async () => {
  const to = (line1: string) => ({ name: 'Ada', address: { line1 } })
  const set = await intent({ shipping: to('Shop 1') })
  const moved = await confirm('payment_intents', set, { ...visa, shipping: to('Elsewhere 2') })
  assert.deepEqual([moved.status, errorOf(moved).param], [400, 'shipping'])
  assert.equal((await confirm('payment_intents', set, { ...visa, shipping: to('Shop 1') })).status, 200)

  const open = await intent()
  const declined = { payment_method: 'pm_card_chargeDeclined' }
  assert.equal((await confirm('payment_intents', open, { ...declined, shipping: to('Home 1') })).status, 402)
  assert.equal((await confirm('payment_intents', open, { ...declined, shipping: to('Home 2') })).status, 402)
  await request(gateway.url, `/v1/payment_intents/${open.id}`, { form: { shipping: to('Shop 3') } })
  assert.equal((await confirm('payment_intents', open, { ...visa, shipping: to('Home 3') })).status, 400)
})

test('setups: the challenge that was asked for stays, and the agreement is made here and now', async () => {
  const card = { payment_method_options: { card: { request_three_d_secure: 'automatic' } } }
  for (const [sent, param] of [
    [card, 'payment_method_options[card]'],
    [{ mandate_data: offline }, 'mandate_data[customer_acceptance][type]'],
    [{ mandate_data: longAgo }, 'mandate_data[customer_acceptance][accepted_at]'],
  ] as const) {
    const one = await setup({ payment_method_options: { card: { request_three_d_secure: 'challenge' } } })
    const answer = await confirm('setup_intents', one, { ...visa, ...sent })
    assert.deepEqual([answer.status, errorOf(answer).param], [400, param], answer.text)
    const able = { payment_method: 'pm_card_threeDSecureOptional' }
    const plain = await confirm('setup_intents', one, { ...able, return_url: 'https://shop.example' })
    assert.equal((plain.body as Record<string, unknown>).status, 'requires_action')
  }
})

test('a method that is made from a browser has nothing of the merchant’s either', async () => {
  const number = { type: 'virtual_account', virtual_account: { channel: 'bca', suffix: '1234' } }
  const answer = await request(gateway.url, '/v1/payment_methods', { key: gateway.publishable, form: number })
  assert.deepEqual([answer.status, errorOf(answer).param], [400, 'virtual_account[suffix]'])
})

test('updates and cancels take no publishable key, with or without the client secret', async () => {
  for (const noun of ['payment_intents', 'setup_intents'] as const) {
    const one = noun === 'payment_intents' ? await intent() : await setup()
    const form = { client_secret: one.client_secret }
    for (const path of [`/v1/${noun}/${one.id}`, `/v1/${noun}/${one.id}/cancel`])
      assert.equal((await request(gateway.url, path, { key: gateway.publishable, form })).status, 403)
  }
})

test('manual confirmation: only a secret key confirms, whichever door the payer comes through', async () => {
  const one = await intent({ confirmation_method: 'manual', ...visa })
  const answer = await confirm('payment_intents', one, {})
  assert.deepEqual([answer.status, errorOf(answer).param], [400, 'confirmation_method'])

  const env = gateway.env
  const page = `${gateway.url}/checkout/${env}/${one.id}?client_secret=${one.client_secret}`
  const looked = await fetch(page)
  assert.equal(looked.status, 409)
  assert.doesNotMatch(await looked.text(), /<form/)
  for (const body of ['payment_method_data[type]=card&payment_method_data[card][token]=tok_visa', '']) {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    await fetch(page, { method: 'POST', headers, body, redirect: 'manual' })
    assert.equal((await seen('payment_intents', one)).status, 'requires_confirmation')
  }
  assert.equal((await confirm('payment_intents', one, {}, gateway.key)).status, 200)
  assert.equal((await seen('payment_intents', one)).status, 'succeeded')
})

test('manual confirmation: a payer’s code does not go on with the attempt either', async () => {
  const method = methodCatalogue.all.find(({ next_action }) => next_action === 'one_time_code')
  assert.ok(method !== undefined)
  const one = await intent({ ...paymentBy(method), confirmation_method: 'manual' })
  const path = `/v1/payment_intents/${one.id}/submit_code`
  const form = { code: '123456', client_secret: one.client_secret }
  const answer = await request(gateway.url, path, { key: gateway.publishable, form })
  assert.deepEqual([answer.status, errorOf(answer).param], [400, 'confirmation_method'])
  assert.equal((await request(gateway.url, path, { key: gateway.key, form })).status, 200)
})

test('every public call of every foreign API says what a browser may send', () => {
  const calls = [...dialects.values()].flatMap(({ routes }) => routes.filter(({ access }) => access === 'public'))
  assert.ok(calls.length >= 6)
  for (const { body, browser, path } of calls) assert.ok(body === undefined || browser !== undefined, path)
})

const wooshpay = (path: string, key: string, body: Form) =>
  request(gateway.url, `/wooshpay/v1/${path}`, {
    key: null,
    json: body,
    headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
  })

test('WooshPay: a browser pays by the merchant’s terms', async () => {
  const created = await wooshpay('payment_intents', gateway.key, { amount: 1000, currency: 'USD' })
  const { id, client_secret } = created.body as unknown as Made
  const card = { number: '4242424242424242', exp_month: '12', exp_year: '2030', cvc: '123' }
  const means = { client_secret, payment_method_data: { type: 'card', card } }
  for (const [sent, param] of [
    [{ capture_method: 'manual' }, 'capture_method'],
    [{ payment_method_types: ['card'] }, 'payment_method_types'],
    [{ 'off-session': true }, 'off-session'],
    [{ off_session: true }, 'off_session'],
    [{ payment_method_options: { card: { capture_method: 'manual' } } }, 'payment_method_options[card]'],
    [{ amount: 1 }, 'amount'],
    [{ metadata: { a: 'b' } }, 'metadata'],
  ] as const) {
    const answer = await wooshpay(`payment_intents/${id}/confirm`, gateway.publishable, { ...means, ...sent })
    assert.deepEqual([answer.status, errorOf(answer).param], [400, param], answer.text)
  }
  const paid = await wooshpay(`payment_intents/${id}/confirm`, gateway.publishable, means)
  assert.equal((paid.body as Record<string, unknown>).status, 'succeeded', paid.text)
})
