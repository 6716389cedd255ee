/** The brake on card testing, through every door: how often one payment is tried, and who has to wait after declines. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  createAccount,
  createEnvironment,
  createKey,
  operator,
  setCardTestingBrake,
  setRateLimits,
} from '../../src/operations/accounts.ts'
import { payerNetwork } from '../../src/surfaces/http/payer-address.ts'
import { request } from '../client/client.ts'
import { failureTold } from '../support/brake.ts'
import { openGateway, testStart } from '../support/gateway.ts'

let shift = 0
const gateway = await openGateway({ monotonicMs: () => shift, trustedProxies: ['127.0.0.1/32'] })
const account = await createAccount(gateway.pool, gateway.newId, {})

type Place = { readonly env: string; readonly key: string; readonly pk: string }

/** An environment of its own, whose tries are slowed unless it says otherwise. */
async function place(on = true): Promise<Place> {
  const env = await createEnvironment(gateway.pool, gateway.newId, account, false)
  if (on) await setCardTestingBrake(gateway.pool, env, true, operator())
  const key = (kind: 'secret' | 'publishable') => createKey(gateway.pool, env, kind, false, testStart)
  return { env, key: await key('secret'), pk: await key('publishable') }
}

type Made = { readonly id: string; readonly client_secret: string; readonly status: string }
type Answer = Awaited<ReturnType<typeof request>>
const codeOf = ({ body }: Answer) => (body.error as unknown as { code: string } | undefined)?.code ?? 'ok'
const made = async ({ key }: Place, noun = 'payment_intents', form: object = { amount: 1000, currency: 'eur' }) =>
  (await request(gateway.url, `/v1/${noun}`, { key, form: { ...form } })).body as unknown as Made

const declinedCards = ['0002', '9995', '9987', '9979', '0069', '0119', '6975'].map((end) => `400000000000${end}`)
const card = (at: number) => ({
  type: 'card',
  card: { number: declinedCards[at % declinedCards.length], exp_month: 12, exp_year: 2034, cvc: '123' },
})
/** A payer's try from an address of its own. */
const tryFrom = (
  { pk }: Place,
  { id, client_secret }: Made,
  address: string,
  payment: object = { payment_method: 'pm_card_visa_chargeDeclined' },
) =>
  request(gateway.url, `/v1/${id.startsWith('seti_') ? 'setup_intents' : 'payment_intents'}/${id}/confirm`, {
    key: pk,
    form: { client_secret, ...payment },
    headers: { 'x-forwarded-for': address },
  })

test('one payment is tried twenty times; then the next try cancels it, in every environment', async () => {
  const at = await place(false)
  const one = await made(at)
  for (let tries = 0; tries < 20; tries++) assert.equal((await tryFrom(at, one, '192.0.2.1')).status, 402)
  const last = await tryFrom(at, one, '192.0.2.1', { payment_method: 'pm_card_visa' })
  assert.deepEqual([last.status, codeOf(last)], [400, 'payment_intent_attempts_spent'])
  const { body } = await request(gateway.url, `/v1/payment_intents/${one.id}`, { key: at.key })
  assert.deepEqual([body.status, body.cancellation_reason] as unknown[], ['canceled', 'automatic'])
  const events = await request(gateway.url, '/v1/events?type=payment_intent.canceled', { key: at.key })
  assert.equal((events.body.data as unknown as unknown[]).length, 1)
  assert.equal(codeOf(await tryFrom(at, one, '192.0.2.1')), 'payment_intent_unexpected_state')
})

test('one setup is tried twenty times; then the next try cancels it', async () => {
  const at = await place(false)
  const one = await made(at, 'setup_intents', {})
  for (let tries = 0; tries < 20; tries++) assert.equal((await tryFrom(at, one, '192.0.2.1')).status, 402)
  assert.equal(codeOf(await tryFrom(at, one, '192.0.2.1')), 'setup_intent_attempts_spent')
  const { body } = await request(gateway.url, `/v1/setup_intents/${one.id}`, { key: at.key })
  assert.equal(body.status as unknown, 'canceled')
})

