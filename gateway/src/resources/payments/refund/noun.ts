import { defineNoun } from '../../../engine/define-noun.ts'
import { refund } from './aggregate.ts'
import { chargeRefundRoutes } from './charge-refund-routes.ts'
import { refundExamples } from './examples.ts'
import { refundRoutes } from './routes.ts'
import { refundsTable } from './table.ts'
import { refundView } from './views.ts'

export const refundNoun = defineNoun(refund, {
  table: refundsTable,
  view: refundView,
  routes: [...refundRoutes, ...chargeRefundRoutes],
  examples: refundExamples,
  erasure: { ofCustomer: 'payment_intent in (select id from payment_intents where env = $1 and customer = $2)' },
})
