/** What cannot be done with a payment as it stands is told in the words of each foreign API, whatever state it is in. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { translateRefusal, type Vocabulary } from '../../src/contracts/foreign-words.ts'
import { chargeIds, harsyaCustomerIds as harsyaCustomers, sessionIds, tokenIds } from '../../src/dialects/harsya/ids.ts'
import { dialects } from '../../src/dialects/index.ts'
import { ojireIntentIds as ojireIds } from '../../src/dialects/ojire/ids.ts'
import { attemptIds, checkoutIds, orqexIntentIds as orqexIds } from '../../src/dialects/orqex/ids.ts'
import { ids as wooshpayIds } from '../../src/dialects/wooshpay/ids.ts'
import { foreignClient } from '../support/foreign.ts'
import { callersAt, checkWords, type Name, toldWords } from '../support/foreign-words.ts'
import { openGateway } from '../support/gateway.ts'

const gateway = await openGateway()
const callers = await callersAt(gateway)
const native = foreignClient(gateway.url, { authorization: `Bearer ${gateway.key}` })

type Ids = { readonly id: string; readonly charge: string; readonly method: string }

/** A payment in each state, by the native API. */
const made = async (form: object, then?: readonly [string, object]) => {
  const first = await native('POST', '/v1/payment_intents', { amount: 2_000_000, currency: 'idr', ...form })
  const shown = first.body.error?.payment_intent ?? first.body
  if (then !== undefined) await native('POST', then[0].replace('ID', shown.id), then[1])
  const { body } = await native('GET', `/v1/payment_intents/${shown.id}`)
  return {
    id: body.id,
    charge: body.latest_charge ?? 'ch_000000000000000000000000',
    method: body.payment_method ?? 'pm_000000000000000000000000',
  }
}
const card = (payment_method: string) => ({ confirm: true, payment_method, return_url: 'https://shop.example' })
const offer = { payment_method_types: ['card', 'virtual_account'] }
const states: Readonly<Record<string, () => Promise<Ids>>> = {
  open: () => made({}),
  chosen: () => made({ payment_method: 'pm_card_visa' }),
  'in a challenge': () => made(card('pm_card_authenticationRequired')),
  'waiting for a transfer': () =>
    made({
      ...offer,
      confirm: true,
      payment_method_data: { type: 'virtual_account', virtual_account: { channel: 'permata' } },
    }),
  declined: () => made(card('pm_card_visa_chargeDeclined')),
  held: () => made({ ...card('pm_card_visa'), capture_method: 'manual' }),
  paid: () => made(card('pm_card_visa')),
  refunded: () => made(card('pm_card_visa'), ['/v1/refunds', { payment_intent: 'ID' }]),
  canceled: () => made({}, ['/v1/payment_intents/ID/cancel', {}]),
  expired: () => made({ expires_at: Math.floor(gateway.wallMs() / 1000) + 60 }),
}

