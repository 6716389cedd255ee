export { act, type BankPayment, isExpired, isOpen, type PayerAct, payerActs } from './bank.ts'
export { type BankStore, createBankStore } from './bank-store.ts'
export {
  createFaultBook,
  type FaultBook,
  type FaultEvent,
  type FaultRule,
  faultEvents,
  faultKinds,
  fits,
} from './faults.ts'
export { withFaults } from './faulty.ts'
export { createInstruments } from './instruments.ts'
export { createSimulator, refundSettlesMs } from './simulator.ts'
