import { type Happening, happened } from '../../engine/aggregate.ts'
import type { CommandContext } from '../../engine/command.ts'
import { customer } from './aggregate.ts'
import { type CustomerInput, customerChanges } from './fields.ts'
import { type CustomerTerms, defaultCustomer } from './model.ts'

/** The fact that a customer came into being: alone, or together with its first payment. */
export function customerCreated(id: string, terms: CustomerInput, context: CommandContext): Happening {
  const changes = customerChanges(terms, defaultCustomer, context.environment.defaultCurrency)
  return happened(customer, id, {
    type: 'created',
    livemode: context.environment.livemode,
    terms: { ...said(changes), invoice_prefix: changes.invoice_prefix ?? context.randomText(8).toUpperCase() },
  })
}

/** Only what differs from the defaults. */
const said = (terms: Partial<CustomerTerms>): Partial<CustomerTerms> =>
  Object.fromEntries(
    Object.entries(terms).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(Reflect.get(defaultCustomer, name)),
    ),
  )
