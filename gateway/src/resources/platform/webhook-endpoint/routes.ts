import { type Static, Type } from 'typebox'
import { overlapSecondsMax } from '../../../contracts/receiver.ts'
import { pageOf } from '../../../engine/page.ts'
import { type AnyRoute, defineRoute, type Engine, type Reply, type RequestContext } from '../../../engine/route.ts'
import { mergeMetadata } from '../../../kernel/metadata.ts'
import { isRefusal, type Refusal, refuse } from '../../../kernel/refusal.ts'
import { Flag, HookAddress, IdParams, MetadataField, pageFields, Text, Unsettable } from '../../../kernel/schema.ts'
import { refuseApiVersion } from '../event/index.ts'
import { webhookEndpoint } from './aggregate.ts'
import { createEndpoint } from './commands/create.ts'
import { deleteEndpoint } from './commands/delete.ts'
import { rollSecret } from './commands/roll-secret.ts'
import { updateEndpoint } from './commands/update.ts'
import type { EndpointTerms } from './events.ts'

const tag = 'Webhook endpoints'
const answers = { noun: 'webhook_endpoint' } as const

const Percent = (description: string) => Type.Optional(Type.Integer({ minimum: 0, maximum: 100, description }))
const ChaosFields = Type.Object(
  {
    seed: Type.Optional(
      Type.Integer({ minimum: 0, description: 'The same seed gives the same sequence of faults; 1 by default.' }),
    ),
    duplicate: Percent('Percent of deliveries that come twice.'),
    delay: Percent('Percent of deliveries that are held back.'),
    delay_seconds: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 3600, description: 'For at most so long; 10 by default.' }),
    ),
    reorder: Percent('Percent of deliveries that later events of their object overtake.'),
    drop: Percent('Percent of deliveries whose first attempt is lost; the retry plan delivers them.'),
  },
  { additionalProperties: false, description: 'Sandboxes only: faults on purpose, to test a handler.' },
)
const EnabledEvents = Type.Array(Text(100), {
  minItems: 1,
  maxItems: 500,
  description:
    "Event types: '*' for all, 'charge.*' for a family, or single types. The reference of events lists them.",
})
const Url = HookAddress(2000, 'Where events are sent: https in live mode; in a sandbox also http and this machine.')
const terms = {
  description: Type.Optional(Unsettable(Text(5000))),
  metadata: Type.Optional(MetadataField),
  chaos: Type.Optional(Unsettable(ChaosFields)),
}

const chaosOf = (given: Static<typeof ChaosFields> | null | undefined): EndpointTerms['chaos'] =>
  given == null ? null : { seed: 1, duplicate: 0, delay: 0, delay_seconds: 10, reorder: 0, drop: 0, ...given }

/** Refuses a URL or event types that cannot be delivered to. */
async function refuseTerms(
  given: { url?: string | undefined; enabled_events?: readonly string[] | undefined },
  engine: Engine,
  request: RequestContext,
): Promise<Refusal | null> {
  const events =
    given.enabled_events === undefined ? null : engine.webhooks.refuseTypes(given.enabled_events, 'enabled_events')
  if (events !== null) return events
  return given.url === undefined ? null : await engine.webhooks.refuseUrl(given.url, 'url', request)
}

/** A secret of one's own is for foreign formats: the native signatures want one of ours. */
function refuseFormat({ format = 'native', secret }: { format?: string; secret?: string }, engine: Engine) {
  if (!engine.webhooks.formats.includes(format))
    return refuse.parameterInvalid({ param: 'format', why: `there are ${engine.webhooks.formats.join(', ')}.` })
  return secret !== undefined && format === 'native'
    ? refuse.parameterInvalid({ param: 'secret', why: 'it is made for you in the native format.' })
    : null
}

/** Adds the newest secret to an answer: shown when it is made, and with a replay of that same request. */
async function withSecret(reply: Reply | Refusal, engine: Engine, request: RequestContext): Promise<Reply | Refusal> {
  if (isRefusal(reply) || reply.status !== 200) return reply
  // Our own view made this body.
  const shown = JSON.parse(reply.body) as { secrets: { id: string }[] }
  const secret = await engine.webhooks.secret(shown.secrets[0]?.id ?? '', request)
  return { ...reply, body: JSON.stringify({ ...shown, secret }) }
}

