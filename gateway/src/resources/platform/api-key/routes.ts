import { Type } from 'typebox'
import { pageOf } from '../../../engine/page.ts'
import { rateLimitMax } from '../../../engine/rate-limits.ts'
import { type AnyRoute, defineRoute } from '../../../engine/route.ts'
import { keyKinds } from '../../../engine/stored-key.ts'
import { isRefusal } from '../../../kernel/refusal.ts'
import { IdParams, OneOf, pageFields, Text } from '../../../kernel/schema.ts'
import { renderKey } from './views.ts'

/** A week: long enough to bring the next key to every machine. */
const overlapSecondsMax = 86_400 * 7

const call = { tag: 'API keys', access: 'owner' } as const
const answers = { noun: 'api_key' }

/** Ours; Stripe's keys are made on its pages only. */
export const apiKeyRoutes: readonly AnyRoute[] = [
  defineRoute({
    ...call,
    method: 'POST',
    path: '/v1/api_keys',
    operationId: 'ApiKeys.Create',
    summary: 'Make a key',
    description:
      "The answer holds the key; it is not shown again, and not kept: sent twice, the call makes two keys. A restricted key does what 'permissions' says: permissions[refunds]=read, permissions[payment_intents]=write; to write includes to read.",
    body: Type.Object(
      {
        type: Type.Optional(OneOf(keyKinds, { description: "By default 'restricted'." })),
        name: Type.Optional(Text(200, 'For people: where the key is used.')),
        permissions: Type.Optional(
          Type.Record(Type.String({ pattern: '^[a-z_]{1,60}$' }), OneOf(['none', 'read', 'write']), {
            additionalProperties: false,
          }),
        ),
        rate_limit: Type.Optional(
          Type.Integer({
            minimum: 1,
            maximum: rateLimitMax,
            description: "Requests a second, instead of the environment's.",
          }),
        ),
      },
      { additionalProperties: false },
    ),
    answers,
    handle: async ({ body, engine, request }) => {
      const { type: kind = 'restricted', name = null, permissions = null, rate_limit = null } = body
      const made = await engine.keys.create({ kind, name, permissions, rate_limit }, request)
      if (isRefusal(made)) return made
      const { livemode } = request.environment
      return engine.reply({ ...renderKey(made.stored, livemode), key: made.key })
    },
  }),
  defineRoute({
    ...call,
    method: 'GET',
    path: '/v1/api_keys/:id',
    operationId: 'ApiKeys.Retrieve',
    summary: 'Retrieve a key, without the key itself',
    params: IdParams,
    answers,
    handle: async ({ params, engine, request }) => {
      const key = await engine.keys.find(params.id, request)
      return isRefusal(key) ? key : engine.reply(renderKey(key, request.environment.livemode))
    },
  }),
  defineRoute({
    ...call,
    method: 'GET',
    path: '/v1/api_keys',
    operationId: 'ApiKeys.List',
    summary: 'List keys, newest first, revoked ones too',
    query: Type.Object(pageFields, { additionalProperties: false }),
    answers: { noun: 'api_key', as: 'list' },
    handle: async ({ query, engine, request }) => {
      const found = await engine.keys.list(pageOf(query), request)
      if (isRefusal(found)) return found
      const data = found.data.map((key) => renderKey(key, request.environment.livemode))
      return engine.reply({ object: 'list', url: '/v1/api_keys', has_more: found.has_more, data })
    },
  }),
  defineRoute({
    ...call,
    method: 'POST',
    path: '/v1/api_keys/:id/revoke',
    operationId: 'ApiKeys.Revoke',
    summary: 'Revoke a key, now or a little later',
    description: 'It stops working within five seconds of that moment. To roll a key, make the next one first.',
    params: IdParams,
    body: Type.Object(
      {
        in_seconds: Type.Optional(
          Type.Integer({ minimum: 0, maximum: overlapSecondsMax, description: 'At most seven days; now by default.' }),
        ),
      },
      { additionalProperties: false },
    ),
    answers,
    handle: async ({ params, body, engine, request }) => {
      const key = await engine.keys.revoke(params.id, body.in_seconds ?? 0, request)
      return isRefusal(key) ? key : engine.reply(renderKey(key, request.environment.livemode))
    },
  }),
]
