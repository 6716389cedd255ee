/** The calls on customers and their payment methods. */

import { type Static, Type } from 'typebox'
import { mapped } from '../../contracts/dialect.ts'
import { wholeFields } from '../../engine/browser.ts'
import { type AnyForeignRoute, defineForeignRoute } from '../../engine/dialect.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import { AddressFields, IdParams, IdText, MetadataField, Text, Unsettable } from '../../kernel/schema.ts'
import {
  attachMethod,
  createCustomer,
  customer,
  deleteCustomer,
  detachMethod,
  updateCustomer,
} from '../../resources/customers/customer/index.ts'
import {
  BillingFields,
  createPaymentMethod,
  dataChoice,
  paymentMethod,
  updatePaymentMethod,
} from '../../resources/customers/payment-method/index.ts'
import {
  addressInputMappings,
  billingInputMappings,
  shippingInputMappings,
  wooshpayPageMappings,
} from './field-mappings.ts'
import { ShippingField } from './intent-terms.ts'
import { DigitsField, MethodDataField, MethodTypeField, methodDataInput, methodDataInputMappings } from './methods.ts'
import { idNamed, methodNamed, pageAnswer, rowNamed, shownById, wooshpayPageQuery } from './request-values.ts'

const customerFields = {
  address: Type.Optional(Unsettable(AddressFields)),
  description: Type.Optional(Unsettable(Text(5000))),
  email: Type.Optional(Unsettable(Text(512))),
  metadata: Type.Optional(MetadataField),
  name: Type.Optional(Unsettable(Text(256))),
  phone: Type.Optional(Unsettable(Text(20))),
  shipping: Type.Optional(Unsettable(ShippingField)),
}
const customerInputMappings = {
  ...addressInputMappings('address'),
  description: mapped('description'),
  email: mapped('email'),
  'metadata.*': mapped('metadata'),
  name: mapped('name'),
  phone: mapped('phone'),
  ...shippingInputMappings,
}

type CustomerBody = Static<ReturnType<typeof Type.Object<typeof customerFields>>>

/** Only what the schema names: a body may hold more. */
const termsOf = ({ address, description, email, metadata, name, phone, shipping }: CustomerBody) => ({
  ...(address === undefined ? {} : { address }),
  ...(description === undefined ? {} : { description }),
  ...(email === undefined ? {} : { email }),
  ...(metadata === undefined ? {} : { metadata }),
  ...(name === undefined ? {} : { name }),
  ...(phone === undefined ? {} : { phone }),
  ...(shipping === undefined
    ? {}
    : { shipping: shipping === null ? null : { ...shipping, address: shipping.address ?? {} } }),
})

const customers: readonly AnyForeignRoute[] = [
  defineForeignRoute({
    method: 'POST',
    path: '/v1/customers',
    resource: 'customers',
    operationId: 'Customers.Create',
    summary: 'Make a customer',
    source: 'vendor',
    access: 'secret',
    body: Type.Object({ ...customerFields, payment_method: Type.Optional(Text(255)) }),
    fields: { ...customerInputMappings, payment_method: mapped('payment_method') },
    answers: ['customer'],
    handle: async ({ body, engine, request }) => {
      const { payment_method } = body
      const method = await methodNamed(payment_method === undefined ? {} : { payment_method }, { engine, request })
      if (isRefusal(method)) return method
      return await engine.run(createCustomer, { terms: termsOf(body), method }, request)
    },
  }),
  defineForeignRoute({
    method: 'GET',
    path: '/v1/customers',
    resource: 'customers',
    operationId: 'Customers.List',
    summary: 'List customers, newest first',
    source: 'vendor',
    access: 'secret',
    query: Type.Object({ ...wooshpayPageQuery, email: Type.Optional(Text(512)) }),
    fields: { ...wooshpayPageMappings, '?email': mapped('email') },
    answers: ['list', 'customer'],
    handle: async ({ query, engine, request }) => {
      const wanted = { where: { email: query.email, deleted: false }, query, url: '/v1/customers' }
      return await pageAnswer(customer, 'customer', wanted, { engine, request })
    },
  }),
  defineForeignRoute({
    method: 'GET',
    path: '/v1/customers/:id',
    resource: 'customers',
    operationId: 'Customers.Retrieve',
    summary: 'Retrieve a customer',
    source: 'vendor',
    access: 'secret',
    params: IdParams,
    fields: {},
    answers: ['customer'],
    handle: async ({ params, engine, request }) =>
      await shownById(customer, 'customer', params.id, { engine, request }),
  }),
  defineForeignRoute({
    method: 'POST',
    path: '/v1/customers/:id',
    resource: 'customers',
    operationId: 'Customers.Update',
    summary: 'Change a customer',
    source: 'vendor',
    access: 'secret',
    params: IdParams,
    body: Type.Object(customerFields),
    fields: customerInputMappings,
    answers: ['customer'],
    handle: async ({ params, body, engine, request }) => {
      const row = await rowNamed(customer, params.id, { engine, request })
      return isRefusal(row) ? row : await engine.run(updateCustomer, { id: row.id, terms: termsOf(body) }, request)
    },
  }),
  defineForeignRoute({
    method: 'DELETE',
    path: '/v1/customers/:id',
    resource: 'customers',
    operationId: 'Customers.Delete',
    summary: 'Delete a customer and erase what is personal',
    source: 'vendor',
    access: 'secret',
    params: IdParams,
    fields: {},
    answers: ['customer'],
    handle: async ({ params, engine, request }) => {
      const row = await rowNamed(customer, params.id, { engine, request })
      return isRefusal(row) ? row : await engine.run(deleteCustomer, { id: row.id }, request)
    },
  }),
]

