/** Ojire: what its amounts, its customers and its callbacks hold to. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { operator, setStrict } from '../../src/operations/accounts.ts'
import { foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { openReceiver } from '../support/receiver.ts'

const gateway = await openGateway()
const call = foreignClient(`${gateway.url}/ojire`, { 'x-secret-key': gateway.key })
const native = foreignClient(gateway.url, { authorization: `Bearer ${gateway.key}` })
const documented = { amount: 100000, currency: 'IDR', customerId: 'customer_test_123', description: 'Test payment' }

test('rupiah are whole, and strict mode answers as the page prints', async () => {
  for (const amount of [100_000.5, 0.01, 1.001]) {
    const { status, body } = await call('POST', '/v1/payment-intents', { ...documented, amount })
    assert.deepEqual([status, body.error.fields[0].field], [400, 'amount'], String(amount))
  }
  assert.equal(
    (await call('POST', '/v1/payment-intents', { ...documented, amount: 10.5, currency: 'USD' })).status,
    200,
  )
  await setStrict(gateway.pool, gateway.env, 'ojire', true, operator())
  gateway.access.forget()
  assert.equal((await call('POST', '/v1/payment-intents', documented)).body.customerToken, undefined)
  await setStrict(gateway.pool, gateway.env, 'ojire', false, operator())
  gateway.access.forget()
})

test('a paid code tells until when it was good; what is over tells it too', async () => {
  const receiver = await openReceiver()
  const made = await native('POST', '/v1/webhook_endpoints', {
    url: receiver.url,
    enabled_events: ['*'],
    format: 'ojire',
  })
  const payer = foreignClient(`${gateway.url}/ojire`, { 'x-public-key': gateway.publishable })
  for (const pays of [true, false]) {
    const { body } = await call('POST', '/v1/payment-intents', documented)
    await payer('POST', `/v1/payment-intents/${body.id}/confirm`, {
      clientSecret: body.clientSecret,
      paymentMethod: 'QRIS',
    })
    const { body: list } = await native('GET', '/v1/payment_intents?limit=1')
    if (pays)
      await native('POST', `/v1/test_helpers/payment_intents/${list.data[0].id}/simulate`, { outcome: 'succeed' })
    else await gateway.advance(2 * 3_600_000)
  }
  await gateway.deliver()
  const told = receiver.take().map(({ body }) => JSON.parse(body).data)
  assert.deepEqual(
    told.map(({ status, paymentMethod }) => [status, paymentMethod]),
    [
      ['PAID', 'QRIS'],
      ['EXPIRED', 'QRIS'],
    ],
  )
  for (const { expiredAt } of told) assert.match(expiredAt, /^2026-06-15T13:\d\d:\d\d\.\d{6}Z$/)
  await native('DELETE', `/v1/webhook_endpoints/${made.body.id}`)
})
