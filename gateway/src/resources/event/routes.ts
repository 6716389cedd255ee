import { Type } from 'typebox'
import { pageOf } from '../../engine/page.ts'
import { type AnyRoute, defineRoute } from '../../engine/route.ts'
import { IdParams, pageFields, Text } from '../../kernel/schema.ts'

const tag = 'Events'

export const eventRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/events/:id',
    tag,
    operationId: 'Events.Retrieve',
    summary: 'Retrieve an event',
    access: 'secret',
    params: IdParams,
    answers: { noun: 'event' },
    handle: async ({ params, engine, request }) => await engine.show('event', params.id, request),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/events',
    tag,
    operationId: 'Events.List',
    summary: 'List events, newest first',
    access: 'secret',
    query: Type.Object(
      { ...pageFields, type: Type.Optional(Text(100)), types: Type.Optional(Type.Array(Text(100), { maxItems: 20 })) },
      { additionalProperties: false },
    ),
    answers: { noun: 'event', as: 'list' },
    handle: async ({ query, engine, request }) =>
      await engine.list('event', { type: query.types ?? query.type }, pageOf(query), '/v1/events', request),
  }),
]
