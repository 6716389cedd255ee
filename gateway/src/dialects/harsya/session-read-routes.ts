/** The calls that read sessions and charges: by id, by the merchant's reference, and page by page. */

import { Type } from 'typebox'
import { mapped } from '../../contracts/dialect.ts'
import { type AnyForeignRoute, defineForeignRoute, type ForeignEngine } from '../../engine/dialect.ts'
import type { Reply, RequestContext } from '../../engine/route.ts'
import type { AnyNoun } from '../../kernel/noun.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import { ForeignIdParams, Text } from '../../kernel/schema.ts'
import { charge } from '../../resources/payments/charge/index.ts'
import { paymentIntent } from '../../resources/payments/payment-intent/index.ts'
import { done } from './access-token.ts'
import { chargeIds } from './ids.ts'
import { findSession } from './request-values.ts'

export const harsyaPageFields = {
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
  perPage: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
}
export const harsyaPageMappings = { '?page': mapped('page'), '?perPage': mapped('limit') } as const
/** Beyond so many nothing is counted: each page is counted anew. */
export const countedMax = 10_000
/** As in the documents' examples; their text says 20 for payouts. */
const perPageUsual = 10

/** Which page was asked for. */
export const pagePlace = ({ page = 1, perPage = perPageUsual }: HarsyaPageQuery) => ({ page, perPage })

export type HarsyaPageQuery = { readonly page?: number; readonly perPage?: number }

export const paged = (data: unknown, { page, perPage }: Required<HarsyaPageQuery>, totalItems: number) => ({
  ...done,
  data,
  pagination: { page, perPage, totalItems, totalPages: Math.ceil(totalItems / perPage) },
})

/** A page of a noun's rows, each as an answer without envelope shows it. */
export async function harsyaPage(
  noun: AnyNoun,
  answer: string,
  asked: HarsyaPageQuery,
  engine: ForeignEngine,
  request: RequestContext,
): Promise<Reply> {
  const place = pagePlace(asked)
  const { rows, total } = await engine.placed(
    noun,
    {},
    { limit: place.perPage, offset: (place.page - 1) * place.perPage, most: countedMax },
    request,
  )
  const data: unknown[] = []
  for (const row of rows) data.push(await engine.render(answer, row, request))
  return engine.send(paged(data, place, total))
}

/** What has a merchant's reference: one object or none, as a page. */
export async function referredPage(
  { noun, space, reference, answer }: { noun: AnyNoun; space: string; reference: string; answer: string },
  asked: HarsyaPageQuery,
  engine: ForeignEngine,
  request: RequestContext,
): Promise<Reply> {
  const place = pagePlace(asked)
  const id = await engine.referred(space, reference, request)
  const row = id === null ? null : await engine.row(noun, id, request)
  const shown = row === null ? [] : [await engine.render(answer, row, request)].flat()
  const from = (place.page - 1) * place.perPage
  return engine.send(paged(shown.slice(from, from + place.perPage), place, shown.length))
}

const retrieve = defineForeignRoute({
  method: 'GET',
  path: '/v2/payments/:id',
  operationId: 'Payments.Retrieve',
  summary: 'Retrieve a session',
  source: 'vendor',
  access: 'token',
  resource: 'payment_intents',
  params: ForeignIdParams,
  fields: {},
  answers: ['retrievedSession'],
  handle: async ({ params, engine, request }) => {
    const row = await findSession(params.id, { engine, request })
    return isRefusal(row) ? row : await engine.answer('retrievedSession', row, request)
  },
})

const list = defineForeignRoute({
  method: 'GET',
  path: '/v2/payments',
  operationId: 'Payments.List',
  summary: 'List sessions, newest first, or find one by your own reference',
  source: 'vendor',
  access: 'token',
  resource: 'payment_intents',
  query: Type.Object({ ...harsyaPageFields, clientReferenceId: Type.Optional(Text(100)) }),
  fields: { ...harsyaPageMappings, '?clientReferenceId': mapped('reference') },
  answers: ['sessionData'],
  handle: async ({ query, engine, request }) =>
    query.clientReferenceId === undefined
      ? await harsyaPage(paymentIntent, 'sessionData', query, engine, request)
      : await referredPage(
          {
            noun: paymentIntent,
            space: 'harsya/payment',
            reference: query.clientReferenceId,
            answer: 'sessionData',
          },
          query,
          engine,
          request,
        ),
})

const chargesOfSession = defineForeignRoute({
  method: 'GET',
  path: '/v2/charges',
  operationId: 'Charges.List',
  summary: 'The charges of a session, by your own reference',
  source: 'vendor',
  access: 'token',
  resource: 'charges',
  query: Type.Object({ ...harsyaPageFields, clientReferenceId: Type.String({ minLength: 1, maxLength: 100 }) }),
  fields: { ...harsyaPageMappings, '?clientReferenceId': mapped('reference') },
  answers: ['sessionCharges'],
  handle: async ({ query, engine, request }) =>
    await referredPage(
      {
        noun: paymentIntent,
        space: 'harsya/payment',
        reference: query.clientReferenceId,
        answer: 'sessionCharges',
      },
      query,
      engine,
      request,
    ),
})

const oneCharge = defineForeignRoute({
  method: 'GET',
  path: '/v2/charges/:id',
  operationId: 'Charges.Retrieve',
  summary: 'Retrieve a charge that was answered',
  source: 'ours',
  access: 'token',
  resource: 'charges',
  params: ForeignIdParams,
  fields: {},
  answers: ['sessionCharges'],
  handle: async ({ params, engine, request }) => {
    const missing = refuse.resourceMissing({ noun: 'charge', id: params.id })
    const row = await engine.find(charge, chargeIds, params.id, request)
    if (row === null || isRefusal(row)) return row ?? missing
    const intent = await engine.row(paymentIntent, row.payment_intent, request)
    const shown = [await engine.render('sessionCharges', { ...intent, latest_charge: row.id }, request)].flat()
    const found = shown.find((one) => typeof one === 'object' && one !== null && Reflect.get(one, 'id') === params.id)
    return found === undefined ? missing : engine.send({ ...done, data: found })
  },
})

export const sessionReadRoutes: readonly AnyForeignRoute[] = [retrieve, list, chargesOfSession, oneCharge]
