import { type ViewContext, view } from '../../../engine/view.ts'
import { unixSeconds } from '../../../kernel/time.ts'
import { mandateSchema } from './answer.ts'
import type { Mandate } from './model.ts'

/** The wire's mandate. */
export const mandateView = view({
  noun: 'mandate',
  about: "A payer's leave to be charged.",
  schema: mandateSchema,
  render: (row: Mandate, { publicUrl }: ViewContext) => ({
    id: row.id,
    object: 'mandate' as const,
    customer_acceptance: acceptance(row.acceptance),
    livemode: row.livemode,
    payment_method: row.payment_method,
    payment_method_details: {
      type: row.type,
      [row.type]:
        row.type === 'sepa_debit' ? { reference: row.reference, url: `${publicUrl}/v1/mandates/${row.id}` } : {},
    },
    status: row.status,
    type: row.single_use === null ? ('multi_use' as const) : ('single_use' as const),
    ...(row.single_use === null ? { multi_use: {} } : { single_use: row.single_use }),
  }),
})

const acceptance = ({ type, accepted_at, ip_address, user_agent }: Mandate['acceptance']) => ({
  accepted_at: accepted_at === null ? null : unixSeconds(accepted_at),
  ...(type === 'online' ? { online: { ip_address, user_agent } } : { offline: {} }),
  type,
})
