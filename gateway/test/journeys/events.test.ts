/** Each transition emits exactly its events; every documented event happens here. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { eventReference } from '../../src/app/reference.ts'
import { eventTypes, registry } from '../../src/app/registry.ts'
import { dayMs, secondMs } from '../../src/kernel/time.ts'
import { request } from '../client/client.ts'
import { braked, failureTold } from '../support/brake.ts'
import { type EventStep, type Intent, liveAll, ofCustomers } from '../support/event-lives.ts'
import { openGateway } from '../support/gateway.ts'
import { catalogueMethod, paymentBy } from '../support/payers.ts'
import { openReceiver, refuseAll } from '../support/receiver.ts'

const gateway = await openGateway()
const seen = new Set<string>()

const pay =
  (card: string, more: Record<string, unknown> = {}): EventStep[1] =>
  (call) =>
    call('/v1/payment_intents', {
      amount: 2000,
      currency: 'eur',
      confirm: true,
      payment_method: `pm_card_${card}`,
      ...more,
    })
const on =
  (verb: string, form: Record<string, unknown> = {}): EventStep[1] =>
  (call, { id }) =>
    call(`/v1/payment_intents/${id}/${verb}`, form)
const refund =
  (form: Record<string, unknown> = {}): EventStep[1] =>
  (call, { id }) =>
    call('/v1/refunds', { payment_intent: id, ...form })
const later =
  (milliseconds: number): EventStep[1] =>
  () =>
    gateway.advance(milliseconds)
const onRefund =
  (verb: string, form: Record<string, unknown> = { metadata: { a: 'b' } }): EventStep[1] =>
  async (call, { id }) => {
    const { data } = await call(`/v1/refunds?payment_intent=${id}`)
    return await call(`/v1/refunds/${(data as { id: string }[])[0]?.id}${verb}`, verb === '' ? form : {})
  }
/** A payment by another method than a card, and what its payer does. */
const by =
  (code: string, more: Record<string, unknown> = {}): EventStep[1] =>
  (call) =>
    call('/v1/payment_intents', { ...paymentBy(catalogueMethod(code)), ...more })
const payer =
  (outcome: string): EventStep[1] =>
  (call, { id }) =>
    call(`/v1/test_helpers/payment_intents/${id}/simulate`, { outcome })
