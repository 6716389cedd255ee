import { event, locked } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { webhookEndpoint } from '../aggregate.ts'

export type GiveUpInput = { readonly id: string; readonly due: string }

/** Disables an endpoint that failed for too long; an event tells the merchant. Changes nothing where it is off already. */
export const giveUpEndpoint = defineCommand({
  name: 'webhook_endpoint.give_up',
  needs: ({ id }: GiveUpInput) => ({ endpoint: locked(webhookEndpoint, id) }),
  decide({ endpoint }, { due }) {
    return {
      events: endpoint.state === 'enabled' ? [event(webhookEndpoint, endpoint.id, { type: 'given_up' })] : [],
      done: [due],
      subject: { noun: webhookEndpoint, id: endpoint.id },
    }
  },
})
