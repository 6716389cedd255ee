/** The calls on webhook endpoints and events. */

import { type Static, Type } from 'typebox'
import { ignored, mapped } from '../../contracts/dialect.ts'
import { type AnyForeignRoute, defineAnswer, defineForeignRoute, type ForeignEngine } from '../../engine/dialect.ts'
import type { Reply, RequestContext } from '../../engine/route.ts'
import { mergeMetadata } from '../../kernel/metadata.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/refusal.ts'
import { Flag, HookAddress, IdParams, MetadataField, Text, Unsettable } from '../../kernel/schema.ts'
import { unixSeconds } from '../../kernel/time.ts'
import { publicEvent } from '../../resources/platform/event/index.ts'
import {
  createEndpoint,
  deleteEndpoint,
  updateEndpoint,
  type WebhookEndpoint,
  webhookEndpoint,
} from '../../resources/platform/webhook-endpoint/index.ts'
import { eventShown, wooshpayVersion } from './callback.ts'
import { conventions } from './conventions.ts'
import { answerForEvent, isKnownPattern, nativeTypesOf, wooshpayEventNames } from './events.ts'
import { wooshpayPageMappings } from './field-mappings.ts'
import { ids, milliseconds } from './ids.ts'
import { pageAnswer, rowNamed, type WooshpayCall, wooshpayPageQuery } from './request-values.ts'

/** Shown with the answer that makes it, and never again. */
type Given = { readonly secret: boolean } | null

export const shownEndpoint = defineAnswer<WebhookEndpoint>({
  noun: 'webhook_endpoint',
  fields: {
    id: mapped('id'),
    object: ignored('Always webhook_endpoint.'),
    api_version: mapped('api_version'),
    created: mapped('created'),
    description: mapped('description'),
    'enabled_events[]': mapped('enabled_events'),
    livemode: mapped('livemode'),
    'metadata.*': mapped('metadata'),
    secret: mapped('secret'),
    status: mapped('status'),
    url: mapped('url'),
  },
  render: (row, _, { given }) => ({
    id: ids.webhook_endpoint.of(row.id),
    object: 'webhook_endpoint',
    api_version: row.api_version,
    created: milliseconds(row.created),
    description: row.description,
    enabled_events: wooshpayEventNames(row.enabled_events),
    livemode: row.livemode,
    metadata: row.metadata,
    // Where it is shown this is its place in the vault: what is stored with an idempotency key is no secret.
    secret: (given as Given)?.secret === true ? (row.secrets[0]?.id ?? null) : null,
    status: row.state === 'enabled' ? 'enabled' : 'disabled',
    url: row.url,
  }),
})

/** Puts the secret itself in its place; a replay of the request that made it shows it again. */
async function withSecret(reply: Reply, engine: ForeignEngine, request: RequestContext): Promise<Reply> {
  if (reply.status !== 200) return reply
  // Our own answer made this body.
  const shown = JSON.parse(reply.body) as { secret: string }
  return { ...reply, body: JSON.stringify({ ...shown, secret: await engine.webhooks.secret(shown.secret, request) }) }
}

const fields = {
  url: HookAddress(2000),
  enabled_events: Type.Array(Text(100), { minItems: 1, maxItems: 500 }),
  description: Type.Optional(Unsettable(Text(5000))),
  metadata: Type.Optional(MetadataField),
}
const endpointInputMappings = {
  url: mapped('url'),
  enabled_events: mapped('enabled_events'),
  description: mapped('description'),
  'metadata.*': mapped('metadata'),
}

async function refuseTerms(
  { url, enabled_events }: { url?: string | undefined; enabled_events?: readonly string[] | undefined },
  { engine, request }: WooshpayCall,
): Promise<Refusal | null> {
  const at = enabled_events?.findIndex((pattern) => !isKnownPattern(pattern)) ?? -1
  if (at >= 0)
    return refuse.parameterInvalid({
      param: `enabled_events[${at}]`,
      why: `there is no event '${enabled_events?.[at]}'.`,
    })
  return url === undefined ? null : await engine.webhooks.refuseUrl(url, 'url', request)
}

const create = defineForeignRoute({
  method: 'POST',
  path: '/v1/webhook_endpoints',
  resource: 'webhook_endpoints',
  operationId: 'WebhookEndpoints.Create',
  summary: 'Make a webhook endpoint',
  source: 'vendor',
  access: 'secret',
  body: Type.Object({
    ...fields,
    api_version: Type.Optional(Type.String({ pattern: '^[0-9a-z.-]{1,20}$', expected: 'a version' })),
  }),
  fields: { ...endpointInputMappings, api_version: mapped('api_version') },
  answers: ['webhookEndpoint'],
  handle: async ({ body, engine, request, as }) => {
    const refusal = await refuseTerms(body, { engine, request })
    if (refusal !== null) return refusal
    const context = as('webhookEndpoint', { given: { secret: true } })
    const input = {
      terms: {
        url: body.url,
        enabled_events: nativeTypesOf(body.enabled_events),
        description: body.description ?? null,
        metadata: mergeMetadata({}, body.metadata),
        chaos: null,
      },
      api_version: body.api_version ?? wooshpayVersion,
      format: conventions.name,
      secret: await engine.webhooks.newSecret(context),
    }
    return await withSecret(await engine.run(createEndpoint, input, context), engine, context)
  },
})

/** A deleted endpoint's row stays, and is not shown. */
async function endpointNamed(id: string, asked: WooshpayCall): Promise<WebhookEndpoint | Refusal> {
  const row = await rowNamed(webhookEndpoint, id, asked)
  return !isRefusal(row) && row.state === 'deleted' ? refuse.resourceMissing({ noun: 'webhook_endpoint', id }) : row
}

