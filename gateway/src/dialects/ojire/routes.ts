/** Ojire's calls. */
import { Type } from 'typebox'
import { echoed, mapped } from '../../contracts/dialect.ts'
import { type AnyForeignRoute, defineForeignRoute } from '../../engine/dialect.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { metadataOfJson } from '../../kernel/metadata.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/refusal.ts'
import { Text } from '../../kernel/schema.ts'
import { isUnitsProblem, refuseUnits, usualMinorOfMajor } from '../../kernel/units.ts'
import { createIntent, paymentIntent } from '../../resources/payments/payment-intent/index.ts'
import { intentAnswerOf } from './answers.ts'
import { confirm } from './confirm.ts'
import { conventions } from './conventions.ts'
import { customerToken, ojireCustomerFor, savedCards } from './customers.ts'
import { ojireIntentIds } from './ids.ts'

/** Whole rupiah: its amounts have no sen. */
function amountIn(text: string, currency: string): number | Refusal {
  const amount = usualMinorOfMajor(text, currency)
  return isUnitsProblem(amount)
    ? refuseUnits(amount, { param: 'amount', text, currency, currencyParam: 'currency' })
    : amount
}

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
    customerId: mapped('customer'),
    description: mapped('description'),
    merchantId: echoed('foreign.merchantId'),
    'metadata.*': mapped('metadata'),
  },
  answers: ['paymentIntent', 'merchantIntent'],
  handle: async ({ body, exact, engine, request, as }) => {
    const currency = body.currency.toLowerCase()
    const amount = amountIn(exact('amount'), currency)
    if (isRefusal(amount)) return amount
    // Parsed from JSON.
    const metadata = (body.metadata ?? {}) as JsonObject
    const { customerId, merchantId } = body
    const customer = customerId === undefined ? null : await ojireCustomerFor(customerId, engine, request)
    if (isRefusal(customer)) return customer
    const token = customer === null ? null : await customerToken(customer, engine, request)
    if (isRefusal(token)) return token
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
          dialect: conventions.name,
          data: {
            metadata,
            ...(customerId === undefined ? {} : { customerId }),
            ...(merchantId === undefined ? {} : { merchantId }),
          },
        },
        // A saved card pays with its security code only.
        ...(customer === null
          ? {}
          : { customer, payment_method_options: { card: { require_cvc_recollection: true } } }),
      },
      as(merchantId === undefined ? 'paymentIntent' : 'merchantIntent', { given: token }),
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
  answers: ['paymentIntent', 'merchantIntent'],
  handle: async ({ params, engine, request }) => {
    const intent = await engine.find(paymentIntent, ojireIntentIds, params.id, request)
    if (intent === null) return refuse.resourceMissing({ noun: 'payment intent', id: params.id })
    return isRefusal(intent) ? intent : await engine.answer(intentAnswerOf(intent), intent, request)
  },
})

export const routes: readonly AnyForeignRoute[] = [create, retrieve, confirm, savedCards]
