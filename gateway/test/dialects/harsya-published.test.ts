/** The test values that Harsya (Pivot) publishes for its sandbox: cards of three networks, phones of wallets, and what each does. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { harsyaAt, harsyaDocumented } from '../support/harsya.ts'

const gateway = await openGateway()
const { call } = await harsyaAt(gateway)
const native = foreignClient(gateway.url, { authorization: `Bearer ${gateway.key}` })
const { expiryAt: _, ...lasting } = harsyaDocumented
let count = 0
const create = async (more: object) => {
  const made = await call('POST', '/v2/payments', { ...lasting, clientReferenceId: `published-${count++}`, ...more })
  assert.equal(made.status, 200, made.text)
  return made.body.data
}
const byCard = (number: string) =>
  create({
    paymentMethod: { type: 'CARD', card: { number, expMonth: 1, expYear: 39, cvc: '123' } },
    paymentMethodOptions: undefined,
  })
const outcome = ({ status, chargeDetails: [charge] }: { status: string; chargeDetails: readonly [never] }) => {
  const { status: word, failureCode } = charge as { status: string; failureCode?: string }
  return `${status} ${word} ${failureCode ?? '-'}`
}

/** Visa, Mastercard, JCB. */
const cards: readonly (readonly [string, string, string, string])[] = [
  ['4440000112200001', '5550000112230001', '3550000112280001', 'PAID SUCCESS -'],
  ['4440000112290002', '5550000112220002', '3550000112270002', 'REQUIRE_ACTION WAITING_FOR_USER_ACTION -'],
  ['4440000334480001', '5550000334410001', '3550000334460001', 'CANCELLED FAILED DECLINED_BY_CHANNEL'],
  ['4440000334470002', '5550000334400002', '3550000334450002', 'CANCELLED FAILED DECLINED_BY_CHANNEL'],
  ['4440000334460003', '5550000334490003', '3550000334440003', 'CANCELLED FAILED DECLINED_BY_CHANNEL'],
  ['4440000334450004', '5550000334480004', '3550000334430004', 'CANCELLED FAILED INVALID_ACCOUNT'],
  ['4440000334440005', '5550000334470005', '3550000334420005', 'CANCELLED FAILED AUTHENTICATION_FAILED'],
  ['4440000334430006', '5550000334460006', '3550000334410006', 'CANCELLED FAILED SUSPECTED_FRAUD'],
  ['4440000334420007', '5550000334450007', '3550000334400007', 'CANCELLED FAILED SUSPECTED_FRAUD'],
  ['4440000334410008', '5550000334440008', '3550000334490008', 'CANCELLED FAILED BLOCKED_BY_FDS'],
  ['4440000334400009', '5550000334430009', '3550000334480009', 'CANCELLED FAILED REQUIRE_REVIEW'],
  ['4440000334470010', '5550000334400010', '3550000334450010', 'CANCELLED FAILED INSUFFICIENT_FUND'],
  ['4440000334460011', '5550000334490011', '3550000334440011', 'CANCELLED FAILED CHANNEL_UNAVAILABLE'],
  ['4440000334450012', '5550000334480012', '3550000334430012', 'CANCELLED FAILED CANCELLED_BY_USER'],
  ['4448100334430014', '5558100334460014', '3558100334410014', 'PAID SUCCESS -'],
]

test('every published card does what its row says, and shows its own first digits', async () => {
  for (const [visa, mastercard, jcb, expected] of cards)
    for (const [number, brand] of [
      [visa, 'VISA'],
      [mastercard, 'MASTERCARD'],
      [jcb, 'JCB'],
    ] as const) {
      const session = await byCard(number)
      assert.equal(outcome(session), expected, number)
      const [{ card }] = session.chargeDetails
      assert.deepEqual(
        [card.first6, card.first8, card.last4, card.binInformations.brand],
        [number.slice(0, 6), number.slice(0, 8), number.slice(-4), brand],
      )
    }
})

test('fraud detection blocks, or wants somebody to look, and says which', async () => {
  for (const [number, level, recommendation, status] of [
    ['4440000112200001', 'very low', 'Approve', 'PASSED'],
    ['4440000334410008', 'very high', 'Reject', 'REJECTED'],
    ['4440000334400009', 'high', 'Review', 'REVIEW'],
  ] as const) {
    const [{ fdsRiskAssessment: fds }] = (await byCard(number)).chargeDetails
    assert.deepEqual([fds.level, fds.recommendation, fds.status], [level, recommendation, status])
  }
})

test('every published phone does what its row says', async () => {
  for (const [accountIdentifier, expected, later] of [
    ['08111111001', 'PAID SUCCESS -'],
    ['08111111002', 'PROCESSING PROCESSING -', 'PROCESSING PROCESSING -'],
    ['08111111003', 'CANCELLED FAILED DECLINED_BY_CHANNEL'],
    ['08111111004', 'REQUIRE_ACTION WAITING_FOR_USER_ACTION -', 'EXPIRED EXPIRED CHARGE_EXPIRED'],
  ] as const) {
    const session = await create({
      paymentMethod: { type: 'EWALLET', ewallet: { accountIdentifier } },
      paymentMethodOptions: { ewallet: { channel: 'OVO' } },
    })
    assert.equal(outcome(session), expected, accountIdentifier)
    if (later === undefined) continue
    await gateway.advance(20 * 60_000)
    assert.equal(outcome((await call('GET', `/v2/payments/${session.id}`)).body.data), later, accountIdentifier)
  }
})

test('a card that was typed into the hosted page shows its first digits, and so does a saved one', async () => {
  const customer = { givenName: 'Ada', email: 'first-digits@example.com' }
  const session = await create({
    mode: 'REDIRECT',
    paymentMethod: { type: 'CARD' },
    paymentMethodOptions: undefined,
    customer,
    saveForFutureUse: true,
  })
  const page = await fetch(session.paymentUrl, { headers: { accept: 'text/html' } })
  const form = new URLSearchParams({
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': '4440000112200001',
    'payment_method_data[card][exp_month]': '1',
    'payment_method_data[card][exp_year]': '2039',
    'payment_method_data[card][cvc]': '123',
  })
  const paid = await fetch(page.url, { method: 'POST', body: form, redirect: 'manual' })
  assert.ok(paid.status < 400, await paid.text())
  const { data } = (await call('GET', `/v2/payments/${session.id}`)).body
  const [{ card }] = data.chargeDetails
  assert.deepEqual([card.first6, card.first8, card.last4], ['444000', '44400001', '0001'])
  const { storedPaymentMethods } = (await call('GET', `/v1/customers/${data.customerId}`)).body.data
  assert.deepEqual([storedPaymentMethods[0].card.first6, storedPaymentMethods[0].card.first8], ['444000', '44400001'])
  // Of a payment that the gateway's own API took, too; and that API shows them nowhere.
  const own = await native('POST', '/v1/payment_intents', {
    amount: 2_000_000,
    currency: 'idr',
    confirm: true,
    payment_method: 'pm_card_visa',
    return_url: 'https://shop.example',
  })
  assert.ok(!own.text.includes('first_digits'))
})

test('a QR code is of one of the two acquirers that the documents have', async () => {
  const session = await create({ paymentMethod: { type: 'QR' }, paymentMethodOptions: undefined })
  assert.ok(['BRI', 'BNC'].includes(session.chargeDetails[0].qr.acquirer))
})
