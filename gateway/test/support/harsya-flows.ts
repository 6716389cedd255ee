/** Flows through Harsya, as tables: what the merchant and the payer do, and how the session and its charges stand then. */
import assert from 'node:assert/strict'
import { constants, createCipheriv, createPublicKey, publicEncrypt } from 'node:crypto'
import { harsya } from '../../src/dialects/harsya/index.ts'
import { assertShown, type ForeignCall } from './foreign.ts'
import type { TestGateway } from './gateway.ts'
import { harsyaDocumented } from './harsya.ts'

/** What the merchant has in the books, in sen, before fees: the sum of its entries of a kind. */
export async function booked(native: ForeignCall): Promise<{ charges: number; refunds: number }> {
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
export type Session = any

export type HarsyaStep =
  | { do: 'create' | 'confirm'; body: (session: Session) => object; is: string }
  | { do: 'cancel'; is: string }
  | { do: 'capture'; amount: number; release: boolean; is: string }
  | { do: 'simulate'; status: 'SUCCESS' | 'EXPIRED'; amount?: number; is: string }
  /** The payer presses a button of the page that the session names. */
  | { do: 'payer'; press: Record<string, string>; is: string }
  | { do: 'wait'; minutes: number; is: string }

export type Flow = {
  readonly title: string
  readonly steps: readonly HarsyaStep[]
  /** What the merchant was told, in order. */
  readonly told: readonly string[]
  /** Whole rupiah that came into the books. */
  readonly brings: number
  readonly last?: (session: Session) => void
}

export async function take(
  step: HarsyaStep,
  session: Session,
  { call, gateway, reference }: { call: ForeignCall; gateway: TestGateway; reference: string },
): Promise<Session> {
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

/** The words of a session and of its charges. */
export const standing = ({ status, chargeDetails }: Session): string =>
  [status, ...(chargeDetails ?? []).map(({ status: charge }: { status: string }) => charge)].join(' ')

export const fixed = (body: object) => () => body
const { expiryAt: _, ...withoutTime } = harsyaDocumented
/** The page's request with the usual fifteen minutes. */
export const lasting = withoutTime
export const number = { paymentMethod: lasting.paymentMethod, paymentMethodOptions: lasting.paymentMethodOptions }
export const wallet = (channel: string, phone?: string) => ({
  ...lasting,
  paymentMethod: { type: 'EWALLET', ...(phone === undefined ? {} : { ewallet: { accountIdentifier: phone } }) },
  paymentMethodOptions: { ewallet: { channel } },
})
export const harsyaCards = {
  ...lasting,
  paymentMethod: { type: 'CARD' },
  paymentMethodOptions: undefined,
  autoConfirm: false,
}
export const harsyaCard = (number: string, options: object = {}) => ({
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
export const shopUrls = {
  successReturnUrl: 'https://merchant.example/success',
  failureReturnUrl: 'https://merchant.example/failure',
  expirationReturnUrl: 'https://merchant.example/expired',
}
