/** Lives of charges, refunds and entries, for the reference and the tests of the views. */

import type { BalanceFact } from '../engine/balance-fact.ts'
import { lookup } from '../kernel/lookup.ts'
import { startOfUtcDay } from '../kernel/time.ts'
import type { Entry } from '../ledger/entry.ts'
import { demo } from '../operations/accounts.ts'
import type { CapturedFunds, ChargeFact } from '../resources/payments/charge/events.ts'
import type { RefundFact } from '../resources/payments/refund/events.ts'
import { approval, checks, method, now, shipping } from './lives.ts'

const terms = {
  livemode: false,
  payment_intent: 'pi_1',
  payment_method: method.id,
  connector_account: 'ca_1',
  amount: 2000,
  currency: 'eur',
  card: method.card,
}
const funds: CapturedFunds = {
  amount: 1500,
  fee: 74,
  funds_day: '2026-06-17',
  available_on: startOfUtcDay(now) + 2 * 86_400_000,
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
const authorised: ChargeFact = { type: 'authorised', terms, approval, capture_before: now, entry: 'ent_1' }
export const chargeLives: Readonly<Record<string, readonly ChargeFact[]>> = lookup({
  'authorised, captured in part, refunded in full': [
    authorised,
    { type: 'captured', funds, released: 500 },
    { type: 'refund_started', amount: 1500 },
    { type: 'refunded', amount: 1500 },
  ],
  'authorised and voided': [authorised, { type: 'voided', entry: 'ent_2' }],
  'paid at once, shipped': [
    { type: 'paid', terms: { ...terms, shipping, statement_descriptor_suffix: 'ORDER 1' }, approval, funds },
  ],
  'authorised and expired': [authorised, { type: 'expired', entry: 'ent_2' }],
  'pending, then settled': [
    { type: 'pending', terms: debit, approval },
    { type: 'settled', funds },
  ],
  'pending, then returned': [
    { type: 'pending', terms: debit, approval },
    { type: 'returned', failure },
  ],
  blocked: [{ type: 'failed', terms, failure, checks, risk: { level: 'highest', score: 90 }, three_d_secure: null }],
})

const reversal = { connector_account: 'ca_1', funds_day: null, available_on: now, balance_transaction: 'txn_3' }
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
export const refundLives: Readonly<Record<string, readonly RefundFact[]>> = lookup({
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

export const entry = (type: Entry['type'], source: string, postings: Entry['postings'], available_on = now): Entry => ({
  env: demo.env,
  id: 'txn_1',
  type,
  currency: 'eur',
  source,
  created: now,
  available_on,
  postings,
})

export const balanceLives: Readonly<Record<string, readonly BalanceFact[]>> = lookup({
  settled: [
    { type: 'available', livemode: false, balances: [{ currency: 'eur', available: '1912', pending: '4780' }] },
  ],
})
