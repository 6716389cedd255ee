import { type ViewContext, view } from '../../../engine/view.ts'
import { unixSeconds } from '../../../kernel/time.ts'
import { paymentMethodSchema } from './answer.ts'
import type { CardFacts, PaymentMethod } from './model.ts'

/** The wire's payment method. */
export const paymentMethodView = view({
  noun: 'payment_method',
  about: 'What a payer pays with: a card, an account, a wallet.',
  schema: paymentMethodSchema,
  render: (row: PaymentMethod, { methods }: ViewContext) => ({
    id: row.id,
    object: 'payment_method' as const,
    allow_redisplay: row.allow_redisplay ?? ('unspecified' as const),
    billing_details: row.billing_details,
    ...(row.card === null
      ? { [row.type]: methods.of(row.type)?.describe(row.details ?? {}) ?? {} }
      : { card: cardOf(row.card) }),
    created: unixSeconds(row.created),
    customer: row.customer,
    customer_account: null,
    livemode: row.livemode,
    metadata: row.metadata,
    ...radarOf(row),
    type: row.type,
  }),
})

/** A method that was kept with a failed payment, by a release without this field, has none. */
const radarOf = ({ radar_session }: { readonly radar_session?: string | null }) =>
  radar_session == null ? {} : { radar_options: { session: radar_session } }

const cardOf = (card: CardFacts) => ({
  brand: card.brand,
  checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: null },
  country: card.country,
  display_brand: card.display_brand,
  exp_month: card.exp_month,
  exp_year: card.exp_year,
  fingerprint: card.fingerprint,
  funding: card.funding,
  generated_from: null,
  last4: card.last4,
  networks: { available: [...card.networks], preferred: card.preferred_network ?? null },
  regulated_status: 'unregulated' as const,
  three_d_secure_usage: { supported: true },
  wallet: null,
})
