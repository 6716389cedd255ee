import type { View } from '../../../engine/view.ts'
import { unixSeconds } from '../../../kernel/time.ts'
import type { WebhookEndpoint } from './model.ts'

/** The wire's webhook endpoint. `secrets`, `chaos` and `disabled_reason` are ours; the secret itself is added once, by its route. */
export const webhookEndpointView: View<WebhookEndpoint> = {
  noun: 'webhook_endpoint',
  render: (row) => ({
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
    status: row.state === 'enabled' ? 'enabled' : 'disabled',
    url: row.url,
    // Ours, so it is shown only where it was chosen.
    ...((row.format ?? 'native') === 'native' ? {} : { format: row.format }),
  }),
}
