/** The calls that read payment intents and charges. */

import { Type } from 'typebox'
import { mapped } from '../../contracts/dialect.ts'
import { type AnyForeignRoute, defineForeignRoute } from '../../engine/dialect.ts'
import { refusePageToken } from '../../engine/page.ts'
import { type Clause, readQuery } from '../../engine/search.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import { IdParams, IdText, Text } from '../../kernel/schema.ts'
import { customer } from '../../resources/customers/customer/index.ts'
import { charge } from '../../resources/payments/charge/index.ts'
import { paymentIntent } from '../../resources/payments/payment-intent/index.ts'
import { wooshpayPageMappings } from './field-mappings.ts'
import { ids } from './ids.ts'
import { idNamed, pageAnswer, rowNamed, secretShown, shownById, wooshpayPageQuery } from './request-values.ts'

const retrieve = defineForeignRoute({
  method: 'GET',
  path: '/v1/payment_intents/:id',
  resource: 'payment_intents',
  operationId: 'PaymentIntents.Retrieve',
  summary: 'Retrieve a payment intent',
  source: 'vendor',
  access: 'public',
  params: IdParams,
  query: Type.Object({ client_secret: Type.Optional(Text(255)) }),
  fields: { '?client_secret': mapped('client_secret') },
  answers: ['paymentIntent'],
  handle: async ({ params, query, engine, request }) => {
    const row = await rowNamed(paymentIntent, params.id, { engine, request })
    if (isRefusal(row)) return row
    const secret = secretShown(row, 'payment_intent', query.client_secret, request.audience)
    if (secret !== null && secret !== row.client_secret)
      return refuse.resourceMissing({ noun: 'payment_intent', id: params.id, param: 'client_secret' })
    return await engine.answer('paymentIntent', row, request)
  },
})

const list = defineForeignRoute({
  method: 'GET',
  path: '/v1/payment_intents',
  resource: 'payment_intents',
  operationId: 'PaymentIntents.List',
  summary: 'List payment intents, newest first',
  source: 'vendor',
  access: 'secret',
  query: Type.Object({ ...wooshpayPageQuery, customer: Type.Optional(IdText('Only of this customer.')) }),
  fields: { ...wooshpayPageMappings, '?customer': mapped('customer') },
  answers: ['list', 'paymentIntent'],
  handle: async ({ query, engine, request }) => {
    const customerId = await idNamed(customer, query.customer, { engine, request }, 'customer')
    if (isRefusal(customerId)) return customerId
    const wanted = { where: { customer: customerId }, query, url: '/v1/payment_intents' }
    return await pageAnswer(paymentIntent, 'paymentIntent', wanted, { engine, request })
  },
})

/** A clause in this API's words as ours: times in milliseconds, ids of its own shape. */
export async function clauseInOurs(
  clause: Clause,
  customerOf: (id: string) => Promise<string | null>,
): Promise<Clause> {
  const { field, operator, value } = clause
  if (field === 'created' && value !== null && /^\d{1,16}$/.test(value)) {
    const up = operator === '>=' || operator === '<'
    return { ...clause, value: String(up ? Math.ceil(Number(value) / 1000) : Math.floor(Number(value) / 1000)) }
  }
  if (field === 'customer' && value !== null) return { ...clause, value: (await customerOf(value)) ?? value }
  return clause
}

const search = defineForeignRoute({
  method: 'GET',
  path: '/v1/payment_intents/search',
  resource: 'payment_intents',
  operationId: 'PaymentIntents.Search',
  summary: 'Search payment intents',
  source: 'vendor',
  access: 'secret',
  query: Type.Object({ query: Text(1000), limit: wooshpayPageQuery.limit, page: Type.Optional(Text(255)) }),
  fields: { '?query': mapped('query'), '?limit': mapped('limit'), '?page': mapped('page') },
  answers: ['searchResult', 'paymentIntent'],
  handle: async ({ query, engine, request }) => {
    const page = await idNamed(paymentIntent, query.page, { engine, request }, 'page')
    if (isRefusal(page)) return page.kind === 'not_found' ? refusePageToken() : page
    const read = readQuery(query.query)
    if (isRefusal(read)) return read
    const customerOf = async (id: string) => {
      const row = await engine.find(customer, ids.customer, id, request)
      return row === null || isRefusal(row) ? null : row.id
    }
    const clauses: Clause[] = []
    for (const clause of read.clauses) clauses.push(await clauseInOurs(clause, customerOf))
    // Amounts are counted as ISO 4217 has them, as in every other field of this API.
    const searchable = { amount: 'coins' } as const
    const wanted = { query: { ...read, clauses }, limit: query.limit ?? 10, page: page ?? null, searchable }
    const found = await engine.searched(paymentIntent, wanted, request)
    if (isRefusal(found)) return found
    const data: unknown[] = []
    for (const row of found.rows) data.push(await engine.render('paymentIntent', row, request))
    const last = found.more ? (found.rows.at(-1)?.id ?? null) : null
    return await engine.answer('searchResult', { data, next_page: last }, request)
  },
})

const retrieveCharge = defineForeignRoute({
  method: 'GET',
  path: '/v1/charges/:id',
  resource: 'charges',
  operationId: 'Charges.Retrieve',
  summary: 'Retrieve a charge',
  source: 'vendor',
  access: 'secret',
  params: IdParams,
  fields: {},
  answers: ['charge'],
  handle: async ({ params, engine, request }) => await shownById(charge, 'charge', params.id, { engine, request }),
})

const listCharges = defineForeignRoute({
  method: 'GET',
  path: '/v1/charges',
  resource: 'charges',
  operationId: 'Charges.List',
  summary: 'List charges, newest first',
  source: 'vendor',
  access: 'secret',
  query: Type.Object({
    ...wooshpayPageQuery,
    payment_intent: Type.Optional(IdText('Only of this payment.')),
    customer: Type.Optional(IdText('Only of this customer.')),
  }),
  fields: { ...wooshpayPageMappings, '?payment_intent': mapped('payment_intent'), '?customer': mapped('customer') },
  answers: ['list', 'charge'],
  handle: async ({ query, engine, request }) => {
    const payment_intent = await idNamed(paymentIntent, query.payment_intent, { engine, request }, 'payment_intent')
    if (isRefusal(payment_intent)) return payment_intent
    const customerId = await idNamed(customer, query.customer, { engine, request }, 'customer')
    if (isRefusal(customerId)) return customerId
    const wanted = { where: { payment_intent, customer: customerId }, query, url: '/v1/charges' }
    return await pageAnswer(charge, 'charge', wanted, { engine, request })
  },
})

// The search stands before the call with an id, which would take its name for one.
export const intentReadRoutes: readonly AnyForeignRoute[] = [list, search, retrieve, listCharges, retrieveCharge]
