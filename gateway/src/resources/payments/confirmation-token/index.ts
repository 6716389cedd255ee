export { confirmationToken, type TokenFact } from './aggregate.ts'
export type { ConfirmationToken } from './model.ts'
export { refuseSpent, tokenUsed, withToken } from './use-token.ts'
export { confirmationTokenView } from './views.ts'
