/** Harsya's refunds by bank transfer: to whom, when that is known, and what its sandbox does with published accounts. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { harsya } from '../../src/dialects/harsya/index.ts'
import { assertShown } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { harsyaAt, harsyaShop } from '../support/harsya.ts'

const gateway = await openGateway()
const { call } = await harsyaAt(gateway)
const { create, lasting, pay, reference, refund } = harsyaShop(call, 'transfer')

const account = {
  channelCode: 'BCA',
  channelInformation: { accountNumber: '17677665415', accountName: 'Reforza Jordan Geotama' },
  description: 'Refund Pivot',
}
const customer = {
  givenName: 'Reforza Jordan',
  surname: 'Geotama',
  email: 'reforza@pivot-payment.com',
  phoneNumber: { countryCode: '+62', number: '89699990001' },
}
const qr = { paymentMethod: { type: 'QR' }, paymentMethodOptions: undefined }

test('what was paid to a number goes back by bank transfer, to the account that is named', async () => {
  const session = await create()
  await pay(session)
  const made = await refund({ paymentSessionId: session.id, isFullAmount: true, transferDestination: account })
  assert.equal(made.body.data.status, 'WAITING_BANK_TRANSFER', made.text)
  assert.deepEqual(made.body.data.transferDestination, account)
  await gateway.advance(25 * 3_600_000)
  const { body } = await call('GET', `/v1/refunds/${made.body.data.id}`)
  assert.equal(body.data.status, 'SUCCESS')
  assert.equal(body.data.destinationType, 'ACCOUNT')
  assertShown(body, harsya.answers.refund?.fields ?? {}, true)
})

test('by transfer only: what could go back the way it came goes to an account, and to none that was not named', async () => {
  const session = await create(qr)
  await pay(session)
  const nowhere = await refund({ paymentSessionId: session.id, isFullAmount: true, method: 'TRANSFER_ONLY' })
  assert.deepEqual(
    [nowhere.status, nowhere.body.code, nowhere.body.error.details[0].field],
    [400, 'api_validation_error', 'transferDestination'],
  )
  const wish = { method: 'TRANSFER_ONLY', transferDestination: account }
  const made = await refund({ paymentSessionId: session.id, isFullAmount: true, ...wish })
  const { data } = made.body
  assert.deepEqual(
    [data.status, data.destinationType, data.method],
    ['WAITING_BANK_TRANSFER', 'ACCOUNT', 'TRANSFER_ONLY'],
  )
  await gateway.advance(25 * 3_600_000)
  const { body } = await call('GET', `/v1/refunds/${data.id}`)
  assert.deepEqual([body.data.status, body.data.destinationType], ['SUCCESS', 'ACCOUNT'])
  // The same where the customer had said so when the session was made.
  const asked = await create({ ...qr, customer: { ...customer, refundPreference: wish } })
  await pay(asked)
  const preferred = await refund({ paymentSessionId: asked.id, isFullAmount: true })
  assert.deepEqual(
    [preferred.body.data.status, preferred.body.data.method, preferred.body.data.transferDestination],
    ['WAITING_BANK_TRANSFER', 'TRANSFER_ONLY', account],
  )
  const half = await call('POST', '/v2/payments', {
    ...lasting,
    clientReferenceId: reference(),
    customer: { ...customer, refundPreference: { method: 'TRANSFER_ONLY' } },
  })
  assert.equal(half.status, 400)
  assert.equal(half.body.error.details[0].field, 'customer.refundPreference.transferDestination')
})

test("the refunds of the vendor's sandbox are known within seconds", async () => {
  const to = (accountNumber: string) => ({
    channelCode: 'BCA',
    channelInformation: { accountNumber, accountName: 'Reforza Jordan Geotama' },
  })
  for (const [clientReferenceId, accountNumber, method, status] of [
    ['anything', '999966660001', 'TRANSFER_ONLY', 'SUCCESS'],
    ['1001-anything', '999966660001', 'AUTO', 'SUCCESS'],
    ['2001-anything', '999966660008', 'AUTO', 'FAILED'],
    ['2002-anything', '999966660002', 'TRANSFER_ONLY', 'FAILED'],
  ] as const) {
    const session = await create(qr)
    await pay(session)
    const made = await refund({
      clientReferenceId,
      paymentSessionId: session.id,
      isFullAmount: true,
      method,
      transferDestination: to(accountNumber),
    })
    assert.equal(made.body.data.status, 'WAITING_BANK_TRANSFER', made.text)
    await gateway.advance(6000)
    const { data } = (await call('GET', `/v1/refunds/${made.body.data.id}`)).body
    assert.deepEqual([data.status, data.destinationType], [status, 'ACCOUNT'], clientReferenceId)
  }
  // In live mode, and without such a reference, the channel comes first.
  const session = await create(qr)
  await pay(session)
  const usual = await refund({
    paymentSessionId: session.id,
    isFullAmount: true,
    transferDestination: to('999966660001'),
  })
  assert.deepEqual([usual.body.data.status, usual.body.data.destinationType], ['SUCCESS', 'CHANNEL'])
})
