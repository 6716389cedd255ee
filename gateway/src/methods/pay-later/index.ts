/** Buy now, pay later: the lender approves on its own page, and the shop captures when it ships. */

import { type TProperties, Type } from 'typebox'
import type {
  AcceptedMethod,
  Method,
  MethodFacts,
  MethodInput,
  NextAction,
  ShownAction,
} from '../../contracts/method.ts'
import {
  anyAmount,
  days,
  type Family,
  hours,
  type MethodEntry,
  methodsOf,
  refuseMethodData,
  showPlainly,
} from '../../contracts/method-family.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { AddressFields, OneOf, Text, Unsettable } from '../../kernel/schema.ts'

const show = (action: NextAction, shown: ShownAction, method: MethodFacts): ReturnType<Method['show']> =>
  action.kind === 'redirect' && method.code === 'akulaku'
    ? { type: 'akulaku_handle_redirect', akulaku_handle_redirect: { return_url: shown.return_url, url: action.url } }
    : showPlainly(action, shown, method)

const charged: NonNullable<Family['charged']> = ({ preferred_locale, reference: own }, reference, { code }) => {
  switch (code) {
    case 'klarna':
      return {
        payer_details: null,
        payment_method_category: 'pay_later',
        preferred_locale: preferred_locale ?? null,
      }
    case 'afterpay_clearpay':
      return { order_id: reference, reference: own ?? null }
    case 'zip':
      return {}
    case 'akulaku':
      return { reference }
    default:
      return { transaction_id: reference }
  }
}

const optional = (length: number) => Type.Optional(Unsettable(Text(length)))
const count = Type.Optional(Type.Integer({ minimum: 1, maximum: 999_999_999_999 }))
const object = <F extends TProperties>(fields: F) => Type.Object(fields, { additionalProperties: false })
const spans = ['day', 'week', 'month', 'year'] as const

/** What Klarna is told of purchases that come again; it decides by it, and no answer repeats it. */
const klarnaOptions: TProperties = {
  currency: Type.Optional(Text(3, 'Of a setup: what will be paid in.')),
  preferred_locale: optional(5),
  on_demand: Type.Optional(
    object({
      average_amount: count,
      maximum_amount: count,
      minimum_amount: count,
      purchase_interval: Type.Optional(OneOf(spans)),
      purchase_interval_count: count,
    }),
  ),
  subscriptions: Type.Optional(
    Unsettable(
      Type.Array(
        object({
          interval: OneOf(spans),
          interval_count: count,
          name: Type.Optional(Text(255)),
          next_billing: Type.Optional(
            object({ amount: Type.Integer({ minimum: 0, maximum: 999_999_999_999 }), date: Text(10) }),
          ),
          reference: Text(255),
        }),
        { maxItems: 20 },
      ),
    ),
  ),
}

const dob = object({
  day: Type.Integer({ minimum: 1, maximum: 31 }),
  month: Type.Integer({ minimum: 1, maximum: 12 }),
  year: Type.Integer({ minimum: 1900, maximum: 2100 }),
})

/** A day of birth that the calendar has; kept in three parts, as it is shown. */
function acceptKlarna({ data, param }: MethodInput): AcceptedMethod | Refusal {
  // The schema of the request has checked the types.
  const born = data.dob as { day: number; month: number; year: number } | undefined
  if (born === undefined) return { details: {}, secret: null }
  const day = new Date(Date.UTC(born.year, born.month - 1, born.day))
  if (day.getUTCDate() !== born.day)
    return refuseMethodData.detailInvalid({ param: param('klarna', 'dob'), why: 'there is no such day.' })
  return { details: { dob_day: born.day, dob_month: born.month, dob_year: born.year }, secret: null }
}

const companyDetails = object({
  registered_address: Type.Optional(Unsettable(AddressFields)),
  registered_name: Type.Optional(Text(255)),
  registration_number: Type.Optional(Text(50)),
  registration_type: Type.Optional(Text(20)),
  vat: Type.Optional(Text(30)),
})

const held = { captures_later: true } as const
/** Limits in whole units of the currency. */
const between = (ranges: Readonly<Record<string, readonly [min: number, max: number]>>) =>
  Object.fromEntries(Object.entries(ranges).map(([code, [min, max]]) => [code, { min: min * 100, max: max * 100 }]))

