/** Every payment method that is no card: asked, paid and declined as its scheme does, and in the books. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { methodCatalogue } from '../../src/methods/index.ts'
import { openGateway } from '../support/gateway.ts'
import { catalogueMethod, type PayerBody, payersAt, paymentBy } from '../support/payers.ts'

const gateway = await openGateway()
const { merchant, create, read, simulate } = await payersAt(gateway)
const day = 86_400_000

const others = methodCatalogue.all.filter(({ code }) => code !== 'card')

test('the catalogue has every method, and can be filtered', async () => {
  const { body } = await merchant.call('/v1/payment_method_catalogue')
  const codes = (body.data as unknown as { code: string }[]).map(({ code }) => code)
  assert.equal(new Set(codes).size, codes.length)
  const documented =
    'card alipayplus alipay wechat_pay sepa_debit alipay_hk boost truemoney gcash kakaopay touchngo rabbit_line_pay dana klarna ideal giropay sofort eps trustly bancontact p24 unionpay fpx mcash grabpay bank_transfer_id qris promptpay ovo shopeepay upi boleto paynow pix 9pay stitch bpi akulaku'
  for (const code of documented.split(' ')) assert.ok(codes.includes(code), code)
  for (const code of ['virtual_account', 'momo_mtn', 'us_bank_account', 'konbini', 'oxxo'])
    assert.ok(codes.includes(code), code)
  const indonesian = await merchant.call('/v1/payment_method_catalogue?country=ID&currency=idr&family=qr_code')
  assert.deepEqual(
    (indonesian.body.data as unknown as { code: string }[]).map(({ code }) => code),
    ['qris'],
  )
  const wrong = await merchant.call('/v1/payment_method_catalogue?family=nonsense')
  assert.equal(wrong.status, 400)
})

test('each method can be made by itself, and is shown as published', async () => {
  for (const one of others) {
    const { payment_method_data } = paymentBy(one) as { payment_method_data: Record<string, unknown> }
    const made = await merchant.call('/v1/payment_methods', payment_method_data)
    assert.equal(made.status, 200, made.text)
    assert.equal(made.body.type, one.code)
    const { fields } = one
    for (const secret of ['iban', 'account_number'].filter((name) => name in fields.properties)) {
      const own = (payment_method_data[one.code] ?? {}) as Record<string, string>
      assert.ok(!made.text.includes(own[secret] ?? secret), `${one.code} shows its ${secret}`)
    }
    const paid = await merchant.call('/v1/payment_intents', {
      ...paymentBy(one),
      payment_method_data: undefined,
      payment_method: made.body.id,
    })
    assert.ok(['requires_action', 'processing'].includes(String(paid.body.status)), paid.text)
  }
})

for (const one of others) {
  test(`${one.code}: asked, paid, charged, in the books, and refunded as its scheme can`, async () => {
    const intent = await create(paymentBy(one))
    const late = one.settles_late && one.next_action === 'wait'
    assert.equal(intent.status, late ? 'processing' : 'requires_action', JSON.stringify(intent))
    if (!late) {
      const action = intent.next_action as unknown as { type: string } & Record<string, Record<string, unknown>>
      assert.ok(action.type in action, JSON.stringify(action))
      assert.equal('expires_at' in intent, one.expires_after_ms !== null)
    }
    const after =
      one.next_action === 'one_time_code'
        ? await enterCode(intent.id)
        : await simulate(intent.id, { outcome: 'succeed' })
    // Schemes that tell late are asked again when their time has come.
    if (after.status === 'processing') await gateway.advance(3 * day)
    const paid = await read(intent.id)
    assert.equal(paid.status, 'succeeded', JSON.stringify(paid.last_payment_error))
    assert.equal(paid.amount_received, paid.amount)
    const charge = paid.latest_charge as unknown as {
      id: string
      paid: boolean
      amount: number
      payment_method_details: { type: string }
      balance_transaction: { amount: number }
    }
    assert.equal(charge.payment_method_details.type, one.code)
    assert.equal(charge.balance_transaction.amount, paid.amount)
    const refund = await merchant.call('/v1/refunds', { charge: charge.id })
    if (one.refunds === 'none')
      return assert.equal((refund.body.error as unknown as PayerBody).code, 'refund_not_supported')
    assert.equal(refund.status, 200, refund.text)
    assert.equal(refund.body.status, one.refunds === 'transfer' ? 'requires_action' : 'succeeded')
  })
}

const enterCode = async (id: unknown): Promise<PayerBody> => {
  const wrong = await merchant.call(`/v1/payment_intents/${id}/submit_code`, { code: '12' })
  assert.equal(wrong.status, 402, wrong.text)
  const again = await create({ ...paymentBy(catalogueMethod('momo_orange')) })
  const right = await merchant.call(`/v1/payment_intents/${again.id}/submit_code`, { code: '123456' })
  assert.equal(right.body.status, 'succeeded', right.text)
  const retried = await merchant.call(`/v1/payment_intents/${id}/confirm`, {
    payment_method_data: paymentBy(catalogueMethod('momo_orange')).payment_method_data,
  })
  assert.equal(retried.body.status, 'requires_action', retried.text)
  return (await merchant.call(`/v1/payment_intents/${id}/submit_code`, { code: '123456' })).body as PayerBody
}
