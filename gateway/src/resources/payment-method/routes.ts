import type { MethodCatalogue } from '../../contracts/method.ts'
import { type AnyRoute, defineRoute } from '../../engine/route.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { IdParams } from '../../kernel/schema.ts'
import { createPaymentMethod } from './commands/create.ts'
import { dataChoice, methodDataOf } from './fields.ts'

const tag = 'Payment methods'

export const paymentMethodRoutes = (methods: MethodCatalogue): readonly AnyRoute[] => [
  defineRoute({
    method: 'POST',
    path: '/v1/payment_methods',
    tag,
    operationId: 'PaymentMethods.Create',
    summary: 'Make a payment method',
    access: 'client',
    body: methodDataOf(methods),
    answers: { noun: 'payment_method' },
    handle: async ({ body, engine, request }) => {
      const choice = dataChoice(body, '', engine, request)
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
    handle: async ({ params, engine, request }) => await engine.show('payment_method', params.id, request),
  }),
]
