/** Orqex's payouts. They are checked like any request and then refused: nothing pays out yet, and nothing pretends to. */
import { Type } from 'typebox'
import { ignored } from '../../contracts/dialect.ts'
import { type AnyForeignRoute, defineAnswer, defineForeignRoute } from '../../engine/dialect.ts'
import { defineRefusal, isRefusal, refuse } from '../../kernel/refusal.ts'
import { OneOf, Text } from '../../kernel/schema.ts'
import { bodyChecks, CurrencyText, idempotencyField } from './fields.ts'
import {
  listQueryOf,
  type OrqexListQuery,
  orqexPageFields,
  orqexPageMappings,
  orqexPageQuery,
  pagination,
  refusePlace,
} from './paging.ts'

const path = '/v1/payouts'

const refusePayout = {
  notOffered: defineRefusal(
    'unavailable',
    'payouts_not_offered',
    'Payouts are not executed by this gateway yet. Nothing was stored, and nothing was paid.',
    () => 'Payouts are not offered by this gateway yet. Nothing was stored, and nothing was paid.',
  ),
}

const unused = ignored('Checked; the payout is then refused with 501.')
const Instrument = Type.Object({
  // The reference page's own sample leaves it out.
  type: Type.Optional(OneOf(['phone', 'bank_account', 'crypto_address'] as const)),
  country: Type.Optional(Text(2)),
  phone_number: Type.Optional(Text(32)),
  account_name: Type.Optional(Text(255)),
  account_number: Type.Optional(Text(64)),
  bank_code: Type.Optional(Text(32)),
  swift_bic: Type.Optional(Text(11)),
  address: Type.Optional(Text(255)),
  network: Type.Optional(Text(32)),
  memo_tag: Type.Optional(Text(255)),
})

const create = defineForeignRoute({
  method: 'POST',
  path,
  operationId: 'Payouts.Create',
  summary: 'Pay out to a phone or an account (not offered yet: 501)',
  source: 'vendor',
  access: 'secret',
  resource: 'balance',
  notYet: 'nothing pays out here',
  body: Type.Object({
    amount: Type.Number({ exclusiveMinimum: 0 }),
    currency: CurrencyText,
    method: Type.Optional(Text(100)),
    reference: Type.Optional(Text(255)),
    description: Type.Optional(Text(500)),
    customer: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    instrument: Type.Optional(Instrument),
    metadata: Type.Optional(Type.Unknown()),
  }),
  checks: bodyChecks,
  fields: {
    amount: unused,
    currency: unused,
    method: unused,
    reference: unused,
    description: unused,
    'customer.*': unused,
    'instrument.type': unused,
    'instrument.country': unused,
    'instrument.phone_number': unused,
    'instrument.account_name': unused,
    'instrument.account_number': unused,
    'instrument.bank_code': unused,
    'instrument.swift_bic': unused,
    'instrument.address': unused,
    'instrument.network': unused,
    'instrument.memo_tag': unused,
    'metadata.*': unused,
    ...idempotencyField,
  },
  answers: [],
  handle: () => Promise.resolve(refusePayout.notOffered()),
})

/** An empty page. */
export const payouts = defineAnswer<OrqexListQuery>({
  noun: 'payout',
  fields: { data: ignored('There are no payouts.'), ...orqexPageFields },
  render: (asked) => ({ message: 'Payouts retrieved.', data: [], pagination: pagination([], false, asked) }),
})

const list = defineForeignRoute({
  method: 'GET',
  path,
  operationId: 'Payouts.List',
  summary: 'List payouts: there are none',
  source: 'vendor',
  access: 'secret',
  resource: 'balance',
  query: Type.Object({
    ...orqexPageQuery,
    status: Type.Optional(Text(50)),
    method: Type.Optional(Text(100)),
    currency: Type.Optional(Text(3)),
    customer_id: Type.Optional(Text(255)),
    created_at: Type.Optional(Type.Object({ gte: Type.Optional(Text(40)), lte: Type.Optional(Text(40)) })),
  }),
  fields: {
    ...orqexPageMappings,
    '?status': ignored('There are no payouts to choose from.'),
    '?method': ignored('There are no payouts to choose from.'),
    '?currency': ignored('There are no payouts to choose from.'),
    '?customer_id': ignored('There are no payouts to choose from.'),
    '?created_at.gte': ignored('There are no payouts to choose from.'),
    '?created_at.lte': ignored('There are no payouts to choose from.'),
  },
  answers: ['payouts'],
  handle: async ({ query, engine, request, base }) => {
    const asked = listQueryOf(query, base + path)
    if (isRefusal(asked)) return asked
    // There are none, so that no page of them can begin at one.
    const none = () => Promise.resolve(null)
    return (await refusePlace(asked, none)) ?? (await engine.answer('payouts', asked, request))
  },
})

/** No id names a payout. */
const reading = (at: string, operationId: string, summary: string) =>
  defineForeignRoute({
    method: 'GET',
    path: `${path}/:id${at}`,
    operationId,
    summary,
    source: 'vendor',
    access: 'secret',
    resource: 'balance',
    notYet: 'nothing pays out here, so that no id names a payout',
    params: Type.Object({ id: Text(255) }),
    fields: {},
    answers: [],
    handle: ({ params }) => Promise.resolve(refuse.resourceMissing({ noun: 'payout', id: params.id })),
  })

export const payoutRoutes: readonly AnyForeignRoute[] = [
  create,
  list,
  reading('', 'Payouts.Retrieve', 'Retrieve a payout'),
  reading('/sync', 'Payouts.Sync', 'Ask the processor how a payout stands'),
  reading('/inspect', 'Payouts.Inspect', 'What the processor holds of a payout'),
]
