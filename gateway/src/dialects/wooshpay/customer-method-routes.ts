/** The calls on what one customer has saved. */

import { Type } from 'typebox'
import { mapped } from '../../contracts/dialect.ts'
import { type AnyForeignRoute, defineForeignRoute } from '../../engine/dialect.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import { IdParams, IdText } from '../../kernel/schema.ts'
import { customer } from '../../resources/customers/customer/index.ts'
import { paymentMethod } from '../../resources/customers/payment-method/index.ts'
import { wooshpayPageMappings } from './field-mappings.ts'
import { MethodTypeField } from './methods.ts'
import { pageAnswer, rowNamed, type WooshpayCall, wooshpayPageQuery } from './request-values.ts'

/** A deleted customer has nothing saved. */
async function customerNamed(id: string, asked: WooshpayCall) {
  const row = await rowNamed(customer, id, asked)
  return !isRefusal(row) && row.deleted ? refuse.resourceMissing({ noun: 'customer', id }) : row
}

export const customerMethodRoutes: readonly AnyForeignRoute[] = [
  defineForeignRoute({
    method: 'GET',
    path: '/v1/customers/:id/payment_methods',
    resource: 'payment_methods',
    operationId: 'Customers.ListPaymentMethods',
    summary: "List a customer's saved payment methods, newest first",
    source: 'vendor',
    access: 'secret',
    params: IdParams,
    query: Type.Object({ ...wooshpayPageQuery, type: Type.Optional(MethodTypeField) }),
    fields: { ...wooshpayPageMappings, '?type': mapped('type') },
    answers: ['list', 'paymentMethod'],
    handle: async ({ params, query, engine, request }) => {
      const customer = await customerNamed(params.id, { engine, request })
      if (isRefusal(customer)) return customer
      const url = `/v1/customers/${params.id}/payment_methods`
      const wanted = { where: { customer: customer.id, type: query.type }, query, url }
      return await pageAnswer(paymentMethod, 'paymentMethod', wanted, { engine, request })
    },
  }),
  defineForeignRoute({
    method: 'GET',
    path: '/v1/customers/:id/payment_methods/:payment_method',
    resource: 'payment_methods',
    operationId: 'Customers.RetrievePaymentMethod',
    summary: "Retrieve one of a customer's saved payment methods",
    source: 'vendor',
    access: 'secret',
    params: Type.Object({ ...IdParams.properties, payment_method: IdText('The method.') }),
    fields: {},
    answers: ['paymentMethod'],
    handle: async ({ params, engine, request }) => {
      const customer = await customerNamed(params.id, { engine, request })
      if (isRefusal(customer)) return customer
      const { payment_method: id } = params
      const row = await rowNamed(paymentMethod, id, { engine, request }, 'payment_method')
      if (isRefusal(row)) return row
      return row.customer === customer.id
        ? await engine.answer('paymentMethod', row, request)
        : refuse.resourceMissing({ noun: 'payment_method', id, param: 'payment_method' })
    },
  }),
]
