export { applyPayerAct, type BankPayment, isExpired, isPaymentOpen, type PayerAct, payerActs } from './bank.ts'
export { type BankStore, createBankStore } from './bank-store.ts'
export { type CallBook, createCallBook } from './call-log.ts'
export { withFaults } from './fault-injection.ts'
export {
  createFaultBook,
  type FaultBook,
  type FaultEvent,
  type FaultRule,
  faultEvents,
  faultKinds,
  ruleMatches,
} from './faults.ts'
export { createSimulatedInstruments } from './instruments.ts'
export { refundSettlesMs } from './refunds.ts'
export { createSimulator } from './simulator.ts'
export { testCards } from './test-cards.ts'