const retrieve = defineForeignRoute({
  method: 'GET',
  path: '/v1/webhook_endpoints/:id',
  resource: 'webhook_endpoints',
  operationId: 'WebhookEndpoints.Retrieve',
  summary: 'Retrieve a webhook endpoint',
  source: 'vendor',
  access: 'secret',
  params: IdParams,
  fields: {},
  answers: ['webhookEndpoint'],
  handle: async ({ params, engine, request }) => {
    const row = await endpointNamed(params.id, { engine, request })
    return isRefusal(row) ? row : await engine.answer('webhookEndpoint', row, request)
  },
})

const list = defineForeignRoute({
  method: 'GET',
  path: '/v1/webhook_endpoints',
  resource: 'webhook_endpoints',
  operationId: 'WebhookEndpoints.List',
  summary: 'List webhook endpoints, newest first',
  source: 'vendor',
  access: 'secret',
  query: Type.Object(wooshpayPageQuery),
  fields: wooshpayPageMappings,
  answers: ['list', 'webhookEndpoint'],
  handle: async ({ query, engine, request }) => {
    const wanted = { where: { state: ['enabled', 'disabled'] }, query, url: '/v1/webhook_endpoints' }
    return await pageAnswer(webhookEndpoint, 'webhookEndpoint', wanted, { engine, request })
  },
})

const changing = Type.Object({
  url: Type.Optional(fields.url),
  enabled_events: Type.Optional(fields.enabled_events),
  description: fields.description,
  metadata: fields.metadata,
  disabled: Type.Optional(Flag()),
})

const changesOf = ({ url, enabled_events, description }: Static<typeof changing>) => ({
  ...(url === undefined ? {} : { url }),
  ...(enabled_events === undefined ? {} : { enabled_events: nativeTypesOf(enabled_events) }),
  ...(description === undefined ? {} : { description }),
})

const update = defineForeignRoute({
  method: 'POST',
  path: '/v1/webhook_endpoints/:id',
  resource: 'webhook_endpoints',
  operationId: 'WebhookEndpoints.Update',
  summary: 'Change a webhook endpoint, or switch it off and on',
  source: 'vendor',
  access: 'secret',
  params: IdParams,
  body: changing,
  fields: { ...endpointInputMappings, disabled: mapped('disabled') },
  answers: ['webhookEndpoint'],
  handle: async ({ params, body, engine, request }) => {
    const row = await endpointNamed(params.id, { engine, request })
    if (isRefusal(row)) return row
    const refusal = await refuseTerms(body, { engine, request })
    if (refusal !== null) return refusal
    const { metadata, disabled = null } = body
    return await engine.run(updateEndpoint, { id: row.id, changes: changesOf(body), metadata, disabled }, request)
  },
})

/** What a deletion answers. */
export const deletedEndpoint = defineAnswer<WebhookEndpoint>({
  noun: 'webhook_endpoint',
  fields: {
    id: mapped('id'),
    object: ignored('Always webhook_endpoint.'),
    deleted: ignored('Always true.'),
  },
  render: ({ id }) => ({ id: ids.webhook_endpoint.of(id), object: 'webhook_endpoint', deleted: true }),
})

const remove = defineForeignRoute({
  method: 'DELETE',
  path: '/v1/webhook_endpoints/:id',
  resource: 'webhook_endpoints',
  operationId: 'WebhookEndpoints.Delete',
  summary: 'Delete a webhook endpoint',
  source: 'vendor',
  access: 'secret',
  params: IdParams,
  fields: {},
  answers: ['deletedEndpoint'],
  handle: async ({ params, engine, request }) => {
    const row = await rowNamed(webhookEndpoint, params.id, { engine, request })
    return isRefusal(row) ? row : await engine.run(deleteEndpoint, { id: row.id }, request)
  },
})

/** An event as a whole; its object is rendered before. */
export const wooshpayEvent = defineAnswer<Parameters<typeof eventShown>[0]>({
  noun: 'event',
  fields: {
    id: mapped('id'),
    object: ignored('Always event.'),
    api_version: ignored(`Always ${wooshpayVersion}: there is one version.`),
    created: mapped('created'),
    'data.object.*': mapped('data.object'),
    livemode: mapped('livemode'),
    type: mapped('type'),
  },
  render: (row) => eventShown(row),
})

const retrieveEvent = defineForeignRoute({
  method: 'GET',
  path: '/v1/events/:id',
  resource: 'events',
  operationId: 'Events.Retrieve',
  summary: 'Retrieve an event',
  source: 'vendor',
  access: 'secret',
  params: IdParams,
  fields: {},
  answers: ['event'],
  handle: async ({ params, engine, request }) => {
    const row = await rowNamed(publicEvent, params.id, { engine, request })
    if (isRefusal(row)) return row
    const fact = await engine.factOf(row, request)
    const told = fact === null ? null : answerForEvent(fact)
    if (fact === null || told === null || row.id === null)
      return refuse.resourceMissing({ noun: 'event', id: params.id })
    const shown = await engine.render(told.answer, fact.row, request)
    const { livemode } = request.environment
    const whole = { id: row.id, event: told.event, created: unixSeconds(row.created), livemode, shown }
    return await engine.answer('event', whole, request)
  },
})

export const webhookRoutes: readonly AnyForeignRoute[] = [create, retrieve, list, update, remove, retrieveEvent]
