import type { SealedRecord } from '../../../../contracts/sealed-record.ts'
import { event } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { webhookEndpoint } from '../aggregate.ts'
import type { EndpointTerms } from '../events.ts'
import { refuseEndpoint } from '../refusals.ts'

export type CreateEndpointInput = {
  readonly terms: EndpointTerms
  readonly api_version: string | null
  /** A foreign API's name; absent: the native format. */
  readonly format?: string | undefined
  /** Made and sealed before the command. */
  readonly secret: SealedRecord
}

/** Makes an endpoint. Refuses chaos in live mode. */
export const createEndpoint = defineCommand({
  name: 'webhook_endpoint.create',
  needs: (_input: CreateEndpointInput) => ({}),
  decide(_, { terms, api_version, secret, format }, { environment, newId }) {
    if (environment.livemode && terms.chaos !== null) return refuseEndpoint.chaosLive()
    const id = newId('we')
    const { livemode } = environment
    return {
      events: [
        event(webhookEndpoint, id, {
          type: 'created',
          livemode,
          terms,
          api_version,
          secret: secret.id,
          ...(format === undefined || format === 'native' ? {} : { format }),
        }),
      ],
      seals: [secret],
      subject: { noun: webhookEndpoint, id },
    }
  },
})
