/** Primary, then backup: a payment whose first account is out of order goes through the second, at once and as one payment. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type Stripe from 'stripe'
import { connectorNames } from '../../src/connectors/index.ts'
import { connectorAccounts, operator, setConnectorAccounts } from '../../src/operations/accounts.ts'
import { openGateway } from '../support/gateway.ts'
import { merchantAt } from '../support/merchant.ts'
import { catalogueMethod, paymentBy } from '../support/payers.ts'

const gateway = await openGateway()

/** A merchant with a second account, and a first one that fails as it is told. */
async function withBackup(fault: Record<string, unknown> | null = { do: 'out_of_order' }) {
  const at = await merchantAt(gateway)
  const { body } = await at.call('/v1/payment_intents', { amount: 100, currency: 'eur' })
  const { rows } = await gateway.pool.query<{ env: string }>('select env from payment_intents where id = $1', [body.id])
  const env = rows[0]?.env ?? ''
  const accounts = ['simulator', 'spare'].map((id) => ({ id, connector: 'simulator', seed: id }))
  assert.equal(await setConnectorAccounts(gateway.pool, env, accounts, operator(), connectorNames), null)
  gateway.access.forget()
  if (fault !== null)
    await at.call('/v1/test_helpers/faults', { on: 'authorise', connector_account: 'simulator', ...fault })
  const chargesOf = async (intent: unknown) =>
    (await at.stripe.charges.list({ payment_intent: String(intent) })).data.toReversed() as (Stripe.Charge & {
      is_fallback?: boolean
    })[]
  const accountsOf = async (intent: unknown) =>
    (
      await gateway.pool.query<{ account: string }>(
        "select doc->>'connector_account' as account from charges where payment_intent = $1 order by id",
        [intent],
      )
    ).rows.map(({ account }) => account)
  return { ...at, env, chargesOf, accountsOf }
}

test('a card whose processor is out of order is paid through the backup, in one answer and with both charges shown', async () => {
  const { pay, chargesOf, accountsOf, call } = await withBackup()
  const paid = await pay()
  assert.equal(paid.status, 'succeeded')
  const charges = await chargesOf(paid.id)
  assert.deepEqual(
    charges.map(({ status, is_fallback }) => [status, is_fallback ?? false]),
    [
      ['failed', false],
      ['succeeded', true],
    ],
  )
  assert.deepEqual(await accountsOf(paid.id), ['simulator', 'spare'])
  assert.equal(paid.amount_received, 2000)
  const types = ((await call('/v1/events')).body.data as unknown as { type: string }[]).map(({ type }) => type)
  assert.ok(types.includes('charge.failed') && !types.includes('payment_intent.payment_failed'))
})

test('held, captured and refunded, the money stays with the account that took it', async () => {
  const { stripe, accountsOf } = await withBackup()
  const held = await stripe.paymentIntents.create({
    amount: 2000,
    currency: 'eur',
    confirm: true,
    capture_method: 'manual',
    payment_method: 'pm_card_visa',
  })
  await stripe.paymentIntents.capture(held.id)
  const refund = await stripe.refunds.create({ payment_intent: held.id })
  assert.equal(refund.status, 'succeeded')
  assert.deepEqual(await accountsOf(held.id), ['simulator', 'spare'])
  const { rows } = await gateway.pool.query<{ account: string; amount: string }>(
    "select account, amount::text as amount from balances where account = 'processor_receivable:spare' and env = (select env from payment_intents where id = $1)",
    [held.id],
  )
  assert.equal(rows[0]?.amount, '0', 'taken and given back through the spare')
})

