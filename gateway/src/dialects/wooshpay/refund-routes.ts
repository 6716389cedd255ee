/** The calls on refunds, and the balance. */

import { Type } from 'typebox'
import { mapped } from '../../contracts/dialect.ts'
import { type AnyForeignRoute, defineForeignRoute } from '../../engine/dialect.ts'
import { mergeMetadata } from '../../kernel/metadata.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { IdParams, MetadataField, OneOf, Text } from '../../kernel/schema.ts'
import { paymentIntent } from '../../resources/payments/payment-intent/index.ts'
import { createRefund, refund } from '../../resources/payments/refund/index.ts'
import { conventions } from './conventions.ts'
import { amountSent, rowNamed, shownById } from './request-values.ts'

const ourReasons = ['duplicate', 'fraudulent', 'requested_by_customer'] as const
/** Kept as they are sent: `resolved_dispute` is documented, `requested_by_merchant` is what merchants' code sends. */
const theirReasons = ['resolved_dispute', 'requested_by_merchant'] as const
type TheirReason = (typeof theirReasons)[number]
const isTheirs = (reason: string | null): reason is TheirReason => theirReasons.some((theirs) => theirs === reason)

const create = defineForeignRoute({
  method: 'POST',
  path: '/v1/refunds',
  resource: 'refunds',
  operationId: 'Refunds.Create',
  summary: 'Refund a payment, or a part of it',
  source: 'vendor',
  access: 'secret',
  body: Type.Object({
    payment_intent: Text(255),
    // A text in the documents, a number in merchants' code.
    amount: Type.Optional(
      Type.Union([
        Type.Integer({ minimum: 1, maximum: 999_999_999_999 }),
        Type.String({ pattern: '^[0-9]{1,12}$', expected: 'a whole number' }),
      ]),
    ),
    reason: Type.Optional(OneOf([...ourReasons, ...theirReasons])),
    metadata: Type.Optional(MetadataField),
  }),
  fields: {
    payment_intent: mapped('payment_intent'),
    amount: mapped('amount'),
    reason: mapped('reason'),
    'metadata.*': mapped('metadata'),
  },
  answers: ['refund'],
  handle: async ({ body, exact, engine, request }) => {
    const intent = await rowNamed(paymentIntent, body.payment_intent, { engine, request }, 'payment_intent')
    if (isRefusal(intent)) return intent
    const amount = body.amount === undefined ? undefined : amountSent(exact('amount'), intent.currency, 'amount')
    if (isRefusal(amount)) return amount
    const { reason = null } = body
    return await engine.run(
      createRefund,
      {
        intent: intent.id,
        charge: null,
        ...(amount === undefined ? {} : { amount }),
        ...(isTheirs(reason) ? { reason: null, foreign: { dialect: conventions.name, data: { reason } } } : { reason }),
        metadata: mergeMetadata({}, body.metadata),
        transferTo: null,
      },
      request,
    )
  },
})

const retrieve = defineForeignRoute({
  method: 'GET',
  path: '/v1/refunds/:id',
  resource: 'refunds',
  operationId: 'Refunds.Retrieve',
  summary: 'Retrieve a refund',
  source: 'vendor',
  access: 'secret',
  params: IdParams,
  fields: {},
  answers: ['refund'],
  handle: async ({ params, engine, request }) => await shownById(refund, 'refund', params.id, { engine, request }),
})

const balance = defineForeignRoute({
  method: 'GET',
  path: '/v1/balance',
  resource: 'balance',
  operationId: 'Balance.Retrieve',
  summary: 'Retrieve the balance, by currency',
  source: 'vendor',
  access: 'secret',
  fields: {},
  answers: ['balance'],
  handle: async ({ engine, request }) => {
    const balances = (await engine.balances(request)).map(({ currency, available, pending }) => ({
      currency,
      available: Number(available),
      pending: Number(pending),
    }))
    return await engine.answer('balance', { balances, livemode: request.environment.livemode }, request)
  },
})

export const wooshpayRefundRoutes: readonly AnyForeignRoute[] = [create, retrieve, balance]
