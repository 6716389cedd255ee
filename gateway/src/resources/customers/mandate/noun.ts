import { defineNoun } from '../../../engine/define-noun.ts'
import { mandate } from './aggregate.ts'
import { mandateExamples } from './examples.ts'
import { mandateRoutes } from './routes.ts'
import { mandatesTable } from './table.ts'
import { mandateView } from './views.ts'

export const mandateNoun = defineNoun(mandate, {
  table: mandatesTable,
  view: mandateView,
  routes: mandateRoutes,
  examples: mandateExamples,
  erasure: { ofMethod: 'payment_method = $2' },
})
