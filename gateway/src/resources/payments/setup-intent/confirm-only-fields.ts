import { currencyOf } from '../../../kernel/currency.ts'
import { type Refusal, refuse } from '../../../kernel/refusal.ts'
import { setupConfirmOptionsOf } from './attempt.ts'
import type { SetupOptionsInput } from './options.ts'
import { refuseSetup } from './refusals.ts'

type OnlyWithConfirm = {
  readonly mandate_data?: unknown
  readonly return_url?: string
  readonly single_use?: unknown
  readonly confirmation_token?: string
  readonly payment_method_options?: SetupOptionsInput
}
const names = ['mandate_data', 'return_url', 'single_use', 'confirmation_token'] as const

/** Refuses what only a confirm may bring: it would be kept by nobody. */
export function refuseWithoutConfirm(body: OnlyWithConfirm): Refusal | null {
  const { three_d_secure, once } = setupConfirmOptionsOf(body)
  const [type, typed] = Object.entries(once ?? {})[0] ?? []
  const param =
    names.find((name) => body[name] != null) ??
    (three_d_secure !== undefined
      ? 'payment_method_options[card][three_d_secure]'
      : type === undefined
        ? null
        : `payment_method_options[${type}][${Object.keys(typed ?? {})[0]}]`)
  return param === null ? null : refuseSetup.parameterWithoutConfirm({ param })
}

/** Refuses a single-use mandate in an unknown currency. */
export const refuseCurrency = (once: { readonly currency: string } | undefined): Refusal | null =>
  once === undefined || currencyOf(once.currency.toLowerCase()) !== undefined
    ? null
    : refuse.parameterInvalid({ param: 'single_use[currency]', why: `there is no currency ${once.currency}.` })
