import type { SealedRecord } from '../../../../contracts/sealed-record.ts'
import { event, locked } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { refuse } from '../../../../kernel/refusal.ts'
import { secondMs } from '../../../../kernel/time.ts'
import { webhookEndpoint } from '../aggregate.ts'

export type RollSecretInput = { readonly id: string; readonly secret: SealedRecord; readonly overlapSeconds: number }

/** A new signing secret; the ones before sign too until the overlap ends. */
export const rollSecret = defineCommand({
  name: 'webhook_endpoint.roll_secret',
  needs: ({ id }: RollSecretInput) => ({ endpoint: locked(webhookEndpoint, id) }),
  decide({ endpoint }, { secret, overlapSeconds }, { now }) {
    if (endpoint.state === 'deleted') return refuse.resourceMissing({ noun: 'webhook_endpoint', id: endpoint.id })
    const old_expires_at = now + overlapSeconds * secondMs
    return {
      events: [event(webhookEndpoint, endpoint.id, { type: 'secret_rolled', secret: secret.id, old_expires_at })],
      seals: [secret],
      subject: { noun: webhookEndpoint, id: endpoint.id },
    }
  },
})
