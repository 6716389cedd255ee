/** Charges, refunds, the balance, and pages of a search. */
import { ignored, mapped } from '../../contracts/dialect.ts'
import { defineAnswer } from '../../engine/dialect.ts'
import type { ViewContext } from '../../engine/view.ts'
import { lookup } from '../../kernel/lookup.ts'
import { coinsOf } from '../../kernel/units.ts'
import { networkOf } from '../../resources/customers/payment-method/index.ts'
import { type Charge, isShownRefunded, shownRefunded } from '../../resources/payments/charge/index.ts'
import type { Refund } from '../../resources/payments/refund/index.ts'
import { conventions } from './conventions.ts'
import { addressMappings, billingMappings } from './field-mappings.ts'
import { billingShown, ids, milliseconds, shippingShown, wooshpayId } from './ids.ts'

/** The method as it was then, under its own name. */
function detailsShown(row: Charge, { methods }: Pick<ViewContext, 'methods'>) {
  const { approval, card, checks, method, three_d_secure } = row
  if (card === null) {
    const type = method?.type ?? ''
    return { [type]: { ...methods.of(type)?.charged(method?.details ?? {}, approval?.reference ?? null) }, type }
  }
  const { brand, country, exp_month, exp_year, fingerprint, funding, last4 } = card
  const network = networkOf(card)
  return {
    card: { brand, checks, country, exp_month, exp_year, fingerprint, funding, last4, network, three_d_secure },
    type: 'card',
  }
}

const same = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, mapped(name)]))

export const wooshpayCharge = defineAnswer<Charge>({
  noun: 'charge',
  fields: {
    id: mapped('id'),
    object: ignored('Always charge.'),
    ...same(['amount', 'amount_captured', 'amount_refunded']),
    ...billingMappings,
    ...same(['captured', 'created', 'currency', 'customer', 'description']),
    disputed: ignored('Always false: there are no disputes.'),
    ...same(['failure_code', 'failure_message', 'livemode']),
    'metadata.*': mapped('metadata'),
    ...same(['outcome.reason', 'outcome.risk_level', 'outcome.risk_score', 'outcome.type']),
    ...same(['paid', 'payment_intent', 'payment_method']),
    'payment_method_details.*': mapped('payment_method_details'),
    ...same(['receipt_email', 'refunded']),
    ...addressMappings('shipping.address', 'shipping.address'),
    ...same(['shipping.carrier', 'shipping.name', 'shipping.phone', 'shipping.tracking_number', 'status']),
  },
  render: (row, _, context) => ({
    id: ids.charge.of(row.id),
    object: 'charge',
    amount: coinsOf(row.amount, row.currency),
    amount_captured: coinsOf(row.amount_captured, row.currency),
    amount_refunded: coinsOf(shownRefunded(row), row.currency),
    billing_details: billingShown(row.billing_details),
    captured: row.captured,
    created: milliseconds(row.created),
    currency: row.currency.toUpperCase(),
    customer: wooshpayId('customer', row.customer),
    description: row.description,
    disputed: false,
    failure_code: row.failure?.code ?? null,
    failure_message: row.failure?.message ?? null,
    livemode: row.livemode,
    metadata: row.metadata,
    outcome: {
      reason: row.failure?.decline_code ?? row.failure?.code ?? null,
      risk_level: row.risk.level,
      risk_score: row.risk.score,
      type: row.failure === null ? 'authorized' : row.failure.blocked ? 'blocked' : 'issuer_declined',
    },
    paid: row.status === 'succeeded',
    payment_intent: ids.payment_intent.of(row.payment_intent),
    payment_method: ids.payment_method.of(row.payment_method),
    payment_method_details: detailsShown(row, context),
    receipt_email: row.receipt_email,
    refunded: isShownRefunded(row),
    shipping: shippingShown(row.shipping),
    status: row.status,
  }),
})

/** Why a refund failed, in the three words there are. */
const failures: Readonly<Record<string, string>> = lookup({
  lost_or_stolen_card: 'lost_or_stolen_card',
  expired_or_canceled_card: 'expired_or_canceled_card',
})

export const wooshpayRefund = defineAnswer<Refund>({
  noun: 'refund',
  fields: {
    id: mapped('id'),
    object: ignored('Always refund.'),
    ...same(['amount', 'created', 'currency']),
    'metadata.*': mapped('metadata'),
    ...same(['payment_intent', 'reason', 'status']),
    description: ignored('Always null: no call takes one.'),
    failure_reason: mapped('failure_reason'),
  },
  render: (row) => {
    const sent = row.foreign?.dialect === conventions.name ? row.foreign.data : {}
    return {
      id: ids.refund.of(row.id),
      object: 'refund',
      amount: coinsOf(row.amount, row.currency),
      created: milliseconds(row.created),
      currency: row.currency.toUpperCase(),
      metadata: row.metadata,
      payment_intent: ids.payment_intent.of(row.payment_intent),
      reason: sent.reason ?? row.reason,
      status: row.status,
      description: null,
      failure_reason: row.failure_reason === null ? null : (failures[row.failure_reason] ?? 'unknown'),
    }
  },
})

type Balances = readonly { currency: string; available: number; pending: number }[]

export const wooshpayBalance = defineAnswer<{ balances: Balances; livemode: boolean }>({
  noun: 'balance',
  fields: {
    object: ignored('Always balance.'),
    ...same(['available[].amount', 'available[].currency', 'livemode', 'pending[].amount', 'pending[].currency']),
  },
  render: ({ balances, livemode }) => {
    const part = (which: 'available' | 'pending') =>
      balances.map((one) => ({ amount: coinsOf(one[which], one.currency), currency: one.currency.toUpperCase() }))
    return { object: 'balance', available: part('available'), livemode, pending: part('pending') }
  },
})

/** A page of a search: `next_page` is our id of its last object. */
export const searchResult = defineAnswer<{ data: readonly unknown[]; next_page: string | null }>({
  noun: 'search_result',
  fields: {
    object: ignored('Always search_result.'),
    url: ignored('Always the path of the call.'),
    ...same(['has_more', 'data[].*', 'next_page']),
  },
  render: ({ data, next_page }) => ({
    object: 'search_result',
    url: '/v1/payment_intents/search',
    has_more: next_page !== null,
    data,
    next_page: wooshpayId('payment_intent', next_page),
  }),
})
