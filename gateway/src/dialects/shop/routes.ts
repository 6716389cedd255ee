/** The shop's calls: the two of its document that are not Stripe's, and a few of ours around them. */

import { Type } from 'typebox'
import { ignored, mapped } from '../../contracts/dialect.ts'
import { type AnyForeignRoute, defineForeignRoute, type ForeignEngine } from '../../engine/dialect.ts'
import type { RequestContext } from '../../engine/route.ts'
import { type Refusal, refuse } from '../../kernel/refusal.ts'
import { Text } from '../../kernel/schema.ts'
import { secondMs } from '../../kernel/time.ts'
import { charge } from '../../resources/payments/charge/index.ts'
import { markPaid, type Order, order, orderRowOf, requestPayment } from '../../resources/payments/order/index.ts'
import { paymentIntent } from '../../resources/payments/payment-intent/index.ts'
import { userOf } from './access.ts'
import type { OrderMoney } from './answers.ts'
import { issueToken } from './tokens.ts'

const OrderParams = Type.Object({ orderId: Text(255) })

/** The order that a path names. `user`: only if it is this user's, or nobody's; who asks for another's learns nothing. */
async function orderOf(
  orderId: string,
  user: string | null,
  engine: ForeignEngine,
  request: RequestContext,
): Promise<Order | Refusal> {
  const id = orderRowOf(orderId)
  const orderRow = id === null ? null : await engine.row(order, id, request)
  const others = user !== null && orderRow !== null && orderRow.user !== null && orderRow.user !== user
  return orderRow === null || others
    ? refuse.resourceMissing({ noun: 'order', id: orderId, param: 'orderId' })
    : orderRow
}

const createPaymentIntent = defineForeignRoute({
  method: 'POST',
  path: '/api/v1/shop/orders/:orderId/payment-intent',
  operationId: 'Orders.CreatePaymentIntent',
  summary: 'Create payment intent',
  source: 'vendor',
  access: 'user',
  resource: 'orders',
  params: OrderParams,
  fields: {
    'header authorization': mapped('user'),
    'header x-api-key': mapped('environment'),
    'header idempotency-key': mapped('idempotency_key'),
  },
  answers: ['payment'],
  handle: async ({ params, caller, engine, request }) => {
    const order = await orderOf(params.orderId, userOf(caller), engine, request)
    if ('refused' in order) return order
    return await engine.run(requestPayment, { order: order.id, intent: order.payment_intent }, request)
  },
})

const markOrderPaid = defineForeignRoute({
  method: 'POST',
  path: '/api/v1/shop/orders/:orderId/payment',
  operationId: 'Orders.MarkPaid',
  summary: 'Mark order as paid',
  source: 'vendor',
  access: 'shop',
  resource: 'orders',
  params: OrderParams,
  body: Type.Object({ payment_intent: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })) }),
  fields: {
    'header x-api-key': mapped('environment'),
    'header idempotency-key': mapped('idempotency_key'),
    payment_intent: mapped('payment_intent'),
  },
  answers: ['paid'],
  handle: async ({ params, body, engine, request }) => {
    const order = await orderOf(params.orderId, null, engine, request)
    if ('refused' in order) return order
    const input = { order: order.id, intent: order.payment_intent, said: body.payment_intent ?? null }
    return await engine.run(markPaid, input, request)
  },
})

const retrieveOrder = defineForeignRoute({
  method: 'GET',
  path: '/api/v1/shop/orders/:orderId',
  operationId: 'Orders.Retrieve',
  summary: 'Retrieve an order, with what was paid and what went back',
  source: 'ours',
  access: 'shop',
  resource: 'orders',
  params: OrderParams,
  fields: { 'header x-api-key': mapped('environment') },
  answers: ['orderShown'],
  handle: async ({ params, engine, request }) => {
    const order = await orderOf(params.orderId, null, engine, request)
    if ('refused' in order) return order
    const { payment_intent } = order
    const intent = payment_intent === null ? null : await engine.row(paymentIntent, payment_intent, request)
    const paidBy = intent?.latest_charge ?? null
    const chargeRow = paidBy === null ? null : await engine.row(charge, paidBy, request)
    const money =
      chargeRow === null
        ? null
        : { amount_captured: chargeRow.amount_captured, amount_refunded: chargeRow.amount_refunded }
    return await engine.answer('orderShown', order, request, money satisfies OrderMoney | null)
  },
})

const retrievePayment = defineForeignRoute({
  method: 'GET',
  path: '/api/v1/shop/payment-intents/:id',
  operationId: 'PaymentIntents.Retrieve',
  summary: "Retrieve any payment intent, an order's or not",
  source: 'ours',
  access: 'shop',
  resource: 'payment_intents',
  params: Type.Object({ id: Text(255) }),
  fields: { 'header x-api-key': mapped('environment') },
  answers: ['anyPayment'],
  handle: async ({ params, engine, request }) => {
    const intent = await engine.row(paymentIntent, params.id, request)
    if (intent === null) return refuse.resourceMissing({ noun: 'payment intent', id: params.id })
    return await engine.answer('anyPayment', intent, request)
  },
})

const daySeconds = 86_400
/** A token that lives longer outlives a user's account; the shop asks for another. */
const tokenSecondsMax = 30 * daySeconds

const createToken = defineForeignRoute({
  method: 'POST',
  path: '/api/v1/shop/tokens',
  operationId: 'Tokens.Create',
  summary: "Issue a bearer token for one of the shop's users",
  source: 'ours',
  access: 'shop',
  resource: 'orders',
  body: Type.Object({
    user: Type.String({ minLength: 1, maxLength: 255 }),
    expires_in: Type.Optional(Type.Integer({ minimum: 60, maximum: tokenSecondsMax })),
  }),
  fields: {
    'header x-api-key': mapped('environment'),
    'header idempotency-key': ignored('Each call gives a new token; earlier ones stay good.'),
    user: mapped('user'),
    expires_in: mapped('expires_in'),
  },
  answers: [],
  handle: async ({ body, caller, auth, engine }) => {
    const seconds = body.expires_in ?? daySeconds
    const issued = await issueToken({ env: caller.environment.id, user: body.user, seconds }, auth)
    if ('refused' in issued) return issued
    const { token, expires_at } = issued
    return engine.send({
      message: 'Token created successfully',
      data: { token, user: body.user, expires_at: new Date(expires_at * secondMs).toISOString() },
    })
  },
})

export const routes: readonly AnyForeignRoute[] = [
  createPaymentIntent,
  markOrderPaid,
  retrieveOrder,
  retrievePayment,
  createToken,
]
