import { type AnyRoute, defineRoute } from '../../../engine/route.ts'
import { IdParams } from '../../../kernel/schema.ts'
import { mandate } from './aggregate.ts'

export const mandateRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/mandates/:id',
    tag: 'Mandates',
    operationId: 'Mandates.Retrieve',
    summary: 'Retrieve a mandate',
    access: 'secret',
    params: IdParams,
    answers: { noun: 'mandate' },
    handle: async ({ params, engine, request }) => await engine.show(mandate, params.id, request),
  }),
]
