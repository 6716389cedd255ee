import { type DecidedEvent, event } from '../../../engine/aggregate.ts'
import type { CommandContext } from '../../../engine/command.ts'
import { diffDefaults } from '../../../kernel/diff-defaults.ts'
import { customer } from './aggregate.ts'
import { type CustomerInput, customerChanges } from './fields.ts'
import { defaultCustomer } from './model.ts'

/** The fact that a customer came into being: alone, or together with its first payment. */
export function customerCreated(
  id: string,
  terms: CustomerInput,
  context: CommandContext,
  default_source: string | null = null,
): DecidedEvent {
  const changes = {
    ...customerChanges(terms, defaultCustomer, context.environment.defaultCurrency),
    ...(default_source === null ? {} : { default_source }),
  }
  return event(customer, id, {
    type: 'created',
    livemode: context.environment.livemode,
    terms: {
      ...diffDefaults(changes, defaultCustomer),
      invoice_prefix: changes.invoice_prefix ?? context.randomText(8).toUpperCase(),
    },
  })
}
