/** Saving a method for a customer: what must hold, and the fact that it happened. Shared by all that save one. */
import type { MethodCatalogue } from '../../../contracts/method.ts'
import { type DecidedEvent, event } from '../../../engine/aggregate.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { type PaymentMethod, paymentMethod, type StoredCredential } from '../payment-method/index.ts'
import type { Customer } from './model.ts'
import { refuseCustomer } from './refusals.ts'

/** The field that a method to be saved came in: older code sends a source. */
export const sentAs = (as_source: boolean | undefined): 'source' | 'payment_method' =>
  as_source === true ? 'source' : 'payment_method'

/** Refuses a method that cannot be saved for this customer; null where it can, or is saved for it already. */
export function refuseAttaching(
  method: PaymentMethod | null,
  type: string,
  customer: string,
  methods: MethodCatalogue,
  param = 'payment_method',
): Refusal | null {
  if (method?.detached) return refuseCustomer.methodDetached({ method: method.id, param })
  if (method !== null && method.customer !== null && method.customer !== customer)
    return refuseCustomer.methodAttached({ method: method.id, param })
  if (methods.of(type)?.savable !== true) return refuseCustomer.methodNotSavable({ type, param })
  return null
}

/** The fact that a method is saved; with what the network gave for later charges, where it was asked. */
export const attached = (method: string, customer: string, credential: StoredCredential | null): DecidedEvent =>
  event(paymentMethod, method, {
    type: 'attached',
    customer,
    ...(credential === null ? {} : { credential }),
  })

/** Refuses to do anything more for a deleted customer. */
export const refuseOwner = (owner: Customer | null): Refusal | null =>
  owner?.deleted ? refuseCustomer.unknown({ id: owner.id, param: 'customer' }) : null

/**
 * Whose method a payment may use: of its customer, or of nobody. Refuses a detached one, another customer's, and one that
 * is saved while the payment has no customer.
 */
export function refuseForeignMethod(
  method: PaymentMethod | null,
  customer: string | null,
  param = 'payment_method',
): Refusal | null {
  if (method === null) return null
  if (method.detached) return refuseCustomer.methodDetached({ method: method.id, param })
  if (method.customer === null || method.customer === customer) return null
  return customer === null
    ? refuseCustomer.methodNeedsCustomer({ method: method.id, param })
    : refuseCustomer.methodOfAnother({ method: method.id, param })
}
