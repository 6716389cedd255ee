/** How Harsya's payers and merchants are told: pages, callbacks that are tried again, refunds, and the strict mode. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { harsya } from '../../src/dialects/harsya/index.ts'
import { assertShown, foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { harsyaAt, harsyaShop } from '../support/harsya.ts'
import { openReceiver, refuseAll } from '../support/receiver.ts'

const gateway = await openGateway()
const { call } = await harsyaAt(gateway)
const native = foreignClient(gateway.url, { authorization: `Bearer ${gateway.key}` })
const { create, lasting, pay, reference, refund } = harsyaShop(call, 'after')

const account = {
  channelCode: 'BCA',
  channelInformation: { accountNumber: '17677665415', accountName: 'Reforza Jordan Geotama' },
  description: 'Refund Pivot',
}
test("a session by redirect has a page of its own, which sends on to what the payer has to do and to the merchant's address", async () => {
  const redirectUrl = {
    successReturnUrl: 'https://merchant.example/success',
    failureReturnUrl: 'https://merchant.example/failure',
    expirationReturnUrl: 'https://merchant.example/expired',
  }
  const session = await create({ mode: 'REDIRECT', redirectUrl })
  assert.ok(session.paymentUrl.startsWith(`${gateway.url}/harsya/detail?token=`), session.paymentUrl)
  const visit = async () => (await fetch(session.paymentUrl, { redirect: 'manual' })).headers.get('location') ?? ''
  const page = await fetch(await visit())
  assert.match(await page.text(), new RegExp(session.chargeDetails[0].virtualAccount.virtualAccountNumber))
  await pay(session)
  assert.equal(await visit(), redirectUrl.successReturnUrl)
  const lost = await create({ mode: 'REDIRECT', redirectUrl })
  await gateway.advance(16 * 60_000)
  const gone = await fetch(lost.paymentUrl, { redirect: 'manual' })
  assert.equal(gone.headers.get('location'), redirectUrl.expirationReturnUrl)
  assert.equal((await fetch(`${gateway.url}/harsya/detail?token=abc`, { redirect: 'manual' })).status, 404)
})

test('a session that names no method lets its payer choose on the hosted page, who comes back to the merchant', async () => {
  const redirectUrl = {
    successReturnUrl: 'https://merchant.example/success',
    failureReturnUrl: 'https://merchant.example/no',
  }
  const { paymentMethod: _method, paymentMethodOptions: _options, ...open } = lasting
  const reply = await call('POST', '/v2/payments', {
    ...open,
    clientReferenceId: reference(),
    mode: 'REDIRECT',
    autoConfirm: false,
    redirectUrl,
  })
  assert.equal(reply.status, 200, reply.text)
  const visit = async () =>
    (await fetch(reply.body.data.paymentUrl, { redirect: 'manual' })).headers.get('location') ?? ''
  const hosted = await visit()
  assert.ok(hosted.startsWith(`${gateway.url}/checkout/`), hosted)
  assert.match(await (await fetch(hosted)).text(), /QRIS/)
  const chosen = await fetch(hosted, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ 'payment_method_data[type]': 'qris' }),
  })
  assert.equal(chosen.status, 303, await chosen.text())
  await pay(reply.body.data)
  const back = await fetch(hosted, { redirect: 'manual' })
  assert.equal(back.headers.get('location'), redirectUrl.successReturnUrl)
})

test('a session without a method sends its payer to the hosted page, which pays and comes back to the merchant', async () => {
  const redirectUrl = {
    successReturnUrl: 'https://merchant.example/success',
    failureReturnUrl: 'https://merchant.example/failure',
    expirationReturnUrl: 'https://merchant.example/expired',
  }
  for (const [number, address] of [
    ['4242424242424242', redirectUrl.successReturnUrl],
    ['4000000000000002', redirectUrl.failureReturnUrl],
  ] as const) {
    const session = await create({ mode: 'REDIRECT', redirectUrl, paymentMethod: undefined })
    const page = (await fetch(session.paymentUrl, { redirect: 'manual' })).headers.get('location') ?? ''
    assert.match(await (await fetch(page)).text(), /Card number/)
    const form = new URLSearchParams({
      'payment_method_data[type]': 'card',
      'payment_method_data[card][number]': number,
      'payment_method_data[card][exp_month]': '12',
      'payment_method_data[card][exp_year]': '2030',
      'payment_method_data[card][cvc]': '123',
    })
    const paid = await fetch(page, { method: 'POST', body: form, redirect: 'manual' })
    assert.equal(paid.headers.get('location'), address)
  }
})

test('a callback that fails is tried after 5 and 15 minutes, 1, 3, 6 and 12 hours; a clear no is final', async () => {
  const receiver = await openReceiver(refuseAll)
  const made = await native('POST', '/v1/webhook_endpoints', {
    url: receiver.url,
    enabled_events: ['payment_intent.succeeded'],
    format: 'harsya',
    secret: 'static-key',
  })
  await pay(await create())
  await gateway.deliver()
  assert.equal(receiver.take().length, 1)
  for (const minutes of [5, 15, 60, 180, 360, 720]) {
    await gateway.advance(minutes * 60_000 - 30_000)
    await gateway.deliver()
    assert.equal(receiver.take().length, 0, `before ${minutes} minutes`)
    await gateway.advance(31_000)
    await gateway.deliver()
    assert.equal(receiver.take().length, 1, `after ${minutes} minutes`)
  }
  await gateway.advance(48 * 3_600_000)
  await gateway.deliver()
  assert.equal(receiver.take().length, 0)
  receiver.respond = (_, response) => void response.writeHead(400).end('no')
  await pay(await create())
  await gateway.deliver()
  await gateway.advance(3_600_000)
  await gateway.deliver()
  assert.equal(receiver.take().length, 1)
  await native('DELETE', `/v1/webhook_endpoints/${made.body.id}`)
})

test('refunds are told with the words of the vendor, spelling included', async () => {
  const receiver = await openReceiver()
  const made = await native('POST', '/v1/webhook_endpoints', {
    url: receiver.url,
    enabled_events: ['refund.*'],
    format: 'harsya',
    secret: 'static-key',
  })
  assert.equal(made.status, 200, made.text)
  const session = await create()
  await pay(session)
  await refund({ paymentSessionId: session.id, isFullAmount: true, transferDestination: account })
  await gateway.advance(25 * 3_600_000)
  await gateway.deliver()
  const told = receiver.take().map(({ body }) => JSON.parse(body))
  assert.deepEqual(
    told.map(({ event, data }) => [event, data.status]),
    [
      ['REFUND.PENDING', 'PENDING'],
      ['REFUND.WAITING_BANK_TRANFER', 'WAITING_BANK_TRANSFER'],
      ['REFUND.SUCCESS', 'SUCCESS'],
    ],
  )
  for (const { data } of told) assertShown(data, harsya.answers.refundData?.fields ?? {})
})

test('a number with a time of its own is inactive after it, and what it brought stays', async () => {
  const expiryAt = new Date(gateway.wallMs() + 3_600_000).toISOString()
  const session = await create({ paymentType: 'MULTIPLE', expiryAt })
  await pay(session, 20_000)
  await gateway.advance(61 * 60_000)
  const { body } = await call('GET', `/v2/payments/${session.id}`)
  const { status, chargeDetails } = body.data
  assert.deepEqual([status, chargeDetails.length, chargeDetails[0].status], ['INACTIVE', 1, 'SUCCESS'])
  assertShown(body, harsya.answers.retrievedSession?.fields ?? {})
})

test('in strict mode the name of a number begins with " - ", as in the document', async () => {
  const key = await gateway.sandbox()
  const { rows } = await gateway.pool.query<{ env: string }>(
    `update environments set doc = (doc::jsonb || '{"strict_dialects":["harsya"]}')::json where env <> $1 returning env`,
    [gateway.env],
  )
  const strict = await harsyaAt(gateway, { 'x-merchant-id': rows[0]?.env ?? '', 'x-merchant-secret': key })
  const made = await strict.call('POST', '/v2/payments', { ...lasting, clientReferenceId: 'strict-1' })
  const [charge] = made.body.data.chargeDetails
  assert.equal(charge.virtualAccount.virtualAccountName, ' - Reforza Harsya')
  assert.equal(charge.statementDescriptor, '')
})
