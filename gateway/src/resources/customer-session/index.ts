export { customerSession, type SessionFact } from './aggregate.ts'
export type { CustomerSession } from './model.ts'
export { customerSessionView } from './views.ts'