/** Tries until one is held back; gives the answer and how many went through. */
async function untilHeld(attempt: (at: number) => Promise<Answer>, most: number) {
  for (let through = 0; through < most; through++) {
    const answer = await attempt(through)
    if (answer.status === 429) return { answer, through }
    assert.equal(answer.status, 402, answer.text)
  }
  return assert.fail(`${most} tries went through`)
}

test('an address that has too many declines waits, longer each time, whichever payments and cards it tries', async () => {
  const at = await place()
  const attempt = async (n: number) => await tryFrom(at, await made(at), '192.0.2.7', { payment_method_data: card(n) })
  const { answer, through } = await untilHeld(attempt, 30)
  assert.equal(through, 7)
  assert.equal(codeOf(answer), 'card_testing_suspected')
  const first = Number(answer.headers.get('retry-after'))
  shift += first * 1000
  assert.equal((await attempt(1)).status, 402, 'after its time a try is let through')
  const again = await attempt(2)
  assert.ok(Number(again.headers.get('retry-after')) >= 2 * first - 1)
  assert.equal((await tryFrom(at, await made(at), '192.0.2.8')).status, 402, 'another address is another payer')
  const good = await tryFrom(at, await made(at), '192.0.2.9', { payment_method: 'pm_card_visa' })
  assert.equal((good.body as unknown as Made).status, 'succeeded')
})

test('the newer kind of address counts by its network', async () => {
  const at = await place()
  const attempt = async (n: number) =>
    await tryFrom(at, await made(at), `2001:db8:1:2::${n + 1}`, { payment_method_data: card(n) })
  assert.equal((await untilHeld(attempt, 30)).through, 7)
})

test('a card that has too many declines waits, from whatever address, also where it was made a method first', async () => {
  const at = await place()
  const attempt = async (n: number) => {
    const method = await request(gateway.url, '/v1/payment_methods', { key: at.pk, form: card(0) })
    return await tryFrom(at, await made(at), `198.51.100.${n}`, { payment_method: method.body.id })
  }
  const { through } = await untilHeld(attempt, 30)
  assert.equal(through, 5)
})

test('a card that a merchant’s server tries again and again waits too; what it charges besides goes on', async () => {
  const at = await place()
  const charge = (form: object) =>
    request(gateway.url, '/v1/payment_intents', {
      key: at.key,
      form: { amount: 1000, currency: 'eur', confirm: true, ...form },
    })
  for (let tries = 0; tries < 5; tries++) assert.equal((await charge({ payment_method_data: card(0) })).status, 402)
  assert.equal(codeOf(await charge({ payment_method_data: card(0) })), 'card_testing_suspected')
  for (const more of [{}, { off_session: true }])
    assert.equal((await charge({ payment_method: 'pm_card_visa', ...more })).status, 200)
})

