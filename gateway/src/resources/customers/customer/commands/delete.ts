import { event, locked } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { customer } from '../aggregate.ts'
import { eraseCustomerDue } from '../due.ts'
import { refuseCustomer } from '../refusals.ts'

/**
 * Takes a customer away. From now on nothing can be paid for it; its saved methods are detached and their numbers made
 * unreadable, and what is personal is erased from its payments, as due work of the same commit.
 */
export const deleteCustomer = defineCommand({
  name: 'customer.delete',
  needs: ({ id }: { readonly id: string }) => ({ customer: locked(customer, id) }),
  decide({ customer: row }, _, { now }) {
    if (row.deleted) return refuseCustomer.unknown({ id: row.id, param: 'id' })
    return {
      events: [event(customer, row.id, { type: 'deleted' })],
      due: [eraseCustomerDue(row.id, now)],
      subject: { noun: customer, id: row.id },
    }
  },
})
