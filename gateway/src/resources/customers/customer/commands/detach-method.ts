import { event, locked, lockedIf, peekIf } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { mandate } from '../../mandate/index.ts'
import { paymentMethod } from '../../payment-method/index.ts'
import { customer } from '../aggregate.ts'
import { shredMethodDue } from '../due.ts'
import { refuseCustomer } from '../refusals.ts'

/** Takes a method from its customer, for good: it pays no more, and its number is made unreadable. */
export const detachMethod = defineCommand({
  name: 'payment_method.detach',
  needs: ({ id, customer: owner }: { readonly id: string; readonly customer?: string }) => ({
    // A source's own call names its customer, whose default it may have been.
    customer: lockedIf(customer, owner, 'id'),
    method: locked(paymentMethod, id),
  }),
  thenNeeds: ({ method }) => ({ leave: peekIf(mandate, method.credential?.mandate, 'mandate') }),
  decide({ customer: owner, method, leave }, _, { now }) {
    if (method.detached) return refuseCustomer.methodDetached({ method: method.id, param: 'payment_method' })
    if (method.customer === null) return refuseCustomer.methodNotAttached({ method: method.id })
    return {
      events: [
        event(paymentMethod, method.id, { type: 'detached' }),
        ...(owner !== null && owner.default_source === method.id
          ? [event(customer, owner.id, { type: 'updated', changes: { default_source: null } })]
          : []),
        ...(leave?.status === 'active' ? [event(mandate, leave.id, { type: 'ended' })] : []),
      ],
      due: [shredMethodDue(method.id, now)],
      subject: { noun: paymentMethod, id: method.id },
    }
  },
})