const methods: readonly AnyForeignRoute[] = [
  defineForeignRoute({
    method: 'POST',
    path: '/v1/payment_methods',
    resource: 'payment_methods',
    operationId: 'PaymentMethods.Create',
    summary: 'Make a payment method',
    source: 'vendor',
    access: 'public',
    body: MethodDataField,
    browser: wholeFields(...Object.keys(MethodDataField.properties)),
    fields: methodDataInputMappings(''),
    answers: ['paymentMethod'],
    handle: async ({ body, engine, request }) => {
      const choice = await dataChoice(methodDataInput(body), '', engine, request)
      return isRefusal(choice) ? choice : await engine.run(createPaymentMethod, { method: choice.created }, request)
    },
  }),
  defineForeignRoute({
    method: 'GET',
    path: '/v1/payment_methods/:id',
    resource: 'payment_methods',
    operationId: 'PaymentMethods.Retrieve',
    summary: 'Retrieve a payment method',
    source: 'vendor',
    access: 'secret',
    params: IdParams,
    fields: {},
    answers: ['paymentMethod'],
    handle: async ({ params, engine, request }) =>
      await shownById(paymentMethod, 'paymentMethod', params.id, { engine, request }),
  }),
  defineForeignRoute({
    method: 'POST',
    path: '/v1/payment_methods/:id',
    resource: 'payment_methods',
    operationId: 'PaymentMethods.Update',
    summary: 'Change a payment method',
    source: 'vendor',
    access: 'secret',
    params: IdParams,
    body: Type.Object({
      billing_details: Type.Optional(BillingFields),
      metadata: Type.Optional(MetadataField),
      card: Type.Optional(Type.Object({ exp_month: Type.Optional(DigitsField), exp_year: Type.Optional(DigitsField) })),
    }),
    fields: {
      ...billingInputMappings('billing_details'),
      'metadata.*': mapped('metadata'),
      'card.exp_month': mapped('card[exp_month]'),
      'card.exp_year': mapped('card[exp_year]'),
    },
    answers: ['paymentMethod'],
    handle: async ({ params, body, engine, request }) => {
      const row = await rowNamed(paymentMethod, params.id, { engine, request })
      if (isRefusal(row)) return row
      const { billing_details, card, metadata } = body
      const month = card?.exp_month === undefined ? undefined : Number(card.exp_month)
      if (month !== undefined && (month < 1 || month > 12))
        return refuse.parameterInvalid({ param: 'card[exp_month]', why: 'a month is 1 to 12.' })
      const expiry = {
        ...(month === undefined ? {} : { exp_month: month }),
        ...(card?.exp_year === undefined ? {} : { exp_year: Number(card.exp_year) }),
      }
      const changes = {
        ...(billing_details === undefined ? {} : { billing_details }),
        ...(metadata === undefined ? {} : { metadata }),
        ...(card === undefined ? {} : { card: expiry }),
      }
      return await engine.run(updatePaymentMethod, { ...changes, id: row.id, unattached: 'changed' }, request)
    },
  }),
  defineForeignRoute({
    method: 'GET',
    path: '/v1/payment_methods',
    resource: 'payment_methods',
    operationId: 'PaymentMethods.List',
    summary: "List a customer's saved payment methods, newest first",
    source: 'vendor',
    access: 'secret',
    query: Type.Object({
      ...wooshpayPageQuery,
      customer: Type.Optional(IdText('Whose they are.')),
      type: Type.Optional(MethodTypeField),
    }),
    fields: { ...wooshpayPageMappings, '?customer': mapped('customer'), '?type': mapped('type') },
    answers: ['list', 'paymentMethod'],
    handle: async ({ query, engine, request }) => {
      const customerId = await idNamed(customer, query.customer, { engine, request }, 'customer')
      if (isRefusal(customerId)) return customerId
      const wanted = { where: { customer: customerId, type: query.type }, query, url: '/v1/payment_methods' }
      return await pageAnswer(paymentMethod, 'paymentMethod', wanted, { engine, request })
    },
  }),
  defineForeignRoute({
    method: 'POST',
    path: '/v1/payment_methods/:id/attach',
    resource: 'payment_methods',
    operationId: 'PaymentMethods.Attach',
    summary: 'Save a payment method for a customer',
    source: 'vendor',
    access: 'secret',
    params: IdParams,
    body: Type.Object({ customer: Text(255) }),
    fields: { customer: mapped('customer') },
    answers: ['paymentMethod'],
    handle: async ({ params, body, engine, request }) => {
      const method = await methodNamed({ payment_method: params.id }, { engine, request })
      if (isRefusal(method)) return method
      if (method === null) return refuse.resourceMissing({ noun: 'payment_method', id: params.id })
      const customerId = await idNamed(customer, body.customer, { engine, request }, 'customer')
      if (isRefusal(customerId)) return customerId
      return await engine.run(attachMethod, { customer: customerId, method }, request)
    },
  }),
  defineForeignRoute({
    method: 'POST',
    path: '/v1/payment_methods/:id/detach',
    resource: 'payment_methods',
    operationId: 'PaymentMethods.Detach',
    summary: 'Take a saved payment method from its customer',
    source: 'vendor',
    access: 'secret',
    params: IdParams,
    fields: {},
    answers: ['paymentMethod'],
    handle: async ({ params, engine, request }) => {
      const row = await rowNamed(paymentMethod, params.id, { engine, request })
      return isRefusal(row) ? row : await engine.run(detachMethod, { id: row.id }, request)
    },
  }),
]

export const payerRoutes: readonly AnyForeignRoute[] = [...customers, ...methods]
