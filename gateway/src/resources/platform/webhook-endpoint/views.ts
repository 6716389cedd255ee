import { view } from '../../../engine/view.ts'
import { unixSeconds } from '../../../kernel/time.ts'
import { webhookEndpointSchema } from './answer.ts'
import type { WebhookEndpoint } from './model.ts'

/** The wire's webhook endpoint. The secret itself is added once, by its route. */
export const webhookEndpointView = view({
  noun: 'webhook_endpoint',
  about: 'Where events are sent.',
  schema: webhookEndpointSchema,
  render: (row: WebhookEndpoint) => ({
    id: row.id,
    object: 'webhook_endpoint' as const,
    api_version: row.api_version,
    application: null,
    chaos: row.chaos,
    created: unixSeconds(row.created),
    description: row.description,
    disabled_reason: row.disabled_reason,
    enabled_events: [...row.enabled_events],
    livemode: row.livemode,
    metadata: row.metadata,
    secrets: row.secrets.map(({ id, created, expires_at }) => ({
      id,
      created: unixSeconds(created),
      expires_at: expires_at === null ? null : unixSeconds(expires_at),
    })),
    status: row.state === 'enabled' ? ('enabled' as const) : ('disabled' as const),
    url: row.url,
    // Ours, so it is shown only where it was chosen.
    ...((row.format ?? 'native') === 'native' ? {} : { format: row.format }),
  }),
})
