import type { View } from '../../engine/view.ts'
import { unixSeconds } from '../../kernel/time.ts'
import type { PaymentMethod } from './model.ts'

/** The wire's payment method. */
export const paymentMethodView: View<PaymentMethod> = {
  noun: 'payment_method',
  expands: { customer: { noun: 'customer', id: (row) => row.customer } },
  render: (row, { audience }) => renderMethod(row, audience),
}

export const renderMethod = (row: PaymentMethod, audience: 'secret' | 'publishable') => ({
  id: row.id,
  object: 'payment_method' as const,
  allow_redisplay: row.allow_redisplay ?? ('unspecified' as const),
  billing_details: row.billing_details,
  card: {
    brand: row.card.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: null },
    country: row.card.country,
    display_brand: row.card.display_brand,
    exp_month: row.card.exp_month,
    exp_year: row.card.exp_year,
    // A browser has no use for it, and could compare cards with it.
    fingerprint: audience === 'secret' ? row.card.fingerprint : null,
    funding: row.card.funding,
    generated_from: null,
    last4: row.card.last4,
    networks: { available: [...row.card.networks], preferred: null },
    regulated_status: 'unregulated' as const,
    three_d_secure_usage: { supported: true },
    wallet: null,
  },
  created: unixSeconds(row.created),
  customer: row.customer,
  customer_account: null,
  livemode: row.livemode,
  // The merchant's own notes are not for the payer.
  metadata: audience === 'secret' ? row.metadata : {},
  type: row.type,
})