test('a payer on the hosted page is told to wait, and what to do; nothing is tried', async () => {
  const at = await place()
  const attempt = async () => {
    const { id, client_secret } = await made(at)
    return await fetch(`${gateway.url}/checkout/${at.env}/${id}?client_secret=${client_secret}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': '203.0.113.5' },
      body: 'payment_method_data[type]=card&payment_method_data[card][token]=tok_chargeDeclined',
      redirect: 'manual',
    })
  }
  for (let tries = 0; tries < 5; tries++) assert.equal((await attempt()).status, 402)
  const held = await attempt()
  assert.equal(held.status, 429)
  assert.ok(Number(held.headers.get('retry-after')) >= 1)
  assert.match(await held.text(), /Too many attempts were declined\. Nothing was tried this time; wait \d+ seconds/)
})

test('a foreign API’s payers are held in its own words', async () => {
  const at = await place()
  const wooshpay = (path: string, key: string, body: object) =>
    request(gateway.url, `/wooshpay/v1/${path}`, {
      key: null,
      json: body,
      headers: {
        authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
        'x-forwarded-for': '203.0.113.9',
      },
    })
  const data = {
    payment_method_data: {
      type: 'card',
      card: { number: '4000000000000002', exp_month: '12', exp_year: '2034', cvc: '123' },
    },
  }
  const attempt = async () => {
    const { body } = await wooshpay('payment_intents', at.key, { amount: 1000, currency: 'USD' })
    const { id, client_secret } = body as unknown as Made
    return await wooshpay(`payment_intents/${id}/confirm`, at.pk, { client_secret, ...data })
  }
  const { answer } = await untilHeld(attempt, 30)
  assert.equal(codeOf(answer), 'card_testing_suspected')
})

test('many tries at once do not slip through', async () => {
  const at = await place()
  const intents = await Promise.all(Array.from({ length: 60 }, () => made(at)))
  const answers = await Promise.all(
    intents.map((one, n) => tryFrom(at, one, '192.0.2.77', { payment_method_data: card(n) })),
  )
  assert.ok(answers.filter(({ status }) => status === 402).length <= 20)
})

test('the merchant is told once, by an event; the operator by a figure', async () => {
  const at = await place()
  const one = await made(at)
  await untilHeld(() => tryFrom(at, one, '192.0.2.99'), 30)
  await tryFrom(at, one, '192.0.2.99')
  await failureTold(
    async (path) => (await request(gateway.url, path, { key: at.key })).body as Record<string, unknown>,
    'payment_intent.payment_failed',
  )
  const { body } = await request(gateway.url, `/v1/payment_intents/${one.id}`, { key: at.key })
  assert.equal((body.last_payment_error as unknown as { code: string }).code, 'card_testing_suspected')
  const metrics = await gateway.metrics.text()
  assert.match(metrics, /florin_card_tries_refused_total\{by="card"\} [1-9]/)
  assert.match(metrics, /florin_card_testing_suspects\{by="card"\} [1-9]/)
})

test('it is on in live environments and off in sandboxes, unless the operator says otherwise', async () => {
  const of = async (livemode: boolean) => {
    const env = await createEnvironment(gateway.pool, gateway.newId, account, livemode)
    return (await gateway.access.environment(env))?.cardTestingBrake
  }
  assert.deepEqual([await of(true), await of(false)], [true, false])
  const at = await place(false)
  for (let tries = 0; tries < 40; tries++) assert.equal((await tryFrom(at, await made(at), '192.0.2.50')).status, 402)
})

test('behind a proxy that nobody named, no address stands for all payers', async () => {
  const forwarded = { 'x-forwarded-for': '192.0.2.1' }
  const seen = (ip: string, headers: Record<string, string> = {}, remoteAddress = ip) =>
    payerNetwork({ ip, headers, socket: { remoteAddress } })
  assert.equal(seen('10.0.0.3', forwarded), null)
  assert.equal(seen('10.0.0.3'), '10.0.0.3')
  assert.equal(seen('10.0.0.9', forwarded, '10.0.0.3'), '10.0.0.9', 'a proxy that is trusted says whose')
  assert.equal(seen('8.8.8.8', forwarded), '8.8.8.8', 'a payer cannot hide behind a header')
  assert.equal(seen('2001:db8::1'), '2001:db8:0:0::/64')
  assert.equal(seen('::ffff:192.0.2.1'), '192.0.2.1')
})

test('hosted pages pass the same limiter as publishable keys, and one for each payer', async () => {
  const at = await place(false)
  await setRateLimits(gateway.pool, at.env, { environment: 1000 }, operator())
  gateway.access.forget()
  shift += 10_000
  const { id, client_secret } = await made(at)
  const page = `${gateway.url}/checkout/${at.env}/${id}?client_secret=${client_secret}`
  const look = async (address: string) =>
    await fetch(page, { headers: { 'x-forwarded-for': address }, redirect: 'manual' })
  for (let views = 0; views < 10; views++) assert.equal((await look('192.0.2.1')).status, 200)
  const held = await look('192.0.2.1')
  assert.deepEqual([held.status, held.headers.get('retry-after')], [429, '1'])
  assert.match(held.headers.get('content-type') ?? '', /html/)
  assert.equal((await look('192.0.2.2')).status, 200)
})
