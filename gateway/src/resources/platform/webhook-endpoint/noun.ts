import { defineNoun } from '../../../engine/define-noun.ts'
import { webhookEndpoint } from './aggregate.ts'
import { endpointExamples } from './examples.ts'
import { webhookEndpointRoutes } from './routes.ts'
import { webhookEndpointsTable } from './table.ts'
import { webhookEndpointView } from './views.ts'

export const webhookEndpointNoun = defineNoun(webhookEndpoint, {
  table: webhookEndpointsTable,
  view: webhookEndpointView,
  routes: webhookEndpointRoutes,
  examples: endpointExamples,
})