const cardData = { type: 'card', card: { number: '4242424242424242', exp_month: 12, exp_year: 2030, cvc: '123' } }
/** All that can be asked of a payment. */
const verbs: Readonly<Record<Name, (ids: Ids) => readonly (readonly [string, string, unknown?])[]>> = {
  ojire: ({ id }) => [
    ['GET', `/v1/payment-intents/${ojireIds.of(id)}`],
    ['POST', `/v1/payment-intents/${ojireIds.of(id)}/confirm`, { clientSecret: 'x', paymentMethod: 'QRIS' }],
  ],
  orqex: ({ id, charge }) => {
    const path = `/v1/payment/intents/${orqexIds.of(id)}`
    const mtn = { method_code: 'momo_mtn', country: 'CI', phone: { number: '+2250504123456' } }
    return [
      ['POST', `${path}/attempt`, mtn],
      ['POST', `${path}/attempts`, { ...mtn, currency: 'XOF' }],
      ['POST', `${path}/attempts`, { method_code: 'dana' }],
      ['POST', `${path}/authorize`, { otp: '1' }],
      ['POST', `${path}/attempts/${attemptIds.of(charge)}/confirm`, { otp: '1' }],
      ['POST', `${path}/refunds`, { amount: 1_000_000 }],
      ['POST', `${path}/refunds`, { amount: 0.001 }],
      ['GET', `/v1/payment/checkouts/${checkoutIds.of(id)}`],
      ['POST', `${path}/requery`, {}],
    ]
  },
  wooshpay: ({ id, method }) => {
    const path = `/v1/payment_intents/${wooshpayIds.payment_intent.of(id)}`
    return [
      ['POST', path, { amount: 1, currency: 'JPY' }],
      ['POST', `${path}/confirm`, {}],
      ['POST', `${path}/confirm`, { payment_method_data: cardData }],
      [
        'POST',
        `${path}/confirm`,
        { payment_method: wooshpayIds.payment_method.of(method), payment_method_types: ['klarna'] },
      ],
      ['POST', `${path}/capture`, { amount_to_capture: 999_999_999 }],
      ['POST', `${path}/capture`, {}],
      ['POST', '/v1/refunds', { payment_intent: wooshpayIds.payment_intent.of(id), amount: '999999999' }],
      ['POST', `/v1/payment_methods/${wooshpayIds.payment_method.of(method)}/detach`],
      ['POST', `${path}/cancel`, {}],
    ]
  },
  shop: ({ id }) => [
    ['GET', `/api/v1/shop/payment-intents/${id}`],
    ['POST', '/api/v1/shop/orders/9/payment', { payment_intent: id }],
  ],
  harsya: ({ id, charge, method }) => {
    const session = sessionIds.of(id)
    const money = (value: unknown) => ({ value, currency: 'IDR' })
    const refund = { paymentSessionId: session, reason: 'OTHERS' }
    return [
      ['POST', `/v2/payments/${session}/confirm`, {}],
      ['POST', `/v2/payments/${session}/confirm`, { paymentMethod: { type: 'QR' } }],
      [
        'POST',
        `/v2/payments/${session}/confirm`,
        { paymentMethod: { type: 'CARD', card: { token: tokenIds.of(method) } } },
      ],
      [
        'POST',
        `/v2/payments/${session}/confirm`,
        { paymentMethod: { type: 'EWALLET' }, paymentMethodOptions: { ewallet: { channel: 'OVO' } } },
      ],
      ['POST', `/v2/payments/${session}/capture`, { releaseRemainingAmount: true, amount: money(99_999_999) }],
      ['POST', '/v1/refunds', { ...refund, clientReferenceId: `one-${id}`, amount: money('99999999') }],
      ['POST', '/v1/refunds', { ...refund, clientReferenceId: `two-${id}`, amount: money('1') }],
      [
        'POST',
        '/v1/refunds',
        { ...refund, clientReferenceId: `two-${id}`, chargeId: chargeIds.of(charge), isFullAmount: true },
      ],
      ['POST', '/v2/payments/simulations', { paymentSessionId: session, chargeStatus: 'SUCCESS', amount: money(1) }],
      ['POST', '/v2/payments/simulations', { paymentSessionId: session, chargeStatus: 'EXPIRED' }],
      ['POST', `/v2/payments/${session}/cancel`, { cancellationReason: 'VOID_SESSION' }],
      ['GET', `/v1/customers/${harsyaCustomers.of('cus_000000000000000000000000')}`],
    ]
  },
}

test('whatever cannot be done with a payment as it stands is told in the words of each API', async () => {
  const expiring = await states.expired?.()
  await gateway.advance(3_600_000)
  for (const [state, make] of Object.entries(states))
    for (const name of Object.keys(callers) as Name[]) {
      // Of Harsya and of Orqex, whose calls go on with it, each gets one of its own.
      const ids = state === 'expired' && expiring !== undefined ? expiring : await make()
      for (const [method, path, body] of verbs[name](ids))
        checkWords(name, await callers[name](method, path, body), `${state}: ${method} ${path} ${JSON.stringify(body)}`)
    }
  assert.ok(toldWords.size > 60, `${toldWords.size} sentences were looked at`)
})

test('a sentence keeps what helps: the state, the field, the id, in the words of the API', () => {
  const said = (words: Vocabulary, text: string, code = 'x') =>
    translateRefusal(words, { text, code, kind: 'unexpected_state', field: null, fields: new Map() })
  const session = dialects.get('harsya')?.errors.words
  assert.ok(session)
  const status =
    'This PaymentIntent could not be captured because it has a status of succeeded. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.'
  assert.equal(said(session, status), 'This payment session could not be captured because it has a status of PAID.')
  // A word that nobody thought of costs the sentence, and tells nothing that is wrong.
  assert.equal(said(session, 'Send next_action again.'), 'This cannot be done as things stand.')
})
