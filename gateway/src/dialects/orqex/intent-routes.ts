/** Orqex's calls on payment intents. */

import { type Static, Type } from 'typebox'
import { mapped } from '../../contracts/dialect.ts'
import { type AnyForeignRoute, defineForeignRoute, type ForeignEngine } from '../../engine/dialect.ts'
import type { Page, RequestContext, Where } from '../../engine/route.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/refusal.ts'
import { ForeignIdParams, OneOf, Text } from '../../kernel/schema.ts'
import { secondMs } from '../../kernel/time.ts'
import { charge } from '../../resources/payments/charge/index.ts'
import { createIntent, type PaymentIntent, paymentIntent } from '../../resources/payments/payment-intent/index.ts'
import { intentWord, type Requeried, statusWordsOf } from './answers.ts'
import { attemptInput } from './attempt-input.ts'
import {
  AttemptBody,
  attemptBodyFields,
  bodyChecks,
  CountryText,
  idempotencyField,
  intentBody,
  intentBodyFields,
  intentInput,
} from './fields.ts'
import { orqexCustomerIds } from './ids.ts'
import { findIntent, orqexCharges } from './look-up.ts'
import {
  listQueryOf,
  type OrqexListQuery,
  orqexPage,
  orqexPageMappings,
  orqexPageQuery,
  pagination,
  refusePlace,
} from './paging.ts'
import { orqexOrigin } from './values.ts'

const path = '/v1/payment/intents'

const create = defineForeignRoute({
  method: 'POST',
  path,
  operationId: 'PaymentIntents.Create',
  summary: 'Create a payment intent, and with an attempt start to pay it',
  source: 'vendor',
  access: 'secret',
  resource: 'payment_intents',
  body: Type.Object({ ...intentBody, attempt: Type.Optional(AttemptBody) }),
  checks: bodyChecks,
  fields: { ...intentBodyFields, ...attemptBodyFields('attempt.'), ...idempotencyField },
  answers: ['paymentIntent'],
  handle: async ({ body, exact, engine, as }) => {
    const request = as('paymentIntent', { status: 201, given: 'Payment intent created.' })
    const input = await intentInput(body, exact('amount'), engine, request)
    if (isRefusal(input)) return input
    const { customer } = body
    const payer = {
      name: `${customer.first_name} ${customer.last_name}`,
      email: customer.email,
      country: customer.country?.toUpperCase() ?? null,
    }
    const started = body.attempt === undefined ? null : await attemptInput(body.attempt, input, payer, engine, request)
    if (isRefusal(started)) return started
    const attempt = started ?? { method: null, presentment: null }
    return await engine.run(createIntent, { ...input, ...attempt, confirm: started !== null }, request)
  },
})

const retrieve = defineForeignRoute({
  method: 'GET',
  path: `${path}/:id`,
  operationId: 'PaymentIntents.Retrieve',
  summary: 'Retrieve a payment intent',
  source: 'vendor',
  access: 'secret',
  resource: 'payment_intents',
  params: ForeignIdParams,
  fields: {},
  answers: ['paymentIntent'],
  handle: async ({ params, engine, request }) => {
    const intent = await findIntent(params.id, engine, request)
    return isRefusal(intent) ? intent : await engine.answer('paymentIntent', intent, request)
  },
})

const intentStatuses = ['pending', 'completed', 'failed', 'expired', 'refunded', 'partially_refunded'] as const
const ListQuery = Type.Object({
  ...orqexPageQuery,
  status: Type.Optional(OneOf(intentStatuses)),
  channel: Type.Optional(OneOf(['api', 'checkout'] as const)),
  customer_id: Type.Optional(Text(255)),
  created_at: Type.Optional(Type.Object({ gte: Type.Optional(Text(40)), lte: Type.Optional(Text(40)) })),
})
type ListQuery = Static<typeof ListQuery>

