/**
 * Terms under a running attempt: what a payer was shown is what the payer pays. A merchant who asks for something else meanwhile
 * ends the attempt; what comes of it all the same is booked as what it was asked for, or goes back.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openGateway } from '../support/gateway.ts'
import { merchantAt } from '../support/merchant.ts'
import { basic } from '../support/wooshpay.ts'

type Body = Record<string, never> & Record<string, unknown>

const gateway = await openGateway()
const merchant = await merchantAt(gateway)

const post = async (path: string, form: Record<string, unknown> = {}, status = 200): Promise<Body> => {
  const answer = await merchant.call(path, form, {}, 'POST')
  assert.equal(answer.status, status, answer.text)
  return (status === 200 ? answer.body : answer.body.error) as Body
}
const read = async (path: string): Promise<Body> => (await merchant.call(path)).body as Body
const create = (form: Record<string, unknown>) =>
  post('/v1/payment_intents', { amount: 2000, currency: 'eur', confirm: true, ...form })
const challenged = (more: Record<string, unknown> = {}) =>
  create({ payment_method: 'pm_card_threeDSecure2Required', ...more })
const code = () => create({ amount: 1_500_000, currency: 'idr', payment_method_data: { type: 'qris' } })
const simulate = (id: unknown, outcome: string) => post(`/v1/test_helpers/payment_intents/${id}/simulate`, { outcome })
const customer = async () => (await post('/v1/customers', { email: 'ada@example.com' })).id
const chargesOf = async (id: unknown) =>
  ((await read(`/v1/charges?payment_intent=${id}`)).data as unknown as Body[]).map(
    ({ amount, currency, status, captured }) => [amount, currency, status, captured],
  )

/** The payer presses "complete" on the page that was handed out with `intent`. */
async function authenticates(intent: Body, result = 'complete'): Promise<number> {
  const action = intent.next_action as unknown as { use_stripe_sdk: { stripe_js: string } }
  const page = action.use_stripe_sdk.stripe_js
  return (await fetch(page, { method: 'POST', body: new URLSearchParams({ result }), redirect: 'manual' })).status
}
const amounts = ({ status, amount, amount_received, currency }: Body) => [status, amount, amount_received, currency]

for (const [what, change] of [
  ['another amount', { amount: 9999 }],
  ['another currency', { currency: 'usd' }],
  ['another method', { payment_method: 'pm_card_visa' }],
  ['that it is held for capture', { capture_method: 'manual' }],
  ['that its card is saved', { setup_future_usage: 'off_session' }],
  ['another descriptor', { statement_descriptor_suffix: 'OTHER' }],
  ['other options', { payment_method_options: { card: { request_three_d_secure: 'any' } } }],
] as const) {
  test(`a challenge is over when the merchant asks for ${what}; its payer pays nothing by it`, async () => {
    const intent = await challenged()
    const changed = await post(`/v1/payment_intents/${intent.id}`, change)
    assert.deepEqual([changed.status, changed.next_action], ['requires_confirmation', null])
    assert.equal(await authenticates(intent), 404)
    const still = await read(`/v1/payment_intents/${intent.id}`)
    assert.deepEqual([still.status, still.amount_received, still.latest_charge], ['requires_confirmation', 0, null])
    // And a confirm asks for what is wanted now.
    const again = await post(`/v1/payment_intents/${intent.id}/confirm`)
    if (again.status === 'requires_action') assert.ok((await authenticates(again)) < 400)
    const paid = await read(`/v1/payment_intents/${intent.id}`)
    assert.equal(Number(paid.amount_received) + Number(paid.amount_capturable), paid.amount)
    const [charge] = (await read(`/v1/charges?payment_intent=${intent.id}`)).data as unknown as Body[]
    assert.deepEqual([charge?.amount, charge?.currency], [paid.amount, paid.currency])
  })
}

test('notes, and terms that are repeated as they are, leave the challenge as it is', async () => {
  const intent = await challenged()
  const same = { amount: 2000, currency: 'eur', capture_method: 'automatic_async' }
  const notes = { metadata: { order: '7' }, description: 'a vase', receipt_email: 'ada@example.com' }
  assert.equal((await post(`/v1/payment_intents/${intent.id}`, { ...same, ...notes })).status, 'requires_action')
  assert.ok((await authenticates(intent)) < 400)
  const paid = await read(`/v1/payment_intents/${intent.id}`)
  assert.deepEqual([...amounts(paid), paid.description], ['succeeded', 2000, 2000, 'eur', 'a vase'])
})

