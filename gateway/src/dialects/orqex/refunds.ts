/** Refunds, and what of a payment can still be refunded. */
import { echoed, ignored, mapped, one } from '../../contracts/dialect.ts'
import { defineAnswer, type ForeignContext } from '../../engine/dialect.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { metadataShown } from '../../kernel/metadata.ts'
import { type Charge, charge } from '../../resources/payments/charge/index.ts'
import { type PaymentIntent, paymentPhaseOf } from '../../resources/payments/payment-intent/index.ts'
import type { Refund, RefundStatus } from '../../resources/payments/refund/index.ts'
import { message } from './answers.ts'
import { conventions } from './conventions.ts'
import { orqexRefundIds } from './ids.ts'
import { orqexPageFields } from './paging.ts'
import { amountFields, amountShown, timeOrNull, timeShown } from './values.ts'

export const orqexRefundReasons = [
  'requested_by_customer',
  'duplicate',
  'fraudulent',
  'product_not_received',
  'product_unsatisfactory',
  'order_cancelled',
  'other',
] as const

const words: Readonly<Record<RefundStatus, string>> = {
  requires_action: 'pending',
  pending: 'pending',
  succeeded: 'completed',
  failed: 'failed',
  canceled: 'failed',
}

const refundFields = (path: string) => ({
  [`${path}.id`]: mapped('id'),
  ...amountFields(`${path}.amount`, 'amount'),
  ...amountFields(`${path}.processed_amount`, 'presentment_details.presentment_amount'),
  [`${path}.exchange_rate`]: mapped('charge.exchange_rate'),
  [`${path}.type`]: mapped('amount'),
  [`${path}.execution_method`]: mapped('destination_details.type'),
  [`${path}.status`]: mapped('status'),
  [`${path}.reason`]: mapped('reason'),
  [`${path}.note`]: echoed('foreign.note'),
  [`${path}.failure_code`]: mapped('failure_reason'),
  [`${path}.failure_message`]: mapped('failure_reason'),
  [`${path}.metadata.*`]: mapped('metadata'),
  [`${path}.payout`]: ignored('A refund by transfer is no payout of its own here: null.'),
  [`${path}.completed_at`]: mapped('created'),
  [`${path}.failed_at`]: mapped('created'),
  [`${path}.created_at`]: mapped('created'),
})

const paid = (row: Refund) => ({ charge: one(charge, row.charge) })

function refundShown(row: Refund, charge: Charge | null) {
  const sent = row.foreign?.dialect === conventions.name ? row.foreign.data : null
  const failed = row.status === 'failed' || row.status === 'canceled'
  const { amount, currency } = row.presentment ?? row
  return {
    id: orqexRefundIds.of(row.id),
    amount: amountShown(row.amount, row.currency),
    processed_amount: row.accepted_at === null ? null : amountShown(amount, currency),
    exchange_rate: Number(charge?.presentment?.exchange_rate ?? 1),
    type: charge !== null && row.amount === charge.amount_captured ? 'full' : 'partial',
    execution_method: row.status === 'requires_action' || row.transfer_to !== null ? 'payout' : 'gateway',
    // Accepted, and on its way.
    status: row.status === 'pending' && row.accepted_at !== null ? 'processing' : words[row.status],
    reason: sent?.reason ?? row.reason,
    note: sent?.note ?? null,
    failure_code: failed ? (row.failure_reason ?? row.status).toUpperCase() : null,
    failure_message: failed ? `The refund is ${row.status}.` : null,
    metadata: metadataShown((sent?.metadata as JsonObject | undefined) ?? null, row.metadata),
    payout: null,
    completed_at: timeOrNull(row.status === 'succeeded' ? row.accepted_at : null),
    failed_at: timeOrNull(failed ? (row.accepted_at ?? row.created) : null),
    created_at: timeShown(row.created),
  }
}

export const orqexRefund = defineAnswer({
  noun: 'refund',
  fields: { message, ...refundFields('data') },
  related: paid,
  render: (row: Refund, { charge }, { given }) => ({
    message: typeof given === 'string' ? given : 'Refund retrieved.',
    data: refundShown(row, charge),
  }),
})

/** One of a list. */
export const refundInList = defineAnswer({
  noun: 'refund',
  fields: { ...refundFields('data[]'), ...orqexPageFields },
  related: paid,
  render: (row: Refund, { charge }) => refundShown(row, charge),
})

/** Why nothing can be refunded, for people; null where something can. */
function whyNot(row: PaymentIntent, charge: Charge | null, left: number, ways: string): string | null {
  if (charge === null || charge.amount_captured === 0)
    return `The payment is ${conventions.words.intent?.[paymentPhaseOf(row, charge)]}; only what was paid can be refunded.`
  if (left === 0) return 'All of it is refunded, or is being refunded.'
  return ways === 'none' ? 'The scheme of this payment method has no refunds.' : null
}

export const availability = defineAnswer({
  noun: 'payment_intent',
  fields: {
    message,
    'data.is_refundable': mapped('latest_charge.refunded'),
    ...amountFields('data.refundable_amount', 'latest_charge.amount_captured'),
    ...amountFields('data.refunded_amount', 'latest_charge.amount_refunded'),
    ...amountFields('data.pending_amount', 'latest_charge.amount_refunding'),
    'data.has_pending_refund': mapped('latest_charge.amount_refunding'),
    'data.available_types[]': mapped('payment_method_catalogue.refunds'),
    'data.execution_method': mapped('payment_method_catalogue.refunds'),
    'data.unavailable_reason': mapped('latest_charge.refunded'),
  },
  related: (row: PaymentIntent) => ({ charge: one(charge, row.latest_charge) }),
  render: (row: PaymentIntent, { charge }, { methods }: ForeignContext) => {
    const ways = methods.of(charge?.method?.type ?? 'card')?.refunds ?? 'partial'
    const [captured, refunded, pending] = [
      charge?.amount_captured ?? 0,
      charge?.amount_refunded ?? 0,
      charge?.amount_refunding ?? 0,
    ]
    const left = captured - refunded - pending
    const why = whyNot(row, charge, left, ways)
    // A scheme that gives back whole payments only has nothing to give once a part is gone.
    const parts = ways !== 'full' && left > 1
    return {
      message: 'Refund availability retrieved.',
      data: {
        is_refundable: why === null,
        refundable_amount: amountShown(why === null ? left : 0, row.currency),
        refunded_amount: amountShown(refunded, row.currency),
        pending_amount: amountShown(pending, row.currency),
        has_pending_refund: pending > 0,
        available_types: why === null ? ['full', ...(parts ? ['partial'] : [])] : [],
        execution_method: why === null ? (ways === 'transfer' ? 'payout' : 'gateway') : null,
        unavailable_reason: why,
      },
    }
  },
})
