import type { Aggregate } from '../../../engine/aggregate.ts'
import { assert } from '../../../kernel/assert.ts'
import type { CustomerFact } from './events.ts'
import { type Customer, defaultCustomer } from './model.ts'

/** Who pays. A form rather than a machine: it is there, changes, and is gone. */
export const customer: Aggregate<Customer, CustomerFact> = {
  name: 'customer',
  prefix: 'cus',
  evolve: (before, fact, { env, id, at, seq }) => {
    if (fact.type === 'created')
      return {
        env,
        id,
        seq,
        created: at,
        livemode: fact.livemode,
        deleted: false,
        ...defaultCustomer,
        ...fact.terms,
      }
    assert(before !== null && !before.deleted, `${fact.type} happens to a customer that exists`)
    if (fact.type === 'updated') return { ...before, ...fact.changes, seq }
    const { invoice_prefix } = before
    return { ...before, ...defaultCustomer, invoice_prefix, deleted: true, seq }
  },
  eventTypes: { created: 'customer.created', updated: 'customer.updated', deleted: 'customer.deleted' },
  descriptions: {
    'customer.created': 'A customer was made, with or without a method to pay with.',
    'customer.updated': 'Something of a customer changed.',
    'customer.deleted':
      'A customer was deleted: personal data is erased and saved methods are gone; payments stay in the books.',
  },
}
