import { Type } from 'typebox'
import type { MethodCatalogue } from '../../../contracts/method.ts'
import { type AnyRoute, defineRoute } from '../../../engine/route.ts'
import { isRefusal } from '../../../kernel/refusal.ts'
import { IdParams, MetadataField, NotYet, OneOf } from '../../../kernel/schema.ts'
import { paymentMethod } from './aggregate.ts'
import { createPaymentMethod } from './commands/create.ts'
import { updatePaymentMethod } from './commands/update.ts'
import { BillingFields, browserMethodData, dataChoice, methodDataOf, NetworkFields } from './fields.ts'
import { notOfferedReasons } from './not-offered.ts'

const tag = 'Payment methods'

export const paymentMethodRoutes = (methods: MethodCatalogue): readonly AnyRoute[] => [
  defineRoute({
    method: 'POST',
    path: '/v1/payment_methods',
    tag,
    operationId: 'PaymentMethods.Create',
    summary: 'Make a payment method',
    access: 'client',
    body: Type.Object(
      {
        ...methodDataOf(methods).properties,
        // The two that share a method with a connected account.
        customer: NotYet(notOfferedReasons.connect),
        payment_method: NotYet(notOfferedReasons.connect),
      },
      { additionalProperties: false },
    ),
    browser: { ...browserMethodData(methods), expand: true },
    answers: { noun: 'payment_method' },
    handle: async ({ body, engine, request }) => {
      const choice = await dataChoice(body, '', engine, request)
      return isRefusal(choice) ? choice : await engine.run(createPaymentMethod, { method: choice.created }, request)
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/payment_methods/:id',
    tag,
    operationId: 'PaymentMethods.Retrieve',
    summary: 'Retrieve a payment method',
    access: 'secret',
    params: IdParams,
    answers: { noun: 'payment_method' },
    handle: async ({ params, engine, request }) => await engine.show(paymentMethod, params.id, request),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/payment_methods/:id',
    tag,
    operationId: 'PaymentMethods.Update',
    summary: 'Change a payment method',
    description: 'Who pays, notes, and the expiry of a card whose number stayed. A number itself never changes.',
    access: 'secret',
    params: IdParams,
    body: Type.Object(
      {
        billing_details: Type.Optional(BillingFields),
        metadata: Type.Optional(MetadataField),
        allow_redisplay: Type.Optional(OneOf(['always', 'limited', 'unspecified'] as const)),
        card: Type.Optional(
          Type.Object(
            {
              exp_month: Type.Optional(Type.Integer({ minimum: 1, maximum: 12 })),
              exp_year: Type.Optional(Type.Integer({ minimum: 0, maximum: 9999 })),
              networks: Type.Optional(NetworkFields),
            },
            { additionalProperties: false },
          ),
        ),
        us_bank_account: Type.Optional(
          Type.Object(
            {
              account_holder_type: Type.Optional(OneOf(['company', 'individual'] as const)),
              account_type: Type.Optional(OneOf(['checking', 'savings'] as const)),
            },
            { additionalProperties: false },
          ),
        ),
      },
      { additionalProperties: false },
    ),
    answers: { noun: 'payment_method' },
    handle: async ({ params, body, engine, request }) =>
      await engine.run(updatePaymentMethod, { ...body, id: params.id }, request),
  }),
]
