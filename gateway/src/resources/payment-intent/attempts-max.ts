import { happened } from '../../engine/aggregate.ts'
import type { Decision } from '../../engine/command.ts'
import { paymentIntent } from './aggregate.ts'
import type { PaymentIntent } from './model.ts'
import { refuseIntent } from './refusals.ts'

/**
 * How often one payment is tried. A payer mistypes, changes cards, and asks another bank: a handful. Who tries stolen cards
 * would go on for ever; after this the payment is cancelled, as Stripe documents it ("a variable upper limit on how many times a
 * PaymentIntent can be confirmed", https://docs.stripe.com/api/payment_intents/confirm). The shop makes a new one.
 */
export const attemptsMax = 20

/** Gives a payment up that was tried often enough; null for one that may be tried again. What came in stays paid. */
export function givenUp(intent: PaymentIntent): Decision | null {
  if ((intent.attempts ?? 0) < attemptsMax) return null
  const type = intent.amount_received > 0 ? ('closed' as const) : ('canceled' as const)
  return {
    happened: [happened(paymentIntent, intent.id, { type, reason: 'automatic' })],
    declined: refuseIntent.attemptsSpent({ id: intent.id }),
    subject: { noun: 'payment_intent', id: intent.id },
  }
}
