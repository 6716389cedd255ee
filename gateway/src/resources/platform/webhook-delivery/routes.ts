import { Type } from 'typebox'
import { pageOf } from '../../../engine/page.ts'
import { type AnyRoute, defineRoute } from '../../../engine/route.ts'
import { isRefusal, refuse } from '../../../kernel/refusal.ts'
import { Flag, IdParams, IdText, OneOf, pageFields } from '../../../kernel/schema.ts'
import { renderDelivery } from './views.ts'

const tag = 'Webhook deliveries'
const noun = 'webhook_delivery'
const Endpoint = IdText('Only for this endpoint; by default for every one that wants the type.')

export const webhookDeliveryRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/events/:id/deliveries',
    tag,
    operationId: 'WebhookDeliveries.OfEvent',
    summary: 'What became of an event, receiver by receiver',
    access: 'secret',
    params: IdParams,
    answers: { noun, as: 'list' },
    handle: async ({ params, engine, request }) => {
      const found = await engine.webhooks.ofEvent(params.id, request)
      if (isRefusal(found)) return found
      const url = `/v1/events/${params.id}/deliveries`
      return engine.reply({ object: 'list', url, has_more: false, data: found.map(renderDelivery) })
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/webhook_endpoints/:id/deliveries',
    tag,
    operationId: 'WebhookDeliveries.OfEndpoint',
    summary: "An endpoint's deliveries, newest event first",
    description: 'The cursors starting_after and ending_before are ids of events.',
    access: 'secret',
    params: IdParams,
    query: Type.Object(
      { ...pageFields, status: Type.Optional(OneOf(['pending', 'delivered', 'failed'] as const)) },
      { additionalProperties: false },
    ),
    answers: { noun, as: 'list' },
    handle: async ({ params, query, engine, request }) => {
      const filter = { status: query.status ?? null }
      const found = await engine.webhooks.ofEndpoint(params.id, filter, pageOf(query), request)
      if (isRefusal(found)) return found
      const url = `/v1/webhook_endpoints/${params.id}/deliveries`
      return engine.reply({ object: 'list', url, has_more: found.has_more, data: found.data.map(renderDelivery) })
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/events/:id/retry',
    tag,
    operationId: 'WebhookDeliveries.Resend',
    summary: 'Send an event again',
    description:
      'The delivery is due at once, whether or not it was acknowledged; if it fails, its retry plan begins anew.',
    access: 'secret',
    params: IdParams,
    body: Type.Object({ webhook_endpoint: Type.Optional(Endpoint) }, { additionalProperties: false }),
    answers: { noun, as: 'list' },
    handle: async ({ params, body, engine, request }) => {
      const found = await engine.webhooks.resend(params.id, body.webhook_endpoint ?? null, request)
      if (isRefusal(found)) return found
      const url = `/v1/events/${params.id}/deliveries`
      return engine.reply({ object: 'list', url, has_more: false, data: found.map(renderDelivery) })
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/webhook_endpoints/:id/resend',
    tag,
    operationId: 'WebhookDeliveries.ResendSince',
    summary: 'Send all events again, since a moment or after an event',
    description:
      "Of the types that the endpoint wants. At most 5,000 events a call; if there are more, 'next' is the value of 'after' for the next call.",
    access: 'secret',
    params: IdParams,
    body: Type.Object(
      {
        since: Type.Optional(Type.Integer({ minimum: 0, maximum: 99_999_999_999, description: 'Unix seconds.' })),
        after: Type.Optional(IdText('The event after which to begin.')),
        undelivered_only: Type.Optional(Flag('Leave out what the endpoint has acknowledged.')),
      },
      { additionalProperties: false },
    ),
    answers: { noun: 'webhook_resend' },
    handle: async ({ params, body, engine, request }) => {
      const { since, after } = body
      if ((since === undefined) === (after === undefined))
        return since === undefined
          ? refuse.parameterMissing({ param: 'since' })
          : refuse.parameterInvalid({ param: 'after', why: 'send either since or after.' })
      if (after !== undefined && !after.startsWith('evt_'))
        return refuse.resourceMissing({ noun: 'event', id: after, param: 'after' })
      const from = { since: since ?? null, after: after ?? null, undelivered: body.undelivered_only ?? false }
      const result = await engine.webhooks.resendSince(params.id, from, request)
      return isRefusal(result) ? result : engine.reply({ object: 'webhook_resend', ...result })
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/webhook_signing_secret',
    resource: 'webhook_endpoints',
    // Who has it can sign in our name.
    needs: 'write',
    tag,
    operationId: 'WebhookDeliveries.PaymentUrlSecret',
    summary: "The secret that signs what is sent to a payment's own webhook_url",
    access: 'secret',
    answers: { noun: 'webhook_signing_secret' },
    handle: async ({ engine, request }) =>
      engine.reply({
        object: 'webhook_signing_secret',
        livemode: request.environment.livemode,
        secret: await engine.webhooks.paymentUrlSecret(request),
      }),
  }),
]
