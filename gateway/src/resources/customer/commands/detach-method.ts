import { happened, locked, peekIf } from '../../../engine/aggregate.ts'
import { defineCommand } from '../../../engine/command.ts'
import { mandate } from '../../mandate/index.ts'
import { paymentMethod } from '../../payment-method/index.ts'
import { shredMethodDue } from '../due.ts'
import { refuseCustomer } from '../refusals.ts'

/** Takes a method from its customer, for good: it pays no more, and its number is made unreadable. */
export const detachMethod = defineCommand({
  name: 'payment_method.detach',
  needs: ({ id }: { readonly id: string }) => ({ method: locked(paymentMethod, id) }),
  thenNeeds: ({ method }) => ({ leave: peekIf(mandate, method.credential?.mandate, 'mandate') }),
  decide({ method, leave }, _, { now }) {
    if (method.detached) return refuseCustomer.methodDetached({ method: method.id, param: 'payment_method' })
    if (method.customer === null) return refuseCustomer.methodNotAttached({ method: method.id })
    return {
      happened: [
        happened(paymentMethod, method.id, { type: 'detached' }),
        ...(leave?.status === 'active' ? [happened(mandate, leave.id, { type: 'ended' })] : []),
      ],
      due: [shredMethodDue(method.id, now)],
      subject: { noun: 'payment_method', id: method.id },
    }
  },
})
