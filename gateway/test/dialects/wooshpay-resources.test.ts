/** WooshPay's other resources: customers and their methods, charges and refunds, setups. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wooshpay } from '../../src/dialects/wooshpay/index.ts'
import { assertShown, foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { basic, byCard, wooshpayDocumented } from '../support/wooshpay.ts'

const gateway = await openGateway()
const call = foreignClient(`${gateway.url}/wooshpay`, basic(gateway.key))
const native = foreignClient(gateway.url, { authorization: `Bearer ${gateway.key}` })

/** Calls, holds the answer against its table, and gives it. */
async function ask(answer: string, ...[method, path, body]: [string, string, unknown?]) {
  const reply = await call(method, path, body)
  assert.equal(reply.status, 200, reply.text)
  assertShown(reply.body, wooshpay.answers[answer]?.fields ?? {})
  return reply.body
}
const { card } = wooshpayDocumented.payment_method_data
/** The keys of an answer, in the order that they are printed in. */
const keysOf = (body: object) => Object.keys(body).join(' ')

test('a customer is made, changed, listed and deleted', async () => {
  const made = await ask('customer', 'POST', '/v1/customers', {
    name: 'Ada',
    email: 'ada@example.com',
    phone: '+44 20 7946 0000',
    metadata: { tier: 'gold' },
    address: { line1: '12 St James’s Square', city: 'London', country: 'GB' },
    shipping: { name: 'Ada' },
    tax_exempt: 'nonsense that is not known here',
  })
  assert.match(made.id, /^cus_\d{19}$/)
  assert.match(String(made.created), /^\d{10}000$/)
  assert.equal(keysOf(made), 'id object address created description email livemode metadata name phone shipping')
  const path = `/v1/customers/${made.id}`
  assert.equal((await ask('customer', 'POST', path, { description: 'first', phone: null })).description, 'first')
  assert.deepEqual([made.phone, (await ask('customer', 'GET', path)).phone], ['+44 20 7946 0000', null])
  const { data } = await ask('list', 'GET', '/v1/customers?email=ada@example.com')
  assert.deepEqual(
    data.map(({ id }: { id: string }) => id),
    [made.id],
  )
  assert.deepEqual(await ask('customer', 'DELETE', path), { id: made.id, object: 'customer', deleted: true })
  assert.equal((await call('POST', path, { name: 'Bob' })).status, 404)
})

test('a method is made in a browser, saved for a customer, charged without the payer, and taken away', async () => {
  const browser = foreignClient(`${gateway.url}/wooshpay`, basic(gateway.publishable))
  const made = await browser('POST', '/v1/payment_methods', { type: 'card', card, billing_details: { name: 'Tom' } })
  assert.equal(made.status, 200, made.text)
  assert.equal(keysOf(made.body), 'id object billing_details card created customer livemode metadata type')
  assert.equal(made.body.card.fingerprint, null)
  const path = `/v1/payment_methods/${made.body.id}`
  const customer = (await ask('customer', 'POST', '/v1/customers', {})).id
  assert.equal((await ask('paymentMethod', 'POST', `${path}/attach`, { customer })).customer, customer)
  const changed = await ask('paymentMethod', 'POST', path, {
    card: { exp_month: '1', exp_year: 2031 },
    metadata: { a: 'b' },
  })
  assert.deepEqual([changed.card.exp_month, changed.card.exp_year, changed.metadata], [1, 2031, { a: 'b' }])
  const { data } = await ask('list', 'GET', `/v1/payment_methods?customer=${customer}&type=card`)
  assert.deepEqual(
    data.map(({ id }: { id: string }) => id),
    [made.body.id],
  )
  for (const spelling of ['off-session', 'off_session']) {
    const paid = await ask('paymentIntent', 'POST', '/v1/payment_intents', {
      amount: 2000,
      currency: 'USD',
      customer,
      payment_method: made.body.id,
      confirm: true,
      [spelling]: true,
    })
    assert.deepEqual([paid.status, paid.customer, paid.payment_method], ['succeeded', customer, made.body.id])
  }
  assert.equal((await ask('paymentMethod', 'POST', `${path}/detach`)).customer, null)
  const gone = await call('POST', `${path}/attach`, { customer })
  assert.equal(gone.status, 400)
  assert.match(gone.body.error.message, new RegExp(made.body.id))
  assert.equal((await call('POST', path, { card: { exp_month: '13' } })).body.error.param, 'card[exp_month]')
})

