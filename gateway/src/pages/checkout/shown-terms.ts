/** What a page of the hosted checkout showed, as its forms say it again: `5000 xof automatic none`. */
import {
  captureMethods,
  owedAmount,
  type PaymentIntent,
  type ShownTerms,
} from '../../resources/payments/payment-intent/index.ts'

const usages = ['on_session', 'off_session'] as const

/** The terms that the page shows now, for the field `asked`. */
export const askedOf = (intent: PaymentIntent): string =>
  `${owedAmount(intent)} ${intent.currency} ${intent.capture_method} ${intent.setup_future_usage ?? 'none'}`

/** The field as the confirm takes it; a page of an earlier release showed the amount only. */
export function termsShown(asked: string | undefined): {
  readonly amount_to_confirm?: number
  readonly currency_to_confirm?: string
  readonly shown?: ShownTerms
} {
  const [amount, currency, capture, usage] = asked?.split(' ') ?? []
  if (amount === undefined || currency === undefined) return {}
  const capture_method = captureMethods.find((one) => one === capture)
  return {
    amount_to_confirm: Number(amount),
    currency_to_confirm: currency,
    ...(capture_method === undefined
      ? {}
      : { shown: { capture_method, setup_future_usage: usages.find((one) => one === usage) ?? null } }),
  }
}