test('the page of a challenge shows what the attempt is for', async () => {
  const intent = await challenged({ amount: 4711 })
  const action = intent.next_action as unknown as { use_stripe_sdk: { stripe_js: string } }
  assert.match(await (await fetch(action.use_stripe_sdk.stripe_js)).text(), /47\.11/)
})

test('confirmed by hand: a challenge that was passed is worth nothing for another amount', async () => {
  const intent = await challenged({ confirmation_method: 'manual' })
  assert.ok((await authenticates(intent)) < 400)
  const changed = await post(`/v1/payment_intents/${intent.id}`, { amount: 9999 })
  assert.equal(changed.status, 'requires_confirmation')
  const again = await post(`/v1/payment_intents/${intent.id}/confirm`)
  assert.equal(again.status, 'requires_action')
  assert.ok((await authenticates(again)) < 400)
  assert.deepEqual(amounts(await post(`/v1/payment_intents/${intent.id}/confirm`)), ['succeeded', 9999, 9999, 'eur'])

  const held = await challenged({ confirmation_method: 'manual' })
  await authenticates(held)
  const other = await post(`/v1/payment_intents/${held.id}/confirm`, { capture_method: 'manual' })
  assert.equal(other.status, 'requires_action')
  await authenticates(other)
  const noted = await post(`/v1/payment_intents/${held.id}/confirm`, { receipt_email: 'ada@example.com' })
  assert.deepEqual([noted.status, noted.receipt_email], ['requires_capture', 'ada@example.com'])
})

for (const [what, change, comes] of [
  ['in another currency', { currency: 'usd' }, ['requires_confirmation', 1_500_000, 0, 'usd']],
  ['for more', { amount: 2_000_000 }, ['requires_confirmation', 2_000_000, 0, 'idr']],
  ['for less', { amount: 1_000_000 }, ['succeeded', 1_000_000, 1_500_000, 'idr']],
] as const) {
  test(`a code that is paid after its payment is ${what} is booked as what it asked for`, async () => {
    const intent = await code()
    const changed = await post(`/v1/payment_intents/${intent.id}`, change)
    assert.deepEqual([changed.status, changed.next_action], ['requires_confirmation', null])
    await simulate(intent.id, 'pay_late')
    await gateway.sweep()
    const after = await read(`/v1/payment_intents/${intent.id}`)
    assert.deepEqual(amounts(after), comes)
    assert.deepEqual(await chargesOf(intent.id), [[1_500_000, 'idr', 'succeeded', true]])
    const refunds = (await read(`/v1/refunds?payment_intent=${intent.id}`)).data as unknown as Body[]
    const back = comes[0] === 'succeeded' ? [] : [[1_500_000, 'idr', 'succeeded']]
    assert.deepEqual(
      refunds.map(({ amount, currency, status }) => [amount, currency, status]),
      back,
    )
  })
}

test('after a part has come in, the currency stays, and the amount stays above the part', async () => {
  const account = { type: 'virtual_account', virtual_account: { channel: 'permata', open_amount: true } }
  const intent = await create({ amount: 10_000_000, currency: 'idr', payment_method_data: account })
  await post(`/v1/test_helpers/payment_intents/${intent.id}/simulate`, { outcome: 'succeed', amount: 4_000_000 })
  const path = `/v1/payment_intents/${intent.id}`
  const refused = async (change: object) => {
    const { code, param } = await post(path, { ...change }, 400)
    return [code, param]
  }
  assert.deepEqual(await refused({ currency: 'usd' }), ['payment_intent_unexpected_state', 'currency'])
  assert.deepEqual(await refused({ amount: 4_000_000 }), ['amount_too_small', 'amount'])
  assert.deepEqual(amounts(await read(path)), ['requires_action', 10_000_000, 4_000_000, 'idr'])
  const less = await post(path, { amount: 6_000_000 })
  assert.equal(less.status, 'requires_confirmation')
  const again = await post(`${path}/confirm`)
  assert.equal(again.status, 'requires_action')
  const paid = await post(`/v1/test_helpers/payment_intents/${intent.id}/simulate`, { outcome: 'succeed' })
  assert.deepEqual(amounts(paid), ['succeeded', 6_000_000, 6_000_000, 'idr'])
})

