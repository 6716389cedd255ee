import { defineNoun } from '../../../engine/define-noun.ts'
import { confirmationToken } from './aggregate.ts'
import { confirmationTokenRoutes } from './routes.ts'
import { confirmationTokensTable } from './table.ts'
import { confirmationTokenView } from './views.ts'

export const confirmationTokenNoun = defineNoun(confirmationToken, {
  table: confirmationTokensTable,
  view: confirmationTokenView,
  routes: confirmationTokenRoutes,
  erasure: { ofMethod: 'payment_method = $2' },
})
