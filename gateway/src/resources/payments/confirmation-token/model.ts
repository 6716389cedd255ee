import type { AggregateRow } from '../../../engine/aggregate.ts'
import type { Millis } from '../../../kernel/time.ts'
import type { CustomerAcceptance } from '../../customers/mandate/index.ts'
import type { PaymentMethod, Shipping } from '../../customers/payment-method/index.ts'
import type { InstallmentPlan } from '../charge/index.ts'

/**
 * What a payer chose on a page, for a merchant's server to confirm with: once, within twelve hours. The method exists from
 * then on; the token shows it as it was.
 */
export type ConfirmationToken = AggregateRow & {
  readonly created: Millis
  readonly livemode: boolean
  readonly expires_at: Millis
  readonly payment_method: string
  readonly preview: Pick<
    PaymentMethod,
    'type' | 'card' | 'details' | 'billing_details' | 'allow_redisplay' | 'customer'
  >
  readonly acceptance: CustomerAcceptance | null
  readonly installments: InstallmentPlan | null
  readonly return_url: string | null
  readonly setup_future_usage: 'on_session' | 'off_session' | null
  readonly shipping: Shipping | null
  /** What it confirmed; then it is good for nothing else. */
  readonly payment_intent: string | null
  readonly setup_intent: string | null
}
