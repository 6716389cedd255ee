/** What the families of methods share: entries with defaults, payer details, and the shapes of next actions. */
import { type TObject, type TProperties, Type } from 'typebox'
import { lookup } from '../kernel/lookup.ts'
import { defineRefusal, type Refusal } from '../kernel/refusal.ts'
import { OneOf, Unsettable } from '../kernel/schema.ts'
import { type Millis, unixSeconds } from '../kernel/time.ts'
import type {
  AcceptedMethod,
  Method,
  MethodDetails,
  MethodFacts,
  MethodInput,
  NextAction,
  PayerDetails,
  ShownAction,
} from './method.ts'

export const minutes = (count: number): number => count * 60_000
export const hours = (count: number): number => minutes(count * 60)
export const days = (count: number): number => hours(count * 24)

/** Any amount of these currencies. */
export const anyAmount = (...codes: readonly string[]): NonNullable<MethodFacts['currencies']> =>
  Object.fromEntries(codes.map((code) => [code, { min: 1, max: null }]))

/** Refusals that every method may give. */
export const refuseMethodData = {
  detailMissing: defineRefusal<{ param: string; method: string }>(
    'invalid_request',
    'parameter_missing',
    '',
    ({ param, method }) => `Missing required param: ${param}. Payments by ${method} need it.`,
    ({ param }) => ({ param }),
  ),
  countryNotOffered: defineRefusal<{ param: string; method: string; country: string; allowed: readonly string[] }>(
    'invalid_request',
    'payment_method_country_not_supported',
    'The lender or the scheme takes no payers of the country that was given; the message lists those whose it takes.',
    ({ method, country, allowed }) => `${method} is not offered in ${country}. Allowed: ${allowed.join(', ')}.`,
    ({ param }) => ({ param }),
  ),
  detailInvalid: defineRefusal<{ param: string; why: string }>(
    'invalid_request',
    'payment_method_detail_invalid',
    "A detail of the payer's instrument is wrong: a length, a check digit, a country, a number that cannot exist. The message says which.",
    ({ param, why }) => `Invalid value for ${param}: ${why}`,
    ({ param }) => ({ param }),
  ),
  closed: defineRefusal<{ method: string; why: string }>(
    'invalid_request',
    'payment_method_closed',
    'The scheme behind this method has been closed, so it exists in sandboxes only.',
    ({ method, why }) => `${method} is not available in live mode: ${why}`,
    () => ({ param: 'payment_method_data[type]' }),
  ),
}

const payerDetail = (billing: PayerDetails, detail: string): string | null =>
  detail === 'address[country]'
    ? billing.address.country
    : ({ name: billing.name, email: billing.email, phone: billing.phone, tax_id: billing.tax_id }[detail] ?? null)