test('a customer is set once: neither exchanged nor taken away, at any moment; setting it ends a running attempt', async () => {
  const [ada, bob] = [await customer(), await customer()]
  const unpaid = await post('/v1/payment_intents', { amount: 2000, currency: 'eur', customer: ada })
  const waiting = await challenged({ customer: ada, setup_future_usage: 'off_session' })
  const held = await create({ customer: ada, payment_method: 'pm_card_visa', capture_method: 'manual' })
  const paid = await create({ customer: ada, payment_method: 'pm_card_visa' })
  for (const intent of [unpaid, waiting, held, paid])
    for (const other of [bob, '']) {
      const error = await post(`/v1/payment_intents/${intent.id}`, { customer: other }, 400)
      assert.deepEqual([error.code, error.param], ['payment_intent_unexpected_state', 'customer'])
    }
  assert.equal((await post(`/v1/payment_intents/${unpaid.id}`, { customer: ada })).customer, ada)
  assert.ok((await authenticates(waiting)) < 400)
  const { payment_method } = await read(`/v1/payment_intents/${waiting.id}`)
  assert.equal((await read(`/v1/payment_methods/${payment_method}`)).customer, ada)

  const nobodys = await challenged()
  const set = await post(`/v1/payment_intents/${nobodys.id}`, { customer: bob })
  assert.deepEqual([set.status, set.customer], ['requires_confirmation', bob])
  assert.equal(await authenticates(nobodys), 404)
})

test('a setup keeps its customer, and its challenge is over when something else is to be saved', async () => {
  const [ada, bob] = [await customer(), await customer()]
  const setUp = (more: object) =>
    post('/v1/setup_intents', { confirm: true, payment_method: 'pm_card_threeDSecure2Required', ...more })
  const theirs = await setUp({ customer: ada })
  for (const other of [bob, '']) {
    const error = await post(`/v1/setup_intents/${theirs.id}`, { customer: other }, 400)
    assert.deepEqual([error.code, error.param], ['setup_intent_unexpected_state', 'customer'])
  }
  for (const change of [{ customer: bob }, { payment_method: 'pm_card_visa' }]) {
    const intent = await setUp('customer' in change ? {} : { customer: ada })
    const changed = await post(`/v1/setup_intents/${intent.id}`, change)
    assert.deepEqual([changed.status, changed.next_action], ['requires_confirmation', null])
    assert.equal(await authenticates(intent), 404)
    const attempts = (await read(`/v1/setup_attempts?setup_intent=${intent.id}`)).data as unknown as Body[]
    assert.deepEqual(
      attempts.map(({ status }) => status),
      ['abandoned'],
    )
    const again = await post(`/v1/setup_intents/${intent.id}/confirm`)
    if (again.status === 'requires_action') assert.ok((await authenticates(again)) < 400)
    const saved = await read(`/v1/setup_intents/${intent.id}`)
    assert.equal(saved.status, 'succeeded')
    assert.equal((await read(`/v1/payment_methods/${saved.payment_method}`)).customer, saved.customer)
  }
  assert.equal((await post(`/v1/setup_intents/${theirs.id}`, { metadata: { a: 'b' } })).status, 'requires_action')
  assert.ok((await authenticates(theirs)) < 400)
})

