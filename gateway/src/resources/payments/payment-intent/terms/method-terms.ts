/** What a method allows of a payment: checked before anything is sent, with the field at fault. */
import type { Method, MethodCatalogue, MethodDetails } from '../../../../contracts/method.ts'
import { currencyOf, usualStepOf } from '../../../../kernel/currency.ts'
import { lookup } from '../../../../kernel/lookup.ts'
import type { Refusal } from '../../../../kernel/refusal.ts'
import { dayMs, hourMs, type Millis, secondMs, startOfUtcDay, utcDay } from '../../../../kernel/time.ts'
import { transferKinds } from '../../../../schemes/bank-transfer.ts'
import { refuseCustomer } from '../../../customers/customer/index.ts'
import { type MethodOptions, owedAmount, type PaymentIntent } from '../model.ts'
import { refuseIntent } from '../refusals.ts'
import { refuseOption } from './option-refusals.ts'
import { allowsType, namedTypes } from './type-lists.ts'

type MethodTerms = Pick<
  PaymentIntent,
  | 'amount'
  | 'amount_received'
  | 'currency'
  | 'capture_method'
  | 'usage'
  | 'payment_method_types'
  | 'allowed_payment_method_types'
  | 'excluded_payment_method_types'
  | 'card_options'
  | 'method_options'
  | 'setup_future_usage'
>

/**
 * Refuses what a method cannot do; null where it can. `presentment` is what the payer would pay, if not the intent's; `details` is
 * what is known of the payer's instrument.
 */
export function refuseMethodTerms(
  terms: MethodTerms,
  type: string,
  methods: MethodCatalogue,
  presentment: { readonly amount: number; readonly currency: string } | null,
  now: Millis,
  details: MethodDetails = {},
): Refusal | null {
  if (!allowsType(terms, type))
    return refuseIntent.methodTypeNotAllowed({ type, allowed: allowedTypes(terms, methods) })
  const method = methods.of(type)
  if (method === null) return refuseIntent.methodTypeUnknown({ type, param: 'payment_method_data[type]' })
  const { amount, currency } = presentment ?? { amount: owedAmount(terms), currency: terms.currency }
  const range = method.currencies === null ? { min: 1, max: null } : method.currencies[currency]
  if (range === undefined) {
    const allowed = Object.keys(method.currencies ?? {})
    return refuseIntent.methodCurrency({ type, currency, allowed })
  }
  const own = method.currency_in?.[String(details.country)]
  // A sandbox's euro wallets have a phone of no country, or of any.
  if (own !== undefined && own !== currency && !(currency === 'eur' && method.currencies?.eur !== undefined))
    return refuseIntent.methodCurrency({ type, currency, allowed: [own] })
  // A reusable code may be open: its payer says how much.
  const open = terms.usage === 'multiple' && terms.amount === 0
  if (amount < range.min && !open) return refuseIntent.methodAmountSmall({ type, min: range.min, currency })
  if (range.max !== null && amount > range.max) return refuseIntent.amountTooLarge({ amount, max: range.max, currency })
  const step = stepFor(method, currency)
  if (amount % step !== 0) return refuseIntent.amountUneven({ step, currency })
  if (capturesLater(terms, type) && !method.captures_later) return refuseIntent.methodCapture({ type })
  if (terms.usage === 'multiple' && !method.reusable) return refuseIntent.methodUsage({ type })
  if (savingFor(terms, type) !== null && !method.savable)
    return refuseCustomer.methodNotSavable({ type, param: 'setup_future_usage' })
  const options = terms.method_options?.[type] ?? {}
  return refuseTarget(type, options, now) ?? refuseTransfer(options, currency) ?? refuseExpiry(method, options, now)
}

/** How far ahead a merchant may choose the day of a debit; published for every scheme. */
const targetDaysMax = 15

function refuseTarget(type: string, { target_date: day }: MethodOptions, now: Millis): Refusal | null {
  if (typeof day !== 'string') return null
  const at = Date.parse(`${day}T00:00:00Z`)
  const today = startOfUtcDay(now)
  // A day that the calendar does not have is read as another one, or as none.
  const real = !Number.isNaN(at) && utcDay(at) === day
  return real && at > today && at <= today + targetDaysMax * dayMs
    ? null
    : refuseOption.targetDate({ type, days: targetDaysMax })
}

/** A kind of bank transfer is of one currency. */
function refuseTransfer({ bank_transfer: wish }: MethodOptions, currency: string): Refusal | null {
  const asked = typeof wish === 'object' && wish !== null ? Reflect.get(wish, 'type') : undefined
  const kind = typeof asked === 'string' ? transferKinds[asked] : undefined
  return kind === undefined || kind.currency === currency
    ? null
    : refuseOption.transferCurrency({ asked: String(asked), currency })
}