test('an account that took payments stays listed, and who set them is in the audit log', async () => {
  const { env, call } = await withBackup(null)
  const spare = { id: 'spare', connector: 'simulator', seed: 'spare' }
  await call('/v1/payment_intents', { amount: 900, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' })
  const problem = await setConnectorAccounts(gateway.pool, env, [spare], operator(), connectorNames)
  assert.equal(problem, 'simulator has payments of its own; list it too')
  assert.equal((await connectorAccounts(gateway.pool, env))?.length, 2)
  const { body } = await call('/v1/audit_log?operation=connector_accounts.set')
  assert.equal((body.data as unknown as unknown[]).length, 1, JSON.stringify(body))
})

test('the code of a card goes along, and is forgotten afterwards', async () => {
  const { call } = await withBackup()
  const card = { number: '4000000000000101', exp_month: 12, exp_year: 2040, cvc: '987' }
  const { body } = await call('/v1/payment_intents', {
    amount: 900,
    currency: 'eur',
    confirm: true,
    payment_method_data: { type: 'card', card },
    expand: ['latest_charge'],
  })
  const charge = body.latest_charge as unknown as Stripe.Charge
  assert.equal(charge.payment_method_details?.card?.checks?.cvc_check, 'fail', 'it was checked by the second account')
})

for (const [title, form] of [
  ['a decline of the issuer', { payment_method: 'pm_card_chargeDeclinedInsufficientFunds' }],
  ['a risk rule', { payment_method: 'pm_card_radarBlock' }],
] as const)
  test(`${title} is no reason to try another account`, async () => {
    const { call, accountsOf } = await withBackup(null)
    const { body } = await call('/v1/payment_intents', { amount: 900, currency: 'eur', confirm: true, ...form })
    const { payment_intent } = body.error as unknown as { payment_intent: { id: string } }
    assert.deepEqual(await accountsOf(payment_intent.id), ['simulator'])
  })

test('silence is no failure: nothing is tried elsewhere until it is known', async () => {
  const { call, accountsOf } = await withBackup({ do: 'lose_answer', known_after_seconds: 60 })
  const { body } = await call('/v1/payment_intents', {
    amount: 900,
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_visa',
  })
  assert.equal(body.status, 'processing')
  assert.deepEqual(await accountsOf(body.id), [])
  await gateway.advance(120_000)
  assert.equal((await call(`/v1/payment_intents/${body.id}`)).body.status, 'succeeded')
  assert.deepEqual(await accountsOf(body.id), ['simulator'])
})

test('when both are out of order the payment fails once, with the last account’s no', async () => {
  const { call, chargesOf } = await withBackup()
  await call('/v1/test_helpers/faults', { on: 'authorise', connector_account: 'spare', do: 'out_of_order' })
  const { body, status } = await call('/v1/payment_intents', {
    amount: 900,
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_visa',
  })
  assert.equal(status, 402)
  const { payment_intent, code } = body.error as unknown as {
    code: string
    payment_intent: { id: string; status: string }
  }
  assert.deepEqual([code, payment_intent.status], ['processing_error', 'requires_payment_method'])
  assert.deepEqual(
    (await chargesOf(payment_intent.id)).map(({ status: each }) => each),
    ['failed', 'failed'],
  )
})

test('mobile money is passed on too, and the payer is asked by the backup', async () => {
  const { call, accountsOf } = await withBackup()
  const { body } = await call('/v1/payment_intents', paymentBy(catalogueMethod('momo_mtn')))
  assert.equal(body.status, 'requires_action', JSON.stringify(body))
  await call(`/v1/test_helpers/payment_intents/${body.id}/simulate`, { outcome: 'succeed' })
  assert.equal((await call(`/v1/payment_intents/${body.id}`)).body.status, 'succeeded')
  assert.deepEqual(await accountsOf(body.id), ['simulator', 'spare'])
})

test('one key, one answer: a retry of a payment that was passed on repeats its bytes', async () => {
  const { call, chargesOf } = await withBackup()
  const form = { amount: 2000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' }
  const first = await call('/v1/payment_intents', form, { 'idempotency-key': 'passed-on' })
  const again = await call('/v1/payment_intents', form, { 'idempotency-key': 'passed-on' })
  assert.equal(again.text, first.text)
  assert.equal(again.headers.get('idempotent-replayed'), 'true')
  assert.equal((await chargesOf(first.body.id)).length, 2)
})
