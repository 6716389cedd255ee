/** What views of payments and setups share about an attempt: the challenge that its payer has to pass, and why it failed. */
import type { ViewContext } from '../../../engine/view.ts'
import type { PaymentMethod } from './model.ts'
import { paymentMethodView } from './views.ts'

/** What a payer authenticates for, by the link that its client secret makes. */
export type Challenged = {
  readonly env: string
  readonly id: string
  readonly client_secret: string
  readonly return_url: string | null
}

/** The page of the gateway where the payer passes the challenge. */
export const challengeUrl = ({ env, id, client_secret }: Challenged, challenge: string, publicUrl: string): string =>
  `${publicUrl}/3ds/${env}/${id}/${challenge}?client_secret=${client_secret}`

/** `next_action` for a challenge: a page to go to and come back from, or one for the merchant's own page to open. */
export function challengeAction(
  row: Challenged,
  challenge: { readonly id: string; readonly step?: 'device' },
  publicUrl: string,
) {
  const url = challengeUrl(row, challenge.id, publicUrl)
  return row.return_url === null
    ? {
        type: 'use_stripe_sdk' as const,
        use_stripe_sdk: {
          type:
            challenge.step === 'device'
              ? ('three_d_secure_fingerprint' as const)
              : ('three_d_secure_redirect' as const),
          stripe_js: url,
          source: challenge.id,
        },
      }
    : { type: 'redirect_to_url' as const, redirect_to_url: { return_url: row.return_url, url } }
}

/** Why an attempt failed: the members of `last_payment_error` and `last_setup_error`. */
export const attemptError = (
  error: {
    readonly type: 'card_error' | 'invalid_request_error' | 'api_error'
    readonly code: string
    readonly decline_code: string | null
    readonly message: string
    readonly network_decline_code: string | null
    readonly advice_code: string | null
    readonly charge?: string | null
    readonly payment_method: PaymentMethod | null
  } | null,
  context: ViewContext,
) =>
  error === null
    ? null
    : {
        ...(error.advice_code === null ? {} : { advice_code: error.advice_code }),
        ...(error.charge == null ? {} : { charge: error.charge }),
        code: error.code,
        ...(error.decline_code === null ? {} : { decline_code: error.decline_code }),
        doc_url: `${context.publicUrl}/docs/errors#${error.code}`,
        message: error.message,
        ...(error.network_decline_code === null ? {} : { network_decline_code: error.network_decline_code }),
        ...(error.payment_method === null
          ? {}
          : { payment_method: paymentMethodView.render(error.payment_method, context) }),
        type: error.type,
      }
