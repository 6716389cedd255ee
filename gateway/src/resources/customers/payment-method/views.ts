import type { View, ViewContext } from '../../../engine/view.ts'
import { unixSeconds } from '../../../kernel/time.ts'
import type { CardFacts, PaymentMethod } from './model.ts'

/** The wire's payment method. */
export const paymentMethodView: View<PaymentMethod> = {
  noun: 'payment_method',
  render: (row, context) => renderMethod(row, context),
}

export const renderMethod = (row: PaymentMethod, { audience, methods }: Pick<ViewContext, 'audience' | 'methods'>) => ({
  id: row.id,
  object: 'payment_method' as const,
  allow_redisplay: row.allow_redisplay ?? ('unspecified' as const),
  billing_details: row.billing_details,
  ...(row.card === null
    ? { [row.type]: methods.of(row.type)?.describe(row.details ?? {}) ?? {} }
    : { card: cardOf(row.card, audience) }),
  created: unixSeconds(row.created),
  customer: row.customer,
  customer_account: null,
  livemode: row.livemode,
  // The merchant's own notes are not for the payer.
  metadata: audience === 'secret' ? row.metadata : {},
  ...(row.radar_session === null ? {} : { radar_options: { session: row.radar_session } }),
  type: row.type,
})

const cardOf = (card: CardFacts, audience: ViewContext['audience']) => ({
  brand: card.brand,
  checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: null },
  country: card.country,
  display_brand: card.display_brand,
  exp_month: card.exp_month,
  exp_year: card.exp_year,
  // A browser has no use for it, and could compare cards with it.
  fingerprint: audience === 'secret' ? card.fingerprint : null,
  funding: card.funding,
  generated_from: null,
  last4: card.last4,
  networks: { available: [...card.networks], preferred: card.preferred_network ?? null },
  regulated_status: 'unregulated' as const,
  three_d_secure_usage: { supported: true },
  wallet: null,
})
