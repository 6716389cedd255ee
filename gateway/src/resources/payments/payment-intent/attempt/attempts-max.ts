import { event } from '../../../../engine/aggregate.ts'
import type { Decision } from '../../../../engine/command.ts'
import { defineRefusal } from '../../../../kernel/refusal.ts'
import { paymentIntent } from '../aggregate.ts'
import type { PaymentIntent } from '../model.ts'

const refuseSpent = defineRefusal<{ id: string }>(
  'unexpected_state',
  'payment_intent_attempts_spent',
  'The payment was tried as often as one may be, so it was canceled, with the reason `automatic`. Make a new one if its payer is to try again, and look at who tries: it may be somebody who tests stolen cards.',
  () => 'This payment was tried too often, and is canceled now. Make a new one to try again.',
  ({ id }) => ({ shows: { payment_intent: id } }),
)

/**
 * How often one payment is tried. A payer mistypes, changes cards, and asks another bank: a handful. Who tries stolen cards
 * would go on for ever; after this the payment is cancelled, as Stripe documents it ("a variable upper limit on how many times a
 * PaymentIntent can be confirmed", https://docs.stripe.com/api/payment_intents/confirm). The shop makes a new one.
 */
export const attemptsMax = 20

/** Gives a payment up that was tried often enough; null for one that may be tried again. What came in stays paid. */
export function cancelAfterLastAttempt(intent: PaymentIntent): Decision | null {
  if ((intent.attempts ?? 0) < attemptsMax) return null
  const type = intent.amount_received > 0 ? ('closed' as const) : ('canceled' as const)
  return {
    events: [event(paymentIntent, intent.id, { type, reason: 'automatic' })],
    declined: refuseSpent({ id: intent.id }),
    subject: { noun: paymentIntent, id: intent.id },
  }
}
