import { type ViewContext, view } from '../../../engine/view.ts'
import { unixSeconds } from '../../../kernel/time.ts'
import { paymentMethodView } from '../../customers/payment-method/index.ts'
import { confirmationTokenSchema } from './answer.ts'
import type { ConfirmationToken } from './model.ts'

/** The wire's confirmation token. */
export const confirmationTokenView = view({
  noun: 'confirmation_token',
  about: 'What a payer chose on a page, for a server to confirm with once.',
  schema: confirmationTokenSchema,
  render: (row: ConfirmationToken, context: ViewContext) => {
    // The method as it would be, without what only one that exists has.
    const method = paymentMethodView.render({ ...row.preview, ...made(row) }, context)
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
})

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
