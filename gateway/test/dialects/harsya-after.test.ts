/** Harsya after the payment: refunds, saved cards, wrong moments, encrypted cards that are none, and lists of charges. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { harsya } from '../../src/dialects/harsya/index.ts'
import { assertShown, foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { harsyaAt, harsyaShop } from '../support/harsya.ts'

const gateway = await openGateway()
const { call } = await harsyaAt(gateway)
const native = foreignClient(gateway.url, { authorization: `Bearer ${gateway.key}` })
const { create, lasting, pay, reference, refund } = harsyaShop(call, 'after')
const read = async (session: { id: string }) => (await call('GET', `/v2/payments/${session.id}`)).body.data

const customer = {
  givenName: 'Reforza Jordan',
  surname: 'Geotama',
  email: 'reforza@pivot-payment.com',
  phoneNumber: { countryCode: '+62', number: '89699990001' },
}
const qr = { paymentMethod: { type: 'QR' }, paymentMethodOptions: undefined }

test('a part of a QRIS payment goes back the way it came; more than is left is refused', async () => {
  const session = await create(qr)
  await pay(session)
  const made = await refund({
    paymentSessionId: session.id,
    amount: { value: '5000', currency: 'IDR' },
    description: 'Wrong size',
    metadata: { notes: 'called' },
  })
  assert.equal(made.status, 200, made.text)
  const time = '2026-06-15T12:\\d\\d:\\d\\dZ'
  const uuid = '[0-9a-f-]{36}'
  assert.match(
    made.text,
    new RegExp(
      `^\\{"code":"00","message":"Success","data":\\{"id":"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-${'[89ab][0-9a-f]{3}'}-[0-9a-f]{12}",` +
        `"clientReferenceId":"after-\\d+","paymentSessionId":"${session.id}","chargeId":"${uuid}",` +
        `"capturedAmount":\\{"currency":"IDR","value":"20000.00"\\},"isFullAmount":false,"amount":\\{"currency":"IDR","value":"5000.00"\\},` +
        `"status":"SUCCESS","reason":"REQUESTED_BY_CUSTOMER","description":"Wrong size","destinationType":"CHANNEL","method":"AUTO",` +
        `"metadata":\\{"notes":"called"\\},"createdAt":"${time}","updatedAt":"${time}"\\}\\}$`,
    ),
  )
  assertShown(made.body, harsya.answers.refund?.fields ?? {})
  assert.deepEqual((await call('GET', `/v1/refunds/${made.body.data.id}`)).body, made.body)
  const { body: list } = await native('GET', '/v1/refunds?limit=1')
  assert.equal(list.data[0].amount, 500_000)
  const much = await refund({ paymentSessionId: session.id, amount: { value: '15001', currency: 'IDR' } })
  assert.equal(much.status, 400)
  assert.equal(much.body.error.details[0].field, 'amount.value')
  const rest = await refund({ chargeId: made.body.data.chargeId, isFullAmount: true })
  assert.equal(rest.body.data.amount.value, '15000.00')
  const none = await refund({ paymentSessionId: session.id, isFullAmount: true })
  assert.equal(none.status, 422)
  assert.equal(none.body.code, 'api_validation_error')
  assert.equal((await read(session)).status, 'PAID')
  const twice = await call('POST', '/v1/refunds', {
    clientReferenceId: made.body.data.clientReferenceId,
    paymentSessionId: session.id,
    isFullAmount: true,
    reason: 'OTHERS',
  })
  assert.equal(twice.body.code, 'duplicate_error')
  const listed = await call('GET', `/v1/refunds?clientReferenceId=${made.body.data.clientReferenceId}`)
  assert.deepEqual(listed.body.data, [made.body.data])
  assert.equal((await call('GET', '/v1/refunds?perPage=1')).body.pagination.totalPages, 2)
})

const plainCard = (number: string, more: object = {}) => ({
  paymentMethod: { type: 'CARD', card: { number, expMonth: 1, expYear: 39, cvc: '123', ...more } },
  paymentMethodOptions: undefined,
})

test('a customer is an e-mail address; a card that is saved pays again by its token', async () => {
  const first = await create({ ...plainCard('4440000112200001'), customer, saveForFutureUse: true })
  assert.equal(first.status, 'PAID', JSON.stringify(first))
  assert.match(first.customerId, /^[0-9a-f]{8}-[0-9a-f]{4}-7/)
  assert.deepEqual(first.customer, customer)
  const { body } = await call('GET', `/v1/customers/${first.customerId}`)
  assertShown(body, harsya.answers.customer?.fields ?? {})
  const { storedPaymentMethods, ...person } = body.data
  assert.deepEqual(person, customer)
  assert.equal(storedPaymentMethods[0].paymentChannel, 'VISA')
  assert.equal(storedPaymentMethods[0].card.last4, '0001')
  const [{ token }] = storedPaymentMethods
  const again = await create({
    paymentMethod: { type: 'CARD', card: { token } },
    paymentMethodOptions: undefined,
    customer: { ...customer, email: 'REFORZA@pivot-payment.com' },
  })
  assert.equal(again.status, 'PAID', JSON.stringify(again))
  assert.equal(again.customerId, first.customerId)
  assert.equal(again.paymentMethod.card.token, token)
  const foreign = await call('POST', '/v2/payments', {
    ...lasting,
    clientReferenceId: reference(),
    paymentMethod: { type: 'CARD', card: { token } },
    customer: { email: 'somebody@else.example' },
  })
  assert.equal(foreign.status, 400, foreign.text)
  const { body: list } = await native('GET', '/v1/customers?email=reforza@pivot-payment.com')
  assert.equal(list.data.length, 1)
})

test('two sessions of one new address at once have one customer', async () => {
  const twin = { customer: { email: 'twin@example.com' } }
  const [one, two] = await Promise.all([create(twin), create(twin)])
  assert.equal(one.customerId, two.customerId)
})

test('what a deleted customer was is shown no more, and the address makes a new one', async () => {
  const shared = { customer: { ...customer, email: 'gone@example.com' } }
  const session = await create({ ...shared, autoConfirm: false })
  const { body: list } = await native('GET', '/v1/customers?email=gone@example.com')
  assert.equal((await native('DELETE', `/v1/customers/${list.data[0].id}`)).status, 200)
  await gateway.sweep()
  const text = JSON.stringify(await read(session))
  assert.ok(!text.includes('gone@example.com') && !text.includes('Geotama'), text)
  assert.equal((await call('GET', `/v1/customers/${session.customerId}`)).status, 404)
  const next = await create(shared)
  assert.notEqual(next.customerId, session.customerId)
})

test('what is done at the wrong moment is refused with 422, and nothing happens', async () => {
  const asked = await create()
  const paid = await create(qr)
  await pay(paid)
  const failed = await create(plainCard('4440000334470010'))
  assert.equal(failed.status, 'CANCELLED')
  const expired = await create({ ...qr, autoConfirm: false })
  await gateway.advance(0)
  const cancel = { cancellationReason: 'VOID_SESSION' }
  const confirm = { paymentMethod: { type: 'QR' } }
  const capture = { releaseRemainingAmount: true }
  const late = await create({ ...qr, autoConfirm: false, expiryAt: new Date(gateway.wallMs() + 60_000).toISOString() })
  await gateway.advance(61_000)
  for (const [session, verb, body] of [
    [asked, 'cancel', cancel],
    [asked, 'confirm', confirm],
    [paid, 'cancel', cancel],
    [paid, 'confirm', confirm],
    [paid, 'capture', capture],
    [failed, 'confirm', confirm],
    [late, 'confirm', confirm],
    [late, 'cancel', cancel],
    [expired, 'capture', capture],
  ] as const) {
    const before = await read(session)
    const answer = await call('POST', `/v2/payments/${session.id}/${verb}`, body)
    assert.equal(answer.status, 422, `${verb}: ${answer.text}`)
    assert.equal(answer.body.code, 'api_validation_error')
    assert.deepEqual(await read(session), before)
  }
  const twice = await call('POST', '/v2/payments/simulations', { paymentSessionId: paid.id, chargeStatus: 'SUCCESS' })
  assert.equal(twice.status, 422)
  const unsaid = await create({ amount: undefined, paymentType: 'MULTIPLE' })
  const simulated = await call('POST', '/v2/payments/simulations', {
    paymentSessionId: unsaid.id,
    chargeStatus: 'SUCCESS',
  })
  assert.equal(simulated.status, 400)
  assert.equal(simulated.body.error.details[0].field, 'amount.value')
})

test('an encrypted card that cannot be opened is refused, and says nothing of what was in it', async () => {
  const session = await create({
    paymentMethod: { type: 'CARD' },
    paymentMethodOptions: undefined,
    autoConfirm: false,
  })
  assert.match(session.encryptionKey, /^MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A/)
  for (const encryptedCard of [
    'nonsense',
    Buffer.from('{"encryptedKey":"AAAA","nonce":"AAAA","ciphertext":"AAAA"}').toString('base64'),
  ]) {
    const answer = await call('POST', `/v2/payments/${session.id}/confirm`, {
      paymentMethod: { type: 'CARD', card: { encryptedCard } },
    })
    assert.equal(answer.status, 400, answer.text)
    assert.equal(answer.body.error.details[0].field, 'paymentMethod.card.encryptedCard')
  }
  const { rows } = await gateway.pool.query("select count(*)::int as count from vault_records where id = 'epk_cards'")
  assert.deepEqual(rows, [{ count: 1 }])
})

test('charges are found by the reference, with every field that a charge may have', async () => {
  const session = await create(qr)
  await pay(session)
  const { body } = await call('GET', `/v2/charges?clientReferenceId=${session.clientReferenceId}`)
  assert.equal(body.pagination.totalItems, 1)
  const [charge] = body.data
  assert.deepEqual(Object.keys(charge).slice(-6), [
    'virtualAccount',
    'qr',
    'ewallet',
    'failureCode',
    'failureMessage',
    'recommendation',
  ])
  assertShown(charge, harsya.answers.sessionCharges?.fields ?? {})
  assert.deepEqual((await call('GET', `/v2/charges/${charge.id}`)).body.data, charge)
})
