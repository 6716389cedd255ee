/** Ojire's calls. */
import { Type } from 'typebox'
import { ignored, mapped } from '../../contracts/dialect.ts'
import { type AnyForeignRoute, defineForeignRoute } from '../../engine/dialect.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { metadataOfJson } from '../../kernel/metadata.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import { Text } from '../../kernel/schema.ts'
import { isUnitsProblem, minorOfMajor, refuseUnits } from '../../kernel/units.ts'
import { createIntent, type PaymentIntent } from '../../resources/payment-intent/index.ts'
import { intentIds } from './answers.ts'
import { manners } from './manners.ts'

const create = defineForeignRoute({
  method: 'POST',
  path: '/v1/payment-intents',
  operationId: 'PaymentIntents.Create',
  summary: 'Create a payment intent',
  source: 'vendor',
  access: 'secret',
  resource: 'payment_intents',
  body: Type.Object({
    amount: Type.Number({ exclusiveMinimum: 0 }),
    currency: Type.String({ minLength: 3, maxLength: 3 }),
    customerId: Type.Optional(Text(255)),
    description: Type.Optional(Text(1000)),
    merchantId: Type.Optional(Text(255)),
    metadata: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  }),
  fields: {
    amount: mapped('amount'),
    currency: mapped('currency'),
    customerId: mapped('foreign.customerId'),
    description: mapped('description'),
    merchantId: ignored('The key says whose payment it is.'),
    'metadata.*': mapped('metadata'),
  },
  answers: ['paymentIntent'],
  handle: async ({ body, exact, engine, request }) => {
    const currency = body.currency.toLowerCase()
    const amount = minorOfMajor(exact('amount'), currency)
    if (isUnitsProblem(amount))
      return refuseUnits(amount, { param: 'amount', text: exact('amount'), currency, currencyParam: 'currency' })
    // Parsed from JSON.
    const metadata = (body.metadata ?? {}) as JsonObject
    return await engine.run(
      createIntent,
      {
        amount,
        currency,
        ...(body.description === undefined ? {} : { description: body.description }),
        metadata: metadataOfJson(metadata),
        automatic_payment_methods: { enabled: true },
        method: null,
        confirm: false,
        off_session: false,
        return_url: null,
        confirmation_method: 'automatic',
        foreign: {
          dialect: manners.name,
          data: { metadata, ...(body.customerId === undefined ? {} : { customerId: body.customerId }) },
        },
      },
      request,
    )
  },
})

const retrieve = defineForeignRoute({
  method: 'GET',
  path: '/v1/payment-intents/:id',
  operationId: 'PaymentIntents.Retrieve',
  summary: 'Retrieve a payment intent',
  source: 'ours',
  access: 'secret',
  resource: 'payment_intents',
  params: Type.Object({ id: Text(255) }),
  fields: {},
  answers: ['paymentIntent'],
  handle: async ({ params, engine, request }) => {
    const intent = await engine.find<PaymentIntent>('payment_intent', intentIds, params.id, request)
    if (intent === null) return refuse.resourceMissing({ noun: 'payment intent', id: params.id })
    return isRefusal(intent) ? intent : await engine.answer('paymentIntent', intent, request)
  },
})

export const routes: readonly AnyForeignRoute[] = [create, retrieve]
