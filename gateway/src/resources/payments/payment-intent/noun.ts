import { defineNoun } from '../../../engine/define-noun.ts'
import { paymentIntent } from './aggregate.ts'
import { chargeRoutes } from './charge-routes.ts'
import { intentExamples } from './examples.ts'
import { legacyChargeRoutes } from './legacy-charge-routes.ts'
import { microdepositRoutes } from './microdeposit-routes.ts'
import { paymentIntentRoutes } from './routes.ts'
import { paymentIntentsTable } from './table.ts'
import { paymentIntentView } from './views.ts'

export const paymentIntentNoun = defineNoun(paymentIntent, {
  table: paymentIntentsTable,
  view: paymentIntentView,
  routes: (methods) => [...paymentIntentRoutes(methods), ...chargeRoutes, ...legacyChargeRoutes, ...microdepositRoutes],
  // As published.
  searchable: {
    amount: 'number',
    created: 'created',
    currency: 'currency',
    customer: 'id',
    status: 'word',
    metadata: 'metadata',
  },
  examples: intentExamples,
  erasure: { ofCustomer: 'customer = $2' },
})
