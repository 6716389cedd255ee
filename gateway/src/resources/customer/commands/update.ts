import { happened, locked, peekIf } from '../../../engine/aggregate.ts'
import { defineCommand } from '../../../engine/command.ts'
import { refuseMetadata } from '../../../kernel/metadata.ts'
import { paymentMethod } from '../../payment-method/index.ts'
import { customer } from '../aggregate.ts'
import { type CustomerInput, customerChanges } from '../fields.ts'
import { refuseCustomer } from '../refusals.ts'

export type UpdateCustomerInput = { readonly id: string; readonly terms: CustomerInput }

/** Changes a customer. Refuses a default method that is not saved for it. */
export const updateCustomer = defineCommand({
  name: 'customer.update',
  needs: ({ id, terms }: UpdateCustomerInput) => ({
    customer: locked(customer, id),
    usual: peekIf(
      paymentMethod,
      terms.invoice_settings?.default_payment_method,
      'invoice_settings[default_payment_method]',
    ),
  }),
  decide({ customer: row, usual }, { terms }, context) {
    if (row.deleted) return refuseCustomer.unknown({ id: row.id, param: 'id' })
    if (usual !== null && usual.customer !== row.id)
      return refuseCustomer.methodOfAnother({ method: usual.id, param: 'invoice_settings[default_payment_method]' })
    const tooMany = refuseMetadata(row.metadata, terms.metadata)
    if (tooMany !== null) return tooMany
    const changes = customerChanges(terms, row, context.environment.defaultCurrency)
    return {
      happened: Object.keys(changes).length === 0 ? [] : [happened(customer, row.id, { type: 'updated', changes })],
      subject: { noun: 'customer', id: row.id },
    }
  },
})
