import { Type } from 'typebox'
import { pageOf } from '../../engine/page.ts'
import { type AnyRoute, defineRoute } from '../../engine/route.ts'
import { IdParams, IdText, NotYet, OneOf, pageFields } from '../../kernel/schema.ts'
import { renderBalance } from './views.ts'

const tag = 'Balance'
/** The entry types that a merchant sees as balance transactions. */
const types = ['charge', 'refund', 'refund_failure'] as const

export const balanceRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/balance',
    tag,
    operationId: 'Balance.Retrieve',
    summary: "The environment's balance, by currency",
    access: 'secret',
    answers: { noun: 'balance' },
    handle: async ({ engine, request }) =>
      engine.reply(renderBalance(await engine.balances(request), request.environment.livemode)),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/balance_transactions/:id',
    tag,
    operationId: 'BalanceTransactions.Retrieve',
    summary: 'Retrieve a balance transaction',
    access: 'secret',
    params: IdParams,
    answers: { noun: 'balance_transaction' },
    handle: async ({ params, engine, request }) => await engine.show('balance_transaction', params.id, request),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/balance_transactions',
    tag,
    operationId: 'BalanceTransactions.List',
    summary: 'List balance transactions, newest first',
    access: 'secret',
    query: Type.Object(
      {
        ...pageFields,
        source: Type.Optional(IdText('Only of this charge or refund.')),
        payout: NotYet('there are no payouts yet'),
        type: Type.Optional(OneOf(types)),
        currency: Type.Optional(Type.String({ minLength: 3, maxLength: 3 })),
      },
      { additionalProperties: false },
    ),
    answers: { noun: 'balance_transaction', as: 'list' },
    handle: async ({ query, engine, request }) =>
      await engine.list(
        'balance_transaction',
        { source: query.source, type: query.type ?? types, currency: query.currency?.toLowerCase() },
        pageOf(query),
        '/v1/balance_transactions',
        request,
      ),
  }),
]