test('without the payer a card that wants a challenge is declined, in either spelling', async () => {
  for (const spelling of ['off-session', 'off_session']) {
    const refused = await call('POST', '/v1/payment_intents', byCard('4000002760003184', { [spelling]: true }))
    assert.equal(refused.status, 402)
    assert.equal(refused.body.error.code, 'authentication_required')
  }
})

test('every method of its lists is made with what its scheme needs', async () => {
  const own: Readonly<Record<string, object>> = {
    card: { card },
    sepa_debit: { sepa_debit: { iban: 'DE89370400440532013000' } },
    ovo: { ovo: { phone: '+6281234567890' } },
    mobile_money: { mobile_money: { phone_number: '237671234567', provider_code: 'mtn_cm' } },
    boleto: { boleto: { tax_id: '529.982.247-25' } },
    fpx: { fpx: { bank: 'maybank2u' } },
    pix: {},
  }
  const types = Object.keys(wooshpay.answers.paymentMethod?.fields ?? {})
    .filter((path) => /^[a-z0-9_]+\.\*$/.test(path) && path !== 'metadata.*')
    .map((path) => path.slice(0, -2))
  assert.ok(types.length >= 36)
  for (const type of ['card', ...types]) {
    const billing_details = { name: 'Tom', email: 'tom@example.com', tax_id: '529.982.247-25' }
    const sent = { type, billing_details, ...own[type] }
    const reply = await call('POST', '/v1/payment_methods', sent)
    // A payer of Brazil has a tax number; who pays elsewhere has a country.
    const { body } =
      reply.status === 200
        ? reply
        : await call('POST', '/v1/payment_methods', {
            ...sent,
            billing_details: { ...billing_details, address: { country: { klarna: 'DE', paynow: 'SG' }[type] ?? 'BR' } },
          })
    assert.equal(body.type, type, JSON.stringify(body))
    assertShown(body, wooshpay.answers.paymentMethod?.fields ?? {})
  }
})

test('a charge is shown, and refunded in parts with amounts as texts or numbers', async () => {
  const paid = await ask('paymentIntent', 'POST', '/v1/payment_intents', { ...wooshpayDocumented, amount: 2000 })
  const { data } = await ask('list', 'GET', `/v1/charges?payment_intent=${paid.id}`)
  const [charge] = data
  assertShown(charge, wooshpay.answers.charge?.fields ?? {})
  assert.match(charge.id, /^ch_\d{19}$/)
  assert.deepEqual([charge.amount, charge.currency, charge.payment_method], [2000, 'USD', paid.payment_method])
  assert.deepEqual(charge.billing_details.name, 'Tom')
  assert.equal(charge.payment_method_details.card.last4, '1111')
  assert.deepEqual(await ask('charge', 'GET', `/v1/charges/${charge.id}`), charge)

  const first = await ask('refund', 'POST', '/v1/refunds', {
    payment_intent: paid.id,
    amount: '500',
    reason: 'resolved_dispute',
    metadata: { why: 'late' },
  })
  assert.match(first.id, /^re_\d{19}$/)
  assert.equal(
    keysOf(first),
    'id object amount created currency metadata payment_intent reason status description failure_reason',
  )
  assert.deepEqual([first.amount, first.reason, first.status], [500, 'resolved_dispute', 'succeeded'])
  assert.deepEqual(await ask('refund', 'GET', `/v1/refunds/${first.id}`), first)
  const second = await ask('refund', 'POST', '/v1/refunds', {
    payment_intent: paid.id,
    amount: 300,
    reason: 'duplicate',
  })
  assert.deepEqual([second.amount, second.reason], [300, 'duplicate'])
  const { body: natively } = await native('GET', '/v1/refunds?limit=2')
  assert.deepEqual(
    natively.data.map(({ amount, reason }: Record<string, unknown>) => [amount, reason]),
    [
      [300, 'duplicate'],
      [500, null],
    ],
  )
  for (const [body, status, code, param] of [
    [{ payment_intent: paid.id, amount: '1201' }, 400, 'amount_too_large', 'amount'],
    [{ payment_intent: paid.id, amount: '5.00' }, 400, 'parameter_invalid_integer', 'amount'],
    [{ payment_intent: paid.id, amount: '0' }, 400, 'parameter_invalid_integer', 'amount'],
    [{ amount: '1' }, 400, 'parameter_missing', 'payment_intent'],
    [{ payment_intent: 'pi_1604012360740110336' }, 404, 'resource_missing', 'payment_intent'],
  ] as const) {
    const refused = await call('POST', '/v1/refunds', body)
    assert.deepEqual(
      [refused.status, refused.body.error.code, refused.body.error.param],
      [status, code, param],
      refused.text,
    )
  }
  await ask('refund', 'POST', '/v1/refunds', { payment_intent: paid.id })
  const again = await call('POST', '/v1/refunds', { payment_intent: paid.id })
  assert.equal(again.body.error.code, 'charge_already_refunded')
  assert.equal((await ask('charge', 'GET', `/v1/charges/${charge.id}`)).refunded, true)
  assert.equal((await ask('paymentIntent', 'GET', `/v1/payment_intents/${paid.id}`)).status, 'succeeded')
})

