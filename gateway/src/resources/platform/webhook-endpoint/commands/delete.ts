import { event, locked } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { refuse } from '../../../../kernel/refusal.ts'
import { webhookEndpoint } from '../aggregate.ts'

/** Takes an endpoint away: nothing is delivered to it any more, and the API no longer shows it. */
export const deleteEndpoint = defineCommand({
  name: 'webhook_endpoint.delete',
  needs: ({ id }: { readonly id: string }) => ({ endpoint: locked(webhookEndpoint, id) }),
  decide({ endpoint }) {
    if (endpoint.state === 'deleted') return refuse.resourceMissing({ noun: 'webhook_endpoint', id: endpoint.id })
    return {
      events: [event(webhookEndpoint, endpoint.id, { type: 'deleted' })],
      subject: { noun: webhookEndpoint, id: endpoint.id },
    }
  },
})
