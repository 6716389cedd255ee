import type { Decline } from '../../contracts/connector.ts'
import { type Happening, happened } from '../../engine/aggregate.ts'
import type { Decision } from '../../engine/command.ts'
import { assert } from '../../kernel/assert.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { type ChargeTerms, charge } from '../charge/index.ts'
import type { PaymentMethod } from '../payment-method/index.ts'
import { paymentIntent } from './aggregate.ts'
import type { PaymentError, PaymentIntent } from './model.ts'

/** A payer who failed or left the challenge was never declined by an issuer: there is no charge, and the request was wrong. */
const authenticationFailed = 'payment_intent_authentication_failure'

/**
 * An attempt that ended in a no: a failed charge (if the issuer or a risk rule was asked), the intent back at
 * `requires_payment_method`, and the refusal that the caller is told. What happened is kept.
 */
export function declinedPayment(
  intent: PaymentIntent,
  method: PaymentMethod,
  terms: ChargeTerms | null,
  decline: Decline,
): Pick<Decision, 'happened' | 'declined'> {
  assert(intent.attempt !== null, 'a decline ends an attempt')
  const charged = terms !== null && decline.code !== authenticationFailed
  const chargeId = charged ? intent.attempt.charge : null
  const error: PaymentError = {
    type: decline.code === authenticationFailed ? 'invalid_request_error' : 'card_error',
    code: decline.code,
    decline_code: decline.decline_code,
    message: decline.message,
    network_decline_code: decline.network_decline_code,
    advice_code: decline.advice_code,
    charge: chargeId,
    payment_method: method,
  }
  const failed: Happening[] =
    charged && chargeId !== null
      ? [
          happened(charge, chargeId, {
            type: 'failed',
            terms,
            failure: {
              code: decline.code,
              decline_code: decline.decline_code,
              message: decline.message,
              network_decline_code: decline.network_decline_code,
              advice_code: decline.advice_code,
              blocked: decline.blocked,
            },
            checks: decline.checks,
            risk: decline.risk,
            three_d_secure: decline.three_d_secure,
          }),
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
    happened: [...failed, happened(paymentIntent, intent.id, { type: 'attempt_failed', charge: chargeId, error })],
    declined,
  }
}
