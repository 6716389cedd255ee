export { refundSettlesMs, simulator } from './simulator.ts'
export { testCards } from './test-cards.ts'
