/**
 * Orqex's callbacks: a payment is completed, failed, expired or refunded, and what happens to its attempts. The URL of a
 * single payment gets them unsigned, and its receiver asks again what is true; endpoints of the project get them signed:
 * `x-orqex-signature` is the hex HMAC-SHA256 of the raw body under the endpoint's secret (docs.orqex.com/en/webhooks).
 */
import { createHmac } from 'node:crypto'
import { type ForeignCallback, mapped, one } from '../../contracts/dialect.ts'
import { defineAnswer, type ForeignContext } from '../../engine/dialect.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { metadataShown } from '../../kernel/metadata.ts'
import { hourMs, minuteMs, secondMs } from '../../kernel/time.ts'
import { type Customer, customer } from '../../resources/customers/customer/index.ts'
import { type Charge, charge } from '../../resources/payments/charge/index.ts'
import { type PaymentIntent, paymentIntent } from '../../resources/payments/payment-intent/index.ts'
import { intentWord } from './answers.ts'
import { activeAttempt, attemptsOf, hasAttempts, type OrqexAttempt } from './attempts.ts'
import { conventions } from './conventions.ts'
import { attemptIds, orqexCustomerIds, orqexIntentIds } from './ids.ts'
import { orqexMethodCode } from './method-codes.ts'
import { amountFields, amountShown, orqexOrigin, timeShown } from './values.ts'

const fields = {
  'payment.id': mapped('id'),
  ...amountFields('payment.amount', 'amount'),
  'payment.status': mapped('status'),
  'payment.metadata.*': mapped('metadata'),
  'attempt.id': mapped('latest_charge.id'),
  'attempt.status': mapped('latest_charge.status'),
  'attempt.method_code': mapped('payment_method_details.type'),
  'attempt.is_fallback': mapped('latest_charge.is_fallback'),
  'customer.id': mapped('customer'),
  'customer.email': mapped('customer.email'),
}

function told(row: PaymentIntent, tried: OrqexAttempt | null, status: string | undefined, customer: Customer | null) {
  return {
    payment: {
      id: orqexIntentIds.of(row.id),
      amount: amountShown(row.amount, row.currency),
      status,
      metadata: metadataShown((orqexOrigin(row)?.metadata as JsonObject | undefined) ?? null, row.metadata),
    },
    attempt:
      tried === null
        ? null
        : {
            id: attemptIds.of(tried.id),
            status: conventions.words.attempt?.[tried.phase],
            method_code: orqexMethodCode(tried.method),
            is_fallback: tried.fallback,
          },
    customer: customer === null ? null : { id: orqexCustomerIds.of(customer.id), email: customer.email },
  }
}

export const intentCallback = defineAnswer({
  noun: 'payment_intent',
  fields,
  related: (row: PaymentIntent) => ({
    charge: one(charge, row.latest_charge),
    customer: one(customer, row.customer),
  }),
  render: (row: PaymentIntent, { charge, customer }) =>
    told(row, activeAttempt(row, charge), intentWord(row, charge), customer),
})

export const chargeCallback = defineAnswer({
  noun: 'charge',
  fields,
  related: (row: Charge) => ({
    intent: one(paymentIntent, row.payment_intent),
    customer: one(customer, row.customer),
  }),
  render: (row: Charge, { intent, customer }, _: ForeignContext) =>
    intent === null
      ? null
      : told(
          intent,
          attemptsOf(intent, [row]).find(({ id }) => id === row.id) ?? null,
          intentWord(intent, row),
          customer,
        ),
})

const ofIntent = (type: string, row: PaymentIntent): string | null => {
  switch (type) {
    case 'payment_intent.succeeded':
      return 'payment.completed'
    case 'payment_intent.canceled':
      return row.cancellation_reason === 'expired' && !hasAttempts(row) ? 'payment.expired' : 'payment.failed'
    case 'payment_intent.requires_action':
      return 'payment.attempt.action_required'
    // With a charge it is told by the charge: one that was passed on fails too, and the payment goes on.
    case 'payment_intent.payment_failed':
      return row.last_payment_error?.charge == null ? 'payment.attempt.failed' : null
    default:
      return null
  }
}

const ofCharge = (type: string, row: Charge): string | null => {
  if (type === 'charge.failed') return 'payment.attempt.failed'
  if (type === 'charge.succeeded') return row.amount_captured > 0 ? 'payment.attempt.completed' : null
  if (type === 'charge.refunded')
    return row.amount_refunded < row.amount_captured ? 'payment.partially_refunded' : 'payment.refunded'
  return null
}

/** What the envelope says of itself, for the headers. */
type Envelope = { readonly event: string; readonly payment: { readonly id: string } }

export const callback: ForeignCallback = {
  types: [
    'payment_intent.succeeded',
    'payment_intent.canceled',
    'payment_intent.requires_action',
    'payment_intent.payment_failed',
    'charge.succeeded',
    'charge.failed',
    'charge.refunded',
  ],
  // Five attempts; the pauses between them are not published.
  plan: {
    pausesMs: [30 * secondMs, 5 * minuteMs, 30 * minuteMs, 2 * hourMs],
    jitter: 0.1,
    giveUpMs: 24 * hourMs,
  },
  answerFor: ({ type, noun, row }) => {
    // The fold of a noun's own facts is a row of it.
    if (noun === 'payment_intent') {
      const event = ofIntent(type, row as PaymentIntent)
      return event === null ? null : { answer: 'intentTold', event }
    }
    const event = noun === 'charge' ? ofCharge(type, row as Charge) : null
    return event === null ? null : { answer: 'chargeTold', event }
  },
  envelope: ({ event, created, shown }) => ({ event, ...(shown as object), timestamp: timeShown(created * 1000) }),
  headers: ({ body, secrets, to }) => {
    // Made by `envelope`.
    const { event, payment } = JSON.parse(Buffer.from(body).toString()) as Envelope
    const signed = () =>
      createHmac('sha256', secrets[0]?.reveal() ?? '')
        .update(body)
        .digest('hex')
    return {
      'content-type': 'application/json',
      'x-payment-event': event,
      'x-payment-id': payment.id,
      ...(to === 'endpoint' ? { 'x-orqex-signature': signed() } : {}),
    }
  },
}