/** Which of our statuses may have a word; the word itself is then looked at. */
const statusesOf: Readonly<Record<(typeof intentStatuses)[number], readonly string[]>> = {
  pending: ['requires_payment_method', 'requires_confirmation', 'requires_action', 'processing', 'requires_capture'],
  completed: ['succeeded'],
  partially_refunded: ['succeeded'],
  refunded: ['succeeded'],
  failed: ['canceled'],
  expired: ['canceled'],
}

/** A time as a query has it, in unix seconds. */
function secondsOf(text: string | undefined, param: string): number | undefined | Refusal {
  if (text === undefined) return undefined
  const at = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at)
    ? refuse.parameterInvalid({ param, why: 'expected a time in RFC 3339.' })
    : Math.floor(at / secondMs)
}

async function listed(
  query: ListQuery,
  asked: OrqexListQuery,
  engine: ForeignEngine,
  request: RequestContext,
): Promise<{ found: PaymentIntent[]; more: boolean } | Refusal> {
  const gte = secondsOf(query.created_at?.gte, 'created_at[gte]')
  if (isRefusal(gte)) return gte
  const lte = secondsOf(query.created_at?.lte, 'created_at[lte]')
  if (isRefusal(lte)) return lte
  const customer = query.customer_id === undefined ? undefined : orqexCustomerIds.beginningOf(query.customer_id)
  if (customer === null) return { found: [], more: false }
  const where: Where = { customer, status: query.status === undefined ? undefined : statusesOf[query.status] }
  const created = { ...(gte === undefined ? {} : { gte }), ...(lte === undefined ? {} : { lte }) }
  return await matching(
    { where, page: orqexPage(asked, created), fits: fitting(query, engine, request) },
    engine,
    request,
  )
}

/** What no column says: whether it was refunded, what it expired of, and which way it was made. */
const fitting =
  (query: ListQuery, engine: ForeignEngine, request: RequestContext) =>
  async (row: PaymentIntent): Promise<boolean> => {
    const channel = orqexOrigin(row)?.checkout === undefined ? 'api' : 'checkout'
    if (query.channel !== undefined && query.channel !== channel) return false
    if (query.status === undefined || query.status === 'pending') return true
    const chargeRow = row.latest_charge === null ? null : await engine.row(charge, row.latest_charge, request)
    return intentWord(row, chargeRow) === query.status
  }

/** Pages that are looked through for one page of what fits; then the page is as full as it got, with a cursor to go on. */
const scansMax = 20

async function matching(
  wanted: { where: Where; page: Page; fits: (row: PaymentIntent) => Promise<boolean> },
  engine: ForeignEngine,
  request: RequestContext,
): Promise<{ found: PaymentIntent[]; more: boolean }> {
  const { limit } = wanted.page
  const back = wanted.page.ending_before !== null
  const found: PaymentIntent[] = []
  let page = wanted.page
  for (let scans = 0; scans < scansMax; scans++) {
    const { rows, more } = await engine.rows(paymentIntent, wanted.where, page, request)
    const inOrder = back ? rows.toReversed() : rows
    for (const [at, row] of inOrder.entries()) {
      if (await wanted.fits(row)) found.push(row)
      if (found.length === limit) return { found: back ? found.reverse() : found, more: more || at < rows.length - 1 }
    }
    const last = inOrder.at(-1)
    if (!more || last === undefined) return { found: back ? found.reverse() : found, more: false }
    page = back ? { ...page, ending_before: last.id } : { ...page, starting_after: last.id }
  }
  return { found: back ? found.reverse() : found, more: true }
}