const lenders: readonly MethodEntry[] = [
  {
    ...held,
    savable: true,
    code: 'klarna',
    label: 'Klarna',
    // Its agreements are made for the country in which the payer lives.
    country_bound: true,
    countries: 'AT AU BE CA CH CZ DE DK ES FI FR GB GR IE IT NL NO NZ PL PT RO SE US'.split(' '),
    currencies: anyAmount('eur', 'gbp', 'usd', 'sek', 'nok', 'dkk', 'pln', 'aud', 'nzd', 'cad', 'chf', 'czk', 'ron'),
    expires_after_ms: days(2),
    requires: ['email', 'address[country]'],
    fields: { dob: Type.Optional(dob) },
    options: klarnaOptions,
    hidden_options: ['currency', 'on_demand', 'subscriptions'],
  },
  {
    code: 'akulaku',
    label: 'Akulaku',
    countries: ['ID', 'PH'],
    currencies: anyAmount('idr', 'php'),
    expires_after_ms: hours(1),
  },
  {
    ...held,
    code: 'affirm',
    label: 'Affirm',
    countries: ['US', 'CA'],
    currencies: between({ usd: [35, 30_000], cad: [50, 30_000] }),
    expires_after_ms: hours(12),
    options: { preferred_locale: optional(30) },
  },
  {
    ...held,
    code: 'afterpay_clearpay',
    label: 'Afterpay / Clearpay',
    countries: ['US', 'AU', 'CA', 'GB', 'NZ'],
    currencies: between({ usd: [1, 4000], aud: [1, 2000], cad: [1, 2000], gbp: [1, 1200], nzd: [1, 2000] }),
    expires_after_ms: hours(3),
    options: { reference: optional(128) },
  },
  {
    code: 'zip',
    label: 'Zip',
    countries: ['AU', 'US'],
    currencies: anyAmount('aud', 'usd'),
    expires_after_ms: hours(1),
  },
  {
    ...held,
    code: 'alma',
    label: 'Alma',
    countries: ['FR', 'BE', 'DE', 'ES', 'IT', 'LU', 'NL', 'PT', 'AT', 'IE'],
    currencies: between({ eur: [50, 4000] }),
    expires_after_ms: hours(1),
  },
  {
    ...held,
    code: 'billie',
    label: 'Billie',
    countries: ['DE', 'AT', 'CH', 'DK', 'ES', 'FI', 'FR', 'GB', 'IT', 'NL', 'NO', 'SE'],
    currencies: anyAmount('eur', 'gbp', 'chf', 'sek', 'nok', 'dkk'),
    expires_after_ms: hours(1),
    options: { company_details: Type.Optional(Unsettable(companyDetails)), reference: optional(255) },
  },
  {
    ...held,
    code: 'scalapay',
    label: 'Scalapay',
    countries: ['IT', 'FR', 'ES', 'PT'],
    currencies: between({ eur: [5, 5000] }),
    expires_after_ms: hours(1),
  },
  {
    ...held,
    code: 'sequra',
    label: 'seQura',
    countries: ['ES', 'FR', 'IT', 'PT'],
    currencies: between({ eur: [5, 5000] }),
    expires_after_ms: hours(1),
  },
  {
    ...held,
    code: 'sunbit',
    label: 'Sunbit',
    countries: ['US'],
    currencies: between({ usd: [60, 20_000] }),
    expires_after_ms: hours(1),
  },
]

export const payLaterMethods: readonly Method[] = methodsOf(
  {
    family: 'pay_later',
    next_action: 'redirect',
    show,
    charged,
    accept: (input, { code }) => (code === 'klarna' ? acceptKlarna(input) : { details: {}, secret: null }),
    describe: ({ dob_day, dob_month, dob_year }, { code }) =>
      code === 'klarna' && dob_day !== undefined ? { dob: { day: dob_day, month: dob_month, year: dob_year } } : {},
    option_defaults: {
      klarna: { preferred_locale: null },
      afterpay_clearpay: { reference: null },
    },
  },
  lenders,
)
