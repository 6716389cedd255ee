import { defineNoun } from '../../../engine/define-noun.ts'
import { paymentMethod } from './aggregate.ts'
import { catalogueEntryView, catalogueRoutes } from './catalogue-routes.ts'
import { methodExamples } from './examples.ts'
import { cardView, tokenView } from './legacy-sources.ts'
import { paymentMethodRoutes } from './routes.ts'
import { paymentMethodsTable } from './table.ts'
import { tokenRoutes } from './token-routes.ts'
import { paymentMethodView } from './views.ts'

export const paymentMethodNoun = defineNoun(paymentMethod, {
  table: paymentMethodsTable,
  view: paymentMethodView,
  faces: [
    { view: cardView, prefix: 'card' },
    { view: tokenView, prefix: 'tok' },
  ],
  routes: (methods) => [...paymentMethodRoutes(methods), ...tokenRoutes, ...catalogueRoutes(methods)],
  views: [catalogueEntryView],
  examples: methodExamples,
  erasure: { ofMethod: 'id = $2' },
})
