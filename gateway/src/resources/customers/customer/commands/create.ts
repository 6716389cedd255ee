import { peekIf } from '../../../../engine/aggregate.ts'
import { defineCommand, type Reference } from '../../../../engine/command.ts'
import {
  createdMethod,
  existingMethod,
  type MethodChoice,
  methodCreated,
  methodId,
  methodTypeOf,
  paymentMethod,
} from '../../payment-method/index.ts'
import { customer } from '../aggregate.ts'
import { attached, refuseAttaching, sentAs } from '../attachment.ts'
import { customerCreated } from '../create-event.ts'
import type { CustomerInput } from '../fields.ts'
import { refuseCustomer } from '../refusals.ts'

export type CreateCustomerInput = {
  readonly terms: CustomerInput
  /** A method that is saved with it. The issuer is first asked when it pays. */
  readonly method: MethodChoice | null
  /** It came as a source, and is the customer's first and default one. */
  readonly as_source?: boolean
  /** A name that no other customer may have. */
  readonly reference?: Reference | undefined
}

/** Makes a customer, and saves a method for it. Refuses a default method that it would not have. */
export const createCustomer = defineCommand({
  name: 'customer.create',
  needs: ({ method, as_source }: CreateCustomerInput) => ({
    method: peekIf(paymentMethod, existingMethod(method), sentAs(as_source)),
  }),
  references: ({ reference }) => (reference === undefined ? [] : [reference]),
  decide({ method: existing }, { terms, method, as_source = false }, context) {
    const id = context.newId('cus')
    const refusal =
      method === null
        ? null
        : refuseAttaching(existing, methodTypeOf(method, existing), id, context.methods, sentAs(as_source))
    if (refusal !== null) return refusal
    const wished = terms.invoice_settings?.default_payment_method ?? null
    const saved = method === null ? null : methodId(method)
    if (wished !== null && wished !== saved)
      return refuseCustomer.methodOfAnother({ method: wished, param: 'invoice_settings[default_payment_method]' })
    const created = createdMethod(method)
    const { livemode } = context.environment
    return {
      events: [
        customerCreated(id, terms, context, as_source ? saved : null),
        ...(created === null ? [] : [methodCreated(created, livemode)]),
        ...(saved === null ? [] : [attached(saved, id, null)]),
      ],
      seals: created?.seal ? [created.seal] : [],
      subject: { noun: customer, id },
    }
  },
})