export const webhookEndpointRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/webhook_endpoints',
    tag,
    operationId: 'WebhookEndpoints.Create',
    summary: 'Make a webhook endpoint',
    description: 'The answer holds the signing secret; it is not shown again.',
    access: 'secret',
    body: Type.Object(
      {
        url: Url,
        enabled_events: EnabledEvents,
        api_version: Type.Optional(
          Text(
            40,
            'A published version: its events are labelled with it. They have the shapes of the one version that this server speaks.',
          ),
        ),
        format: Type.Optional(
          Text(40, 'In whose words events are told: `native`, or the name of a foreign API. Ours.'),
        ),
        secret: Type.Optional(
          Text(255, 'With a foreign format: the secret that its signatures are made with, instead of a new one. Ours.'),
        ),
        connect: Type.Optional(Type.Literal(false, { description: 'There are no connected accounts.' })),
        ...terms,
      },
      { additionalProperties: false },
    ),
    answers,
    handle: async ({ body, engine, request }) => {
      const refusal =
        (await refuseTerms(body, engine, request)) ??
        refuseFormat(body, engine) ??
        (body.api_version === undefined ? null : refuseApiVersion(body.api_version, 'api_version'))
      if (refusal !== null) return refusal
      const input = {
        terms: {
          url: body.url,
          enabled_events: [...new Set(body.enabled_events)],
          description: body.description ?? null,
          metadata: mergeMetadata({}, body.metadata),
          chaos: chaosOf(body.chaos),
        },
        api_version: body.api_version ?? null,
        format: body.format,
        secret: await engine.webhooks.newSecret(request, body.secret),
      }
      return await withSecret(await engine.run(createEndpoint, input, request), engine, request)
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/webhook_endpoints/:id',
    tag,
    operationId: 'WebhookEndpoints.Retrieve',
    summary: 'Retrieve a webhook endpoint',
    access: 'secret',
    params: IdParams,
    answers,
    handle: async ({ params, engine, request }) => {
      const row = await engine.row(webhookEndpoint, params.id, request)
      if (row === null || row.state === 'deleted')
        return refuse.resourceMissing({ noun: 'webhook_endpoint', id: params.id })
      return await engine.show(webhookEndpoint, params.id, request)
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/webhook_endpoints/:id',
    tag,
    operationId: 'WebhookEndpoints.Update',
    summary: 'Change a webhook endpoint, or switch it off and on',
    access: 'secret',
    params: IdParams,
    body: Type.Object(
      {
        url: Type.Optional(Url),
        enabled_events: Type.Optional(EnabledEvents),
        disabled: Type.Optional(Flag('While it is switched off nothing is delivered, and nothing later either.')),
        ...terms,
      },
      { additionalProperties: false },
    ),
    answers,
    handle: async ({ params, body, engine, request }) => {
      const refusal = await refuseTerms(body, engine, request)
      if (refusal !== null) return refusal
      const { url, enabled_events, description, chaos, metadata } = body
      const changes = {
        ...(url === undefined ? {} : { url }),
        ...(enabled_events === undefined ? {} : { enabled_events: [...new Set(enabled_events)] }),
        ...(description === undefined ? {} : { description }),
        ...(chaos === undefined ? {} : { chaos: chaosOf(chaos) }),
      }
      const input = { id: params.id, changes, metadata, disabled: body.disabled ?? null }
      return await engine.run(updateEndpoint, input, request)
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/webhook_endpoints/:id/roll_secret',
    tag,
    operationId: 'WebhookEndpoints.RollSecret',
    summary: 'Make a new signing secret',
    description: 'Until the overlap ends both secrets sign. The answer holds the new secret; it is not shown again.',
    access: 'secret',
    params: IdParams,
    body: Type.Object(
      {
        overlap_seconds: Type.Optional(
          Type.Integer({ minimum: 0, maximum: overlapSecondsMax, description: 'At most, and by default, 24 hours.' }),
        ),
      },
      { additionalProperties: false },
    ),
    answers,
    handle: async ({ params, body, engine, request }) => {
      const secret = await engine.webhooks.newSecret(request)
      const input = { id: params.id, secret, overlapSeconds: body.overlap_seconds ?? overlapSecondsMax }
      return await withSecret(await engine.run(rollSecret, input, request), engine, request)
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/webhook_endpoints/:id',
    tag,
    operationId: 'WebhookEndpoints.Del',
    summary: 'Delete a webhook endpoint',
    access: 'secret',
    params: IdParams,
    answers: { ...answers, deleted: 'always' },
    handle: async ({ params, engine, request }) => {
      const reply = await engine.run(deleteEndpoint, { id: params.id }, request)
      return reply.status === 200
        ? { ...reply, body: JSON.stringify({ id: params.id, object: 'webhook_endpoint', deleted: true }) }
        : reply
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/webhook_endpoints',
    tag,
    operationId: 'WebhookEndpoints.List',
    summary: 'List webhook endpoints, newest first',
    access: 'secret',
    query: Type.Object(pageFields, { additionalProperties: false }),
    answers: { noun: 'webhook_endpoint', as: 'list' },
    handle: async ({ query, engine, request }) =>
      await engine.list(
        webhookEndpoint,
        { state: ['enabled', 'disabled'] },
        pageOf(query),
        '/v1/webhook_endpoints',
        request,
      ),
  }),
]
