import { defineNoun } from '../../../engine/define-noun.ts'
import { setupAttempt, setupIntent } from './aggregate.ts'
import { setupAttemptExamples, setupExamples } from './examples.ts'
import { setupMicrodepositRoutes } from './microdeposit-routes.ts'
import { setupIntentRoutes } from './routes.ts'
import { setupAttemptsTable, setupIntentsTable } from './table.ts'
import { setupAttemptView, setupIntentView } from './views.ts'

export const setupIntentNoun = defineNoun(setupIntent, {
  table: setupIntentsTable,
  view: setupIntentView,
  routes: (methods) => [...setupMicrodepositRoutes, ...setupIntentRoutes(methods)],
  examples: setupExamples,
  erasure: { ofCustomer: 'customer = $2' },
})
export const setupAttemptNoun = defineNoun(setupAttempt, {
  table: setupAttemptsTable,
  view: setupAttemptView,
  examples: setupAttemptExamples,
  erasure: { ofCustomer: 'setup_intent in (select id from setup_intents where env = $1 and customer = $2)' },
})
