import { type TObject, Type } from 'typebox'
import type { MethodCatalogue } from '../../../contracts/method.ts'
import { pageOf } from '../../../engine/page.ts'
import { type AnyRoute, defineRoute } from '../../../engine/route.ts'
import { isRefusal } from '../../../kernel/refusal.ts'
import { IdParams, IdText, NotYet, OneOf, pageFields, Text } from '../../../kernel/schema.ts'
import {
  type MethodChoice,
  methodChoice,
  methodId,
  methodOfSource,
  notOfferedReasons,
  paymentMethod,
  sourceChoice,
} from '../payment-method/index.ts'
import { customer } from './aggregate.ts'
import { attachMethod } from './commands/attach-method.ts'
import { createCustomer } from './commands/create.ts'
import { deleteCustomer } from './commands/delete.ts'
import { detachMethod } from './commands/detach-method.ts'
import { updateCustomer } from './commands/update.ts'
import { type CustomerInput, customerFields } from './fields.ts'
import { refuseCustomer } from './refusals.ts'
import { sourceFields, sourceIn, sourceRoutes } from './source-routes.ts'

/** A sandbox has one clock for all that is in it. */
const noClocks = 'customers have no clocks of their own; a sandbox has one, at /v1/test_helpers/clock'

const tag = 'Customers'
const answers = { noun: 'customer' } as const
const object = <F extends TObject['properties']>(fields: F) => Type.Object(fields, { additionalProperties: false })

export const customerRoutes = (methods: MethodCatalogue): readonly AnyRoute[] => [
  ...changing,
  ...looking,
  ...methodsOf(methods),
  ...sourceRoutes,
]

const changing: readonly AnyRoute[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/customers',
    tag,
    operationId: 'Customers.Create',
    summary: 'Make a customer',
    access: 'secret',
    body: object({
      ...customerFields,
      tax_id_data: NotYet('tax ids of customers are not kept yet'),
      test_clock: NotYet(noClocks),
      payment_method: Type.Optional(IdText('Saved for the customer; its issuer is asked when it first pays.')),
      ...sourceFields,
    }),
    answers,
    handle: async ({ body, engine, request }) => {
      const { payment_method, source: _, card: __, ...terms } = body
      const source = sourceIn(body)
      if (source !== undefined) {
        if (payment_method !== undefined) return refuseCustomer.methodAndSource()
        const choice = await sourceChoice(source, body.source === undefined ? 'card' : 'source', engine, request)
        if (isRefusal(choice)) return choice
        return await engine.run(createCustomer, { terms, method: choice, as_source: true }, request)
      }
      const method = await methodChoice(
        { ...(payment_method === undefined ? {} : { payment_method }) },
        engine,
        request,
      )
      if (isRefusal(method)) return method
      return await engine.run(createCustomer, { terms: withDefault(terms, payment_method, method), method }, request)
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/customers/:id',
    tag,
    operationId: 'Customers.Update',
    summary: 'Change a customer',
    access: 'secret',
    params: IdParams,
    body: object({
      ...customerFields,
      ...sourceFields,
      default_source: Type.Optional(IdText("One of the customer's saved cards: what older code charges.")),
    }),
    answers,
    handle: async ({ params, body, engine, request }) => {
      const { source: _, card: __, default_source, ...terms } = body
      const given = sourceIn(body)
      const source =
        given === undefined
          ? null
          : await sourceChoice(given, body.source === undefined ? 'card' : 'source', engine, request)
      if (isRefusal(source)) return source
      const changes = {
        id: params.id,
        terms,
        ...(source === null ? {} : { source }),
        ...(default_source === undefined ? {} : { default_source: methodOfSource(default_source) }),
      }
      return await engine.run(updateCustomer, changes, request)
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/customers/:id',
    tag,
    operationId: 'Customers.Delete',
    summary: 'Delete a customer and erase what is personal',
    description:
      'Saved methods are detached and their numbers made unreadable; names, addresses and contacts vanish from the payments too. What was paid stays in the books.',
    access: 'secret',
    params: IdParams,
    answers: { ...answers, deleted: 'always' },
    handle: async ({ params, engine, request }) => await engine.run(deleteCustomer, { id: params.id }, request),
  }),
]

const looking: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/customers',
    tag,
    operationId: 'Customers.List',
    summary: 'List customers, newest first',
    access: 'secret',
    query: object({
      ...pageFields,
      email: Type.Optional(Text(512, 'Exactly this address, in the same case.')),
      test_clock: NotYet(noClocks),
    }),
    answers: { noun: 'customer', as: 'list' },
    handle: async ({ query, engine, request }) =>
      await engine.list(customer, { email: query.email, deleted: false }, pageOf(query), '/v1/customers', request),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/customers/search',
    tag,
    operationId: 'Customers.Search',
    summary: 'Search customers',
    description:
      "Clauses such as `email:'ada@example.com'` or `name~'ada'`, on created, email, name, phone and metadata['key']; `-` negates one, `email:null` finds who has none. Case counts for nothing.",
    access: 'secret',
    query: object({ query: Text(1000), limit: pageFields.limit, page: Type.Optional(Text(255)) }),
    answers: { noun: 'customer', as: 'search' },
    handle: async ({ query, engine, request }) =>
      await engine.search(
        customer,
        query.query,
        query.limit ?? 10,
        query.page ?? null,
        '/v1/customers/search',
        request,
      ),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/customers/:id',
    tag,
    operationId: 'Customers.Retrieve',
    summary: 'Retrieve a customer',
    description: 'Of a deleted customer the id is left.',
    access: 'secret',
    params: IdParams,
    answers: { ...answers, deleted: 'perhaps' },
    handle: async ({ params, engine, request }) => await engine.show(customer, params.id, request),
  }),
]

