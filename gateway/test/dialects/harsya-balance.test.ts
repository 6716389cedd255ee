/** Harsya's history of the balance: each payment and refund with its fee, within a month that is named. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { harsya } from '../../src/dialects/harsya/index.ts'
import { assertShown } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { harsyaAt, harsyaDocumented } from '../support/harsya.ts'

const gateway = await openGateway()
const { call } = await harsyaAt(gateway)
const { expiryAt: _, ...lasting } = harsyaDocumented
const dayMs = 86_400_000
const day = (from: number) => new Date(gateway.wallMs() + from * dayMs).toISOString().slice(0, 10)
const history = async (more = '', period = `startDate=${day(-1)}&endDate=${day(1)}`) =>
  await call('GET', `/v1/balance-histories?${period}${more}`)

const pay = async (clientReferenceId: string, more: object = {}) => {
  const made = await call('POST', '/v2/payments', { ...lasting, clientReferenceId, ...more })
  assert.equal(made.status, 200, made.text)
  const { id } = made.body.data
  await call('POST', '/v2/payments/simulations', { paymentSessionId: id, chargeStatus: 'SUCCESS' })
  return (await call('GET', `/v2/payments/${id}`)).body.data
}

test('each payment and refund is there once, newest first, and adds up to the balance', async () => {
  const number = await pay('history-1')
  const code = await pay('history-2', { paymentMethod: { type: 'QR' }, paymentMethodOptions: undefined })
  const refund = await call('POST', '/v1/refunds', {
    clientReferenceId: 'history-3',
    paymentSessionId: code.id,
    amount: { value: '5000', currency: 'IDR' },
    reason: 'OTHERS',
  })
  assert.equal(refund.status, 200, refund.text)
  const { body, status, text } = await history()
  assert.equal(status, 200, text)
  for (const change of body.data) assertShown(change, harsya.answers.balanceChange?.fields ?? {}, true)
  type Shown = Readonly<Record<'referenceId' | 'channel' | 'transactionType' | 'transactionId', string>> & {
    readonly amount: { readonly value: number }
  }
  const told = body.data.map(({ referenceId, channel, transactionType, amount, transactionId }: Shown) => [
    referenceId,
    channel,
    transactionType,
    amount.value,
    transactionId,
  ])
  assert.deepEqual(told, [
    ['history-3', 'QRIS', 'Refund', -5000, refund.body.data.id],
    ['history-2', 'QRIS', 'QRIS Payment', 20_000, code.chargeDetails[0].id],
    ['history-1', 'Virtual Account', 'VA Payment', 20_000, number.chargeDetails[0].id],
  ])
  assert.deepEqual(body.pagination, { page: 1, perPage: 10, totalItems: 3, totalPages: 1 })
  const second = (await history('&page=2&perPage=2')).body
  assert.deepEqual([second.data, second.pagination.totalPages], [[body.data[2]], 2])
  await gateway.advance(9 * dayMs)
  const hundredths = (value: number) => Math.round(value * 100)
  const net = body.data.reduce(
    (sum: number, { amount, fee }: { amount: { value: number }; fee: { value: number } }) =>
      sum + hundredths(amount.value) - hundredths(fee.value),
    0,
  )
  const { availableBalance } = (await call('GET', '/v1/balances?usecase=PAYMENT')).body.data
  assert.equal(hundredths(Number(availableBalance.value)), net)
})

test('a transaction is found by what the merchant calls it, and by what it is called here', async () => {
  const paid = await pay('found-1')
  for (const name of ['found-1', paid.id, paid.chargeDetails[0].id]) {
    const { body, text } = await history(`&transactionId=${name}`)
    assert.equal(body.data.length, 1, `${name}: ${text}`)
    assert.equal(body.data[0].referenceId, 'found-1')
  }
  assert.deepEqual((await history('&transactionId=nobody')).body.data, [])
  // Nothing is paid out here, so the other two wallets have no history.
  for (const wallet of ['DISBURSEMENT', 'WALLET'])
    assert.deepEqual((await history(`&accountType=${wallet}`)).body.data, [])
})

test('a period is a month at most, and not older than half a year', async () => {
  await pay('yesterday')
  assert.equal((await history('', `startDate=${day(-3)}&endDate=${day(-2)}`)).body.data.length, 0)
  const exact = `startDate=${new Date(gateway.wallMs() - dayMs).toISOString()}&endDate=${new Date(gateway.wallMs() + dayMs).toISOString()}`
  assert.ok((await history('', exact)).body.data.length > 0)
  for (const [period, field] of [
    [`startDate=${day(-33)}&endDate=${day(0)}`, 'endDate'],
    [`startDate=${day(0)}&endDate=${day(-1)}`, 'endDate'],
    [`startDate=${day(-200)}&endDate=${day(-190)}`, 'startDate'],
    [`startDate=soon&endDate=${day(0)}`, 'startDate'],
    [`startDate=${day(-1)}`, 'endDate'],
    [`startDate=${day(-1)}&endDate=${day(0)}&accountType=SAVINGS`, 'accountType'],
  ] as const) {
    const { status, body, text } = await history('', period)
    assert.deepEqual([status, body.error.details[0].field], [400, field], text)
  }
})
