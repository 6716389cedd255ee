import { view } from '../../../engine/view.ts'
import { unixSeconds } from '../../../kernel/time.ts'
import { customerSessionSchema } from './answer.ts'
import type { CustomerSession } from './model.ts'

const word = (enabled: boolean) => (enabled ? ('enabled' as const) : ('disabled' as const))

/** The wire's customer session. */
export const customerSessionView = view({
  noun: 'customer_session',
  about: "A short leave for a page to see a customer's saved payment methods.",
  schema: customerSessionSchema,
  render: (row: CustomerSession) => ({
    object: 'customer_session' as const,
    client_secret: row.client_secret,
    components: {
      active_entitlements: { enabled: false },
      buy_button: { enabled: false },
      customer_portal: { enabled: false },
      customer_sheet: { enabled: false, features: null },
      mobile_payment_element: { enabled: false, features: null },
      payment_element: {
        enabled: true,
        features: {
          payment_method_allow_redisplay_filters: [...row.features.allow_redisplay],
          payment_method_redisplay: word(row.features.redisplay),
          payment_method_redisplay_limit: row.features.redisplay_limit ?? null,
          payment_method_remove: word(row.features.remove),
          payment_method_save: word(row.features.save),
          payment_method_save_usage: row.features.save_usage ?? null,
        },
      },
      pricing_table: { enabled: false },
    },
    created: unixSeconds(row.created),
    customer: row.customer,
    customer_account: null,
    expires_at: unixSeconds(row.expires_at),
    livemode: row.livemode,
  }),
})