/** A test name makes a method of its own, and the same name as the default method means that one. */
const withDefault = (terms: CustomerInput, name: string | undefined, method: MethodChoice | null): CustomerInput =>
  method !== null && terms.invoice_settings?.default_payment_method === name
    ? { ...terms, invoice_settings: { ...terms.invoice_settings, default_payment_method: methodId(method) } }
    : terms

const listFields = {
  ...pageFields,
  type: Type.Optional(Text(50, 'A code of the catalogue of payment methods.')),
  allow_redisplay: Type.Optional(OneOf(['always', 'limited', 'unspecified'] as const)),
}

/** The saved methods of customers. */
const methodsOf = (methods: MethodCatalogue): readonly AnyRoute[] => [
  ...saving,
  ...['/v1/payment_methods', '/v1/customers/:id/payment_methods'].map((path) =>
    defineRoute({
      method: 'GET',
      path,
      tag: 'Payment methods',
      operationId: path.includes(':id') ? 'Customers.ListPaymentMethods' : 'PaymentMethods.List',
      summary: "List a customer's saved payment methods, newest first",
      access: 'secret',
      ...(path.includes(':id') ? { params: IdParams } : {}),
      query: object({
        ...listFields,
        ...(path.includes(':id')
          ? {}
          : {
              customer: Type.Optional(IdText('Whose they are.')),
              customer_account: NotYet(notOfferedReasons.accounts),
            }),
      }),
      answers: { noun: 'payment_method', as: 'list' },
      handle: async ({ params, query, engine, request }) => {
        const given = query as { customer?: string; type?: string; allow_redisplay?: string }
        const id = 'id' in params ? String(params.id) : given.customer
        if (given.type !== undefined && methods.of(given.type) === null)
          return refuseCustomer.methodNotSavable({ type: given.type, param: 'type' })
        if (id !== undefined) {
          const owner = await engine.row(customer, id, request)
          if (owner === null || owner.deleted) return refuseCustomer.unknown({ id, param: 'customer' })
        }
        const where = { customer: id, type: given.type, allow_redisplay: given.allow_redisplay }
        return await engine.list(paymentMethod, where, pageOf(query), path.replace(':id', id ?? ''), request)
      },
    }),
  ),
  defineRoute({
    method: 'GET',
    path: '/v1/customers/:id/payment_methods/:payment_method',
    tag: 'Payment methods',
    operationId: 'Customers.RetrievePaymentMethod',
    summary: "Retrieve one of a customer's saved payment methods",
    access: 'secret',
    params: Type.Object({ ...IdParams.properties, payment_method: IdText('The method.') }),
    answers: { noun: 'payment_method' },
    handle: async ({ params, engine, request }) => {
      const row = await engine.row(paymentMethod, params.payment_method, request)
      if (row?.customer !== params.id)
        return refuseCustomer.methodOfAnother({ method: params.payment_method, param: 'payment_method' })
      return await engine.show(paymentMethod, params.payment_method, request)
    },
  }),
]

const saving: readonly AnyRoute[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/payment_methods/:id/attach',
    tag: 'Payment methods',
    operationId: 'PaymentMethods.Attach',
    summary: 'Save a payment method for a customer',
    description: 'The issuer of a card is asked first, without any money; a card that it declines is not saved.',
    access: 'secret',
    params: IdParams,
    body: object({ customer: IdText('Whose it will be.'), customer_account: NotYet(notOfferedReasons.accounts) }),
    answers: { noun: 'payment_method' },
    handle: async ({ params, body, engine, request }) => {
      const method = await methodChoice({ payment_method: params.id }, engine, request)
      if (isRefusal(method)) return method
      const choice: MethodChoice = method ?? { existing: params.id }
      return await engine.run(attachMethod, { customer: body.customer, method: choice }, request)
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/payment_methods/:id/detach',
    tag: 'Payment methods',
    operationId: 'PaymentMethods.Detach',
    summary: 'Take a saved payment method from its customer',
    description: 'For good: it pays no more, and its number is made unreadable.',
    access: 'secret',
    params: IdParams,
    body: object({}),
    answers: { noun: 'payment_method' },
    handle: async ({ params, engine, request }) => await engine.run(detachMethod, { id: params.id }, request),
  }),
]
