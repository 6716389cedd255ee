import { event, locked, peek, peekIf } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { mergeMetadata, refuseMetadata } from '../../../../kernel/metadata.ts'
import { customer, refuseOwner } from '../../../customers/customer/index.ts'
import { type ShippingInput, shippingOf } from '../../../customers/payment-method/index.ts'
import { charge } from '../../charge/index.ts'
import { paymentIntent } from '../aggregate.ts'
import { refuseOption } from '../terms/option-refusals.ts'
import type { TermsInput } from '../terms/terms.ts'

export type UpdateChargeInput = Pick<TermsInput, 'description' | 'metadata' | 'receipt_email' | 'transfer_group'> & {
  readonly customer?: string
  readonly intent: string
  readonly charge: string
  readonly shipping?: ShippingInput | null
  readonly fraud_details?: { readonly user_report: 'fraudulent' | 'safe' }
}

/** Changes what a charge says beside its money. Here and not in the charge's folder, because the intent is the root that is locked. */
export const updateCharge = defineCommand({
  name: 'charge.update',
  needs: (input: UpdateChargeInput) => ({ intent: locked(paymentIntent, input.intent, 'intent') }),
  thenNeeds: (_, input) => ({
    charge: peek(charge, input.charge, 'charge'),
    customer: peekIf(customer, input.customer, 'customer'),
  }),
  decide({ charge: before, customer: owner }, input) {
    const gone = refuseOwner(owner)
    if (gone !== null) return gone
    if (owner !== null && before.customer !== null && before.customer !== owner.id)
      return refuseOption.chargeCustomerSet({ id: before.id })
    const tooMany = refuseMetadata(before.metadata, input.metadata)
    if (tooMany !== null) return tooMany
    return {
      events: [
        event(charge, before.id, {
          type: 'updated',
          changes: {
            ...(owner === null ? {} : { customer: owner.id }),
            ...(input.description === undefined ? {} : { description: input.description }),
            ...(input.metadata === undefined ? {} : { metadata: mergeMetadata(before.metadata, input.metadata) }),
            ...(input.receipt_email === undefined ? {} : { receipt_email: input.receipt_email }),
            ...(input.transfer_group === undefined ? {} : { transfer_group: input.transfer_group }),
            ...(input.shipping === undefined
              ? {}
              : { shipping: input.shipping === null ? null : shippingOf(input.shipping) }),
            ...(input.fraud_details === undefined ? {} : { fraud_details: input.fraud_details }),
          },
        }),
      ],
      subject: { noun: charge, id: before.id },
    }
  },
})
