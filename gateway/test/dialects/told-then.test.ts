/**
 * One callback a fact, each with the state of its fact, in every API that calls back: a receiver that was away until everything was
 * over is told of each step as it was then, and of none twice.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { openReceiver, refuseAll } from '../support/receiver.ts'

const gateway = await openGateway()
const native = foreignClient(gateway.url, { authorization: `Bearer ${gateway.key}` })

/** What one callback says, in short. */
type Short = readonly unknown[]
const shorts: Readonly<Record<string, (body: Record<string, never> & Record<string, unknown>) => Short>> = {
  // biome-ignore lint/suspicious/noExplicitAny: a test names the fields that it expects.
  ojire: ({ data }: any) => [data.status, data.paymentMethod],
  // biome-ignore lint/suspicious/noExplicitAny: a test names the fields that it expects.
  orqex: ({ event, payment, attempt }: any) => [event, payment.status, attempt?.status],
  // biome-ignore lint/suspicious/noExplicitAny: a test names the fields that it expects.
  harsya: ({ event, data }: any) => [
    event,
    data.status,
    data.chargeDetails?.map(({ status }: { status: string }) => status),
  ],
  // biome-ignore lint/suspicious/noExplicitAny: a test names the fields that it expects.
  wooshpay: ({ type, data: { object } }: any) => [
    type,
    object.status,
    object.object === 'charge' ? object.amount_refunded : (object['3ds_status']?.status ?? null),
  ],
}

/** Declined, paid after a challenge, refunded in two parts: what each API tells of it. */
const expected: Readonly<Record<string, readonly Short[]>> = {
  ojire: [
    ['FAILED', 'CC'],
    ['PAID', 'CC'],
  ],
  orqex: [
    ['payment.attempt.failed', 'pending', 'failed'],
    ['payment.attempt.action_required', 'pending', 'action_required'],
    ['payment.attempt.completed', 'completed', 'completed'],
    ['payment.completed', 'completed', 'completed'],
    ['payment.partially_refunded', 'partially_refunded', 'completed'],
    ['payment.refunded', 'refunded', 'completed'],
  ],
  harsya: [
    ['PAYMENT.CANCELLED', 'CANCELLED', ['FAILED']],
    ['PAYMENT.PAID', 'PAID', ['SUCCESS']],
    ['REFUND.PENDING', 'PENDING', undefined],
    ['REFUND.PENDING', 'PENDING', undefined],
    ['REFUND.SUCCESS', 'SUCCESS', undefined],
    ['REFUND.SUCCESS', 'SUCCESS', undefined],
  ],
  wooshpay: [
    ['charge.failed', 'failed', 0],
    ['charge.refunded', 'succeeded', 500_000],
    ['charge.refunded', 'succeeded', 2_000_000],
    ['charge.succeeded', 'succeeded', 0],
    ['payment_intent.created', 'requires_payment_method', null],
    ['payment_intent.payment_failed', 'requires_payment_method', null],
    ['payment_intent.requires_action', 'requires_action', 'PENDING'],
    ['payment_intent.succeeded', 'succeeded', 'COMPLETED'],
  ],
}
const sorted = (told: readonly Short[]): string[] => told.map((one) => JSON.stringify(one)).sort()

test('a receiver that was away is told of each fact once, as it was then', async () => {
  const receivers = new Map<string, Awaited<ReturnType<typeof openReceiver>>>()
  for (const format of Object.keys(shorts)) {
    const receiver = await openReceiver(refuseAll)
    receivers.set(format, receiver)
    const made = await native('POST', '/v1/webhook_endpoints', { url: receiver.url, enabled_events: ['*'], format })
    assert.equal(made.status, 200, made.text)
  }
  const { body: intent } = await native('POST', '/v1/payment_intents', { amount: 2_000_000, currency: 'idr' })
  const at = `/v1/payment_intents/${intent.id}`
  const confirm = (payment_method: string) =>
    native('POST', `${at}/confirm`, { payment_method, return_url: 'https://shop.example' })
  await confirm('pm_card_visa_chargeDeclined')
  await gateway.deliver()
  const waiting = await confirm('pm_card_authenticationRequired')
  const challenge = new URL(waiting.body.next_action.redirect_to_url.url)
  const { pathname, searchParams } = challenge
  await fetch(`${gateway.url}${pathname}?client_secret=${searchParams.get('client_secret')}`, {
    method: 'POST',
    body: new URLSearchParams({ result: 'complete' }),
    redirect: 'manual',
  })
  const paid = await native('GET', at)
  assert.equal(paid.body.status, 'succeeded', paid.text)
  await native('POST', '/v1/refunds', { payment_intent: intent.id, amount: 500_000 })
  await native('POST', '/v1/refunds', { payment_intent: intent.id })
  for (const receiver of receivers.values()) {
    receiver.take()
    receiver.respond = (_, response) => void response.writeHead(200).end('ok')
  }
  for (let hours = 0; hours < 4; hours++) {
    await gateway.advance(6 * 3_600_000)
    await gateway.deliver()
  }
  for (const [format, receiver] of receivers) {
    const told = receiver.take().map(({ body }) => shorts[format]?.(JSON.parse(body)) ?? [])
    const known =
      format === 'wooshpay'
        ? told.filter(([type]) => !/^(customer|payment_method|refund|charge\.(refund\.)?updated)/.test(String(type)))
        : told
    assert.deepEqual(sorted(known), sorted(expected[format] ?? []), format)
  }
})
