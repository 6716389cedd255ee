import { event, locked, peek } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { type MetadataInput, mergeMetadata, refuseMetadata } from '../../../../kernel/metadata.ts'
import { paymentIntent } from '../../payment-intent/index.ts'
import { refund } from '../aggregate.ts'

export type UpdateRefundInput = {
  readonly intent: string
  readonly refund: string
  readonly metadata?: MetadataInput
}

/** Changes the metadata of a refund; nothing else of it can change. */
export const updateRefund = defineCommand({
  name: 'refund.update',
  needs: (input: UpdateRefundInput) => ({ intent: locked(paymentIntent, input.intent, 'intent') }),
  thenNeeds: (_, input) => ({ refund: peek(refund, input.refund, 'refund') }),
  decide({ refund: before }, input) {
    const tooMany = refuseMetadata(before.metadata, input.metadata)
    if (tooMany !== null) return tooMany
    return {
      events: [event(refund, before.id, { type: 'updated', metadata: mergeMetadata(before.metadata, input.metadata) })],
      subject: { noun: refund, id: before.id },
    }
  },
})
