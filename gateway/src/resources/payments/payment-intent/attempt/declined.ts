import type { Decline } from '../../../../contracts/connector.ts'
import { type DecidedEvent, event } from '../../../../engine/aggregate.ts'
import type { Decision } from '../../../../engine/command.ts'
import { lookup } from '../../../../kernel/lookup.ts'
import type { Refusal } from '../../../../kernel/refusal.ts'
import type { Mandate } from '../../../customers/mandate/index.ts'
import type { PaymentMethod } from '../../../customers/payment-method/index.ts'
import { type Charge, type ChargeFailure, type ChargeTerms, charge } from '../../charge/index.ts'
import { paymentIntent } from '../aggregate.ts'
import type { Attempt, PaymentError, PaymentIntent } from '../model.ts'

/** A payer who failed or left the challenge was never declined by an issuer: there is no charge, and the request was wrong. */
const authenticationFailed = 'payment_intent_authentication_failure'

export type AttemptFacts = {
  readonly intent: PaymentIntent
  readonly attempt: Attempt
  readonly method: PaymentMethod
  /** The pending charge of the attempt, where it has one. */
  readonly pending: Charge | null
}

/** What may yet succeed. */
export type PayingFacts = AttemptFacts & {
  /** The mandate of the attempt, where its success uses that up. */
  readonly leave: Mandate | null
}

/**
 * An attempt that ended in a no: a failed charge (if the issuer or a risk rule was asked), the intent back at
 * `requires_payment_method`, and the refusal that the caller is told. What happened is kept.
 */
export function declinedPayment(
  { intent, attempt, method, pending }: AttemptFacts,
  terms: ChargeTerms | null,
  said: Decline,
): Pick<Decision, 'events' | 'declined'> {
  const decline = method.card === null ? forMethod(said) : said
  const charged = terms !== null && decline.code !== authenticationFailed
  const chargeId = charged ? attempt.charge : null
  const error: PaymentError = {
    type: method.card === null || decline.code === authenticationFailed ? 'invalid_request_error' : 'card_error',
    code: decline.code,
    decline_code: decline.decline_code,
    message: decline.message,
    network_decline_code: decline.network_decline_code,
    advice_code: decline.advice_code,
    charge: chargeId,
    payment_method: method,
  }
  const failure = chargeFailure(method, said)
  const { checks, risk, three_d_secure } = decline
  const failed: DecidedEvent[] =
    charged && chargeId !== null
      ? [
          event(
            charge,
            chargeId,
            pending === null
              ? { type: 'failed', terms, failure, checks, risk, three_d_secure }
              : { type: 'returned', failure },
          ),
        ]
      : []
  const declined: Refusal = {
    refused: true,
    kind: 'declined',
    code: decline.code,
    message: decline.message,
    ...(decline.decline_code === null ? {} : { decline_code: decline.decline_code }),
    ...(decline.network_decline_code === null ? {} : { network_decline_code: decline.network_decline_code }),
    ...(decline.advice_code === null ? {} : { advice_code: decline.advice_code }),
    shows: { payment_intent: intent.id, ...(chargeId === null ? {} : { charge: chargeId }) },
  }
  return {
    events: [...failed, event(paymentIntent, intent.id, { type: 'attempt_failed', charge: chargeId, error })],
    declined,
  }
}

/** What a charge keeps of a no. */
export function chargeFailure(method: PaymentMethod, said: Decline): ChargeFailure {
  const { code, decline_code, message, network_decline_code, advice_code, blocked } =
    method.card === null ? forMethod(said) : said
  return { code, decline_code, message, network_decline_code, advice_code, blocked }
}

/** The same no, said by a bank or a wallet that is no card issuer. */
const forMethod = (decline: Decline): Decline =>
  decline.code === 'card_declined'
    ? {
        ...decline,
        code: 'payment_method_provider_decline',
        message: methodMessages[decline.decline_code ?? ''] ?? 'The payment was declined.',
      }
    : decline

const methodMessages: Readonly<Record<string, string>> = lookup({
  insufficient_funds: "The payer's account has insufficient funds.",
})

/** An attempt that ended without anybody saying no: the payer's time is over, or too little came. */
export function failedAttempt(
  { intent, method, pending }: AttemptFacts,
  { code, message }: { code: string; message: string },
): DecidedEvent[] {
  const nothing = { decline_code: null, network_decline_code: null, advice_code: null }
  const error: PaymentError = {
    type: 'invalid_request_error',
    code,
    message,
    ...nothing,
    charge: pending?.id ?? null,
    payment_method: method,
  }
  return [
    ...(pending === null
      ? []
      : [event(charge, pending.id, { type: 'returned', failure: { code, message, ...nothing, blocked: false } })]),
    event(paymentIntent, intent.id, { type: 'attempt_failed', charge: pending?.id ?? null, error }),
  ]
}
