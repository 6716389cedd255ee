/**
 * The payer's decision, sent by a page or an app with the public key and the payment's secret. Its SDKs leave that to the
 * hosted page, and its documents do not publish the call: it is ours.
 */
import { type Static, Type } from 'typebox'
import { mapped } from '../../contracts/dialect.ts'
import { wholeFields } from '../../engine/browser.ts'
import { defineForeignRoute, type ForeignEngine } from '../../engine/dialect.ts'
import type { RequestContext } from '../../engine/route.ts'
import { defineRefusal, isRefusal, type Refusal, refuse } from '../../kernel/refusal.ts'
import { Flag, OneOf, Text } from '../../kernel/schema.ts'
import { openSessionOf } from '../../resources/customers/customer-session/index.ts'
import { type MethodChoice, methodChoice, paymentMethod } from '../../resources/customers/payment-method/index.ts'
import {
  checkoutBackUrl,
  confirmIntent,
  type PaymentIntent,
  paymentIntent,
} from '../../resources/payments/payment-intent/index.ts'
import { vaChannelNames } from '../../schemes/virtual-account.ts'
import { ojireClientSecret } from './answers.ts'
import { cardIds, ojireIntentIds } from './ids.ts'

const hourSeconds = 3600

const refuseConfirm = {
  secretWrong: defineRefusal(
    'unauthenticated',
    'client_secret_invalid',
    'A public key confirms a payment only together with its own clientSecret, as the answer that made it shows it.',
    () => 'The clientSecret does not match this payment intent.',
    () => ({ param: 'clientSecret' }),
  ),
}

const Body = Type.Object({
  clientSecret: Text(255),
  paymentMethod: OneOf(['CC', 'VA', 'QRIS', 'WECHATPAY', 'ALIPAY'] as const),
  bank: Type.Optional(OneOf(vaChannelNames.map((name) => name.toUpperCase()))),
  card: Type.Optional(
    Type.Object({
      number: Text(40),
      expMonth: Type.Integer(),
      expYear: Type.Integer(),
      cvv: Type.Optional(Text(4)),
    }),
  ),
  cardToken: Type.Optional(Text(255)),
  cvv: Type.Optional(Text(4)),
  customerToken: Type.Optional(Text(255)),
  saveCard: Type.Optional(Flag()),
})
type Sent = Static<typeof Body>
type Means = { readonly method: MethodChoice | null; readonly cvc: boolean; readonly save: boolean }

const codes = { VA: 'virtual_account', QRIS: 'qris', WECHATPAY: 'wechat_pay', ALIPAY: 'alipay' } as const

async function meansOf(
  body: Sent,
  intent: PaymentIntent,
  engine: ForeignEngine,
  request: RequestContext,
): Promise<Means | Refusal> {
  const session = body.customerToken === undefined ? null : await openSessionOf(body.customerToken, engine, request)
  // Its refusal names the secret of the session, which has another name here.
  if (isRefusal(session)) return { ...session, param: 'customer_session' }
  if (session !== null && session.customer !== intent.customer)
    return refuse.resourceMissing({ noun: 'customer', id: '', param: 'customer_session' })
  if (body.paymentMethod !== 'CC') {
    const type = codes[body.paymentMethod]
    const own = body.paymentMethod === 'VA' && body.bank !== undefined ? { channel: body.bank.toLowerCase() } : {}
    const method = await methodChoice({ payment_method_data: { type, [type]: own } }, engine, request)
    return isRefusal(method) ? method : { method, cvc: false, save: false }
  }
  if (body.cardToken !== undefined) {
    const saved = await engine.find(paymentMethod, cardIds, body.cardToken, request)
    if (isRefusal(saved)) return saved
    if (saved === null || session === null || saved.customer !== session.customer)
      return refuse.resourceMissing({ noun: 'saved card', id: body.cardToken, param: 'payment_method' })
    if (body.cvv === undefined) return { method: { existing: saved.id }, cvc: false, save: false }
    const wrong = engine.keepCvc(saved.id, body.cvv, request)
    return wrong ?? { method: { existing: saved.id }, cvc: true, save: false }
  }
  if (body.card === undefined) return refuse.parameterMissing({ param: 'card' })
  const save = body.saveCard === true && session?.features.save === true
  const { number, expMonth, expYear, cvv } = body.card
  const method = await methodChoice(
    {
      payment_method_data: {
        type: 'card',
        card: { number, exp_month: expMonth, exp_year: expYear, ...(cvv === undefined ? {} : { cvc: cvv }) },
        ...(save ? { allow_redisplay: 'always' as const } : {}),
      },
    },
    engine,
    request,
  )
  return isRefusal(method) ? method : { method, cvc: false, save }
}

export const confirm = defineForeignRoute({
  method: 'POST',
  path: '/v1/payment-intents/:id/confirm',
  operationId: 'PaymentIntents.Confirm',
  summary: 'Pay a payment intent',
  source: 'ours',
  access: 'public',
  resource: 'payment_intents',
  params: Type.Object({ id: Text(255) }),
  body: Body,
  // Made for payers: there is no merchant's term in it.
  browser: wholeFields(...Object.keys(Body.properties)),
  fields: {
    clientSecret: mapped('client_secret'),
    paymentMethod: mapped('payment_method_data[type]'),
    bank: mapped('payment_method_data[virtual_account][channel]'),
    'card.number': mapped('number'),
    'card.expMonth': mapped('exp_month'),
    'card.expYear': mapped('exp_year'),
    'card.cvv': mapped('cvc'),
    cardToken: mapped('payment_method'),
    cvv: mapped('payment_method_options[card][cvc]'),
    customerToken: mapped('customer_session'),
    saveCard: mapped('setup_future_usage'),
  },
  answers: ['confirmedIntent'],
  handle: async ({ params, body, engine, request }) => {
    const intent = await engine.find(paymentIntent, ojireIntentIds, params.id, request)
    if (isRefusal(intent)) return intent
    if (intent === null) return refuse.resourceMissing({ noun: 'payment intent', id: params.id })
    if (ojireClientSecret(intent) !== body.clientSecret) return refuseConfirm.secretWrong()
    const means = await meansOf(body, intent, engine, request)
    if (isRefusal(means)) return means
    const type = body.paymentMethod === 'CC' ? null : codes[body.paymentMethod]
    return await engine.run(
      confirmIntent,
      {
        intent: intent.id,
        method: means.method,
        off_session: false,
        return_url: checkoutBackUrl(intent, engine.publicUrl()),
        client_secret: intent.client_secret,
        cvc_given: means.cvc,
        ...(means.save && intent.setup_future_usage === null ? { setup_future_usage: 'on_session' as const } : {}),
        // An hour, as in the examples of its callbacks.
        ...(type === null ? {} : { payment_method_options: { [type]: { expires_after_seconds: hourSeconds } } }),
      },
      request,
    )
  },
})
