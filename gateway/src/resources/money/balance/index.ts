export { balanceTransaction } from './transaction.ts'
