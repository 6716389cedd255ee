import type { ForeignOrigin } from '../../../../contracts/dialect.ts'
import type { CommandContext } from '../../../../engine/command.ts'
import { currencyOf, partStepOf, stepOf } from '../../../../kernel/currency.ts'
import { type MetadataInput, mergeMetadata } from '../../../../kernel/metadata.ts'
import type { Refusal } from '../../../../kernel/refusal.ts'
import { secondMs } from '../../../../kernel/time.ts'
import { type PaymentMethod, type ShippingInput, shippingOf } from '../../../customers/payment-method/index.ts'
import type { IntentTerms } from '../events.ts'
import type { MethodOptions, PaymentIntent } from '../model.ts'
import { refuseIntent } from '../refusals.ts'
import {
  type AmountDetailsInput,
  changedAmountDetails,
  changedPaymentDetails,
  type PaymentDetailsInput,
  refuseAmountDetails,
} from './amount-details.ts'
import { type CardOptionsInput, changedCardOptions, noCardOptions } from './card-options.ts'
import { changedTypeLists, refuseTypeLists } from './type-lists.ts'

/** What a request may set. `undefined` leaves a field as it is, `null` unsets it. */
export type TermsInput = {
  readonly amount?: number
  readonly currency?: string
  readonly customer?: string | null
  readonly description?: string | null
  /** As the request has it: `null` unsets all, a `null` value unsets one. */
  readonly metadata?: MetadataInput
  readonly payment_method_types?: readonly string[]
  readonly automatic_payment_methods?: { readonly enabled: boolean; readonly allow_redirects?: 'always' | 'never' }
  readonly allowed_payment_method_types?: readonly string[]
  readonly excluded_payment_method_types?: readonly string[] | null
  readonly payment_method_configuration?: string
  readonly amount_details?: AmountDetailsInput | null
  readonly payment_details?: PaymentDetailsInput | null
  readonly payment_method_options?: {
    readonly card?: CardOptionsInput | null
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
  before: Pick<IntentTerms, 'amount_details'> | null = null,
): Refusal | null {
  const known = currencyOf(currency)
  if (known === undefined) return refuseIntent.currencyUnknown({ currency })
  if (amount > known.amountMax) return refuseIntent.amountTooLarge({ amount, max: known.amountMax, currency })
  if (amount % stepOf(known) !== 0) return refuseIntent.amountUneven({ step: stepOf(known), currency })
  const lists = refuseTypeLists(input, methods)
  if (lists !== null) return lists
  const types = input.payment_method_types
  if (input.capture_method === 'manual' && types?.length && !types.some((type) => methods.of(type)?.captures_later))
    return refuseIntent.methodCapture({ type: types.join(', ') })
  if (input.expires_at !== undefined && input.expires_at * secondMs <= now)
    return refuseIntent.expiryPast({ param: 'expires_at' })
  return refuseAmountDetails(input.amount_details, before?.amount_details ?? null, amount)
}

/**
 * Refuses a part of a charge that is finer than its whole: half a rupiah, a tenth of a cent. And one that would be nothing for
 * a payer who pays in another currency: `payers` is what it is in that one.
 */
export function refusePart(
  part: number,
  { amount: whole, currency }: { readonly amount: number; readonly currency: string },
  payers: { readonly amount: number; readonly currency: string } | null,
  param: string,
): Refusal | null {
  const step = stepOfPart(currency, whole)
  if (part % step !== 0) return refuseIntent.amountUneven({ step, currency, param })
  if (payers === null || payers.amount > 0) return null
  return refuseIntent.amountTooSmall({ min: stepOfPart(payers.currency, 0), currency: payers.currency, param })
}

const stepOfPart = (currency: string, whole: number): number => {
  const known = currencyOf(currency)
  return known === undefined ? 1 : partStepOf(known, whole)
}

/** True where a saved card is to pay without the code that this payment asks for. */
export const lacksCvc = (
  { require_cvc_recollection }: PaymentIntent['card_options'],
  saved: PaymentMethod | null,
  given: boolean | undefined,
): boolean => require_cvc_recollection === true && saved?.card != null && given !== true

/** What a foreign API keeps is added to; that of another API stays, or its merchant would miss it. */
const toldAgain = (before: ForeignOrigin | null, sent: ForeignOrigin): ForeignOrigin =>
  before === null
    ? sent
    : before.dialect === sent.dialect
      ? { ...sent, data: { ...before.data, ...sent.data } }
      : before

/** The changes that a request asks for, over what there is. Fields that the request leaves out are left out here. */
export function changedTerms(
  input: TermsInput,
  before: Omit<IntentTerms, 'amount' | 'currency'>,
): Partial<IntentTerms> {
  const changes: { -readonly [K in keyof IntentTerms]?: IntentTerms[K] } = {}
  if (input.amount !== undefined) changes.amount = input.amount
  if (input.currency !== undefined) changes.currency = input.currency
  if (input.customer !== undefined) changes.customer = input.customer
  if (input.description !== undefined) changes.description = input.description
  if (input.metadata !== undefined) changes.metadata = mergeMetadata(before.metadata, input.metadata)
  Object.assign(changes, changedTypeLists(input, before), changedOptions(input.payment_method_options, before))
  if (input.payment_method_configuration !== undefined)
    changes.payment_method_configuration = input.payment_method_configuration
  if (input.amount_details !== undefined)
    changes.amount_details =
      input.amount_details === null ? null : changedAmountDetails(input.amount_details, before.amount_details)
  if (input.payment_details !== undefined)
    changes.payment_details =
      input.payment_details === null ? null : changedPaymentDetails(input.payment_details, before.payment_details)
  if (input.automatic_payment_methods !== undefined) {
    const { enabled, allow_redirects } = input.automatic_payment_methods
    changes.automatic_payment_methods = { enabled, allow_redirects: allow_redirects ?? 'always' }
  }
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

/** What a payer typed is good for one attempt, and is kept nowhere. */
const onlyOnce = ['code'] as const
const keptOptions = (options: MethodOptions): MethodOptions =>
  Object.fromEntries(Object.entries(options).filter(([name]) => !onlyOnce.some((once) => once === name)))

/** Options that a request brings for its attempt alone, by method. */
export const oneTimeOptions = (input: TermsInput['payment_method_options']): Readonly<Record<string, MethodOptions>> =>
  Object.fromEntries(
    Object.entries((input ?? {}) as Readonly<Record<string, MethodOptions | null | undefined>>).flatMap(
      ([code, options]) => {
        const once = Object.entries(options ?? {}).filter(([name]) => onlyOnce.some((only) => only === name))
        return code === 'card' || once.length === 0 ? [] : [[code, Object.fromEntries(once)]]
      },
    ),
  )

type WithOptions = Pick<IntentTerms, 'card_options' | 'method_options'>

/** The options of each method after a request: those of one method are added to, an empty value unsets them. */
function changedOptions(input: TermsInput['payment_method_options'], before: WithOptions): Partial<WithOptions> {
  if (input === undefined) return {}
  if (input === null) return { card_options: noCardOptions, method_options: null }
  const { card, ...others } = input
  // The schema of the request has checked each of them.
  const sent = Object.entries(others as Readonly<Record<string, MethodOptions | null | undefined>>)
  const merged: Record<string, MethodOptions> = { ...before.method_options }
  for (const [code, options] of sent) {
    if (options === null) delete merged[code]
    else if (options !== undefined) merged[code] = { ...merged[code], ...keptOptions(options) }
  }
  return {
    ...(card === undefined ? {} : { card_options: changedCardOptions(card, before.card_options) }),
    ...(sent.length === 0 ? {} : { method_options: Object.keys(merged).length === 0 ? null : merged }),
  }
}
