export { confirmationToken, type TokenFact } from './aggregate.ts'
export type { ConfirmationToken } from './model.ts'
export { refuseSpent, tokenUsed, withToken } from './use.ts'
export { confirmationTokenView } from './views.ts'
