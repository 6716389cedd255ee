import { type Examples, exampleApproval, exampleChecks, exampleNow } from '../../../engine/examples.ts'
import { lookup } from '../../../kernel/lookup.ts'
import { startOfUtcDay } from '../../../kernel/time.ts'
import { exampleMethod, exampleShipping } from '../../customers/payment-method/index.ts'
import type { CapturedFunds, ChargeFact } from './events.ts'

const terms = {
  livemode: false,
  payment_intent: 'pi_1',
  payment_method: exampleMethod.id,
  connector_account: 'ca_1',
  amount: 2000,
  currency: 'eur',
  card: exampleMethod.card,
}
const funds: CapturedFunds = {
  amount: 1500,
  fee: 74,
  funds_day: '2026-06-17',
  available_on: startOfUtcDay(exampleNow) + 2 * 86_400_000,
  balance_transaction: 'txn_1',
}
const failure = {
  code: 'card_declined',
  decline_code: 'fraudulent',
  message: 'No.',
  network_decline_code: null,
  advice_code: null,
  blocked: true,
} as const
const debit = {
  ...terms,
  amount: 1500,
  card: null,
  method: {
    type: 'sepa_debit',
    details: {
      bank_code: '37040044',
      branch_code: '',
      country: 'DE',
      last4: '3000',
      fingerprint: 'fp_2',
      sealed: true,
    },
  },
}
const authorised: ChargeFact = {
  type: 'authorised',
  terms,
  approval: exampleApproval,
  capture_before: exampleNow,
  entry: 'ent_1',
}
export const chargeExamples: Examples<ChargeFact> = lookup({
  'authorised, captured in part, refunded in full': [
    authorised,
    { type: 'captured', funds, released: 500 },
    { type: 'refund_started', amount: 1500 },
    { type: 'refunded', amount: 1500 },
  ],
  'authorised and voided': [authorised, { type: 'voided', entry: 'ent_2' }],
  'paid at once, shipped': [
    {
      type: 'paid',
      terms: { ...terms, shipping: exampleShipping, statement_descriptor_suffix: 'ORDER 1' },
      approval: exampleApproval,
      funds,
    },
  ],
  'authorised and expired': [authorised, { type: 'expired', entry: 'ent_2' }],
  'pending, then settled': [
    { type: 'pending', terms: debit, approval: exampleApproval },
    { type: 'settled', funds },
  ],
  'pending, then returned': [
    { type: 'pending', terms: debit, approval: exampleApproval },
    { type: 'returned', failure },
  ],
  blocked: [
    {
      type: 'failed',
      terms,
      failure,
      checks: exampleChecks,
      risk: { level: 'highest', score: 90 },
      three_d_secure: null,
    },
  ],
})