test('a bank transfer has no refunds', async () => {
  const paid = await ask('paymentIntent', 'POST', '/v1/payment_intents', {
    amount: 5_000_000,
    currency: 'IDR',
    confirm: true,
    payment_method_data: { type: 'bank_transfer_id' },
    return_url: wooshpayDocumented.return_url,
  })
  const { url } = paid.next_action.bank_transfer_id_handle_redirect
  await fetch(url, { method: 'POST', body: new URLSearchParams('do=succeed'), redirect: 'manual' })
  const refused = await call('POST', '/v1/refunds', { payment_intent: paid.id })
  assert.equal(refused.body.error.code, 'refund_not_supported', refused.text)
})

test('a setup intent saves a card after its payer has authenticated', async () => {
  const customer = (await ask('customer', 'POST', '/v1/customers', {})).id
  const made = await ask('setupIntent', 'POST', '/v1/setup_intents', {
    customer,
    payment_method_data: { type: 'card', card: { ...card, number: '4000002760003184' } },
    usage: 'off_session',
  })
  assert.equal(made.status, 'requires_confirmation')
  const path = `/v1/setup_intents/${made.id}`
  const browser = foreignClient(`${gateway.url}/wooshpay`, basic(gateway.publishable))
  const { client_secret } = made
  const confirmed = await browser('POST', `${path}/confirm`, { client_secret, return_url: 'https://your.website' })
  assert.equal(confirmed.body.next_action.type, 'challenge_redirect', confirmed.text)
  assertShown(confirmed.body, wooshpay.answers.setupIntent?.fields ?? {})
  await fetch(confirmed.body.next_action.challenge_redirect.url, {
    method: 'POST',
    body: new URLSearchParams('result=complete'),
    redirect: 'manual',
  })
  const saved = await ask('setupIntent', 'GET', path)
  assert.equal(saved.status, 'succeeded')
  const { data: attempts } = await ask('list', 'GET', `/v1/setup_attempts?setup_intent=${made.id}`)
  assertShown(attempts[0], wooshpay.answers.setupAttempt?.fields ?? {})
  assert.deepEqual([attempts[0].id, attempts[0].status], [saved.latest_attempt, 'succeeded'])
  const { data } = await ask('list', 'GET', `/v1/payment_methods?customer=${customer}`)
  assert.equal(data[0].id, saved.payment_method)

  const other = await ask('setupIntent', 'POST', '/v1/setup_intents', { customer })
  const noted = await ask('setupIntent', 'POST', `/v1/setup_intents/${other.id}`, { description: 'later' })
  assert.equal(noted.description, 'later')
  const canceled = await ask('setupIntent', 'POST', `/v1/setup_intents/${other.id}/cancel`, {
    cancellation_reason: 'duplicate',
  })
  assert.deepEqual([canceled.status, canceled.cancellation_reason], ['canceled', 'duplicate'])
  const { data: both } = await ask('list', 'GET', `/v1/setup_intents?customer=${customer}`)
  assert.equal(both.length, 2)
})

test('what has nothing behind it says so, in its envelope', async () => {
  const routes = wooshpay.routes.filter(({ notYet }) => notYet !== undefined)
  assert.ok(routes.length > 60)
  for (const { method, path } of routes) {
    const reply = await call(method, path.replace(':id', 'x_1'), method === 'POST' ? {} : undefined)
    assert.equal(reply.status, 501, `${method} ${path}`)
    assert.deepEqual([reply.body.error.type, reply.body.error.code], ['api_error', 'not_implemented'])
  }
  assert.equal((await call('GET', '/v1/disputes', undefined, { authorization: '' })).status, 401)
})