/** Cards alone carry sen; what is handed out for rupiah by every other rail has none. */
function stepFor({ family }: Pick<Method, 'family'>, currency: string): number {
  const known = currencyOf(currency)
  return known?.code === 'idr' && family !== 'card' ? usualStepOf(known) : 1
}

/** Words for a refusal: the types that are named, or all but the excluded ones. */
const allowedTypes = (terms: MethodTerms, methods: MethodCatalogue): readonly string[] =>
  (namedTypes(terms) ?? methods.all.map(({ code }) => code)).filter((code) => allowsType(terms, code))

/** Whether a payment by a method is only held: as the intent says, or the options of that method. */
export const capturesLater = (
  terms: Pick<PaymentIntent, 'capture_method' | 'card_options' | 'method_options'>,
  type: string,
): boolean => terms.capture_method === 'manual' || optionsOf(terms, type).capture_method === 'manual'

/** For which later payments a method is saved: as its own options say, else as the intent does. */
export function savingFor(
  terms: Pick<PaymentIntent, 'setup_future_usage' | 'card_options' | 'method_options'>,
  type: string,
): PaymentIntent['setup_future_usage'] {
  const own = optionsOf(terms, type).setup_future_usage
  return own === 'none' ? null : own === 'on_session' || own === 'off_session' ? own : terms.setup_future_usage
}

const optionsOf = (
  { card_options, method_options }: Pick<PaymentIntent, 'card_options' | 'method_options'>,
  type: string,
): { readonly capture_method?: unknown; readonly setup_future_usage?: unknown } =>
  type === 'card' ? card_options : (method_options?.[type] ?? {})

function refuseExpiry(method: Method, options: MethodOptions, now: Millis): Refusal | null {
  if (!hasExpiryOption(options)) return null
  const at = expiryOf(method, options, now)
  const field = ['expires_at', 'expires_after_seconds', 'expires_after_days'].find((name) => options[name] != null)
  const param = `payment_method_options[${method.code}][${field}]`
  if (at !== null && at <= now) return refuseIntent.expiryPast({ param })
  const most = method.expires_at_most_ms
  // A whole day of leave, since vouchers end with a day of their country.
  if (most !== null && at !== null && at > now + most + dayMs)
    return refuseIntent.expiryFar({ param, days: Math.round((most / dayMs) * 100) / 100 })
  return null
}

/** Whether a request says for itself how long the payer has. */
export const hasExpiryOption = (options: MethodOptions | undefined): boolean =>
  options?.expires_at != null || options?.expires_after_seconds != null || options?.expires_after_days != null

/** Vouchers are good until a day ends in their country; hours from UTC. */
const dayEndsIn: Readonly<Record<string, number>> = lookup({ boleto: -3, konbini: 9, oxxo: -6 })

/** When the payer's time is over. */
export function expiryOf(method: Method, options: MethodOptions, now: Millis): Millis | null {
  if (typeof options.expires_at === 'number') return options.expires_at * secondMs
  if (typeof options.expires_after_seconds === 'number') return now + options.expires_after_seconds * secondMs
  const offset = dayEndsIn[method.code]
  if (offset !== undefined) {
    const days =
      typeof options.expires_after_days === 'number'
        ? options.expires_after_days
        : Math.round((method.expires_after_ms ?? dayMs) / dayMs)
    return startOfUtcDay(now + offset * hourMs) + (days + 1) * dayMs - offset * hourMs - secondMs
  }
  if (typeof options.expires_after_days === 'number') return now + options.expires_after_days * dayMs
  return method.expires_after_ms === null ? null : now + method.expires_after_ms
}

/** Codes that a payment can be paid with: those it names, or all that take its currency and way of capture. */
export function offeredTypes(terms: MethodTerms, methods: MethodCatalogue, livemode: boolean): readonly string[] {
  if (terms.payment_method_types !== null) return terms.payment_method_types
  if (currencyOf(terms.currency) === undefined) return []
  return methods.all
    .filter(
      ({ code, currencies, captures_later, closed, family, reusable }) =>
        allowsType(terms, code) &&
        (currencies === null || currencies[terms.currency] !== undefined) &&
        terms.amount % stepFor({ family }, terms.currency) === 0 &&
        (terms.capture_method !== 'manual' || captures_later) &&
        (terms.usage !== 'multiple' || reusable) &&
        (closed === null || !livemode),
    )
    .map(({ code }) => code)
}