/** The payer presses a button of the challenge. */
const challenge =
  (result: 'complete' | 'fail'): EventStep[1] =>
  async (call, { id }) => {
    const intent = (await call(`/v1/payment_intents/${id}`)) as unknown as Intent
    const url = intent.next_action.redirect_to_url?.url ?? ''
    const [path, query] = url.replace(gateway.url, '').split('?')
    const response = await fetch(`${gateway.url}${path}?${query}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ result }),
    })
    assert.ok(response.status < 400, `${response.status} ${await response.text()}`)
  }

const begun = ['payment_intent.created']
const held = [...begun, 'charge.succeeded', 'payment_intent.amount_capturable_updated']
const paid = [...begun, 'charge.succeeded', 'payment_intent.succeeded']
const changed = ['refund.updated', 'charge.refund.updated']
const refunded = ['refund.created', ...changed, 'charge.refunded']
const asked = [...begun, 'payment_intent.requires_action']
const manual = { capture_method: 'manual' }
const challenged = { return_url: 'https://shop.example/done' }

const lives: Readonly<Record<string, readonly EventStep[]>> = {
  'made, changed and cancelled': [
    ['made', (call) => call('/v1/payment_intents', { amount: 2000, currency: 'eur' }), begun],
    ['changed', (call, { id }) => call(`/v1/payment_intents/${id}`, { amount: 2500 }), []],
    ['cancelled', on('cancel'), ['payment_intent.canceled']],
  ],
  'paid at once, refunded in parts': [
    ['paid', pay('visa'), paid],
    ['settled', later(3 * dayMs), ['balance.available']],
    ['a part back', refund({ amount: 500 }), refunded],
    ['the rest back', refund(), refunded],
    ['too much back', refund(), []],
    ["the refund's metadata", onRefund(''), changed],
    [
      "the charge's metadata",
      (call, { latest_charge }) => call(`/v1/charges/${latest_charge}`, { metadata: { a: 'b' } }),
      ['charge.updated'],
    ],
  ],
  'declined, then paid with another card': [
    ['declined', pay('visa_chargeDeclined'), [...begun, 'charge.failed', 'payment_intent.payment_failed']],
    ['paid', on('confirm', { payment_method: 'pm_card_visa' }), ['charge.succeeded', 'payment_intent.succeeded']],
  ],
  'tried too often': [
    ['declined', pay('visa_chargeDeclined'), [...begun, 'charge.failed', 'payment_intent.payment_failed']],
    [
      'five times more',
      async (call, { id }) => {
        await braked(gateway, 'payment_intents', id)
        for (let at = 0; at < 5; at++)
          await on('confirm', { payment_method: 'pm_card_visa_chargeDeclined' })(call, { id } as Intent)
      },
      Array.from({ length: 5 }, () => ['charge.failed', 'payment_intent.payment_failed']).flat(),
    ],
    [
      'and once more',
      async (call, intent) => {
        await on('confirm', { payment_method: 'pm_card_visa_chargeDeclined' })(call, intent)
        await failureTold(call, 'payment_intent.payment_failed')
      },
      ['payment_intent.payment_failed'],
    ],
  ],
  'held, raised, captured in parts': [
    ['held', pay('visa', manual), held],
    [
      'raised',
      on('increment_authorization', { amount: 3000 }),
      ['charge.updated', 'payment_intent.amount_capturable_updated'],
    ],
    [
      'a part',
      on('capture', { amount_to_capture: 1000, final_capture: false }),
      ['charge.captured', 'payment_intent.amount_capturable_updated'],
    ],
    ['the rest', on('capture'), ['charge.captured', 'payment_intent.succeeded']],
  ],
  'held and voided': [
    ['held', pay('visa', manual), held],
    ['voided', on('cancel'), ['charge.updated', 'payment_intent.canceled']],
  ],
  'held and expired': [
    ['held', pay('visa', manual), held],
    ['expired', later(8 * dayMs), ['charge.expired', 'payment_intent.canceled']],
  ],
  'a part captured, the rest expired': [
    ['held', pay('visa', manual), held],
    [
      'a part',
      on('capture', { amount_to_capture: 1000, final_capture: false }),
      ['charge.captured', 'payment_intent.amount_capturable_updated'],
    ],
    ['expired', later(8 * dayMs), ['charge.expired', 'payment_intent.succeeded', 'balance.available']],
  ],
  'challenged and passed': [
    ['challenged', pay('authenticationRequired', challenged), [...begun, 'payment_intent.requires_action']],
    ['passed', challenge('complete'), ['charge.succeeded', 'payment_intent.succeeded']],
  ],
  'challenged and failed': [
    ['challenged', pay('authenticationRequired', challenged), [...begun, 'payment_intent.requires_action']],
    ['failed', challenge('fail'), ['payment_intent.payment_failed']],
  ],
  'a refund that comes back': [
    ['paid', pay('refundFail'), paid],
    ['refunded', refund(), refunded],
    ['returned', later(2 * dayMs), ['refund.failed', 'charge.refund.updated', 'charge.updated']],
  ],
  'a pending refund that arrives': [
    ['paid', pay('pendingRefund'), paid],
    ['refunded', refund(), refunded],
    ['arrived', later(2 * dayMs), changed],
  ],
  'a pending refund that is cancelled': [
    ['paid', pay('pendingRefund'), paid],
    ['refunded', refund(), refunded],
    ['cancelled', onRefund('/cancel'), [...changed, 'charge.updated']],
  ],
  'a code that is paid': [
    ['asked', by('qris'), asked],
    ['paid', payer('succeed'), ['charge.succeeded', 'payment_intent.succeeded']],
  ],
  'a code that nobody pays, paid late': [
    ['asked', by('qris'), asked],
    ['over', payer('expire'), ['payment_intent.payment_failed']],
    ['late', payer('pay_late'), ['charge.succeeded', 'payment_intent.succeeded']],
  ],
  'a wallet that says no': [
    ['asked', by('dana'), asked],
    ['declined', payer('decline'), ['charge.failed', 'payment_intent.payment_failed']],
    ['given up', on('cancel'), ['payment_intent.canceled']],
  ],
  'a number that is paid again and again, and closed': [
    ['asked', by('qris', { usage: 'multiple' }), asked],
    ['once', payer('succeed'), ['charge.succeeded', 'payment_intent.partially_funded']],
    ['twice', payer('succeed'), ['charge.succeeded', 'payment_intent.partially_funded']],
    ['closed', on('cancel'), ['payment_intent.succeeded']],
  ],
  'a debit that is told later': [
    ['debited', by('sepa_debit'), [...begun, 'charge.pending', 'payment_intent.processing']],
    ['told', later(dayMs), ['charge.succeeded', 'payment_intent.succeeded']],
  ],
  'a debit that comes back': [
    ['debited', by('sepa_debit'), [...begun, 'charge.pending', 'payment_intent.processing']],
    ['returned', payer('insufficient_funds'), ['charge.failed', 'payment_intent.payment_failed']],
  ],
  'a lender that approves': [
    ['asked', by('klarna', manual), asked],
    ['approved', payer('succeed'), ['charge.succeeded', 'payment_intent.amount_capturable_updated']],
    ['captured', on('capture'), ['charge.captured', 'payment_intent.succeeded']],
  ],
  'a refund by transfer': [
    ['asked', by('promptpay'), asked],
    ['paid', payer('succeed'), ['charge.succeeded', 'payment_intent.succeeded']],
    ['refunded', refund(), ['refund.created']],
    [
      'the account is named',
      onRefund('', { bank_account: { bank: 'scb', account_number: '1234567890', account_holder: 'Ada' } }),
      [...changed, ...changed, 'charge.refunded'],
    ],
    ['arrived', later(2 * dayMs), changed],
  ],
  'a refund by transfer that is dropped': [
    ['asked', by('promptpay'), asked],
    ['paid', payer('succeed'), ['charge.succeeded', 'payment_intent.succeeded']],
    ['refunded', refund(), ['refund.created']],
    ['dropped', onRefund('/cancel'), changed],
  ],
  'an order of a shop that is priced, paid and marked': [
    [
      'made',
      (call) => call('/v1/orders', { currency: 'usd', line_items: [{ name: 'Part', amount: 5600, quantity: 2 }] }),
      [],
    ],
    ['priced', (call) => call('/v1/orders/ord_000000000001/request_payment', {}), begun],
    ['paid', on('confirm', { payment_method: 'pm_card_visa' }), ['charge.succeeded', 'payment_intent.succeeded']],
    ['marked', (call) => call('/v1/orders/ord_000000000001/mark_paid', {}), ['order.paid']],
    ['marked again', (call) => call('/v1/orders/ord_000000000001/mark_paid', {}), []],
  ],
  'a silent processor that is asked': [
    ['silent', pay('timeoutSucceeded'), begun],
    ['asked', later(60 * secondMs), ['charge.succeeded', 'payment_intent.succeeded']],
  ],
}

liveAll(gateway, lives, seen)

test('an endpoint that failed for five days', async () => {
  const key = await gateway.sandbox()
  const receiver = await openReceiver(refuseAll)
  await request(gateway.url, '/v1/webhook_endpoints', { key, form: { url: receiver.url, enabled_events: ['*'] } })
  await request(gateway.url, '/v1/payment_intents', { key, form: { amount: 500, currency: 'eur' } })
  for (let day = 0; day < 6; day++) {
    await gateway.deliver()
    await gateway.advance(dayMs)
    await request(gateway.url, '/v1/payment_intents', { key, form: { amount: 500, currency: 'eur' } })
  }
  await gateway.deliver()
  await gateway.sweep()
  const { body } = await request(gateway.url, '/v1/events?type=webhook_endpoint.*', { key })
  const types = (body.data as unknown as { type: string }[]).map(({ type }) => type)
  assert.deepEqual(types, ['webhook_endpoint.disabled'])
  for (const type of types) seen.add(type)
})

test('the reference has every type that some fact has, with its words and an example, and no other', async () => {
  const emitted = eventTypes(registry)
  const entries = eventReference()
  assert.deepEqual(
    entries.map(({ type }) => type),
    emitted,
  )
  for (const { type, tells, example } of entries) {
    assert.ok(tells.length > 20, type)
    assert.equal((example as { type: string }).type, type)
  }
  for (const { aggregate } of registry.values())
    for (const type of Object.keys(aggregate?.descriptions ?? {}))
      assert.ok(emitted.includes(type), `${type} is described and happens`)
  const page = await (await fetch(`${gateway.url}/docs/events`)).text()
  for (const { type } of entries) assert.ok(page.includes(`id="${type}"`), type)
})

after(() => {
  const missing = eventReference()
    .filter(({ type }) => !seen.has(type) && !ofCustomers.test(type))
    .map(({ type }) => type)
  assert.deepEqual(missing, [], 'every documented event happened, here or in customer-events.test.ts')
})
