/**
 * Harsya's flows, as its menu names them: each a table of what the merchant and the payer do, and what the session and its
 * charge are then; and at its end what the books hold.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { harsya } from '../../src/dialects/harsya/index.ts'
import { assertShown, foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { harsyaAt } from '../support/harsya.ts'
import {
  booked,
  type Flow,
  fixed,
  harsyaCard,
  harsyaCards,
  lasting,
  number,
  type Session,
  shopUrls,
  standing,
  take,
  wallet,
} from '../support/harsya-flows.ts'
import { openReceiver } from '../support/receiver.ts'

const gateway = await openGateway()
const { call } = await harsyaAt(gateway)
const native = foreignClient(gateway.url, { authorization: `Bearer ${gateway.key}` })
const receiver = await openReceiver()
const apiKey = 'callback-key-of-the-merchant'
const endpoint = await native('POST', '/v1/webhook_endpoints', {
  url: receiver.url,
  enabled_events: ['*'],
  format: 'harsya',
  secret: apiKey,
})
assert.equal(endpoint.status, 200, endpoint.text)

const flows: readonly Flow[] = [
  {
    title: 'virtual account, confirmed at once: the payer pays the number',
    steps: [
      { do: 'create', body: fixed(lasting), is: 'REQUIRE_ACTION WAITING_FOR_USER_ACTION' },
      { do: 'simulate', status: 'SUCCESS', is: 'PAID SUCCESS' },
    ],
    told: ['PAYMENT.PAID'],
    brings: 20_000,
    last: ({ chargeDetails: [paid] }) => {
      assert.deepEqual(paid.capturedAmount, { value: 20000, currency: 'IDR' })
      assert.equal(paid.isCaptured, true)
      assert.match(paid.virtualAccount.virtualAccountNumber, /^7663\d{12}$/)
    },
  },
  {
    title: 'virtual account, confirmed by the merchant later',
    steps: [
      { do: 'create', body: fixed({ ...lasting, autoConfirm: false }), is: 'REQUIRE_CONFIRMATION' },
      { do: 'confirm', body: fixed(number), is: 'REQUIRE_ACTION WAITING_FOR_USER_ACTION' },
      { do: 'simulate', status: 'SUCCESS', is: 'PAID SUCCESS' },
    ],
    told: ['PAYMENT.PAID'],
    brings: 20_000,
  },
  {
    title: 'virtual account, whose kind and bank the payer chooses after the session was made',
    steps: [
      {
        do: 'create',
        body: fixed({ ...lasting, paymentMethod: undefined, paymentMethodOptions: undefined, autoConfirm: false }),
        is: 'REQUIRE_PAYMENT_METHOD',
      },
      { do: 'confirm', body: fixed(number), is: 'REQUIRE_ACTION WAITING_FOR_USER_ACTION' },
      { do: 'simulate', status: 'SUCCESS', is: 'PAID SUCCESS' },
    ],
    told: ['PAYMENT.PAID'],
    brings: 20_000,
  },
  {
    title: 'QRIS',
    steps: [
      {
        do: 'create',
        body: fixed({ ...lasting, paymentMethod: { type: 'QR' }, paymentMethodOptions: undefined }),
        is: 'REQUIRE_ACTION WAITING_FOR_USER_ACTION',
      },
      { do: 'simulate', status: 'SUCCESS', is: 'PAID SUCCESS' },
    ],
    told: ['PAYMENT.PAID'],
    brings: 20_000,
    last: ({ chargeDetails: [{ qr }] }) => {
      assert.match(qr.qrContent, /^000201/)
      assert.equal(qr.qrType, 'DYNAMIC')
    },
  },
  {
    title: 'e-wallet, on the page of the wallet, and back to the merchant',
    steps: [
      {
        do: 'create',
        body: fixed({ ...wallet('SHOPEEPAY'), redirectUrl: shopUrls }),
        is: 'REQUIRE_ACTION WAITING_FOR_USER_ACTION',
      },
      { do: 'payer', press: { do: 'succeed' }, is: 'PAID SUCCESS' },
    ],
    told: ['PAYMENT.PAID'],
    brings: 20_000,
  },
  {
    title: 'e-wallet, refused in the app: the session is over',
    steps: [
      { do: 'create', body: fixed(wallet('DANA')), is: 'REQUIRE_ACTION WAITING_FOR_USER_ACTION' },
      { do: 'payer', press: { do: 'decline' }, is: 'CANCELLED FAILED' },
      { do: 'wait', minutes: 16, is: 'CANCELLED FAILED' },
    ],
    told: ['PAYMENT.CANCELLED'],
    brings: 0,
    last: ({ cancellationReason, chargeDetails: [failed] }) => {
      assert.equal(cancellationReason, 'CHARGE_FAILED')
      assert.equal(failed.failureCode, 'DECLINED_BY_CHANNEL')
    },
  },
  {
    title: "OVO, approved on the sandbox's phone",
    steps: [{ do: 'create', body: fixed(wallet('OVO', '08111111001')), is: 'PAID SUCCESS' }],
    told: ['PAYMENT.PAID'],
    brings: 20_000,
    last: ({ chargeDetails: [{ ewallet }] }) => assert.equal(ewallet.channel, 'OVO'),
  },
  {
    title: 'card by encrypted payload, without a challenge',
    steps: [
      { do: 'create', body: fixed(harsyaCards), is: 'REQUIRE_CONFIRMATION' },
      { ...harsyaCard('4440000112200001'), is: 'PAID SUCCESS' },
    ],
    told: ['PAYMENT.PAID'],
    brings: 20_000,
    last: ({ paymentMethod, chargeDetails: [{ card, fdsRiskAssessment }] }) => {
      assert.deepEqual(paymentMethod, { type: 'CARD', card: { token: '', encryptedCard: '', cvc: '' } })
      const { first6, first8, last4, expMonth, expYear, authenticationResult } = card
      assert.deepEqual([first6, first8, last4, expMonth, expYear], ['444000', '44400001', '0001', '01', '39'])
      assert.equal(authenticationResult.threeDsMethod, 'FRICTIONLESS')
      assert.equal(fdsRiskAssessment.recommendation, 'Approve')
    },
  },
  {
    title: 'card by encrypted payload, with a challenge',
    steps: [
      { do: 'create', body: fixed({ ...harsyaCards, redirectUrl: shopUrls }), is: 'REQUIRE_CONFIRMATION' },
      { ...harsyaCard('4440000112290002'), is: 'REQUIRE_ACTION WAITING_FOR_USER_ACTION' },
      { do: 'payer', press: { result: 'complete' }, is: 'PAID SUCCESS' },
    ],
    told: ['PAYMENT.PAID'],
    brings: 20_000,
    last: ({ chargeDetails: [{ card }] }) => assert.equal(card.authenticationResult.threeDsResult, 'SUCCESSFUL'),
  },
  {
    title: 'card by encrypted payload, declined',
    steps: [
      { do: 'create', body: fixed(harsyaCards), is: 'REQUIRE_CONFIRMATION' },
      { ...harsyaCard('4440000334470010'), is: 'CANCELLED FAILED' },
    ],
    told: ['PAYMENT.CANCELLED'],
    brings: 0,
    last: ({ cancellationReason, chargeDetails: [{ failureCode, card }] }) => {
      assert.equal(cancellationReason, 'CHARGE_FAILED')
      assert.equal(failureCode, 'INSUFFICIENT_FUND')
      assert.equal(card.authorizationResult.issuerAuthorizationCode, '51')
    },
  },
  {
    title: 'card held, captured in two parts, the rest released',
    steps: [
      { do: 'create', body: fixed(harsyaCards), is: 'REQUIRE_CONFIRMATION' },
      { ...harsyaCard('4440000112200001', { captureMethod: 'manual' }), is: 'PROCESSING WAITING_FOR_CAPTURE' },
      { do: 'capture', amount: 5000, release: false, is: 'PROCESSING WAITING_FOR_CAPTURE' },
      { do: 'capture', amount: 7000, release: true, is: 'PAID SUCCESS' },
    ],
    told: ['PAYMENT.PAID'],
    brings: 12_000,
    last: ({ chargeDetails: [{ captureHistories, capturedAmount }] }) => {
      assert.deepEqual(
        captureHistories.map(({ capturedAmount }: { capturedAmount: number }) => capturedAmount),
        [5000, 7000],
      )
      assert.equal(capturedAmount.value, 12000)
    },
  },
  {
    title: 'nobody pays: over after fifteen minutes',
    steps: [
      { do: 'create', body: fixed(lasting), is: 'REQUIRE_ACTION WAITING_FOR_USER_ACTION' },
      { do: 'wait', minutes: 14, is: 'REQUIRE_ACTION WAITING_FOR_USER_ACTION' },
      { do: 'wait', minutes: 2, is: 'EXPIRED EXPIRED' },
    ],
    told: [],
    brings: 0,
    last: ({ chargeDetails: [{ failureCode }] }) => assert.equal(failureCode, 'CHARGE_EXPIRED'),
  },
  {
    title: 'the time is over by simulation',
    steps: [
      { do: 'create', body: fixed(lasting), is: 'REQUIRE_ACTION WAITING_FOR_USER_ACTION' },
      { do: 'simulate', status: 'EXPIRED', is: 'EXPIRED EXPIRED' },
    ],
    told: [],
    brings: 0,
  },
  {
    title: 'cancelled before anybody was asked',
    steps: [
      { do: 'create', body: fixed({ ...lasting, autoConfirm: false }), is: 'REQUIRE_CONFIRMATION' },
      { do: 'cancel', is: 'CANCELLED' },
    ],
    told: ['PAYMENT.CANCELLED'],
    brings: 0,
    last: ({ cancellationReason, cancelledAt, expiryAt }) => {
      assert.equal(cancellationReason, 'VOID_SESSION')
      assert.equal(cancelledAt, expiryAt)
    },
  },
  {
    title: 'MULTIPLE: a number that is paid twice, with what the payer pays',
    steps: [
      { do: 'create', body: fixed({ ...lasting, amount: undefined, paymentType: 'MULTIPLE' }), is: 'ACTIVE' },
      { do: 'simulate', status: 'SUCCESS', amount: 15_000, is: 'ACTIVE SUCCESS' },
      { do: 'simulate', status: 'SUCCESS', amount: 25_000, is: 'ACTIVE SUCCESS SUCCESS' },
      { do: 'wait', minutes: 60, is: 'ACTIVE SUCCESS SUCCESS' },
    ],
    told: ['CHARGE.SUCCESS', 'CHARGE.SUCCESS'],
    brings: 40_000,
    last: ({ amount, expiryAt, paymentMethod, chargeDetails }) => {
      assert.deepEqual([amount.value, expiryAt], [0, null])
      assert.equal(paymentMethod.virtualAccount.expiryAt, '0001-01-01T00:00:00Z')
      assert.deepEqual(
        chargeDetails.map(({ amount }: { amount: { value: number } }) => amount.value),
        [25_000, 15_000],
      )
    },
  },
  {
    title: 'MULTIPLE: a static QRIS',
    steps: [
      {
        do: 'create',
        body: fixed({
          ...lasting,
          amount: undefined,
          paymentType: 'MULTIPLE',
          paymentMethod: { type: 'QR' },
          paymentMethodOptions: undefined,
        }),
        is: 'ACTIVE',
      },
      { do: 'simulate', status: 'SUCCESS', amount: 1_000, is: 'ACTIVE SUCCESS' },
    ],
    told: ['CHARGE.SUCCESS'],
    brings: 1_000,
    last: ({ paymentMethod }) => assert.equal(paymentMethod.qr.qrType, 'STATIC'),
  },
]

let count = 0

for (const { title, steps, told, brings, last } of flows) {
  test(title, async () => {
    const before = await booked(native)
    const merchant = { call, gateway, reference: `flow-${count++}` }
    let session: Session = null
    for (const step of steps) {
      session = await take(step, session, merchant)
      assert.equal(standing(session), step.is, `${step.do}: ${JSON.stringify(session)}`)
    }
    const { body } = await call('GET', `/v2/payments/${session.id}`)
    assertShown(body, harsya.answers.retrievedSession?.fields ?? {})
    last?.(body.data)
    assert.equal((await booked(native)).charges - before.charges, brings * 100)
    await gateway.deliver()
    const callbacks = receiver.take()
    const bodies = callbacks.map(({ body: text }) => JSON.parse(text))
    assert.deepEqual(
      bodies.map(({ event }) => event),
      told,
    )
    for (const { headers } of callbacks) assert.equal(headers['x-api-key'], apiKey)
    for (const { data } of bodies) assertShown(data, harsya.answers.sessionData?.fields ?? {})
    if (bodies.length > 0) assert.deepEqual(bodies.at(-1)?.data, body.data)
  })
}
