import { defineNoun } from '../../../engine/define-noun.ts'
import { customer } from './aggregate.ts'
import { customerExamples } from './examples.ts'
import { noInvoiceSettings } from './model.ts'
import { customerRoutes } from './routes.ts'
import { customersTable } from './table.ts'
import { customerView } from './views.ts'

export const customerNoun = defineNoun(customer, {
  table: customersTable,
  view: customerView,
  routes: customerRoutes,
  // As published.
  searchable: {
    created: 'created',
    email: 'string',
    name: 'string',
    phone: 'string',
    metadata: 'metadata',
  },
  searchedWhere: { deleted: false },
  examples: customerExamples,
  erasure: {
    ofCustomer: 'id = $2',
    // Back to what a customer has of whom nothing was said: a merchant's notes on somebody are personal, on a payment they are not.
    resets: { description: null, invoice_settings: noInvoiceSettings, metadata: {}, preferred_locales: [] },
  },
})
