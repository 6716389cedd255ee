import type { FactContext } from '../../../engine/aggregate.ts'
import { assert } from '../../../kernel/assert.ts'
import { noBilling } from '../../customers/payment-method/index.ts'
import type { CapturedFunds, ChargeFact, ChargeTerms } from './events.ts'
import { payersRefunded } from './exchange.ts'
import type { Charge } from './model.ts'

/** The charge after a fact. */
export function evolveCharge(before: Charge | null, fact: ChargeFact, context: FactContext): Charge {
  switch (fact.type) {
    case 'authorised':
      return { ...born(fact.terms, context), ...approved(fact.approval), capture_before: fact.capture_before }
    case 'paid':
      return withFunds({ ...born(fact.terms, context), ...approved(fact.approval), captured: true }, fact.funds)
    case 'pending':
      return { ...born(fact.terms, context), ...approved(fact.approval), status: 'pending' }
    case 'failed':
      return {
        ...born(fact.terms, context),
        status: 'failed',
        failure: fact.failure,
        checks: fact.checks,
        risk: fact.risk,
        three_d_secure: fact.three_d_secure,
      }
  }
  assert(before !== null, `${fact.type} happens to a charge that exists`)
  const after: Charge = { ...before, seq: context.seq }
  switch (fact.type) {
    case 'captured': {
      const held = { ...after, ...fact.changes, amount: before.amount + (fact.over ?? 0) }
      const captured = withFunds(held, fact.funds)
      const amount_released = before.amount_released + fact.released
      return { ...captured, amount_released, captured: captured.amount_captured + amount_released === held.amount }
    }
    case 'settled':
      return { ...withFunds(after, fact.funds), status: 'succeeded', captured: true }
    case 'returned':
      return { ...after, status: 'failed', failure: fact.failure }
    case 'incremented':
      return { ...after, ...fact.changes, amount: before.amount + fact.by }
    case 'voided':
    case 'expired':
      return {
        ...after,
        amount_released: before.amount - before.amount_captured,
        captured: before.amount_captured > 0,
        capture_before: null,
      }
    case 'refund_started':
      return {
        ...after,
        amount_refunding: before.amount_refunding + fact.amount,
        ...payersBack(before, fact.payers),
      }
    case 'refunded':
      return {
        ...after,
        amount_refunding: before.amount_refunding - fact.amount,
        amount_refunded: before.amount_refunded + fact.amount,
      }
    case 'refund_dropped':
      return {
        ...after,
        amount_refunding: before.amount_refunding - fact.amount,
        ...payersBack(before, fact.payers, -1),
      }
    case 'refund_returned':
      return {
        ...after,
        amount_refunded: before.amount_refunded - fact.amount,
        ...payersBack(before, fact.payers, -1),
      }
    case 'updated':
      return { ...after, ...fact.changes }
  }
}

/** The payer's side of what goes back, counted from what was there; facts of before it was counted say nothing of it. */
const payersBack = (before: Charge, payers: number | undefined, sign: 1 | -1 = 1): Pick<Charge, 'payers_refunded'> =>
  payers === undefined ? {} : { payers_refunded: payersRefunded(before) + sign * payers }

const approved = (approval: Extract<ChargeFact, { type: 'paid' }>['approval']) => ({
  approval,
  checks: approval.checks,
  risk: approval.risk,
  three_d_secure: approval.three_d_secure,
})

const withFunds = (charge: Charge, funds: CapturedFunds): Charge => ({
  ...charge,
  amount_captured: charge.amount_captured + funds.amount,
  fee_charged: charge.fee_charged + funds.fee,
  funds_day: funds.funds_day,
  available_on: funds.available_on,
  balance_transaction: funds.balance_transaction,
})

const born = (terms: ChargeTerms, context: FactContext): Charge => ({
  env: context.env,
  id: context.id,
  seq: context.seq,
  created: context.at,
  livemode: terms.livemode,
  payment_intent: terms.payment_intent,
  payment_method: terms.payment_method,
  connector_account: terms.connector_account,
  amount: terms.amount,
  currency: terms.currency,
  status: 'succeeded',
  captured: false,
  amount_captured: 0,
  amount_released: 0,
  amount_refunded: 0,
  amount_refunding: 0,
  fee_charged: 0,
  funds_day: null,
  available_on: null,
  balance_transaction: null,
  approval: null,
  failure: null,
  checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: null },
  risk: { level: 'normal', score: 0 },
  three_d_secure: null,
  capture_before: null,
  card: terms.card,
  method: terms.method ?? null,
  late: terms.late ?? null,
  fallback: terms.fallback ?? null,
  presentment: terms.presentment ?? null,
  arrangement: terms.arrangement ?? null,
  billing_details: terms.billing_details ?? noBilling,
  description: terms.description ?? null,
  metadata: terms.metadata ?? {},
  receipt_email: terms.receipt_email ?? null,
  statement_descriptor: terms.statement_descriptor ?? null,
  statement_descriptor_suffix: terms.statement_descriptor_suffix ?? null,
  shipping: terms.shipping ?? null,
  transfer_group: terms.transfer_group ?? null,
  webhook_url: terms.webhook_url ?? null,
  webhook_format: terms.webhook_format ?? null,
  customer: terms.customer ?? null,
  fraud_details: {},
  ...(terms.by_source === undefined ? {} : { by_source: terms.by_source }),
})
