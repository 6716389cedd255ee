import { likePatterns } from '../../../engine/event-patterns.ts'
import { documentTable, ranks } from '../../../storage/table.ts'
import type { WebhookEndpoint } from './model.ts'

export const webhookEndpointsTable = documentTable<WebhookEndpoint>({
  name: 'webhook_endpoints',
  rank: ranks.webhookEndpoints,
  nullable: ['description', 'api_version', 'disabled_reason', 'chaos'],
  added: { format: 'native' },
  indexed: [
    { name: 'state', type: 'text', of: (row) => row.state },
    { name: 'patterns', type: 'text', of: (row) => likePatterns(row.enabled_events) },
  ],
})
