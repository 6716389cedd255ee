import { locked, peek } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { paymentMethod, type StoredCredential } from '../../payment-method/index.ts'
import { customer } from '../aggregate.ts'
import { attached, refuseAttaching } from '../attachment.ts'
import { refuseCustomer } from '../refusals.ts'

export type AdoptMethodInput = {
  readonly customer: string
  readonly method: string
  /** What the network gave for later charges, where another vault saved it. */
  readonly credential: StoredCredential | null
}

/** Saves a method that another vault had saved for this customer. Its issuer was asked there, so it is not asked again. */
export const adoptMethod = defineCommand({
  name: 'payment_method.adopt',
  needs: (input: AdoptMethodInput) => ({
    customer: peek(customer, input.customer, 'customer'),
    method: locked(paymentMethod, input.method, 'payment_method'),
  }),
  decide({ customer: owner, method }, { credential }, context) {
    if (owner.deleted) return refuseCustomer.unknown({ id: owner.id, param: 'customer' })
    const refusal = refuseAttaching(method, method.type, owner.id, context.methods)
    if (refusal !== null) return refusal
    const subject = { noun: paymentMethod, id: method.id }
    return {
      events: method.customer === owner.id ? [] : [attached(method.id, owner.id, credential)],
      subject,
    }
  },
})
