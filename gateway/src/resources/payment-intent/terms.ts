import type { MadeBy } from '../../contracts/dialect.ts'
import type { CommandContext } from '../../engine/command.ts'
import { currencyOf, partStepOf, stepOf } from '../../kernel/currency.ts'
import { type MetadataInput, mergeMetadata } from '../../kernel/metadata.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { secondMs } from '../../kernel/time.ts'
import { type PaymentMethod, type ShippingInput, shippingOf } from '../payment-method/index.ts'
import type { IntentTerms } from './events.ts'
import type { MethodOptions, PaymentIntent } from './model.ts'
import { refuseIntent } from './refusals.ts'

/** What a request may set. `undefined` leaves a field as it is, `null` unsets it. */
export type TermsInput = {
  readonly amount?: number
  readonly currency?: string
  readonly customer?: string | null
  readonly description?: string | null
  /** Already merged rules of the door: `null` unsets all, a `null` value unsets one. */
  readonly metadata?: MetadataInput
  readonly payment_method_types?: readonly string[]
  readonly automatic_payment_methods?: { readonly enabled: boolean; readonly allow_redirects?: 'always' | 'never' }
  readonly payment_method_options?: {
    readonly card?: {
      readonly request_three_d_secure?: 'automatic' | 'any' | 'challenge' | null
      readonly capture_method?: 'manual' | null
      readonly cvc?: string
      readonly require_cvc_recollection?: boolean
    }
    /** Of other methods, by code. */
    readonly [code: string]: unknown
  } | null
  readonly expires_at?: number
  readonly usage?: 'single' | 'multiple'
  readonly capture_method?: IntentTerms['capture_method']
  readonly receipt_email?: string | null
  readonly setup_future_usage?: IntentTerms['setup_future_usage']
  readonly shipping?: ShippingInput | null
  readonly statement_descriptor?: string | null
  readonly statement_descriptor_suffix?: string | null
  readonly transfer_group?: string | null
  readonly foreign?: IntentTerms['foreign']
}

/** Refuses what the schema cannot know: currencies that do not exist, amounts beyond the currency's limit, methods not offered. */
export function refuseTerms(
  input: TermsInput,
  amount: number,
  currency: string,
  { methods, now }: Pick<CommandContext, 'methods' | 'now'>,
): Refusal | null {
  const known = currencyOf(currency)
  if (known === undefined) return refuseIntent.currencyUnknown({ currency })
  if (amount > known.amountMax) return refuseIntent.amountTooLarge({ amount, max: known.amountMax, currency })
  if (amount % stepOf(known) !== 0) return refuseIntent.amountUneven({ step: stepOf(known), currency })
  const foreign = input.payment_method_types?.findIndex((type) => methods.of(type) === null) ?? -1
  if (foreign >= 0) {
    const type = input.payment_method_types?.[foreign] ?? ''
    return refuseIntent.methodTypeUnknown({ type, param: `payment_method_types[${foreign}]` })
  }
  const types = input.payment_method_types
  if (input.capture_method === 'manual' && types?.length && !types.some((type) => methods.of(type)?.captures_later))
    return refuseIntent.methodCapture({ type: types.join(', ') })
  if (input.expires_at !== undefined && input.expires_at * secondMs <= now)
    return refuseIntent.expiryPast({ param: 'expires_at' })
  if (types?.length && input.automatic_payment_methods?.enabled === true) return refuseIntent.automaticAndTypes()
  return null
}

/** Refuses a part of a payment that is finer than its whole: half a rupiah, a tenth of a cent. */
export function refusePart(part: number, whole: number, currency: string, param: string): Refusal | null {
  const known = currencyOf(currency)
  const step = known === undefined ? 1 : partStepOf(known, whole)
  return part % step === 0 ? null : refuseIntent.amountUneven({ step, currency, param })
}

/** True where a saved card is to pay without the code that this payment asks for. */
export const lacksCvc = (
  { require_cvc_recollection }: PaymentIntent['card_options'],
  saved: PaymentMethod | null,
  given: boolean | undefined,
): boolean => require_cvc_recollection === true && saved?.card != null && given !== true

const recollection = (asked: boolean | undefined) => (asked ? { require_cvc_recollection: true } : {})

/** What a foreign API keeps is added to; that of another API stays, or its merchant would miss it. */
const toldAgain = (before: MadeBy | null, sent: MadeBy): MadeBy =>
  before === null
    ? sent
    : before.dialect === sent.dialect
      ? { ...sent, data: { ...before.data, ...sent.data } }
      : before

/** The changes that a request asks for, over what there is. Fields that the request leaves out are left out here. */
export function changedTerms(
  input: TermsInput,
  before: Pick<IntentTerms, 'metadata' | 'card_options' | 'method_options' | 'foreign'>,
): Partial<IntentTerms> {
  const card = input.payment_method_options?.card
  const changes: { -readonly [K in keyof IntentTerms]?: IntentTerms[K] } = {}
  if (input.amount !== undefined) changes.amount = input.amount
  if (input.currency !== undefined) changes.currency = input.currency
  if (input.customer !== undefined) changes.customer = input.customer
  if (input.description !== undefined) changes.description = input.description
  if (input.metadata !== undefined) changes.metadata = mergeMetadata(before.metadata, input.metadata)
  if (input.payment_method_types !== undefined)
    // An emptied list unsets it: whatever fits the payment is offered again.
    changes.payment_method_types = input.payment_method_types.length === 0 ? null : input.payment_method_types
  if (input.automatic_payment_methods !== undefined) {
    const { enabled, allow_redirects } = input.automatic_payment_methods
    changes.automatic_payment_methods = { enabled, allow_redirects: allow_redirects ?? 'always' }
  }
  if (card !== undefined) {
    changes.card_options = {
      request_three_d_secure:
        card.request_three_d_secure === undefined
          ? before.card_options.request_three_d_secure
          : (card.request_three_d_secure ?? 'automatic'),
      capture_method: card.capture_method === undefined ? before.card_options.capture_method : card.capture_method,
      ...recollection(card.require_cvc_recollection ?? before.card_options.require_cvc_recollection),
    }
  }
  const own = Object.entries(input.payment_method_options ?? {}).filter(([code]) => code !== 'card')
  if (own.length > 0)
    // The schema of the request has checked each of them.
    changes.method_options = { ...before.method_options, ...(Object.fromEntries(own) as Record<string, MethodOptions>) }
  if (input.expires_at !== undefined) changes.expires_at = input.expires_at * secondMs
  if (input.usage !== undefined) changes.usage = input.usage === 'multiple' ? 'multiple' : null
  if (input.capture_method !== undefined) changes.capture_method = input.capture_method
  if (input.receipt_email !== undefined) changes.receipt_email = input.receipt_email
  if (input.setup_future_usage !== undefined) changes.setup_future_usage = input.setup_future_usage
  if (input.shipping !== undefined) changes.shipping = input.shipping === null ? null : shippingOf(input.shipping)
  if (input.statement_descriptor !== undefined) changes.statement_descriptor = input.statement_descriptor
  if (input.statement_descriptor_suffix !== undefined)
    changes.statement_descriptor_suffix = input.statement_descriptor_suffix
  if (input.transfer_group !== undefined) changes.transfer_group = input.transfer_group
  if (input.foreign != null) changes.foreign = toldAgain(before.foreign, input.foreign)
  return changes
}
