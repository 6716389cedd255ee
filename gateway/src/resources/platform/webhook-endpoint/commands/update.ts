import { event, locked } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { type MetadataInput, mergeMetadata, refuseMetadata } from '../../../../kernel/metadata.ts'
import { refuse } from '../../../../kernel/refusal.ts'
import { webhookEndpoint } from '../aggregate.ts'
import type { EndpointTerms } from '../events.ts'
import { refuseEndpoint } from '../refusals.ts'

export type UpdateEndpointInput = {
  readonly id: string
  readonly changes: Partial<Omit<EndpointTerms, 'metadata'>>
  readonly metadata: MetadataInput
  readonly disabled: boolean | null
}

/** Changes an endpoint, or switches it off and on. What happened while it was off is not delivered later. */
export const updateEndpoint = defineCommand({
  name: 'webhook_endpoint.update',
  needs: ({ id }: UpdateEndpointInput) => ({ endpoint: locked(webhookEndpoint, id) }),
  decide({ endpoint }, { changes: given, metadata, disabled }, { environment }) {
    if (endpoint.state === 'deleted') return refuse.resourceMissing({ noun: 'webhook_endpoint', id: endpoint.id })
    const tooMany = refuseMetadata(endpoint.metadata, metadata)
    if (tooMany !== null) return tooMany
    const changes = {
      ...given,
      ...(metadata === undefined ? {} : { metadata: mergeMetadata(endpoint.metadata, metadata) }),
    }
    if (environment.livemode && changes.chaos != null) return refuseEndpoint.chaosLive()
    const switched = disabled !== null && disabled !== (endpoint.state === 'disabled')
    return {
      events: [
        ...(Object.keys(changes).length > 0 ? [event(webhookEndpoint, endpoint.id, { type: 'updated', changes })] : []),
        ...(switched ? [event(webhookEndpoint, endpoint.id, { type: disabled ? 'disabled' : 'enabled' })] : []),
      ],
      subject: { noun: webhookEndpoint, id: endpoint.id },
    }
  },
})
