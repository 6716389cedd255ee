/**
 * Harsya's flows, as its menu names them: each a table of what the merchant and the payer do, and what the session and its
 * charge are then; and at its end what the books hold.
 */
import assert from 'node:assert/strict'
import { constants, createCipheriv, createPublicKey, publicEncrypt } from 'node:crypto'
import { test } from 'node:test'
import { harsya } from '../../src/dialects/harsya/index.ts'
import { assertShown, foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { documented, harsyaAt } from '../support/harsya.ts'
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

/** What the merchant has in the books, in sen, before fees: the sum of its entries of a kind. */
async function booked(): Promise<{ charges: number; refunds: number }> {
  const { body } = await native('GET', '/v1/balance_transactions?limit=100')
  const sum = (type: string) =>
    body.data
      .filter((entry: { type: string; currency: string }) => entry.type === type && entry.currency === 'idr')
      .reduce((total: number, { amount }: { amount: number }) => total + amount, 0)
  return { charges: sum('charge') + sum('payment'), refunds: sum('refund') }
}

/** The card of a payload, as the vendor's own code encrypts it in the payer's browser. */
function encrypted(encryptionKey: string, card: Record<string, string>): string {
  const key = Buffer.alloc(32, 5)
  const nonce = Buffer.alloc(12, 6)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const sealed = Buffer.concat([
    cipher.update(JSON.stringify({ card, deviceInformations: {}, metadata: {} }), 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ])
  const rsa = createPublicKey({ key: Buffer.from(encryptionKey, 'base64'), format: 'der', type: 'spki' })
  const wrapped = publicEncrypt({ key: rsa, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, key)
  const parts = {
    encryptedKey: wrapped.toString('base64'),
    nonce: nonce.toString('base64'),
    ciphertext: sealed.toString('base64'),
  }
  return Buffer.from(JSON.stringify(parts)).toString('base64')
}

// biome-ignore lint/suspicious/noExplicitAny: a flow names the fields that it expects.
type Session = any

type Step =
  | { do: 'create' | 'confirm'; body: (session: Session) => object; is: string }
  | { do: 'cancel'; is: string }
  | { do: 'capture'; amount: number; release: boolean; is: string }
  | { do: 'simulate'; status: 'SUCCESS' | 'EXPIRED'; amount?: number; is: string }
  /** The payer presses a button of the page that the session names. */
  | { do: 'payer'; press: Record<string, string>; is: string }
  | { do: 'wait'; minutes: number; is: string }

type Flow = {
  readonly title: string
  readonly steps: readonly Step[]
  /** What the merchant was told, in order. */
  readonly told: readonly string[]
  /** Whole rupiah that came into the books. */
  readonly brings: number
  readonly last?: (session: Session) => void
}

const fixed = (body: object) => () => body
const { expiryAt: _, ...lasting } = documented
const number = { paymentMethod: lasting.paymentMethod, paymentMethodOptions: lasting.paymentMethodOptions }
const wallet = (channel: string, phone?: string) => ({
  ...lasting,
  paymentMethod: { type: 'EWALLET', ...(phone === undefined ? {} : { ewallet: { accountIdentifier: phone } }) },
  paymentMethodOptions: { ewallet: { channel } },
})
const cards = { ...lasting, paymentMethod: { type: 'CARD' }, paymentMethodOptions: undefined, autoConfirm: false }
const card = (number: string, options: object = {}) => ({
  do: 'confirm' as const,
  body: ({ encryptionKey }: Session) => ({
    paymentMethod: {
      type: 'CARD',
      card: {
        encryptedCard: encrypted(encryptionKey, {
          number,
          expiryMonth: '01',
          expiryYear: '39',
          cvc: '123',
          nameOnCard: 'Reforza Harsya',
        }),
      },
      paymentMethodOptions: { card: { captureMethod: 'automatic', ...options } },
    },
  }),
})
const shopUrls = {
  successReturnUrl: 'https://merchant.example/success',
  failureReturnUrl: 'https://merchant.example/failure',
  expirationReturnUrl: 'https://merchant.example/expired',
}

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
      { do: 'create', body: fixed(cards), is: 'REQUIRE_CONFIRMATION' },
      { ...card('4440000112200001'), is: 'PAID SUCCESS' },
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
      { do: 'create', body: fixed({ ...cards, redirectUrl: shopUrls }), is: 'REQUIRE_CONFIRMATION' },
      { ...card('4440000112290002'), is: 'REQUIRE_ACTION WAITING_FOR_USER_ACTION' },
      { do: 'payer', press: { result: 'complete' }, is: 'PAID SUCCESS' },
    ],
    told: ['PAYMENT.PAID'],
    brings: 20_000,
    last: ({ chargeDetails: [{ card }] }) => assert.equal(card.authenticationResult.threeDsResult, 'SUCCESSFUL'),
  },
  {
    title: 'card by encrypted payload, declined',
    steps: [
      { do: 'create', body: fixed(cards), is: 'REQUIRE_CONFIRMATION' },
      { ...card('4440000334470010'), is: 'CANCELLED FAILED' },
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
      { do: 'create', body: fixed(cards), is: 'REQUIRE_CONFIRMATION' },
      { ...card('4440000112200001', { captureMethod: 'manual' }), is: 'PROCESSING WAITING_FOR_CAPTURE' },
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

async function take(step: Step, session: Session, reference: string): Promise<Session> {
  switch (step.do) {
    case 'create': {
      const made = await call('POST', '/v2/payments', { ...step.body(null), clientReferenceId: reference })
      assert.equal(made.status, 200, made.text)
      assertShown(made.body, harsya.answers.session?.fields ?? {})
      return made.body.data
    }
    case 'confirm': {
      const answer = await call('POST', `/v2/payments/${session.id}/confirm`, step.body(session))
      assert.equal(answer.status, 200, answer.text)
      assertShown(answer.body, harsya.answers.session?.fields ?? {})
      return answer.body.data
    }
    case 'cancel': {
      const body = { cancellationReason: 'VOID_SESSION' }
      const answer = await call('POST', `/v2/payments/${session.id}/cancel`, body)
      assert.equal(answer.status, 200, answer.text)
      return answer.body.data
    }
    case 'capture': {
      const body = { releaseRemainingAmount: step.release, amount: { value: step.amount, currency: 'IDR' } }
      const answer = await call('POST', `/v2/payments/${session.id}/capture`, body)
      assert.equal(answer.status, 200, answer.text)
      assert.equal(answer.body.data.status, 'SUCCESS')
      assert.equal(answer.body.data.amount.value, step.amount)
      assertShown(answer.body, harsya.answers.capture?.fields ?? {}, true)
      break
    }
    case 'simulate': {
      const amount = step.amount === undefined ? {} : { amount: { value: step.amount, currency: 'IDR' } }
      const body = { paymentSessionId: session.id, chargeStatus: step.status, ...amount }
      const answer = await call('POST', '/v2/payments/simulations', body)
      assert.equal(answer.text, '{"code":"00","message":"Success","data":{"updated":"true"}}')
      break
    }
    case 'payer': {
      const back = await fetch(session.paymentUrl, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams(step.press),
      })
      if (session.redirectUrl === null) break
      // Over the gateway's own page to the merchant's address.
      const onward = await fetch(back.headers.get('location') ?? '', { redirect: 'manual' })
      assert.equal(onward.headers.get('location'), session.redirectUrl.successReturnUrl)
      break
    }
    case 'wait':
      await gateway.advance(step.minutes * 60_000)
  }
  return (await call('GET', `/v2/payments/${session.id}`)).body.data
}

const standing = ({ status, chargeDetails }: Session): string =>
  [status, ...(chargeDetails ?? []).map(({ status: charge }: { status: string }) => charge)].join(' ')

for (const { title, steps, told, brings, last } of flows) {
  test(title, async () => {
    const before = await booked()
    const reference = `flow-${count++}`
    let session: Session = null
    for (const step of steps) {
      session = await take(step, session, reference)
      assert.equal(standing(session), step.is, `${step.do}: ${JSON.stringify(session)}`)
    }
    const { body } = await call('GET', `/v2/payments/${session.id}`)
    assertShown(body, harsya.answers.retrievedSession?.fields ?? {})
    last?.(body.data)
    assert.equal((await booked()).charges - before.charges, brings * 100)
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
