import { type Examples, exampleNow } from '../../../engine/examples.ts'
import { lookup } from '../../../kernel/lookup.ts'
import type { RefundFact } from './events.ts'

const reversal = { connector_account: 'ca_1', funds_day: null, available_on: exampleNow, balance_transaction: 'txn_3' }
const refundAsked: Extract<RefundFact, { type: 'created' }> = {
  type: 'created',
  livemode: false,
  payment_intent: 'pi_1',
  charge: 'ch_1',
  amount: 500,
  currency: 'eur',
  reason: 'requested_by_customer',
  metadata: {},
  call: 'call_2',
  idempotency_key: null,
}
const accepted: RefundFact = {
  type: 'accepted',
  reference: 'sim_re_1',
  status: 'pending',
  ...reversal,
  balance_transaction: 'txn_2',
}
export const refundExamples: Examples<RefundFact> = lookup({
  settled: [refundAsked, accepted, { type: 'settled' }],
  declined: [refundAsked, { type: 'declined', reason: 'expired_or_canceled_card' }],
  returned: [refundAsked, accepted, { type: 'settled' }, { type: 'returned', reason: 'declined', ...reversal }],
  cancelled: [refundAsked, accepted, { type: 'canceled', ...reversal }],
  'by transfer': [
    { ...refundAsked, call: null, method: 'virtual_account' },
    { type: 'account_given', call: 'call_2', transfer_to: { bank: 'bca', account_holder: 'Ada', last4: '6789' } },
    accepted,
  ],
  'by transfer, dropped': [{ ...refundAsked, call: null, method: 'virtual_account' }, { type: 'dropped' }],
})
