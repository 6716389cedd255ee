import { defineDerivedNoun, definePlainNoun } from '../../../engine/define-noun.ts'
import { entriesTable } from '../../../engine/engine-tables.ts'
import { settledBalance } from './aggregate.ts'
import { balanceExamples } from './examples.ts'
import { balanceRoutes } from './routes.ts'
import { balanceTransaction } from './transaction.ts'
import { balanceTransactionView, settledBalanceView } from './views.ts'

export const balanceTransactionNoun = definePlainNoun(balanceTransaction, {
  table: entriesTable,
  view: balanceTransactionView,
  routes: balanceRoutes,
})
/** A settlement's entry is its row, and its one fact shows the balance. */
export const settledBalanceNoun = defineDerivedNoun(settledBalance, {
  table: entriesTable,
  view: settledBalanceView,
  rowless: true,
  examples: balanceExamples,
})
