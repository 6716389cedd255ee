import { defineNoun } from '../../../engine/define-noun.ts'
import { customerSession } from './aggregate.ts'
import { sessionExamples } from './examples.ts'
import { customerSessionRoutes } from './routes.ts'
import { customerSessionsTable } from './table.ts'
import { customerSessionView } from './views.ts'

export const customerSessionNoun = defineNoun(customerSession, {
  table: customerSessionsTable,
  view: customerSessionView,
  routes: customerSessionRoutes,
  examples: sessionExamples,
})
