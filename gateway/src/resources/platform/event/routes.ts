import { Type } from 'typebox'
import { pageOf } from '../../../engine/page.ts'
import { type AnyRoute, defineRoute } from '../../../engine/route.ts'
import { Flag, IdParams, IdText, pageFields } from '../../../kernel/schema.ts'

const tag = 'Events'

const EventType = Type.String({
  pattern: '^(\\*|[a-z_.]{1,98}\\*?)$',
  description: "A type, or with a final '*' a family: 'charge.*'.",
})

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
    handle: async ({ params, engine, request }) => await engine.showEvent(params.id, request),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/events',
    tag,
    operationId: 'Events.List',
    summary: 'List events, newest first',
    description: 'Events are kept; a look back of thirty days is promised.',
    access: 'secret',
    query: Type.Object(
      {
        ...pageFields,
        type: Type.Optional(EventType),
        types: Type.Optional(Type.Array(EventType, { maxItems: 20 })),
        object: Type.Optional(IdText('Only events of this object, by its id. Ours.')),
        delivery_success: Type.Optional(
          Flag('True: acknowledged by every receiver. False: pending or failed for at least one.'),
        ),
      },
      { additionalProperties: false },
    ),
    answers: { noun: 'event', as: 'list' },
    handle: async ({ query, engine, request }) => {
      const patterns = query.types ?? (query.type === undefined ? null : [query.type])
      const filter = { patterns, object: query.object ?? null, delivery_success: query.delivery_success ?? null }
      return await engine.listEvents(filter, pageOf(query), '/v1/events', request)
    },
  }),
]
