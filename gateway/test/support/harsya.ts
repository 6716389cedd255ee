/** A merchant of Harsya in a test: a token when one is needed, and the request of the published page. */
import assert from 'node:assert/strict'
import { type ForeignCall, foreignClient } from './foreign.ts'
import type { TestGateway } from './gateway.ts'

/** The request of the published page, but for its time, which is over. */
export const harsyaDocumented = {
  clientReferenceId: '1743240981',
  amount: { value: 20000, currency: 'IDR' },
  paymentMethod: { type: 'VIRTUAL_ACCOUNT' },
  paymentMethodOptions: { virtualAccount: { channel: 'PERMATA', virtualAccountName: 'Reforza Harsya' } },
  mode: 'API',
  autoConfirm: true,
  statementDescriptor: 'Harsya',
  expiryAt: '2026-06-16T23:59:05Z',
  metadata: { invoiceNo: 'INV001' },
}

export async function harsyaAt(
  gateway: TestGateway,
  merchant: Readonly<Record<string, string>> = { 'x-merchant-id': 'demo', 'x-merchant-secret': gateway.key },
): Promise<{
  /** With a token that is good now. */
  call: ForeignCall
  /** With the merchant's id and secret, and no token. */
  open: ForeignCall
  token(): Promise<string>
}> {
  const open = foreignClient(`${gateway.url}/harsya`, merchant)
  const plain = foreignClient(`${gateway.url}/harsya`, {})
  const token = async (): Promise<string> => {
    const { body, text } = await open('POST', '/v1/access-token', { grantType: 'client_credentials' })
    assert.equal(body?.code, '00', text)
    return body.data.accessToken
  }
  let held = { text: '', until: 0 }
  const call: ForeignCall = async (method, path, body, headers = {}) => {
    // As a merchant's job does it: a new one every fourteen minutes.
    if (gateway.wallMs() >= held.until) held = { text: await token(), until: gateway.wallMs() + 14 * 60_000 }
    return await plain(method, path, body, { authorization: `Bearer ${held.text}`, ...headers })
  }
  return { call, open, token }
}

/** What a merchant does again and again: sessions as the published page makes them, paid by its simulation, and refunds. */
export function harsyaShop(call: ForeignCall, prefix: string) {
  const { expiryAt: _, ...lasting } = harsyaDocumented
  let count = 0
  const reference = () => `${prefix}-${count++}`
  return {
    lasting,
    reference,
    create: async (more: object = {}) => {
      const made = await call('POST', '/v2/payments', { ...lasting, clientReferenceId: reference(), ...more })
      assert.equal(made.status, 200, made.text)
      return made.body.data
    },
    pay: async (session: { id: string }, amount?: number) => {
      const answer = await call('POST', '/v2/payments/simulations', {
        paymentSessionId: session.id,
        chargeStatus: 'SUCCESS',
        ...(amount === undefined ? {} : { amount: { value: amount, currency: 'IDR' } }),
      })
      assert.equal(answer.status, 200, answer.text)
    },
    refund: (more: object) =>
      call('POST', '/v1/refunds', { clientReferenceId: reference(), reason: 'REQUESTED_BY_CUSTOMER', ...more }),
  }
}