const list = defineForeignRoute({
  method: 'GET',
  path,
  operationId: 'PaymentIntents.List',
  summary: 'List payment intents, newest first',
  source: 'vendor',
  access: 'secret',
  resource: 'payment_intents',
  query: ListQuery,
  fields: {
    ...orqexPageMappings,
    '?status': mapped('status'),
    '?channel': mapped('made_as'),
    '?customer_id': mapped('customer'),
    '?created_at.gte': mapped('created[gte]'),
    '?created_at.lte': mapped('created[lte]'),
  },
  answers: ['intentInList'],
  handle: async ({ query, engine, request, base }) => {
    const asked = listQueryOf(query, base + path, {
      status: query.status,
      channel: query.channel,
      customer_id: query.customer_id,
      'created_at[gte]': query.created_at?.gte,
      'created_at[lte]': query.created_at?.lte,
    })
    if (isRefusal(asked)) return asked
    const misplaced = await refusePlace(asked, (id) => engine.row(paymentIntent, id, request))
    if (misplaced !== null) return misplaced
    const page = await listed(query, asked, engine, request)
    if (isRefusal(page)) return page
    const data = await Promise.all(page.found.map((row) => engine.render('intentInList', row, request)))
    const ids = page.found.map(({ id }) => id)
    return engine.send({ message: 'Payment intents retrieved.', data, pagination: pagination(ids, page.more, asked) })
  },
})

const listCountries = defineForeignRoute({
  method: 'GET',
  path: `${path}/:id/countries`,
  operationId: 'PaymentIntents.Countries',
  summary: 'The countries whose methods can pay an intent',
  source: 'vendor',
  access: 'secret',
  resource: 'payment_intents',
  params: ForeignIdParams,
  fields: {},
  answers: ['countries'],
  handle: async ({ params, engine, request }) => {
    const intent = await findIntent(params.id, engine, request)
    return isRefusal(intent) ? intent : await engine.answer('countries', intent, request)
  },
})

const listMethods = defineForeignRoute({
  method: 'GET',
  path: `${path}/:id/countries/:country/methods`,
  operationId: 'PaymentIntents.Methods',
  summary: 'The methods that can pay an intent from a country',
  source: 'vendor',
  access: 'secret',
  resource: 'payment_intents',
  params: Type.Object({ id: Text(255), country: CountryText }),
  query: Type.Object({
    ...orqexPageQuery,
    currency: Type.Optional(Type.String({ pattern: '^[A-Za-z]{3}$', expected: 'a code of three letters' })),
  }),
  fields: { ...orqexPageMappings, '?currency': mapped('presentment_currency') },
  answers: ['methods'],
  handle: async ({ params, query, engine, request, base }) => {
    const intent = await findIntent(params.id, engine, request)
    if (isRefusal(intent)) return intent
    const url = `${base}${path}/${params.id}/countries/${params.country}/methods`
    const asked = listQueryOf(query, url, { currency: query.currency })
    if (isRefusal(asked)) return asked
    const misplaced = await refusePlace(asked, (code) => Promise.resolve(engine.methods.of(code)))
    if (misplaced !== null) return misplaced
    const currency = query.currency?.toLowerCase() ?? null
    return await engine.answer('methods', intent, request, { country: params.country.toUpperCase(), currency, asked })
  },
})

const requeryIntent = defineForeignRoute({
  method: 'POST',
  path: `${path}/:id/requery`,
  operationId: 'PaymentIntents.Requery',
  summary: 'Ask the processor how the payment stands, and record it',
  source: 'vendor',
  access: 'secret',
  resource: 'payment_intents',
  params: ForeignIdParams,
  body: Type.Object({}),
  fields: {},
  answers: ['requery'],
  handle: async ({ params, engine, request }) => {
    const before = await findIntent(params.id, engine, request)
    if (isRefusal(before)) return before
    const attempt = before.attempt?.charge ?? before.past_attempts?.at(-1)?.charge ?? null
    const words = statusWordsOf(before, await orqexCharges(before, engine, request), attempt)
    const asked_at = engine.now(request)
    const answered = attempt === null ? true : await engine.probe(before.id, attempt, request)
    const after = await engine.row(paymentIntent, before.id, request)
    const given: Requeried = {
      id: request.requestId.replace(/^req_/, 'rq_'),
      attempt,
      answered,
      asked_at,
      before: words,
    }
    return await engine.answer('requery', after ?? before, request, given)
  },
})

export const orqexIntentRoutes: readonly AnyForeignRoute[] = [
  create,
  list,
  retrieve,
  listCountries,
  listMethods,
  requeryIntent,
]
