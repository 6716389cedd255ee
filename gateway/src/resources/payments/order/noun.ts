import { defineNoun } from '../../../engine/define-noun.ts'
import { order, orderBook } from './aggregate.ts'
import { orderExamples } from './examples.ts'
import { orderRoutes } from './routes.ts'
import { orderBooksTable, ordersTable } from './table.ts'
import { orderBookView, orderView } from './views.ts'

export const orderNoun = defineNoun(order, {
  table: ordersTable,
  view: orderView,
  routes: orderRoutes,
  examples: orderExamples,
  exampleId: 'ord_000000000009',
  erasure: { ofCustomer: 'payment_intent in (select id from payment_intents where env = $1 and customer = $2)' },
})
export const orderBookNoun = defineNoun(orderBook, { table: orderBooksTable, view: orderBookView })
