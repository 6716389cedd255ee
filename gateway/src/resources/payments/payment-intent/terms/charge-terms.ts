import type { PaymentMethod } from '../../../customers/payment-method/index.ts'
import type { ChargeTerms } from '../../charge/index.ts'
import { type Attempt, attemptCurrency, type PaymentIntent } from '../model.ts'

/** What a charge takes over from its intent, its attempt and the method as it is now. */
export const chargeTerms = (
  intent: PaymentIntent,
  attempt: Attempt,
  method: PaymentMethod,
  amount = attempt.amount,
  more: Partial<ChargeTerms> = {},
): ChargeTerms => ({
  livemode: intent.livemode,
  payment_intent: intent.id,
  payment_method: method.id,
  connector_account: attempt.connector_account,
  amount,
  currency: attemptCurrency(intent, attempt),
  card: method.card,
  ...(method.card === null
    ? { method: { type: method.type, details: { ...method.details, ...toldToScheme(intent, method.type) } } }
    : {}),
  ...(attempt.fallback === undefined ? {} : { fallback: attempt.fallback }),
  ...(attempt.presentment === undefined ? {} : { presentment: attempt.presentment }),
  ...(attempt.arrangement === undefined ? {} : { arrangement: attempt.arrangement }),
  billing_details: method.billing_details,
  metadata: intent.metadata,
  description: intent.description ?? undefined,
  receipt_email: intent.receipt_email ?? undefined,
  statement_descriptor: intent.statement_descriptor ?? undefined,
  statement_descriptor_suffix: intent.statement_descriptor_suffix ?? undefined,
  shipping: intent.shipping ?? undefined,
  transfer_group: intent.transfer_group ?? undefined,
  webhook_url: intent.webhook_url ?? undefined,
  webhook_format: intent.webhook_format ?? undefined,
  customer: intent.customer ?? undefined,
  ...(intent.by_source === undefined ? {} : { by_source: intent.by_source }),
  ...more,
})

/** Options that the scheme shows its payer or acts on, and a charge repeats. */
const repeated = ['preferred_language', 'preferred_locale', 'reference', 'target_date'] as const
const toldToScheme = ({ method_options }: PaymentIntent, type: string): Record<string, string> =>
  Object.fromEntries(
    repeated.flatMap((name) => {
      const value = method_options?.[type]?.[name]
      return typeof value === 'string' ? [[name, value]] : []
    }),
  )
