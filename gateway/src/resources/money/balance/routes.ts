import { Type } from 'typebox'
import { pageOf } from '../../../engine/page.ts'
import { type AnyRoute, defineRoute } from '../../../engine/route.ts'
import { IdParams, IdText, NotYet, OneOf, pageFields } from '../../../kernel/schema.ts'
import { balanceTransaction } from './transaction.ts'
import { renderBalance } from './views.ts'

const tag = 'Balance'
/** The entry types that a merchant sees as balance transactions. */
const types = ['charge', 'refund', 'refund_failure'] as const

/** Balance transactions, also where older code looks for them. */
const transactionRoutes = (path: string): readonly AnyRoute[] => {
  const name = path.endsWith('history') ? 'BalanceHistory' : 'BalanceTransactions'
  return [
    defineRoute({
      method: 'GET',
      path: `${path}/:id`,
      tag,
      operationId: `${name}.Retrieve`,
      summary: 'Retrieve a balance transaction',
      access: 'secret',
      resource: 'balance_transactions',
      params: IdParams,
      answers: { noun: 'balance_transaction' },
      handle: async ({ params, engine, request }) => await engine.show(balanceTransaction, params.id, request),
    }),
    defineRoute({
      method: 'GET',
      path,
      tag,
      operationId: `${name}.List`,
      summary: 'List balance transactions, newest first',
      access: 'secret',
      resource: 'balance_transactions',
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
      handle: async ({ query, engine, request }) => {
        const { source, type = types, currency } = query
        const where = { source, type, currency: currency?.toLowerCase() }
        return await engine.list(balanceTransaction, where, pageOf(query), path, request)
      },
    }),
  ]
}

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
  ...['/v1/balance_transactions', '/v1/balance/history'].flatMap(transactionRoutes),
]
