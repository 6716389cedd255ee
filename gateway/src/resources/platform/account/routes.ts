import { type AnyRoute, defineRoute } from '../../../engine/route.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { IdParams } from '../../../kernel/schema.ts'
import { renderAccount } from './views.ts'

const tag = 'Account'

export const accountRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/account',
    tag,
    operationId: 'Accounts.RetrieveCurrent',
    summary: 'The account of the key',
    access: 'secret',
    answers: { noun: 'account' },
    handle: async ({ engine, request }) => engine.reply(renderAccount(request.environment)),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/accounts/:id',
    resource: 'account',
    tag,
    operationId: 'Accounts.Retrieve',
    summary: 'The account of the key, by its id',
    access: 'secret',
    params: IdParams,
    answers: { noun: 'account' },
    handle: async ({ params, engine, request }) =>
      params.id === request.environment.account
        ? engine.reply(renderAccount(request.environment))
        : refuse.resourceMissing({ noun: 'account', id: params.id }),
  }),
]
