import type { View } from '../../../engine/view.ts'
import { unixSeconds } from '../../../kernel/time.ts'
import { renderMethod } from '../../customers/payment-method/index.ts'
import type { ConfirmationToken } from './model.ts'

/** The wire's confirmation token. */
export const confirmationTokenView: View<ConfirmationToken> = {
  noun: 'confirmation_token',
  render: (row, context) => {
    // The method as it would be, without what only one that exists has.
    const method = renderMethod({ ...row.preview, ...made(row) }, context)
    const { id: _, object: __, created: ___, livemode: ____, metadata: _____, ...preview } = method
    return {
      id: row.id,
      object: 'confirmation_token' as const,
      created: unixSeconds(row.created),
      expires_at: unixSeconds(row.expires_at),
      livemode: row.livemode,
      mandate_data: row.acceptance === null ? null : { customer_acceptance: acceptance(row.acceptance) },
      metadata: null,
      payment_intent: row.payment_intent,
      payment_method_options:
        row.installments === null
          ? null
          : { card: { cvc_token: null, installments: { plan: { count: null, interval: null, ...row.installments } } } },
      payment_method_preview: preview,
      return_url: row.return_url,
      setup_future_usage: row.setup_future_usage,
      setup_intent: row.setup_intent,
      shipping:
        row.shipping === null
          ? null
          : { address: row.shipping.address, name: row.shipping.name ?? '', phone: row.shipping.phone },
      use_stripe_sdk: false,
    }
  },
}

const made = ({ env, payment_method, seq, created, livemode }: ConfirmationToken) => ({
  env,
  id: payment_method,
  seq,
  created,
  livemode,
  metadata: {},
  radar_session: null,
  credential: null,
  detached: null,
  spent: null,
})

const acceptance = ({ type, ip_address, user_agent }: NonNullable<ConfirmationToken['acceptance']>) => ({
  online: type === 'online' ? { ip_address, user_agent } : null,
  type,
})