/** Refuses a missing payer detail, a country where the vendor takes no payers, and a method that is closed; null where all is well. */
export function refusePayer(method: MethodFacts, { billing, param, livemode }: MethodInput): Refusal | null {
  if (livemode && method.closed !== null) return refuseMethodData.closed({ method: method.label, why: method.closed })
  for (const detail of method.requires) {
    const value = payerDetail(billing, detail)
    const path = detail === 'address[country]' ? ['address', 'country'] : [detail]
    if (value === null || value.trim() === '')
      return refuseMethodData.detailMissing({ param: param('billing_details', ...path), method: method.label })
  }
  const country = billing.address.country?.toUpperCase() ?? null
  if (method.country_bound && country !== null && method.countries !== null && !method.countries.includes(country)) {
    const at = param('billing_details', 'address', 'country')
    return refuseMethodData.countryNotOffered({ param: at, method: method.label, country, allowed: method.countries })
  }
  const email = billing.email
  if (email !== null && method.requires.includes('email') && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    return refuseMethodData.detailInvalid({ param: param('billing_details', 'email'), why: 'it is no e-mail address.' })
  return null
}

export const noOptions = Type.Object({}, { additionalProperties: false })

type EntryDefaults = Pick<
  MethodFacts,
  | 'country_bound'
  | 'expires_at_most_ms'
  | 'captures_later'
  | 'settles_late'
  | 'reusable'
  | 'savable'
  | 'requires'
  | 'requires_options'
  | 'closed'
  | 'refunds'
>
const usual: EntryDefaults = {
  country_bound: false,
  expires_at_most_ms: null,
  captures_later: false,
  settles_late: false,
  reusable: false,
  savable: false,
  requires: [],
  requires_options: [],
  closed: null,
  refunds: 'partial',
}

/** An entry of a family's table: only what differs from the usual has to be said. */
export type MethodEntry = Omit<MethodFacts, keyof EntryDefaults | 'currency_in' | 'family' | 'icon' | 'next_action'> &
  Partial<EntryDefaults> & {
    readonly next_action?: MethodFacts['next_action']
    /** Its own fields and options, besides those of its family. */
    readonly fields?: TProperties
    readonly options?: TProperties
    readonly hidden_options?: readonly string[]
  }

export type Family = {
  readonly family: MethodFacts['family']
  readonly next_action: MethodFacts['next_action']
  readonly currency_in?: MethodFacts['currency_in']
  readonly fields?: TObject
  readonly merchant_fields?: Method['merchant_fields']
  readonly options?: TObject
  /** Checks the method's own object; payer details are checked already. */
  readonly accept?: (input: MethodInput, method: MethodFacts) => AcceptedMethod | Refusal
  readonly describe?: (details: MethodDetails, method: MethodFacts) => ReturnType<Method['describe']>
  readonly charged?: (
    details: MethodDetails,
    reference: string | null,
    method: MethodFacts,
    mandate: string | null,
  ) => ReturnType<Method['charged']>
  readonly option_defaults?: Readonly<Record<string, MethodDetails>>
  readonly show?: (action: NextAction, shown: ShownAction, method: MethodFacts) => ReturnType<Method['show']>
}

/** The methods of a family's table. */
export const methodsOf = (family: Family, entries: readonly MethodEntry[]): readonly Method[] =>
  entries.map((entry) => {
    const { fields, options: own, hidden_options, ...told } = entry
    const facts: MethodFacts = {
      ...usual,
      ...told,
      currencies: told.currencies === null ? null : lookup(told.currencies),
      family: family.family,
      currency_in: family.currency_in ?? null,
      icon: entry.code,
      next_action: entry.next_action ?? family.next_action,
    }
    return {
      ...facts,
      fields: Type.Object(
        { ...family.fields?.properties, ...fields },
        { additionalProperties: false, description: `What ${facts.label} has to know of the payer.` },
      ),
      ...(family.merchant_fields === undefined ? {} : { merchant_fields: family.merchant_fields }),
      options: Type.Object(
        { ...(family.options ?? noOptions).properties, ...own, ...sharedOptions(facts) },
        { additionalProperties: false, description: `What is wished of ${facts.label}.` },
      ),
      accept: (input) => refusePayer(facts, input) ?? family.accept?.(input, facts) ?? { details: {}, secret: null },
      describe: (details) => family.describe?.(details, facts) ?? {},
      charged: (details, reference, mandate = null) =>
        family.charged?.(details, reference, facts, mandate) ?? { reference },
      hidden_options: hidden_options ?? [],
      option_defaults: family.option_defaults?.[facts.code] ?? {},
      show: (action, shown) => (family.show ?? showPlainly)(action, shown, facts),
    }
  })

/** What every method's options take: whether it is saved, whether it is only held, and how long the payer has. */
const sharedOptions = (facts: MethodFacts): TProperties => ({
  setup_future_usage: Type.Optional(
    Unsettable(
      OneOf(facts.savable ? (['none', 'off_session', 'on_session'] as const) : (['none'] as const), {
        description: 'Whether this method is saved, whatever the intent says.',
      }),
    ),
  ),
  ...(facts.captures_later
    ? {
        capture_method: Type.Optional(
          Unsettable(
            OneOf(['manual'] as const, { description: 'Whether the money is only held, to be captured by a call.' }),
          ),
        ),
      }
    : {}),
  ...timeOptions(facts),
})

/** How long the payer has, in the words that merchants use: seconds, days, or a moment. */
const timeOptions = (facts: MethodFacts): TProperties =>
  facts.expires_after_ms === null && facts.expires_at_most_ms === null
    ? {}
    : {
        expires_after_seconds: Type.Optional(
          Unsettable(
            Type.Integer({ minimum: 10, maximum: 15_552_000, description: 'How many seconds the payer has.' }),
          ),
        ),
        expires_after_days: Type.Optional(
          Unsettable(
            Type.Integer({
              minimum: 0,
              maximum: 180,
              description: 'How many days the payer has: until the end of the last one.',
            }),
          ),
        ),
        expires_at: Type.Optional(
          Unsettable(
            Type.Integer({
              minimum: 0,
              maximum: 99_999_999_999,
              description: 'Until when the payer can pay, in unix seconds.',
            }),
          ),
        ),
      }

export const secondsOrNull = (at: Millis | null): number | null => (at === null ? null : unixSeconds(at))

/** The shape of an action where the method has none of its own: named by kind, fields as in the named ones. */
export function showPlainly(action: NextAction, shown: ShownAction, method: MethodFacts): ReturnType<Method['show']> {
  switch (action.kind) {
    case 'redirect':
      return { type: 'redirect_to_url', redirect_to_url: { return_url: shown.return_url, url: action.url } }
    case 'qr_code':
      return { type: `${method.code}_display_qr_code`, [`${method.code}_display_qr_code`]: shownCode(action, shown) }
    case 'instructions':
      return {
        type: `${method.code}_display_details`,
        [`${method.code}_display_details`]: {
          ...action.facts,
          expires_at: secondsOrNull(action.expires_at),
          hosted_voucher_url: shown.hosted_url,
          number: action.number,
        },
      }
    case 'approve_on_phone':
      return {
        type: 'approve_on_phone',
        approve_on_phone: {
          dial_code: action.dial_code,
          hosted_instructions_url: shown.hosted_url,
          phone: action.phone,
        },
      }
    case 'one_time_code':
      return {
        type: 'collect_one_time_code',
        collect_one_time_code: { dial_code: action.dial_code, digits: action.digits, phone: action.phone },
      }
    case 'wait':
      return { type: 'wait', wait: {} }
  }
}

/** The members that codes on the wire have in common. */
export const shownCode = (action: Extract<NextAction, { kind: 'qr_code' }>, shown: ShownAction) => ({
  data: action.data,
  ...(action.expires_at === null ? {} : { expires_at: unixSeconds(action.expires_at) }),
  hosted_instructions_url: shown.hosted_url,
  image_url_png: shown.image_url_png,
  image_url_svg: shown.image_url_svg,
})
