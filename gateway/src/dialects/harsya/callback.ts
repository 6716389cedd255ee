/**
 * Harsya's callbacks: the event's name and the whole session or refund. They are not signed: a header carries the key that
 * the merchant was given for them, which is the endpoint's secret here.
 */
import type { CallbackFact, ForeignCallback } from '../../contracts/dialect.ts'
import { lookup } from '../../kernel/lookup.ts'
import { hourMs, minuteMs } from '../../kernel/time.ts'
import type { PaymentIntent } from '../../resources/payments/payment-intent/index.ts'
import type { Refund } from '../../resources/payments/refund/index.ts'
import { refundStatus } from './refund.ts'
import { harsyaPhase, hasTimedOut } from './values.ts'

/** The vendor's own spelling. */
const refundEvents: Readonly<Record<string, string>> = lookup({
  PENDING: 'REFUND.PENDING',
  WAITING_BANK_TRANSFER: 'REFUND.WAITING_BANK_TRANFER',
  SUCCESS: 'REFUND.SUCCESS',
  FAILED: 'REFUND.FAILED',
})

function sessionEvent(type: string, row: PaymentIntent): string | null {
  switch (type) {
    case 'payment_intent.processing':
      return 'PAYMENT.PROCESSING'
    case 'payment_intent.succeeded':
      // A number that takes no more payments was told of with each of them.
      return row.usage === 'multiple' ? null : 'PAYMENT.PAID'
    case 'payment_intent.partially_funded':
      return row.usage === 'multiple' ? 'CHARGE.SUCCESS' : null
    case 'payment_intent.payment_failed':
      return hasTimedOut(row) ? null : 'PAYMENT.CANCELLED'
    case 'payment_intent.canceled':
      // One whose charge was refused was told of then; of one whose time is over nothing is told.
      return harsyaPhase(row, null) === 'canceled' ? 'PAYMENT.CANCELLED' : null
    default:
      return null
  }
}

const refundEvent = (row: Refund): string | null => refundEvents[refundStatus(row)] ?? null

/** A refund is told of when its state has another name; the facts between leave it what it was. */
function eventOf({ type, noun, row, before }: CallbackFact): { answer: string; event: string | null } {
  if (noun !== 'refund')
    // The noun says whose row it is.
    return { answer: 'sessionData', event: noun === 'payment_intent' ? sessionEvent(type, row as PaymentIntent) : null }
  const event = refundEvent(row as Refund)
  const told = before === null ? null : refundEvent(before as Refund)
  return { answer: 'refundData', event: event === told ? null : event }
}

const isFinal = (status: number): boolean => status < 500 && status !== 408 && status !== 429

export const callback: ForeignCallback = {
  types: [
    'payment_intent.processing',
    'payment_intent.succeeded',
    'payment_intent.partially_funded',
    'payment_intent.payment_failed',
    'payment_intent.canceled',
    'refund.created',
    'refund.updated',
    'refund.failed',
  ],
  plan: {
    pausesMs: [5 * minuteMs, 15 * minuteMs, hourMs, 3 * hourMs, 6 * hourMs, 12 * hourMs],
    jitter: 0,
    giveUpMs: 24 * hourMs,
    finalStatus: isFinal,
  },
  answerFor: (fact) => {
    const { answer, event } = eventOf(fact)
    return event === null ? null : { answer, event }
  },
  envelope: ({ event, shown }) => ({ event, data: shown }),
  headers: ({ secrets }) => ({
    'content-type': 'application/json',
    accept: 'application/json',
    'x-api-key': secrets[0]?.reveal() ?? '',
  }),
}
