import type { PaymentPhase, PhaseWords } from '../../../contracts/dialect.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import type { Charge } from '../charge/index.ts'
import type { PaymentIntent } from './model.ts'
import { refuseIntent } from './refusals.ts'

/** The phase of a payment as its merchant sees it: one of a closed set, for which every foreign API has a word. */
export function paymentPhaseOf(
  intent: Pick<PaymentIntent, 'status' | 'usage' | 'cancellation_reason' | 'last_payment_error'>,
  charge: Pick<Charge, 'amount_captured' | 'amount_refunded'> | null,
): PaymentPhase {
  switch (intent.status) {
    case 'requires_payment_method':
      return intent.last_payment_error === null ? 'needs_method' : 'attempt_failed'
    case 'requires_confirmation':
      return 'needs_confirmation'
    case 'requires_action':
      return intent.usage === 'multiple' ? 'reusable' : 'needs_action'
    case 'processing':
      return 'processing'
    case 'requires_capture':
      return 'authorised'
    case 'succeeded':
      if (intent.usage === 'multiple') return 'reusable_ended'
      if (charge === null || charge.amount_refunded === 0) return 'paid'
      return charge.amount_refunded < charge.amount_captured ? 'partly_refunded' : 'refunded'
    case 'canceled':
      if (intent.usage === 'multiple') return 'reusable_ended'
      return intent.cancellation_reason === 'expired' ? 'expired' : 'canceled'
  }
}

/** Refuses what an API allows in certain phases only; null where the phase is one of them, or none are named. */
export function refusePhase(
  intent: PaymentIntent,
  verb: 'canceled' | 'confirmed',
  at: readonly PaymentPhase[] | undefined,
): Refusal | null {
  if (at === undefined || at.includes(paymentPhaseOf(intent, null))) return null
  return refuseIntent.unexpectedState({ verb, status: intent.status, allowed: at, id: intent.id })
}

/** The native status of each phase, for foreign APIs that pass it on. Refunds leave it as it is. */
export const statusWords: PhaseWords = {
  needs_method: 'requires_payment_method',
  needs_confirmation: 'requires_confirmation',
  needs_action: 'requires_action',
  processing: 'processing',
  authorised: 'requires_capture',
  attempt_failed: 'requires_payment_method',
  paid: 'succeeded',
  partly_refunded: 'succeeded',
  refunded: 'succeeded',
  canceled: 'canceled',
  expired: 'canceled',
  reusable: 'requires_action',
  reusable_ended: 'succeeded',
}
