import type { DueWork } from '../../../engine/command.ts'
import type { Millis } from '../../../kernel/time.ts'

/** What is personal is erased wherever a deleted customer left it; taken up again until all of it is gone. */
export const eraseCustomerDue = (customer: string, dueAt: Millis): DueWork => ({
  id: `erase_${customer}`,
  kind: 'erase_customer',
  dueAt,
  payload: { customer },
})

/** The number of a detached method is made unreadable. */
export const shredMethodDue = (method: string, dueAt: Millis): DueWork => ({
  id: `shred_${method}`,
  kind: 'shred_payment_method',
  dueAt,
  payload: { payment_method: method },
})
