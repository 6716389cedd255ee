import { event, locked, lockedIf, peekIf } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { refuseMetadata } from '../../../../kernel/metadata.ts'
import {
  createdMethod,
  existingMethod,
  type MethodChoice,
  methodCreated,
  methodId,
  methodTypeOf,
  paymentMethod,
  sourceId,
} from '../../payment-method/index.ts'
import { customer } from '../aggregate.ts'
import { attached, refuseAttaching } from '../attachment.ts'
import { type CustomerInput, customerChanges } from '../fields.ts'
import { refuseCustomer } from '../refusals.ts'

export type UpdateCustomerInput = {
  readonly id: string
  readonly terms: CustomerInput
  /** A card that is saved with the change, and becomes the default source. */
  readonly source?: MethodChoice
  /** One of the customer's cards, by its method. */
  readonly default_source?: string
}

/** Changes a customer. Refuses a default method that is not saved for it. */
export const updateCustomer = defineCommand({
  name: 'customer.update',
  needs: ({ id, terms, source, default_source }: UpdateCustomerInput) => ({
    customer: locked(customer, id),
    source: lockedIf(paymentMethod, existingMethod(source ?? null), 'source'),
    wished: peekIf(paymentMethod, default_source, 'default_source'),
    usual: peekIf(
      paymentMethod,
      terms.invoice_settings?.default_payment_method,
      'invoice_settings[default_payment_method]',
    ),
  }),
  decide({ customer: row, usual, source, wished }, { terms, source: choice = null }, context) {
    if (row.deleted) return refuseCustomer.unknown({ id: row.id, param: 'id' })
    const unfit =
      choice === null ? null : refuseAttaching(source, methodTypeOf(choice, source), row.id, context.methods, 'source')
    if (unfit !== null) return unfit
    if (wished !== null && wished.customer !== row.id)
      return refuseCustomer.methodOfAnother({ method: sourceId(wished.id), param: 'default_source' })
    if (usual !== null && usual.customer !== row.id)
      return refuseCustomer.methodOfAnother({ method: usual.id, param: 'invoice_settings[default_payment_method]' })
    const tooMany = refuseMetadata(row.metadata, terms.metadata)
    if (tooMany !== null) return tooMany
    const kept = choice === null ? (wished?.id ?? null) : methodId(choice)
    const changes = {
      ...customerChanges(terms, row, context.environment.defaultCurrency),
      ...(kept === null ? {} : { default_source: kept }),
    }
    const created = createdMethod(choice)
    return {
      events: [
        ...(created === null ? [] : [methodCreated(created, context.environment.livemode)]),
        ...(choice === null || source?.customer === row.id ? [] : [attached(methodId(choice), row.id, null)]),
        ...(Object.keys(changes).length === 0 ? [] : [event(customer, row.id, { type: 'updated', changes })]),
      ],
      seals: created?.seal ? [created.seal] : [],
      subject: { noun: customer, id: row.id },
    }
  },
})