test('through WooshPay too: another amount ends the challenge, another customer is refused', async () => {
  const [ada, bob] = [await customer(), await customer()]
  const intent = await challenged({ customer: ada })
  const send = async (body: object) => {
    const answer = await fetch(`${gateway.url}/wooshpay/v1/payment_intents/${intent.id}`, {
      method: 'POST',
      headers: { ...basic(merchant.key), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return { status: answer.status, body: (await answer.json()) as Body }
  }
  assert.equal((await send({ customer: bob })).status, 400)
  const changed = await send({ amount: 9999 })
  assert.equal(changed.status, 200, JSON.stringify(changed.body))
  assert.deepEqual([changed.body.status, await authenticates(intent)], ['requires_confirmation', 404])
})

test('an order that is repriced while its payer is away is paid with its new price, or not at all', async () => {
  const line = (amount: number) => [{ name: 'Vase', amount, quantity: 1 }]
  const order = await post('/v1/orders', { currency: 'usd', line_items: line(2000) })
  const asked = await post(`/v1/orders/${order.id}/request_payment`)
  const id = asked.payment_intent
  const away = await post(`/v1/payment_intents/${id}/confirm`, { payment_method: 'pm_card_threeDSecure2Required' })
  await post(`/v1/orders/${order.id}`, { line_items: line(9999) })
  assert.equal(await authenticates(away), 404)
  const unpaid = await post(`/v1/orders/${order.id}/mark_paid`, {}, 400)
  assert.equal(unpaid.code, 'order_not_paid')
  // A currency of somebody else's is put right with the price.
  await post(`/v1/payment_intents/${id}`, { currency: 'eur' })
  await post(`/v1/orders/${order.id}/request_payment`)
  const again = await post(`/v1/payment_intents/${id}/confirm`)
  await authenticates(again)
  assert.deepEqual(amounts(await read(`/v1/payment_intents/${id}`)), ['succeeded', 9999, 9999, 'usd'])
  assert.equal((await post(`/v1/orders/${order.id}/mark_paid`)).status, 'paid')
})

test('what a processor is asked about, and what is authorised, takes no other terms', async () => {
  const silent = await create({ payment_method: 'pm_card_timeoutSucceeded' })
  const held = await create({ payment_method: 'pm_card_visa', capture_method: 'manual' })
  for (const [intent, status] of [
    [silent, 'processing'],
    [held, 'requires_capture'],
  ] as const) {
    assert.equal(intent.status, status)
    for (const [param, value] of Object.entries({ amount: 9999, currency: 'usd', setup_future_usage: 'off_session' })) {
      const error = await post(`/v1/payment_intents/${intent.id}`, { [param]: value }, 400)
      assert.deepEqual([error.code, error.param], ['payment_intent_unexpected_state', param])
    }
  }
})

test('a hosted page pays what it showed: a price that has changed since is shown anew, and nothing is charged', async () => {
  const intent = await post('/v1/payment_intents', { amount: 2000, currency: 'eur' })
  const { rows } = await gateway.pool.query<{ env: string }>('select env from payment_intents where id = $1', [
    intent.id,
  ])
  const page = `${gateway.url}/checkout/${rows[0]?.env}/${intent.id}?client_secret=${intent.client_secret}`
  const shown = await (await fetch(page)).text()
  const asked = /name="asked" value="([^"]*)"/.exec(shown)?.[1] ?? ''
  assert.equal(asked, '2000 eur automatic_async none')
  const pays = async (form: Record<string, string>) => {
    const card = { type: 'card', 'card][number': '4242424242424242', 'card][exp_month': '12', 'card][exp_year': '2030' }
    const data = Object.entries(card).map(
      ([name, value]) => [`payment_method_data[${name}]`, value] as [string, string],
    )
    const body = new URLSearchParams([...data, ...Object.entries(form)])
    return await (await fetch(page, { method: 'POST', body, redirect: 'manual' })).text()
  }
  for (const change of [{ amount: 9999 }, { currency: 'usd', amount: 2000 }]) {
    await post(`/v1/payment_intents/${intent.id}`, change)
    assert.match(await pays({ asked }), /The shop has changed what there is to pay/)
  }
  await post(`/v1/payment_intents/${intent.id}`, { amount: 2000, currency: 'eur', setup_future_usage: 'off_session' })
  assert.match(await pays({ asked }), /The shop has changed this payment/)
  await post(`/v1/payment_intents/${intent.id}`, { currency: 'usd', setup_future_usage: '' })
  assert.match(await pays({ asked: '2000 usd manual none' }), /The shop has changed this payment/)
  const still = await read(`/v1/payment_intents/${intent.id}`)
  assert.deepEqual([still.status, still.latest_charge], ['requires_payment_method', null])
  // As a page of an earlier release said it.
  await pays({ asked: '2000 usd' })
  assert.deepEqual(amounts(await read(`/v1/payment_intents/${intent.id}`)), ['succeeded', 2000, 2000, 'usd'])
})
